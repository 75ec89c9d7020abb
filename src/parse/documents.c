/*
 * Searching a session for documents; see documents.h.
 */
#include "parse/documents.h"

#include <string.h>

#include "base/attr.h"
#include "parse/json.h"
#include "parse/lines.h"
#include "parse/sections.h"
#include "parse/xml.h"

/* What looks like a document, and may be none. */
#define ATTEMPTS_MAX 2000
/* What looks like one, and does not end before the text does. */
#define FAILURES_MAX 4
/* How much of the text is tried first, and how much more is tried then. */
#define PART_SIZE ((size_t)64 << 10)
#define PART_LEAST ((size_t)1 << 10)
#define PART_GROWTH 8

struct document_parser {
	enum parse_dialect dialect;
	bool (*begins)(struct span line);
	struct document (
	    *read)(struct span text, size_t lines, struct neighbor_list *list);
};

/* `line` is trimmed. */
static bool
begins_xml(struct span line)
{
	char next = line.length > 1 ? line.text[1] : ' ';

	/* In the framing of NETCONF 1.1 a length stands in front. */
	if (document_is_chunk(line))
		return next != '#';
	return line.text[0] == '<' &&
	       ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') ||
		   next == '_' || next == '?' || next == '!');
}

/* On its line "{" goes on with a key, "[" with a value that is no mere word. */
static bool
begins_json(struct span line)
{
	struct span next = span_trim(span_skip(line, 1));

	if (line.text[0] == '{')
		return !next.length || strchr("\"}", next.text[0]);
	return line.text[0] == '[' &&
	       (!next.length || strchr("{[]\"", next.text[0]));
}

static const struct document_parser parsers[] = {
    {PARSE_XML, begins_xml, xml_read},
    {PARSE_JSON, begins_json, json_read},
};

static bool
allows(enum parse_dialect hint, enum parse_dialect dialect)
{
	return hint == PARSE_AUTO || ((unsigned)hint & (unsigned)dialect);
}

static const struct document_parser *
find_parser(struct span line, enum parse_dialect hint)
{
	for (size_t i = 0; line.length && i < COUNT_OF(parsers); i++) {
		if (allows(hint, parsers[i].dialect) && parsers[i].begins(line))
			return &parsers[i];
	}
	return NULL;
}

/*
 * Reads the document that begins `text`.  Parsers clean all they are given, so
 * they get a part of the text first, and more of it when the document does not
 * end there: a session of many documents takes no more than linear time.
 */
static struct document
read_growing(const struct document_parser *parser, struct span text,
    size_t size, size_t lines, struct neighbor_list *list)
{
	size_t before = list->count;

	for (;; size *= PART_GROWTH) {
		bool is_all = size >= text.length;
		struct span part =
		    span_make(text.text, is_all ? text.length : size);
		const char *end = span_find(part, "]]>]]>");
		struct document document;

		/* NETCONF sends this behind each document. */
		if (end)
			part.length = (size_t)(end - part.text);
		document = parser->read(part, lines, list);
		if (document.is_whole || document.is_broken || end || is_all)
			return document;
		list->count = before;
	}
}

/*
 * Goes on behind the document that begins at `at`.  The reader keeps what it
 * knows of the text further on.
 */
static void
skip_document(struct document_search *search, struct span at, size_t lines,
    size_t length)
{
	const char *behind = at.text + length;
	struct span line;

	search->rest = at;
	while (search->rest.length && search->rest.text < behind) {
		span_next_line(&search->rest, &line);
		lines++;
	}
	search->lines = lines;
	search->reader.rest = search->rest;
	search->reader.number = lines;
}

/*
 * Where many short documents stand behind each other the next one is likely to
 * be short as well: it gets no more than a few times what the last one took.
 */
static size_t
next_part(const struct document *document)
{
	size_t length = document->is_whole ? document->length : 0;

	if (length >= PART_SIZE / PART_GROWTH)
		return PART_SIZE;
	length *= PART_GROWTH;
	return length > PART_LEAST ? length : PART_LEAST;
}

/* Takes what came of the document that begins at `at`. */
static void
note(struct document_search *search, struct span at, size_t lines,
    const struct document *document)
{
	search->attempts++;
	search->part = next_part(document);
	search->found += document->is_recognized;
	if (document->is_recognized || document->is_whole)
		skip_document(search, at, lines, document->length);
	else
		search->failures += !document->is_broken;
}

void
document_search_init(struct document_search *search, struct span text,
    struct arena *arena)
{
	*search = (struct document_search){.rest = text, .part = PART_SIZE};
	line_reader_init(&search->reader, text, arena);
}

/*
 * Is there a word in the text without which no document is one of ours?  Most
 * texts begin with the first entry of a listing, and are done with before.
 */
static bool
may_be_ours(struct span text)
{
	static const char *const words[] = {"ROW_", "rpc-reply", "neighbo",
	    "neigh_count", "lldp-entr", "<!DOCTYPE"};

	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (span_find(text, words[i]))
			return true;
	}
	return false;
}

/*
 * No document of ours is without one of these bytes, and most texts have
 * neither: they need not be read by lines for one.  Who asks for a document
 * alone is told what is there instead.
 */
static bool
may_begin(struct span text, enum parse_dialect hint)
{
	return hint == PARSE_XML || hint == PARSE_JSON ||
	       span_find_char(text, '<') || span_find_char(text, '{');
}

static bool
may_go_on(const struct document_search *search, enum parse_dialect hint)
{
	return !search->is_done && search->attempts < ATTEMPTS_MAX &&
	       search->failures < FAILURES_MAX &&
	       (allows(hint, PARSE_XML) || allows(hint, PARSE_JSON));
}

bool
document_search_next(struct document_search *search, enum parse_dialect hint,
    struct neighbor_list *list, struct document *document)
{
	struct line_reader *reader = &search->reader;
	struct line line;

	if (!reader->number && !may_begin(search->rest, hint))
		search->is_done = true;
	while (may_go_on(search, hint)) {
		struct span at = reader->rest;
		size_t lines = reader->number;
		const struct document_parser *parser;

		search->is_done = !line_reader_next(reader, &line);
		if (search->is_done)
			break;
		search->saw_listing =
		    section_kind_of(line.text) != SECTION_OTHER;
		if (search->saw_listing)
			break;
		parser = find_parser(line.text, hint);
		if (!parser)
			continue;
		if (!search->attempts && !may_be_ours(at))
			break;
		*document = read_growing(parser, at, search->part, lines, list);
		note(search, at, lines, document);
		return true;
	}
	search->is_done = true;
	return false;
}
