/*
 * Cutting a session into sections; see sections.h.
 */
#include "parse/sections.h"

#include <ctype.h>
#include <string.h>

#include "base/attr.h"
#include "parse/chatter.h"

/* clang-format off */

/* The first lines of entries. */
static const struct {
	const char *label;
	enum section_kind kind;
} heads[] = {
	{ "Device ID",       SECTION_CDP },
	{ "Local Intf",      SECTION_LLDP },
	{ "Local Interface", SECTION_LLDP },
	{ "Chassis id",      SECTION_LLDP },
	{ "Port (Our Port)", SECTION_CATOS },
	{ "Device-ID",       SECTION_CATOS },
};

/* Text of neighbors begins and ends. */
static const struct {
	enum section_kind kind;
	const char *label;
	const char *end;
	bool end_has_number;
} blocks[] = {
	{ SECTION_CDP,   "Version",            "Advertisement version", true },
	{ SECTION_LLDP,  "System Description", "Time remaining",        true },
	{ SECTION_CATOS, "Version",            "Platform",              false },
};
/* clang-format on */

/* "LABEL : value" */
static bool
has_label(struct span line, const char *label, struct span *value)
{
	if (!span_starts_nocase(line, label))
		return false;
	line = span_trim(span_skip(line, strlen(label)));
	if (!line.length || line.text[0] != ':')
		return false;
	*value = span_trim(span_skip(line, 1));
	return true;
}

enum section_kind
section_kind_of(struct span line)
{
	struct span value;

	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		if (has_label(line, heads[i].label, &value))
			return heads[i].kind;
	}
	return SECTION_OTHER;
}

/* The line that ends the block that `line` begins, when one is to come. */
static const char *
begin_block(const struct section_reader *reader, struct span line)
{
	struct span value;

	for (size_t i = 0; i < COUNT_OF(blocks); i++) {
		if (reader->next.kind == blocks[i].kind &&
		    has_label(line, blocks[i].label, &value))
			return blocks[i].end;
	}
	return NULL;
}

static bool
is_known_prompt(const struct section_reader *reader, struct span line)
{
	struct span prompt;
	struct span command;

	return !span_is_absent(reader->prompt) &&
	       chatter_find_prompt(line, &prompt, &command) &&
	       span_equal(prompt, reader->prompt) &&
	       chatter_is_command(command);
}

static bool
ends_block(const struct section_reader *reader, struct span line)
{
	struct span value;

	for (size_t i = 0; i < COUNT_OF(blocks); i++) {
		if (blocks[i].end == reader->block_end &&
		    has_label(line, blocks[i].end, &value))
			return !blocks[i].end_has_number ||
			       (value.length &&
				   isdigit((unsigned char)value.text[0]));
	}
	return is_known_prompt(reader, line);
}

/* Does the line hold a command?  Then whose output begins behind it. */
static bool
is_command(struct section_reader *reader, struct span line,
    enum section_kind *kind)
{
	struct span prompt;
	struct span command = line;

	*kind = SECTION_OTHER;
	if (chatter_find_prompt(line, &prompt, &command)) {
		if (span_is_absent(reader->prompt))
			reader->prompt = prompt;
	} else if (!chatter_is_echo(line)) {
		return false;
	}
	if (chatter_command_of(command, " lldp") == COMMAND_ASKED)
		*kind = SECTION_LLDP;
	else if (chatter_command_of(command, " cdp") == COMMAND_ASKED)
		*kind = SECTION_CDP;
	return command.length != 0;
}

void
section_reader_init(struct section_reader *reader, struct span text,
    struct arena *arena)
{
	*reader = (struct section_reader){.text = text};
	reader->next.text = text;
	line_reader_init(&reader->lines, text, arena);
}

/* Ends a section at `end` and begins one of `kind` at `start`. */
static void
cut(struct section_reader *reader, struct section *section, const char *start,
    const char *end, enum section_kind kind)
{
	*section = reader->next;
	section->text.length = (size_t)(end - section->text.text);
	reader->next.kind = kind;
	reader->next.text =
	    span_skip(reader->text, (size_t)(start - reader->text.text));
}

/* Before the first entry of another kind, and before the rule above it. */
static void
cut_before_entry(struct section_reader *reader, struct section *section,
    const char *start, const struct line *line, enum section_kind kind)
{
	size_t number = line->number;

	if (reader->rule) {
		start = reader->rule;
		number = reader->rule_line;
	}
	cut(reader, section, start, start, kind);
	reader->next.lines = number - 1;
}

/*
 * Before a command.  It stands in both sections: it is proof that the device
 * has said all of the one before.
 */
static void
cut_before_command(struct section_reader *reader, struct section *section,
    const char *start, const struct line *line, enum section_kind kind)
{
	cut(reader, section, start, reader->lines.rest.text, kind);
	reader->next.lines = line->number - 1;
}

static void
note_rule(struct section_reader *reader, const char *start,
    const struct line *line)
{
	if (!line->text.length || chatter_is_log(line->text))
		return;
	reader->rule = NULL;
	if (!chatter_is_rule(line->text))
		return;
	reader->rule = start;
	reader->rule_line = line->number;
}

/* Takes one line; true when it begins the next section. */
static bool
take_line(struct section_reader *reader, struct section *section,
    const char *start, const struct line *line)
{
	enum section_kind kind;
	bool cuts = false;

	if (reader->block_end) {
		if (!ends_block(reader, line->text))
			return false;
		reader->block_end = NULL;
	}
	kind = section_kind_of(line->text);
	if (kind != SECTION_OTHER) {
		cuts = reader->next.kind != SECTION_OTHER &&
		       reader->next.kind != kind;
		if (cuts)
			cut_before_entry(reader, section, start, line, kind);
		reader->next.kind = kind;
	} else if (is_command(reader, line->text, &kind)) {
		cut_before_command(reader, section, start, line, kind);
		cuts = true;
	} else {
		reader->block_end = begin_block(reader, line->text);
	}
	note_rule(reader, start, line);
	return cuts;
}

bool
section_reader_next(struct section_reader *reader, struct section *section)
{
	struct line line;

	if (reader->is_done)
		return false;
	for (;;) {
		const char *start = reader->lines.rest.text;

		if (!line_reader_next(&reader->lines, &line))
			break;
		if (take_line(reader, section, start, &line))
			return true;
	}
	reader->is_done = true;
	*section = reader->next;
	return section->text.length != 0;
}
