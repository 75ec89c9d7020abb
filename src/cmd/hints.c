/*
 * The hint about a missing domain.  Nearly every real device adds its domain
 * to its name, so this is the first thing that a new plan lacks.
 */
#include "cmd/hints.h"

#include "base/map.h"
#include "cmd/output.h"

/* Domains of the plan, and those that it seems to lack. */
struct domains {
	const struct topology *topology;
	struct map *known;
	struct map *lacking; /* suffix: how often it was heard */
	struct span most;    /* the one heard most often */
	size_t most_count;
};

static void
add_known(struct domains *domains)
{
	for (size_t i = 0; i < domains->topology->device_count; i++) {
		const struct string_list *list =
		    &domains->topology->devices[i].domains;

		for (size_t j = 0; j < list->count; j++)
			map_set(domains->known, span_of(list->items[j]), 0);
	}
}

static bool
is_known_name(const struct domains *domains, struct span name)
{
	size_t device;

	return topology_find_device(domains->topology, name, &device);
}

/* IOS 15.2 cuts device IDs here, and a cut domain is no domain. */
#define CUT_LENGTH 40

/* So many entries ahead memory is asked for. */
#define AHEAD 8

static void
hear(struct domains *domains, struct span name)
{
	const char *dot = span_find_char(name, '.');
	const char *serial;
	struct span suffix;
	size_t count = 0;

	if (!dot || name.length == CUT_LENGTH)
		return;
	serial = span_find_char(name, '(');
	if (serial) /* NX-OS: "leaf1.example.net(FDO2151ABCD)" */
		name = span_trim(
		    span_make(name.text, (size_t)(serial - name.text)));
	dot = span_find_char(name, '.');
	if (!dot || is_known_name(domains, name))
		return;
	suffix = span_skip(name, (size_t)(dot - name.text) + 1);
	name.length = (size_t)(dot - name.text);
	if (!suffix.length || map_find(domains->known, suffix, &count) ||
	    !is_known_name(domains, name))
		return;
	(void)map_find(domains->lacking, suffix, &count);
	map_set(domains->lacking, suffix, ++count);
	if (count > domains->most_count) {
		domains->most = suffix;
		domains->most_count = count;
	}
}

void
hints_tell_domains(const struct gathering *gathering)
{
	struct domains domains = {
	    .topology = gathering->topology,
	    .known = map_new(),
	    .lacking = map_new(),
	};

	add_known(&domains);
	for (size_t i = 0; i < gathering->observations.count; i++) {
		const struct neighbor_list *list =
		    gathering->observations.items[i].heard;

		for (size_t j = 0; list && j < list->count; j++) {
			/* As in check/halves.c: these are in no cache. */
			if (j + AHEAD < list->count)
				__builtin_prefetch(
				    list->items[j + AHEAD].device_id.text);
			hear(&domains, list->items[j].device_id);
		}
	}
	if (domains.most_count)
		output_message(
		    "note: %zu neighbors are called NAME.%.*s, and NAME is in "
		    "the plan; if they are the same devices, add \"domain: "
		    "%.*s\" to the defaults of the topology",
		    domains.most_count, (int)domains.most.length,
		    domains.most.text, (int)domains.most.length,
		    domains.most.text);
	map_free(domains.known);
	map_free(domains.lacking);
}
