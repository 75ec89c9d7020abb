/*
 * The words about host keys; see trust_key.h.  A block looks like this:
 *
 *	changed   leaf2 (10.0.0.12:22)
 *	  shows   ssh-ed25519 SHA256:2cJZ...
 *	  known   ssh-ed25519 SHA256:9w0B...  /home/netops/.ssh/known_hosts:12
 */
#include "cmd/trust_key.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/prose.h"

#define WIDTH 80

void
trust_key_release(struct trust_key *key)
{
	str_release(&key->others);
	free(key->bytes);
	*key = (struct trust_key){.state = TRUST_FAILED};
}

static const enum trust_state state_of_found[] = {
    [KNOWN_HOST_MATCH] = TRUST_KNOWN,
    [KNOWN_HOST_UNKNOWN] = TRUST_NEW,
    [KNOWN_HOST_CHANGED] = TRUST_CHANGED,
    [KNOWN_HOST_REVOKED] = TRUST_REVOKED,
};

void
trust_key_judge(struct trust_key *key, const struct known_hosts_book *book)
{
	struct span bytes = span_make(key->bytes, key->length);

	key->files = known_hosts_book_files(book, key->target);
	key->state = TRUST_FAILED;
	if (key->bytes)
		key->state = state_of_found[known_hosts_book_check(book,
		    key->target, bytes, &key->place)];
}

bool
trust_key_has_file(const struct trust_key *key)
{
	return strcmp(key->files->paths[0], KNOWN_HOSTS_NOWHERE) != 0;
}

static void
add_key(struct str *out, struct span key)
{
	char *fingerprint = known_hosts_fingerprint(key);

	text_escape(out, known_hosts_key_type(key));
	str_addf(out, " %s", fingerprint);
	free(fingerprint);
}

static void
add_place(struct str *out, const struct known_hosts_place *place)
{
	text_escape(out, span_of(place->path));
	str_addf(out, ":%u", place->line);
}

struct contradiction {
	struct str *out;
	const struct known_hosts_files *files;
};

/* A file of the administrator's is read and never written. */
static bool
stays(const struct known_hosts_files *files, const char *path)
{
	for (size_t i = 0; i < files->own; i++) {
		if (strcmp(files->paths[i], path) == 0)
			return false;
	}
	return true;
}

static void
add_old_key(void *context, const struct known_hosts_place *place,
    struct span key)
{
	const struct contradiction *old = context;

	str_add(old->out, "  known   ");
	add_key(old->out, key);
	str_add(old->out, "\n          ");
	add_place(old->out, place);
	if (stays(old->files, place->path))
		str_add(old->out, " (this one stays)");
	str_add_char(old->out, '\n');
}

/* Where a key would go, where that is not where all others go. */
static void
add_file(struct str *out, const struct trust_key *key,
    const struct known_hosts_book *book)
{
	const char *path = key->files->paths[0];

	if (key->state != TRUST_NEW && key->state != TRUST_CHANGED)
		return;
	if (!trust_key_has_file(key)) {
		str_add(out, "  It cannot be added: ssh's configuration names "
			     "no file of yours for it\n  (UserKnownHostsFile "
			     "none); --known-hosts FILE does.\n");
	} else if (strcmp(path, book->usual->paths[0]) != 0) {
		str_add(out, "  file    ");
		text_escape(out, span_of(path));
		str_add_char(out, '\n');
	}
}

static void
add_title(struct str *out, const struct trust_key *key, const char *word)
{
	const struct collect_target *target = key->target;
	bool is_v6 = strchr(target->host, ':') != NULL;

	str_addf(out, "%-10s", word);
	text_escape(out, span_of(target->name));
	str_add_span(out, str_span(&key->others));
	str_add(out, is_v6 ? " ([" : " (");
	text_escape(out, span_of(target->host));
	str_addf(out, "%s:%u)\n", is_v6 ? "]" : "", target->port);
}

static void
add_shown(struct str *out, const struct trust_key *key)
{
	str_add(out, "  shows   ");
	add_key(out, span_make(key->bytes, key->length));
	str_add_char(out, '\n');
}

static void
add_failure(struct str *out, const struct visit *visit)
{
	const struct prose_layout layout = {.width = WIDTH, .lead = "  "};
	struct prose prose = PROSE_INIT;

	prose_sayf(&prose, "%s: ", visit_status_name(visit->status));
	prose_add(&prose, PROSE_QUOTE,
	    span_of(visit->error ? visit->error : "no key"));
	prose_wrap(&prose, &layout, out);
	prose_release(&prose);
}

void
trust_key_describe(const struct trust_key *key,
    const struct known_hosts_book *book, struct str *out)
{
	static const char *const words[] = {
	    [TRUST_KNOWN] = "known",
	    [TRUST_NEW] = "new",
	    [TRUST_CHANGED] = "CHANGED",
	    [TRUST_REVOKED] = "REVOKED",
	    [TRUST_FAILED] = "no key",
	};
	struct contradiction old = {out, key->files};

	add_title(out, key, words[key->state]);
	if (key->state == TRUST_FAILED)
		add_failure(out, key->visit);
	else
		add_shown(out, key);
	if (key->state == TRUST_REVOKED) {
		str_add(out, "  revoked at ");
		add_place(out, &key->place);
		str_add(out, ": it is never added\n");
	}
	add_file(out, key, book);
	if (key->state != TRUST_CHANGED)
		return;
	known_hosts_book_list_keys(book, key->target, add_old_key, &old);
	str_add(out, "  Was the device replaced, or its key made anew? If not, "
		     "somebody may be\n  listening in.\n");
}

/* --- totals --------------------------------------------------------------- */

void
trust_totals_add(struct trust_totals *totals, const struct trust_key *key,
    bool written)
{
	bool done = key->accepted && written;

	switch (key->state) {
	case TRUST_KNOWN:
		totals->known++;
		break;
	case TRUST_NEW:
		*(done ? &totals->added : &totals->new_left) += 1;
		break;
	case TRUST_CHANGED:
		*(done ? &totals->replaced : &totals->changed_left) += 1;
		break;
	case TRUST_REVOKED:
		totals->revoked++;
		break;
	case TRUST_FAILED:
		totals->failed++;
		break;
	}
}

void
trust_totals_describe(const struct trust_totals *totals, const char *path,
    struct str *out)
{
	const struct {
		size_t count;
		const char *what;
	} parts[] = {
	    {totals->added, "added"},
	    {totals->replaced, "replaced"},
	    {totals->known, "known before"},
	    {totals->new_left, "new and not added"},
	    {totals->changed_left, "CHANGED and not replaced"},
	    {totals->revoked, "REVOKED"},
	    {totals->failed, "not seen"},
	};
	bool first = true;

	if (path) {
		text_escape(out, span_of(path));
		str_add(out, ": ");
	}
	str_add(out, "host keys: ");
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		if (!parts[i].count)
			continue;
		str_addf(out, "%s%zu %s", first ? "" : ", ", parts[i].count,
		    parts[i].what);
		first = false;
	}
	str_add(out, first ? "none\n" : "\n");
}
