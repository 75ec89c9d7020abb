/*
 * Devices and cables are kept in arrays with their places until the file is
 * read; then a tree is made of them as if somebody had written a plan.
 */
#include "format/cabling_draft.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "format/topology_range.h"
#include "format/topology_yaml.h"
#include "format/yaml_fields.h"
#include "format/yaml_tree.h"
#include "model/ifname.h"

/* clang-format off */
static const char *const device_keys[DRAFT_DEVICE_KEYS] = {
	[DRAFT_HOST]     = "host",
	[DRAFT_PORT]     = "port",
	[DRAFT_PLATFORM] = "platform",
	[DRAFT_RACK]     = "rack",
	[DRAFT_UNIT]     = "unit",
	[DRAFT_SERIAL]   = "serial",
	[DRAFT_COLLECT]  = "collect",
};

static const char *const cable_keys[DRAFT_CABLE_KEYS] = {
	[DRAFT_LABEL]  = "label",
	[DRAFT_STATE]  = "state",
	[DRAFT_COLOR]  = "color",
	[DRAFT_TYPE]   = "type",
	[DRAFT_LENGTH] = "length",
	[DRAFT_NOTE]   = "note",
};
/* clang-format on */

/* A text of the file, copied; NULL: nothing was said. */
struct word {
	const char *text;
	struct spot at;
};

struct draft_device {
	struct word name;
	bool declared;
	struct word values[DRAFT_DEVICE_KEYS];
};

struct draft_cable {
	size_t devices[2];
	struct word ports[2];
	struct word values[DRAFT_CABLE_KEYS];
	char *notes;         /* the note, once it is made of several */
	size_t notes_length; /* of the note, made of one or of several */
	size_t notes_size;   /* room in `notes` */
	bool notes_full;     /* said already */
};

struct cabling_draft {
	struct yaml_tree tree; /* whose arena holds all texts */
	struct diag_list *diags;
	struct word name;
	struct draft_device *devices; /* owned, as all below */
	size_t device_count;
	size_t device_capacity;
	struct draft_cable *cables;
	size_t cable_count;
	size_t cable_capacity;
	struct map *by_device; /* name: index */
	struct map *by_ends;   /* both ends, in order: index */
	struct map *by_label;  /* label: index of the cable that has it */
	size_t errors_before;  /* that are none of this file's */
	bool full;             /* said already */
};

struct cabling_draft *
cabling_draft_new(const char *file, struct diag_list *diags)
{
	struct cabling_draft *draft = xcalloc(1, sizeof(*draft));

	draft->tree.arena = arena_new();
	draft->tree.file = file;
	draft->diags = diags;
	draft->errors_before = diags->errors;
	draft->by_device = map_new();
	draft->by_ends = map_new();
	draft->by_label = map_new();
	return draft;
}

void
cabling_draft_free(struct cabling_draft *draft)
{
	if (!draft)
		return;
	yaml_tree_release(&draft->tree);
	map_free(draft->by_device);
	map_free(draft->by_ends);
	map_free(draft->by_label);
	free(draft->devices);
	free(draft->cables);
	free(draft);
}

/* --- messages ------------------------------------------------------------- */

static void
tell(struct cabling_draft *draft, struct spot at, enum severity severity,
    const char *format, va_list arguments)
{
	struct place place = {draft->tree.file, at.line, at.column};
	char text[512];

	vsnprintf(text, sizeof(text), format, arguments);
	diag_add(draft->diags, place, severity, "%s", text);
}

void
draft_error(struct cabling_draft *draft, struct spot at, const char *format,
    ...)
{
	va_list arguments;

	va_start(arguments, format);
	tell(draft, at, SEVERITY_ERROR, format, arguments);
	va_end(arguments);
}

void
draft_warning(struct cabling_draft *draft, struct spot at, const char *format,
    ...)
{
	va_list arguments;

	va_start(arguments, format);
	tell(draft, at, SEVERITY_WARNING, format, arguments);
	va_end(arguments);
}

void
draft_note(struct cabling_draft *draft, struct spot at, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	tell(draft, at, SEVERITY_NOTE, format, arguments);
	va_end(arguments);
}

/* --- what the reader says ------------------------------------------------- */

static struct word
keep(struct cabling_draft *draft, struct span text, struct spot at)
{
	return (
	    struct word){.text = arena_span(draft->tree.arena, text), .at = at};
}

