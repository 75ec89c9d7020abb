/*
 * See difference.h.
 */
#include "model/difference.h"

/* clang-format off */
static const char *const kind_names[] = {
	[CHANGE_ADDED]   = "added",
	[CHANGE_REMOVED] = "removed",
	[CHANGE_CHANGED] = "changed",
};
/* clang-format on */

const char *
change_kind_name(enum change_kind kind)
{
	return kind_names[kind];
}

bool
difference_is_empty(const struct difference *difference)
{
	return !difference->change_count &&
	       !difference->judgement->finding_count;
}
