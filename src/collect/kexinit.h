/*
 * kexinit -- what a server says it can do, before anything is encrypted.
 *
 * When no algorithm is common to both sides the SSH library only says that the
 * exchange failed.  The server's lists travel in the clear, so they are read
 * here and the message can name both sides of the mismatch.
 */
#ifndef COLLECT_KEXINIT_H
#define COLLECT_KEXINIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

/* In the order of RFC 4253, section 7.1; languages are left out. */
enum kexinit_list {
	KEXINIT_KEX,
	KEXINIT_HOST_KEY,
	KEXINIT_CIPHER_OUT, /* client to server */
	KEXINIT_CIPHER_IN,
	KEXINIT_MAC_OUT,
	KEXINIT_MAC_IN,
	KEXINIT_COMPRESSION_OUT,
	KEXINIT_COMPRESSION_IN,
	KEXINIT_LISTS,
};

struct kexinit {
	struct span ident;                /* "SSH-2.0-Cisco-1.25" */
	struct span lists[KEXINIT_LISTS]; /* comma separated names */
	bool complete;                    /* the lists are there */
	bool guesses; /* a packet follows that may have been in vain */
	size_t end;   /* of the lists' packet, in what was sent */
};

/*
 * Reads what a server has sent since the connection was made; the spans point
 * into it.  False when there is no identification line in it yet.
 */
bool kexinit_read(struct span sent, struct kexinit *kexinit);

/* Whether it speaks version 2 of the protocol, the only one that we do. */
bool kexinit_is_version_2(const struct kexinit *kexinit);

/*
 * Whether it takes part in a strict key exchange (OpenSSH, PROTOCOL 1.10), in
 * which packets are counted anew from the first keys on.
 */
bool kexinit_is_strict(const struct kexinit *kexinit);

/* What stands at the front of bytes in which a packet begins. */
enum kexinit_packet {
	KEXINIT_PACKET_PART,  /* more has to come */
	KEXINIT_PACKET_KEX,   /* a message of some method of exchanging keys */
	KEXINIT_PACKET_OTHER, /* another one, or none */
};

/* The first `*length` bytes are that packet, if it is of the second kind. */
enum kexinit_packet kexinit_look_at_packet(struct span bytes, size_t *length);

/*
 * Whether the server has ended the session (SSH_MSG_DISCONNECT) before anything
 * was encrypted: for which reason (RFC 4253, section 11.1) and in which words,
 * of which there may be none.  They point into `sent`.
 */
bool kexinit_find_disconnect(struct span sent, uint32_t *reason,
    struct span *words);

/* Takes the next name off the front of a comma list. */
bool kexinit_next_name(struct span *list, struct span *name);

/* Whether a comma list holds a name of the other. */
bool kexinit_have_common(struct span a, struct span b);

#endif
