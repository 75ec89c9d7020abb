/*
 * A card from top to bottom: kind and id, the headline, where each plug is and
 * where it belongs, the steps with a box to tick each, and, for those who want
 * to know, the lines of the plan and of the devices behind it.
 */
#include "report/html_card.h"

#include <stdbool.h>
#include <string.h>

#include "report/html_figure.h"
#include "report/html_text.h"
#include "report/wording.h"

static void
add_mark(struct str *out, const struct finding *finding)
{
	const char *severity =
	    finding->severity == SEVERITY_ERROR ? "error" : "warning";

	str_addf(out, "<p class=\"mark\"><strong class=\"kind %s\">%s</strong>",
	    severity, finding_kind_name(finding->kind));
	str_addf(out, " <span class=\"id\">%s</span>", finding->id);
	if (finding->waived)
		str_add(out, " <span class=\"dim\">waived</span>");
	str_add(out, "</p>\n");
}

static void
add_waiver(struct str *out, const struct finding *finding)
{
	const struct waiver *waiver =
	    finding->waived ? finding->waived : finding->expired;
	struct prose prose = PROSE_INIT;

	if (!waiver)
		return;
	wording_add_waiver(&prose, waiver, !finding->waived);
	html_text_add_prose(out, &prose, "<p class=\"dim\">", "</p>\n");
	prose_release(&prose);
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
		str_addf(out,
		    "<li><label><input type=\"checkbox\" data-step=\"%zu\" "
		    "autocomplete=\"off\"/>",
		    i + 1);
		html_text_add_prose(out, &prose, "<span>", "</span>");
		str_add(out, "</label></li>\n");
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

/* --- what a card is about, for the filter -------------------------------- */

/* Numbers, each once. */
struct numbers {
	struct str text; /* " 3 14 " */
};

static void
add_number(struct numbers *numbers, size_t number)
{
	struct str word = STR_INIT;

	if (!numbers->text.length)
		str_add_char(&numbers->text, ' ');
	str_addf(&word, " %zu ", number);
	if (!strstr(str_text(&numbers->text), str_text(&word)))
		str_addf(&numbers->text, "%zu ", number);
	str_release(&word);
}

/* Attributes name at most so many devices: the search finds the others. */
#define DEVICES_NAMED 200

struct subject {
	const struct html_racks *racks;
	struct numbers devices;
	struct numbers in_racks;
	size_t count;
};

static void
add_device(struct subject *subject, size_t device)
{
	if (device == DEVICE_FOREIGN || subject->count++ >= DEVICES_NAMED)
		return;
	add_number(&subject->devices, device);
	if (subject->racks->of_device[device] < subject->racks->count)
		add_number(&subject->in_racks,
		    subject->racks->of_device[device]);
}

static void
gather_subject(struct subject *subject, const struct judgement *judgement,
    const struct finding *finding)
{
	for (size_t i = 0; i < finding->device_count; i++)
		add_device(subject, finding->devices[i]);
	for (size_t i = 0; i < finding->cable_count; i++) {
		const struct cable *cable =
		    &judgement->topology->cables[finding->cables[i]];

		add_device(subject, cable->a.device);
		add_device(subject, cable->b.device);
	}
	for (size_t i = 0; i < finding->observed_count; i++) {
		const struct observed_cable *cable =
		    &judgement->observed[finding->observed[i]];

		add_device(subject, cable->a.device);
		add_device(subject, cable->b.device);
	}
}

static void
begin_card(struct str *out, const struct judgement *judgement,
    const struct finding *finding, const struct html_racks *racks)
{
	struct subject subject = {.racks = racks};

	gather_subject(&subject, judgement, finding);
	str_addf(out,
	    "<article class=\"card about-%s%s\" id=\"f-%s\" tabindex=\"-1\" "
	    "data-kind=\"%s\" data-devices=\"%s\" data-racks=\"%s\">\n",
	    finding->severity == SEVERITY_ERROR ? "error" : "warning",
	    finding->waived ? " waived" : "", finding->id,
	    finding_kind_name(finding->kind), str_text(&subject.devices.text),
	    str_text(&subject.in_racks.text));
	str_release(&subject.devices.text);
	str_release(&subject.in_racks.text);
}

void
html_card_add(struct str *out, const struct judgement *judgement,
    const struct finding *finding, const struct html_racks *racks)
{
	struct prose prose = PROSE_INIT;
	struct str figure = STR_INIT;
	bool drawn = html_figure_add(&figure, judgement, finding);

	begin_card(out, judgement, finding, racks);
	add_mark(out, finding);
	wording_add_headline(&prose, judgement, finding);
	html_text_add_prose(out, &prose, "<h3>", "</h3>\n");
	add_waiver(out, finding);
	str_addf(out, "<div class=\"body%s\">\n<div>\n", drawn ? " drawn" : "");
	add_details(out, judgement, finding);
	add_steps(out, judgement, finding);
	add_evidence(out, judgement, finding);
	str_add(out, "</div>\n");
	str_add_span(out, str_span(&figure));
	str_add(out, "</div>\n</article>\n");
	str_release(&figure);
	prose_release(&prose);
}
