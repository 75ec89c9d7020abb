/*
 * NetBox's cables, as its bulk import wants them and as its table exports them,
 * which are two lists with two sets of names.  (netbox-community/netbox,
 * dcim/forms/bulk_import.py and dcim/tables/cables.py)
 *
 *	side_a_device,side_a_type,side_a_name,side_b_device,...
 *	leaf1,dcim.interface,Ethernet1/49,spine1,...
 *
 *	ID,Label,Termination A,Termination B,Device A,Device B,Rack A,...
 *
 * Only cables between two interfaces of devices are cables that a device can
 * see: power cables, circuits and the segments to a patch panel are passed
 * over.  So are those with several terminations at an end, since the export is
 * a set of names and nothing says which one belongs to which.
 *
 * What NetBox has no word for (a type, a color or a length of our own) goes
 * into the description, so that nothing is lost and NetBox takes the row.
 */
#include <ctype.h>
#include <string.h>

#include "base/attr.h"
#include "format/cabling_formats.h"
#include "format/cabling_netbox_words.h"
#include "format/cabling_table.h"

/* clang-format off */
static const struct table_column written[] = {
	{ "side_a_device", TABLE_A_DEVICE },
	{ "side_a_type",   TABLE_A_KIND },
	{ "side_a_name",   TABLE_A_PORT },
	{ "side_b_device", TABLE_B_DEVICE },
	{ "side_b_type",   TABLE_B_KIND },
	{ "side_b_name",   TABLE_B_PORT },
	{ "status",        TABLE_STATE },
	{ "type",          TABLE_TYPE },
	{ "label",         TABLE_LABEL },
	{ "color",         TABLE_COLOR },
	{ "length",        TABLE_LENGTH },
	{ "length_unit",   TABLE_LENGTH_UNIT },
	{ "description",   TABLE_NOTE },
	{ "comments",      TABLE_COMMENT },
};

static const struct table_column import_columns[] = {
	{ "side_a_device", TABLE_A_DEVICE },
	{ "side_a_site",   TABLE_A_SITE },
	{ "side_a_type",   TABLE_A_KIND },
	{ "side_a_name",   TABLE_A_PORT },
	{ "side_b_device", TABLE_B_DEVICE },
	{ "side_b_site",   TABLE_B_SITE },
	{ "side_b_type",   TABLE_B_KIND },
	{ "side_b_name",   TABLE_B_PORT },
	{ "status",        TABLE_STATE },
	{ "type",          TABLE_TYPE },
	{ "label",         TABLE_LABEL },
	{ "color",         TABLE_COLOR },
	{ "length",        TABLE_LENGTH },
	{ "length_unit",   TABLE_LENGTH_UNIT },
	{ "description",   TABLE_NOTE },
	{ "comments",      TABLE_COMMENT },
};

static const struct table_column export_columns[] = {
	{ "Termination A", TABLE_A_PORT },
	{ "Termination B", TABLE_B_PORT },
	{ "Device A",      TABLE_A_DEVICE },
	{ "Device B",      TABLE_B_DEVICE },
	{ "Rack A",        TABLE_A_RACK },
	{ "Rack B",        TABLE_B_RACK },
	{ "Site A",        TABLE_A_SITE },
	{ "Site B",        TABLE_B_SITE },
	{ "Label",         TABLE_LABEL },
	{ "Status",        TABLE_STATE },
	{ "Type",          TABLE_TYPE },
	{ "Color",         TABLE_COLOR },
	{ "Length",        TABLE_LENGTH },
	{ "Description",   TABLE_NOTE },
	{ "Comments",      TABLE_COMMENT },
};

/* NetBox up to 2. */
static const struct table_column number_columns[] = {
	{ "termination_a_id", TABLE_A_PORT },
	{ "termination_b_id", TABLE_B_PORT },
};
/* clang-format on */

static const char elsewhere[] =
    "it does not run between two interfaces of devices";
static const char several[] =
    "it has several terminations at an end, and the export does not say which "
    "of them belong together";

/* --- reading -------------------------------------------------------------- */

static void
adapt_words(struct arena *arena, struct span *values)
{
	struct span number;
	struct span unit;
	struct span length = values[TABLE_LENGTH];

	values[TABLE_TYPE] = netbox_type_read(values[TABLE_TYPE]);
	values[TABLE_COLOR] = netbox_color_read(arena, values[TABLE_COLOR]);
	if (!length.length)
		return;
	if (values[TABLE_LENGTH_UNIT].length)
		length =
		    span_of(arena_printf(arena, "%.*s %.*s", (int)length.length,
			length.text, (int)values[TABLE_LENGTH_UNIT].length,
			values[TABLE_LENGTH_UNIT].text));
	if (netbox_length_split(length, &number, &unit))
		length =
		    span_of(arena_printf(arena, "%.*s%.*s", (int)number.length,
			number.text, (int)unit.length, unit.text));
	values[TABLE_LENGTH] = length;
	values[TABLE_LENGTH_UNIT] = SPAN_ABSENT;
}

static bool
is_interface(struct span kind)
{
	return !kind.length || span_is_nocase(kind, "dcim.interface");
}

static const char *
adapt_import(struct arena *arena, struct span *values)
{
	if (!is_interface(values[TABLE_A_KIND]) ||
	    !is_interface(values[TABLE_B_KIND]))
		return elsewhere;
	adapt_words(arena, values);
	return NULL;
}

/* A termination without a device: a power feed, a circuit. */
static bool
is_homeless(const struct span *values, enum table_role device,
    enum table_role port)
{
	return values[port].length && !values[device].length;
}

