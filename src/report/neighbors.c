/*
 * Neighbors as JSON and as a table; see neighbors.h.  The table is as wide as
 * its content, but one monstrous name must not push every other row off the
 * screen: cells are padded up to a bound, and the platform, which matters
 * least, stands last and is cut to what room is left.
 */
#include "report/neighbors.h"

#include "base/attr.h"
#include "base/text.h"
#include "report/prose.h"
#include "report/tree.h"

/* --- JSON ---------------------------------------------------------------- */

static json_t *
list_value(const struct span_list *list)
{
	json_t *value = tree_array();

	for (size_t i = 0; i < list->count; i++)
		tree_append(value, tree_span(list->items[i]));
	return value;
}

static json_t *
number_value(long number)
{
	if (number == NEIGHBOR_NO_NUMBER)
		return json_null();
	return tree_count((size_t)number);
}

/* What only LLDP tells; entries of CDP have no such keys. */
static void
set_lldp_values(json_t *value, const struct neighbor *n)
{
	tree_set(value, "chassis_id", tree_span(n->chassis_id));
	tree_set(value, "system_name", tree_span(n->system_name));
	tree_set(value, "port_description", tree_span(n->port_description));
	tree_set(value, "system_capabilities",
	    list_value(&n->system_capabilities));
}

static json_t *
neighbor_value(const struct neighbor *n)
{
	json_t *value = tree_object();

	tree_set(value, "local_port", tree_span(n->local_port));
	tree_set(value, "device_id", tree_span(n->device_id));
	tree_set(value, "port_id", tree_span(n->port_id));
	tree_set(value, "platform", tree_span(n->platform));
	tree_set(value, "capabilities", list_value(&n->capabilities));
	tree_set(value, "entry_addresses", list_value(&n->entry_addresses));
	tree_set(value, "mgmt_addresses", list_value(&n->mgmt_addresses));
	tree_set(value, "version", tree_span(n->version));
	tree_set(value, "native_vlan", number_value(n->native_vlan));
	tree_set(value, "duplex", tree_span(n->duplex));
	tree_set(value, "vtp_domain", tree_span(n->vtp_domain));
	tree_set(value, "holdtime", number_value(n->holdtime));
	tree_set(value, "mtu", number_value(n->mtu));
	tree_set(value, "line", tree_place(n->line));
	if (n->protocol == NEIGHBOR_LLDP)
		set_lldp_values(value, n);
	return value;
}

static json_t *
file_value(const struct report_neighbors_input *file, bool named)
{
	json_t *value = tree_object();
	json_t *neighbors = tree_array();

	for (size_t i = 0; i < file->list->count; i++)
		tree_append(neighbors, neighbor_value(&file->list->items[i]));
	if (named)
		tree_set(value, "file", tree_string(file->file));
	tree_set(value, "neighbors", neighbors);
	return value;
}

void
report_neighbors_json(const struct report_neighbors_input *files, size_t count,
    struct str *out)
{
	json_t *root;

	if (count == 1) {
		tree_write(file_value(&files[0], false), out);
		return;
	}
	root = tree_array();
	for (size_t i = 0; i < count; i++)
		tree_append(root, file_value(&files[i], true));
	tree_write(root, out);
}

/* --- text ---------------------------------------------------------------- */

#define TABLE_WIDTH 80
#define COLUMN_MAX 40 /* a longer cell makes its own row longer only */
#define LAST_MIN 10   /* what the last column keeps in any case */
#define GAP 2

enum { COLUMNS = 4 };

static const char *const headings[COLUMNS] = {
    "LOCAL PORT",
    "NEIGHBOR",
    "PORT",
    "PLATFORM",
};

static struct span
cell_text(const struct neighbor *n, size_t column)
{
	const struct span cells[COLUMNS] = {
	    n->local_port,
	    n->device_id,
	    n->port_id,
	    n->platform,
	};

	return cells[column].length ? cells[column] : span_of("-");
}

static size_t
cell_width(const struct neighbor *n, size_t column)
{
	struct str safe = STR_INIT;
	size_t width =
	    prose_escape(&safe, cell_text(n, column), PROSE_NAME_MAX);

	str_release(&safe);
	return width > COLUMN_MAX ? COLUMN_MAX : width;
}

static void
measure(const struct neighbor_list *list, size_t widths[COLUMNS])
{
	size_t room = TABLE_WIDTH;

	for (size_t c = 0; c + 1 < COLUMNS; c++) {
		widths[c] = text_width(span_of(headings[c]));
		for (size_t i = 0; i < list->count; i++) {
			size_t width = cell_width(&list->items[i], c);

			if (width > widths[c])
				widths[c] = width;
		}
		room -= room > widths[c] + GAP ? widths[c] + GAP : room;
	}
	widths[COLUMNS - 1] = room > LAST_MIN ? room : LAST_MIN;
}

static void
add_cell(struct str *out, struct span text, size_t column, size_t width)
{
	bool last = column + 1 == COLUMNS;
	size_t taken = prose_escape(out, text, last ? width : PROSE_NAME_MAX);

	if (last) {
		str_add_char(out, '\n');
		return;
	}
	for (size_t pad = width + GAP > taken + GAP ? width - taken + GAP : GAP;
	     pad > 0; pad--)
		str_add_char(out, ' ');
}

static void
add_table(const struct neighbor_list *list, struct str *out)
{
	size_t widths[COLUMNS];

	measure(list, widths);
	for (size_t c = 0; c < COLUMNS; c++)
		add_cell(out, span_of(headings[c]), c, widths[c]);
	for (size_t i = 0; i < list->count; i++) {
		for (size_t c = 0; c < COLUMNS; c++) {
			add_cell(out, cell_text(&list->items[i], c), c,
			    widths[c]);
		}
	}
}

/* clang-format off */
static const char *const state_words[] = {
	[NEIGHBORS_OK]        = NULL,
	[NEIGHBORS_CDP_OFF]   = "CDP or LLDP is off on this device",
	[NEIGHBORS_DENIED]    = "the device refused the command",
	[NEIGHBORS_TRUNCATED] = "the text is cut off: neighbors may be missing",
	[NEIGHBORS_NONE]      = "this is no list of neighbors in detail",
};
/* clang-format on */

static void
add_state(const struct neighbor_list *list, struct str *out)
{
	const char *words = state_words[list->state];

	if (words) {
		str_add(out, words);
		if (list->explanation && *list->explanation) {
			str_add(out, " (");
			prose_escape(out, span_of(list->explanation),
			    PROSE_QUOTE_MAX);
			str_add_char(out, ')');
		}
		str_add_char(out, '\n');
	} else if (list->count == 0) {
		str_add(out, "no neighbors\n");
	}
}

void
report_neighbors_text(const struct report_neighbors_input *files, size_t count,
    struct str *out)
{
	for (size_t i = 0; i < count; i++) {
		if (count > 1) {
			str_add(out, i > 0 ? "\n" : "");
			text_escape(out, span_of(files[i].file));
			str_add(out, ":\n");
		}
		if (files[i].list->count)
			add_table(files[i].list, out);
		add_state(files[i].list, out);
	}
}
