/*
 * The page from top to bottom; see work_order_html.h.  Without the script, or
 * where the browser keeps nothing, it is still a list with boxes to tick.
 */
#include "report/work_order_html.h"

#include <stdbool.h>

#include "base/attr.h"
#include "report/html_text.h"
#include "report/work_order_page.h"

static void
add_head(struct str *out, const struct sheet *sheet)
{
	str_add(out, "<!DOCTYPE html>\n"
		     "<html lang=\"en\" "
		     "xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n"
		     "<meta charset=\"utf-8\"/>\n"
		     "<meta http-equiv=\"Content-Security-Policy\" "
		     "content=\"default-src 'none'; base-uri 'none'; "
		     "form-action 'none'; ");
	str_addf(out, "style-src 'sha256-%s'; script-src 'sha256-%s'\"/>\n",
	    work_order_page_css_sum, work_order_page_js_sum);
	str_add(out, "<meta name=\"viewport\" "
		     "content=\"width=device-width, initial-scale=1\"/>\n"
		     "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
		     "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
		     "<title>");
	html_text_add(out, span_of(sheet->topology), PROSE_NAME_MAX);
	str_addf(out,
	    ": work order</title>\n<style>%s</style>\n</head>\n"
	    "<body data-order=\"%s\">\n",
	    work_order_page_css, sheet->id);
}

static void
add_span(struct str *out, const char *class, const char *text)
{
	str_addf(out, "<span class=\"%s\">", class);
	html_text_add_styled(out, PROSE_NAME, span_of(text));
	str_add(out, "</span>");
}

/* A word of ours before what the plan says, if it says anything. */
static void
add_fact(struct str *out, const char *what, const char *text)
{
	if (!*text)
		return;
	str_addf(out, "<p class=\"fact\"><b>%s</b> ", what);
	html_text_add_styled(out, PROSE_QUOTE, span_of(text));
	str_add(out, "</p>\n");
}

static void
add_cable(struct str *out, const struct sheet_line *line)
{
	const char *const parts[] = {line->color, line->type, line->length};
	bool any = *line->label;

	for (size_t i = 0; i < COUNT_OF(parts); i++)
		any |= *parts[i] != '\0';
	if (!any)
		return;
	str_add(out, "<p class=\"fact cable\"><b>cable</b> ");
	if (*line->label)
		add_span(out, "label", line->label);
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		if (*parts[i]) {
			str_add_char(out, ' ');
			html_text_add_styled(out, PROSE_NAME,
			    span_of(parts[i]));
		}
	}
	str_add(out, "</p>\n");
}

static void
add_line(struct str *out, const struct sheet_line *line)
{
	str_addf(out,
	    "<li class=\"step\">\n<label><input type=\"checkbox\" "
	    "data-step=\"%zu\"/> <span class=\"number\">%zu</span></label>\n"
	    "<p class=\"unit\">",
	    line->number, line->number);
	if (*line->unit) {
		str_add(out, "<b>unit</b> ");
		html_text_add_styled(out, PROSE_NAME, span_of(line->unit));
	}
	str_addf(out, "</p>\n<p class=\"what\">%s</p>\n<p class=\"now\">",
	    line->what);
	str_addf(out, "<b>%s</b> ", line->now_is);
	html_text_add_styled(out, PROSE_IS, span_of(line->now));
	str_addf(out, "</p>\n<p class=\"goal\"><b>%s</b> ", line->goal_is);
	html_text_add_styled(out, PROSE_BELONGS, span_of(line->goal));
	if (*line->where) {
		str_add_char(out, ' ');
		add_span(out, "where", line->where);
	}
	str_add(out, "</p>\n<div class=\"more\">\n");
	add_cable(out, line);
	add_fact(out, "other plug in", line->other);
	add_fact(out, "via", line->via);
	add_fact(out, "note", line->note);
	add_fact(out, "look out:", line->hint);
	str_addf(out, "<p class=\"fact id\">%s</p>\n</div>\n</li>\n",
	    line->finding);
}

/* On paper, where sheets get mixed up. */
static void
add_origin(struct str *out, const struct sheet *sheet)
{
	str_addf(out, "<p class=\"paper\">work order %s of ", sheet->id);
	html_text_add_styled(out, PROSE_NAME, span_of(sheet->topology));
	if (*sheet->taken_at) {
		str_add(out, ", as things were at ");
		html_text_add(out, span_of(sheet->taken_at), PROSE_NAME_MAX);
	}
	str_add(out, "</p>\n");
}

