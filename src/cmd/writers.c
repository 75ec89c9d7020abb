/*
 * The table of writers; see writers.h.
 */
#include "cmd/writers.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "check/work_order.h"
#include "cmd/output.h"
#include "cmd/pictures.h"
#include "report/html.h"
#include "report/json.h"
#include "report/picture.h"
#include "report/text.h"
#include "report/verify_ci.h"
#include "report/work_order_sheet.h"

static bool
write_text(const struct judgement *judgement, const struct options *options,
    struct str *out, struct err *err)
{
	struct report_style style = output_style(options);

	(void)err;
	report_verify_text(judgement, &style, out);
	return true;
}

static bool
write_json(const struct judgement *judgement, const struct options *options,
    struct str *out, struct err *err)
{
	(void)options;
	(void)err;
	report_verify_json(judgement, out);
	return true;
}

static bool
write_picture(const struct judgement *judgement, const struct options *options,
    const char *format, struct str *out, struct err *err)
{
	struct picture_choice choice;

	return pictures_choose(judgement->topology, judgement->observations,
		   options, &choice, err) &&
	       pictures_render(pictures_draw(judgement, &choice), format, out,
		   err);
}

/* A writer for each format of pictures. */
#define PICTURE_WRITER(format)                                                 \
	static bool write_##format(const struct judgement *judgement,          \
	    const struct options *options, struct str *out, struct err *err)   \
	{                                                                      \
		return write_picture(judgement, options, #format, out, err);   \
	}

PICTURE_WRITER(dot)
PICTURE_WRITER(svg)
PICTURE_WRITER(png)
PICTURE_WRITER(pdf)

/* Renders one view as SVG; a picture of nothing stays empty. */
static bool
draw_view(const struct judgement *judgement, enum picture_view view,
    struct str *svg, struct err *err)
{
	struct picture_choice choice = {view, DRAWING_NONE,
	    judgement->observations, NULL};
	struct drawing *drawing = picture_of_judgement(judgement, &choice);

	if (drawing->node_count)
		return pictures_render(drawing, "svg", svg, err);
	drawing_free(drawing);
	return true;
}

/* report/ knows neither Graphviz nor check/, so its page is given these. */
static bool
write_html(const struct judgement *judgement, const struct options *options,
    struct str *out, struct err *err)
{
	struct str faults = STR_INIT;
	struct str network = STR_INIT;
	struct work_order *order =
	    work_order_make(judgement, judgement->observations->taken_at);
	struct sheet *sheet = sheet_of_work_order(order);
	bool ok = draw_view(judgement, PICTURE_FAULTS, &faults, err) &&
		  draw_view(judgement, PICTURE_NETWORK, &network, err);

	(void)options;
	if (ok)
		report_verify_html(judgement,
		    &(struct report_html_extras){
			.faults_svg = faults.length ? faults.text : NULL,
			.network_svg = network.length ? network.text : NULL,
			.order = sheet,
		    },
		    out);
	sheet_free(sheet);
	work_order_free(order);
	str_release(&faults);
	str_release(&network);
	return ok;
}

/* The formats for CI take nothing of the options but --fail-on. */
#define CI_WRITER(format)                                                      \
	static bool write_##format(const struct judgement *judgement,          \
	    const struct options *options, struct str *out, struct err *err)   \
	{                                                                      \
		(void)err;                                                     \
		report_verify_##format(judgement, options->fail_on, out);      \
		return true;                                                   \
	}

CI_WRITER(junit)
CI_WRITER(sarif)
CI_WRITER(github)
CI_WRITER(markdown)
CI_WRITER(csv)

/* clang-format off */
static const struct writer writers[] = {
	{ "text",     false, write_text },
	{ "json",     false, write_json },
	{ "html",     false, write_html },
	{ "junit",    false, write_junit },
	{ "sarif",    false, write_sarif },
	{ "github",   false, write_github },
	{ "markdown", false, write_markdown },
	{ "csv",      false, write_csv },
	{ "svg",      false, write_svg },
	{ "png",      true,  write_png },
	{ "pdf",      true,  write_pdf },
	{ "dot",      false, write_dot },
};
/* clang-format on */

static const char *
next_format(size_t i, const void *context)
{
	(void)context;
	return i < COUNT_OF(writers) ? writers[i].format : NULL;
}

const struct writer *
writers_find(struct span format, struct err *err)
{
	struct str words = STR_INIT;
	const char *near;

	for (size_t i = 0; i < COUNT_OF(writers); i++) {
		if (span_is(format, writers[i].format))
			return &writers[i];
	}
	for (size_t i = 0; i < COUNT_OF(writers); i++)
		str_addf(&words, "%s%s", i ? ", " : "", writers[i].format);
	near = text_nearest(format, next_format, NULL);
	if (near)
		err_set(err, ERR_INPUT,
		    "unknown format '%.*s'; did you mean %s?",
		    (int)format.length, format.text, near);
	else
		err_set(err, ERR_INPUT, "unknown format '%.*s'; there are %s",
		    (int)format.length, format.text, str_text(&words));
	str_release(&words);
	return NULL;
}

static bool
read_order(const char *word, struct report_order *order, struct err *err)
{
	const char *equals = strchr(word, '=');

	if (!equals || !equals[1])
		return err_set(err, ERR_INPUT,
		    "--report %s: it has the form FORMAT=FILE, such as "
		    "svg=lab.svg",
		    word);
	order->path = equals + 1;
	order->writer =
	    writers_find(span_make(word, (size_t)(equals - word)), err);
	if (!order->writer)
		err_wrap(err, "--report");
	return order->writer != NULL;
}

bool
writers_read_orders(const struct options *options, struct report_order **orders,
    struct err *err)
{
	*orders = xcalloc(options->reports.count, sizeof(**orders));
	for (size_t i = 0; i < options->reports.count; i++) {
		if (!read_order(options->reports.items[i], &(*orders)[i], err))
			return false;
	}
	return true;
}

/* Width, colour and pager follow where this one goes. */
static struct options
options_of_order(const struct report_order *order,
    const struct options *options)
{
	struct options here = *options;

	here.output = order->path;
	return here;
}

static bool
render(const struct report_order *order, const struct judgement *judgement,
    const struct options *options, struct str *out, struct err *err)
{
	struct options here = options_of_order(order, options);

	return order->writer->write(judgement, &here, out, err);
}

bool
writers_write_file(const struct report_order *order,
    const struct judgement *judgement, const struct options *options,
    struct err *err)
{
	struct str out = STR_INIT;
	bool ok;

	ok = render(order, judgement, options, &out, err) &&
	     output_write_file(order->path, &out, err);
	str_release(&out);
	return ok;
}

bool
writers_deliver(const struct report_order *order,
    const struct judgement *judgement, const struct options *options)
{
	struct options here = options_of_order(order, options);
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	bool ok;

	ok = render(order, judgement, options, &out, &err);
	if (!ok)
		output_message("%s", err.text);
	else
		ok = output_show(&here, &out);
	str_release(&out);
	return ok;
}
