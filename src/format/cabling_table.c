/*
 * Reading: the first row says which layout it is, each further row becomes a
 * row of values by role, the format has a look at it, and the draft is told.
 * Rows that are no cable are counted by reason and told at the end, since a
 * list of ports may have a thousand that are free.  See cabling_table.h.
 */
#include "format/cabling_table.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv_cell.h"
#include "base/mem.h"
#include "base/text.h"
#include "format/cabling_csv.h"
#include "format/cabling_table_layout.h"
#include "format/yaml_fields.h"

/* clang-format off */
static const struct {
	enum table_role role;
	enum draft_cable_key key;
} cable_keys[] = {
	{ TABLE_LABEL,   DRAFT_LABEL },
	{ TABLE_COLOR,   DRAFT_COLOR },
	{ TABLE_TYPE,    DRAFT_TYPE },
	{ TABLE_LENGTH,  DRAFT_LENGTH },
	{ TABLE_NOTE,    DRAFT_NOTE },
};

/*
 * NetBox's words among ours.  A cable that is being decommissioned is to be
 * taken out: while it is still there, that is a job to do, and so `removed`.
 */
static const struct {
	const char *word;
	const char *state; /* "": in place */
} states[] = {
	{ "installed",       "" },
	{ "connected",       "" },
	{ "planned",         "planned" },
	{ "removed",         "removed" },
	{ "decommissioning", "removed" },
};
/* clang-format on */

/* What a row has said of a device, to notice another one that says else. */
struct facts {
	const char *name; /* the device's */
	const char *rack;
	const char *unit;
	const char *site;
	bool told;
	bool twin_told;
};

/* Rows that are no cable, and why. */
struct passed {
	const char *reason;
	size_t count;
	unsigned line; /* of the first */
};

#define REASONS_MAX 4

struct table_reading {
	const struct table_layout *layout;
	struct cabling_draft *draft;
	struct arena *arena;
	enum table_role roles[CABLING_CSV_FIELDS_MAX]; /* by column */
	const char *names[TABLE_ROLES]; /* of columns, as the file has them */
	size_t columns[TABLE_ROLES];    /* by role; count: there is none */
	size_t count;
	struct facts *facts; /* by device of the draft */
	size_t fact_count;
	size_t fact_capacity;
	struct passed passed[REASONS_MAX];
	bool state_told;
	bool note_told;
};

static const char free_port[] = "there is nothing at one end";

/* --- the first row -------------------------------------------------------- */

static void
bind_columns(struct table_reading *r, const struct cabling_csv_row *row)
{
	unsigned taken = 0;

	r->count = row->count;
	for (size_t role = 0; role < TABLE_ROLES; role++)
		r->columns[role] = row->count;
	for (size_t i = 0; i < row->count; i++) {
		enum table_role role =
		    table_layout_role(r->layout, row->fields[i], taken);

		r->roles[i] = role;
		if (role < TABLE_ROLES) {
			taken |= TABLE_HAS(role);
			r->columns[role] = i;
			r->names[role] = arena_strdup(r->arena,
			    yaml_quote(row->fields[i]).text);
		} else if (table_layout_role(r->layout, row->fields[i], 0) <
			   TABLE_ROLES) {
			draft_warning(r->draft, (struct spot){row->line, 0},
			    "column %zu (%s) is passed over: another one says "
			    "that already",
			    i + 1, yaml_quote(row->fields[i]).text);
		}
	}
}

/* --- rows ----------------------------------------------------------------- */

static void
pass_over(struct table_reading *r, const char *reason, unsigned line)
{
	for (size_t i = 0; i < REASONS_MAX; i++) {
		struct passed *passed = &r->passed[i];

		if (!passed->reason)
			*passed = (struct passed){reason, 0, line};
		if (passed->reason != reason)
			continue;
		passed->count++;
		return;
	}
	bug("more reasons than room for them");
}

