/*
 * Two tables do the work.  Whatever text there is in an entry goes into the
 * first, ends written in full ("leaf1:Ethernet1/49").  Of a range, "C-[1-9]",
 * only the beginning can be compared, so that goes into the second.
 */
#include "format/topology_dropped.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "model/ifname.h"

struct topology_dropped {
	struct topology *topology;
	struct map *names;      /* owned */
	struct map *beginnings; /* owned */
	bool all;
};

struct topology_dropped *
topology_dropped_new(struct topology *topology)
{
	struct topology_dropped *dropped = xcalloc(1, sizeof(*dropped));

	dropped->topology = topology;
	dropped->names = map_new();
	dropped->beginnings = map_new();
	return dropped;
}

void
topology_dropped_free(struct topology_dropped *dropped)
{
	map_free(dropped->names);
	map_free(dropped->beginnings);
	free(dropped);
}

/* "OLD-LEAF:Eth1/49" as "leaf1:Ethernet1/49"; any other text as it is. */
static void
add_in_full(const struct topology *t, struct span text, struct str *out)
{
	const char *colon = span_find_char(text, ':');
	struct span device;
	size_t index;

	if (!colon) {
		str_add_span(out, text);
		return;
	}
	device = span_trim(span_make(text.text, (size_t)(colon - text.text)));
	if (topology_find_device(t, device, &index))
		device = span_of(t->devices[index].name);
	text = span_trim(span_skip(text, (size_t)(colon - text.text) + 1));
	str_add_span(out, device);
	str_add_char(out, ':');
	str_add(out, ifname_canonical(t->arena, text));
}

/*
 * Of "leaf1:Eth1/[1-4]" and "C-[1-4]" as much as must begin the name of each:
 * "leaf1:" and "C-".  Short forms of a port can be anything.
 */
static void
add_beginning(struct topology_dropped *dropped, struct span text)
{
	const char *bracket = span_find_char(text, '[');
	const char *colon = span_find_char(text, ':');
	struct str name = STR_INIT;

	text.length = (size_t)(bracket - text.text);
	if (colon && colon < bracket)
		text.length = (size_t)(colon - text.text) + 1;
	add_in_full(dropped->topology, text, &name);
	map_set(dropped->beginnings, str_span(&name), 0);
	str_release(&name);
}

static void
add_text(struct topology_dropped *dropped, const struct yaml_node *node)
{
	struct span text = span_trim(span_make(node->text, node->length));
	struct str name = STR_INIT;

	if (span_find_char(text, '['))
		add_beginning(dropped, text);
	add_in_full(dropped->topology, text, &name);
	map_set(dropped->names, str_span(&name), 0);
	str_release(&name);
}

/* An end may be a map of its own: no name stands deeper than that. */
void
topology_dropped_add(struct topology_dropped *dropped,
    const struct yaml_node *entry)
{
	if (entry->kind == YAML_KIND_TEXT) {
		add_text(dropped, entry);
		return;
	}
	for (const struct yaml_node *at = entry->first; at; at = at->next) {
		if (at->kind == YAML_KIND_TEXT) {
			add_text(dropped, at);
			continue;
		}
		for (const struct yaml_node *in = at->first; in; in = in->next)
			if (in->kind == YAML_KIND_TEXT)
				add_text(dropped, in);
	}
}

void
topology_dropped_add_all(struct topology_dropped *dropped)
{
	dropped->all = true;
}

bool
topology_dropped_is_empty(const struct topology_dropped *dropped)
{
	return !dropped->all && map_count(dropped->names) == 0;
}

/* Also by the device alone, where an entry has it apart from its port. */
static bool
has_name(const struct topology_dropped *dropped, struct span full)
{
	const char *colon = span_find_char(full, ':');
	size_t ignored;

	if (map_find(dropped->names, full, &ignored))
		return true;
	return colon &&
	       map_find(dropped->names,
		   span_make(full.text, (size_t)(colon - full.text)), &ignored);
}

static bool
has_beginning(const struct topology_dropped *dropped, struct span full)
{
	size_t ignored;

	if (map_count(dropped->beginnings) == 0)
		return false;
	for (size_t length = 0; length <= full.length; length++) {
		if (map_find(dropped->beginnings, span_make(full.text, length),
			&ignored))
			return true;
	}
	return false;
}

static bool
has_word(const struct topology_dropped *dropped, struct span word)
{
	struct str full = STR_INIT;
	bool has;

	add_in_full(dropped->topology, word, &full);
	has = has_name(dropped, str_span(&full)) ||
	      has_beginning(dropped, str_span(&full));
	str_release(&full);
	return has;
}

bool
topology_dropped_has(const struct topology_dropped *dropped, struct span word)
{
	if (dropped->all || has_word(dropped, word))
		return true;
	/* An id may be both ends: "leaf1:Ethernet1/49--spine1:Ethernet1/3". */
	for (size_t i = 0; i + 2 <= word.length; i++) {
		if (word.text[i] == '-' && word.text[i + 1] == '-' &&
		    (has_word(dropped, span_make(word.text, i)) ||
			has_word(dropped, span_skip(word, i + 2))))
			return true;
	}
	return false;
}
