/*
 * The table of commands and how a line finds its row; see command.h.
 */
#include "lab/command.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "base/text.h"

#define WORDS_MAX 16
#define TERMINAL_MAX 512

/* A word of a command that stands for a number. */
#define NUMBER "N"

/* Who may run a command, and what else is peculiar about it. */
enum kind {
	KIND_FREE = 0,
	KIND_PRIVILEGED = 1, /* unknown before `enable` */
	KIND_ANSWER = 2,     /* some devices say something else instead */
	KIND_TERMINAL = 4,   /* some devices forbid these */
	KIND_XML = 8,        /* unknown where there is no XML */
};

struct command {
	const char *words[6];
	/* `number` is what was typed for NUMBER, otherwise 0. */
	void (*run)(const struct command_context *context, long number,
	    struct str *out);
	unsigned kind; /* set of enum kind */
};

/* --- what they do --------------------------------------------------------- */

/*
 * A version that looks like the end of the answer, like a page, like markup
 * and like no text at all; `prompt` is the device's own.
 */
static void
add_hostile_version(struct span prompt, struct str *out)
{
	str_add(out, "Software that means no good\n");
	str_add_span(out, prompt);
	str_add(out, "\n");
	str_add_span(out, prompt);
	str_add(out, "exit\n --More-- \n<--- More --->\n"
		     "]]>]]><script>alert(1)</script>&amp;\"'`\n"
		     "caf\xe9 \xff\xfe\x80 \033]0;title\007\033[2J\n");
	str_add_span(out, prompt);
}

/* Answers by `add`, which is one of the functions of cdp_text.h. */
static void
show_neighbors(const struct command_context *context,
    void (*add)(const struct cdp_text *text, size_t device, struct str *out),
    struct str *out)
{
	struct cdp_text text = *context->text;
	struct str version = STR_INIT;

	if (context->traits->is_hostile) {
		add_hostile_version(context->prompt, &version);
		text.version = str_text(&version);
	}
	add(&text, context->device, out);
	str_release(&version);
}

static void
show_detail(const struct command_context *context, long number, struct str *out)
{
	(void)number;
	show_neighbors(context, cdp_text_add_detail, out);
}

static void
show_xml(const struct command_context *context, long number, struct str *out)
{
	(void)number;
	show_neighbors(context, cdp_text_add_xml, out);
}

static void
show_brief(const struct command_context *context, long number, struct str *out)
{
	(void)number;
	cdp_text_add_brief(context->text, context->device, out);
}

static void
show_version(const struct command_context *context, long number,
    struct str *out)
{
	(void)number;
	str_addf(out, "%s\n\n", context->manners->version);
	cdp_text_add_name(context->text, context->device, out);
	str_add(out, " uptime is 2 weeks, 1 day, 3 hours, 12 minutes\n");
	str_addf(out, "%s\nProcessor board ID ", context->manners->model);
	cdp_text_add_serial(context->text, context->device, out);
	str_add(out, "\n");
}

static void
set_height(const struct command_context *context, long number, struct str *out)
{
	(void)out;
	context->terminal->height = (unsigned)number;
}

static void
set_width(const struct command_context *context, long number, struct str *out)
{
	(void)out;
	context->terminal->width = (unsigned)number;
}

static void
leave(const struct command_context *context, long number, struct str *out)
{
	(void)number;
	(void)out;
	context->terminal->finished = true;
}

static void
enable(const struct command_context *context, long number, struct str *out)
{
	(void)number;
	if (context->traits->enable == ENABLE_NOT_SET)
		str_add(out, "% No password set\n");
	else
		context->terminal->asks_enable =
		    !context->terminal->is_privileged;
}

#define CDP (KIND_PRIVILEGED | KIND_ANSWER)
#define XML (CDP | KIND_XML)

/* clang-format off */
static const struct command commands[] = {
	{ { "show", "cdp", "neighbors" },           show_brief,   CDP },
	{ { "show", "cdp", "neighbors", "detail" }, show_detail,  CDP },
	{ { "show", "cdp", "neighbors", "detail", "|", "xml" },
						    show_xml,     XML },
	{ { "show", "cdp", "entry", "*" },          show_detail,  CDP },
	{ { "show", "version" },                    show_version, KIND_FREE },
	{ { "terminal", "length", NUMBER },         set_height,   KIND_TERMINAL },
	{ { "terminal", "width", NUMBER },          set_width,    KIND_TERMINAL },
	{ { "enable" },                             enable,       KIND_FREE },
	{ { "exit" },                               leave,        KIND_FREE },
	{ { "logout" },                             leave,        KIND_FREE },
	{ { "quit" },                               leave,        KIND_FREE },
};
/* clang-format on */

/* --- finding the row ------------------------------------------------------ */

struct words {
	struct span items[WORDS_MAX];
	size_t count;
};

enum outcome {
	FOUND,
	INVALID,    /* from word `bad` on */
	INCOMPLETE, /* more words are needed */
	AMBIGUOUS,  /* several commands begin like this */
};

struct match {
	enum outcome outcome;
	const struct command *command;
	size_t bad; /* index of a word; the first one that fits nothing */
	long number;
};

