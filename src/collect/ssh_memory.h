/*
 * ssh_memory -- the memory that we lend to libssh2.
 *
 * For three reasons.  The library copies passwords and keys about, and wipes
 * few of these copies: here every block is wiped before it goes, but for one
 * that may be known to hold none.  Release 1.11.1 forgets some blocks, the
 * shared secret of a key exchange among them: here they are found when the
 * session is over.  And it keeps things to itself that we must know: whether a
 * command's exit status has come (devices send it and then just drop the
 * connection, which is an orderly end with it and a broken one without),
 * whether a login was accepted in part, and in which words a channel was
 * refused.  All travel in packets, and each packet passes by here when it is
 * freed.  So does the shared secret, by which a key exchange that got that far
 * is known.
 */
#ifndef COLLECT_SSH_MEMORY_H
#define COLLECT_SSH_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct block;

/* What went by; the session's `abstract` must point to one. */
struct ssh_memory {
	struct block *blocks; /* all that are lent now */
	size_t lent;          /* how many bytes these are */
	void *owner;          /* for the other callbacks of the session */
	/*
	 * The library's own state: 80 KiB, most of it the latest packet each
	 * way.  These are enciphered where they stand, so once a packet has
	 * left, no secret is in there; whoever knows that says its name here,
	 * and it goes as it is.
	 */
	const void *state_without_secrets;
	bool secret_seen; /* that of a key exchange was worked out */
	bool exit_status_seen;
	int exit_status;
	bool partial_success;        /* of the last refusal */
	unsigned open_failure;       /* why a channel was not opened: RFC */
	struct str open_explanation; /* 4254, 5.1; in the server's words */
	struct str methods; /* those that the last refusal still allows */
};

void *ssh_memory_allocate(size_t size, void **abstract);
void *ssh_memory_resize(void *memory, size_t size, void **abstract);
void ssh_memory_free(void *memory, void **abstract);

/* Wipes and frees what is still lent, after the session was freed. */
void ssh_memory_release(struct ssh_memory *memory);

#endif
