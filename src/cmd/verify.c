/*
 * `cablecheck verify`, the main job: read the plan, ask the devices, hold the
 * two against each other, say what is wrong.  Everything that can be wrong
 * with the command line is found before the first device is visited.
 */
#include <stdlib.h>

#include "base/file.h"
#include "check/baseline.h"
#include "check/check.h"
#include "check/waiver.h"
#include "cmd/command.h"
#include "cmd/explain.h"
#include "cmd/gather.h"
#include "cmd/output.h"
#include "cmd/past.h"
#include "cmd/pictures.h"
#include "cmd/writers.h"
#include "report/status.h"

/* The report to standard output or -o, and every --report. */
struct orders {
	struct report_order main;
	struct report_order *more; /* owned */
};

static bool
spares_terminal(const struct report_order *order, struct err *err)
{
	if (!order->writer->binary || !output_is_terminal(order->path))
		return true;
	return err_set(err, ERR_INPUT,
	    "%s is nothing for a terminal: -o FILE takes it to a file",
	    order->writer->format);
}

/* Two reports on standard output would be of use to nobody. */
static bool
share_stdout(const struct orders *orders, size_t count, struct err *err)
{
	size_t takers = output_is_stdout(orders->main.path);

	for (size_t i = 0; i < count; i++)
		takers += output_is_stdout(orders->more[i].path);
	if (takers <= 1)
		return true;
	return err_set(err, ERR_INPUT,
	    "%zu reports would go to standard output; -o FILE takes the main "
	    "one elsewhere",
	    takers);
}

static bool
read_orders(const struct options *options, struct orders *orders)
{
	const char *format = options->format ? options->format : "text";
	struct err err = ERR_INIT;

	orders->main.path = options->output;
	orders->main.writer = writers_find(span_of(format), &err);
	if (!orders->main.writer)
		err_wrap(&err, "--format");
	if (orders->main.writer && spares_terminal(&orders->main, &err) &&
	    writers_read_orders(options, &orders->more, &err) &&
	    share_stdout(orders, options->reports.count, &err))
		return true;
	output_message("verify: %s", err.text);
	return false;
}

/*
 * Asked before the devices are: minutes of collecting must not end in a
 * report that has no place.  With --from nothing is lost by trying.
 */
static bool
have_places(const struct orders *orders, const struct options *options)
{
	const char *main = orders->main.path;
	struct err err = ERR_INIT;
	bool ok = !main || file_can_write(main, &err);

	for (size_t i = 0; ok && i < options->reports.count; i++)
		ok = file_can_write(orders->more[i].path, &err);
	if (!ok)
		output_message("%s", err.text);
	return ok;
}

/* Every report is tried, whatever becomes of the others. */
static bool
deliver_all(const struct orders *orders, const struct judgement *judgement,
    const struct options *options)
{
	bool ok = true;

	for (size_t i = 0; i < options->reports.count; i++) {
		if (!writers_deliver(&orders->more[i], judgement, options))
			ok = false;
	}
	if (!options->explain &&
	    !writers_deliver(&orders->main, judgement, options))
		ok = false;
	return ok;
}

/* A name that is mistyped must not cost a visit to every device. */
static bool
can_choose(const struct gathering *gathering, const struct options *options)
{
	struct picture_choice choice;
	struct err err = ERR_INIT;

	if (pictures_choose(gathering->topology, &gathering->observations,
		options, &choice, &err))
		return true;
	output_message("verify: %s", err.text);
	return false;
}

static enum exit_status
judge(struct gathering *gathering, const struct past_findings *past,
    const struct orders *orders, const struct options *options)
{
	struct judgement *judgement =
	    check_run(gathering->topology, &gathering->observations);
	enum exit_status status;

	waiver_apply(judgement, gather_day(gathering, options));
	if (past)
		baseline_compare(judgement, past);
	status =
	    (enum exit_status)report_status_at(judgement, options->fail_on);
	if (!deliver_all(orders, judgement, options))
		status = EXIT_TROUBLE;
	if (options->explain)
		status =
		    command_worse(status, explain_deliver(judgement, options));
	judgement_free(judgement);
	return status;
}

static enum exit_status
run(const struct options *options)
{
	struct gathering gathering = GATHERING_INIT;
	struct orders orders = {{NULL, NULL}, NULL};
	enum exit_status status = EXIT_USAGE;
	struct past past = PAST_INIT;
	bool trouble = false;

	if (read_orders(options, &orders) && explain_has_format(options)) {
		status = gather_topology(&gathering, options);
		if (status == EXIT_CLEAN && !can_choose(&gathering, options))
			status = EXIT_USAGE;
		if (status == EXIT_CLEAN && options->baseline)
			status = past_load(&past, options);
		if (status == EXIT_CLEAN && !options->from.count &&
		    !have_places(&orders, options))
			status = EXIT_TROUBLE;
		if (status == EXIT_CLEAN)
			status = gather_observations(&gathering, options,
			    options->save, &trouble);
		if (status == EXIT_CLEAN)
			status = judge(&gathering,
			    options->baseline ? &past.findings : NULL, &orders,
			    options);
	}
	past_release(&past);
	gathering_release(&gathering);
	free(orders.more);
	return trouble ? EXIT_TROUBLE : status;
}

static const struct option_group *const groups[] = {
    &options_output,
    &options_report,
    &options_verdict,
    &options_picture,
    &options_topology,
    &options_scope,
    &options_snapshot,
    &options_judging,
    &options_waivers,
    &options_collect,
    &options_login,
    &options_host_key,
    &options_way,
    &options_general,
    NULL,
};

const struct command command_verify = {
    .name = "verify",
    .arguments = "TOPOLOGY",
    .summary = "hold the real cabling against the plan",
    .details = "Logs in to every device of TOPOLOGY at once, reads its CDP "
	       "neighbors and reports missing, extra and miswired cables, one "
	       "finding for each mistake, with the plugs to move. With --from "
	       "SNAPSHOT no device is needed.",
    .formats = "text, json, html, junit, sarif, github, markdown, csv, svg, "
	       "png, pdf, dot",
    .least_arguments = 1,
    .most_arguments = 1,
    .groups = groups,
    .run = run,
};