void
draft_name(struct cabling_draft *draft, struct span name, struct spot at)
{
	name = span_trim(name);
	if (name.length)
		draft->name = keep(draft, name, at);
}

/* In a plan "[1-4]" counts, so a name that holds it cannot be written there. */
static bool
is_range(struct span name)
{
	struct arena *arena;
	struct range range;
	bool counts;

	if (!span_find_char(name, '['))
		return false;
	arena = arena_new();
	counts = range_read(&range, name, arena) == RANGE_OK && range.parts;
	arena_free(arena);
	return counts;
}

/* Says what is wrong with the name of a device or port. */
static bool
check_name(struct cabling_draft *draft, const char *what, struct span name,
    struct spot at)
{
	if (!name.length) {
		draft_error(draft, at, "a %s has no name", what);
		return false;
	}
	for (size_t i = 0; i < name.length; i++) {
		if (iscntrl((unsigned char)name.text[i])) {
			draft_error(draft, at,
			    "the name of a %s has a control character", what);
			return false;
		}
	}
	if (name.length > YAML_NAME_MAX) {
		draft_error(draft, at,
		    "the name of a %s has more than %d bytes", what,
		    YAML_NAME_MAX);
		return false;
	}
	if (is_range(name)) {
		draft_error(draft, at,
		    "a topology would take the brackets of %s for a range",
		    yaml_quote(name).text);
		return false;
	}
	return true;
}

size_t
draft_device(struct cabling_draft *draft, struct span name, struct spot at)
{
	size_t index = draft->device_count;
	size_t old;

	name = span_trim(name);
	if (map_find(draft->by_device, name, &old))
		return old;
	if (!check_name(draft, "device", name, at))
		return DRAFT_NONE;
	draft->devices = grow_array(draft->devices, draft->device_count,
	    &draft->device_capacity, sizeof(*draft->devices));
	draft->devices[draft->device_count++] =
	    (struct draft_device){.name = keep(draft, name, at)};
	map_set(draft->by_device, name, index);
	return index;
}

size_t
draft_declare(struct cabling_draft *draft, struct span name, struct spot at)
{
	size_t index = draft_device(draft, name, at);

	if (index == DRAFT_NONE)
		return index;
	if (draft->devices[index].declared) {
		draft_error(draft, at,
		    "another device is called %s: see line %u",
		    yaml_quote(span_of(draft->devices[index].name.text)).text,
		    draft->devices[index].name.at.line);
		return DRAFT_NONE;
	}
	draft->devices[index].declared = true;
	return index;
}

/* Keeps the first value; that another one was said, too, is told. */
static void
set_word(struct cabling_draft *draft, struct word *word, const char *key,
    const char *whose, struct span value, struct spot at)
{
	if (!word->text)
		*word = keep(draft, value, at);
	else if (!span_is_nocase(value, word->text))
		draft_warning(draft, at,
		    "the %s of %s is %s here and %s in line %u, which is kept",
		    key, whose, yaml_quote(value).text,
		    yaml_quote(span_of(word->text)).text, word->at.line);
}

void
draft_device_set(struct cabling_draft *draft, size_t device,
    enum draft_device_key key, struct span value, struct spot at)
{
	struct draft_device *one;

	value = span_trim(value);
	if (device == DRAFT_NONE || !value.length)
		return;
	one = &draft->devices[device];
	set_word(draft, &one->values[key], device_keys[key],
	    yaml_quote(span_of(one->name.text)).text, value, at);
}

/*
 * The room doubles: a cable that a file lists again and again must not have all
 * its notes copied each time.
 */
static void
append_note(struct cabling_draft *draft, struct draft_cable *cable,
    struct span value)
{
	struct word *note = &cable->values[DRAFT_NOTE];
	size_t length = cable->notes_length + 2 + value.length;
	char *end;

	if (length >= cable->notes_size) {
		cable->notes_size = 2 * length + 1;
		cable->notes =
		    arena_alloc(draft->tree.arena, cable->notes_size);
		memcpy(cable->notes, note->text, cable->notes_length);
		note->text = cable->notes;
	}
	end = cable->notes + cable->notes_length;
	memcpy(end, "; ", 2);
	memcpy(end + 2, value.text, value.length);
	cable->notes[length] = '\0';
	cable->notes_length = length;
}

