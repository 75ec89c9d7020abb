/*
 * Writing to the user; see output.h.
 */
#include "cmd/output.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/span.h"
#include "base/text.h"
#include "cmd/pager.h"

#define WIDTH_WITHOUT_TERMINAL 80
#define WIDTH_MIN 40
#define WIDTH_MAX 160 /* longer lines are hard to read, however wide it is */

#define REPORT_MODE 0666 /* less the umask */

bool
output_is_stdout(const char *path)
{
	return !path || strcmp(path, "-") == 0;
}

bool
output_is_terminal(const char *path)
{
	return output_is_stdout(path) && isatty(STDOUT_FILENO);
}

bool
output_write_file(const char *path, const struct str *text, struct err *err)
{
	return file_write(output_is_stdout(path) ? "-" : path, str_span(text),
	    REPORT_MODE, err);
}

bool
output_write(const char *path, const struct str *text)
{
	struct err err = ERR_INIT;
	bool to_stdout = output_is_stdout(path);

	if (output_write_file(path, text, &err))
		return true;
	if (to_stdout && err.number == EPIPE)
		return true;
	output_message("%s", err.text);
	return false;
}

bool
output_show(const struct options *options, const struct str *text)
{
	if (options->pager && output_is_terminal(options->output) &&
	    pager_show(str_span(text)))
		return true;
	return output_write(options->output, text);
}

void
output_message(const char *format, ...)
{
	struct str raw = STR_INIT;
	struct str safe = STR_INIT;
	struct span rest;
	struct span line;
	va_list args;
	char *text = NULL;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		text = NULL;
	va_end(args);
	/* Line by line: a message may have several, a name must not. */
	str_add(&raw, text ? text : format);
	rest = str_span(&raw);
	str_add(&safe, "cablecheck: ");
	while (span_next_line(&rest, &line)) {
		text_escape(&safe, line);
		str_add_char(&safe, '\n');
	}
	if (!raw.length)
		str_add_char(&safe, '\n');
	fputs(str_text(&safe), stderr);
	free(text);
	str_release(&raw);
	str_release(&safe);
}

void
output_diags(struct diag_list *diags, bool quiet)
{
	struct str text = STR_INIT;

	diag_sort(diags);
	for (size_t i = 0; i < diags->count; i++) {
		struct diag_list one = {.items = &diags->items[i], .count = 1};

		if (!quiet || one.items->severity == SEVERITY_ERROR)
			diag_format_text(&one, &text);
	}
	if (diags->dropped)
		str_addf(&text, "... and %zu more\n", diags->dropped);
	fputs(str_text(&text), stderr);
	str_release(&text);
}

/*
 * What the terminal says of itself.  One on a serial line knows no size; there
 * people set COLUMNS.
 */
static size_t
terminal_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size = {0};
	long width = 0;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		width = size.ws_col;
	else if (!columns ||
		 !span_to_number(span_of(columns), INT_MAX, &width) || !width)
		width = WIDTH_WITHOUT_TERMINAL;
	if (width < WIDTH_MIN)
		return WIDTH_MIN;
	return width > WIDTH_MAX ? WIDTH_MAX : (size_t)width;
}

static bool
wants_color(const struct options *options, bool to_terminal)
{
	const char *no_color = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	if (options->color != COLOR_AUTO)
		return options->color == COLOR_ALWAYS;
	if (no_color && *no_color)
		return false;
	return to_terminal && term && strcmp(term, "dumb") != 0;
}

struct report_style
output_style(const struct options *options)
{
	bool to_terminal = output_is_terminal(options->output);

	return (struct report_style){
	    .width = to_terminal ? terminal_width() : WIDTH_WITHOUT_TERMINAL,
	    .color = wants_color(options, to_terminal),
	    .quiet = options->quiet,
	    .verbose = options->verbose,
	};
}
