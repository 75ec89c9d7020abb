/*
 * Reading and writing what packets are made of; see packet.h.
 */
#include "collect/packet.h"

bool
packet_take_byte(struct span *rest, unsigned *value)
{
	if (rest->length < 1)
		return false;
	*value = (unsigned char)rest->text[0];
	*rest = span_skip(*rest, 1);
	return true;
}

bool
packet_take_uint32(struct span *rest, uint32_t *value)
{
	const unsigned char *p = (const unsigned char *)rest->text;

	if (rest->length < 4)
		return false;
	*value = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
		 (uint32_t)p[2] << 8 | p[3];
	*rest = span_skip(*rest, 4);
	return true;
}

bool
packet_take_string(struct span *rest, struct span *string)
{
	uint32_t length;

	if (!packet_take_uint32(rest, &length) || length > rest->length)
		return false;
	*string = span_make(rest->text, length);
	*rest = span_skip(*rest, length);
	return true;
}

void
packet_add_uint32(struct str *out, uint32_t value)
{
	const char bytes[] = {(char)(value >> 24), (char)(value >> 16),
	    (char)(value >> 8), (char)value};

	str_add_span(out, span_make(bytes, sizeof(bytes)));
}

void
packet_add_string(struct str *out, struct span string)
{
	packet_add_uint32(out, (uint32_t)string.length);
	str_add_span(out, string);
}

/* A first bit that is set would make it negative: a zero goes before it. */
void
packet_add_mpint(struct str *out, struct span number)
{
	bool negative;

	while (number.length && number.text[0] == '\0')
		number = span_skip(number, 1);
	negative = number.length && ((unsigned char)number.text[0] & 0x80) != 0;
	packet_add_uint32(out, (uint32_t)number.length + (negative ? 1 : 0));
	if (negative)
		str_add_char(out, '\0');
	str_add_span(out, number);
}