static const char *
adapt_export(struct arena *arena, struct span *values)
{
	if (is_homeless(values, TABLE_A_DEVICE, TABLE_A_PORT) ||
	    is_homeless(values, TABLE_B_DEVICE, TABLE_B_PORT) ||
	    span_is_nocase(values[TABLE_TYPE], "Power"))
		return elsewhere;
	if (span_find_char(values[TABLE_A_PORT], ',') ||
	    span_find_char(values[TABLE_B_PORT], ','))
		return several;
	adapt_words(arena, values);
	return NULL;
}

static const struct table_layout layouts[] = {
    {
	.columns = import_columns,
	.count = COUNT_OF(import_columns),
	.needs = TABLE_BOTH_ENDS,
	.adapt = adapt_import,
    },
    {
	.columns = export_columns,
	.count = COUNT_OF(export_columns),
	.needs = TABLE_BOTH_ENDS,
	.adapt = adapt_export,
    },
    {
	.columns = export_columns,
	.count = COUNT_OF(export_columns),
	.needs = TABLE_HAS(TABLE_A_PORT) | TABLE_HAS(TABLE_B_PORT),
	.refusal = "this export of NetBox lacks the columns Device A and "
		   "Device B: choose \"All data\" when exporting the cables",
    },
    {
	.columns = number_columns,
	.count = COUNT_OF(number_columns),
	.needs = TABLE_HAS(TABLE_A_PORT) | TABLE_HAS(TABLE_B_PORT),
	.refusal = "this export of NetBox 2 has numbers in place of names: "
		   "export \"All data\" from NetBox 3.3 or later, or with an "
		   "export template that writes side_a_device, side_a_name, "
		   "side_b_device and side_b_name",
    },
};

static const struct table_format netbox = {layouts, COUNT_OF(layouts)};

static bool
is_netbox(const struct cabling_source *source)
{
	return cabling_table_is(&netbox, source);
}

static void
read_netbox(struct cabling_draft *draft, const struct cabling_source *source)
{
	cabling_table_read(&netbox, draft, source);
}

/* --- writing -------------------------------------------------------------- */

/* A longer one has to be a comment. */
#define DESCRIPTION_MAX 200

static void
add_part(struct str *note, const char *key, const char *value)
{
	if (value)
		str_addf(note, "%s%s%s%s", note->length ? "; " : "", key,
		    *key ? " " : "", value);
}

/* The note, and behind it what has no column. */
static void
add_note(struct str *cell, const struct cable *cable, bool comment)
{
	struct str note = STR_INIT;
	struct span number;
	struct span unit;

	add_part(&note, "", cable->note);
	if (cable->type && !netbox_type_is(cable->type))
		add_part(&note, "type", cable->type);
	if (cable->color && !netbox_color_find(cable->color).length)
		add_part(&note, "color", cable->color);
	if (cable->length &&
	    !netbox_length_split(span_of(cable->length), &number, &unit))
		add_part(&note, "length", cable->length);
	if (comment == (note.length > DESCRIPTION_MAX))
		str_add_span(cell, str_span(&note));
	str_release(&note);
}

static void
add_length(struct str *cell, const struct cable *cable, bool wants_unit)
{
	struct span number;
	struct span unit;

	if (cable->length &&
	    netbox_length_split(span_of(cable->length), &number, &unit))
		str_add_span(cell, wants_unit ? unit : number);
}

/* NetBox takes small letters alone. */
static void
add_color(struct str *cell, const char *color)
{
	struct span digits = color ? netbox_color_find(color) : SPAN_ABSENT;

	for (size_t i = 0; i < digits.length; i++)
		str_add_char(cell,
		    (char)tolower((unsigned char)digits.text[i]));
}

static void
add_cell(struct str *cell, const struct topology *t, const struct cable *cable,
    enum table_role role)
{
	static const char *const states[] = {
	    [CABLE_INSTALLED] = "connected",
	    [CABLE_PLANNED] = "planned",
	    [CABLE_REMOVED] = "decommissioning",
	};

	if (role == TABLE_A_KIND || role == TABLE_B_KIND)
		str_add(cell, "dcim.interface");
	else if (role == TABLE_STATE)
		str_add(cell, states[cable->state]);
	else if (role == TABLE_TYPE)
		str_add(cell, cable->type && netbox_type_is(cable->type)
				  ? cable->type
				  : "");
	else if (role == TABLE_COLOR)
		add_color(cell, cable->color);
	else if (role == TABLE_LENGTH || role == TABLE_LENGTH_UNIT)
		add_length(cell, cable, role == TABLE_LENGTH_UNIT);
	else if (role == TABLE_NOTE || role == TABLE_COMMENT)
		add_note(cell, cable, role == TABLE_COMMENT);
	else
		cabling_table_add(cell, t, cable, role);
}

static const struct table_output output = {
    .columns = written,
    .count = COUNT_OF(written),
    .always = 7,
    .removed = true,
    .add = add_cell,
};

static void
write_netbox(const struct topology *t, struct str *out)
{
	cabling_table_write(&output, t, out);
}

const struct cabling_format cabling_netbox = {
    .name = "netbox",
    .title = "NetBox's cables (CSV)",
    .is = is_netbox,
    .read = read_netbox,
    .write = write_netbox,
    .keeps = KEEPS_LABELS | KEEPS_STATES | KEEPS_COLORS | KEEPS_TYPES |
	     KEEPS_LENGTHS | KEEPS_NOTES,
};
