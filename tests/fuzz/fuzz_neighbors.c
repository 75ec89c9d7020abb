/*
 * Any bytes at all, read as `show cdp neighbors detail`: nothing is read
 * outside of the text, every span can be read to its end, and what is promised
 * of a list holds.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/ifname.h"
#include "parse/cdp.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check(bool holds)
{
	if (!holds)
		abort();
}

/* Reads every byte, so that the address sanitizer looks at each. */
static void
touch(struct span s)
{
	static volatile unsigned char sink;

	check(!span_is_absent(s) || s.length == 0);
	for (size_t i = 0; i < s.length; i++)
		sink = (unsigned char)(sink + (unsigned char)s.text[i]);
}

static void
touch_list(const struct span_list *list, bool may_hold_blanks)
{
	for (size_t i = 0; i < list->count; i++) {
		touch(list->items[i]);
		check(list->items[i].length > 0);
		check(may_hold_blanks || !span_find_char(list->items[i], ' '));
	}
}

/* Values are trimmed. */
static void
check_value(struct span s)
{
	touch(s);
	check(span_trim(s).length == s.length);
}

static void
check_number(long number)
{
	check(number >= 0 || number == NEIGHBOR_NO_NUMBER);
}

static void
check_neighbor(const struct neighbor *n, size_t lines)
{
	check_value(n->local_port);
	check_value(n->device_id);
	check_value(n->port_id);
	check_value(n->platform);
	check_value(n->system_name);
	check_value(n->version);
	check_value(n->duplex);
	check_value(n->vtp_domain);
	touch_list(&n->capabilities, true);
	touch_list(&n->entry_addresses, false);
	touch_list(&n->mgmt_addresses, false);
	check_number(n->native_vlan);
	check_number(n->holdtime);
	check_number(n->mtu);
	check(n->line >= 1 && n->line <= lines);
	check(span_is_absent(n->local_port) == (n->local_port_line == 0));
	check(span_is_absent(n->port_id) == (n->port_id_line == 0));
	check(n->local_port_line == 0 || n->local_port_line >= n->line);
	check(n->port_id_line == 0 || n->port_id_line >= n->line);
	check(n->local_port_line <= lines && n->port_id_line <= lines);
}

/* Canonical names stay as they are, and equal the names they come from. */
static void
check_port(struct arena *arena, struct span port)
{
	struct span canonical = span_of(ifname_canonical(arena, port));

	check(canonical.length <= IFNAME_MAX);
	check(span_is(canonical, ifname_canonical(arena, canonical)));
	check(ifname_equal(port, canonical));
}

static void
check_list(const struct neighbor_list *list, size_t lines)
{
	size_t before = 0;

	check((list->state == NEIGHBORS_OK) == (list->explanation == NULL));
	for (size_t i = 0; i < list->count; i++) {
		const struct neighbor *n = &list->items[i];

		check_neighbor(n, lines);
		check(n->line > before);
		before = n->line;
		check_port(list->arena, n->local_port);
		check_port(list->arena, n->port_id);
		check(!n->truncated || list->state == NEIGHBORS_TRUNCATED);
	}
	if (list->count)
		check(list->state == NEIGHBORS_OK ||
		      list->state == NEIGHBORS_TRUNCATED);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	/* A copy that ends where its memory ends, and never a NULL. */
	char *text = malloc(length ? length : 1);
	struct neighbor_list *list;
	size_t lines = 1;

	if (!text)
		abort();
	if (length)
		memcpy(text, bytes, length);
	for (size_t i = 0; i < length; i++)
		lines += text[i] == '\n';
	list = cdp_parse(span_make(text, length));
	check_list(list, lines);
	neighbor_list_free(list);
	free(text);
	return 0;
}
