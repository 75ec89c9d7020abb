/*
 * Lists of the whole lab; see html_lists.h.
 */
#include "report/html_lists.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/text.h"
#include "report/html_text.h"
#include "report/status.h"

/* --- racks ---------------------------------------------------------------- */

static int
compare_names(const void *left, const void *right)
{
	return text_natural_compare(*(const char *const *)left,
	    *(const char *const *)right);
}

static void
number_racks(struct html_racks *racks, const struct topology *topology)
{
	for (size_t i = 0; i < topology->device_count; i++) {
		const char *rack = topology->devices[i].rack;
		const char **found =
		    rack ? bsearch(&rack, racks->names, racks->count,
			       sizeof(*racks->names), compare_names)
			 : NULL;

		racks->of_device[i] =
		    found ? (size_t)(found - racks->names) : racks->count;
	}
}

struct html_racks
html_racks_make(const struct judgement *judgement)
{
	const struct topology *topology = judgement->topology;
	struct html_racks racks = {NULL, 0, NULL};
	size_t count = 0;

	racks.names = xcalloc(topology->device_count + 1, sizeof(*racks.names));
	racks.of_device =
	    xcalloc(topology->device_count + 1, sizeof(*racks.of_device));
	for (size_t i = 0; i < topology->device_count; i++) {
		if (topology->devices[i].rack)
			racks.names[count++] = topology->devices[i].rack;
	}
	qsort(racks.names, count, sizeof(*racks.names), compare_names);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 ||
		    strcmp(racks.names[i], racks.names[racks.count - 1]) != 0)
			racks.names[racks.count++] = racks.names[i];
	}
	number_racks(&racks, topology);
	return racks;
}

void
html_racks_release(struct html_racks *racks)
{
	free(racks->names);
	free(racks->of_device);
}

/* --- the form ------------------------------------------------------------- */

static void
begin_select(struct str *out, const char *id, const char *label,
    const char *any)
{
	str_addf(out,
	    "<label>%s <select id=\"%s\" autocomplete=\"off\">\n"
	    "<option value=\"\">%s</option>\n",
	    label, id, any);
}

static void
end_select(struct str *out)
{
	str_add(out, "</select></label>\n");
}

static void
add_numbered(struct str *out, size_t number, const char *name)
{
	str_addf(out, "<option value=\"%zu\">", number);
	html_text_add(out, span_of(name), PROSE_NAME_MAX);
	str_add(out, "</option>\n");
}

static void
add_word(struct str *out, const char *word, const char *text)
{
	str_addf(out, "<option value=\"%s\">%s</option>\n", word, text);
}

static void
add_kinds(struct str *out, const struct judgement *judgement, size_t shown)
{
	begin_select(out, "kind", "Kind", "all kinds");
	for (size_t i = 0; i < shown; i++) {
		enum finding_kind kind = judgement->findings[i].kind;
		size_t first = 0;

		while (judgement->findings[first].kind != kind)
			first++;
		if (first == i)
			add_word(out, finding_kind_name(kind),
			    finding_kind_name(kind));
	}
	end_select(out);
}

void
html_lists_add_tools(struct str *out, const struct judgement *judgement,
    const struct html_racks *racks, size_t shown)
{
	const struct topology *topology = judgement->topology;

	str_add(out,
	    "<form class=\"tools screen\" id=\"tools\" role=\"search\" "
	    "aria-label=\"Filter\" hidden=\"hidden\" "
	    "autocomplete=\"off\">\n"
	    "<label class=\"wide\">Search <input type=\"search\" "
	    "id=\"search\" placeholder=\"any words\"/></label>\n"
	    "<button type=\"button\" id=\"more\" aria-expanded=\"false\" "
	    "aria-controls=\"tools\">Filters</button>\n");
	begin_select(out, "rack", "Rack", "all racks");
	for (size_t i = 0; i < racks->count; i++)
		add_numbered(out, i, racks->names[i]);
	end_select(out);
	begin_select(out, "device", "Device", "all devices");
	for (size_t i = 0; i < topology->device_count; i++)
		add_numbered(out, i, topology->devices[i].name);
	end_select(out);
	add_kinds(out, judgement, shown);
	begin_select(out, "status", "Status", "any status");
	add_word(out, "open", "open");
	add_word(out, "done", "done");
	add_word(out, "waived", "waived");
	end_select(out);
	str_add(out, "<button type=\"button\" id=\"clear\">Clear</button>\n"
		     "<button type=\"button\" id=\"print\">Print</button>\n"
		     "<p class=\"shown\"><output id=\"shown\"></output> "
		     "<output id=\"progress\"></output> <span class=\"keys\">"
		     "<kbd>/</kbd> search, <kbd>j</kbd> and <kbd>k</kbd> next "
		     "and previous finding, <kbd>Esc</kbd> clear</span></p>\n"
		     "</form>\n");
}

