/*
 * The report for people; see text.h.  Which words are used is decided in
 * wording.c, where lines end in prose.c; this file decides what comes after
 * what, and how far it is indented.
 */
#include "report/text.h"

#include "report/headline.h"
#include "report/totals.h"
#include "report/trouble.h"
#include "report/wording.h"

static void
add_kind_line(const struct finding *finding, const struct report_style *style,
    struct prose *prose, struct str *out)
{
	enum prose_style word =
	    finding->severity == SEVERITY_ERROR ? PROSE_ERROR : PROSE_WARNING;

	prose_clear(prose);
	prose_add(prose, word, span_of(finding_kind_name(finding->kind)));
	prose_say(prose, " ");
	prose_say(prose, finding->id);
	if (finding->since != SINCE_UNKNOWN)
		prose_sayf(prose, " (%s)", finding_since_name(finding->since));
	style_wrap(style, prose, "", out);
}

/* "  1. " and so on. */
static void
add_steps(const struct judgement *judgement, const struct finding *finding,
    const struct report_style *style, struct str *out)
{
	struct prose prose = PROSE_INIT;
	struct str lead = STR_INIT;

	for (size_t i = 0; i < finding->plan.step_count; i++) {
		str_clear(&lead);
		str_addf(&lead, "  %zu. ", i + 1);
		prose_clear(&prose);
		wording_add_step(&prose, judgement, finding, i);
		style_wrap(style, &prose, str_text(&lead), out);
	}
	str_release(&lead);
	prose_release(&prose);
}

static void
add_place(struct prose *prose, const char *file, size_t line)
{
	prose_name(prose, file);
	prose_sayf(prose, ":%zu: ", line);
}

/* Where it stands in the plan, and what the devices said of it. */
static void
add_evidence(const struct judgement *judgement, const struct finding *finding,
    const struct report_style *style, struct str *out)
{
	const struct topology *topology = judgement->topology;
	struct prose prose = PROSE_INIT;

	for (size_t i = 0; i < finding->cable_count; i++) {
		const struct cable *cable =
		    &topology->cables[finding->cables[i]];

		prose_clear(&prose);
		add_place(&prose, cable->place.file, cable->place.line);
		prose_say(&prose, cable->state == CABLE_REMOVED
				      ? "the plan no longer wants "
				      : "the plan asks for ");
		wording_add_cable(&prose, judgement, finding->cables[i]);
		style_wrap(style, &prose, "  | ", out);
	}
	for (size_t i = 0; i < finding->evidence_count; i++) {
		const struct evidence *evidence = &finding->evidence[i];

		prose_clear(&prose);
		add_place(&prose, evidence->file, evidence->line);
		prose_add(&prose, PROSE_QUOTE, span_trim(evidence->text));
		style_wrap(style, &prose, "  | ", out);
	}
	prose_release(&prose);
}

static void
add_block(const struct judgement *judgement, const struct finding *finding,
    const struct report_style *style, struct str *out)
{
	struct prose prose = PROSE_INIT;

	add_kind_line(finding, style, &prose, out);
	prose_clear(&prose);
	wording_add_headline(&prose, judgement, finding);
	style_wrap(style, &prose, "  ", out);
	if (finding->expired) {
		prose_clear(&prose);
		wording_add_waiver(&prose, finding->expired, true);
		style_wrap(style, &prose, "  - ", out);
	}
	if (!style->quiet) {
		prose_clear(&prose);
		wording_add_details(&prose, judgement, finding);
		if (prose.count)
			style_wrap(style, &prose, "  - ", out);
		add_steps(judgement, finding, style, out);
	}
	if (style->verbose)
		add_evidence(judgement, finding, style, out);
	str_add_char(out, '\n');
	prose_release(&prose);
}

/* All dark devices in one block; the table of devices says why. */
static void
add_dark_block(size_t devices, size_t cables, const struct report_style *style,
    struct str *out)
{
	struct prose prose = PROSE_INIT;

	prose_add(&prose, PROSE_WARNING,
	    span_of(finding_kind_name(FINDING_DEVICE_DARK)));
	style_wrap(style, &prose, "", out);
	prose_clear(&prose);
	prose_sayf(&prose,
	    "%zu devices gave no answer and no device hears them: %zu cable%s "
	    "not verified",
	    devices, cables, cables == 1 ? "" : "s");
	style_wrap(style, &prose, "  ", out);
	str_add_char(out, '\n');
	prose_release(&prose);
}

