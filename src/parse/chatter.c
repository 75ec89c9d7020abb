/*
 * Lines that nobody asked for; see chatter.h.
 *
 * All of it is guessed from the look of a line, so each test is as narrow as
 * the devices allow: a value that a neighbor made up must not be able to hide
 * as a log line more than itself.
 */
#include "parse/chatter.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "parse/log_line.h"

#define PROMPT_MAX 100
/* A refusal or a notice is a short sentence. */
#define NOTICE_MAX 300

static bool
has_digit(struct span s)
{
	for (size_t i = 0; i < s.length; i++) {
		if (isdigit((unsigned char)s.text[i]))
			return true;
	}
	return false;
}

bool
chatter_is_log(struct span line)
{
	struct span head = line;
	const char *mark;

	if (head.length > LOG_LINE_PREFIX_MAX)
		head.length = LOG_LINE_PREFIX_MAX;
	while ((mark = span_find_char(head, '%')) != NULL) {
		size_t before = (size_t)(mark - line.text);

		if (log_line_starts_mark(span_skip(line, before)) &&
		    (before == 0 || has_digit(span_make(line.text, before))))
			return true;
		head = span_skip(head, (size_t)(mark - head.text) + 1);
	}
	return log_line_starts_time(line);
}

bool
chatter_is_dashes(struct span line)
{
	size_t i = 0;

	while (i < line.length && line.text[i] == '-')
		i++;
	return i == line.length && i > 0;
}

bool
chatter_is_rule(struct span line)
{
	return line.length >= 5 && chatter_is_dashes(line);
}

/* Letters, digits and "._:/()@~+-". */
static bool
is_host_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '@' && c <= 'Z') ||
	       (c >= '(' && c <= ':' && c != '*' && c != ',') || c == '_' ||
	       c == '~';
}

/* The length of a prompt's name: "R1", "(Cisco Controller) ". */
static size_t
prompt_name_length(struct span line)
{
	size_t length = 0;
	const char *end;

	while (length < line.length && length < PROMPT_MAX &&
	       is_host_char(line.text[length]))
		length++;
	if (length == line.length || line.text[0] != '(' ||
	    line.text[length] != ' ')
		return length;
	end = memchr(line.text, ')', line.length < 64 ? line.length : 64);
	if (!end || (size_t)(end - line.text) + 2 >= line.length)
		return length;
	return (size_t)(end - line.text) + 2;
}

bool
chatter_find_prompt(struct span line, struct span *prompt, struct span *command)
{
	size_t length = prompt_name_length(line);
	struct span rest;

	if (length == 0 || length >= line.length ||
	    (line.text[length] != '#' && line.text[length] != '>'))
		return false;
	rest = span_skip_blanks(span_skip(line, length + 1));
	/* "Console> (enable) show version", on CatOS */
	if (span_starts(rest, "(enable)")) {
		rest = span_skip(rest, strlen("(enable)"));
		length = (size_t)(rest.text - line.text) - 1;
		rest = span_skip_blanks(rest);
	}
	if (rest.length && !isalpha((unsigned char)rest.text[0]))
		return false;
	*prompt = span_make(line.text, length + 1);
	*command = rest;
	return true;
}

static struct span
first_word(struct span s)
{
	size_t length = 0;

	while (length < s.length && s.text[length] != ' ' &&
	       s.text[length] != '\t')
		length++;
	return span_make(s.text, length);
}

/* "sh", "sho", "show" */
static bool
is_show(struct span command)
{
	struct span word = first_word(command);

	return word.length >= 2 && word.length <= 4 &&
	       strncasecmp(word.text, "show", word.length) == 0;
}

bool
chatter_is_echo(struct span line)
{
	struct span word = first_word(line);

	/* "show" alone may begin a sentence; a command names something. */
	return is_show(line) && word.length < line.length &&
	       !memchr(line.text, ':', line.length);
}

bool
chatter_is_command(struct span command)
{
	static const char *const verbs[] = {"terminal", "term", "ter",
	    "configure", "conf", "exit", "logout", "quit", "end", "enable",
	    "en", "ping", "config", "write", "copy", "dir", "admin", "run",
	    "set"};
	struct span word = first_word(command);

	if (is_show(command))
		return true;
	for (size_t i = 0; i < COUNT_OF(verbs); i++) {
		if (span_is_nocase(word, verbs[i]))
			return true;
	}
	return false;
}

static bool
contains_nocase(struct span s, const char *needle)
{
	size_t length = strlen(needle);

	if (s.length > NOTICE_MAX)
		s.length = NOTICE_MAX;
	for (size_t i = 0; i + length <= s.length; i++) {
		/* Needles begin with a small letter. */
		if ((s.text[i] | ' ') == needle[0] &&
		    strncasecmp(s.text + i, needle, length) == 0)
			return true;
	}
	return false;
}