/* --- devices -------------------------------------------------------------- */

static void
add_device(struct str *out, const struct judgement *judgement,
    const struct html_racks *racks, size_t index)
{
	const struct device *device = &judgement->topology->devices[index];
	const struct observation *seen = &judgement->observations->items[index];
	bool trouble = report_is_in_trouble(judgement, index);

	str_addf(out,
	    "<tr data-device=\" %zu \" data-rack=\" %zu \" "
	    "data-status=\"%s\">\n<td>",
	    index, racks->of_device[index], visit_status_name(seen->status));
	html_text_add_styled(out, PROSE_NAME, span_of(device->name));
	str_add(out, "</td><td>");
	if (device->rack)
		html_text_add_styled(out, PROSE_NAME, span_of(device->rack));
	str_add(out, "</td><td>");
	if (device->unit)
		str_addf(out, "%u", device->unit);
	str_addf(out, "</td><td class=\"status%s\">%s</td><td>",
	    trouble ? " trouble" : "", visit_status_name(seen->status));
	if (seen->heard)
		str_addf(out, "%zu", seen->heard->count);
	str_add(out, "</td><td>");
	if (seen->error)
		html_text_add_styled(out, PROSE_QUOTE, span_of(seen->error));
	str_add(out, "</td></tr>\n");
}

/* Those that are met, in the order of their numbers. */
static void
add_statuses(struct str *out, const struct judgement *judgement)
{
	begin_select(out, "answer", "Answer", "any answer");
	for (int status = VISIT_OK; status <= VISIT_CANCELLED; status++) {
		size_t i = 0;

		while (i < judgement->observations->count &&
		       (int)judgement->observations->items[i].status != status)
			i++;
		if (i < judgement->observations->count)
			add_word(out,
			    visit_status_name((enum visit_status)status),
			    visit_status_name((enum visit_status)status));
	}
	end_select(out);
}

void
html_lists_add_devices(struct str *out, const struct judgement *judgement,
    const struct html_racks *racks)
{
	size_t count = judgement->topology->device_count;

	str_add(out, "<section class=\"screen\">\n<h2>Devices</h2>\n"
		     "<div class=\"tools answers\">\n");
	add_statuses(out, judgement);
	str_add(out,
	    "</div>\n<div class=\"scroll devices\" "
	    "tabindex=\"0\" role=\"region\" aria-label=\"Devices\">\n<table>\n"
	    "<thead>\n<tr>");
	str_add(out,
	    "<th scope=\"col\">Device</th><th scope=\"col\">Rack</th>"
	    "<th scope=\"col\">Unit</th><th scope=\"col\">Status</th>"
	    "<th scope=\"col\">Neighbors</th><th scope=\"col\">Error</th>"
	    "</tr>\n</thead>\n<tbody>\n");
	for (size_t i = 0; i < count; i++) {
		if (report_is_in_trouble(judgement, i))
			add_device(out, judgement, racks, i);
	}
	for (size_t i = 0; i < count; i++) {
		if (!report_is_in_trouble(judgement, i))
			add_device(out, judgement, racks, i);
	}
	str_add(out, "</tbody>\n</table>\n</div>\n</section>\n");
}

/* --- the work order ------------------------------------------------------- */

static void
add_cell(struct str *out, const char *text)
{
	str_add(out, "<td>");
	html_text_add_styled(out, PROSE_QUOTE, span_of(text));
	str_add(out, "</td>");
}

/* A word of ours before what the plan says, if it says anything. */
static void
add_fact(struct str *out, const char *what, const char *text)
{
	if (!*text)
		return;
	str_addf(out, "<span class=\"fact\">%s ", what);
	html_text_add_styled(out, PROSE_QUOTE, span_of(text));
	str_add(out, "</span> ");
}

/* What helps to find the cable, on a line of its own. */
static void
add_facts(struct str *out, const struct sheet_line *line)
{
	if (!*line->other && !*line->via && !*line->note && !*line->hint)
		return;
	str_add(out, "<tr class=\"facts\"><td colspan=\"2\"></td>"
		     "<td colspan=\"6\">");
	add_fact(out, "other plug in", line->other);
	add_fact(out, "via", line->via);
	add_fact(out, "note:", line->note);
	add_fact(out, "look out:", line->hint);
	str_add(out, "</td></tr>\n");
}