static void
tell_passed(struct table_reading *r)
{
	for (size_t i = 0; i < REASONS_MAX && r->passed[i].reason; i++) {
		const struct passed *passed = &r->passed[i];
		void (*tell)(struct cabling_draft *, struct spot, const char *,
		    ...) =
		    passed->reason == free_port ? draft_note : draft_warning;
		struct spot at = {passed->line, 0};

		if (passed->count == 1)
			tell(r->draft, at, "this row is passed over: %s",
			    passed->reason);
		else
			tell(r->draft, at,
			    "this row and %zu more are passed over: %s",
			    passed->count - 1, passed->reason);
	}
}

/* In a text that is no name, line ends and tabs are blanks, and one is enough.
 */
static struct span
unfold(struct arena *arena, struct span text)
{
	char *copy = arena_span(arena, text);
	size_t length = 0;

	for (size_t i = 0; i < text.length; i++) {
		bool blank = iscntrl((unsigned char)copy[i]) || copy[i] == ' ';

		if (!blank)
			copy[length++] = copy[i];
		else if (length && copy[length - 1] != ' ')
			copy[length++] = ' ';
	}
	return span_trim(span_make(copy, length));
}

static bool
has_controls(struct span text)
{
	for (size_t i = 0; i < text.length; i++) {
		if (iscntrl((unsigned char)text.text[i]))
			return true;
	}
	return false;
}

static bool
is_name(enum table_role role)
{
	return role % TABLE_END_ROLES <= TABLE_A_PORT && role < TABLE_LABEL;
}

static struct span
clean(struct table_reading *r, enum table_role role, struct span field)
{
	if (span_find_char(field, '\'')) {
		struct str text = STR_INIT;

		csv_cell_restore(&text, field);
		field = span_make(arena_span(r->arena, str_span(&text)),
		    text.length);
		str_release(&text);
	}
	if (!is_name(role) && has_controls(field))
		field = unfold(r->arena, field);
	return field;
}

/* False, after saying so, where a field stands behind the last column. */
static bool
take_fields(struct table_reading *r, const struct cabling_csv_row *row,
    struct span *values)
{
	for (size_t i = 0; i < row->count; i++) {
		if (i >= r->count && row->fields[i].length) {
			draft_error(r->draft, (struct spot){row->line, 0},
			    "field %zu (%s) stands behind the last column: a "
			    "text with a delimiter in it must be in quotes",
			    i + 1, yaml_quote(row->fields[i]).text);
			return false;
		}
		if (i < r->count && r->roles[i] < TABLE_ROLES)
			values[r->roles[i]] =
			    clean(r, r->roles[i], row->fields[i]);
	}
	return true;
}

/* Says that an end has a device and no port, or a port and no device. */
static void
tell_half(struct table_reading *r, const struct cabling_csv_row *row,
    enum table_role lacks, struct span has)
{
	struct spot at = {row->line, 0};

	if (r->columns[lacks] >= row->count)
		draft_error(r->draft, at,
		    "the row has %zu of %zu fields: beside %s it lacks %s",
		    row->count, r->count, yaml_quote(has).text,
		    r->names[lacks]);
	else
		draft_error(r->draft, at, "%s is empty beside %s",
		    r->names[lacks], yaml_quote(has).text);
}

/* 2: an end, 0: nothing, 1: half of one, which is said. */
static int
look_at_end(struct table_reading *r, const struct cabling_csv_row *row,
    const struct span *values, size_t first)
{
	struct span device = values[first + TABLE_A_DEVICE];
	struct span port = values[first + TABLE_A_PORT];
	int parts = (device.length > 0) + (port.length > 0);

	if (parts == 1 && device.length)
		tell_half(r, row, (enum table_role)(first + TABLE_A_PORT),
		    device);
	else if (parts == 1)
		tell_half(r, row, (enum table_role)(first + TABLE_A_DEVICE),
		    port);
	return parts;
}

/* --- what is said of devices ---------------------------------------------- */

static struct facts *
facts_of(struct table_reading *r, size_t device, struct span name)
{
	while (r->fact_count <= device) {
		r->facts = grow_array(r->facts, r->fact_count,
		    &r->fact_capacity, sizeof(*r->facts));
		r->facts[r->fact_count++] = (struct facts){0};
	}
	if (!r->facts[device].name)
		r->facts[device].name = arena_span(r->arena, name);
	return &r->facts[device];
}

