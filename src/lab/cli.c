/*
 * Typing, paging and answering; see cli.h.
 *
 * A device reads one byte at a time in one of two states: it collects a line,
 * or it waits at the end of a page for a key.  What was typed ahead while a
 * page waited is taken as keys, as on a real line.
 */
#include "lab/cli.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lab/command.h"

#define DEFAULT_WIDTH 80
#define DEFAULT_HEIGHT 24
#define LINE_MAX_BYTES 512 /* of a command; what is typed beyond is lost */

#define KEY_CTRL_C 3
#define KEY_CTRL_D 4
#define KEY_BACKSPACE 8
#define KEY_CTRL_U 21
#define KEY_CTRL_Z 26
#define KEY_DELETE 127

struct cli {
	struct cli_options options;
	struct command_terminal terminal;
	struct str prompt;
	struct str line;   /* typed so far */
	struct str pages;  /* the answer being shown; empty: none */
	size_t shown;      /* how many bytes of it are out */
	bool after_return; /* the last byte typed was CR: its LF is no line */
};

struct cli *
cli_new(const struct cli_options *options)
{
	struct cli *cli = xcalloc(1, sizeof(*cli));
	const char *name =
	    options->text->topology->devices[options->device].name;
	const char *form = options->manners->prompt;
	const char *hole = strstr(form, "%s");

	cli->options = *options;
	cli->terminal.width = options->width ? options->width : DEFAULT_WIDTH;
	cli->terminal.height =
	    options->height ? options->height : DEFAULT_HEIGHT;
	if (options->prompt) {
		str_add(&cli->prompt, options->prompt);
	} else {
		str_add_span(&cli->prompt,
		    span_make(form, (size_t)(hole - form)));
		str_add(&cli->prompt, name);
		str_add(&cli->prompt, hole + 2);
	}
	return cli;
}

void
cli_free(struct cli *cli)
{
	if (!cli)
		return;
	str_release(&cli->prompt);
	str_release(&cli->line);
	str_release(&cli->pages);
	free(cli);
}

bool
cli_is_finished(const struct cli *cli)
{
	return cli->terminal.finished;
}

/* --- output --------------------------------------------------------------- */

/* One line with CR LF; broken where the terminal ends, if devices do that. */
static void
add_line(const struct cli *cli, struct span line, bool fold, struct str *out)
{
	size_t width = cli->terminal.width;

	while (fold && width > 0 && line.length > width) {
		str_add_span(out, span_make(line.text, width));
		str_add(out, "\r\n");
		line = span_skip(line, width);
	}
	str_add_span(out, line);
	str_add(out, "\r\n");
}

static void
add_lines(const struct cli *cli, const struct str *text, bool fold,
    struct str *out)
{
	struct span rest = str_span(text);
	struct span line;

	while (span_next_line(&rest, &line))
		add_line(cli, line, fold, out);
}

static void
add_prompt(const struct cli *cli, struct str *out)
{
	str_add_span(out, str_span(&cli->prompt));
}

/* Shows `lines` more lines of the answer; a prompt when that was all. */
static void
show_lines(struct cli *cli, size_t lines, struct str *out)
{
	struct span rest = span_skip(str_span(&cli->pages), cli->shown);
	const char *end = rest.text;

	for (; lines > 0 && end && end < rest.text + rest.length; lines--) {
		end =
		    memchr(end, '\n', (size_t)(rest.text + rest.length - end));
		end = end ? end + 1 : rest.text + rest.length;
	}
	str_add_span(out, span_make(rest.text, (size_t)(end - rest.text)));
	cli->shown += (size_t)(end - rest.text);
	if (cli->shown < cli->pages.length) {
		str_add(out, cli->options.manners->more);
		return;
	}
	str_clear(&cli->pages);
	if (!cli->terminal.finished)
		add_prompt(cli, out);
}

