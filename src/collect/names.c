/*
 * The addresses that are known; see names.h.
 */
#include "collect/names.h"

#include <stdlib.h>

#include <uv.h>

#include "base/map.h"
#include "base/mem.h"

struct names {
	struct map *places; /* "host 22": index of its addresses */
	struct addrinfo **items;
	size_t count;
	size_t capacity;
};

struct names *
names_new(void)
{
	struct names *names = xcalloc(1, sizeof(*names));

	names->places = map_new();
	return names;
}

void
names_free(struct names *names)
{
	if (!names)
		return;
	for (size_t i = 0; i < names->count; i++)
		uv_freeaddrinfo(names->items[i]);
	free(names->items);
	map_free(names->places);
	free(names);
}

struct addrinfo *
names_find(const struct names *names, const char *host, unsigned port)
{
	char *place = str_printf("%s %u", host, port);
	size_t i = 0;
	bool found = map_find(names->places, span_of(place), &i);

	free(place);
	return found ? names->items[i] : NULL;
}

struct addrinfo *
names_keep(struct names *names, const char *host, unsigned port,
    struct addrinfo *addresses)
{
	char *place = str_printf("%s %u", host, port);
	size_t i = names->count;

	if (map_add(names->places, span_of(place), i, &i)) {
		names->items = grow_array(names->items, names->count,
		    &names->capacity, sizeof(*names->items));
		names->items[names->count++] = addresses;
	} else {
		/* Somebody else was faster. */
		uv_freeaddrinfo(addresses);
	}
	free(place);
	return names->items[i];
}
