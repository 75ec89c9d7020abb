/*
 * order -- the natural order of ports and of what joins two of them.
 *
 * Wherever a choice or a list could depend on the order of the input, it goes
 * by this instead: device by device, then port by port, as people count.
 * Foreign devices come last, by the name that they print.
 */
#ifndef CHECK_ORDER_H
#define CHECK_ORDER_H

#include <stdint.h>

#include "check/comparison.h"

/* The place of each device in natural order; the caller frees it. */
uint32_t *order_rank_devices(const struct topology *topology);

struct place_key order_place(const struct comparison *c, uint32_t port);

int order_compare_places(const struct place_key *a, const struct place_key *b);

/* As order_compare_places(), for two ports. */
int order_compare_ports(const struct comparison *c, uint32_t a, uint32_t b);

/* Something that lies between two ports (which may be one and the same). */
struct order_item {
	struct place_key low;
	struct place_key high;
	uint32_t value;
};

struct order_item order_make_item(const struct comparison *c, uint32_t a,
    uint32_t b, uint32_t value);

/* Sorts by the lower place, then by the higher. */
void order_sort(struct order_item *items, size_t count);

#endif
