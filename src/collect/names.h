/*
 * names -- the addresses that names were found to have, for a whole run.
 *
 * A device that is connected to again, after a pause or for its shell, is not
 * looked up again.  What is not found is not kept: it may come to be.
 */
#ifndef COLLECT_NAMES_H
#define COLLECT_NAMES_H

#include <netdb.h>

struct names; /* opaque */

struct names *names_new(void);

/* Frees all that it has lent.  NULL is fine. */
void names_free(struct names *names);

/* The addresses of a host and a port, lent; NULL: not known. */
struct addrinfo *names_find(const struct names *names, const char *host,
    unsigned port);

/* Takes `addresses`, which libuv has made; they are then lent. */
struct addrinfo *names_keep(struct names *names, const char *host,
    unsigned port, struct addrinfo *addresses);

#endif
