/*
 * `cablecheck plan`: what to do about all that is wrong, as one work order for
 * the technician with the cart.  It begins as verify does; what comes out is
 * not what is wrong but what to plug where, in which order.
 */
#include <string.h>

#include "base/attr.h"
#include "base/file.h"
#include "base/text.h"
#include "check/check.h"
#include "check/simulate.h"
#include "check/waiver.h"
#include "check/work_order.h"
#include "cmd/command.h"
#include "cmd/gather.h"
#include "cmd/output.h"
#include "format/pdf.h"
#include "report/status.h"
#include "report/work_order_csv.h"
#include "report/work_order_html.h"
#include "report/work_order_json.h"
#include "report/work_order_markdown.h"
#include "report/work_order_sheet.h"
#include "report/work_order_text.h"

/* What is to be written: `after` is NULL unless --simulate asks for it. */
struct outcome {
	const struct work_order *order;
	const struct judgement *after;
	const struct options *options;
};

static bool
write_text(const struct outcome *outcome, struct str *out, struct err *err)
{
	struct report_style style = output_style(outcome->options);

	(void)err;
	report_plan_text(outcome->order, outcome->after, &style, out);
	return true;
}

static bool
write_json(const struct outcome *outcome, struct str *out, struct err *err)
{
	(void)err;
	report_plan_json(outcome->order, outcome->after, out);
	return true;
}

/* A format that is made of the sheet alone. */
static bool
write_sheet(const struct outcome *outcome,
    void (*write)(const struct sheet *sheet, struct str *out), struct str *out)
{
	struct sheet *sheet = sheet_of_work_order(outcome->order);

	write(sheet, out);
	sheet_free(sheet);
	return true;
}

static bool
write_markdown(const struct outcome *outcome, struct str *out, struct err *err)
{
	(void)err;
	return write_sheet(outcome, report_plan_markdown, out);
}

static bool
write_csv(const struct outcome *outcome, struct str *out, struct err *err)
{
	(void)err;
	return write_sheet(outcome, report_plan_csv, out);
}

static bool
write_html(const struct outcome *outcome, struct str *out, struct err *err)
{
	(void)err;
	return write_sheet(outcome, report_plan_html, out);
}

static bool
write_pdf(const struct outcome *outcome, struct str *out, struct err *err)
{
	struct sheet *sheet = sheet_of_work_order(outcome->order);
	bool ok = pdf_write_sheet(sheet, out, err);

	sheet_free(sheet);
	return ok;
}

struct format {
	const char *name;
	bool (*write)(const struct outcome *outcome, struct str *out,
	    struct err *err);
};

/* clang-format off */
static const struct format formats[] = {
	{ "text",     write_text },
	{ "json",     write_json },
	{ "markdown", write_markdown },
	{ "csv",      write_csv },
	{ "html",     write_html },
	{ "pdf",      write_pdf },
};
/* clang-format on */

static const char *
next_format(size_t i, const void *context)
{
	(void)context;
	return i < COUNT_OF(formats) ? formats[i].name : NULL;
}

static const struct format *
find_format(const char *name)
{
	struct str words = STR_INIT;
	const char *near;

	if (!name)
		return &formats[0];
	for (size_t i = 0; i < COUNT_OF(formats); i++) {
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	}
	for (size_t i = 0; i < COUNT_OF(formats); i++)
		str_addf(&words, "%s%s", i ? ", " : "", formats[i].name);
	near = text_nearest(span_of(name), next_format, NULL);
	output_message("plan: unknown format '%s'; %s %s", name,
	    near ? "did you mean" : "there are",
	    near ? near : str_text(&words));
	str_release(&words);
	return NULL;
}

static bool
deliver(const struct outcome *outcome, const struct format *format)
{
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	bool ok = format->write(outcome, &out, &err);

	if (!ok)
		output_message("%s", err.text);
	else
		ok = output_show(outcome->options, &out);
	str_release(&out);
	return ok;
}

/* A plan that cannot be carried out is wrong, and nobody should begin it. */
static bool
can_be_done(const struct simulation *simulation)
{
	if (simulation->failed_step == SIMULATE_DONE)
		return true;
	output_message("step %zu of this order cannot be taken: that is a "
		       "mistake of cablecheck; please report it together with "
		       "the topology and the snapshot",
	    simulation->failed_step + 1);
	return false;
}

/*
 * An order leaves out what is waived when it is made, so waivers that are not
 * to be minded there come after it; the exit status minds them either way.
 */
static struct work_order *
make_order(struct gathering *gathering, struct judgement *judgement,
    const struct options *options)
{
	const char *day = gather_day(gathering, options);
	struct work_order *order;

	if (!options->waived)
		waiver_apply(judgement, day);
	order = work_order_make(judgement, gathering->visits.taken_at);
	if (options->waived)
		waiver_apply(judgement, day);
	return order;
}

static enum exit_status
judge(struct gathering *gathering, const struct format *format,
    const struct options *options)
{
	struct judgement *judgement =
	    check_run(gathering->topology, &gathering->observations);
	struct work_order *order = make_order(gathering, judgement, options);
	struct simulation *simulation = simulate_run(judgement, order);
	struct outcome outcome = {
	    .order = order,
	    .after = options->simulate ? simulation->judgement : NULL,
	    .options = options,
	};
	enum exit_status status;

	waiver_apply(simulation->judgement, gather_day(gathering, options));
	status = (enum exit_status)report_exit_status(
	    options->simulate ? simulation->judgement : judgement);
	if (!can_be_done(simulation) || !deliver(&outcome, format))
		status = EXIT_TROUBLE;
	simulation_free(simulation);
	work_order_free(order);
	judgement_free(judgement);
	return status;
}

/* Minutes of collecting must not end in an order that has no place. */
static bool
has_place(const struct options *options)
{
	struct err err = ERR_INIT;

	if (!options->output || options->from.count ||
	    file_can_write(options->output, &err))
		return true;
	output_message("%s", err.text);
	return false;
}

static enum exit_status
run(const struct options *options)
{
	struct gathering gathering = GATHERING_INIT;
	const struct format *format = find_format(options->format);
	enum exit_status status = EXIT_USAGE;
	bool trouble = false;

	if (!format)
		return EXIT_USAGE;
	status = gather_topology(&gathering, options);
	if (status == EXIT_CLEAN && !has_place(options))
		status = EXIT_TROUBLE;
	if (status == EXIT_CLEAN)
		status = gather_observations(&gathering, options, options->save,
		    &trouble);
	if (status == EXIT_CLEAN)
		status = judge(&gathering, format, options);
	gathering_release(&gathering);
	return trouble ? EXIT_TROUBLE : status;
}

static const struct option_group *const groups[] = {
    &options_output,
    &options_plan,
    &options_topology,
    &options_scope,
    &options_snapshot,
    &options_waivers,
    &options_collect,
    &options_login,
    &options_host_key,
    &options_way,
    &options_general,
    NULL,
};

const struct command command_plan = {
    .name = "plan",
    .arguments = "TOPOLOGY",
    .summary = "which plug to move where, in which order",
    .details = "Looks at the cabling as verify does and writes one work order "
	       "for all that is wrong: the least number of plugs, each going "
	       "into a port that is free by then, rack by rack. With "
	       "--simulate it also shows what verify would say afterwards, and "
	       "the exit status is that of then. A waived finding has no step, "
	       "unless --waived asks for it.",
    .formats = "text, json, markdown, csv, html, pdf",
    .least_arguments = 1,
    .most_arguments = 1,
    .groups = groups,
    .run = run,
};
