/*
 * snapshot_index -- snapshot.json, the table of contents of a snapshot.
 */
#ifndef FORMAT_SNAPSHOT_INDEX_H
#define FORMAT_SNAPSHOT_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"
#include "model/visit.h"

#define SNAPSHOT_INDEX_NAME "snapshot.json"

/*
 * Behind the name of a text that is no whole answer, until snapshot.json says
 * so: without it every *.txt is a device that answered.  With the longest of
 * those names it makes the 255 bytes that a name may have.
 */
#define SNAPSHOT_UNFINISHED ".unfinished"

/*
 * Appends what FOLDER/snapshot.json says, in its order, to `index`: visits
 * without their texts.  A visit's `file` is NULL where none is listed; it never
 * leads out of the folder.  `*found` is false, which is no failure, when there
 * is no such file.
 */
MUST_CHECK bool snapshot_index_read(const char *folder,
    struct visit_list *index, bool *found, struct err *err);

/* Appends the index of these visits, whose texts are in files, to `out`. */
void snapshot_index_format(struct str *out, const char *taken_at,
    const struct visit *const *visits, size_t count);

#endif