/* Keeps the first value; another one is told, once for each device. */
static bool
is_news(struct table_reading *r, struct facts *facts, const char **old,
    struct span value, struct spot at)
{
	if (!value.length)
		return false;
	if (!*old) {
		*old = arena_span(r->arena, value);
		return true;
	}
	if (!span_is(value, *old) && !facts->told) {
		facts->told = true;
		draft_warning(r->draft, at,
		    "%s is in %s %s here, and in %s in a row above, which is "
		    "kept",
		    yaml_quote(span_of(facts->name)).text,
		    old == &facts->rack ? "rack" : "unit",
		    yaml_quote(value).text, yaml_quote(span_of(*old)).text);
	}
	return false;
}

/* Two devices of one name would become one. */
static void
check_site(struct table_reading *r, struct facts *facts, struct span site,
    struct spot at)
{
	if (!site.length)
		return;
	if (!facts->site) {
		facts->site = arena_span(r->arena, site);
	} else if (!span_is(site, facts->site) && !facts->twin_told) {
		facts->twin_told = true;
		draft_error(r->draft, at,
		    "%s is a device of site %s, and in a row above of site %s: "
		    "export the sites one by one",
		    yaml_quote(span_of(facts->name)).text,
		    yaml_quote(site).text,
		    yaml_quote(span_of(facts->site)).text);
	}
}

/* "12", "U12", "RU 12", "12U"; what is not like that stays as it is. */
static struct span
unit_number(struct span text)
{
	struct span number = text;
	long value;

	if (span_starts_nocase(number, "R"))
		number = span_skip(number, 1);
	if (span_starts_nocase(number, "U"))
		number = span_skip(number, 1);
	else if (number.length &&
		 span_same_letter(number.text[number.length - 1], 'U'))
		number.length--;
	number = span_trim(number);
	return span_to_number(number, 1000000, &value) ? number : text;
}

static void
tell_of_device(struct table_reading *r, const struct span *values, size_t first,
    unsigned line)
{
	struct spot at = {line, 0};
	size_t device =
	    draft_device(r->draft, values[first + TABLE_A_DEVICE], at);
	struct span kind = values[first + TABLE_A_KIND];
	struct span rack = values[first + TABLE_A_RACK];
	struct span unit = unit_number(values[first + TABLE_A_UNIT]);
	struct facts *facts =
	    facts_of(r, device, values[first + TABLE_A_DEVICE]);

	check_site(r, facts, values[first + TABLE_A_SITE], at);
	if (is_news(r, facts, &facts->rack, rack, at))
		draft_device_set(r->draft, device, DRAFT_RACK, rack, at);
	if (is_news(r, facts, &facts->unit, unit, at))
		draft_device_set(r->draft, device, DRAFT_UNIT, unit, at);
	if (r->layout->host && span_is_nocase(kind, r->layout->host))
		draft_device_set(r->draft, device, DRAFT_COLLECT,
		    span_of("false"), at);
}

/* --- what is said of cables ----------------------------------------------- */

static void
tell_state(struct table_reading *r, size_t cable, struct span word,
    struct spot at)
{
	if (!word.length)
		return;
	for (size_t i = 0; i < COUNT_OF(states); i++) {
		if (!span_is_nocase(word, states[i].word))
			continue;
		draft_cable_set(r->draft, cable, DRAFT_STATE,
		    span_of(states[i].state), at);
		return;
	}
	if (!r->state_told)
		draft_warning(r->draft, at,
		    "%s is no state of a cable (planned, removed): taken for "
		    "in place",
		    yaml_quote(word).text);
	r->state_told = true;
}

/* Comments may be pages, and a plan has a line for them. */
static struct span
cut_note(struct table_reading *r, struct span note, struct spot at)
{
	static const char mark[] = "...";
	size_t length = 0;

	if (note.length <= YAML_NOTE_MAX)
		return note;
	if (!r->note_told)
		draft_warning(r->draft, at,
		    "a note of more than %d bytes is "
		    "cut",
		    YAML_NOTE_MAX);
	r->note_told = true;
	for (size_t next = 0; next + strlen(mark) <= YAML_NOTE_MAX;
	     next += text_utf8_length(span_skip(note, next)))
		length = next;
	return span_of(
	    arena_printf(r->arena, "%.*s%s", (int)length, note.text, mark));
}

