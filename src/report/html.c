/*
 * The page from top to bottom; see html.h.  The words are those of the text
 * report: its sentences come as prose, its paragraphs on what could not be
 * found out as lines, of which the first becomes the heading.
 */
#include "report/html.h"

#include "report/html_card.h"
#include "report/html_lists.h"
#include "report/html_page.h"
#include "report/html_text.h"
#include "report/status.h"
#include "report/totals.h"
#include "report/trouble.h"

/* Names in a line are cut already; this bounds how many there are. */
#define LINE_MAX_SHOWN 4000

/* So wide that each sentence of the text report is one line. */
static const struct report_style unwrapped = {.width = (size_t)1 << 30};

static void
add_head(struct str *out, const struct topology *topology, const char *taken_at)
{
	str_add(out,
	    "<!DOCTYPE html>\n"
	    "<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n"
	    "<head>\n"
	    "<meta charset=\"utf-8\"/>\n"
	    "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; base-uri 'none'; "
	    "form-action 'none'; img-src data:; ");
	str_addf(out, "style-src 'sha256-%s'; script-src 'sha256-%s'\"/>\n",
	    html_page_css_sum, html_page_js_sum);
	str_add(out, "<meta name=\"viewport\" "
		     "content=\"width=device-width, initial-scale=1\"/>\n"
		     "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
		     "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
		     "<title>");
	html_text_add(out, span_of(topology->name), PROSE_NAME_MAX);
	str_addf(out,
	    ": cabling report</title>\n<style>%s</style>\n</head>\n"
	    "<body data-topology=\"",
	    html_page_css);
	html_text_add(out, span_of(topology->name), PROSE_NAME_MAX);
	str_add(out, "\" data-taken=\"");
	html_text_add(out, span_of(taken_at ? taken_at : ""), PROSE_NAME_MAX);
	str_add(out, "\">\n");
}

static void
add_tile(struct str *out, const char *class, size_t count, const char *what)
{
	str_addf(out, "<li class=\"%s\"><b>%zu</b> %s</li>\n",
	    count ? class : "none", count, what);
}

static void
add_totals(struct str *out, const struct judgement *judgement)
{
	const struct summary *s = &judgement->summary;
	struct str line = STR_INIT;

	totals_add_line(judgement, &line);
	str_addf(out, "<p class=\"totals%s\">%s</p>\n<ul class=\"tiles\">\n",
	    report_exit_status(judgement) == 0 ? " fine" : "", str_text(&line));
	add_tile(out, "all", s->cables, "cables");
	add_tile(out, "good", s->ok + s->ok_one_sided, "ok");
	add_tile(out, "bad", s->missing, "missing");
	add_tile(out, "bad", s->miswired, "miswired");
	add_tile(out, "bad", s->one_way, "one-way");
	add_tile(out, "bad", s->extra, "extra");
	add_tile(out, "doubt", s->unverified, "unverified");
	add_tile(out, "doubt", s->devices - s->devices_ok, "without an answer");
	str_add(out, "</ul>\n");
	str_release(&line);
}

static void
add_findings(struct str *out, const struct judgement *judgement,
    const struct html_racks *racks, size_t shown)
{
	size_t hidden = judgement->finding_count - shown;

	if (judgement->finding_count == 0)
		return;
	str_add(out,
	    "<section class=\"screen\">\n<h2>Findings, the worst first</h2>\n");
	for (size_t i = 0; i < shown; i++)
		html_card_add(out, judgement, &judgement->findings[i], racks);
	str_add(out,
	    "<p id=\"nothing\" class=\"nothing\" hidden=\"hidden\">"
	    "No finding fits these filters. "
	    "<button type=\"button\" id=\"all\">Show all</button></p>\n");
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
	str_add(out, "<section class=\"screen\">\n<h2>What is wrong, as a "
		     "picture</h2>\n");
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

static void
add_header(struct str *out, const struct judgement *judgement)
{
	str_add(out, "<header>\n<h1>");
	html_text_add_styled(out, PROSE_NAME,
	    span_of(judgement->topology->name));
	str_add(out, ": the plan and what is there</h1>\n");
	if (judgement->observations->taken_at) {
		str_add(out, "<p class=\"dim\">as things were at ");
		html_text_add(out, span_of(judgement->observations->taken_at),
		    PROSE_NAME_MAX);
		str_add(out, "</p>\n");
	}
	add_totals(out, judgement);
	str_add(out, "</header>\n");
}

void
report_verify_html(const struct judgement *judgement,
    const struct report_html_extras *extras, struct str *out)
{
	struct html_racks racks = html_racks_make(judgement);
	size_t shown = judgement->finding_count;

	if (shown > REPORT_HTML_FINDINGS_MAX)
		shown = REPORT_HTML_FINDINGS_MAX;
	add_head(out, judgement->topology, judgement->observations->taken_at);
	add_header(out, judgement);
	str_add(out, "<main>\n");
	html_lists_add_tools(out, judgement, &racks, shown);
	add_findings(out, judgement, &racks, shown);
	/* On paper, where it is seen at all, the order comes before the rest.
	 */
	if (extras->order)
		html_lists_add_order(out, extras->order);
	add_doubts(out, judgement);
	add_faults(out, extras->faults_svg);
	html_lists_add_devices(out, judgement, &racks);
	add_network(out, extras->network_svg);
	str_addf(out, "</main>\n<script>%s</script>\n</body>\n</html>\n",
	    html_page_js);
	html_racks_release(&racks);
}
