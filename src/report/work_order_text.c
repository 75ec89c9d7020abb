/*
 * The work order in text; see work_order_text.h.  A box to tick stands before
 * each step, so that a print on paper can be used as it is.
 */
#include "report/work_order_text.h"

#include "report/status.h"
#include "report/text.h"
#include "report/wording.h"
#include "report/work_order_words.h"

struct page {
	const struct work_order *order;
	const struct report_style *style;
	struct str *out;
	struct prose prose; /* scratch, as is this: */
	struct str lead;
	size_t device; /* where one stands */
};

static void
wrap(struct page *page, const char *lead)
{
	if (page->prose.count)
		style_wrap(page->style, &page->prose, lead, page->out);
	prose_clear(&page->prose);
}

static void
add_head(struct page *page)
{
	prose_say(&page->prose, "work order ");
	prose_name(&page->prose, page->order->id);
	if (page->order->taken_at) {
		prose_say(&page->prose, ", as things were at ");
		prose_name(&page->prose, page->order->taken_at);
	}
	prose_next(&page->prose);
	work_words_totals(&page->prose, page->order);
	wrap(page, "");
}

static void
add_step(struct page *page, size_t i)
{
	struct work_line line;

	work_line_get(page->order, i, &line);
	if (work_line_begins_stop(page->order, i)) {
		str_add_char(page->out, '\n');
		work_words_stop(&page->prose, page->order->judgement,
		    plan_step_first_port(&line.step));
		wrap(page, "");
	}
	str_clear(&page->lead);
	str_addf(&page->lead, "%3zu. [ ] ", i + 1);
	work_words_step(&page->prose, &line, &page->device);
	prose_sayf(&page->prose, " -- %s", line.finding->id);
	wrap(page, str_text(&page->lead));
	if (page->style->quiet)
		return;
	work_words_details(&page->prose, &line);
	wrap(page, "         ");
}

static void
add_blocked(struct page *page)
{
	const struct work_order *order = page->order;

	if (!order->blocked_count)
		return;
	str_add(page->out, "\nThese steps cannot be taken:\n");
	for (size_t i = 0; i < order->blocked_count; i++) {
		work_words_blocked(&page->prose, order, &order->blocked[i]);
		wrap(page, "  - ");
	}
}

static void
add_open(struct page *page)
{
	const struct work_order *order = page->order;

	if (!order->open_count)
		return;
	str_add(page->out, "\nNo step of this order repairs these:\n");
	for (size_t i = 0; i < order->open_count; i++) {
		const struct finding *f =
		    &order->judgement->findings[order->open[i]];

		prose_sayf(&page->prose, "%s %s: ", finding_kind_name(f->kind),
		    f->id);
		wording_add_headline(&page->prose, order->judgement, f);
		wrap(page, "  - ");
		work_words_open(&page->prose, f);
		wrap(page, "    ");
	}
}

static void
add_after(struct page *page, const struct judgement *after)
{
	bool clean = report_exit_status(after) == 0;

	if (!after->finding_count && clean)
		str_add(page->out, "\nAfter these steps verify is clean:\n");
	else if (clean)
		str_add(page->out, "\nAfter these steps no fault is left:\n");
	else
		str_add(page->out, "\nAfter these steps this is left:\n\n");
	report_verify_text(after, page->style, page->out);
}

void
report_plan_text(const struct work_order *order, const struct judgement *after,
    const struct report_style *style, struct str *out)
{
	struct report_style here = *style;
	struct page page = {
	    .order = order,
	    .style = &here,
	    .out = out,
	    .prose = PROSE_INIT,
	    .lead = STR_INIT,
	    .device = DEVICE_FOREIGN,
	};

	if (here.width < REPORT_WIDTH_MIN)
		here.width = REPORT_WIDTH_MIN;
	if (order->step_count || order->blocked_count)
		add_head(&page);
	else
		str_add(out, "nothing to plug: no finding has a step\n");
	for (size_t i = 0; i < order->step_count; i++)
		add_step(&page, i);
	add_blocked(&page);
	add_open(&page);
	if (after)
		add_after(&page, after);
	prose_release(&page.prose);
	str_release(&page.lead);
}
