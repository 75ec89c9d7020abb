/*
 * The brief table; see brief.h.
 *
 * Rows are cut by the columns of the heading, because a long name leaves no
 * blank before the port.  The rows are then looked up by a sorted array, so
 * that a hostile million of them takes no quadratic time.
 */
#include "parse/brief.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

#define ROWS_MAX 100000
/* A shorter name that begins another is no name that was cut. */
#define CUT_NAME_MIN 20

void
brief_release(struct brief *brief)
{
	free(brief->rows);
}

/* Where `word` stands in the heading, behind `*from`, which it moves. */
static bool
find_column(struct span line, const char *word, size_t *from, size_t *column)
{
	size_t length = strlen(word);

	for (size_t i = *from; i + length <= line.length; i++) {
		if (strncasecmp(line.text + i, word, length) != 0)
			continue;
		*column = i;
		*from = i + length;
		return true;
	}
	return false;
}

bool
brief_take_head(struct brief *brief, struct span line)
{
	size_t from = 0;
	size_t name;

	if (line.length > 200 || !find_column(line, "Device ID", &from, &name))
		return false;
	if (!find_column(line, "Local Intf", &from, &brief->local_port) ||
	    !find_column(line, "Hold-time", &from, &brief->hold_time) ||
	    !find_column(line, "Capability", &from, &brief->capability) ||
	    !find_column(line, "Port ID", &from, &brief->port_id))
		return false;
	brief->is_open = true;
	return true;
}

static struct span
cut_column(struct span line, size_t from, size_t to)
{
	struct span cell = span_skip(line, from);

	if (cell.length > to - from)
		cell.length = to - from;
	return span_trim(cell);
}

static bool
is_number(struct span s)
{
	long number;

	return span_to_number(s, 100000, &number);
}

/* The columns as the heading has them. */
static bool
cut_by_heading(const struct brief *brief, struct span line,
    struct brief_row *row)
{
	row->name = cut_column(line, 0, brief->local_port);
	row->local_port = cut_column(line, brief->local_port, brief->hold_time);
	row->port_id = span_trim(span_skip(line, brief->port_id));
	return is_number(
		   cut_column(line, brief->hold_time, brief->capability)) &&
	       row->local_port.length && row->port_id.length &&
	       !span_find_char(row->local_port, ' ');
}

static struct span
take_word(struct span *rest)
{
	struct span word;
	size_t length = 0;

	*rest = span_trim(*rest);
	while (length < rest->length &&
	       !isspace((unsigned char)rest->text[length]))
		length++;
	word = span_make(rest->text, length);
	*rest = span_skip(*rest, length);
	return word;
}

/* Five words, for tables whose blanks somebody has squeezed. */
static bool
cut_by_words(struct span line, struct brief_row *row)
{
	struct span rest = line;
	struct span hold_time;
	struct span capability;

	row->name = take_word(&rest);
	row->local_port = take_word(&rest);
	hold_time = take_word(&rest);
	capability = take_word(&rest);
	row->port_id = take_word(&rest);
	return is_number(hold_time) && capability.length &&
	       row->port_id.length && !span_trim(rest).length;
}

/* The part of a session that a row is in may be gone before the join. */
static struct span
keep(const struct brief *brief, struct span cell)
{
	return span_make(arena_span(brief->arena, cell), cell.length);
}

void
brief_take_row(struct brief *brief, struct span line, size_t number)
{
	struct brief_row row = {.line = brief->lines + number};

	if (brief->count >= ROWS_MAX ||
	    (!cut_by_heading(brief, line, &row) && !cut_by_words(line, &row)))
		return;
	row.name = keep(brief, row.name);
	row.local_port = keep(brief, row.local_port);
	row.port_id = keep(brief, row.port_id);
	brief->rows = grow_array(brief->rows, brief->count, &brief->capacity,
	    sizeof(*brief->rows));
	brief->rows[brief->count++] = row;
}

/* --- the join ------------------------------------------------------------ */

/* One of both sides, under the key that brings them together. */
struct candidate {
	struct span name;
	struct span port_id;
	size_t index;
	bool is_row;
};

static int
compare_spans(struct span a, struct span b)
{
	size_t shorter = a.length < b.length ? a.length : b.length;
	int order = shorter ? strncasecmp(a.text, b.text, shorter) : 0;

	return order ? order : (a.length > b.length) - (a.length < b.length);
}

static int
compare_candidates(const void *a, const void *b)
{
	const struct candidate *x = a;
	const struct candidate *y = b;
	int order = compare_spans(x->port_id, y->port_id);

	if (!order)
		order = compare_spans(x->name, y->name);
	if (!order)
		order = (x->index > y->index) - (x->index < y->index);
	return order;
}

static struct span
key_of(struct span name)
{
	if (name.length > CUT_NAME_MIN)
		name.length = CUT_NAME_MIN;
	return name;
}

static bool
same_key(const struct candidate *a, const struct candidate *b)
{
	return compare_spans(a->port_id, b->port_id) == 0 &&
	       compare_spans(a->name, b->name) == 0;
}

/* Joins the group [from, to) when it is one row and one entry. */
static void
join_group(const struct brief *brief, struct neighbor_list *list,
    const struct candidate *group, size_t count)
{
	const struct brief_row *row;
	struct neighbor *neighbor;

	if (count != 2 || group[0].is_row == group[1].is_row)
		return;
	row = &brief->rows[group[group[0].is_row ? 0 : 1].index];
	neighbor = &list->items[group[group[0].is_row ? 1 : 0].index];
	if (!span_is_absent(neighbor->local_port))
		return;
	neighbor->local_port = row->local_port;
	neighbor->local_port_line = (uint32_t)row->line;
}

void
brief_join(const struct brief *brief, struct neighbor_list *list)
{
	struct candidate *all;
	size_t count = 0;

	if (!brief->count || !list->count)
		return;
	all = xcalloc(brief->count + list->count, sizeof(*all));
	for (size_t i = 0; i < list->count; i++)
		all[count++] =
		    (struct candidate){key_of(list->items[i].device_id),
			list->items[i].port_id, i, false};
	for (size_t i = 0; i < brief->count; i++)
		all[count++] = (struct candidate){key_of(brief->rows[i].name),
		    brief->rows[i].port_id, i, true};
	qsort(all, count, sizeof(*all), compare_candidates);
	for (size_t i = 0, next; i < count; i = next) {
		next = i + 1;
		while (next < count && same_key(&all[i], &all[next]))
			next++;
		join_group(brief, list, &all[i], next - i);
	}
	free(all);
}
