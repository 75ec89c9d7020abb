/*
 * names -- every spelling of a port name, and the one name that it means.
 *
 * A million cables end in two million ports, but these have the same few
 * hundred names on every device.  So a name is looked up, brought into its
 * canonical form and stored once per spelling, and from then on equal names
 * are equal pointers.
 */
#ifndef CHECK_NAMES_H
#define CHECK_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"
#include "base/str.h"
#include "check/spellings.h"

/* A canonical name; there is one of each. */
struct name {
	const char *text;
	uint32_t hash;
	uint32_t number; /* from 0 */
};

struct names {
	struct arena *arena; /* borrowed; owns the names */
	struct spellings spellings;
	const struct name **items; /* by the numbers of the spellings */
	size_t count;
	size_t capacity;
	struct str canonical; /* scratch */
};

/* Names are carved out of `arena`, and live as long as it does. */
void names_init(struct names *names, struct arena *arena);
void names_release(struct names *names);

/* The name that is meant by `printed`, in any spelling and case. */
const struct name *names_intern(struct names *names, struct span printed);

#endif
