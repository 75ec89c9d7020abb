/*
 * The order as rows; see work_order_csv.h.  The columns are a table: title and
 * the field of the line.
 */
#include "report/work_order_csv.h"

#include <stddef.h>

#include "base/attr.h"
#include "report/csv.h"

/* clang-format off */
static const struct {
	const char *title;
	size_t field;
} columns[] = {
	{ "action",     offsetof(struct sheet_line, what) },
	{ "rack",       offsetof(struct sheet_line, rack) },
	{ "unit",       offsetof(struct sheet_line, unit) },
	{ "device",     offsetof(struct sheet_line, device) },
	{ "port",       offsetof(struct sheet_line, port) },
	{ "now_in",     offsetof(struct sheet_line, now) },
	{ "move_to",    offsetof(struct sheet_line, goal) },
	{ "where",      offsetof(struct sheet_line, where) },
	{ "label",      offsetof(struct sheet_line, label) },
	{ "color",      offsetof(struct sheet_line, color) },
	{ "type",       offsetof(struct sheet_line, type) },
	{ "length",     offsetof(struct sheet_line, length) },
	{ "via",        offsetof(struct sheet_line, via) },
	{ "other_plug", offsetof(struct sheet_line, other) },
	{ "note",       offsetof(struct sheet_line, note) },
	{ "hint",       offsetof(struct sheet_line, hint) },
	{ "finding",    offsetof(struct sheet_line, finding) },
};
/* clang-format on */

static void
add_titles(struct str *out)
{
	struct csv_row row = {.out = out};

	csv_add_string(&row, "step");
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		csv_add_string(&row, columns[i].title);
	csv_add_string(&row, "done");
	csv_end_row(&row);
}

/* Fields that are not set are empty cells. */
static void
add_line(struct str *out, const struct sheet_line *line)
{
	struct csv_row row = {.out = out};

	csv_add_number(&row, line->number);
	for (size_t i = 0; i < COUNT_OF(columns); i++) {
		const char *const *field =
		    (const void *)((const char *)line + columns[i].field);

		csv_add_string(&row, *field);
	}
	csv_add_string(&row, "");
	csv_end_row(&row);
}

static void
add_remarks(struct str *out, const char *what,
    const struct sheet_remark *remarks, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		add_line(out, &(struct sheet_line){
				  .what = what,
				  .now = remarks[i].text,
				  .hint = remarks[i].reason,
				  .finding = remarks[i].finding,
			      });
	}
}

void
report_plan_csv(const struct sheet *sheet, struct str *out)
{
	add_titles(out);
	for (size_t i = 0; i < sheet->page_count; i++) {
		const struct sheet_page *page = &sheet->pages[i];

		for (size_t k = 0; k < page->count; k++)
			add_line(out, &page->lines[k]);
	}
	add_remarks(out, "not possible", sheet->blocked, sheet->blocked_count);
	add_remarks(out, "no step", sheet->open, sheet->open_count);
}
