/*
 * secret -- a password that is not left lying around.
 *
 * Locked in memory so that it is not swapped out, left out of core files,
 * wiped when it is released.  It is never printed: there is no function that
 * formats one.
 */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include <stddef.h>

#include "base/span.h"

struct secret; /* opaque */

/* Copies `text`; the caller wipes its own copy with secret_wipe(). */
struct secret *secret_new(struct span text);

/* Wipes and frees.  NULL is fine. */
void secret_free(struct secret *secret);

/* The NUL-terminated text, valid until the secret is freed. */
const char *secret_text(const struct secret *secret);
size_t secret_length(const struct secret *secret);

/* Overwrites memory in a way that the compiler may not leave out. */
void secret_wipe(void *memory, size_t length);

#endif
