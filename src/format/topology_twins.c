/*
 * What two devices must not share is made one text, a key, and the first device
 * with a key is remembered.  A device that says nothing of it has no key.
 *
 * The address is all that decides where a log-in ends: the same host behind
 * another port, another jump host or for another user (a console server has its
 * lines behind user names) is another device.
 */
#include "format/topology_twins.h"

#include "base/attr.h"
#include "base/map.h"
#include "base/str.h"
#include "format/yaml_fields.h"

static bool
add_address(const struct device *device, struct str *key)
{
	if (!device->collect)
		return false;
	str_addf(key, "%s\n%u\n%s\n%d", device->host, device->port,
	    device->username ? device->username : "", device->jump_given);
	for (size_t i = 0; i < device->jumps.count; i++) {
		const struct jump *jump = &device->jumps.items[i];

		str_addf(key, "\n%s@%s:%u", jump->user ? jump->user : "",
		    jump->host, jump->port);
	}
	return true;
}

static void
say_address(const struct device *device, struct str *out)
{
	str_addf(out, "host %s, port %u",
	    yaml_quote(span_of(device->host)).text, device->port);
}

static bool
add_serial(const struct device *device, struct str *key)
{
	if (device->serial)
		str_add(key, device->serial);
	return device->serial != NULL;
}

static void
say_serial(const struct device *device, struct str *out)
{
	str_addf(out, "serial %s", yaml_quote(span_of(device->serial)).text);
}

static bool
add_seat(const struct device *device, struct str *key)
{
	if (!device->rack || !device->unit)
		return false;
	str_addf(key, "%s\n%u", device->rack, device->unit);
	return true;
}

static void
say_seat(const struct device *device, struct str *out)
{
	str_addf(out, "rack %s, unit %u",
	    yaml_quote(span_of(device->rack)).text, device->unit);
}

/* clang-format off */
static const struct {
	/* False: it has none. */
	bool (*add_key)(const struct device *device, struct str *key);
	void (*say)(const struct device *device, struct str *out);
} shared[] = {
	{ add_address, say_address },
	{ add_serial,  say_serial },
	{ add_seat,    say_seat },
};
/* clang-format on */

static void
warn(const struct device *device, const struct device *first, const char *what,
    struct diag_list *diags)
{
	diag_add(diags, device->place, SEVERITY_WARNING,
	    "device \"%s\" has the same %s as device \"%s\" on %s",
	    yaml_quote(span_of(device->name)).text, what,
	    yaml_quote(span_of(first->name)).text,
	    yaml_line_words(&first->place, device->place.file).text);
}

void
topology_twins_check(const struct topology *topology, struct diag_list *diags)
{
	struct str text = STR_INIT;

	for (size_t k = 0; k < COUNT_OF(shared); k++) {
		struct map *firsts = map_new();

		for (size_t i = 0; i < topology->device_count; i++) {
			const struct device *device = &topology->devices[i];
			size_t first;

			str_clear(&text);
			if (!shared[k].add_key(device, &text) ||
			    map_add(firsts, str_span(&text), i, &first))
				continue;
			str_clear(&text);
			shared[k].say(device, &text);
			warn(device, &topology->devices[first], str_text(&text),
			    diags);
		}
		map_free(firsts);
	}
	str_release(&text);
}
