/*
 * Writing: a row of names, a row for each cable, line ends as RFC 4180 has
 * them.  Columns that may be missing are there if any cable has something to
 * put in.  See cabling_table.h.
 */
#include <stdlib.h>

#include "base/csv_cell.h"
#include "base/mem.h"
#include "format/cabling_table.h"

static void
add_text(struct str *cell, const char *text)
{
	if (text)
		str_add(cell, text);
}

static const char *
state_word(enum cable_state state)
{
	switch (state) {
	case CABLE_INSTALLED:
		return NULL;
	case CABLE_PLANNED:
		return "planned";
	case CABLE_REMOVED:
		return "removed";
	}
	bug("a cable in no state");
}

static void
add_of_end(struct str *cell, const struct topology *t,
    const struct endpoint *end, enum table_role role)
{
	const struct device *device = &t->devices[end->device];

	if (role == TABLE_A_DEVICE)
		add_text(cell, device->name);
	else if (role == TABLE_A_PORT)
		add_text(cell, end->port);
	else if (role == TABLE_A_RACK)
		add_text(cell, device->rack);
	else if (role == TABLE_A_UNIT && device->unit)
		str_addf(cell, "%u", device->unit);
}

static const char *
text_of_cable(const struct cable *cable, enum table_role role)
{
	const char *const texts[TABLE_ROLES] = {
	    [TABLE_LABEL] = cable->label,
	    [TABLE_STATE] = state_word(cable->state),
	    [TABLE_COLOR] = cable->color,
	    [TABLE_TYPE] = cable->type,
	    [TABLE_LENGTH] = cable->length,
	    [TABLE_NOTE] = cable->note,
	};

	return texts[role];
}

void
cabling_table_add(struct str *cell, const struct topology *t,
    const struct cable *cable, enum table_role role)
{
	if (role < TABLE_B_DEVICE)
		add_of_end(cell, t, &cable->a, role);
	else if (role < TABLE_LABEL)
		add_of_end(cell, t, &cable->b,
		    (enum table_role)(role - TABLE_END_ROLES));
	else
		add_text(cell, text_of_cable(cable, role));
}

bool
cabling_table_takes(const struct topology *t, const struct cable *cable)
{
	(void)t;
	return cable->state != CABLE_REMOVED;
}

static bool
is_left_out(const struct table_output *output, const struct topology *t,
    const struct cable *cable)
{
	return !output->removed && !cabling_table_takes(t, cable);
}

static void
make_cell(const struct table_output *output, struct str *cell,
    const struct topology *t, const struct cable *cable, enum table_role role)
{
	str_clear(cell);
	if (output->add)
		output->add(cell, t, cable, role);
	else
		cabling_table_add(cell, t, cable, role);
}

static bool
is_used(const struct table_output *output, const struct topology *t,
    enum table_role role)
{
	struct str cell = STR_INIT;
	bool used = false;

	for (size_t i = 0; i < t->cable_count && !used; i++) {
		if (is_left_out(output, t, &t->cables[i]))
			continue;
		make_cell(output, &cell, t, &t->cables[i], role);
		used = cell.length;
	}
	str_release(&cell);
	return used;
}

static void
add_header(const struct table_output *output, const bool *used, struct str *out)
{
	size_t count = 0;

	for (size_t i = 0; i < output->count; i++) {
		if (!used[i])
			continue;
		if (count++)
			str_add_char(out, ',');
		str_add(out, output->columns[i].name);
	}
	str_add(out, "\r\n");
}

void
cabling_table_write(const struct table_output *output, const struct topology *t,
    struct str *out)
{
	bool *used = xcalloc(output->count, sizeof(*used));
	struct str cell = STR_INIT;

	for (size_t i = 0; i < output->count; i++)
		used[i] = i < output->always ||
			  is_used(output, t, output->columns[i].role);
	add_header(output, used, out);
	for (size_t i = 0; i < t->cable_count; i++) {
		if (is_left_out(output, t, &t->cables[i]))
			continue;
		for (size_t k = 0, count = 0; k < output->count; k++) {
			if (!used[k])
				continue;
			if (count++)
				str_add_char(out, ',');
			make_cell(output, &cell, t, &t->cables[i],
			    output->columns[k].role);
			csv_cell_add(out, str_span(&cell));
		}
		str_add(out, "\r\n");
	}
	str_release(&cell);
	free(used);
}
