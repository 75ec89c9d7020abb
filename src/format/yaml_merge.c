/*
 * The merged pairs are new nodes for key and value that share whatever hangs
 * below them.  That is paid for already: an alias is charged with the size of
 * what it stands for when it is read (see yaml_tree.c).
 */
#include "format/yaml_merge.h"

#include "base/map.h"

struct merger {
	struct yaml_tree *tree;
	struct diag_list *diags;
	struct yaml_node *map;
	struct yaml_node **tail; /* where the next pair goes */
	struct map *keys;        /* that the map has by now */
};

bool
yaml_is_merge_key(const struct yaml_node *node)
{
	return node->kind == YAML_KIND_TEXT && !node->quoted &&
	       node->length == 2 && node->text[0] == '<' &&
	       node->text[1] == '<';
}

static struct span
key_span(const struct yaml_node *key)
{
	return span_make(key->text, key->length);
}

static struct yaml_node *
append_copy(struct merger *m, const struct yaml_node *node)
{
	struct yaml_node *copy = arena_alloc(m->tree->arena, sizeof(*copy));

	*copy = *node;
	copy->next = NULL;
	*m->tail = copy;
	m->tail = &copy->next;
	return copy;
}

static void
merge_map(struct merger *m, const struct yaml_node *from)
{
	const struct yaml_node *key = from->first;

	while (key) {
		const struct yaml_node *value = key->next;

		if (key->kind != YAML_KIND_TEXT ||
		    map_add(m->keys, key_span(key), 0, NULL)) {
			append_copy(m, key);
			append_copy(m, value);
			m->map->length++;
		}
		key = value->next;
	}
}

static bool
merge_value(struct merger *m, const struct yaml_node *value)
{
	struct place where = {m->tree->file, value->line, value->column};

	if (value->kind == YAML_KIND_MAP) {
		merge_map(m, value);
		return true;
	}
	diag_add(m->diags, where, SEVERITY_ERROR,
	    "`<<` merges a map, or a list of maps, into this one");
	return false;
}

static bool
merge_values(struct merger *m, const struct yaml_node *value)
{
	const struct yaml_node *item;

	if (value->kind != YAML_KIND_LIST)
		return merge_value(m, value);
	for (item = value->first; item; item = item->next) {
		if (!merge_value(m, item))
			return false;
	}
	return true;
}

/*
 * Leaves only the map's own pairs in it.  The values of the merge keys, taken
 * out, are linked to each other.
 */
static struct yaml_node *
take_merges(struct merger *m)
{
	struct yaml_node *key = m->map->first;
	struct yaml_node *merges = NULL;
	struct yaml_node **last = &merges;

	m->tail = &m->map->first;
	while (key) {
		struct yaml_node *value = key->next;
		struct yaml_node *next = value->next;

		if (yaml_is_merge_key(key)) {
			m->map->length--;
			*last = value;
			last = &value->next;
		} else {
			if (key->kind == YAML_KIND_TEXT)
				map_add(m->keys, key_span(key), 0, NULL);
			*m->tail = key;
			m->tail = &value->next;
		}
		key = next;
	}
	*m->tail = NULL;
	*last = NULL;
	return merges;
}

bool
yaml_merge(struct yaml_tree *tree, struct yaml_node *map,
    struct diag_list *diags)
{
	struct merger m = {.tree = tree, .diags = diags, .map = map};
	const struct yaml_node *merges;
	bool ok = true;

	m.keys = map_new_exact();
	merges = take_merges(&m);
	for (; merges && ok; merges = merges->next)
		ok = merge_values(&m, merges);
	map_free(m.keys);
	return ok;
}
