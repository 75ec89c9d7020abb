/*
 * Random numbers from the system, a page at a time and for each thread its own;
 * see random.h.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "collect/random.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <openssl/rand.h>
#include <sys/random.h>

#define PAGE ((size_t)4096)

/* From the front what was given out, and is wiped; then `left` bytes. */
static _Thread_local struct {
	unsigned char bytes[PAGE];
	size_t left;
} pool;

/* The system may give less than it is asked for, at a signal. */
static bool
ask_system(unsigned char *bytes, size_t count)
{
	while (count) {
		ssize_t got = getrandom(bytes, count, 0);

		if (got < 0 && errno != EINTR)
			return false;
		if (got > 0) {
			bytes += got;
			count -= (size_t)got;
		}
	}
	return true;
}

static bool
fill(void)
{
	pool.left = 0;
	if (!ask_system(pool.bytes, PAGE))
		return false;
	pool.left = PAGE;
	return true;
}

/* As OpenSSL wants it: 1 when all is well. */
static int
give(unsigned char *bytes, int count)
{
	size_t wanted = (size_t)count;
	unsigned char *next;

	if (count < 0)
		return 0;
	if (wanted > PAGE / 2)
		return ask_system(bytes, wanted);
	if (pool.left < wanted && !fill())
		return 0;
	next = pool.bytes + PAGE - pool.left;
	memcpy(bytes, next, wanted);
	explicit_bzero(next, wanted);
	pool.left -= wanted;
	return 1;
}

static int
is_ready(void)
{
	return 1;
}

void
random_from_system(void)
{
	static const RAND_METHOD method = {
	    .bytes = give,
	    .pseudorand = give,
	    .status = is_ready,
	};

	/* Where it refuses, its own generator serves as well. */
	(void)RAND_set_rand_method(&method);
}
