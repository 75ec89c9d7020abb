/*
 * topology_range -- names with counters in them: "leaf[1-4]:Eth1/[01-12]".
 *
 * One line of a plan may stand for a whole bundle of cables.  In brackets
 * stand numbers from-to ([1-4]; [01-12] keeps the leading zeros), letters
 * from-to
 * ([a-d]), words, or several of these with commas between ([1-4,7,mgmt]).  With
 * several brackets in one name the last counts fastest.
 */
#ifndef FORMAT_TOPOLOGY_RANGE_H
#define FORMAT_TOPOLOGY_RANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/span.h"
#include "base/str.h"

/* So many names may come of one text at most. */
#define RANGE_COUNT_MAX 100000u

struct range_part; /* opaque */

/* A plain value; what it points to lives in an arena and in the text. */
struct range {
	struct span text;
	struct range_part *parts; /* NULL: no brackets, one name */
	size_t part_count;
	size_t count; /* how many names it stands for: at least 1 */
};

enum range_result {
	RANGE_OK,
	RANGE_BAD_BRACKETS, /* one of [ ] without the other, or nested */
	RANGE_BAD_ITEM,     /* what is in brackets is no range */
	RANGE_BACKWARDS,    /* [4-1] */
	RANGE_TOO_LARGE,    /* more than RANGE_COUNT_MAX names */
};

/*
 * Reads `text`, which must outlive `range`.  When it is not RANGE_OK, `range`
 * stands for the one name `text`, brackets and all.
 */
MUST_CHECK enum range_result range_read(struct range *range, struct span text,
    struct arena *arena);

/* What a result other than RANGE_OK means, for messages. */
const char *range_explain(enum range_result result);

/* Appends name number `i`, from 0, below range->count. */
void range_add_name(const struct range *range, size_t i, struct str *out);

#endif
