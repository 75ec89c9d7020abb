/*
 * The bytes between the SSH library and the wire, in slices, and how many of
 * them one device may send.
 */
#include "collect/ssh_private.h"

#include <errno.h>
#include <string.h>

#include "collect/algorithm.h"
#include "collect/kexinit.h"

/*
 * The smallest DISCONNECT packet that a cipher can make of one has 36 bytes,
 * and nobody speaks after it: where it has come as a whole, it ends with what
 * has come.  A slice of the last 32 bytes therefore never holds the end of the
 * data before it *and* its own end.  A bastion says it when it is ended itself,
 * and then those behind it are asked once more anyway.
 */
#define TAIL ((size_t)32)

#define SSH_MSG_NEWKEYS 21

/*
 * The library sends this once it has verified the device's signature, so it is
 * the key of now that has signed.  Later another may stand in its place: a
 * device can begin a second exchange of keys before the first step behind the
 * handshake, show anybody's key in it and sign nothing, and release 1.11.1
 * forgets that this has failed.
 *
 * Each packet comes in one piece: length, padding, type.
 */
static void
note_new_keys(struct ssh *ssh, struct span packet)
{
	size_t length = 0;
	const char *key;

	if (ssh->new_keys || ssh->handshake_done || packet.length <= 5 ||
	    packet.text[5] != SSH_MSG_NEWKEYS)
		return;
	ssh->new_keys = true;
	key = libssh2_session_hostkey(ssh->session, &length, NULL);
	if (key)
		str_add_span(&ssh->host_key, span_make(key, length));
}

ssize_t
ssh_on_send(libssh2_socket_t socket, const void *bytes, size_t length,
    int flags, void **abstract)
{
	struct ssh *ssh = ((struct ssh_memory *)*abstract)->owner;

	(void)socket;
	(void)flags;
	note_new_keys(ssh, span_make(bytes, length));
	if (!ssh->dead)
		wire_put(ssh->wire, span_make(bytes, length));
	return (ssize_t)length;
}

void
ssh_on_disconnect(LIBSSH2_SESSION *session, int reason, const char *words,
    int words_length, const char *language, int language_length,
    void **abstract)
{
	struct ssh *ssh = ((struct ssh_memory *)*abstract)->owner;

	(void)session;
	(void)language;
	(void)language_length;
	ssh_note_disconnect(ssh, (unsigned)reason,
	    words && words_length > 0 ? span_make(words, (size_t)words_length)
				      : SPAN_ABSENT);
}

/* --- how much it gets ----------------------------------------------------- */

/*
 * What a visit may cost besides the answer: banners, keys, and what wraps each
 * packet.  A device may send its answer byte by byte, pad every packet as far
 * as it can and renew its keys all the time, and stays far below this; whoever
 * sends more has something else in mind.
 */
#define TAKEN_MAX ((size_t)1 << 20)
#define TAKEN_PER_BYTE 512

/*
 * The library keeps messages that nobody waits for.  It needs a tenth of a
 * mebibyte, and data never stays with it for long.
 */
#define LENT_MAX ((size_t)4 << 20)

/* As much as one answer mostly is; then it is the turn of others. */
#define TURN_MAX ((size_t)64 << 10)

static bool
is_flooded(const struct ssh *ssh)
{
	return ssh->memory.lent > LENT_MAX ||
	       (ssh->taken > TAKEN_MAX &&
		   (ssh->taken - TAKEN_MAX) / TAKEN_PER_BYTE > ssh->given);
}

/* Bastions carry the bytes of others, whose own sessions count them. */
static bool
may_take(struct ssh *ssh)
{
	struct transport *transport = &ssh->transport;

	if (ssh->in_large_slices)
		return true;
	if (is_flooded(ssh))
		transport->flooded = true;
	if (transport->flooded)
		return false;
	if (transport->taken < TURN_MAX)
		return true;
	transport->due = transport->now;
	return false;
}

/* --- what it gets --------------------------------------------------------- */

/* More text than that in front of a greeting is something else. */
#define BEFORE_IDENT ((size_t)32768)

/*
 * RFC 4253, section 4.2, allows lines of text before the greeting, which the
 * library takes only if none is empty and none is long.  They are left out for
 * it.  False while there is no greeting.
 */
static bool
find_ident(struct ssh *ssh)
{
	while (!ssh->ident_seen) {
		struct span waiting = wire_peek(ssh->wire);
		const char *end;

		ssh->ident_seen = span_starts(waiting, "SSH-");
		if (ssh->ident_seen)
			break;
		end = span_find_char(waiting, '\n');
		if (!end)
			return false;
		wire_drop(ssh->wire, (size_t)(end - waiting.text) + 1);
	}
	return true;
}

/* What the library gets to see of a peer that has not greeted yet. */
static ssize_t
wait_for_ident(const struct ssh *ssh)
{
	if (wire_has_ended(ssh->wire))
		return 0;
	if (wire_early(ssh->wire).length > BEFORE_IDENT)
		return -ECONNRESET;
	return -EAGAIN;
}

