/*
 * What two devices must not share is made one text, a key, and the first device
 * with a key is remembered.  A device that says nothing of it has no key.
 *
 * The address is all that decides where a log-in ends: the same host behind
 * another port, another jump host or for another user (a console server has its
 * lines behind user names) is another device.
 */
#include "format/topology_twins.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"
#include "format/yaml_fields.h"

/* Of a simulated lab, whose ports come with its inventory. */
static bool
is_on_this_machine(const struct device *device)
{
	enum { SSH = 22 };
	struct span host = span_of(device->host);

	return device->port == SSH &&
	       (span_starts(host, "127.") || span_is(host, "::1") ||
		   span_is_nocase(host, "localhost"));
}

static bool
add_address(const struct device *device, struct str *key)
{
	if (!device->collect || is_on_this_machine(device))
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

/* `more` others share it as well. */
static void
warn(const struct device *device, const struct device *first, const char *what,
    size_t more, struct diag_list *diags)
{
	char *others = more ? str_printf(", and so have %zu more", more) : NULL;

	diag_add(diags, device->place, SEVERITY_WARNING,
	    "device \"%s\" has the same %s as device \"%s\" on %s%s",
	    yaml_quote(span_of(device->name)).text, what,
	    yaml_quote(span_of(first->name)).text,
	    yaml_line_words(&first->place, device->place.file).text,
	    others ? others : "");
	free(others);
}

/* One warning for each value, at the second device that has it. */
static void
check_values(const struct topology *t, size_t k, struct diag_list *diags)
{
	size_t *seconds = xcalloc(t->device_count + 1, sizeof(*seconds));
	size_t *more = xcalloc(t->device_count + 1, sizeof(*more));
	struct map *firsts = map_new();
	struct str text = STR_INIT;

	for (size_t i = 0; i < t->device_count; i++) {
		size_t first;

		str_clear(&text);
		if (!shared[k].add_key(&t->devices[i], &text) ||
		    map_add(firsts, str_span(&text), i, &first))
			continue;
		more[first]++;
		if (!seconds[first])
			seconds[first] = i;
	}
	for (size_t i = 0; i < t->device_count; i++) {
		if (!seconds[i])
			continue;
		str_clear(&text);
		shared[k].say(&t->devices[seconds[i]], &text);
		warn(&t->devices[seconds[i]], &t->devices[i], str_text(&text),
		    more[i] - 1, diags);
	}
	str_release(&text);
	map_free(firsts);
	free(more);
	free(seconds);
}

void
topology_twins_check(const struct topology *topology, struct diag_list *diags)
{
	for (size_t k = 0; k < COUNT_OF(shared); k++)
		check_values(topology, k, diags);
}
