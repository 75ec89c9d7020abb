/*
 * The page from top to bottom; see html.h.  The words are those of the text
 * report: its sentences come as prose, its paragraphs on what could not be
 * found out as lines, of which the first becomes the heading.
 */
#include "report/html.h"

#include "report/html_card.h"
#include "report/html_style.h"
#include "report/html_text.h"
#include "report/status.h"
#include "report/text.h"
#include "report/trouble.h"

/* Names in a line are cut already; this bounds how many there are. */
#define LINE_MAX_SHOWN 4000

/* So wide that each sentence of the text report is one line. */
static const struct report_style unwrapped = {.width = (size_t)1 << 30};

static void
add_head(struct str *out, const struct topology *topology)
{
	str_add(out,
	    "<!DOCTYPE html>\n"
	    "<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n"
	    "<head>\n"
	    "<meta charset=\"utf-8\"/>\n"
	    "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; base-uri 'none'; "
	    "form-action 'none'; img-src data:; style-src 'sha256-");
	str_addf(out, "%s'\"/>\n", html_style_sum);
	str_add(out, "<meta name=\"viewport\" "
		     "content=\"width=device-width, initial-scale=1\"/>\n"
		     "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
		     "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
		     "<title>");
	html_text_add(out, span_of(topology->name), PROSE_NAME_MAX);
	str_addf(out,
	    ": cabling report</title>\n<style>%s</style>\n</head>\n<body>\n",
	    html_style_sheet);
}

/* The text report ends in its totals, or says that all is right. */
static void
add_totals(struct str *out, const struct judgement *judgement)
{
	struct report_style style = unwrapped;
	struct str text = STR_INIT;
	struct span rest;
	struct span line = SPAN_ABSENT;

	style.quiet = true;
	report_verify_text(judgement, &style, &text);
	if (text.length == 0)
		report_verify_text(judgement, &unwrapped, &text);
	rest = str_span(&text);
	while (span_next_line(&rest, &line))
		continue;
	str_addf(out, "<p class=\"totals%s\">",
	    report_exit_status(judgement) == 0 ? " fine" : "");
	html_text_add(out, line, PROSE_QUOTE_MAX);
	str_add(out, "</p>\n");
	str_release(&text);
}

/* The first finding after `i` of another kind. */
static size_t
end_of_kind(const struct judgement *judgement, size_t i)
{
	enum finding_kind kind = judgement->findings[i].kind;

	while (
	    i < judgement->finding_count && judgement->findings[i].kind == kind)
		i++;
	return i;
}

/* How many there are of each kind, and the way to the first of them. */
static void
add_kinds(struct str *out, const struct judgement *judgement, size_t shown)
{
	size_t end;

	if (judgement->finding_count == 0)
		return;
	str_add(out, "<nav aria-label=\"Findings by kind\">\n<ul>\n");
	for (size_t i = 0; i < shown; i = end) {
		const struct finding *first = &judgement->findings[i];

		end = end_of_kind(judgement, i);
		str_addf(out, "<li><a href=\"#f-%s\"><b>%zu</b> %s</a></li>\n",
		    first->id, end - i, finding_kind_name(first->kind));
	}
	str_add(out, "</ul>\n</nav>\n");
}

static void
add_findings(struct str *out, const struct judgement *judgement, size_t shown)
{
	size_t hidden = judgement->finding_count - shown;

	if (judgement->finding_count == 0)
		return;
	str_add(out, "<section>\n<h2>Findings, the worst first</h2>\n");
	for (size_t i = 0; i < shown; i++)
		html_card_add(out, judgement, &judgement->findings[i]);
	if (hidden)
		str_addf(out,
		    "<p>%zu more finding%s not shown here; the text and JSON "
		    "reports have them all.</p>\n",
		    hidden, hidden == 1 ? " is" : "s are");
	str_add(out, "</section>\n");
}

/* "3 cables could not be verified:", without the colon. */
static void
add_heading(struct str *out, struct span line)
{
	if (span_ends(line, ":"))
		line.length--;
	str_add(out, "<h2>");
	html_text_add(out, line, PROSE_QUOTE_MAX);
	str_add(out, "</h2>\n");
}

static void
add_device_row(struct str *out, const struct device *device,
    const struct observation *seen)
{
	str_add(out, "<tr><td>");
	html_text_add_styled(out, PROSE_NAME, span_of(device->name));
	str_add(out, "</td><td>");
	if (device->rack)
		html_text_add_styled(out, PROSE_NAME, span_of(device->rack));
	str_add(out, "</td><td>");
	if (device->unit)
		str_addf(out, "%u", device->unit);
	str_addf(out, "</td><td class=\"status\">%s</td><td>",
	    visit_status_name(seen->status));
	if (seen->error)
		html_text_add_styled(out, PROSE_QUOTE, span_of(seen->error));
	str_add(out, "</td></tr>\n");
}