/* A note and a comment are one note. */
static struct span
join_notes(struct table_reading *r, struct span note, struct span comment)
{
	if (!comment.length || span_equal(note, comment))
		return note;
	if (!note.length)
		return comment;
	return span_of(arena_printf(r->arena, "%.*s; %.*s", (int)note.length,
	    note.text, (int)comment.length, comment.text));
}

static void
tell_of_cable(struct table_reading *r, size_t cable, const struct span *values,
    struct spot at)
{
	struct span unit = values[TABLE_LENGTH_UNIT];

	for (size_t i = 0; i < COUNT_OF(cable_keys); i++) {
		struct span value = values[cable_keys[i].role];

		if (cable_keys[i].key == DRAFT_NOTE)
			value = cut_note(r,
			    join_notes(r, value, values[TABLE_COMMENT]), at);
		else if (cable_keys[i].key == DRAFT_LENGTH && value.length &&
			 unit.length)
			value = span_of(arena_printf(r->arena, "%.*s%.*s",
			    (int)value.length, value.text, (int)unit.length,
			    unit.text));
		draft_cable_set(r->draft, cable, cable_keys[i].key, value, at);
	}
	tell_state(r, cable, values[TABLE_STATE], at);
}

/* --- the whole ------------------------------------------------------------ */

static struct draft_end
end_of(const struct span *values, size_t first, struct spot at)
{
	return (struct draft_end){values[first + TABLE_A_DEVICE],
	    values[first + TABLE_A_PORT], at};
}

static void
read_row(struct table_reading *r, const struct cabling_csv_row *row)
{
	struct span values[TABLE_ROLES] = {0};
	struct spot at = {row->line, 0};
	const char *reason = NULL;
	struct draft_end a;
	struct draft_end b;
	size_t cable;
	int parts;

	if (!take_fields(r, row, values))
		return;
	if (r->layout->adapt)
		reason = r->layout->adapt(r->arena, values);
	if (reason) {
		pass_over(r, reason, row->line);
		return;
	}
	parts = look_at_end(r, row, values, 0) * 3 +
		look_at_end(r, row, values, TABLE_END_ROLES);
	if (parts != 2 * 3 + 2) {
		if (parts % 3 != 1 && parts / 3 != 1)
			pass_over(r, free_port, row->line);
		return;
	}
	a = end_of(values, 0, at);
	b = end_of(values, TABLE_END_ROLES, at);
	cable = draft_cable(r->draft, &a, &b);
	if (cable == DRAFT_NONE)
		return;
	tell_of_device(r, values, 0, row->line);
	tell_of_device(r, values, TABLE_END_ROLES, row->line);
	tell_of_cable(r, cable, values, at);
}

static void
read_rows(struct table_reading *r, struct cabling_csv *csv)
{
	struct cabling_csv_row row;

	while (cabling_csv_next(csv, &row))
		read_row(r, &row);
	tell_passed(r);
}

void
cabling_table_read(const struct table_format *format,
    struct cabling_draft *draft, const struct cabling_source *source)
{
	struct table_reading *r = xcalloc(1, sizeof(*r));
	struct cabling_csv *csv = cabling_csv_new(source->text);
	struct cabling_csv_row row = {.line = 1};
	const char *trouble;
	unsigned line;

	r->draft = draft;
	r->arena = arena_new();
	if (cabling_csv_next(csv, &row))
		r->layout = table_layout_find(format, &row);
	trouble = cabling_csv_trouble(csv, &line);
	if (!r->layout && !trouble) {
		table_layout_tell_missing(format, draft, &row);
	} else if (r->layout && r->layout->refusal) {
		draft_error(draft, (struct spot){row.line, 0}, "%s",
		    r->layout->refusal);
	} else if (r->layout) {
		bind_columns(r, &row);
		read_rows(r, csv);
		trouble = cabling_csv_trouble(csv, &line);
	}
	if (trouble)
		draft_error(draft, (struct spot){line, 0}, "%s", trouble);
	cabling_csv_free(csv);
	arena_free(r->arena);
	free(r->facts);
	free(r);
}
