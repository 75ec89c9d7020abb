/*
 * One table from "device port" to a number; see port_counts.h.
 */
#include "check/port_counts.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"

struct port_counts {
	struct map *counts; /* owned */
};

static size_t
count_at(const struct port_counts *counts, struct span key)
{
	size_t count = 0;

	map_find(counts->counts, key, &count);
	return count;
}

static char *
key_of(const struct port *port)
{
	return str_printf("%zu %s", port->device, port->name);
}

static void
add_one(struct port_counts *counts, const struct port *port)
{
	char *key = key_of(port);

	map_set(counts->counts, span_of(key),
	    count_at(counts, span_of(key)) + 1);
	free(key);
}

struct port_counts *
port_counts_new(const struct judgement *judgement)
{
	struct port_counts *counts = xcalloc(1, sizeof(*counts));

	counts->counts = map_new();
	for (size_t i = 0; i < judgement->observed_count; i++) {
		add_one(counts, &judgement->observed[i].a);
		add_one(counts, &judgement->observed[i].b);
	}
	return counts;
}

void
port_counts_free(struct port_counts *counts)
{
	map_free(counts->counts);
	free(counts);
}

bool
port_counts_is_shared(const struct port_counts *counts, const struct port *port)
{
	char *key = key_of(port);
	bool is_shared = count_at(counts, span_of(key)) > 1;

	free(key);
	return is_shared;
}
