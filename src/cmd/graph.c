/*
 * `cablecheck graph`: draw the plan, what is really there, or the one against
 * the other.  The plan alone needs no device and no snapshot.
 */
#include "base/str.h"
#include "check/check.h"
#include "check/waiver.h"
#include "cmd/command.h"
#include "cmd/gather.h"
#include "cmd/output.h"
#include "cmd/pictures.h"
#include "report/picture.h"

static enum graph_subject
subject_of(const struct options *options)
{
	if (options->subject != SUBJECT_DEFAULT)
		return options->subject;
	return options->from.count ? SUBJECT_COMPARED : SUBJECT_DESIRED;
}

/* Renders and frees the drawing. */
static enum exit_status
deliver(struct drawing *drawing, const struct options *options)
{
	const char *format = options->format ? options->format : "svg";
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	bool ok;

	ok = pictures_render(drawing, format, &out, &err);
	if (!ok)
		output_message("%s", err.text);
	else
		ok = output_show(options, &out);
	str_release(&out);
	return ok ? EXIT_CLEAN : EXIT_TROUBLE;
}

static enum exit_status
draw_observed(struct gathering *gathering, const struct options *options,
    const struct picture_choice *choice)
{
	struct judgement *judgement;
	enum exit_status status;
	bool trouble = false;

	status =
	    gather_observations(gathering, options, options->save, &trouble);
	if (status != EXIT_CLEAN)
		return status;
	judgement = check_run(gathering->topology, &gathering->observations);
	waiver_apply(judgement, gather_day(gathering, options));
	if (subject_of(options) == SUBJECT_OBSERVED)
		status =
		    deliver(picture_of_observed(judgement, choice), options);
	else
		status = deliver(pictures_draw(judgement, choice), options);
	judgement_free(judgement);
	return trouble ? EXIT_TROUBLE : status;
}

/* What is wrong with the order, apart from the topology. */
static bool
check_order(const struct options *options, struct err *err)
{
	const struct picture_format *format =
	    pictures_find(span_of(options->format ? options->format : "svg"),
		err);

	if (!format)
		return false;
	if (format->binary && output_is_terminal(options->output))
		return err_set(err, ERR_INPUT,
		    "%s is nothing for a terminal: -o FILE takes it to a file",
		    format->name);
	if (options->view == PICTURE_FAULTS &&
	    subject_of(options) != SUBJECT_COMPARED)
		return err_set(err, ERR_INPUT,
		    "--view faults has to compare: add --from SNAPSHOT or "
		    "--show compared");
	return true;
}

static enum exit_status
draw(struct gathering *gathering, const struct options *options)
{
	struct picture_choice choice;
	struct err err = ERR_INIT;

	if (!pictures_choose(gathering->topology, &gathering->observations,
		options, &choice, &err)) {
		output_message("graph: %s", err.text);
		return EXIT_USAGE;
	}
	if (subject_of(options) != SUBJECT_DESIRED)
		return draw_observed(gathering, options, &choice);
	return deliver(picture_of_topology(gathering->topology, &choice),
	    options);
}

static enum exit_status
run(const struct options *options)
{
	struct gathering gathering = GATHERING_INIT;
	struct err err = ERR_INIT;
	enum exit_status status;

	if (!check_order(options, &err)) {
		output_message("graph: %s", err.text);
		return EXIT_USAGE;
	}
	status = gather_topology(&gathering, options);
	if (status == EXIT_CLEAN)
		status = draw(&gathering, options);
	gathering_release(&gathering);
	return status;
}

static const struct option_group *const groups[] = {
    &options_output,
    &options_picture,
    &options_subject,
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

const struct command command_graph = {
    .name = "graph",
    .arguments = "TOPOLOGY",
    .summary = "draw the desired, observed or compared cabling",
    .details = "Draws the racks of TOPOLOGY with their devices, ports and "
	       "cables. Without --from it draws the plan; with --from, or "
	       "with --show compared, what differs from the plan stands out.",
    .formats = "svg, png, pdf, dot",
    .least_arguments = 1,
    .most_arguments = 1,
    .groups = groups,
    .run = run,
};
