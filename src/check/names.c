/*
 * Names of ports: from spellings to names.
 *
 *   "Ethernet1/49"  -.
 *   "Eth1/49"       --+-->  the name "Ethernet1/49"
 *   "ethernet 1/49" -'
 */
#include "check/names.h"

#include <stdlib.h>

#include "base/mem.h"
#include "model/ifname.h"

void
names_init(struct names *names, struct arena *arena)
{
	*names = (struct names){.arena = arena};
	spellings_init(&names->spellings);
}

void
names_release(struct names *names)
{
	spellings_release(&names->spellings);
	free(names->items);
	str_release(&names->canonical);
	*names = (struct names){.arena = NULL};
}

/* The number of the name that is spelled `text` itself. */
static uint32_t
intern_canonical(struct names *names, struct span text)
{
	uint32_t hash = spellings_hash(text);
	const struct spelling *known =
	    spellings_find(&names->spellings, text, hash);
	struct name *name;
	uint32_t number;

	if (known)
		return known->number;
	name = arena_alloc(names->arena, sizeof(*name));
	name->text = arena_span(names->arena, text);
	name->hash = hash;
	names->items = grow_array(names->items, names->count, &names->capacity,
	    sizeof(*names->items));
	number = (uint32_t)names->count;
	name->number = number;
	names->items[names->count++] = name;
	spellings_add(&names->spellings, text, hash, number);
	return number;
}

const struct name *
names_intern(struct names *names, struct span printed)
{
	const struct spelling *known;
	uint32_t number;
	uint32_t hash;

	if (printed.length > IFNAME_MAX)
		printed.length = IFNAME_MAX;
	hash = spellings_hash(printed);
	known = spellings_find(&names->spellings, printed, hash);
	if (known)
		return names->items[known->number];
	str_clear(&names->canonical);
	ifname_add_canonical(&names->canonical, printed);
	/* A NUL would end the name early and make two ports look the same. */
	number = intern_canonical(names, span_of(str_text(&names->canonical)));
	/* It may be its own canonical name, which has just been added. */
	if (!spellings_find(&names->spellings, printed, hash))
		spellings_add(&names->spellings, printed, hash, number);
	return names->items[number];
}
