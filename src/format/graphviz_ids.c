/*
 * See graphviz_ids.h.  Objects without a name (most edges) get a number too.
 */
#include "format/graphviz_ids.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/span.h"
#include "base/str.h"

struct ids {
	Agraph_t *graph;     /* borrowed */
	struct map *numbers; /* of names, in hex: case matters here */
	/*
	 * By number; NULL: without a name.  Of the graph's own strings:
	 * cgraph looks before a name for whether it is HTML.
	 */
	char **names;
	size_t count;
	size_t capacity;
};

static void *
ids_open(Agraph_t *graph, Agdisc_t *disc)
{
	struct ids *ids = xcalloc(1, sizeof(*ids));

	(void)disc;
	ids->graph = graph;
	ids->numbers = map_new();
	return ids;
}

static void
ids_close(void *state)
{
	struct ids *ids = state;

	for (size_t i = 0; i < ids->count; i++) {
		if (ids->names[i])
			agstrfree(ids->graph, ids->names[i]);
	}
	free(ids->names);
	map_free(ids->numbers);
	free(ids);
}

static IDTYPE
ids_append(struct ids *ids, char *name)
{
	ids->names = grow_array(ids->names, ids->count, &ids->capacity,
	    sizeof(*ids->names));
	ids->names[ids->count++] = name;
	return ids->count;
}

static void
add_hex(struct str *out, const char *name)
{
	static const char digits[] = "0123456789abcdef";

	for (; *name != '\0'; name++) {
		str_add_char(out, digits[(unsigned char)*name >> 4]);
		str_add_char(out, digits[(unsigned char)*name & 15]);
	}
}

static long
ids_map(void *state, int type, char *name, IDTYPE *id, int create)
{
	struct ids *ids = state;
	struct str key = STR_INIT;
	size_t number = 0;
	bool known;

	(void)type;
	if (!name) {
		if (create)
			*id = ids_append(ids, NULL);
		return create;
	}
	add_hex(&key, name);
	known = map_find(ids->numbers, str_span(&key), &number);
	if (!known && create) {
		number = ids_append(ids, agstrdup(ids->graph, name));
		map_set(ids->numbers, str_span(&key), number);
		known = true;
	}
	str_release(&key);
	*id = number;
	return known;
}

/* Nobody asks for a number of their own choice. */
static long
ids_alloc(void *state, int type, IDTYPE id)
{
	(void)state;
	(void)type;
	(void)id;
	return 0;
}

static void
ids_free(void *state, int type, IDTYPE id)
{
	(void)state;
	(void)type;
	(void)id;
}

static char *
ids_print(void *state, int type, IDTYPE id)
{
	struct ids *ids = state;

	(void)type;
	return id >= 1 && id <= ids->count ? ids->names[id - 1] : NULL;
}

static void
ids_register(void *state, int type, void *object)
{
	(void)state;
	(void)type;
	(void)object;
}

Agiddisc_t graphviz_ids = {
    .open = ids_open,
    .map = ids_map,
    .alloc = ids_alloc,
    .free = ids_free,
    .print = ids_print,
    .close = ids_close,
    .idregister = ids_register,
};
