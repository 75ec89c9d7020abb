/*
 * The options of what comes out: formats, files, pictures.
 */
#include "cmd/options_set.h"

STRING_SETTER(format)
STRING_SETTER(input_format)
STRING_SETTER(output)
STRING_SETTER(focus)
WORD_SETTER(reports)
FLAG_SETTER(simulate)
FLAG_SETTER(waived)
FLAG_SETTER(pager)
CHOICE_SETTER(view, picture_view, view_choices)
CHOICE_SETTER(fail_on, notice_level, fail_on_choices)
CHOICE_SETTER(subject, graph_subject, subject_choices)

/* clang-format off */
static const struct option output_rows[] = {
	{ "format", 0, "FORMAT", "what goes to standard output", set_format },
	{ "output", 'o', "FILE", "write there instead; the file is replaced "
	    "whole or not at all", set_output },
	{ "pager", 0, NULL, "on a terminal, show it page by page in $PAGER "
	    "(less -FRX)", set_pager },
};

static const struct option report_rows[] = {
	{ "report", 0, "FORMAT=FILE", "one more report to FILE; may be "
	    "repeated", set_reports },
};

static const struct option verdict_rows[] = {
	{ "fail-on", 0, "LEVEL", "error: only faults give an exit status other "
	    "than 0; warning: faults and warnings give 1; unverified: these "
	    "give 1, and what could not be verified 3. Without it, faults "
	    "give 1, warnings nothing, and what could not be verified 3",
	    set_fail_on },
};

static const struct option picture_rows[] = {
	{ "view", 0, "VIEW", "of pictures: network (default), faults (only "
	    "what is wrong) or rack (from the front, port by port)",
	    set_view },
	{ "focus", 0, "DEVICE", "in pictures, only this device with all its "
	    "ports and what they are joined to", set_focus },
};

static const struct option plan_rows[] = {
	{ "simulate", 0, NULL, "show what verify would say after these steps",
	    set_simulate },
	{ "waived", 0, NULL, "steps for findings that are waived, too",
	    set_waived },
};

static const struct option output_file_rows[] = {
	{ "output", 'o', "FILE", "write there instead of to standard output; "
	    "the file is replaced whole or not at all", set_output },
};

static const struct option input_format_rows[] = {
	{ "input-format", 0, "FORMAT", "what IN is, where that cannot be told "
	    "from looking at it", set_input_format },
};

static const struct option subject_rows[] = {
	{ "show", 0, "WHAT", "desired, observed or compared cabling (default: "
	    "compared with --from, desired without)", set_subject },
};
/* clang-format on */

GROUP(output, "Output");
GROUP(output_file, "Output");
GROUP(report, "Reports");
GROUP(verdict, "Exit status");
GROUP(picture, "Pictures");
GROUP(plan, "Plan");
GROUP(input_format, "Input");
GROUP(subject, "Subject");
