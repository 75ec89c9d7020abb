/*
 * file -- reading whole files within a limit, and replacing them whole.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/err.h"
#include "base/span.h"

/*
 * Reads `path` ("-" is standard input) into `*text`, which the caller frees;
 * a NUL stands behind the last byte.  Fails with ERR_LIMIT when the file has
 * more than `max` bytes, reading one more at most; a folder is an error, and
 * so is a file that there is no memory for.  A failure leaves `*text` and
 * `*length` as they were.
 */
MUST_CHECK bool file_read(const char *path, size_t max, char **text,
    size_t *length, struct err *err);

/* The same into `arena`: for small files that are read by the thousand. */
MUST_CHECK bool file_read_in(struct arena *arena, const char *path, size_t max,
    char **text, size_t *length, struct err *err);

/*
 * Whether file_write() has a chance: to be asked before long work whose result
 * goes there.  Fails as file_write() would, but writes nothing; a full disk is
 * not seen.
 */
MUST_CHECK bool file_can_write(const char *path, struct err *err);

/*
 * Writes `text` to `path`: the old file is replaced whole or left untouched.
 * "-" is standard output; a device node or pipe is written to directly, and
 * what is a name of a descriptor of ours (/dev/stdout, /dev/fd/5) through that
 * descriptor as it is, even if there is a file behind it.
 * Through a symbolic link the file that it names is replaced, not the link.  A
 * new file gets the permissions `mode` (less the umask); one that was there
 * keeps its own as far as `mode` has them, and is refused if it is read-only.
 */
MUST_CHECK bool file_write(const char *path, struct span text, unsigned mode,
    struct err *err);

/*
 * As file_write(), for a thousand files in one folder: does not wait until the
 * disk has each of them.  file_finish_many() then waits once for all, before
 * anything is written that says they are there.
 */
MUST_CHECK bool file_write_one_of_many(const char *path, struct span text,
    unsigned mode, struct err *err);
MUST_CHECK bool file_finish_many(const char *folder, struct err *err);

#endif
