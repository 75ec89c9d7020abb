/*
 * A job summary; see verify_ci.h.  There are no tables in which a name could
 * stand, because "|" ends a cell even within code.
 */
#include "report/verify_ci.h"

#include "base/attr.h"
#include "report/markdown_text.h"
#include "report/status.h"
#include "report/totals.h"
#include "report/wording.h"

/* Where one finding or device more would be too much for most readers. */
#define ITEMS_SHOWN 200

static void
add_totals(struct str *out, const struct summary *s)
{
	/* clang-format off */
	const struct {
		const char *what;
		size_t count;
	} columns[] = {
		{ "cables",       s->cables },
		{ "ok",           s->ok },
		{ "ok, one end",  s->ok_one_sided },
		{ "missing",      s->missing },
		{ "miswired",     s->miswired },
		{ "one-way",      s->one_way },
		{ "unverified",   s->unverified },
		{ "extra",        s->extra },
	};
	/* clang-format on */

	for (size_t i = 0; i < COUNT_OF(columns); i++)
		str_addf(out, "| %s ", columns[i].what);
	str_add(out, "|\n");
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		str_add(out, "|--:");
	str_add(out, "|\n");
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		str_addf(out, "| %zu ", columns[i].count);
	str_add(out, "|\n\n");
}

static void
add_place(struct str *out, struct place place)
{
	struct str text = STR_INIT;

	str_add(&text, place.file ? place.file : "");
	if (place.line)
		str_addf(&text, ":%u", place.line);
	markdown_text_add_code(out, str_span(&text), PROSE_NAME_MAX);
	str_release(&text);
}

static void
add_steps(struct str *out, const struct judgement *judgement,
    const struct finding *finding)
{
	struct prose prose = PROSE_INIT;

	for (size_t i = 0; i < finding->plan.step_count; i++) {
		struct str lead = STR_INIT;

		str_addf(&lead, "%zu. ", i + 1);
		prose_clear(&prose);
		wording_add_step(&prose, judgement, finding, i);
		markdown_text_add_prose(out, &prose, str_text(&lead), "\n");
		str_release(&lead);
	}
	if (finding->plan.step_count)
		str_add_char(out, '\n');
	prose_release(&prose);
}

static void
add_finding(struct str *out, const struct judgement *judgement,
    const struct finding *finding)
{
	struct prose prose = PROSE_INIT;

	str_addf(out, "### %s %s\n\n", finding_kind_name(finding->kind),
	    finding->id);
	wording_add_headline(&prose, judgement, finding);
	markdown_text_add_prose(out, &prose, "", "\n");
	str_add_char(out, '\n');
	prose_clear(&prose);
	wording_add_details(&prose, judgement, finding);
	if (prose.count) {
		markdown_text_add_prose(out, &prose, "- ", "\n");
		str_add_char(out, '\n');
	}
	add_steps(out, judgement, finding);
	str_add(out, "In the plan: ");
	add_place(out, notice_place(judgement, finding));
	str_add(out, "\n\n");
	prose_release(&prose);
}

static void
add_device(struct str *out, const struct judgement *judgement, size_t device)
{
	const struct observation *seen =
	    &judgement->observations->items[device];

	str_add(out, "- ");
	markdown_text_add_code(out,
	    span_of(judgement->topology->devices[device].name), PROSE_NAME_MAX);
	str_addf(out, ": %s ", visit_status_name(seen->status));
	if (seen->error)
		markdown_text_add_code(out, span_of(seen->error),
		    PROSE_QUOTE_MAX);
	str_add_char(out, '\n');
}

/* Room is kept for the last sentences. */
static bool
has_room(const struct str *out, const struct str *item)
{
	return out->length + item->length + 1000 < REPORT_MARKDOWN_MAX;
}

static void
say_hidden(struct str *out, size_t hidden, const char *what)
{
	if (hidden)
		str_addf(out,
		    "... and %zu more %s; the text, JSON and HTML reports "
		    "have them all.\n\n",
		    hidden, what);
}

static void
add_findings(struct str *out, const struct judgement *judgement)
{
	struct str item = STR_INIT;
	size_t i = 0;

	if (judgement->finding_count)
		str_add(out, "## Findings, the worst first\n\n");
	for (; i < judgement->finding_count && i < ITEMS_SHOWN; i++) {
		str_clear(&item);
		add_finding(&item, judgement, &judgement->findings[i]);
		if (!has_room(out, &item))
			break;
		str_add_span(out, str_span(&item));
	}
	say_hidden(out, judgement->finding_count - i, "findings");
	str_release(&item);
}

static void
add_devices(struct str *out, const struct judgement *judgement)
{
	struct str item = STR_INIT;
	size_t shown = 0;
	size_t hidden = 0;

	for (size_t i = 0; i < judgement->topology->device_count; i++) {
		if (!report_is_in_trouble(judgement, i))
			continue;
		str_clear(&item);
		add_device(&item, judgement, i);
		if (shown >= ITEMS_SHOWN || !has_room(out, &item)) {
			hidden++;
			continue;
		}
		if (!shown++)
			str_add(out, "## Devices without a usable answer\n\n");
		str_add_span(out, str_span(&item));
	}
	if (shown)
		str_add_char(out, '\n');
	say_hidden(out, hidden, "devices");
	str_release(&item);
}

void
report_verify_markdown(const struct judgement *judgement,
    enum notice_level level, struct str *out)
{
	struct str totals = STR_INIT;

	(void)level; /* a reader sees each kind by name */
	str_add(out, "# Cabling of ");
	markdown_text_add_code(out, span_of(judgement->topology->name),
	    PROSE_NAME_MAX);
	str_add(out, "\n\n");
	totals_add_line(judgement, &totals);
	str_addf(out, "%s\n\n", str_text(&totals));
	add_totals(out, &judgement->summary);
	add_findings(out, judgement);
	add_devices(out, judgement);
	str_release(&totals);
}