static size_t
page_height(const struct cli *cli)
{
	if (cli->terminal.height == 0)
		return (size_t)-1;
	return cli->terminal.height > 1 ? cli->terminal.height - 1 : 1;
}

/* --- input ---------------------------------------------------------------- */

static void
answer_line(struct cli *cli, struct str *out)
{
	struct str text = STR_INIT;
	struct command_context context = {
	    .text = cli->options.text,
	    .manners = cli->options.manners,
	    .device = cli->options.device,
	    .terminal = &cli->terminal,
	    .indent = cli->prompt.length,
	};

	command_answer(&context, str_span(&cli->line), &text);
	str_clear(&cli->line);
	str_clear(&cli->pages);
	cli->shown = 0;
	add_lines(cli, &text, cli->options.manners->folds_lines, &cli->pages);
	str_release(&text);
	show_lines(cli, page_height(cli), out);
}

static void
erase_last(struct cli *cli, struct str *out)
{
	if (cli->line.length == 0)
		return;
	cli->line.text[--cli->line.length] = '\0';
	str_add(out, "\b \b");
}

/* A key that does more than stand in the line; false: it is a letter. */
static bool
edit_line(struct cli *cli, char key, struct str *out)
{
	switch (key) {
	case KEY_BACKSPACE:
	case KEY_DELETE:
		erase_last(cli, out);
		return true;
	case KEY_CTRL_U:
		while (cli->line.length > 0)
			erase_last(cli, out);
		return true;
	case KEY_CTRL_C:
	case KEY_CTRL_Z:
		str_clear(&cli->line);
		str_add(out, "\r\n");
		add_prompt(cli, out);
		return true;
	case KEY_CTRL_D:
		cli->terminal.finished = cli->line.length == 0;
		return true;
	case '\r':
	case '\n':
		str_add(out, "\r\n");
		answer_line(cli, out);
		return true;
	default:
		return false;
	}
}

static void
type_in_line(struct cli *cli, char key, struct str *out)
{
	if (edit_line(cli, key, out))
		return;
	if (cli->line.length >= LINE_MAX_BYTES || (unsigned char)key < ' ')
		return;
	str_add_char(&cli->line, key);
	str_add_char(out, key);
}

static void
type_at_more(struct cli *cli, char key, struct str *out)
{
	str_add(out, cli->options.manners->more_erase);
	if (key == ' ') {
		show_lines(cli, page_height(cli), out);
	} else if (key == '\r' || key == '\n') {
		show_lines(cli, 1, out);
	} else {
		str_clear(&cli->pages);
		add_prompt(cli, out);
	}
}

void
cli_type(struct cli *cli, struct span typed, struct str *out)
{
	for (size_t i = 0; i < typed.length && !cli->terminal.finished; i++) {
		char key = typed.text[i];
		bool second = key == '\n' && cli->after_return;

		cli->after_return = key == '\r';
		if (second)
			continue;
		if (cli->pages.length > 0)
			type_at_more(cli, key, out);
		else
			type_in_line(cli, key, out);
	}
}

/* --- whole conversations -------------------------------------------------- */

void
cli_start(struct cli *cli, const char *banner, struct str *out)
{
	struct str text = STR_INIT;

	if (banner) {
		str_add(&text, banner);
		add_lines(cli, &text, false, out);
	}
	str_add(out, "\r\n");
	add_prompt(cli, out);
	str_release(&text);
}

int
cli_run(struct cli *cli, struct span command, struct str *out)
{
	const struct manners *manners = cli->options.manners;
	struct str text = STR_INIT;
	struct command_context context = {
	    .text = cli->options.text,
	    .manners = manners,
	    .device = cli->options.device,
	    .terminal = &cli->terminal,
	};
	int status = command_execute(&context, command, &text);

	str_add(out, manners->exec_first);
	add_lines(cli, &text, false, out);
	if (!manners->exec_last_newline && text.length > 0) {
		out->length -= 2;
		out->text[out->length] = '\0';
	}
	str_release(&text);
	return status;
}
