/*
 * Cisco's cable plans, which Nexus switches check their neighbors against.
 * (datacenter/acitoolkit, applications/cableplan)
 *
 *	<CISCO_NETWORK_TYPES version="1.0" xmlns=".../Schema2">
 *	 <DATA_CENTER networkLocation="DC1" idFormat="hostname">
 *	  <CHASSIS_INFO sourceChassis="spine1" type="n9k">
 *	   <LINK_INFO sourcePort="eth2/35" destChassis="leaf1"
 *	       destPort="eth1/50"/>
 *
 * A link may leave open which of some ports are joined: it then is a wish and
 * not a cable, and is told and passed over.  Elements and attributes count by
 * their local names, since files differ in the namespace.  Plans are written by
 * cabling_cable_plan_write.c.
 */
#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/attr.h"
#include "format/cabling_cable_plan.h"
#include "format/cabling_formats.h"
#include "format/cabling_plan_ports.h"
#include "format/yaml_fields.h"

/* As many as the largest file could tell one by one; ranges tell more. */
#define CABLES_MAX 1000000u

#define ROOT "CISCO_NETWORK_TYPES"

struct plan_reading {
	struct cabling_draft *draft;
	xmlParserCtxtPtr parser;
	struct span text;
	/* How far `at`, the place of the tag that is read, has been counted. */
	size_t counted;
	struct spot at;
	size_t depth;
	bool in_chassis;
	struct str chassis; /* "": its element does not say */
	bool is_named;
	bool by_serial;
	size_t cables; /* that were told, also more than once */
	bool refused;
};

/* --- places and attributes ------------------------------------------------ */

/*
 * libxml2 tells where a tag ends.  No "<" stands inside of one, so the last
 * before that place is where it began.
 */
static void
find_place(struct plan_reading *r)
{
	long consumed = xmlByteConsumed(r->parser);
	size_t offset = consumed > 0 ? (size_t)consumed : 0;

	if (offset > r->text.length)
		offset = r->text.length;
	while (offset > r->counted && r->text.text[offset - 1] != '<')
		offset--;
	for (; r->counted + 1 < offset; r->counted++) {
		unsigned char c = (unsigned char)r->text.text[r->counted];

		if (c == '\n')
			r->at = (struct spot){r->at.line + 1, 1};
		else if ((c & 0xc0) != 0x80)
			r->at.column++;
	}
}

/* Attributes of an element, as libxml2 hands them over. */
struct attributes {
	const xmlChar **fields;
	int count;
};

/* A value, valid during the event; absent where there is none. */
static struct span
get(const struct attributes *attributes, const char *name)
{
	for (int i = 0; i < attributes->count; i++) {
		const char *const *field =
		    (const char *const *)attributes->fields + 5 * (size_t)i;

		if (strcmp(field[0], name) == 0)
			return span_make(field[3],
			    (size_t)(field[4] - field[3]));
	}
	return SPAN_ABSENT;
}

static void
refuse(struct plan_reading *r, struct spot at, const char *why)
{
	if (!r->refused)
		draft_error(r->draft, at, "%s", why);
	r->refused = true;
	xmlStopParser(r->parser);
}

/* --- links ---------------------------------------------------------------- */

enum plan_side { SIDE_SOURCE, SIDE_DEST, SIDES };

struct link {
	struct span chassis[SIDES];
	struct plan_ports ports[SIDES];
	long least; /* of its ports are joined; 0: it does not say */
	long most;
};

static const char *const port_keys[SIDES] = {"sourcePort", "destPort"};

static bool
read_count(const struct plan_reading *r, const struct attributes *attributes,
    const char *name, long *count)
{
	struct span value = span_trim(get(attributes, name));

	*count = 0;
	if (!value.length)
		return true;
	if (span_to_number(value, PLAN_PORTS_MAX, count) && *count > 0)
		return true;
	draft_error(r->draft, r->at, "`%s` must be a number from 1 to %d", name,
	    PLAN_PORTS_MAX);
	return false;
}

