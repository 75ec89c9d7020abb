/*
 * Any bytes at all, read as `show cdp neighbors detail`: besides what holds of
 * every list (check_neighbors.h), entries come in the order of their lines,
 * and the names of ports can be made canonical.
 */
#include "check_neighbors.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Canonical names stay as they are, and equal the names they come from. */
static void
check_port(struct arena *arena, struct span port)
{
	struct span canonical = span_of(ifname_canonical(arena, port));

	fuzz_check(canonical.length <= IFNAME_MAX);
	fuzz_check(span_is(canonical, ifname_canonical(arena, canonical)));
	fuzz_check(ifname_equal(port, canonical));
}

static void
check_addresses(const struct span_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		fuzz_check(!span_find_char(list->items[i], ' '));
}

static void
check_entries(const struct neighbor_list *list)
{
	size_t before = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct neighbor *n = &list->items[i];

		fuzz_check(n->line > before);
		before = n->line;
		fuzz_check(
		    n->local_port_line == 0 || n->local_port_line >= n->line);
		fuzz_check(n->port_id_line == 0 || n->port_id_line >= n->line);
		check_addresses(&n->entry_addresses);
		check_addresses(&n->mgmt_addresses);
		check_port(list->arena, n->local_port);
		check_port(list->arena, n->port_id);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	fuzz_parse_and(bytes, length, PARSE_CDP, check_entries);
	return 0;
}
