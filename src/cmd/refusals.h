/*
 * refusals -- devices that have refused a login, and are left alone.
 *
 * One wrong password in a run is one try that a device counts.  The same in
 * each of a thousand runs locks the account, for everybody who uses it.  So a
 * device that has refused is not visited again with what it has refused, nor
 * are those that were not even tried because of it, and one that keeps hanging
 * up on a password counts as if it had refused it.  Where the login was
 * accepted in an earlier run, something else may be wrong for a moment: there,
 * it takes as many refusals in a row, be they of the device or of others in its
 * place.
 */
#ifndef CMD_REFUSALS_H
#define CMD_REFUSALS_H

#include <stdbool.h>
#include <stddef.h>

#include "collect/collect.h"
#include "model/visit.h"

/* So often in a row it may go wrong where that may have another reason. */
#define REFUSALS_IN_A_ROW 3

struct refusal; /* opaque */

/* Start with zeroes. */
struct refusals {
	struct map *known; /* owned; of who logs in where: index */
	struct refusal *items;
	size_t count;
	size_t capacity;
	size_t told; /* so many of them the user has been told of */
};

/* Forgets all of them: with other secrets they may let us in. */
void refusals_clear(struct refusals *refusals);

/*
 * Moves the targets that are to be left alone behind the others, both in their
 * order, and returns how many others there are.
 */
size_t refusals_divide(const struct refusals *refusals,
    struct collect_target *targets, size_t count);

/* Adds a visit to each of them, which says why it was not made. */
void refusals_add_visits(const struct refusals *refusals,
    const struct collect_target *targets, size_t count,
    struct visit_list *visits);

/* Takes down what came of the visits to `targets`, one for each. */
void refusals_note(struct refusals *refusals,
    const struct collect_target *targets, const struct visit *visits,
    size_t count);

/* Tells of those that are new: that they are not visited any more. */
void refusals_tell(struct refusals *refusals, bool may_change);

#endif
