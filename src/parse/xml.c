/*
 * Reading XML through libxml2's events; see xml.h.
 */
#include "parse/xml.h"

#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/str.h"
#include "base/text.h"
#include "parse/rows.h"

/* As much of a device's message as an explanation quotes. */
#define MESSAGE_MAX 160

#define ERROR_MARGIN 1024

struct xml_walk {
	xmlParserCtxtPtr parser;
	struct rows rows;
	size_t lines; /* in front of the document */
	size_t depth;
	bool is_done;     /* the first element has ended */
	bool is_familiar; /* an element was seen that devices use */
	bool is_broken;   /* it is no XML, whatever follows */
	bool in_message;
	struct str message; /* of an <rpc-error> */
	size_t last_line;
	const char *refusal; /* why we stopped, or NULL */
};

/* --- events -------------------------------------------------------------- */

static size_t
line_of(const struct xml_walk *walk)
{
	int line = walk->parser->input ? walk->parser->input->line : 0;

	return (line > 0 ? (size_t)line : 1) + walk->lines;
}

static void
stop(struct xml_walk *walk, const char *refusal)
{
	if (refusal && !walk->refusal)
		walk->refusal = refusal;
	xmlStopParser(walk->parser);
}

static bool
is_familiar(struct span name)
{
	return rows_is_row(name) || span_is(name, "rpc-reply") ||
	       span_is(name, "lldp") || span_is(name, "cdp");
}

static void
on_start(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int namespace_count, const xmlChar **namespaces,
    int attribute_count, int default_count, const xmlChar **attributes)
{
	struct xml_walk *walk = context;
	struct span local = span_of((const char *)name);

	(void)prefix;
	(void)uri;
	(void)namespace_count;
	(void)namespaces;
	(void)attribute_count;
	(void)default_count;
	(void)attributes;
	walk->depth++;
	/* "<welcome>", in a banner: what stands behind it is not within it. */
	if (walk->depth > 1 && span_is(local, "rpc-reply")) {
		walk->is_broken = true;
		stop(walk, NULL);
		return;
	}
	walk->is_familiar = walk->is_familiar || is_familiar(local);
	walk->in_message = span_is(local, "error-message");
	if (!rows_open(&walk->rows, local, line_of(walk)))
		stop(walk,
		    walk->depth > ROWS_DEPTH_MAX
			? "its elements are nested too deeply"
			: "there are more neighbors than any device has");
}

static void
on_end(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct xml_walk *walk = context;

	(void)name;
	(void)prefix;
	(void)uri;
	rows_close(&walk->rows);
	walk->in_message = false;
	walk->last_line = line_of(walk);
	if (--walk->depth == 0) {
		walk->is_done = true;
		/* Whatever follows is no part of the document. */
		stop(walk, NULL);
	}
}

static void
on_text(void *context, const xmlChar *text, int length)
{
	struct xml_walk *walk = context;
	struct span part = span_make((const char *)text, (size_t)length);

	if (walk->in_message && walk->message.length < MESSAGE_MAX)
		str_add_span(&walk->message, part);
	if (!rows_text(&walk->rows, part))
		stop(walk, "one of its values is too long");
}

static void
on_doctype(void *context, const xmlChar *name, const xmlChar *external,
    const xmlChar *system)
{
	(void)name;
	(void)external;
	(void)system;
	stop(context, "it declares a document type, which no device does");
}

static xmlEntityPtr
on_entity(void *context, const xmlChar *name)
{
	(void)context;
	return xmlGetPredefinedEntity(name); /* &lt; and its four sisters */
}

/*
 * What is wrong is asked for at the end.  Where the text ends early, so does
 * the input: an error with this much of it left is another.
 */
static void
on_error(void *context, xmlErrorPtr error)
{
	struct xml_walk *walk = context;
	const xmlParserInput *input = walk->parser->input;

	if (error->level == XML_ERR_FATAL && input &&
	    input->end - input->cur > ERROR_MARGIN)
		walk->is_broken = true;
}

/* --- the document -------------------------------------------------------- */

