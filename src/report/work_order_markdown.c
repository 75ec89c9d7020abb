/*
 * The task list; see work_order_markdown.h.  Everything that is not ours stands
 * in a code span.
 */
#include "report/work_order_markdown.h"

#include "base/attr.h"
#include "report/markdown_text.h"
#include "report/prose.h"

static void
add_name(struct str *out, const char *text)
{
	markdown_text_add_code(out, span_of(text), PROSE_NAME_MAX);
}

static void
add_quote(struct str *out, const char *text)
{
	markdown_text_add_code(out, span_of(text), PROSE_QUOTE_MAX);
}

static void
add_fact(struct str *out, const char *what, const char *text)
{
	if (!*text)
		return;
	str_addf(out, "  - %s: ", what);
	add_quote(out, text);
	str_add_char(out, '\n');
}

static void
add_cable(struct str *out, const struct sheet_line *line)
{
	const char *const parts[] = {line->label, line->color, line->type,
	    line->length};
	size_t said = 0;

	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		if (!*parts[i])
			continue;
		str_add(out, said++ ? ", " : "  - cable: ");
		add_name(out, parts[i]);
	}
	if (said)
		str_add_char(out, '\n');
}

static void
add_line(struct str *out, const struct sheet_line *line)
{
	str_addf(out, "- [ ] **%zu.** ", line->number);
	if (*line->unit) {
		str_add(out, "unit ");
		add_name(out, line->unit);
		str_add(out, ", ");
	}
	str_addf(out, "**%s**: %s ", line->what, line->now_is);
	add_quote(out, line->now);
	str_addf(out, ", %s ", line->goal_is);
	add_quote(out, line->goal);
	if (*line->where) {
		str_add(out, " in ");
		add_name(out, line->where);
	}
	str_add_char(out, '\n');
	add_cable(out, line);
	add_fact(out, "other plug in", line->other);
	add_fact(out, "via", line->via);
	add_fact(out, "note", line->note);
	add_fact(out, "look out", line->hint);
	add_fact(out, "finding", line->finding);
}

static void
add_page(struct str *out, const struct sheet_page *page)
{
	str_add(out, "\n## ");
	add_name(out, page->title);
	if (page->visit > 1)
		str_addf(out, ", visit %zu", page->visit);
	str_add(out, "\n\n");
	for (size_t i = 0; i < page->count; i++)
		add_line(out, &page->lines[i]);
	str_add(out, "\nName: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_ "
		     "Date: \\_\\_\\_\\_\\_\\_\\_\\_\n");
}

static void
add_remarks(struct str *out, const char *title,
    const struct sheet_remark *remarks, size_t count)
{
	if (!count)
		return;
	str_addf(out, "\n## %s\n\n", title);
	for (size_t i = 0; i < count; i++) {
		str_add(out, "- ");
		add_quote(out, remarks[i].text);
		str_addf(out, " (%s)\n  - ", remarks[i].finding);
		add_quote(out, remarks[i].reason);
		str_add_char(out, '\n');
	}
}

void
report_plan_markdown(const struct sheet *sheet, struct str *out)
{
	str_addf(out, "# Work order %s of ", sheet->id);
	add_name(out, sheet->topology);
	str_add(out, "\n\n");
	if (!sheet->line_count && !sheet->blocked_count)
		str_add(out, "Nothing to plug: no finding has a step.\n");
	else
		str_addf(out, "%s.\n", sheet->totals);
	if (*sheet->taken_at) {
		str_add(out, "\nAs things were at ");
		add_name(out, sheet->taken_at);
		str_add(out, ".\n");
	}
	for (size_t i = 0; i < sheet->page_count; i++)
		add_page(out, &sheet->pages[i]);
	add_remarks(out, "These steps cannot be taken", sheet->blocked,
	    sheet->blocked_count);
	add_remarks(out, "No step of this order repairs these", sheet->open,
	    sheet->open_count);
}
