/*
 * descriptor -- how many sockets this process may have.
 */
#ifndef COLLECT_DESCRIPTOR_H
#define COLLECT_DESCRIPTOR_H

#include <stddef.h>

/*
 * How many of `wanted` sockets may be open at once, beside `others` that are
 * none, at least 1.  Raises the
 * soft limit of the process as far as the system lets it.
 */
size_t descriptor_limit(size_t wanted, size_t others);

#endif
