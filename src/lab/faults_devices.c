/*
 * Which devices a pattern names; what may be said of them is in settings.c.
 *
 * The settings of a pattern are read once for each device that it names.  The
 * first reading reports the mistakes; if there are any, it stays the only one.
 */
#include "lab/faults_devices.h"

#include <string.h>

#include "base/text.h"
#include "format/topology_range.h"
#include "lab/settings.h"

/* One entry of the map: a pattern and its settings. */
struct devices_entry {
	const struct yaml_reader *r;
	const struct yaml_node *key;
	const struct yaml_node *map;
	const struct faults_target *target;
	size_t errors_before;
};

static void
apply_to(const struct devices_entry *entry, size_t device)
{
	if (entry->r->diags->errors == entry->errors_before)
		settings_apply(entry->r, entry->map, entry->target, device);
}

/*
 * Mistakes in the settings are shown all the same; what they do to the first
 * device is of no interest any more.
 */
static void
report_unknown(const struct devices_entry *entry, const char *name)
{
	if (entry->target->topology->device_count > 0)
		apply_to(entry, 0);
	yaml_error(entry->r, entry->key, "the topology has no device \"%s\"",
	    yaml_quote(span_of(name)).text);
}

/* A name without brackets: of a device, or a pattern for several. */
static void
apply_to_name(const struct devices_entry *entry, const char *name)
{
	const struct topology *topology = entry->target->topology;
	size_t matches = 0;
	size_t device;

	if (topology_find_device(topology, span_of(name), &device)) {
		apply_to(entry, device);
		return;
	}
	if (strpbrk(name, "*?")) {
		for (size_t i = 0; i < topology->device_count; i++) {
			if (!text_glob_match(name, topology->devices[i].name))
				continue;
			apply_to(entry, i);
			matches++;
		}
	}
	if (matches == 0)
		report_unknown(entry, name);
}

static void
apply_entry(const struct devices_entry *entry)
{
	struct str name = STR_INIT;
	struct range range;
	enum range_result result =
	    range_read(&range, yaml_span(entry->key), entry->target->arena);

	if (result != RANGE_OK) {
		yaml_error(entry->r, entry->key, "\"%s\": %s",
		    yaml_quote(yaml_span(entry->key)).text,
		    range_explain(result));
		return;
	}
	for (size_t i = 0; i < range.count; i++) {
		str_clear(&name);
		range_add_name(&range, i, &name);
		apply_to_name(entry, str_text(&name));
	}
	str_release(&name);
}

void
faults_apply_devices(const struct yaml_reader *r, const struct yaml_node *map,
    const struct faults_target *target)
{
	const struct yaml_node *value;

	for (const struct yaml_node *key = map->first; key; key = value->next) {
		struct devices_entry entry = {r, key, NULL, target,
		    r->diags->errors};

		value = key->next;
		entry.map = value;
		if (yaml_expect(r, key, "a device's name", YAML_KIND_TEXT) &&
		    yaml_expect(r, value, "a device's faults", YAML_KIND_MAP))
			apply_entry(&entry);
	}
}
