/*
 * writers -- the formats in which a judgement can be shown, as a table.
 *
 * Every --format and every --report F=FILE of verify and graph goes through
 * here; a new format is a new row.
 */
#ifndef CMD_WRITERS_H
#define CMD_WRITERS_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"
#include "cmd/options.h"
#include "model/finding.h"

struct writer {
	const char *format;
	bool binary; /* not for a terminal */
	bool (*write)(const struct judgement *judgement,
	    const struct options *options, struct str *out, struct err *err);
};

/* NULL, with the words for the user, when no writer makes `format`. */
const struct writer *writers_find(struct span format, struct err *err);

/* One --report: its writer and where it goes. */
struct report_order {
	const struct writer *writer;
	const char *path; /* borrowed */
};

/*
 * Reads every --report F=FILE.  `*orders` is freed by the caller and has
 * options->reports.count elements.
 */
MUST_CHECK bool writers_read_orders(const struct options *options,
    struct report_order **orders, struct err *err);

/*
 * Writes one report.  Trouble is told on standard error and gives false; the
 * other reports are not concerned.
 */
MUST_CHECK bool writers_deliver(const struct report_order *order,
    const struct judgement *judgement, const struct options *options);

/* The same for one that goes to a file; nothing is told but `err`. */
MUST_CHECK bool writers_write_file(const struct report_order *order,
    const struct judgement *judgement, const struct options *options,
    struct err *err);

#endif