/* What a link says, with every mistake in it. */
static bool
read_link(const struct plan_reading *r, const struct attributes *attributes,
    struct link *link)
{
	bool sound = read_count(r, attributes, "minPorts", &link->least);

	sound = read_count(r, attributes, "maxPorts", &link->most) && sound;
	link->chassis[SIDE_SOURCE] = str_span(&r->chassis);
	link->chassis[SIDE_DEST] = span_trim(get(attributes, "destChassis"));
	if (!link->chassis[SIDE_DEST].length) {
		draft_error(r->draft, r->at, "the link has no `destChassis`");
		sound = false;
	}
	for (size_t i = 0; i < SIDES; i++) {
		const char *trouble = NULL;

		if (plan_ports_read(&link->ports[i],
			get(attributes, port_keys[i]), &trouble))
			continue;
		draft_error(r->draft, r->at, "`%s`: %s", port_keys[i], trouble);
		sound = false;
	}
	return sound;
}

/* Why nobody can say between which ports its cables are; NULL: they can. */
static const char *
what_is_open(const struct link *link)
{
	long count = (long)link->ports[SIDE_SOURCE].total;

	if (!count || !link->ports[SIDE_DEST].total)
		return "a side without ports may be plugged anywhere";
	if (link->ports[SIDE_SOURCE].total != link->ports[SIDE_DEST].total)
		return "one side has more ports than the other";
	if (link->least && link->least < count)
		return "not all of its ports have to be used (`minPorts`)";
	if (link->least > count)
		return "it names fewer ports than it needs (`minPorts`)";
	if (link->most && link->most < count)
		return "not all of its ports may be used (`maxPorts`)";
	return NULL;
}

static void
add_serial(const struct plan_reading *r, struct span chassis)
{
	if (r->by_serial)
		draft_device_set(r->draft,
		    draft_device(r->draft, chassis, r->at), DRAFT_SERIAL,
		    chassis, r->at);
}

static void
add_cables(struct plan_reading *r, const struct link *link)
{
	struct plan_walk walks[SIDES] = {{0, 0}, {0, 0}};
	struct str names[SIDES] = {STR_INIT, STR_INIT};
	size_t cable = DRAFT_NONE;

	r->cables += link->ports[SIDE_SOURCE].total;
	if (r->cables > CABLES_MAX) {
		refuse(r, r->at, "these are too many cables");
		return;
	}
	while (plan_ports_next(&link->ports[SIDE_SOURCE], &walks[SIDE_SOURCE],
		   &names[SIDE_SOURCE]) &&
	       plan_ports_next(&link->ports[SIDE_DEST], &walks[SIDE_DEST],
		   &names[SIDE_DEST])) {
		struct draft_end ends[SIDES];

		for (size_t i = 0; i < SIDES; i++)
			ends[i] = (struct draft_end){link->chassis[i],
			    str_span(&names[i]), r->at};
		cable =
		    draft_cable(r->draft, &ends[SIDE_SOURCE], &ends[SIDE_DEST]);
	}
	if (cable != DRAFT_NONE)
		add_serial(r, link->chassis[SIDE_DEST]);
	for (size_t i = 0; i < SIDES; i++)
		str_release(&names[i]);
}

static void
on_link(struct plan_reading *r, const struct attributes *attributes)
{
	struct link link = {.least = 0};

	if (!r->in_chassis) {
		draft_error(r->draft, r->at,
		    "a LINK_INFO that is in no CHASSIS_INFO");
	} else if (read_link(r, attributes, &link) && r->chassis.length) {
		const char *open = what_is_open(&link);

		if (open)
			draft_warning(r->draft, r->at,
			    "the link to %s is passed over: %s",
			    yaml_quote(link.chassis[SIDE_DEST]).text, open);
		else
			add_cables(r, &link);
	}
	for (size_t i = 0; i < SIDES; i++)
		plan_ports_release(&link.ports[i]);
}