static void
add_devices(struct str *out, const struct judgement *judgement)
{
	struct str text = STR_INIT;
	struct span rest;
	struct span line;

	trouble_add_devices(judgement, &unwrapped, &text);
	rest = str_span(&text);
	if (!span_next_line(&rest, &line))
		return;
	str_add(out, "<section>\n");
	add_heading(out, line);
	str_add(out, "<div class=\"scroll\">\n<table>\n<thead>\n<tr>"
		     "<th scope=\"col\">Device</th><th scope=\"col\">Rack</th>"
		     "<th scope=\"col\">Unit</th><th scope=\"col\">Status</th>"
		     "<th scope=\"col\">Error</th></tr>\n</thead>\n<tbody>\n");
	for (size_t i = 0; i < judgement->topology->device_count; i++) {
		if (report_is_in_trouble(judgement, i))
			add_device_row(out, &judgement->topology->devices[i],
			    &judgement->observations->items[i]);
	}
	str_add(out, "</tbody>\n</table>\n</div>\n</section>\n");
	str_release(&text);
}

/* A paragraph of the text report: a heading, and a list of what follows. */
static void
add_paragraph(struct str *out, const struct str *text)
{
	struct span rest = str_span(text);
	struct span line;

	if (!span_next_line(&rest, &line))
		return;
	str_add(out, "<section>\n");
	add_heading(out, line);
	str_add(out, "<ul>\n");
	while (span_next_line(&rest, &line)) {
		line = span_trim(line);
		if (line.length == 0)
			continue;
		str_add(out, "<li>");
		html_text_add(out, line, LINE_MAX_SHOWN);
		str_add(out, "</li>\n");
	}
	str_add(out, "</ul>\n</section>\n");
}

static void
add_doubts(struct str *out, const struct judgement *judgement)
{
	struct str text = STR_INIT;

	trouble_add_unverified(judgement, &unwrapped, &text);
	add_paragraph(out, &text);
	str_release(&text);
}

/* What is drawn, and how to draw it by itself. */
struct picture_place {
	const char *id;
	const char *about;
	const char *view;
};

/* An image that is wider than the page is moved about within its frame. */
static void
add_picture(struct str *out, const struct picture_place *place, const char *svg)
{
	struct span file = span_of(svg);

	if (file.length > REPORT_HTML_PICTURE_MAX) {
		str_addf(out,
		    "<p>This picture is too big for a page; "
		    "<code>--view %s --format svg</code> draws it by itself."
		    "</p>\n",
		    place->view);
		return;
	}
	str_addf(out,
	    "<div class=\"scroll picture\" id=\"%s\" tabindex=\"0\" "
	    "role=\"region\" aria-label=\"%s\">\n<img alt=\"%s\" src=\"",
	    place->id, place->about, place->about);
	html_text_add_data(out, "image/svg+xml", file);
	str_add(out, "\"/>\n</div>\n");
}

static void
add_faults(struct str *out, const char *svg)
{
	static const struct picture_place place = {
	    .id = "faults-picture",
	    .about = "The cables with something wrong about them, and their "
		     "devices, rack by rack",
	    .view = "faults",
	};

	if (!svg)
		return;
	str_add(out, "<section>\n<h2>What is wrong, as a picture</h2>\n");
	add_picture(out, &place, svg);
	str_add(out, "</section>\n");
}

static void
add_network(struct str *out, const char *svg)
{
	static const struct picture_place place = {
	    .id = "network-picture",
	    .about = "All devices, rack by rack, and all cables between them",
	    .view = "network",
	};

	if (!svg)
		return;
	str_add(out, "<section class=\"screen\">\n<h2>The whole network</h2>\n"
		     "<details>\n<summary>Show the picture</summary>\n");
	add_picture(out, &place, svg);
	str_add(out, "</details>\n</section>\n");
}

void
report_verify_html(const struct judgement *judgement,
    const struct report_html_pictures *pictures, struct str *out)
{
	size_t shown = judgement->finding_count;

	if (shown > REPORT_HTML_FINDINGS_MAX)
		shown = REPORT_HTML_FINDINGS_MAX;
	add_head(out, judgement->topology);
	str_add(out, "<header>\n<h1>");
	html_text_add_styled(out, PROSE_NAME,
	    span_of(judgement->topology->name));
	str_add(out, ": the plan and what is there</h1>\n");
	add_totals(out, judgement);
	add_kinds(out, judgement, shown);
	str_add(out, "</header>\n<main>\n");
	add_faults(out, pictures->faults_svg);
	add_findings(out, judgement, shown);
	add_devices(out, judgement);
	add_doubts(out, judgement);
	add_network(out, pictures->network_svg);
	str_add(out, "</main>\n</body>\n</html>\n");
}
