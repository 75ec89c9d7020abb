/*
 * Typing, paging and answering; see cli.h.
 *
 * A device reads one byte at a time in one of a few states: it collects a line
 * (a command, a choice from a menu, or without echo a password), or it waits at
 * the end of a page for a key.  What was typed ahead while a page waited is
 * taken as keys, as on a real line.
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

#define MENU_QUESTION "Enter Selection: "

/* A line in a log that a terminal shows at any time (`terminal monitor`). */
#define LOG_LINE                                                               \
	"\r\n*Nov 23 08:00:01.953: %SEC_LOGIN-5-LOGIN_SUCCESS: Login Success " \
	"[user: netops] [Source: 192.0.2.7] [localport: 22] at 08:00:01 UTC "  \
	"Mon Nov 23 2026\r\n"

struct cli {
	struct cli_options options;
	enum greeting greeting; /* what it still waits for */
	unsigned secrets;       /* wrong ones, since `enable` */
	size_t echoed;          /* columns behind the prompt */
	struct command_terminal terminal;
	struct str prompt;
	struct str line;   /* typed so far */
	struct str user;   /* typed at "User:"; empty: that is asked */
	struct str pages;  /* the answer being shown; empty: none */
	size_t shown;      /* how many bytes of it are out */
	bool after_return; /* the last byte typed was CR: its LF is no line */
};