/* --- what the links stand in ---------------------------------------------- */

/* "n9k", "n5k", ...: a Nexus. */
static bool
is_nexus(struct span type)
{
	size_t i = 1;

	if (!span_starts_nocase(type, "n"))
		return false;
	while (i < type.length && type.text[i] >= '0' && type.text[i] <= '9')
		i++;
	return i > 1 && span_starts_nocase(span_skip(type, i), "k");
}

static void
on_chassis(struct plan_reading *r, const struct attributes *attributes)
{
	struct span name = span_trim(get(attributes, "sourceChassis"));
	size_t device;

	r->in_chassis = true;
	str_clear(&r->chassis);
	if (!name.length) {
		draft_error(r->draft, r->at,
		    "the CHASSIS_INFO has no `sourceChassis`");
		return;
	}
	device = draft_device(r->draft, name, r->at);
	if (device == DRAFT_NONE)
		return;
	str_add_span(&r->chassis, name);
	add_serial(r, name);
	if (is_nexus(span_trim(get(attributes, "type"))))
		draft_device_set(r->draft, device, DRAFT_PLATFORM,
		    span_of("nxos"), r->at);
}

static void
on_data_center(struct plan_reading *r, const struct attributes *attributes)
{
	struct span place = span_trim(get(attributes, "networkLocation"));

	if (place.length && !r->is_named) {
		draft_name(r->draft, place, r->at);
		r->is_named = true;
	}
	r->by_serial = span_is_nocase(span_trim(get(attributes, "idFormat")),
	    "serialnumber");
	if (r->by_serial)
		draft_warning(r->draft, r->at,
		    "chassis are told by serial number here: these become "
		    "their names as well, as nothing else is known");
}

/* clang-format off */
static const struct {
	const char *element;
	void (*start)(struct plan_reading *reading,
	    const struct attributes *attributes);
} elements[] = {
	{ "DATA_CENTER",  on_data_center },
	{ "CHASSIS_INFO", on_chassis },
	{ "LINK_INFO",    on_link },
};
/* clang-format on */

/* --- events of libxml2 ---------------------------------------------------- */

static void
on_start(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int namespace_count, const xmlChar **namespaces,
    int attribute_count, int default_count, const xmlChar **fields)
{
	const struct attributes attributes = {fields, attribute_count};
	struct plan_reading *r = context;

	(void)prefix;
	(void)uri;
	(void)namespace_count;
	(void)namespaces;
	(void)default_count;
	find_place(r);
	if (r->depth++ == 0 && strcmp((const char *)name, ROOT) != 0) {
		refuse(r, r->at,
		    "this is no cable plan: its first element is not " ROOT);
		return;
	}
	for (size_t i = 0; i < COUNT_OF(elements); i++) {
		if (strcmp((const char *)name, elements[i].element) == 0)
			elements[i].start(r, &attributes);
	}
}

static void
on_end(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct plan_reading *r = context;

	(void)prefix;
	(void)uri;
	r->depth--;
	if (strcmp((const char *)name, "CHASSIS_INFO") == 0)
		r->in_chassis = false;
}

static void
on_doctype(void *context, const xmlChar *name, const xmlChar *external,
    const xmlChar *system)
{
	struct plan_reading *r = context;
	int line = r->parser->input ? r->parser->input->line : 1;

	(void)name;
	(void)external;
	(void)system;
	refuse(r, (struct spot){line > 0 ? (unsigned)line : 1, 0},
	    "the file declares a document type, which no cable plan does");
}

/* &lt; and its four sisters; there is nobody who could declare another. */
static xmlEntityPtr
on_entity(void *context, const xmlChar *name)
{
	(void)context;
	return xmlGetPredefinedEntity(name);
}

