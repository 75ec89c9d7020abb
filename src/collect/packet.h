/*
 * packet -- numbers and strings as SSH packets hold them (RFC 4251, section
 * 5): four bytes, and a length with so many bytes behind it.
 *
 * Keys, agents and the key exchange speak it as well as the protocol itself.
 */
#ifndef COLLECT_PACKET_H
#define COLLECT_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "base/str.h"

/* Take it off the front of `rest`; false, and `rest` spoilt, if it is short. */
bool packet_take_byte(struct span *rest, unsigned *value);
bool packet_take_uint32(struct span *rest, uint32_t *value);
bool packet_take_string(struct span *rest, struct span *string);

void packet_add_uint32(struct str *out, uint32_t value);
void packet_add_string(struct str *out, struct span string);

/* A positive number, most significant byte first. */
void packet_add_mpint(struct str *out, struct span number);

#endif
