/*
 * address -- one spelling for each IP and MAC address.
 *
 * The plan says "2001:DB8:0::2" or "00:53:00:a1:b2:c3", devices print
 * "2001:db8::2" and "0053.00a1.b2c3".  Brought into one form, addresses can be
 * looked up like any other text.
 */
#ifndef CHECK_ADDRESS_H
#define CHECK_ADDRESS_H

#include <stdbool.h>

#include "base/span.h"

/* Room for either address and its NUL. */
#define ADDRESS_SIZE 46

/*
 * Writes the usual form of an IPv4 or IPv6 address.  False for what is none,
 * and for addresses that name nobody in particular: unspecified, loopback and
 * link-local ones, which every device may have.
 */
bool address_from_ip(struct span printed, char address[ADDRESS_SIZE]);

/*
 * Writes the twelve digits of a MAC address in any notation: "0053.00a1.b2c3",
 * "00:53:00:A1:B2:C3", "00-53-...", "00 53 ...", "005300a1b2c3".  False for
 * what is none.
 */
bool address_from_mac(struct span printed, char address[ADDRESS_SIZE]);

#endif
