/*
 * dialects -- the tables of the listings that listing.c can read.
 */
#ifndef PARSE_DIALECTS_H
#define PARSE_DIALECTS_H

#include "parse/listing.h"

/* `show lldp neighbors detail` and `show lldp entry *` of all platforms. */
extern const struct listing_dialect dialect_lldp;

#endif