/* The first one says it; what follows are its consequences. */
static void
on_error(void *context, xmlErrorPtr error)
{
	struct plan_reading *r = context;
	struct span words = span_trim(
	    span_of(error->message ? error->message : "this is no XML"));
	struct str text = STR_INIT;

	if (error->level != XML_ERR_FATAL || r->refused)
		return;
	str_add(&text, "this is no XML: ");
	str_add_span(&text, words);
	refuse(r,
	    (struct spot){error->line > 0 ? (unsigned)error->line : 1,
		error->int2 > 0 ? (unsigned)error->int2 : 0},
	    str_text(&text));
	str_release(&text);
}

/*
 * Nothing is loaded and nothing expanded: entities are "replaced" only so that
 * &amp; comes as "&", and a document type, which could declare others, ends it
 * all.
 */
static xmlParserCtxtPtr
make_parser(struct plan_reading *r)
{
	const xmlSAXHandler events = {
	    .initialized = XML_SAX2_MAGIC,
	    .internalSubset = on_doctype,
	    .externalSubset = on_doctype,
	    .getEntity = on_entity,
	    .startElementNs = on_start,
	    .endElementNs = on_end,
	    .serror = on_error,
	};
	xmlParserCtxtPtr parser;

	xmlInitParser(); /* does its work once, under a lock */
	parser = xmlCreateMemoryParserCtxt(r->text.text, (int)r->text.length);
	if (!parser)
		return NULL;
	memcpy(parser->sax, &events, sizeof(events));
	parser->userData = r;
	xmlCtxtUseOptions(parser,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
		XML_PARSE_IGNORE_ENC); /* it is UTF-8, which was checked */
	parser->replaceEntities = 1;
	parser->loadsubset = 0;
	return parser;
}

static void
read_cable_plan(struct cabling_draft *draft,
    const struct cabling_source *source)
{
	struct plan_reading r = {
	    .draft = draft,
	    .text = source->text,
	    .at = {1, 1},
	};

	r.parser = make_parser(&r);
	if (r.parser) {
		xmlParseDocument(r.parser);
		if (!r.parser->wellFormed)
			refuse(&r, r.at, "this is no XML");
		xmlFreeParserCtxt(r.parser);
	} else {
		draft_error(draft, r.at, "this is no XML");
	}
	str_release(&r.chassis);
}

/* --- recognizing ---------------------------------------------------------- */

/* Skips "<?...?>" or "<!--...-->" at the front; false: neither is there. */
static bool
skip_aside(struct span *rest)
{
	/* clang-format off */
	static const struct {
		const char *open;
		const char *close;
	} asides[] = {
		{ "<?",   "?>" },
		{ "<!--", "-->" },
	};
	/* clang-format on */

	for (size_t i = 0; i < COUNT_OF(asides); i++) {
		const char *end;

		if (!span_starts(*rest, asides[i].open))
			continue;
		end = span_find(span_skip(*rest, strlen(asides[i].open)),
		    asides[i].close);
		if (!end)
			return false;
		*rest = span_skip(*rest,
		    (size_t)(end - rest->text) + strlen(asides[i].close));
		return true;
	}
	return false;
}

/* By the name of the first element, with any prefix. */
static bool
is_cable_plan(const struct cabling_source *source)
{
	struct span rest = span_trim(source->text);
	size_t length = 0;
	const char *colon;

	while (skip_aside(&rest))
		rest = span_trim(rest);
	if (!span_starts(rest, "<"))
		return false;
	rest = span_skip(rest, 1);
	while (length < rest.length && !span_is_blank_char(rest.text[length]) &&
	       rest.text[length] != '>' && rest.text[length] != '/')
		length++;
	rest.length = length;
	colon = span_find_char(rest, ':');
	if (colon)
		rest = span_skip(rest, (size_t)(colon - rest.text) + 1);
	return span_is(rest, ROOT);
}

const struct cabling_format cabling_cable_plan = {
    .name = "cable-plan",
    .title = "a Cisco cable plan (XML)",
    .is = is_cable_plan,
    .read = read_cable_plan,
    .write = cable_plan_write,
    .takes = cable_plan_takes,
};