#define SSH_MSG_IGNORE 2
#define TO_TYPE                                                                \
	((size_t)5) /* behind the lengths of a packet and its padding          \
		     */

/*
 * A server may go on behind its lists at once, on a guess at what will be
 * agreed on, and a wrong guess is to be passed over.  The library means to, but
 * looks for the word of it in the wrong place (release 1.11.1 forgets the lists
 * of languages in front of it), and so takes the guess for the answer to its
 * own message.
 *
 * So it gets to see a packet that means nothing instead: to leave it out would
 * spoil the count of packets.  In a strict key exchange it is the other way
 * round: such a packet is forbidden there, and the count begins anew with the
 * keys.  Nobody in between gains by that: what strictness protects from is a
 * packet more or less, and the lists, with the word that one follows, are part
 * of what the server signs.  Only what can be a guess is left out.
 */
static void
look_for_guess(struct ssh *ssh)
{
	struct algorithm_wishes wishes;
	struct kexinit kexinit;

	if (ssh->guess_known || !kexinit_read(wire_early(ssh->wire), &kexinit))
		return;
	wishes = ssh_wishes(ssh);
	ssh->guess_known = kexinit.complete;
	if (kexinit.complete &&
	    algorithm_is_wrong_guess(ssh->session, &wishes, &kexinit)) {
		ssh->guess_at = kexinit.end;
		ssh->guess_goes = kexinit_is_strict(&kexinit);
	}
}

/* How many bytes from here to the guess; SIZE_MAX: it is not in what waits. */
static size_t
distance_to_guess(const struct ssh *ssh)
{
	size_t seen = wire_early(ssh->wire).length;
	size_t waiting = wire_peek(ssh->wire).length;

	if (!ssh->guess_at || seen < waiting || ssh->guess_at < seen - waiting)
		return SIZE_MAX;
	return ssh->guess_at - (seen - waiting);
}

/* `slice` is at the front of what waits, and a copy of it goes to the library.
 */
static void
blank_guess(struct ssh *ssh, char *copy, size_t slice)
{
	size_t distance = distance_to_guess(ssh);

	if (ssh->guess_goes || distance == SIZE_MAX ||
	    distance + TO_TYPE >= slice)
		return;
	copy[distance + TO_TYPE] = SSH_MSG_IGNORE;
	ssh->guess_at = 0;
}

/*
 * Leaves out a guess that is next, and says how much the library may have of
 * what stands in front of one: 0 while it is not there as a whole.
 */
static size_t
pass_over_guess(struct ssh *ssh)
{
	size_t length = 0;

	if (!ssh->guess_goes || distance_to_guess(ssh) != 0)
		return ssh->guess_goes ? distance_to_guess(ssh) : SIZE_MAX;
	switch (kexinit_look_at_packet(wire_peek(ssh->wire), &length)) {
	case KEXINIT_PACKET_PART:
		return 0;
	case KEXINIT_PACKET_KEX:
		wire_drop(ssh->wire, length);
		ssh->taken += length;
		break;
	case KEXINIT_PACKET_OTHER:
		break;
	}
	ssh->guess_goes = false;
	ssh->guess_at = 0;
	return SIZE_MAX;
}

ssize_t
ssh_on_receive(libssh2_socket_t socket, void *buffer, size_t length, int flags,
    void **abstract)
{
	struct ssh *ssh = ((struct ssh_memory *)*abstract)->owner;
	struct span waiting;
	size_t before_guess;
	size_t slice;

	(void)socket;
	(void)flags;
	if (ssh->dead)
		return -ECONNRESET;
	if (!find_ident(ssh))
		return wait_for_ident(ssh);
	if (!ssh->gate_open || !may_take(ssh))
		return -EAGAIN;
	look_for_guess(ssh);
	before_guess = pass_over_guess(ssh);
	waiting = wire_peek(ssh->wire);
	if (waiting.length == 0 || before_guess == 0)
		return wire_has_ended(ssh->wire) ? 0 : -EAGAIN;
	slice = waiting.length;
	if (slice > TAIL && !ssh->in_large_slices)
		slice -= TAIL;
	if (slice > length)
		slice = length;
	if (slice > before_guess)
		slice = before_guess;
	memcpy(buffer, waiting.text, slice);
	if (ssh->guess_at)
		blank_guess(ssh, buffer, slice);
	wire_drop(ssh->wire, slice);
	ssh->taken += slice;
	ssh->transport.taken += slice;
	/* The greeting is read byte by byte: nothing can be lost there. */
	if (length > 1)
		ssh->gate_open = false;
	return (ssize_t)slice;
}

bool
ssh_again(struct ssh *ssh, long result)
{
	bool asked = !ssh->gate_open;

	if (result != LIBSSH2_ERROR_EAGAIN)
		return false;
	ssh->gate_open = true;
	/* It did not even ask: more bytes will not help it. */
	if (!asked)
		return false;
	return wire_peek(ssh->wire).length > 0 || wire_has_ended(ssh->wire);
}
