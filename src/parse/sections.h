/*
 * sections -- which part of a long session is whose.
 *
 * A capture may hold the output of `show cdp neighbors detail` and that of
 * `show lldp neighbors detail`, and what one protocol's neighbors chose to say
 * must not be read as an entry of the other.  So a text in which both may be
 * is first cut, outside of all blocks of neighbors' text, where a command, a
 * count or the other protocol's first label stands.
 */
#ifndef PARSE_SECTIONS_H
#define PARSE_SECTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/span.h"
#include "parse/lines.h"

enum section_kind {
	SECTION_OTHER, /* nothing that we know, or nothing at all */
	SECTION_CDP,
	SECTION_LLDP,
	SECTION_CATOS,
};

struct section {
	enum section_kind kind;
	struct span text;
	size_t lines; /* of the text in front of it */
};

struct section_reader {
	struct span text;
	struct line_reader lines;
	struct span prompt; /* the first one seen */
	/* The section whose first line has been read. */
	struct section next;
	const char *block_end; /* NULL outside of blocks */
	/* A dashed rule with nothing behind it yet: the next entry's. */
	const char *rule;
	size_t rule_line;
	bool is_done;
};

void section_reader_init(struct section_reader *reader, struct span text,
    struct arena *arena);

/* Sections in the order of the text; false behind the last. */
bool section_reader_next(struct section_reader *reader,
    struct section *section);

/* What entry the (trimmed) line begins, if any. */
enum section_kind section_kind_of(struct span line);

#endif
