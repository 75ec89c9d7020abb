/*
 * algorithm -- which SSH algorithms we ask for, and in which order.
 *
 * Modern ones first.  What an old device needs (a SHA-1 exchange, 3des-cbc)
 * is offered last and so is used with nothing else in common.  The costly
 * exchanges (group16, group18, group exchange with 4,096 bits: 28 to 200 ms of
 * calculation each, on the one thread that serves everybody) stand behind
 * everything cheap.
 */
#ifndef COLLECT_ALGORITHM_H
#define COLLECT_ALGORITHM_H

#include <stdbool.h>

#include <libssh2.h>

#include "base/attr.h"
#include "base/span.h"
#include "base/str.h"
#include "collect/kexinit.h"
#include "model/visit.h"

struct algorithm_wishes {
	/*
	 * The host key types that are known for the host, comma separated.
	 * They come first: a device must not be taken for a stranger because
	 * it has a second key.
	 */
	struct span known_types;
	/*
	 * Key exchange, host keys, ciphers, MACs: only those in a list, comma
	 * separated and in its order, will do.  A NULL list: all; NULL: all.
	 */
	const char *const *lists;
	bool old; /* SHA-1, MD5, CBC and 1,024 bits will do */
	bool no_chacha;
};

/*
 * What was made of the latest wishes, since most devices of a run are wished
 * the same; for one thread.
 */
struct algorithm_memory; /* opaque */

struct algorithm_memory *algorithm_memory_new(void);
void algorithm_memory_free(struct algorithm_memory *memory); /* NULL is fine */

/*
 * Sets the preferences of a session.  False, with words about it appended, when
 * a list has nothing in it that this program could do.
 */
MUST_CHECK bool algorithm_prefer(LIBSSH2_SESSION *session,
    const struct algorithm_wishes *wishes, struct algorithm_memory *memory,
    struct str *problem);

/*
 * Appends, for the first list in which both sides have nothing in common, what
 * the device offers and what we offer; false when there is no such list.
 */
bool algorithm_explain(LIBSSH2_SESSION *session,
    const struct algorithm_wishes *wishes, const struct kexinit *offered,
    struct str *out);

/*
 * Whether both could agree if ChaCha20 were not offered.  The library wants a
 * MAC of both sides even for that, and none for AES-GCM.
 */
bool algorithm_can_do_without_chacha(LIBSSH2_SESSION *session,
    const struct algorithm_wishes *wishes, const struct kexinit *offered);

/*
 * Whether a server has sent a packet on a guess (RFC 4253, section 7) that is
 * to be passed over: another key exchange or type of host key will be agreed
 * on.
 */
bool algorithm_is_wrong_guess(LIBSSH2_SESSION *session,
    const struct algorithm_wishes *wishes, const struct kexinit *offered);

/* What both sides agreed on, after the handshake; `agreed` owns it. */
void algorithm_get_agreed(LIBSSH2_SESSION *session, struct algorithms *agreed);

#endif
