/*
 * Ignore rules, asked about every port and every sighting.
 *
 * A pattern match costs as much as everything else that is done with a
 * sighting, so which rules can matter to which device is found out once, and
 * a pattern whose first letter differs is not even tried.
 */
#include "check/ignore.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/text.h"

struct ignore {
	const struct topology *topology;
	uint32_t *rules; /* those of device 0, then those of device 1, ... */
	size_t count;
	size_t capacity;
	size_t *starts; /* one more at the end */
};

/* NULL, the key that was not given, matches everything. */
static bool
matches(const char *pattern, const char *name)
{
	if (!pattern)
		return true;
	if (!strchr("*?[\\", pattern[0]) &&
	    tolower((unsigned char)pattern[0]) !=
		tolower((unsigned char)name[0]))
		return false;
	return text_glob_match(pattern, name);
}

/* A name this long is none that anybody wrote a pattern for. */
#define NAME_LIMIT 255

static bool
matches_span(const char *pattern, struct span name)
{
	char text[NAME_LIMIT + 1];

	if (!pattern)
		return true;
	if (name.length > NAME_LIMIT)
		name.length = NAME_LIMIT;
	if (name.length)
		memcpy(text, name.text, name.length);
	text[name.length] = '\0';
	return matches(pattern, text);
}

/* What CDP says in words, LLDP says in letters; a rule may say either. */
/* clang-format off */
static const struct {
	const char *letter;
	const char *word;
} capability_words[] = {
	{ "R", "Router" },
	{ "B", "Switch" },
	{ "B", "Bridge" },
	{ "T", "Phone" },
	{ "T", "Telephone" },
	{ "W", "WLAN Access Point" },
	{ "P", "Repeater" },
	{ "S", "Host" },
	{ "S", "Station" },
};
/* clang-format on */

static bool
matches_letter(const char *pattern, struct span letter)
{
	for (size_t i = 0; i < COUNT_OF(capability_words); i++) {
		if (span_is(letter, capability_words[i].letter) &&
		    matches(pattern, capability_words[i].word))
			return true;
	}
	return false;
}

static bool
matches_capability(const char *pattern, const struct neighbor *heard)
{
	const struct span_list *list = &heard->capabilities;

	if (!pattern)
		return true;
	for (size_t i = 0; i < list->count; i++) {
		if (matches_span(pattern, list->items[i]) ||
		    (heard->protocol == NEIGHBOR_LLDP &&
			matches_letter(pattern, list->items[i])))
			return true;
	}
	return false;
}

static void
collect_rules(struct ignore *ignore, size_t device)
{
	const struct topology *t = ignore->topology;

	ignore->starts[device] = ignore->count;
	for (size_t i = 0; i < t->ignore_count; i++) {
		if (!matches(t->ignores[i].device, t->devices[device].name))
			continue;
		ignore->rules = grow_array(ignore->rules, ignore->count,
		    &ignore->capacity, sizeof(*ignore->rules));
		ignore->rules[ignore->count++] = (uint32_t)i;
	}
}

struct ignore *
ignore_new(const struct topology *topology)
{
	struct ignore *ignore = xcalloc(1, sizeof(*ignore));

	ignore->topology = topology;
	ignore->starts =
	    xcalloc(topology->device_count + 1, sizeof(*ignore->starts));
	for (size_t i = 0; i < topology->device_count; i++)
		collect_rules(ignore, i);
	ignore->starts[topology->device_count] = ignore->count;
	return ignore;
}

void
ignore_free(struct ignore *ignore)
{
	if (!ignore)
		return;
	free(ignore->rules);
	free(ignore->starts);
	free(ignore);
}

bool
ignore_has_port(const struct ignore *ignore, size_t device, const char *port)
{
	for (size_t i = ignore->starts[device]; i < ignore->starts[device + 1];
	     i++) {
		const struct ignore_rule *rule =
		    &ignore->topology->ignores[ignore->rules[i]];

		if (!rule->neighbor && !rule->capability &&
		    matches(rule->port, port))
			return true;
	}
	return false;
}

bool
ignore_has_neighbor(const struct ignore *ignore, size_t device,
    const char *port, const struct neighbor *heard)
{
	for (size_t i = ignore->starts[device]; i < ignore->starts[device + 1];
	     i++) {
		const struct ignore_rule *rule =
		    &ignore->topology->ignores[ignore->rules[i]];

		if (matches(rule->port, port) &&
		    matches_span(rule->neighbor, heard->device_id) &&
		    matches_capability(rule->capability, heard))
			return true;
	}
	return false;
}