/* One behind the other, as many as a note can be long. */
static void
add_note(struct cabling_draft *draft, struct draft_cable *cable,
    struct span value, struct spot at)
{
	struct word *note = &cable->values[DRAFT_NOTE];

	if (!note->text) {
		*note = keep(draft, value, at);
		cable->notes_length = value.length;
		return;
	}
	if (span_is(value, note->text) || cable->notes_full)
		return;
	if (cable->notes_length + 2 + value.length <= YAML_NOTE_MAX) {
		append_note(draft, cable, value);
		return;
	}
	draft_warning(draft, at,
	    "this cable has more notes than a topology can hold: this one and "
	    "those behind it are left out");
	cable->notes_full = true;
}

/*
 * In a plan two cables cannot wear one label, and brackets would count: such a
 * label is kept as a note.
 */
static bool
can_be_label(struct cabling_draft *draft, size_t cable, struct span label,
    struct spot at)
{
	size_t other;

	if (is_range(label))
		return false;
	if (map_add(draft->by_label, label, cable, &other) || other == cable)
		return true;
	draft_warning(draft, at,
	    "label %s is on another cable already: kept as a note",
	    yaml_quote(label).text);
	return false;
}

void
draft_cable_set(struct cabling_draft *draft, size_t cable,
    enum draft_cable_key key, struct span value, struct spot at)
{
	struct word *words;

	value = span_trim(value);
	if (cable == DRAFT_NONE || !value.length)
		return;
	words = draft->cables[cable].values;
	if (key == DRAFT_LABEL && !words[key].text &&
	    !can_be_label(draft, cable, value, at))
		key = DRAFT_NOTE;
	if (key == DRAFT_NOTE)
		add_note(draft, &draft->cables[cable], value, at);
	else if (key != DRAFT_LABEL || !words[key].text)
		set_word(draft, &words[key], cable_keys[key], "this cable",
		    value, at);
}

static bool
check_end(struct cabling_draft *draft, const struct draft_end *end)
{
	const char *lacks = !span_trim(end->device).length ? "device"
			    : !span_trim(end->port).length ? "port"
							   : NULL;

	if (lacks)
		draft_error(draft, end->at, "a cable's end has no %s", lacks);
	return !lacks &&
	       check_name(draft, "port", span_trim(end->port), end->at);
}

static void
add_key(struct str *key, size_t device, const char *port)
{
	str_addf(key, "%zu ", device);
	str_add_span(key, span_make(port, strlen(port) + 1));
}

/* The same for both directions and for every way to write the ports. */
static void
make_key(const struct draft_cable *cable, struct str *key)
{
	const char *a = cable->ports[0].text;
	const char *b = cable->ports[1].text;
	bool turned = cable->devices[0] > cable->devices[1] ||
		      (cable->devices[0] == cable->devices[1] &&
			  ifname_compare(a, b) > 0);

	add_key(key, cable->devices[turned], turned ? b : a);
	add_key(key, cable->devices[!turned], turned ? a : b);
}

static struct word
canonical_port(struct cabling_draft *draft, const struct draft_end *end)
{
	return (struct word){
	    .text = ifname_canonical(draft->tree.arena, span_trim(end->port)),
	    .at = end->at,
	};
}

size_t
draft_cable(struct cabling_draft *draft, const struct draft_end *a,
    const struct draft_end *b)
{
	struct draft_cable cable = {0};
	struct str key = STR_INIT;
	size_t index = draft->cable_count;
	bool sound = true;

	if (index >= TOPOLOGY_CABLES_MAX) {
		if (!draft->full)
			draft_error(draft, a->at, "more than %u cables",
			    TOPOLOGY_CABLES_MAX);
		draft->full = true;
		return DRAFT_NONE;
	}
	sound = check_end(draft, a);
	if (!check_end(draft, b) || !sound)
		return DRAFT_NONE;
	cable.devices[0] = draft_device(draft, a->device, a->at);
	cable.devices[1] = draft_device(draft, b->device, b->at);
	if (cable.devices[0] == DRAFT_NONE || cable.devices[1] == DRAFT_NONE)
		return DRAFT_NONE;
	cable.ports[0] = canonical_port(draft, a);
	cable.ports[1] = canonical_port(draft, b);
	make_key(&cable, &key);
	if (map_add(draft->by_ends, str_span(&key), index, &index)) {
		draft->cables = grow_array(draft->cables, draft->cable_count,
		    &draft->cable_capacity, sizeof(*draft->cables));
		draft->cables[draft->cable_count++] = cable;
	}
	str_release(&key);
	return index;
}

