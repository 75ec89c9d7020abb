/*
 * The same questions that the comparison asks, of one port at a time, and with
 * the answers kept.
 */
#include "check/account.h"

#include <stdlib.h>

#include "base/mem.h"
#include "check/identity.h"
#include "check/ignore.h"
#include "check/order.h"
#include "model/ifname.h"

struct account_book {
	const struct judgement *judgement;
	uint32_t *ranks;           /* owned */
	struct identity *identity; /* owned */
	struct ignore *ignore;     /* owned */
};

struct account_book *
account_book_new(const struct judgement *judgement)
{
	struct account_book *book = xcalloc(1, sizeof(*book));

	book->judgement = judgement;
	book->ranks = order_rank_devices(judgement->topology);
	book->identity = identity_new(judgement->topology, book->ranks);
	book->ignore = ignore_new(judgement->topology);
	return book;
}

void
account_book_free(struct account_book *book)
{
	if (!book)
		return;
	ignore_free(book->ignore);
	identity_free(book->identity);
	free(book->ranks);
	free(book);
}

static struct span
find_line(struct span text, size_t number)
{
	struct span line = SPAN_ABSENT;

	for (size_t i = 0; i < number; i++) {
		if (!span_next_line(&text, &line))
			return SPAN_ABSENT;
	}
	return line;
}

static void
quote(struct sighting *s, const struct observation *seen, size_t line)
{
	for (size_t i = 0; i < s->quote_count; i++) {
		if (s->quotes[i].line == line)
			return;
	}
	if (line)
		s->quotes[s->quote_count++] =
		    (struct quoted_line){line, find_line(seen->text, line)};
}

static void
name_far_end(struct account_book *book, struct sighting *s)
{
	const struct judgement *j = book->judgement;
	struct identity_match match;

	identity_find(book->identity, s->heard, &match);
	s->name = identity_printed_name(s->heard);
	s->matched_by = match.by;
	s->candidates = match.count;
	s->far = (struct port){
	    .device = DEVICE_FOREIGN,
	    .device_name = arena_span(j->arena, s->name),
	    .name = ifname_canonical(j->arena, neighbor_far_port(s->heard)),
	};
	if (match.count == 1) {
		s->far.device = match.candidates[0];
		s->far.device_name =
		    j->topology->devices[match.candidates[0]].name;
	}
}

static void
take_down(struct account_book *book, struct port_account *account,
    const struct neighbor *heard)
{
	struct sighting *s = &account->sightings[account->sighting_count++];

	s->heard = heard;
	name_far_end(book, s);
	s->ignored = ignore_has_neighbor(book->ignore, account->port.device,
	    account->port.name, heard);
	quote(s, account->seen, heard->line);
	quote(s, account->seen, heard->local_port_line);
	quote(s, account->seen, heard->port_id_line);
}

/* "Ethernet1/1", and "Ethernet1/1.100" is on it. */
static bool
is_on_port(struct arena *arena, struct span printed, struct span port)
{
	struct span name;

	if (ifname_equal(printed, port))
		return true;
	if (!span_find_char(printed, '.'))
		return false;
	name = span_of(ifname_canonical(arena, printed));
	return name.length > port.length && name.text[port.length] == '.' &&
	       span_equal_nocase(span_make(name.text, port.length), port);
}

struct port_account
account_of_port(struct account_book *book, struct port port)
{
	const struct judgement *j = book->judgement;
	struct port_account account = {.port = port};
	const struct neighbor_list *list;

	if (port.device == DEVICE_FOREIGN)
		return account;
	account.seen = &j->observations->items[port.device];
	account.alive = j->alive[port.device];
	account.ignored = ignore_has_port(book->ignore, port.device, port.name);
	list = account.seen->heard;
	if (!list)
		return account;
	account.sightings =
	    arena_array(j->arena, list->count, sizeof(*account.sightings));
	for (size_t i = 0; i < list->count; i++) {
		if (is_on_port(j->arena, list->items[i].local_port,
			span_of(port.name)))
			take_down(book, &account, &list->items[i]);
	}
	return account;
}
