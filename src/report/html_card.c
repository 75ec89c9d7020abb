/*
 * A card from top to bottom: kind and id, the headline, where each plug is and
 * where it belongs, the steps with a box to tick each, and, for those who want
 * to know, the lines of the plan and of the devices behind it.
 */
#include "report/html_card.h"

#include "report/html_text.h"
#include "report/wording.h"

static void
add_mark(struct str *out, const struct finding *finding)
{
	const char *severity =
	    finding->severity == SEVERITY_ERROR ? "error" : "warning";

	str_addf(out, "<p class=\"mark\"><strong class=\"kind %s\">%s</strong>",
	    severity, finding_kind_name(finding->kind));
	str_addf(out, " <span class=\"id\">%s</span></p>\n", finding->id);
}

static void
add_details(struct str *out, const struct judgement *judgement,
    const struct finding *finding)
{
	struct prose prose = PROSE_INIT;

	wording_add_details(&prose, judgement, finding);
	if (prose.count) {
		str_add(out, "<ul class=\"plugs\">\n");
		html_text_add_prose(out, &prose, "<li>", "</li>\n");
		str_add(out, "</ul>\n");
	}
	prose_release(&prose);
}

static void
add_steps(struct str *out, const struct judgement *judgement,
    const struct finding *finding)
{
	struct prose prose = PROSE_INIT;

	if (finding->plan.step_count == 0)
		return;
	str_add(out, "<ol class=\"steps\">\n");
	for (size_t i = 0; i < finding->plan.step_count; i++) {
		prose_clear(&prose);
		wording_add_step(&prose, judgement, finding, i);
		html_text_add_prose(out, &prose,
		    "<li><label><input type=\"checkbox\"/><span>",
		    "</span></label></li>\n");
	}
	str_add(out, "</ol>\n");
	prose_release(&prose);
}

static void
begin_line(struct str *out, const char *file, size_t line)
{
	str_add(out, "<li><span class=\"place\">");
	html_text_add_styled(out, PROSE_NAME, span_of(file ? file : ""));
	str_addf(out, ":%zu</span> ", line);
}

static void
add_plan_lines(struct str *out, const struct judgement *judgement,
    const struct finding *finding)
{
	struct prose prose = PROSE_INIT;

	str_add(out, "<h4>In the plan</h4>\n<ul class=\"lines\">\n");
	for (size_t i = 0; i < finding->cable_count; i++) {
		const struct cable *cable =
		    &judgement->topology->cables[finding->cables[i]];

		begin_line(out, cable->place.file, cable->place.line);
		prose_clear(&prose);
		wording_add_cable(&prose, judgement, finding->cables[i]);
		if (cable->state == CABLE_REMOVED)
			prose_say(&prose, " (state: removed)");
		html_text_add_prose(out, &prose, "", "</li>\n");
	}
	str_add(out, "</ul>\n");
	prose_release(&prose);
}

static void
add_device_lines(struct str *out, const struct finding *finding)
{
	str_add(out, "<h4>What the devices say</h4>\n<ul class=\"lines\">\n");
	for (size_t i = 0; i < finding->evidence_count; i++) {
		const struct evidence *evidence = &finding->evidence[i];

		begin_line(out, evidence->file, evidence->line);
		html_text_add_styled(out, PROSE_QUOTE,
		    span_trim(evidence->text));
		str_add(out, "</li>\n");
	}
	str_add(out, "</ul>\n");
}

static void
add_evidence(struct str *out, const struct judgement *judgement,
    const struct finding *finding)
{
	if (finding->cable_count + finding->evidence_count == 0)
		return;
	str_add(out, "<details>\n<summary>Evidence</summary>\n");
	if (finding->cable_count)
		add_plan_lines(out, judgement, finding);
	if (finding->evidence_count)
		add_device_lines(out, finding);
	str_add(out, "</details>\n");
}

void
html_card_add(struct str *out, const struct judgement *judgement,
    const struct finding *finding)
{
	struct prose prose = PROSE_INIT;

	str_addf(out, "<article class=\"card about-%s\" id=\"f-%s\">\n",
	    finding->severity == SEVERITY_ERROR ? "error" : "warning",
	    finding->id);
	add_mark(out, finding);
	wording_add_headline(&prose, judgement, finding);
	html_text_add_prose(out, &prose, "<h3>", "</h3>\n");
	add_details(out, judgement, finding);
	add_steps(out, judgement, finding);
	add_evidence(out, judgement, finding);
	str_add(out, "</article>\n");
	prose_release(&prose);
}