static xmlParserCtxtPtr
make_parser(struct span text, struct xml_walk *walk, xmlSAXHandler *events)
{
	xmlParserCtxtPtr parser;

	*events = (xmlSAXHandler){
	    .initialized = XML_SAX2_MAGIC,
	    .internalSubset = on_doctype,
	    .externalSubset = on_doctype,
	    .getEntity = on_entity,
	    .characters = on_text,
	    .ignorableWhitespace = on_text,
	    .cdataBlock = on_text,
	    .startElementNs = on_start,
	    .endElementNs = on_end,
	    .serror = on_error,
	};
	xmlInitParser(); /* does its work once, under a lock */
	parser = xmlCreateMemoryParserCtxt(text.text, (int)text.length);
	if (!parser)
		return NULL;
	memcpy(parser->sax, events, sizeof(*events));
	parser->userData = walk;
	xmlCtxtUseOptions(parser,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
		XML_PARSE_IGNORE_ENC); /* as UTF-8, which it is now */
	parser->replaceEntities = 0;
	parser->loadsubset = 0;
	return parser;
}

/* The device's own words, made harmless. */
static const char *
quote(struct neighbor_list *list, const char *before, struct span words)
{
	struct str text = STR_INIT;
	const char *result;

	words = span_trim(words);
	if (words.length > MESSAGE_MAX)
		words.length = MESSAGE_MAX;
	str_add(&text, before);
	text_escape(&text, words);
	result = arena_span(list->arena, str_span(&text));
	str_release(&text);
	return result;
}

static const char *
explain_error(const struct xml_walk *walk)
{
	const xmlError *error = xmlCtxtGetLastError(walk->parser);
	const char *before;

	if (!error || !error->message)
		return "the XML stops early";
	before = arena_printf(walk->rows.list->arena,
	    "the XML stops making sense on line %zu: ",
	    (error->line > 0 ? (size_t)error->line : 1) + walk->lines);
	return quote(walk->rows.list, before, span_of(error->message));
}

static void
judge(struct xml_walk *walk, size_t found, struct document *document)
{
	struct neighbor_list *list = walk->rows.list;

	document->is_whole = walk->is_done;
	document->is_broken = walk->is_broken && !walk->is_done;
	document->is_recognized = walk->is_familiar || walk->refusal;
	document->state = NEIGHBORS_OK;
	document->explanation = NULL;
	if (walk->refusal) {
		document->state =
		    walk->is_familiar ? NEIGHBORS_TRUNCATED : NEIGHBORS_NONE;
		document->explanation = arena_printf(list->arena,
		    "the XML is not read on: %s", walk->refusal);
	} else if (!walk->is_done) {
		document->state = NEIGHBORS_TRUNCATED;
		document->explanation = explain_error(walk);
	} else if (!found && walk->message.length) {
		document->state = NEIGHBORS_DENIED;
		document->explanation =
		    quote(list, "the device says: ", str_span(&walk->message));
	} else if (!walk->is_familiar) {
		document->state = NEIGHBORS_NONE;
		document->explanation = "there are no neighbors in this XML";
	}
}

/* How many bytes the first `lines` lines of `text` are. */
static size_t
length_of_lines(struct span text, size_t lines)
{
	struct span rest = text;
	struct span line;

	while (lines-- > 0 && span_next_line(&rest, &line))
		continue;
	return text.length - rest.length;
}

struct document
xml_read(struct span text, size_t lines, struct neighbor_list *list)
{
	struct document document = {.length = text.length};
	struct xml_walk walk = {.lines = lines};
	struct str clean = STR_INIT;
	size_t before = list->count;
	xmlSAXHandler events;

	document_clean_xml(text, list->arena, &clean);
	if (clean.length > DOCUMENT_MAX)
		clean.length = DOCUMENT_MAX;
	rows_init(&walk.rows, list);
	walk.parser = make_parser(str_span(&clean), &walk, &events);
	if (walk.parser)
		xmlParseDocument(walk.parser);
	rows_finish(&walk.rows);
	judge(&walk, list->count - before, &document);
	if (walk.is_done)
		document.length = length_of_lines(text, walk.last_line - lines);
	if (walk.parser)
		xmlFreeParserCtxt(walk.parser);
	rows_release(&walk.rows);
	str_release(&walk.message);
	str_release(&clean);
	return document;
}
