/*
 * The neighbors of one device; see neighbor.h.
 *
 * The array does not live in the arena: growing there would leave every smaller
 * array behind, and a large array grows on the heap without being copied.
 */
#include "model/neighbor.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct neighbor_list *
neighbor_list_new(void)
{
	struct neighbor_list *list = neighbor_list_new_in(arena_new());

	list->borrowed = false;
	return list;
}

struct neighbor_list *
neighbor_list_new_in(struct arena *arena)
{
	struct neighbor_list *list = arena_alloc(arena, sizeof(*list));

	list->arena = arena;
	list->borrowed = true;
	list->state = NEIGHBORS_OK;
	return list;
}

void
neighbor_list_free(struct neighbor_list *list)
{
	if (!list)
		return;
	if (!list->settled)
		free(list->items);
	if (!list->borrowed)
		arena_free(list->arena); /* holds `list` itself */
}

struct neighbor *
neighbor_list_add(struct neighbor_list *list)
{
	struct neighbor *neighbor;

	if (list->settled)
		bug("a neighbor more in a list that is settled");
	list->items = grow_array(list->items, list->count, &list->capacity,
	    sizeof(*list->items));
	neighbor = &list->items[list->count++];
	*neighbor = (struct neighbor){
	    .native_vlan = NEIGHBOR_NO_NUMBER,
	    .holdtime = NEIGHBOR_NO_NUMBER,
	    .mtu = NEIGHBOR_NO_NUMBER,
	};
	return neighbor;
}

void
neighbor_list_reserve(struct neighbor_list *list, size_t count)
{
	if (count <= list->capacity)
		return;
	list->items = xreallocarray(list->items, count, sizeof(*list->items));
	list->capacity = count;
}

/* The next list to be parsed finds the same room on the heap, still warm. */
static void
settle(struct neighbor_list *list)
{
	struct neighbor *items;

	if (list->settled)
		return;
	items = arena_room(list->arena, list->count * sizeof(*items));
	if (list->count)
		memcpy(items, list->items, list->count * sizeof(*items));
	free(list->items);
	list->items = items;
	list->capacity = list->count;
	list->settled = true;
}

void
neighbor_list_fit(struct neighbor_list *list)
{
	if (list->borrowed)
		settle(list);
	if (list->settled || list->count == list->capacity)
		return;
	list->items =
	    xreallocarray(list->items, list->count, sizeof(*list->items));
	list->capacity = list->count;
}

void
span_list_add(struct span_list *list, struct arena *arena, struct span value)
{
	size_t count = list->count;

	/* Full at each power of two, so that no capacity need be kept. */
	if ((count & (count - 1)) == 0) {
		struct span *items =
		    arena_array(arena, count ? count * 2 : 1, sizeof(*items));

		if (count)
			memcpy(items, list->items, count * sizeof(*items));
		list->items = items;
	}
	list->items[list->count++] = value;
}

static bool
lies_in(struct span value, struct span text)
{
	uintptr_t at = (uintptr_t)value.text;
	uintptr_t start = (uintptr_t)text.text;

	return at >= start && at + value.length <= start + text.length;
}

static struct span
copy_span(struct arena *arena, struct span value, struct span text)
{
	if (span_is_absent(value) || lies_in(value, text))
		return value;
	return span_make(arena_span(arena, value), value.length);
}

static struct span_list
copy_list(struct arena *arena, const struct span_list *list, struct span text)
{
	struct span_list copy = {NULL, 0};

	for (size_t i = 0; i < list->count; i++)
		span_list_add(&copy, arena,
		    copy_span(arena, list->items[i], text));
	return copy;
}

void
neighbor_list_append(struct neighbor_list *list,
    const struct neighbor_list *from, struct span text, size_t lines)
{
	struct arena *arena = list->arena;

	for (size_t i = 0; i < from->count; i++) {
		struct neighbor *n = neighbor_list_add(list);
		struct span *const spans[] = {&n->local_port, &n->device_id,
		    &n->port_id, &n->platform, &n->system_name, &n->version,
		    &n->chassis_id, &n->port_description, &n->duplex,
		    &n->vtp_domain};
		struct span_list *const lists[] = {&n->capabilities,
		    &n->system_capabilities, &n->entry_addresses,
		    &n->mgmt_addresses};

		*n = from->items[i];
		for (size_t k = 0; k < sizeof(spans) / sizeof(spans[0]); k++)
			*spans[k] = copy_span(arena, *spans[k], text);
		for (size_t k = 0; k < sizeof(lists) / sizeof(lists[0]); k++)
			*lists[k] = copy_list(arena, lists[k], text);
		n->line += (uint32_t)lines;
		n->local_port_line += n->local_port_line ? (uint32_t)lines : 0;
		n->port_id_line += n->port_id_line ? (uint32_t)lines : 0;
	}
}

/* "0200.5e10.0001", "02:00:5e:10:00:01", "02-00-5e-10-00-01", or "502". */
static bool
is_address_or_number(struct span s)
{
	size_t digits = 0;
	size_t letters = 0;
	size_t marks = 0;

	for (size_t i = 0; i < s.length; i++) {
		char c = s.text[i];

		digits += isdigit((unsigned char)c) != 0;
		letters +=
		    isalpha((unsigned char)c) && isxdigit((unsigned char)c);
		marks += c == '.' || c == ':' || c == '-';
	}
	if (digits + letters + marks != s.length)
		return false;
	return digits + letters == 12 || (digits && digits == s.length);
}

/* One word that begins with a letter and ends with a digit: "eth0". */
static bool
looks_like_port(struct span s)
{
	if (s.length < 2 || s.length > 64 ||
	    !isalpha((unsigned char)s.text[0]) ||
	    !isdigit((unsigned char)s.text[s.length - 1]))
		return false;
	for (size_t i = 0; i < s.length; i++) {
		if (!isalnum((unsigned char)s.text[i]) &&
		    !memchr("/.:-_", s.text[i], 5))
			return false;
	}
	return true;
}

struct span
neighbor_far_port(const struct neighbor *neighbor)
{
	if (neighbor->protocol == NEIGHBOR_LLDP &&
	    is_address_or_number(neighbor->port_id) &&
	    looks_like_port(neighbor->port_description))
		return neighbor->port_description;
	return neighbor->port_id;
}
