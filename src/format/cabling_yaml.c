/*
 * What the readers of YAML and JSON have in common; see cabling_yaml.h.
 */
#include "format/cabling_yaml.h"

#include <arpa/inet.h>
#include <string.h>

#include "format/yaml_fields.h"

struct span
cabling_yaml_text(const struct yaml_node *node)
{
	if (!node || node->kind != YAML_KIND_TEXT || yaml_is_null(node))
		return SPAN_ABSENT;
	return yaml_span(node);
}

struct span
cabling_yaml_text_at(const struct yaml_node *map, const char *key)
{
	return cabling_yaml_text(yaml_get(map, key));
}

struct spot
cabling_yaml_spot(const struct yaml_node *node)
{
	return (struct spot){node->line, node->column};
}

static const struct yaml_node *
get_kind(const struct yaml_node *map, const char *key, enum yaml_kind kind)
{
	const struct yaml_node *node = yaml_get(map, key);

	return node && node->kind == kind ? node : NULL;
}

const struct yaml_node *
cabling_yaml_list_at(const struct yaml_node *map, const char *key)
{
	return get_kind(map, key, YAML_KIND_LIST);
}

const struct yaml_node *
cabling_yaml_map_at(const struct yaml_node *map, const char *key)
{
	return get_kind(map, key, YAML_KIND_MAP);
}

const struct yaml_node *
cabling_yaml_find_list(const struct yaml_node *root, const char *key)
{
	if (root->kind == YAML_KIND_TEXT)
		return NULL;
	if (root->kind == YAML_KIND_LIST && yaml_get(root->first, key))
		return root;
	/* As deep as YAML_DEPTH_MAX; a map's keys are looked into as well. */
	for (const struct yaml_node *n = root->first; n; n = n->next) {
		const struct yaml_node *found = cabling_yaml_find_list(n, key);

		if (found)
			return found;
	}
	return NULL;
}

static struct draft_end
end_at(const struct yaml_node *map, const char *device, const char *port)
{
	const struct yaml_node *at = yaml_get(map, device);

	return (struct draft_end){
	    .device = cabling_yaml_text(at),
	    .port = cabling_yaml_text_at(map, port),
	    .at = cabling_yaml_spot(at ? at : map),
	};
}

size_t
cabling_yaml_cable(struct cabling_draft *draft, const struct yaml_node *map,
    const struct cabling_yaml_keys *keys)
{
	struct draft_end a = end_at(map, keys->device_a, keys->port_a);
	struct draft_end b = end_at(map, keys->device_b, keys->port_b);

	return draft_cable(draft, &a, &b);
}

void
cabling_pass(struct cabling_passed *passed, const struct yaml_node *node)
{
	if (!passed->count++)
		passed->first = cabling_yaml_spot(node);
}

void
cabling_passed_tell(struct cabling_draft *draft,
    const struct cabling_passed *passed, const char *what)
{
	if (passed->count == 1)
		draft_warning(draft, passed->first, "%s is no cable: left out",
		    what);
	else if (passed->count)
		draft_warning(draft, passed->first,
		    "%s is no cable: left out, as %s %zu more", what,
		    passed->count == 2 ? "is" : "are", passed->count - 1);
}

static bool
is_kind(const char *word, struct span text)
{
	size_t length = strlen(word);

	if (word[length - 1] != '*')
		return span_is_nocase(text, word);
	length--;
	return text.length >= length &&
	       span_equal_nocase(span_make(text.text, length),
		   span_make(word, length));
}

void
cabling_kind_set(struct cabling_draft *draft, size_t device,
    const struct cabling_kind *kinds, size_t count,
    const struct yaml_node *word)
{
	struct span text = cabling_yaml_text(word);
	struct spot at;

	if (!text.length)
		return;
	at = cabling_yaml_spot(word);
	for (size_t i = 0; i < count; i++) {
		if (!is_kind(kinds[i].word, text))
			continue;
		if (kinds[i].platform)
			draft_device_set(draft, device, DRAFT_PLATFORM,
			    span_of(kinds[i].platform), at);
		if (!kinds[i].collect)
			draft_device_set(draft, device, DRAFT_COLLECT,
			    span_of("false"), at);
		return;
	}
}

const char *
cabling_kind_of(const struct device *device, const struct cabling_kind *kinds,
    size_t count)
{
	const char *platform = platform_name(device->platform);

	for (size_t i = 0; i < count; i++) {
		if (kinds[i].platform &&
		    strcmp(kinds[i].platform, platform) == 0)
			return kinds[i].word;
		if (!kinds[i].platform && !device->collect &&
		    !kinds[i].collect && device->platform == PLATFORM_AUTO)
			return kinds[i].word;
	}
	return "";
}

bool
cabling_is_ipv4(const char *host)
{
	struct in_addr address;

	return inet_pton(AF_INET, host, &address) == 1;
}
