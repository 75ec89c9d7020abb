/*
 * The keyring; see keyring.h.  Thousands of devices have a handful of
 * credentials between them, and these a handful of keys.
 */
#include "collect/keyring.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"

struct keyring {
	const struct keyring *lender; /* of keys and maps; NULL: they are own */
	struct map *known; /* credential, by its address: index of its entry */
	struct map *key_paths;
	struct map *agent_paths;
	struct keyring_entry *entries;
	size_t count;
	size_t capacity;
	struct key **keys;
	size_t key_count;
	size_t key_capacity;
	struct agent **agents;
	size_t agent_count;
	size_t agent_capacity;
};

/* What stands for "no credential at all". */
static const struct collect_credential nothing;

static struct span
address_of(const struct collect_credential *const *credential)
{
	return span_make((const char *)(const void *)credential,
	    sizeof(*credential));
}

static bool
add_key(struct keyring *ring, struct keyring_entry *entry, struct err *err)
{
	const char *path = entry->credential->identity;
	size_t i = ring->key_count;

	if (!path || !map_add(ring->key_paths, span_of(path), i, &i)) {
		entry->key = path ? ring->keys[i] : NULL;
		return true;
	}
	if (!key_load(path, entry->credential->passphrase, &entry->key, err))
		return false;
	ring->keys = grow_array(ring->keys, ring->key_count,
	    &ring->key_capacity, sizeof(*ring->keys));
	ring->keys[ring->key_count++] = entry->key;
	return true;
}

static void
add_agent(struct keyring *ring, struct keyring_entry *entry, uv_loop_t *loop)
{
	const char *path = entry->credential->agent;
	size_t i = ring->agent_count;

	if (!path || !map_add(ring->agent_paths, span_of(path), i, &i)) {
		entry->agent = path ? ring->agents[i] : NULL;
		return;
	}
	ring->agents = grow_array(ring->agents, ring->agent_count,
	    &ring->agent_capacity, sizeof(*ring->agents));
	entry->agent = agent_new(loop, path);
	ring->agents[ring->agent_count++] = entry->agent;
}

/* A key that only an agent can use, with no agent. */
static bool
check_entry(const struct keyring_entry *entry, struct err *err)
{
	if (!entry->key || entry->agent || key_can_sign(entry->key))
		return true;
	return key_fail_alone(entry->key, entry->credential->identity, err);
}

static bool
add_entry(struct keyring *ring, const struct collect_credential *credential,
    uv_loop_t *loop, struct err *err)
{
	struct keyring_entry *entry;

	if (!map_add(ring->known, address_of(&credential), ring->count, NULL))
		return true;
	ring->entries = grow_array(ring->entries, ring->count, &ring->capacity,
	    sizeof(*ring->entries));
	entry = &ring->entries[ring->count++];
	*entry = (struct keyring_entry){.credential = credential};
	add_agent(ring, entry, loop);
	return add_key(ring, entry, err) && check_entry(entry, err);
}

/* A target and the bastions before it. */
static bool
add_target(struct keyring *ring, const struct collect_target *target,
    uv_loop_t *loop, struct err *err)
{
	for (; target; target = target->jump) {
		if (target->credential &&
		    !add_entry(ring, target->credential, loop, err))
			return false;
	}
	return true;
}

bool
keyring_open(uv_loop_t *loop, const struct collect_target *targets,
    size_t count, struct keyring **keyring, struct err *err)
{
	struct keyring *ring = xcalloc(1, sizeof(*ring));

	*keyring = ring;
	ring->known = map_new_exact();
	ring->key_paths = map_new_exact();
	ring->agent_paths = map_new_exact();
	if (!add_entry(ring, &nothing, loop, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!add_target(ring, &targets[i], loop, err))
			return false;
	}
	return true;
}

/* The agent in `ring` that stands for one of its lender's. */
static struct agent *
own_agent(const struct keyring *ring, const struct agent *lent)
{
	for (size_t i = 0; i < ring->agent_count; i++) {
		if (ring->lender->agents[i] == lent)
			return ring->agents[i];
	}
	return NULL;
}

struct keyring *
keyring_share(const struct keyring *of, uv_loop_t *loop)
{
	struct keyring *ring = xcalloc(1, sizeof(*ring));

	ring->lender = of;
	ring->agents = xcalloc(of->agent_count + 1, sizeof(*ring->agents));
	for (size_t i = 0; i < of->agent_count; i++)
		ring->agents[ring->agent_count++] =
		    agent_new(loop, agent_path(of->agents[i]));
	ring->entries = xcalloc(of->count, sizeof(*ring->entries));
	for (size_t i = 0; i < of->count; i++) {
		ring->entries[i] = of->entries[i];
		ring->entries[i].agent = own_agent(ring, of->entries[i].agent);
		ring->count++;
	}
	return ring;
}

const struct keyring_entry *
keyring_find(const struct keyring *ring,
    const struct collect_credential *credential)
{
	const struct map *known =
	    ring->lender ? ring->lender->known : ring->known;
	size_t i = 0;

	if (credential && !map_find(known, address_of(&credential), &i))
		bug("a credential that is not in the keyring");
	return &ring->entries[i];
}

void
keyring_close(struct keyring *ring)
{
	for (size_t i = 0; i < ring->agent_count; i++)
		agent_free(ring->agents[i]);
	ring->agent_count = 0;
}

void
keyring_free(struct keyring *ring)
{
	if (!ring)
		return;
	for (size_t i = 0; i < ring->key_count; i++)
		key_free(ring->keys[i]);
	map_free(ring->known);
	map_free(ring->key_paths);
	map_free(ring->agent_paths);
	free(ring->keys);
	free(ring->agents);
	free(ring->entries);
	free(ring);
}
