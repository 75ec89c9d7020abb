/*
 * Addresses in one spelling each.  IP addresses go through the C library and
 * back; of a MAC address only the digits count, in pairs, with one kind of
 * separator between them or none.
 */
#include "check/address.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stddef.h>
#include <string.h>

_Static_assert(ADDRESS_SIZE >= INET6_ADDRSTRLEN, "room for any address");

#define MAC_DIGITS 12

/* 0.0.0.0, 127.0.0.0/8 and 169.254.0.0/16. */
static bool
is_common_ipv4(const unsigned char *bytes)
{
	static const unsigned char unspecified[4];

	return bytes[0] == 127 || (bytes[0] == 169 && bytes[1] == 254) ||
	       memcmp(bytes, unspecified, sizeof(unspecified)) == 0;
}

/* ::, ::1 and fe80::/10. */
static bool
is_common_ipv6(const unsigned char *bytes)
{
	static const unsigned char unspecified[15];

	return (memcmp(bytes, unspecified, sizeof(unspecified)) == 0 &&
		   bytes[15] <= 1) ||
	       (bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80);
}

bool
address_from_ip(struct span printed, char address[ADDRESS_SIZE])
{
	unsigned char bytes[sizeof(struct in6_addr)];
	char text[ADDRESS_SIZE];
	int family;

	if (!printed.length || printed.length >= sizeof(text) ||
	    memchr(printed.text, '\0', printed.length))
		return false;
	memcpy(text, printed.text, printed.length);
	text[printed.length] = '\0';
	family = strchr(text, ':') ? AF_INET6 : AF_INET;
	if (inet_pton(family, text, bytes) != 1 ||
	    !inet_ntop(family, bytes, address, ADDRESS_SIZE))
		return false;
	return family == AF_INET ? !is_common_ipv4(bytes)
				 : !is_common_ipv6(bytes);
}

bool
address_from_mac(struct span printed, char address[ADDRESS_SIZE])
{
	size_t digits = 0;
	char separator = '\0';
	bool separated = true; /* none may stand in front, or after another */

	for (size_t i = 0; i < printed.length; i++) {
		char c = printed.text[i];

		if (isxdigit((unsigned char)c)) {
			if (digits == MAC_DIGITS)
				return false;
			address[digits++] = (char)tolower((unsigned char)c);
			separated = false;
			continue;
		}
		if (!c || !strchr(".:- ", c) || separated || digits % 2 ||
		    (separator && separator != c))
			return false;
		separator = c;
		separated = true;
	}
	address[digits] = '\0';
	return digits == MAC_DIGITS && !separated;
}