struct cli *
cli_new(const struct cli_options *options)
{
	struct cli *cli = xcalloc(1, sizeof(*cli));
	const struct traits *traits = options->traits;
	const char *form = options->manners->prompt;
	const char *hole = strstr(form, "%s");

	cli->options = *options;
	cli->greeting = traits->greeting;
	cli->terminal.is_privileged = traits->enable == ENABLE_NEEDLESS;
	cli->terminal.width = options->width ? options->width : DEFAULT_WIDTH;
	if (traits->width)
		cli->terminal.width = traits->width;
	cli->terminal.height =
	    options->height ? options->height : DEFAULT_HEIGHT;
	if (traits->prompt) {
		str_add(&cli->prompt, traits->prompt);
	} else {
		str_add_span(&cli->prompt,
		    span_make(form, (size_t)(hole - form)));
		cdp_text_add_name(options->text, options->device, &cli->prompt);
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
	str_release(&cli->user);
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

static const char *
enable_question(const struct cli *cli)
{
	return cli->options.traits->enable == ENABLE_ENABLE_PASSWORD
		   ? "Enable password: "
		   : "Password: ";
}

/* Who is not privileged sees ">" where the others see "#". */
static void
add_prompt(struct cli *cli, struct str *out)
{
	size_t start = out->length;
	char *sign;

	cli->echoed = 0;
	if (cli->greeting == GREETING_PRESS_RETURN)
		return;
	if (cli->greeting == GREETING_LOGIN) {
		str_add(out, cli->user.length ? "Password:" : "User: ");
	} else if (cli->greeting == GREETING_MENU) {
		str_add(out, MENU_QUESTION);
	} else if (cli->terminal.asks_enable) {
		str_add(out, enable_question(cli));
	} else {
		str_add_span(out, str_span(&cli->prompt));
		if (cli->terminal.is_privileged || out->length == start)
			return;
		sign = strrchr(out->text + start, '#');
		if (sign)
			*sign = '>';
	}
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

static struct command_context
context_of(struct cli *cli)
{
	return (struct command_context){
	    .text = cli->options.text,
	    .manners = cli->options.manners,
	    .traits = cli->options.traits,
	    .device = cli->options.device,
	    .terminal = &cli->terminal,
	    .prompt = str_span(&cli->prompt),
	};
}

/* Somewhere in a long answer, even within a word; the seed says where. */
static void
put_log_line(struct cli *cli)
{
	enum { LONG_ANSWER = 200 };
	const struct cdp_text *text = cli->options.text;
	struct str *pages = &cli->pages;
	struct str whole = STR_INIT;
	size_t at;

	if (!cli->options.traits->logs || pages->length < LONG_ANSWER)
		return;
	at = (text->seed + cli->options.device + 1) * (size_t)2654435761u %
	     pages->length;
	str_add_span(&whole, span_make(pages->text, at));
	str_add(&whole, LOG_LINE);
	str_add_span(&whole, span_skip(str_span(pages), at));
	str_release(pages);
	*pages = whole;
}

static void
run_line(struct cli *cli, struct str *out)
{
	struct str text = STR_INIT;
	struct command_context context = context_of(cli);

	command_answer(&context, str_span(&cli->line), &text);
	str_clear(&cli->pages);
	cli->shown = 0;
	add_lines(cli, &text, cli->options.manners->folds_lines, &cli->pages);
	put_log_line(cli);
	str_release(&text);
	show_lines(cli, page_height(cli), out);
}

/* What was typed is the password that `enable` has asked for. */
static void
judge_secret(struct cli *cli, struct str *out)
{
	enum { TRIES = 3 };
	enum enable enable = cli->options.traits->enable;
	bool right = enable != ENABLE_BAD_SECRETS && enable != ENABLE_DENIED &&
		     span_is(str_span(&cli->line), cli->options.enable);

	if (right) {
		cli->terminal.is_privileged = true;
	} else if (enable == ENABLE_DENIED) {
		str_add(out, "% Access denied\r\n\r\n");
	} else if (++cli->secrets < TRIES) {
		add_prompt(cli, out);
		return;
	} else {
		str_add(out, "% Bad secrets\r\n\r\n");
	}
	cli->secrets = 0;
	cli->terminal.asks_enable = false;
	add_prompt(cli, out);
}

/* A name, and then a password; three wrong ones, and it has had enough. */
static void
log_in(struct cli *cli, struct str *out)
{
	enum { TRIES = 3 };
	const struct cli_options *options = &cli->options;
	struct span line = str_span(&cli->line);

	if (!cli->user.length) {
		str_add_span(&cli->user, line);
	} else if (options->password && span_is(line, options->password) &&
		   (!options->username ||
		       span_is(str_span(&cli->user), options->username))) {
		cli->greeting = GREETING_NONE;
	} else {
		str_clear(&cli->user);
		cli->terminal.finished = ++cli->secrets == TRIES;
	}
	if (!cli->terminal.finished)
		add_prompt(cli, out);
}

static void
answer_line(struct cli *cli, struct str *out)
{
	if (cli->greeting == GREETING_PRESS_RETURN) {
		cli->greeting = GREETING_NONE;
		add_prompt(cli, out);
	} else if (cli->greeting == GREETING_LOGIN) {
		log_in(cli, out);
	} else if (cli->greeting == GREETING_MENU) {
		str_add(out, "Invalid selection.\r\n\r\n");
		add_prompt(cli, out);
	} else if (cli->terminal.asks_enable) {
		judge_secret(cli, out);
	} else {
		run_line(cli, out);
	}
	str_clear(&cli->line);
}

/*
 * A line that is about to pass the terminal's edge is scrolled: painted anew,
 * with "$" for what is no longer shown.
 */
static void
scroll_line(struct cli *cli, struct str *out)
{
	enum { KEPT = 8 };
	size_t kept = cli->line.length < KEPT ? cli->line.length : KEPT;
	size_t blanks = cli->echoed > kept + 1 ? cli->echoed - kept - 1 : 0;

	if (!cli->options.traits->width ||
	    cli->prompt.length + cli->echoed + 1 < cli->terminal.width)
		return;
	for (size_t i = 0; i < cli->echoed; i++)
		str_add_char(out, '\b');
	str_add_char(out, '$');
	str_add_span(out,
	    span_skip(str_span(&cli->line), cli->line.length - kept));
	for (size_t i = 0; i < blanks; i++)
		str_add_char(out, ' ');
	for (size_t i = 0; i < blanks; i++)
		str_add_char(out, '\b');
	cli->echoed = kept + 1;
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
	if (cli->terminal.asks_enable)
		return;
	if (cli->greeting == GREETING_LOGIN && cli->user.length)
		key = '*';
	str_add_char(out, key);
	cli->echoed++;
	scroll_line(cli, out);
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
cli_start(struct cli *cli, struct str *out)
{
	const struct traits *traits = cli->options.traits;
	struct str text = STR_INIT;

	if (traits->motd) {
		str_add(&text, traits->motd);
		add_lines(cli, &text, false, out);
	}
	str_add(out, "\r\n");
	if (cli->greeting == GREETING_PRESS_RETURN)
		str_add(out, "Press RETURN to get started.\r\n\r\n");
	if (cli->greeting == GREETING_LOGIN)
		str_add(out, "(Cisco Controller)\r\n");
	if (cli->greeting == GREETING_MENU)
		str_add(out, "  [1] Show\r\n  [2] Exit\r\n\r\n");
	add_prompt(cli, out);
	str_release(&text);
}

int
cli_run(struct cli *cli, struct span command, struct str *out)
{
	const struct manners *manners = cli->options.manners;
	struct str text = STR_INIT;
	struct command_context context = context_of(cli);
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
