/*
 * The start of an SSH connection, server side: lines of text, of which the
 * first that begins with "SSH-" counts, and then one packet in the clear:
 *
 *   uint32 length, byte padding, byte 20, 16 random bytes, name lists, ...
 *
 * each list being a uint32 length and names with commas between them.  Behind
 * the lists it says whether the server goes on at once, on a guess at which key
 * exchange will be agreed on.
 */
#include "collect/kexinit.h"

#include <stddef.h>
#include <stdint.h>

#include "collect/packet.h"

#define SSH_MSG_DISCONNECT 1
#define SSH_MSG_KEXINIT 20
#define SSH_MSG_NEWKEYS 21
#define SSH_MSG_KEX_FIRST 30 /* RFC 4250, 4.1.2: these belong to a method */
#define SSH_MSG_KEX_LAST 49
#define COOKIE 16
#define PACKET_MAX 35000

/* Takes lines up to and with the one that identifies the server. */
static bool
take_ident(struct span *rest, struct span *ident)
{
	const char *end;

	while ((end = span_find_char(*rest, '\n')) != NULL) {
		*ident = span_make(rest->text, (size_t)(end - rest->text));
		*rest = span_skip(*rest, ident->length + 1);
		*ident = span_trim(*ident);
		if (span_starts(*ident, "SSH-"))
			return true;
	}
	return false;
}

/* Takes a whole packet; `body` is what is in it, with its padding behind. */
static bool
take_packet(struct span *rest, unsigned *type, struct span *body)
{
	uint32_t length;
	unsigned padding;

	if (!packet_take_uint32(rest, &length) || length > PACKET_MAX ||
	    length > rest->length)
		return false;
	*body = span_make(rest->text, length);
	*rest = span_skip(*rest, length);
	return packet_take_byte(body, &padding) && packet_take_byte(body, type);
}

static bool
read_lists(struct span *rest, struct kexinit *kexinit)
{
	struct span languages;
	struct span body;
	unsigned guesses = 0;
	unsigned type;

	if (!take_packet(rest, &type, &body) || type != SSH_MSG_KEXINIT ||
	    body.length < COOKIE)
		return false;
	body = span_skip(body, COOKIE);
	for (size_t i = 0; i < KEXINIT_LISTS; i++) {
		if (!packet_take_string(&body, &kexinit->lists[i]))
			return false;
	}
	kexinit->guesses = packet_take_string(&body, &languages) &&
			   packet_take_string(&body, &languages) &&
			   packet_take_byte(&body, &guesses) && guesses != 0;
	return true;
}

bool
kexinit_read(struct span sent, struct kexinit *kexinit)
{
	struct span rest = sent;

	*kexinit = (struct kexinit){0};
	if (!take_ident(&rest, &kexinit->ident))
		return false;
	kexinit->complete = read_lists(&rest, kexinit);
	kexinit->end = sent.length - rest.length;
	return true;
}

bool
kexinit_is_version_2(const struct kexinit *kexinit)
{
	return span_starts(kexinit->ident, "SSH-2.") ||
	       span_starts(kexinit->ident, "SSH-1.99-");
}

bool
kexinit_is_strict(const struct kexinit *kexinit)
{
	return kexinit_have_common(kexinit->lists[KEXINIT_KEX],
	    span_of("kex-strict-s-v00@openssh.com"));
}

enum kexinit_packet
kexinit_look_at_packet(struct span bytes, size_t *length)
{
	struct span rest = bytes;
	struct span body;
	uint32_t claimed;
	unsigned type;

	if (!packet_take_uint32(&rest, &claimed))
		return KEXINIT_PACKET_PART;
	if (claimed > PACKET_MAX)
		return KEXINIT_PACKET_OTHER;
	if (claimed > rest.length)
		return KEXINIT_PACKET_PART;
	rest = bytes;
	if (!take_packet(&rest, &type, &body) || type < SSH_MSG_KEX_FIRST ||
	    type > SSH_MSG_KEX_LAST)
		return KEXINIT_PACKET_OTHER;
	*length = bytes.length - rest.length;
	return KEXINIT_PACKET_KEX;
}

bool
kexinit_find_disconnect(struct span sent, uint32_t *reason, struct span *words)
{
	struct span body;
	unsigned type = 0;

	if (!take_ident(&sent, &body))
		return false;
	while (take_packet(&sent, &type, &body)) {
		if (type == SSH_MSG_NEWKEYS)
			return false;
		if (type == SSH_MSG_DISCONNECT)
			break;
	}
	if (type != SSH_MSG_DISCONNECT || !packet_take_uint32(&body, reason))
		return false;
	if (!packet_take_string(&body, words))
		*words = SPAN_ABSENT;
	return true;
}

bool
kexinit_next_name(struct span *list, struct span *name)
{
	const char *comma = span_find_char(*list, ',');

	if (list->length == 0)
		return false;
	*name = *list;
	if (comma)
		name->length = (size_t)(comma - list->text);
	*list = span_skip(*list, name->length + (comma ? 1 : 0));
	return true;
}

bool
kexinit_have_common(struct span a, struct span b)
{
	struct span left;
	struct span right;

	while (kexinit_next_name(&a, &left)) {
		struct span rest = b;

		while (kexinit_next_name(&rest, &right)) {
			if (span_equal(left, right))
				return true;
		}
	}
	return false;
}