static void
add_line(struct str *out, const struct sheet_line *line)
{
	const char *const parts[] = {line->label, line->color, line->type,
	    line->length};
	struct str cable = STR_INIT;
	struct str goal = STR_INIT;

	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		if (*parts[i])
			str_addf(&cable, "%s%s", cable.length ? ", " : "",
			    parts[i]);
	}
	str_addf(&goal, "%s%s%s%s", line->goal, *line->where ? " (" : "",
	    line->where, *line->where ? ")" : "");
	str_addf(out,
	    "<tbody class=\"step\">\n"
	    "<tr><td><div class=\"tick\"></div></td><td>%zu</td>",
	    line->number);
	add_cell(out, line->unit);
	str_addf(out, "<td>%s</td>", line->what);
	add_cell(out, line->now);
	add_cell(out, str_text(&goal));
	add_cell(out, str_text(&cable));
	str_addf(out, "<td class=\"id\">%s</td></tr>\n", line->finding);
	add_facts(out, line);
	str_add(out, "</tbody>\n");
	str_release(&cable);
	str_release(&goal);
}

/* "work order 1f3a of lab, as things were at ...": on each sheet. */
static void
add_origin(struct str *out, const struct sheet *order)
{
	str_addf(out, "work order %s of ", order->id);
	html_text_add_styled(out, PROSE_NAME, span_of(order->topology));
	if (*order->taken_at) {
		str_add(out, ", as things were at ");
		html_text_add(out, span_of(order->taken_at), PROSE_NAME_MAX);
	}
}

/* In the head of the table, which each sheet repeats: sheets get mixed up. */
static void
add_title(struct str *out, const struct sheet *order, size_t index)
{
	str_add(out, "<tr class=\"whose\"><th colspan=\"8\">"
		     "<span class=\"title\">");
	html_text_add_styled(out, PROSE_NAME,
	    span_of(order->pages[index].title));
	str_addf(out, "</span>, stop %zu of %zu<br/>", index + 1,
	    order->page_count);
	add_origin(out, order);
	str_add(out, "</th></tr>\n");
}

static void
add_page(struct str *out, const struct sheet *order, size_t index)
{
	const struct sheet_page *page = &order->pages[index];

	str_add(out, "<section class=\"rack\">\n<table>\n<thead>\n");
	add_title(out, order, index);
	str_add(out, "<tr><th scope=\"col\">Done</th>"
		     "<th scope=\"col\">Step</th><th scope=\"col\">Unit</th>"
		     "<th scope=\"col\">Do</th><th scope=\"col\">Now in</th>"
		     "<th scope=\"col\">To</th><th scope=\"col\">Cable</th>"
		     "<th scope=\"col\">Finding</th></tr>\n</thead>\n");
	for (size_t i = 0; i < page->count; i++)
		add_line(out, &page->lines[i]);
	str_add(out, "</table>\n"
		     "<p class=\"sign\">Name, date, signature</p>\n"
		     "</section>\n");
}

struct remarks {
	const char *title;
	const struct sheet_remark *items;
	size_t count;
};

static void
add_remarks(struct str *out, const struct sheet *order,
    const struct remarks *remarks)
{
	if (!remarks->count)
		return;
	str_addf(out, "<section class=\"rack\">\n<h2>%s</h2>\n<p>",
	    remarks->title);
	add_origin(out, order);
	str_add(out, "</p>\n<ul>\n");
	for (size_t i = 0; i < remarks->count; i++) {
		const struct sheet_remark *remark = &remarks->items[i];

		str_add(out, "<li>");
		html_text_add_styled(out, PROSE_QUOTE, span_of(remark->text));
		str_addf(out, " <span class=\"id\">%s</span> ",
		    remark->finding);
		html_text_add_styled(out, PROSE_QUOTE, span_of(remark->reason));
		str_add(out, "</li>\n");
	}
	str_add(out, "</ul>\n</section>\n");
}

void
html_lists_add_order(struct str *out, const struct sheet *order)
{
	str_add(out, "<div class=\"paper\">\n");
	for (size_t i = 0; i < order->page_count; i++)
		add_page(out, order, i);
	add_remarks(out, order,
	    &(struct remarks){"Steps that cannot be taken yet", order->blocked,
		order->blocked_count});
	add_remarks(out, order,
	    &(struct remarks){"To be looked into: no step repairs these",
		order->open, order->open_count});
	str_add(out, "</div>\n");
}