static void
add_page_head(struct str *out, const struct sheet *sheet, size_t i)
{
	const struct sheet_page *page = &sheet->pages[i];

	str_addf(out,
	    "<section class=\"stop\" id=\"stop-%zu\">\n"
	    "<div class=\"whose\">\n<h2>",
	    i + 1);
	html_text_add_styled(out, PROSE_NAME, span_of(page->title));
	if (page->visit > 1)
		str_addf(out, " <small>visit %zu</small>", page->visit);
	str_addf(out, " <small class=\"of\">%zu of %zu</small></h2>\n", i + 1,
	    sheet->page_count);
	add_origin(out, sheet);
	str_add(out, "</div>\n");
}

static void
add_page(struct str *out, const struct sheet *sheet, size_t i)
{
	const struct sheet_page *page = &sheet->pages[i];

	add_page_head(out, sheet, i);
	str_addf(out, "<ol class=\"steps\" start=\"%zu\">\n",
	    page->lines[0].number);
	for (size_t k = 0; k < page->count; k++)
		add_line(out, &page->lines[k]);
	str_add(out, "</ol>\n<p class=\"sign\">");
	str_addf(out,
	    "<label>Name <input type=\"text\" data-sign=\"name-%zu\" "
	    "maxlength=\"100\"/></label> <label>Date <input type=\"text\" "
	    "data-sign=\"date-%zu\" maxlength=\"40\"/></label></p>\n"
	    "</section>\n",
	    i + 1, i + 1);
}

struct remarks {
	const char *title;
	const struct sheet_remark *items;
	size_t count;
};

static void
add_remarks(struct str *out, const struct sheet *sheet,
    const struct remarks *remarks)
{
	if (!remarks->count)
		return;
	str_addf(out, "<section class=\"remarks\">\n<h2>%s</h2>\n",
	    remarks->title);
	add_origin(out, sheet);
	str_add(out, "<ul>\n");
	for (size_t i = 0; i < remarks->count; i++) {
		const struct sheet_remark *remark = &remarks->items[i];

		str_add(out, "<li>");
		html_text_add_styled(out, PROSE_QUOTE, span_of(remark->text));
		str_addf(out, " <span class=\"id\">%s</span><br/>",
		    remark->finding);
		html_text_add_styled(out, PROSE_QUOTE, span_of(remark->reason));
		str_add(out, "</li>\n");
	}
	str_add(out, "</ul>\n</section>\n");
}

/* Where in the order one is; a rack may have several visits. */
static void
add_nav(struct str *out, const struct sheet *sheet)
{
	str_addf(out,
	    "<nav aria-label=\"Progress\">\n"
	    "<p><b id=\"done\">0</b> of %zu done</p>\n"
	    "<button type=\"button\" id=\"next\" hidden=\"hidden\">Next "
	    "step</button>\n<ul>\n",
	    sheet->line_count);
	for (size_t i = 0; i < sheet->page_count; i++) {
		str_addf(out, "<li><a href=\"#stop-%zu\">", i + 1);
		html_text_add_styled(out, PROSE_NAME,
		    span_of(sheet->pages[i].title));
		if (sheet->pages[i].visit > 1)
			str_addf(out, " <small>visit %zu</small>",
			    sheet->pages[i].visit);
		str_add(out, "</a></li>\n");
	}
	str_add(out, "</ul>\n</nav>\n<p id=\"kept\" class=\"kept\" "
		     "hidden=\"hidden\">This browser keeps nothing here: ticks "
		     "are gone after a reload.</p>\n");
}

static void
add_header(struct str *out, const struct sheet *sheet)
{
	str_add(out, "<header>\n<h1>");
	html_text_add_styled(out, PROSE_NAME, span_of(sheet->topology));
	str_addf(out, ": work order <span class=\"id\">%s</span></h1>\n<p>",
	    sheet->id);
	html_text_add(out, span_of(sheet->totals), PROSE_QUOTE_MAX);
	if (*sheet->taken_at) {
		str_add(out, "; as things were at ");
		html_text_add(out, span_of(sheet->taken_at), PROSE_NAME_MAX);
	}
	str_add(out, "</p>\n</header>\n");
	if (sheet->line_count)
		add_nav(out, sheet);
}

void
report_plan_html(const struct sheet *sheet, struct str *out)
{
	add_head(out, sheet);
	add_header(out, sheet);
	str_add(out, "<main>\n");
	if (!sheet->line_count && !sheet->blocked_count)
		str_add(out,
		    "<p>Nothing to plug: no finding has a step.</p>\n");
	for (size_t i = 0; i < sheet->page_count; i++)
		add_page(out, sheet, i);
	add_remarks(out, sheet,
	    &(struct remarks){"These steps cannot be taken", sheet->blocked,
		sheet->blocked_count});
	add_remarks(out, sheet,
	    &(struct remarks){"No step of this order repairs these",
		sheet->open, sheet->open_count});
	str_add(out, "</main>\n");
	str_addf(out, "<script>%s</script>\n</body>\n</html>\n",
	    work_order_page_js);
}
