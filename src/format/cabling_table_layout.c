/*
 * Names of columns held against the tables of a format; see
 * cabling_table_layout.h.
 */
#include "format/cabling_table_layout.h"

/* clang-format off */
static const char *const role_names[TABLE_ROLES] = {
	[TABLE_A_DEVICE]    = "the first device",
	[TABLE_A_PORT]      = "the port of the first device",
	[TABLE_A_RACK]      = "the rack of the first device",
	[TABLE_A_UNIT]      = "the unit of the first device",
	[TABLE_A_KIND]      = "the kind of the first end",
	[TABLE_A_SITE]      = "the site of the first device",
	[TABLE_B_DEVICE]    = "the second device",
	[TABLE_B_PORT]      = "the port of the second device",
	[TABLE_B_RACK]      = "the rack of the second device",
	[TABLE_B_UNIT]      = "the unit of the second device",
	[TABLE_B_KIND]      = "the kind of the second end",
	[TABLE_B_SITE]      = "the site of the second device",
	[TABLE_LABEL]       = "the label",
	[TABLE_STATE]       = "the state",
	[TABLE_COLOR]       = "the color",
	[TABLE_TYPE]        = "the type",
	[TABLE_LENGTH]      = "the length",
	[TABLE_LENGTH_UNIT] = "the unit of length",
	[TABLE_NOTE]        = "the note",
	[TABLE_COMMENT]     = "the comment",
};
/* clang-format on */

enum table_role
table_layout_role(const struct table_layout *layout, struct span name,
    unsigned taken)
{
	for (size_t i = 0; i < layout->count; i++) {
		const struct table_column *column = &layout->columns[i];

		if (!(taken & TABLE_HAS(column->role)) &&
		    cabling_csv_same_name(name, span_of(column->name)))
			return column->role;
	}
	return TABLE_ROLES;
}

static unsigned
roles_of(const struct table_layout *layout, const struct cabling_csv_row *row)
{
	unsigned taken = 0;

	for (size_t i = 0; i < row->count; i++) {
		enum table_role role =
		    table_layout_role(layout, row->fields[i], taken);

		if (role < TABLE_ROLES)
			taken |= TABLE_HAS(role);
	}
	return taken;
}

const struct table_layout *
table_layout_find(const struct table_format *format,
    const struct cabling_csv_row *row)
{
	for (size_t i = 0; i < format->count; i++) {
		unsigned needs = format->layouts[i].needs;

		if ((roles_of(&format->layouts[i], row) & needs) == needs)
			return &format->layouts[i];
	}
	return NULL;
}

bool
cabling_table_is(const struct table_format *format,
    const struct cabling_source *source)
{
	struct cabling_csv *csv = cabling_csv_new(source->text);
	struct cabling_csv_row row;
	bool is =
	    cabling_csv_next(csv, &row) && table_layout_find(format, &row);

	cabling_csv_free(csv);
	return is;
}

/* A few of the names that the column could have. */
static void
add_names(struct str *names, const struct table_layout *layout,
    enum table_role role)
{
	size_t count = 0;

	for (size_t i = 0; i < layout->count && count < 3; i++) {
		if (layout->columns[i].role == role)
			str_addf(names, "%s`%s`", count++ ? " or " : "",
			    layout->columns[i].name);
	}
}

void
table_layout_tell_missing(const struct table_format *format,
    struct cabling_draft *draft, const struct cabling_csv_row *row)
{
	const struct table_layout *layout = &format->layouts[0];
	unsigned missing = layout->needs & ~roles_of(layout, row);

	for (unsigned role = 0; role < TABLE_ROLES; role++) {
		struct str names = STR_INIT;

		if (!(missing & TABLE_HAS(role)))
			continue;
		add_names(&names, layout, (enum table_role)role);
		draft_error(draft, (struct spot){row->line, 0},
		    "no column for %s: it would be called %s", role_names[role],
		    str_text(&names));
		str_release(&names);
	}
}
