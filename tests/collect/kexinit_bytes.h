/*
 * kexinit_bytes -- the first bytes of an SSH server, for tests: its greeting
 * and its lists of algorithms.
 */
#ifndef TESTS_KEXINIT_BYTES_H
#define TESTS_KEXINIT_BYTES_H

#include <stdint.h>

#include "base/str.h"
#include "collect/kexinit.h"

static inline void
add_uint32(struct str *out, uint32_t value)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		str_add_char(out, (char)(value >> shift & 0xff));
}

static inline void
add_list(struct str *out, const char *list)
{
	struct span names = span_of(list);

	add_uint32(out, (uint32_t)names.length);
	str_add_span(out, names);
}

/* Appends a packet as it travels before any key is known. */
static inline void
add_packet(struct str *out, const struct str *body)
{
	size_t padding = 16 - (body->length + 5) % 8;

	add_uint32(out, (uint32_t)(body->length + 1 + padding));
	str_add_char(out, (char)padding);
	str_add_span(out, str_span(body));
	while (padding-- > 0)
		str_add_char(out, 'p');
}

/* `lists` as in enum kexinit_list; `guesses`: a packet on a guess follows. */
static inline void
add_guessing_kexinit(struct str *out, const char *const lists[KEXINIT_LISTS],
    bool guesses)
{
	struct str body = STR_INIT;

	str_add_char(&body, 20);
	str_add(&body, "0123456789abcdef");
	for (int i = 0; i < KEXINIT_LISTS; i++)
		add_list(&body, lists[i]);
	add_list(&body, "");
	add_list(&body, "");
	str_add_char(&body, guesses);
	add_uint32(&body, 0);
	add_packet(out, &body);
	str_release(&body);
}

static inline void
add_kexinit(struct str *out, const char *const lists[KEXINIT_LISTS])
{
	add_guessing_kexinit(out, lists, false);
}

/* SSH_MSG_DISCONNECT. */
static inline void
add_disconnect(struct str *out, uint32_t reason, const char *text)
{
	struct str body = STR_INIT;

	str_add_char(&body, 1);
	add_uint32(&body, reason);
	add_list(&body, text);
	add_list(&body, "en");
	add_packet(out, &body);
	str_release(&body);
}

#endif
