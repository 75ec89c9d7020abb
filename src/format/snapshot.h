/*
 * snapshot -- what devices said, kept in a folder.
 *
 * One DEVICE.txt for each device with the raw text that it sent, and a file
 * snapshot.json that says what came of each visit.  A folder with texts only,
 * pasted by hand, is a snapshot as well: all of its devices have answered.
 */
#ifndef FORMAT_SNAPSHOT_H
#define FORMAT_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "model/visit.h"

#define SNAPSHOT_INDEX_MAX ((size_t)64 << 20) /* snapshot.json */

/*
 * Each text.  What --max-output lets a device send goes into a snapshot, and
 * must come out of it again, whatever that was set to.
 */
#define SNAPSHOT_TEXT_MAX ((size_t)1024 << 20)

/*
 * Adds the visits of a snapshot to `visits`; several may be loaded into one
 * list, where the last visit to a device counts.  Without snapshot.json they
 * come in the order of their names.  Fails when the folder or snapshot.json is
 * not as it should be; `visits` may then hold some of them already.
 */
MUST_CHECK bool snapshot_load(const char *folder, struct visit_list *visits,
    struct err *err);

/*
 * The same in two steps, so that texts can be read side by side: the visits
 * whose text is still to be read are marked `unread`, and the other function
 * reads it, in any order and from any thread, into `arena` when that is not
 * NULL.  It does nothing where there is nothing to be read.  A text that cannot
 * be read is that device's trouble and no failure: its visit stays `unread`,
 * and is VISIT_LIMIT if the text is too large, otherwise VISIT_NOT_COLLECTED.
 */
MUST_CHECK bool snapshot_list(const char *folder, struct visit_list *visits,
    struct err *err);
MUST_CHECK bool snapshot_read_text(const char *folder, struct visit *visit,
    struct arena *arena, struct err *err);

/*
 * Makes the folder where it is missing and fails as snapshot_save() would when
 * it cannot be used: to be asked before devices are visited for it, because
 * what they say must not be lost for want of a place.  `*is_new`: there is no
 * older snapshot in it.
 */
MUST_CHECK bool snapshot_prepare(const char *folder, bool *is_new,
    struct err *err);

/*
 * Writes the text of one visit into a new folder, before snapshot_save() does
 * the rest.  An older snapshot is better left whole until then.  A text of a
 * visit that is not VISIT_OK gets a name that is not that of an answer.
 */
MUST_CHECK bool snapshot_keep(const char *folder, const struct visit *visit,
    struct err *err);

/*
 * Writes the last visit to each device to `folder`, which is made (for the
 * user's eyes only) when it is missing.  An older snapshot there is replaced:
 * each file whole, snapshot.json last, then the texts go that only the old one
 * listed.  A folder with anything else in it is refused.  Texts that are kept
 * already are not written again.
 */
MUST_CHECK bool snapshot_save(const char *folder,
    const struct visit_list *visits, struct err *err);

#endif
