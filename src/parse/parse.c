/*
 * The front door of the parsers; see parse.h.
 *
 * Three questions, the cheap ones first.  Is there a document, XML or JSON,
 * before any entry of a listing?  (Not behind one: there it is the work of a
 * neighbor.)  May the text hold listings of more than one kind?  Then it is
 * cut into sections, each for its own parser.  Almost always the answer is no,
 * and the whole text goes to one parser.
 */
#include "parse/parse.h"

#include <string.h>

#include "base/attr.h"
#include "parse/brief.h"
#include "parse/burst.h"
#include "parse/cdp.h"
#include "parse/dialects.h"
#include "parse/documents.h"
#include "parse/sections.h"

/* Each costs some memory for its parser. */
#define SECTIONS_MAX 20000

static bool
allows(enum parse_dialect hint, enum parse_dialect dialect)
{
	return hint == PARSE_AUTO || ((unsigned)hint & (unsigned)dialect);
}

/* --- listings ------------------------------------------------------------ */

static void
read_cdp(struct span text, struct brief *brief, struct neighbor_list *list)
{
	(void)brief;
	cdp_read(text, list);
}

static void
read_lldp(struct span text, struct brief *brief, struct neighbor_list *list)
{
	listing_read(&dialect_lldp, text, brief, list);
}

/* `list` is empty before. */
struct listing_parser {
	enum parse_dialect dialect;
	void (*read)(struct span text, struct brief *brief,
	    struct neighbor_list *list);
};

static const struct listing_parser listings[] = {
    {PARSE_CDP, read_cdp},
    {PARSE_LLDP, read_lldp},
};

/* clang-format off */
static const unsigned dialect_of_section[] = {
	[SECTION_OTHER] = 0,
	[SECTION_CDP]   = PARSE_CDP,
	[SECTION_CATOS] = PARSE_CDP,
	[SECTION_LLDP]  = PARSE_LLDP,
};

/* Labels of lines that are in every entry of a dialect, and in no other's. */
static const struct {
	const char *text;
	enum parse_dialect dialect;
} labels[] = {
	{ "Device ID",       PARSE_CDP },
	{ "Port (Our Port)", PARSE_CDP },
	{ "Port id",         PARSE_LLDP },
};
/* clang-format on */

/* Is `found` the label of a line "LABEL : ..."? */
static bool
is_label(struct span text, const char *found, const char *label)
{
	const char *start = found;
	struct span rest =
	    span_skip(text, (size_t)(found - text.text) + strlen(label));

	while (start > text.text && strchr(" \t\r\b", start[-1]))
		start--;
	if (start > text.text && start[-1] != '\n' && start[-1] != 'm')
		return false; /* 'm' ends a colour */
	while (rest.length && rest.text[0] == ' ')
		rest = span_skip(rest, 1);
	return rest.length && rest.text[0] == ':';
}

/*
 * Where `beginning` first stands.  For a few bytes of which the first is rare,
 * this is several times as fast as memmem().
 */
static const char *
find_beginning(struct span text, const char *beginning)
{
	const char *at;

	while ((at = span_find_char(text, beginning[0])) != NULL) {
		text = span_skip(text, (size_t)(at - text.text));
		if (span_starts(text, beginning))
			return at;
		text = span_skip(text, 1);
	}
	return NULL;
}

/*
 * Which dialects the text holds, beside those that were found before.  One
 * search serves for all labels that begin alike, for this is done to every
 * text, however long.
 */
static unsigned
listings_by(struct span text, const char *beginning, unsigned wanted,
    unsigned found)
{
	struct span rest = text;
	const char *at;

	while (
	    found != wanted && (at = find_beginning(rest, beginning)) != NULL) {
		rest = span_skip(rest, (size_t)(at - rest.text));
		for (size_t i = 0; i < COUNT_OF(labels); i++) {
			unsigned dialect = (unsigned)labels[i].dialect;

			if ((found & dialect) == 0 &&
			    span_starts(rest, labels[i].text) &&
			    is_label(text, at, labels[i].text))
				found |= dialect;
		}
		rest = span_skip(rest, strlen(beginning));
	}
	return found;
}

static unsigned
listings_in(struct span text, enum parse_dialect hint)
{
	unsigned found = listings_by(text, "Device ID", PARSE_CDP, 0);

	found = listings_by(text, "Port ", PARSE_CDP | PARSE_LLDP, found);

	return hint == PARSE_AUTO ? found : found & (unsigned)hint;
}

/* For a text without entries: whose silence, or refusal, may it be? */
static unsigned
listings_asked_in(struct span text, enum parse_dialect hint)
{
	unsigned asked = 0;

	if (allows(hint, PARSE_CDP) &&
	    (span_find(text, "cdp") || span_find(text, "CDP")))
		asked |= PARSE_CDP;
	if (allows(hint, PARSE_LLDP) &&
	    (span_find(text, "lldp") || span_find(text, "LLDP")))
		asked |= PARSE_LLDP;
	for (size_t i = 0; !asked && i < COUNT_OF(listings); i++) {
		if (allows(hint, listings[i].dialect))
			asked = (unsigned)listings[i].dialect;
	}
	return asked;
}

/* --- several parts ------------------------------------------------------- */

/* What the parts of a capture gave, and what they come to. */
struct merger {
	struct span text; /* the whole capture */
	struct neighbor_list *list;
	struct brief brief;
	/* The state of a capture without neighbors: the weightiest so far. */
	enum neighbor_state state;
	const char *explanation;
	bool has_state;
};