static void
split(struct span line, struct words *words)
{
	size_t i = 0;

	words->count = 0;
	while (words->count < WORDS_MAX) {
		size_t start;

		while (i < line.length && isblank((unsigned char)line.text[i]))
			i++;
		if (i == line.length)
			return;
		start = i;
		while (i < line.length && !isblank((unsigned char)line.text[i]))
			i++;
		words->items[words->count++] =
		    span_make(line.text + start, i - start);
	}
}

static bool
word_fits(struct span typed, const char *word, long *number)
{
	if (strcmp(word, NUMBER) == 0)
		return span_to_number(typed, TERMINAL_MAX, number);
	return typed.length <= strlen(word) &&
	       strncasecmp(typed.text, word, typed.length) == 0;
}

static size_t
count_words(const struct command *command)
{
	size_t count = 0;

	while (count < COUNT_OF(command->words) && command->words[count])
		count++;
	return count;
}

/* How many of the typed words fit the row, one after the other. */
static size_t
count_fitting(const struct command *command, const struct words *words,
    long *number)
{
	size_t known = count_words(command);
	size_t i = 0;

	while (i < known && i < words->count &&
	       word_fits(words->items[i], command->words[i], number))
		i++;
	return i;
}

static bool
is_known(const struct command_context *context, const struct command *command)
{
	if ((command->kind & KIND_PRIVILEGED) &&
	    !context->terminal->is_privileged)
		return false;
	return !(command->kind & KIND_XML) ||
	       (context->manners->has_xml && !context->traits->refuses_xml);
}

/*
 * A row fits when all typed words fit and none is missing.  "exit" and "e" are
 * the same as long as no other command begins with e.
 */
static struct match
find(const struct command_context *context, const struct words *words)
{
	struct match match = {INVALID, NULL, 0, 0};
	size_t whole = 0;
	size_t longer = 0;

	for (size_t i = 0; i < COUNT_OF(commands); i++) {
		long number = 0;
		size_t fitting;

		if (!is_known(context, &commands[i]))
			continue;
		fitting = count_fitting(&commands[i], words, &number);
		if (fitting > match.bad)
			match.bad = fitting;
		if (fitting < words->count)
			continue;
		if (fitting < count_words(&commands[i])) {
			longer++;
			continue;
		}
		whole++;
		match.command = &commands[i];
		match.number = number;
	}
	if (whole == 1)
		match.outcome = FOUND;
	else if (whole > 1)
		match.outcome = AMBIGUOUS;
	else if (longer > 0)
		match.outcome = INCOMPLETE;
	return match;
}

/* --- answering ------------------------------------------------------------ */

static void
add_time_stamp(const struct command_context *context, struct str *out)
{
	if (context->manners->time_stamp)
		str_addf(out, "%s\n", context->manners->time_stamp);
}

/* A caret below the word that is not understood. */
static void
add_caret(const struct command_context *context, struct span line,
    const struct words *words, size_t bad, struct str *out)
{
	size_t column = context->prompt.length;

	if (bad < words->count)
		column += (size_t)(words->items[bad].text - line.text);
	else
		column += line.length;
	for (size_t i = 0; i < column; i++)
		str_add_char(out, ' ');
	str_add(out, "^\n");
}

/* Puts `value` where `form` says %s; "%%" is a percent sign. */
static void
add_form(struct str *out, const char *form, struct span value)
{
	for (const char *c = form; *c; c++) {
		if (c[0] == '%' && c[1] == 's')
			str_add_span(out, value);
		else if (c[0] == '%' && c[1] == '%')
			str_add_char(out, '%');
		else
			str_add_char(out, *c);
		if (c[0] == '%' && (c[1] == 's' || c[1] == '%'))
			c++;
	}
	str_add_char(out, '\n');
}

/* Runs the command that was found, or does what this device does instead. */
static int
run(const struct command_context *context, const struct match *match,
    struct str *out)
{
	const struct traits *traits = context->traits;
	unsigned kind = match->command->kind;

	if ((kind & KIND_TERMINAL) && traits->refuses_terminal) {
		str_add(out, "Command authorization failed.\n");
		return 0;
	}
	if ((kind & KIND_ANSWER) && traits->answer) {
		str_addf(out, "%s\n", traits->answer);
		return (int)traits->answer_status;
	}
	match->command->run(context, match->number, out);
	return 0;
}

void
command_answer(const struct command_context *context, struct span line,
    struct str *out)
{
	const struct manners *manners = context->manners;
	struct words words;
	struct match match;

	split(line, &words);
	if (words.count == 0)
		return;
	match = find(context, &words);
	switch (match.outcome) {
	case FOUND:
		if (match.command->run != leave)
			add_time_stamp(context, out);
		run(context, &match, out);
		return;
	case INVALID:
		add_caret(context, line, &words, match.bad, out);
		add_form(out, manners->invalid, line);
		return;
	case INCOMPLETE:
		add_form(out, manners->incomplete, line);
		return;
	case AMBIGUOUS:
		add_form(out, manners->ambiguous, line);
		return;
	}
}

int
command_execute(const struct command_context *context, struct span line,
    struct str *out)
{
	struct words words;
	struct match match;

	split(line, &words);
	match = find(context, &words);
	add_time_stamp(context, out);
	if (match.outcome == FOUND)
		return run(context, &match, out);
	add_form(out, context->manners->exec_refused, line);
	return context->manners->exec_refused_status;
}
