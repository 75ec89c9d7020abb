/*
 * output -- the only place that writes to the user.
 *
 * Reports go to standard output or to a file, messages to standard error, and
 * the two are never mixed.  A reader that closes its pipe early (`| head`) has
 * read what it wanted: that is no error.  Standard output that was closed
 * before we started is one, whenever there is something to be written to it:
 * who wants none has /dev/null, and a report that nobody gets must not look
 * like a success.
 */
#ifndef CMD_OUTPUT_H
#define CMD_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/diag.h"
#include "base/str.h"
#include "cmd/options.h"
#include "report/text.h"

/* Whether a report to `path` goes to standard output: NULL or "-". */
bool output_is_stdout(const char *path);

/* Whether it goes to a terminal, where bytes of any kind would do harm. */
bool output_is_terminal(const char *path);

/* Writes a whole report to `path`, a file or standard output. */
MUST_CHECK bool output_write_file(const char *path, const struct str *text,
    struct err *err);

/*
 * The same, where a reader of standard output may go away.  On trouble
 * says so on standard error and returns false.
 */
MUST_CHECK bool output_write(const char *path, const struct str *text);

/*
 * The same for the report of a command: to where --output says, and through a
 * pager if --pager asks for one and that is a terminal.
 */
MUST_CHECK bool output_show(const struct options *options,
    const struct str *text);

/* "cablecheck: text\n" on standard error, escaped for a terminal. */
void output_message(const char *format, ...) PRINTF_LIKE(1, 2);

/* Diagnostics of an input on standard error; quiet leaves out warnings. */
void output_diags(struct diag_list *diags, bool quiet);

/* Width and colour for a text report to where `options` sends it. */
struct report_style output_style(const struct options *options);

#endif
