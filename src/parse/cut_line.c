/*
 * Is a line whole?  See cut_line.h.
 */
#include "parse/cut_line.h"

#include <ctype.h>
#include <string.h>

#include "base/attr.h"
#include "model/pager.h"
#include "parse/cdp_fields.h"
#include "parse/chatter.h"
#include "parse/dialects.h"
#include "parse/listing.h"

bool
cut_is_only_pager(struct span raw)
{
	return pager_mark_length(span_skip_blanks(raw), NULL) &&
	       !span_find_char(raw, '\b') && !span_find_char(raw, '\r');
}

static enum cut_kind
kind_of_cdp(const struct cdp_label *label, struct span value)
{
	if (label->role == CDP_VERSION && !value.length)
		return CUT_BLOCK;
	if (label->role == CDP_TOTAL)
		return CUT_COUNT;
	if (strcmp(label->text, "Interface") == 0 ||
	    strcmp(label->text, "Platform") == 0)
		return CUT_PAIR;
	/* Of an address nobody knows where it ends. */
	if (label->role != CDP_ADDRESS && label->is_whole &&
	    label->is_whole(value))
		return CUT_WHOLE;
	return CUT_FIELD;
}

static enum cut_kind
kind_of_lldp(const struct listing_label *label, struct span value)
{
	if (label->role == LISTING_BLOCK && !value.length)
		return CUT_BLOCK;
	return label->role == LISTING_TOTAL ? CUT_COUNT : CUT_FIELD;
}

struct cut_label
cut_label_of(struct span line)
{
	struct span value;
	const struct cdp_label *cdp = cdp_label_find(line, &value);
	const struct listing_label *lldp;

	if (cdp)
		return (struct cut_label){kind_of_cdp(cdp, value),
		    strlen(cdp->text)};
	lldp = listing_label_find(&dialect_lldp, line, &value);
	if (lldp)
		return (struct cut_label){kind_of_lldp(lldp, value),
		    strlen(lldp->row.name)};
	return (struct cut_label){CUT_OTHER, 0};
}

/* Not strchr() alone, which finds a NUL in every string. */
static bool
is_one_of(const char *set, char c)
{
	return c && strchr(set, c);
}

bool
cut_looks_like_field(struct span line)
{
	size_t i = 0;

	if (!line.length || islower((unsigned char)line.text[0]))
		return false;
	while (i < line.length && (isalnum((unsigned char)line.text[i]) ||
				      is_one_of(" /()_.+-", line.text[i])))
		i++;
	return i > 0 && i < line.length && line.text[i] == ':' &&
	       (i + 1 == line.length || line.text[i + 1] == ' ');
}

/* "Auto Negotiation - supported, enabled", of LLDP */
static bool
is_state(struct span line)
{
	for (size_t i = 0; i < dialect_lldp.label_count; i++) {
		const char *name = dialect_lldp.labels[i].row.name;
		struct span rest;

		if (!span_starts_nocase(line, name))
			continue;
		rest = span_skip(line, strlen(name));
		if (span_starts(span_skip_blanks(rest), "- "))
			return true;
	}
	return false;
}

bool
cut_begins_something(struct span line)
{
	struct span prompt;
	struct span command;

	return cut_label_of(line).kind != CUT_OTHER || is_state(line) ||
	       chatter_is_rule(line) ||
	       chatter_find_prompt(line, &prompt, &command) ||
	       chatter_is_echo(line);
}

/* Is `s` a front of `label`, but not all of it? */
static bool
is_front_of(struct span s, const char *label)
{
	return s.length < strlen(label) && memcmp(s.text, label, s.length) == 0;
}

bool
cut_is_front_of_label(struct span line)
{
	if (line.length < 2)
		return false;
	for (size_t i = 0; i < cdp_label_count; i++) {
		if (is_front_of(line, cdp_labels[i].text))
			return true;
	}
	for (size_t i = 0; i < dialect_lldp.label_count; i++) {
		if (is_front_of(line, dialect_lldp.labels[i].row.name))
			return true;
	}
	return false;
}

bool
cut_is_pair(struct span front, struct span back)
{
	static const char *const seconds[] = {
	    "Port ID (outgoing port):",
	    "Capabilities:",
	};
	struct span rest = front;
	const char *comma;

	if (cut_label_of(front).kind != CUT_PAIR)
		return false;
	while ((comma = span_find_char(rest, ',')) != NULL)
		rest = span_skip(rest, (size_t)(comma - rest.text) + 1);
	if (rest.text == front.text)
		return false;
	rest = span_skip_blanks(rest);
	for (size_t i = 0; i < COUNT_OF(seconds); i++) {
		if (is_front_of(rest, seconds[i]) &&
		    (cut_label_of(back).kind == CUT_OTHER ||
			span_starts(back, seconds[i])))
			return true;
	}
	return false;
}

bool
cut_is_row(struct span line)
{
	size_t gaps = 0;

	for (size_t i = 1; i + 1 < line.length; i++)
		gaps += line.text[i - 1] != ' ' && line.text[i] == ' ' &&
			line.text[i + 1] == ' ';
	return gaps >= 2;
}

/* A port's name, or what stands before it on its line. */
static bool
is_about_port(struct span line)
{
	return span_starts_nocase(line, "Interface") ||
	       span_starts_nocase(line, "Local ") ||
	       span_starts_nocase(line, "Port ");
}

/* "changed state to up" */
static bool
are_small_words(struct span line)
{
	for (size_t i = 0; i < line.length; i++) {
		if (!islower((unsigned char)line.text[i]) &&
		    line.text[i] != ' ')
			return false;
	}
	return true;
}

bool
cut_goes_on(struct span front, struct span back)
{
	if (!back.length)
		return false;
	/* No port goes on with words behind a number; a message may. */
	return !is_about_port(front) ||
	       !isdigit((unsigned char)front.text[front.length - 1]) ||
	       !are_small_words(back);
}

bool
cut_asks(struct span line)
{
	struct span prompt;
	struct span command = line;

	if (!chatter_find_prompt(line, &prompt, &command) &&
	    !chatter_is_echo(line))
		return false;
	return chatter_command_of(command, "cdp") == COMMAND_ASKED ||
	       chatter_command_of(command, "lldp") == COMMAND_ASKED;
}

/* name="value" */
static bool
is_attribute(struct span line)
{
	size_t i = 0;

	while (i < line.length && !is_one_of("=<>\"' ", line.text[i]))
		i++;
	return i + 1 < line.length && line.text[i] == '=' &&
	       is_one_of("\"'", line.text[i + 1]);
}

bool
cut_is_xml(struct span line, struct span next)
{
	struct span tag;
	size_t i = line.length;

	while (i > 0 && !is_one_of("<>&;", line.text[i - 1]))
		i--;
	if (i == 0 || is_one_of(">;", line.text[i - 1]))
		return false;
	tag = span_skip(line, i);
	if (line.text[i - 1] == '&')
		return !span_find_char(tag, ' ') && span_trim(next).length > 0;
	return !span_starts(next, " ") &&
	       (span_find_char(tag, ' ') || !is_attribute(next));
}