static void
add_findings(const struct judgement *judgement,
    const struct report_style *style, struct str *out)
{
	bool folds = trouble_folds_dark(judgement, style);
	size_t devices = 0;
	size_t cables = 0;

	for (size_t i = 0; i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];

		if (finding->waived)
			continue;
		if (folds && finding->kind == FINDING_DEVICE_DARK) {
			devices += finding->device_count;
			cables += finding->cable_count;
		} else {
			add_block(judgement, finding, style, out);
		}
	}
	if (folds)
		add_dark_block(devices, cables, style, out);
}

/* What is wrong and accepted: two or three lines each, no steps. */
static void
add_waived(const struct judgement *judgement, const struct report_style *style,
    struct str *out)
{
	struct prose prose = PROSE_INIT;

	for (size_t i = 0; i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];

		if (!finding->waived)
			continue;
		prose_clear(&prose);
		prose_sayf(&prose, "waived: %s %s",
		    finding_kind_name(finding->kind), finding->id);
		style_wrap(style, &prose, "", out);
		prose_clear(&prose);
		wording_add_headline(&prose, judgement, finding);
		style_wrap(style, &prose, "  ", out);
		prose_clear(&prose);
		wording_add_waiver(&prose, finding->waived, false);
		style_wrap(style, &prose, "  - ", out);
		if (style->verbose)
			add_evidence(judgement, finding, style, out);
		str_add_char(out, '\n');
	}
	prose_release(&prose);
}

static void
add_past(const char *word, const struct past_finding *const *list, size_t count,
    const struct report_style *style, struct str *out)
{
	struct prose prose = PROSE_INIT;

	for (size_t i = 0; i < count; i++) {
		prose_clear(&prose);
		prose_say(&prose, word);
		prose_name(&prose, list[i]->kind);
		prose_say(&prose, " ");
		prose_name(&prose, list[i]->id);
		style_wrap(style, &prose, "", out);
		prose_clear(&prose);
		prose_add(&prose, PROSE_QUOTE, span_of(list[i]->message));
		style_wrap(style, &prose, "  ", out);
	}
	if (count)
		str_add_char(out, '\n');
	prose_release(&prose);
}

/* What the baseline had and this run has not. */
static void
add_baseline(const struct baseline *baseline, const struct report_style *style,
    struct str *out)
{
	if (!baseline)
		return;
	add_past("fixed: ", baseline->fixed, baseline->fixed_count, style, out);
	add_past("no longer seen, and not verified either: ", baseline->unsure,
	    baseline->unsure_count, style, out);
}

static void
add_idle_waivers(const struct judgement *judgement,
    const struct report_style *style, struct str *out)
{
	struct prose prose = PROSE_INIT;

	for (size_t i = 0; i < judgement->idle_waiver_count; i++) {
		prose_clear(&prose);
		wording_add_idle_waiver(&prose, judgement->idle_waivers[i]);
		style_wrap(style, &prose, "", out);
	}
	if (judgement->idle_waiver_count)
		str_add_char(out, '\n');
	prose_release(&prose);
}

/* The last line of a report, within its width; the first if all is right. */
static void
add_totals(const struct judgement *judgement, const struct report_style *style,
    struct str *out)
{
	struct prose prose = PROSE_INIT;
	struct str line = STR_INIT;

	totals_add_line(judgement, &line);
	prose_say(&prose, str_text(&line));
	style_wrap(style, &prose, "", out);
	str_release(&line);
	prose_release(&prose);
}

/* Good news first; then, apart from it, what has changed. */
static void
add_all_right(const struct judgement *judgement,
    const struct report_style *style, struct str *out)
{
	struct str notes = STR_INIT;

	add_totals(judgement, style, out);
	if (style->quiet)
		return;
	add_baseline(judgement->baseline, style, &notes);
	add_idle_waivers(judgement, style, &notes);
	if (notes.length) {
		/* Each note ends in an empty line; here they follow one. */
		str_add_char(out, '\n');
		str_add_span(out,
		    span_make(str_text(&notes), notes.length - 1));
	}
	str_release(&notes);
}

void
report_verify_text(const struct judgement *judgement,
    const struct report_style *style, struct str *out)
{
	struct report_style page = *style;

	if (page.width < REPORT_WIDTH_MIN)
		page.width = REPORT_WIDTH_MIN;
	if (page.quiet)
		page.verbose = false;
	if (totals_all_right(judgement)) {
		add_all_right(judgement, &page, out);
		return;
	}
	headline_add(judgement, &page, out);
	str_add_char(out, '\n');
	add_findings(judgement, &page, out);
	if (!page.quiet) {
		add_waived(judgement, &page, out);
		add_baseline(judgement->baseline, &page, out);
		add_idle_waivers(judgement, &page, out);
	}
	trouble_add_devices(judgement, &page, out);
	trouble_add_unverified(judgement, &page, out);
	add_totals(judgement, &page, out);
}
