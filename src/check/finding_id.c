/*
 * Ids come from what a finding *is*: its kind and the ends of its desired and
 * observed cables, by name and in lower case; for a dark device, its name; for
 * devices that cannot be told apart, theirs.  Neither line numbers nor file
 * names, nor the order of anything, nor any other cable has a part in it, so
 * people can refer to a fault by its id until it is mended.
 *
 * Each cable is hashed alone (64-bit FNV-1a, then mixed) and the hashes are
 * added up, which does not depend on their order.  Eight hex digits are left
 * in the end: of ten thousand findings two may well meet, and then the later
 * one is hashed again with a salt.
 */
#include "check/finding_id.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

static uint64_t
add_text(uint64_t hash, const char *text)
{
	for (const char *p = text; *p; p++) {
		unsigned char c = (unsigned char)*p;

		if (c >= 'A' && c <= 'Z')
			c = (unsigned char)(c + ('a' - 'A'));
		hash = (hash ^ c) * 0x100000001b3U;
	}
	/* No name holds a NUL: "ab", "c" is not "a", "bc". */
	return hash * 0x100000001b3U;
}

/* The finishing step of splitmix64: every bit changes half the others. */
static uint64_t
mix(uint64_t hash)
{
	hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9U;
	hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebU;
	return hash ^ (hash >> 31);
}

static uint64_t
hash_end(const char *device, const char *port)
{
	return mix(add_text(add_text(0xcbf29ce484222325U, device), port));
}

static uint64_t
hash_desired(const struct comparison *c, size_t cable)
{
	const struct cable *k = &c->topology->cables[cable];
	const struct device *devices = c->topology->devices;

	return mix((hash_end(devices[k->a.device].name, k->a.port) +
		       hash_end(devices[k->b.device].name, k->b.port)) ^
		   0x64657369726564U);
}

static uint64_t
hash_observed(const struct comparison *c, size_t edge)
{
	const struct observed_cable *o = &c->judgement->observed[edge];

	return mix((hash_end(o->a.device_name, o->a.name) +
		       hash_end(o->b.device_name, o->b.name)) ^
		   0x6f62736572766564U);
}

static uint32_t
hash_draft(const struct comparison *c, const struct draft *draft)
{
	const struct finding *f = &draft->finding;
	uint64_t hash =
	    add_text(0xcbf29ce484222325U, finding_kind_name(f->kind));

	for (size_t i = 0; i < f->device_count; i++)
		hash += hash_end(c->topology->devices[f->devices[i]].name, "");
	/* A device-level fault is one, however many cables hang on it. */
	if (!f->device_count) {
		for (size_t i = 0; i < f->cable_count; i++)
			hash += hash_desired(c, f->cables[i]);
		for (size_t i = 0; i < f->observed_count; i++)
			hash += hash_observed(c, f->observed[i]);
	}
	hash = mix(hash + draft->salt);
	return (uint32_t)(hash ^ (hash >> 32));
}

struct numbered {
	uint32_t id;
	uint32_t salt;
	uint32_t draft;
};

/* The one with less salt, then the one that is shown first, keeps an id. */
static int
compare_ids(const void *a, const void *b)
{
	const struct numbered *na = a;
	const struct numbered *nb = b;

	if (na->id != nb->id)
		return na->id < nb->id ? -1 : 1;
	if (na->salt != nb->salt)
		return na->salt < nb->salt ? -1 : 1;
	return na->draft < nb->draft ? -1 : na->draft > nb->draft;
}

/* Salts all but the first of those that share an id; false when none do. */
static bool
salt_twins(const struct comparison *c, struct numbered *ids, size_t count)
{
	bool found = false;
	uint32_t last = 0;

	qsort(ids, count, sizeof(*ids), compare_ids);
	for (size_t i = 0; i < count; i++) {
		uint32_t id = ids[i].id;

		if (i && id == last) {
			ids[i].salt = ++c->drafts[ids[i].draft].salt;
			ids[i].id = hash_draft(c, &c->drafts[ids[i].draft]);
			found = true;
		}
		last = id;
	}
	return found;
}

void
finding_id_assign(struct comparison *c)
{
	struct numbered *ids = xcalloc(c->draft_count + 1, sizeof(*ids));

	for (size_t i = 0; i < c->draft_count; i++) {
		ids[i].draft = (uint32_t)i;
		ids[i].id = hash_draft(c, &c->drafts[i]);
	}
	while (c->draft_count && salt_twins(c, ids, c->draft_count))
		;
	for (size_t i = 0; i < c->draft_count; i++) {
		struct finding *f = &c->drafts[ids[i].draft].finding;

		snprintf(f->id, sizeof(f->id), "%08x", (unsigned)ids[i].id);
	}
	free(ids);
}