size_t
draft_cable_count(const struct cabling_draft *draft)
{
	return draft->cable_count;
}

/* --- the plan ------------------------------------------------------------- */

/* A list or map under construction. */
struct building {
	struct yaml_node *node;
	struct yaml_node **last;
};

static struct yaml_node *
new_node(struct cabling_draft *draft, enum yaml_kind kind, struct spot at)
{
	struct yaml_node *node = arena_alloc(draft->tree.arena, sizeof(*node));

	*node = (struct yaml_node){.line = at.line,
	    .column = at.column,
	    .kind = (unsigned char)kind};
	return node;
}

static struct building
build(struct cabling_draft *draft, enum yaml_kind kind, struct spot at)
{
	struct building building = {new_node(draft, kind, at), NULL};

	building.last = &building.node->first;
	return building;
}

static struct yaml_node *
text_node(struct cabling_draft *draft, const char *text, struct spot at)
{
	struct yaml_node *node = new_node(draft, YAML_KIND_TEXT, at);

	node->text = text;
	node->length = (uint32_t)strlen(text);
	node->quoted = true;
	return node;
}

static void
add_item(struct building *building, struct yaml_node *item)
{
	*building->last = item;
	building->last = &item->next;
	building->node->length++;
}

static void
add_pair(struct cabling_draft *draft, struct building *building,
    const char *key, struct yaml_node *value)
{
	struct spot at = {value->line, value->column};

	add_item(building, text_node(draft, key, at));
	*building->last = value;
	building->last = &value->next;
}

static void
add_words(struct cabling_draft *draft, struct building *building,
    const char *const *keys, const struct word *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (words[i].text)
			add_pair(draft, building, keys[i],
			    text_node(draft, words[i].text, words[i].at));
	}
}

static struct yaml_node *
devices_node(struct cabling_draft *draft)
{
	struct building all = build(draft, YAML_KIND_MAP, (struct spot){1, 1});

	for (size_t i = 0; i < draft->device_count; i++) {
		const struct draft_device *device = &draft->devices[i];
		struct building one =
		    build(draft, YAML_KIND_MAP, device->name.at);

		add_words(draft, &one, device_keys, device->values,
		    DRAFT_DEVICE_KEYS);
		add_pair(draft, &all, device->name.text, one.node);
	}
	return all.node;
}

static struct yaml_node *
end_node(struct cabling_draft *draft, const struct draft_cable *cable,
    size_t side)
{
	const struct word *port = &cable->ports[side];
	struct building end = build(draft, YAML_KIND_MAP, port->at);

	add_pair(draft, &end, "device",
	    text_node(draft, draft->devices[cable->devices[side]].name.text,
		port->at));
	add_pair(draft, &end, "port", text_node(draft, port->text, port->at));
	return end.node;
}

static struct yaml_node *
cables_node(struct cabling_draft *draft)
{
	struct building all = build(draft, YAML_KIND_LIST, (struct spot){1, 1});

	for (size_t i = 0; i < draft->cable_count; i++) {
		const struct draft_cable *cable = &draft->cables[i];
		struct building one =
		    build(draft, YAML_KIND_MAP, cable->ports[0].at);

		add_pair(draft, &one, "a", end_node(draft, cable, 0));
		add_pair(draft, &one, "b", end_node(draft, cable, 1));
		add_words(draft, &one, cable_keys, cable->values,
		    DRAFT_CABLE_KEYS);
		add_item(&all, one.node);
	}
	return all.node;
}

struct topology *
cabling_draft_finish(struct cabling_draft *draft)
{
	struct building root = build(draft, YAML_KIND_MAP, (struct spot){1, 1});
	struct topology *topology = NULL;

	if (draft->name.text)
		add_pair(draft, &root, "name",
		    text_node(draft, draft->name.text, draft->name.at));
	add_pair(draft, &root, "devices", devices_node(draft));
	add_pair(draft, &root, "cables", cables_node(draft));
	draft->tree.root = root.node;
	topology_read_tree(&draft->tree, &topology, draft->diags);
	if (topology && draft->diags->errors > draft->errors_before) {
		topology_free(topology);
		topology = NULL;
	}
	return topology;
}
