/*
 * values -- how a printed value becomes a field of a neighbor.
 *
 * Dialects differ in what they call a thing and in what stands around it, not
 * in what it is: a number, an address, a list of letters.  So a dialect's
 * table says "`ttl` is a number and goes to holdtime", and the ways of taking
 * values are written here, once.  Of two values for one field the first
 * counts: what a neighbor smuggles in later changes nothing.
 */
#ifndef PARSE_VALUES_H
#define PARSE_VALUES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/span.h"
#include "model/neighbor.h"

enum value_kind {
	VALUE_NONE,       /* known, but not taken */
	VALUE_TEXT,       /* as it stands, trimmed */
	VALUE_LINES,      /* several lines, each trimmed */
	VALUE_QUOTED,     /* as it stands, without quotes around it */
	VALUE_NUMBER,     /* the number that it begins with */
	VALUE_LOCAL_PORT, /* text, and its line */
	VALUE_PORT_ID,
	VALUE_ITEM,    /* all of it is one item of a list */
	VALUE_ADDRESS, /* its first word is */
	VALUE_WORDS,   /* capabilities, separated by blanks */
	VALUE_LETTERS, /* capabilities, separated by commas */
};

/* One row of a dialect's table. */
struct value_row {
	const char *name;
	enum value_kind kind;
	size_t offset; /* of the field in struct neighbor */
};

#define VALUE_AT(field) offsetof(struct neighbor, field)

/*
 * Puts `value`, which stands on `line`, into the field that `row` names.
 * What says that there is none ("not advertised", "N/A") leaves it absent in
 * an entry of LLDP.
 */
void value_set(struct neighbor *neighbor, struct arena *arena,
    const struct value_row *row, struct span value, size_t line);

/* "not advertised", also with a dash before it. */
bool value_is_not_there(struct span value);

/*
 * LLDP sends a name and a chassis id; the device id is the name, or the
 * chassis id where there is none (of which NX-OS says "null").
 */
void value_name_lldp_neighbor(struct neighbor *neighbor);

#endif
