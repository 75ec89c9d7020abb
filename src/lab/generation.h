/*
 * generation -- which SSH algorithms devices of an age offer, as a table.
 *
 * From IOS 12, which knows what was usual in 2001, to IOS-XE 17.16, which has
 * forgotten all of that.  libssh offers neither hmac-md5 nor hmac-sha1-96; the
 * tests have other servers for these.
 */
#ifndef LAB_GENERATION_H
#define LAB_GENERATION_H

#include <stddef.h>

#include "lab/traits.h"

struct generation {
	const char *name;
	const char *kex; /* these four: with commas between */
	const char *host_keys;
	const char *ciphers;
	const char *macs;
	enum hostkey_kind host_key; /* that fits, unless another is named */
};

/* Row `i`, counted from 0; NULL behind the last. */
const struct generation *generation_at(size_t i);

#endif
