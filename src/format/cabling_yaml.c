/*
 * The few things that all readers of YAML and JSON need; see cabling_yaml.h.
 */
#include "format/cabling_yaml.h"

#include "format/yaml_fields.h"

const struct yaml_node *
cabling_yaml_get(const struct yaml_node *map, const char *key)
{
	if (!map || map->kind != YAML_KIND_MAP)
		return NULL;
	for (const struct yaml_node *k = map->first; k; k = k->next->next) {
		if (k->kind == YAML_KIND_TEXT && span_is(yaml_span(k), key))
			return k->next;
	}
	return NULL;
}

struct span
cabling_yaml_text(const struct yaml_node *node)
{
	if (!node || node->kind != YAML_KIND_TEXT || yaml_is_null(node))
		return SPAN_ABSENT;
	return yaml_span(node);
}

struct spot
cabling_yaml_spot(const struct yaml_node *node)
{
	return (struct spot){node->line, node->column};
}

const struct yaml_node *
cabling_yaml_list(struct cabling_draft *draft, const struct yaml_node *map,
    const char *key)
{
	const struct yaml_node *list = cabling_yaml_get(map, key);

	if (list && list->kind == YAML_KIND_LIST)
		return list;
	draft_error(draft, cabling_yaml_spot(list ? list : map),
	    "`%s` must be a list", key);
	return NULL;
}
