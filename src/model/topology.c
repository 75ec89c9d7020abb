/*
 * The plan as plain values; see topology.h.  Filling it is format/'s work.
 */
#include "model/topology.h"

#include <stdlib.h>

#include "base/mem.h"

/* clang-format off */
static const struct {
	const char *name;
	enum platform platform;
} platforms[] = {
	{ "auto",  PLATFORM_AUTO },
	{ "ios",   PLATFORM_IOS },
	{ "nxos",  PLATFORM_NXOS },
	{ "iosxr", PLATFORM_IOSXR },
};
/* clang-format on */

const char *
platform_name(enum platform platform)
{
	for (size_t i = 0; i < COUNT_OF(platforms); i++) {
		if (platforms[i].platform == platform)
			return platforms[i].name;
	}
	bug("platform %d", (int)platform);
}

bool
platform_from_name(struct span name, enum platform *platform)
{
	for (size_t i = 0; i < COUNT_OF(platforms); i++) {
		if (span_is_nocase(name, platforms[i].name)) {
			*platform = platforms[i].platform;
			return true;
		}
	}
	return false;
}

struct topology *
topology_new(void)
{
	struct arena *arena = arena_new();
	struct topology *topology = arena_alloc(arena, sizeof(*topology));

	topology->arena = arena;
	topology->name = "";
	topology->file = "";
	topology->by_name = map_new();
	return topology;
}

void
topology_free(struct topology *topology)
{
	if (!topology)
		return;
	map_free(topology->by_name);
	arena_free(topology->arena); /* holds `topology` itself */
}

bool
topology_find_device(const struct topology *topology, struct span name,
    size_t *index)
{
	return map_find(topology->by_name, name, index);
}