enum chatter_command
chatter_command_of(struct span command, const char *word)
{
	/* `show tech-support` holds the output of all other commands. */
	if (is_show(command) && (contains_nocase(command, word) ||
				    contains_nocase(command, "tech")))
		return COMMAND_ASKED;
	return chatter_is_command(command) ? COMMAND_FOREIGN : COMMAND_UNKNOWN;
}

struct phrase {
	const char *text;
	enum chatter chatter;
	bool anywhere; /* in the line; otherwise only at its start */
};

/*
 * What devices say instead of an answer.  A leading "%" and blanks are taken
 * off before these are looked for; case does not matter.
 */
/* clang-format off */
static const struct phrase phrases[] = {
	{ "cdp is not enabled",              CHATTER_OFF,     true },
	{ "cdp not enabled",                 CHATTER_OFF,     true },
	{ "cdp is not running",              CHATTER_OFF,     true },
	{ "cdp not running",                 CHATTER_OFF,     true },
	{ "cdp is disabled",                 CHATTER_OFF,     true },
	{ "cdp is globally disabled",        CHATTER_OFF,     true },
	{ "cdp is currently disabled",       CHATTER_OFF,     true },
	{ "cdp disabled",                    CHATTER_OFF,     true },
	/* IOS, IOS-XE */
	{ "invalid input",                   CHATTER_REFUSAL, false },
	{ "incomplete command",              CHATTER_REFUSAL, false },
	{ "ambiguous command",               CHATTER_REFUSAL, false },
	{ "unknown command",                 CHATTER_REFUSAL, false },
	{ "unrecognized command",            CHATTER_REFUSAL, false },
	{ "bad secrets",                     CHATTER_REFUSAL, false },
	{ "access denied",                   CHATTER_REFUSAL, false },
	{ "authorization failed",            CHATTER_REFUSAL, false },
	{ "command authorization failed",    CHATTER_REFUSAL, false },
	{ "line has invalid autocommand",    CHATTER_REFUSAL, false },
	{ "not authorized",                  CHATTER_REFUSAL, false },
	/* NX-OS */
	{ "invalid command",                 CHATTER_REFUSAL, false },
	{ "invalid parameter",               CHATTER_REFUSAL, false },
	{ "syntax error while parsing",      CHATTER_REFUSAL, false },
	{ "permission denied",               CHATTER_REFUSAL, false },
	{ "error: permission denied",        CHATTER_REFUSAL, false },
	{ "error: aaa authorization failed", CHATTER_REFUSAL, false },
	{ "cmd exec error",                  CHATTER_REFUSAL, false },
	{ "user has insufficient",           CHATTER_REFUSAL, false },
	/* IOS-XR */
	{ "this command is not authorized",  CHATTER_REFUSAL, false },
	{ "error: % invalid",                CHATTER_REFUSAL, false },
	{ "unable to perform aaa",           CHATTER_REFUSAL, false },
	/* AireOS */
	{ "incorrect usage",                 CHATTER_REFUSAL, false },
	/* time stamps and legends */
	{ "load for five secs",              CHATTER_IDLE,    false },
	{ "time source is",                  CHATTER_IDLE,    false },
	/* NX-OS, for an empty table */
	{ "error: no neighbour information", CHATTER_IDLE,    false },
	{ "capability codes:",               CHATTER_IDLE,    false },
	{ "local intrf",                     CHATTER_TABLE,   true },
};
/* clang-format on */

/* "Mon Nov 23 08:00:00.123 UTC", which IOS-XR puts before each answer. */
static bool
is_date(struct span line)
{
	static const char days[] = "MonTueWedThuFriSatSun";

	for (size_t i = 0; i < sizeof(days) - 1; i += 3) {
		if (line.length > 8 && memcmp(line.text, days + i, 3) == 0 &&
		    line.text[3] == ' ' &&
		    log_line_starts_month(span_skip(line, 4)))
			return true;
	}
	return false;
}

/* "S - Switch, H - Host, I - IGMP,": the legend of the brief table. */
static bool
is_legend(struct span line)
{
	return line.length > 4 && isalpha((unsigned char)line.text[0]) &&
	       memcmp(line.text + 1, " - ", 3) == 0;
}

/* The mark under the place of a mistake in a command. */
static bool
is_caret(struct span line)
{
	return span_is(line, "^");
}

static bool
says(struct span words, const struct phrase *phrase)
{
	if (phrase->anywhere)
		return contains_nocase(words, phrase->text);
	return words.length && (words.text[0] | ' ') == phrase->text[0] &&
	       span_starts_nocase(words, phrase->text);
}

enum chatter
chatter_of(struct span line)
{
	struct span words = line;

	while (words.length && (words.text[0] == '%' || words.text[0] == ' '))
		words = span_skip(words, 1);
	for (size_t i = 0; i < COUNT_OF(phrases); i++) {
		if (says(words, &phrases[i]))
			return phrases[i].chatter;
	}
	if (is_date(line) || is_legend(line) || is_caret(line))
		return CHATTER_IDLE;
	return CHATTER_OTHER;
}