/* How much a part's state says about a capture without neighbors. */
static int
weight_of(enum neighbor_state state)
{
	switch (state) {
	case NEIGHBORS_NONE:
		return 0;
	case NEIGHBORS_CDP_OFF:
		return 1;
	case NEIGHBORS_DENIED:
		return 2;
	case NEIGHBORS_OK:
		return 3;
	case NEIGHBORS_TRUNCATED:
		return 4;
	}
	return 0;
}

static void
add_state(struct merger *merger, enum neighbor_state state,
    const char *explanation)
{
	if (merger->has_state && weight_of(state) <= weight_of(merger->state))
		return;
	merger->has_state = true;
	merger->state = state;
	merger->explanation =
	    explanation ? arena_strdup(merger->list->arena, explanation) : NULL;
}

/* Takes `part`: appends its neighbors and frees it. */
static void
add_part(struct merger *merger, struct neighbor_list *part, size_t lines)
{
	neighbor_list_append(merger->list, part, merger->text, lines);
	add_state(merger, part->state, part->explanation);
	neighbor_list_free(part);
}

static struct neighbor_list *
finish(struct merger *merger)
{
	struct neighbor_list *list = merger->list;

	brief_join(&merger->brief, list);
	/* With neighbors there, only what is missing counts. */
	if (!list->count || merger->state == NEIGHBORS_TRUNCATED) {
		list->state = merger->state;
		list->explanation = merger->explanation;
	}
	brief_release(&merger->brief);
	return list;
}

/* One listing for the whole text, to its own parser. */
static void
read_listing(struct merger *merger, unsigned dialect, struct span text,
    size_t lines)
{
	for (size_t i = 0; i < COUNT_OF(listings); i++) {
		struct neighbor_list *part;

		if (dialect != (unsigned)listings[i].dialect)
			continue;
		part = neighbor_list_new();
		merger->brief.lines = lines;
		listings[i].read(text, &merger->brief, part);
		add_part(merger, part, lines);
	}
}

/*
 * The same where there is nothing else: the parser fills the answer itself, and
 * nothing need be copied.
 */
static struct neighbor_list *
read_only_listing(struct merger *merger, unsigned dialect)
{
	for (size_t i = 0; i < COUNT_OF(listings); i++) {
		if (dialect == (unsigned)listings[i].dialect)
			listings[i].read(merger->text, &merger->brief,
			    merger->list);
	}
	brief_join(&merger->brief, merger->list);
	brief_release(&merger->brief);
	return merger->list;
}

static void
read_sections(struct merger *merger, unsigned dialects, struct span text,
    size_t lines)
{
	struct section_reader reader;
	struct section section;
	size_t count = 0;

	section_reader_init(&reader, text, merger->list->arena);
	while (section_reader_next(&reader, &section)) {
		if (++count > SECTIONS_MAX) {
			add_state(merger, NEIGHBORS_TRUNCATED,
			    "there are more commands than in any session");
			return;
		}
		read_listing(merger,
		    dialects & dialect_of_section[section.kind], section.text,
		    lines + section.lines);
	}
}

static bool
is_single(unsigned set)
{
	return (set & (set - 1)) == 0;
}

static unsigned
find_listings(struct span text, enum parse_dialect hint)
{
	unsigned found = listings_in(text, hint);

	return found ? found : listings_asked_in(text, hint);
}

static void
read_listings(struct merger *merger, enum parse_dialect hint, struct span text,
    size_t lines)
{
	unsigned found = find_listings(text, hint);

	if (is_single(found))
		read_listing(merger, found, text, lines);
	else
		read_sections(merger, found, text, lines);
}

/* --- documents ----------------------------------------------------------- */

static void
read_documents(struct merger *merger, struct document_search *search,
    enum parse_dialect hint)
{
	struct document document;

	while (document_search_next(search, hint, merger->list, &document)) {
		/* Whoever asks for this alone hears why there is none. */
		if (document.is_recognized || hint == PARSE_XML ||
		    hint == PARSE_JSON)
			add_state(merger, document.state, document.explanation);
	}
}

/* Some editors begin a file with the mark of UTF-8. */
static struct span
skip_mark(struct span text)
{
	return span_skip(text, span_starts(text, "\xef\xbb\xbf") ? 3 : 0);
}

static struct neighbor_list *
read_capture(struct neighbor_list *list, struct span text,
    enum parse_dialect hint)
{
	struct merger merger = {.list = list};
	struct document_search search;
	bool may_list = allows(hint, PARSE_CDP) || allows(hint, PARSE_LLDP);

	text = burst_mend(text, list->arena);
	merger.text = text;
	merger.brief.arena = merger.list->arena;
	document_search_init(&search, text, merger.list->arena);
	read_documents(&merger, &search, hint);
	if (may_list && !search.found && !merger.has_state) {
		unsigned found = find_listings(text, hint);

		if (is_single(found))
			return read_only_listing(&merger, found);
	}
	if (may_list && (!search.found || search.saw_listing))
		read_listings(&merger, hint, search.rest, search.lines);
	else if (!merger.has_state)
		add_state(&merger, NEIGHBORS_NONE,
		    "there is no such document in this text");
	return finish(&merger);
}

struct neighbor_list *
parse_neighbors(struct span text, enum parse_dialect hint)
{
	struct neighbor_list *list = neighbor_list_new();

	list = read_capture(list, skip_mark(text), hint);
	neighbor_list_fit(list);
	return list;
}

struct neighbor_list *
parse_neighbors_in(struct arena *arena, struct span text,
    enum parse_dialect hint)
{
	struct neighbor_list *list = neighbor_list_new_in(arena);

	list = read_capture(list, skip_mark(text), hint);
	neighbor_list_fit(list);
	return list;
}
