/*
 * What holds of every list of neighbors, whatever the text it was read from:
 * each span can be read to its end, values are trimmed, numbers and lines are
 * in range, and a state that is not OK is explained.
 */
#ifndef TESTS_FUZZ_CHECK_NEIGHBORS_H
#define TESTS_FUZZ_CHECK_NEIGHBORS_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/ifname.h"
#include "parse/parse.h"

static inline void
fuzz_check(bool holds)
{
	if (!holds)
		abort();
}

/* Reads every byte, so that the address sanitizer looks at each. */
static inline void
fuzz_touch(struct span s)
{
	static volatile unsigned char sink;

	fuzz_check(!span_is_absent(s) || s.length == 0);
	for (size_t i = 0; i < s.length; i++)
		sink = (unsigned char)(sink + (unsigned char)s.text[i]);
}

static inline void
fuzz_check_value(struct span s)
{
	fuzz_touch(s);
	fuzz_check(span_trim(s).length == s.length);
}

static inline void
fuzz_check_items(const struct span_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		fuzz_touch(list->items[i]);
		fuzz_check(list->items[i].length > 0);
	}
}

static inline void
fuzz_check_neighbor(const struct neighbor *n, size_t lines)
{
	const struct span values[] = {n->local_port, n->device_id, n->port_id,
	    n->platform, n->system_name, n->version, n->duplex, n->vtp_domain,
	    n->chassis_id, n->port_description};
	const long numbers[] = {n->native_vlan, n->holdtime, n->mtu};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		fuzz_check_value(values[i]);
	for (size_t i = 0; i < 3; i++)
		fuzz_check(numbers[i] >= 0 || numbers[i] == NEIGHBOR_NO_NUMBER);
	fuzz_check_items(&n->capabilities);
	fuzz_check_items(&n->system_capabilities);
	fuzz_check_items(&n->entry_addresses);
	fuzz_check_items(&n->mgmt_addresses);
	fuzz_check(n->line >= 1 && n->line <= lines);
	fuzz_check(span_is_absent(n->local_port) == (n->local_port_line == 0));
	fuzz_check(span_is_absent(n->port_id) == (n->port_id_line == 0));
	fuzz_check(n->local_port_line <= lines && n->port_id_line <= lines);
	fuzz_check(n->protocol == NEIGHBOR_LLDP ||
		   (span_is_absent(n->chassis_id) &&
		       span_is_absent(n->port_description)));
}

static inline void
fuzz_check_list(const struct neighbor_list *list, size_t lines)
{
	fuzz_check(
	    (list->state == NEIGHBORS_OK) == (list->explanation == NULL));
	for (size_t i = 0; i < list->count; i++) {
		const struct neighbor *n = &list->items[i];

		fuzz_check_neighbor(n, lines);
		fuzz_check(!n->truncated || list->state == NEIGHBORS_TRUNCATED);
	}
	if (list->count)
		fuzz_check(list->state == NEIGHBORS_OK ||
			   list->state == NEIGHBORS_TRUNCATED);
}

/*
 * Reads a copy of the input that ends where its memory ends; `also`, if it is
 * not NULL, has a look at the list.
 */
static inline void
fuzz_parse_and(const uint8_t *bytes, size_t length, enum parse_dialect hint,
    void (*also)(const struct neighbor_list *list))
{
	char *text = malloc(length ? length : 1);
	struct neighbor_list *list;
	size_t lines = 1;

	if (!text)
		abort();
	if (length)
		memcpy(text, bytes, length);
	for (size_t i = 0; i < length; i++)
		lines += text[i] == '\n';
	list = parse_neighbors(span_make(text, length), hint);
	fuzz_check_list(list, lines);
	if (also)
		also(list);
	neighbor_list_free(list);
	free(text);
}

static inline void
fuzz_parse(const uint8_t *bytes, size_t length, enum parse_dialect hint)
{
	fuzz_parse_and(bytes, length, hint, NULL);
}

#endif
