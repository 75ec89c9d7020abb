/*
 * trust_write -- the keys that were accepted, on their way into the files: each
 * key goes to the first file of its host, and where it takes the place of
 * another, that one is forgotten in all files of the user's.
 */
#ifndef CMD_TRUST_WRITE_H
#define CMD_TRUST_WRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "cmd/trust_key.h"
#include "collect/known_hosts_book.h"

/*
 * Writes what was accepted.  Each file is replaced whole or left as it was; the
 * error tells which of several were written before one could not be.
 */
MUST_CHECK bool trust_write(const struct trust_key *keys, size_t count,
    const struct known_hosts_book *book, struct err *err);

#endif
