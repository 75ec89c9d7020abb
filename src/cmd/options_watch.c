/*
 * The options of `watch`: how often, for how long, and how it makes itself
 * heard.
 */
#include "cmd/options_set.h"

STRING_SETTER(format)
NUMBER_SETTER(interval, 0, 86400)
NUMBER_SETTER(passes, 1, 1000000000)
FLAG_SETTER(until_clean)
FLAG_SETTER(bell)

/* clang-format off */
static const struct option watch_rows[] = {
	{ "interval", 0, "SECONDS", "from the start of one pass to the start "
	    "of the next (default 30); a pass that takes longer is followed "
	    "by the next at once. 0 is for --from", set_interval },
	{ "passes", 0, "N", "end after N passes (default: at Ctrl-C)",
	    set_passes },
	{ "until-clean", 0, NULL, "end, with status 0, as soon as every cable "
	    "is verified and nothing is wrong", set_until_clean },
	{ "bell", 0, NULL, "ring the bell of the terminal when a fault is "
	    "fixed, new or another one", set_bell },
};

static const struct option stream_rows[] = {
	{ "format", 0, "FORMAT", "what goes to standard output: text, or json, "
	    "a document on one line for each pass", set_format },
};
/* clang-format on */

GROUP(watch, "Watching");
GROUP(stream, "Output");
