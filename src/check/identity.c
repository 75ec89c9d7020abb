/*
 * Who is who: the rules, one function and one row each.
 *
 *   prints                            is                       by rule
 *   leaf1, LEAF1, leaf1-old           leaf1                    name
 *   leaf1.example.net                 leaf1                    domain
 *   a-very-long-na... (40 letters)    a-very-long-name-...     cut
 *   leaf1(FDO2151ABCD)                leaf1                    decorated
 *   FDO2151ABCD(leaf1.example.net)    leaf1                    decorated
 *   FDO2151ABCD, xyz(FDO2151ABCD)     whose serial it is       serial
 *   (nothing of the above)            whose system name it is  system name
 *   (nothing of the above)            whose address it is      address
 *
 * All lookups are exact and go through maps that are made once; a domain is
 * only ever cut off when the plan names it, because the first dot of a name
 * may well be part of it ("AP34B8.8315.8548" is an access point).  Domains of
 * all devices are taken together: the one who hears and the one who is heard
 * need not have the same.
 */
#include "check/identity.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"

/* No host name is longer; what a hostile neighbor sends may be. */
#define NAME_LIMIT 255

/* IOS 15.2 on Catalyst 2960CX and 3560CX prints no more of a device ID. */
#define CUT_LENGTH 40

/* From a text to all devices that it may mean: chains of nodes. */
struct node {
	uint32_t device;
	uint32_t next; /* node; UINT32_MAX at the end */
};

struct index {
	struct map *heads; /* text: first node */
	struct node *nodes;
	size_t count;
	size_t capacity;
};

struct identity {
	const struct topology *topology;
	struct index plain; /* names and aliases, with and without domain */
	struct index cut;   /* the first 40 letters of longer ones */
	struct index serials;
	struct index addresses;
	struct map *domains;
	const char **sorted_domains; /* for looking up their beginnings */
	size_t domain_count;
};

/* The devices found so far. */
struct found {
	size_t *devices;
	size_t count;
};

static void
index_add(struct index *index, struct span key, size_t device)
{
	size_t head = UINT32_MAX;

	if (!key.length || key.length > NAME_LIMIT)
		return;
	if (map_find(index->heads, key, &head) &&
	    index->nodes[head].device == device)
		return;
	index->nodes = grow_array(index->nodes, index->count, &index->capacity,
	    sizeof(*index->nodes));
	index->nodes[index->count] = (struct node){
	    .device = (uint32_t)device,
	    .next = (uint32_t)head,
	};
	map_set(index->heads, key, index->count++);
}

static void
found_add(struct found *found, size_t device)
{
	for (size_t i = 0; i < found->count; i++) {
		if (found->devices[i] == device)
			return;
	}
	if (found->count < IDENTITY_CANDIDATES_MAX)
		found->devices[found->count++] = device;
}

static void
index_find(const struct index *index, struct span key, struct found *found)
{
	size_t head;

	if (!key.length || key.length > NAME_LIMIT ||
	    !map_find(index->heads, key, &head))
		return;
	for (size_t i = head; i != UINT32_MAX; i = index->nodes[i].next) {
		found_add(found, index->nodes[i].device);
		if (found->count == IDENTITY_CANDIDATES_MAX)
			return;
	}
}

/*
 * Steps through the places where `name` can be divided into a name and a
 * known domain; true while there is one, which `*head` is then the front of.
 */
static bool
next_division(const struct identity *identity, struct span name, size_t *from,
    struct span *head)
{
	for (size_t i = *from; i < name.length; i++) {
		struct span tail = span_skip(name, i + 1);
		size_t unused;

		if (i && name.text[i] == '.' && tail.length &&
		    map_find(identity->domains, tail, &unused)) {
			*head = span_make(name.text, i);
			*from = i + 1;
			return true;
		}
	}
	return false;
}

/* --- the rules --------------------------------------------------------- */

static void
find_name(const struct identity *identity, struct span name,
    struct found *found)
{
	size_t device;

	if (name.length && name.length <= NAME_LIMIT &&
	    topology_find_device(identity->topology, name, &device))
		found_add(found, device);
}

static void
find_without_domain(const struct identity *identity, struct span name,
    struct found *found)
{
	struct span head;
	size_t from = 0;

	if (name.length > NAME_LIMIT)
		return;
	/* The plan itself may name its devices with their domain. */
	index_find(&identity->plain, name, found);
	while (next_division(identity, name, &from, &head))
		index_find(&identity->plain, head, found);
}

/* True when a known domain begins with `tail`. */
static bool
begins_domain(const struct identity *identity, struct span tail)
{
	size_t low = 0;
	size_t high = identity->domain_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *domain = identity->sorted_domains[middle];
		int order = strncasecmp(domain, tail.text, tail.length);

		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static void
find_cut(const struct identity *identity, struct span name, struct found *found)
{
	if (name.length != CUT_LENGTH)
		return;
	index_find(&identity->cut, name, found);
	for (size_t i = 1; i < name.length; i++) {
		if (name.text[i] == '.' &&
		    begins_domain(identity, span_skip(name, i + 1)))
			index_find(&identity->plain, span_make(name.text, i),
			    found);
	}
}

/* Divides "outer(inner)". */
static bool
divide_decorated(struct span name, struct span *outer, struct span *inner)
{
	size_t open = name.length;

	if (name.length < 3 || name.text[name.length - 1] != ')')
		return false;
	while (open && name.text[open - 1] != '(')
		open--;
	if (open < 2)
		return false;
	*outer = span_trim(span_make(name.text, open - 1));
	*inner = span_trim(span_make(name.text + open, name.length - open - 1));
	return true;
}

static void
find_decorated(const struct identity *identity, struct span name,
    struct found *found)
{
	struct span parts[2];

	if (!divide_decorated(name, &parts[0], &parts[1]))
		return;
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		size_t before = found->count;

		find_name(identity, parts[i], found);
		if (found->count == before)
			find_without_domain(identity, parts[i], found);
	}
}

static void
find_serial(const struct identity *identity, struct span name,
    struct found *found)
{
	struct span outer;
	struct span inner;

	index_find(&identity->serials, name, found);
	if (!divide_decorated(name, &outer, &inner))
		return;
	index_find(&identity->serials, outer, found);
	index_find(&identity->serials, inner, found);
}

/* In the order in which they are trusted. */
/* clang-format off */
static const struct {
	const char *name;
	void (*find)(const struct identity *identity, struct span name,
	    struct found *found);
} rules[] = {
	{ "name",      find_name },
	{ "domain",    find_without_domain },
	{ "cut",       find_cut },
	{ "decorated", find_decorated },
	{ "serial",    find_serial },
};
/* clang-format on */

static void
find_by_rules(const struct identity *identity, struct span name,
    struct found *found)
{
	for (size_t i = 0; i < COUNT_OF(rules) && !found->count; i++)
		rules[i].find(identity, name, found);
}

/* --- addresses --------------------------------------------------------- */

/*
 * One spelling for each address: "2001:DB8:0::1" is "2001:db8::1".  False
 * for what is no address, and for loopback addresses, which mean "myself" on
 * every device (a lab on one machine has them as hosts all the same).
 */
static bool
normalise_address(struct span printed, char address[INET6_ADDRSTRLEN])
{
	unsigned char bytes[sizeof(struct in6_addr)];
	char text[INET6_ADDRSTRLEN];
	int family;

	if (!printed.length || printed.length >= sizeof(text) ||
	    memchr(printed.text, '\0', printed.length))
		return false;
	memcpy(text, printed.text, printed.length);
	text[printed.length] = '\0';
	family = strchr(text, ':') ? AF_INET6 : AF_INET;
	if (inet_pton(family, text, bytes) != 1)
		return false;
	if (!inet_ntop(family, bytes, address, INET6_ADDRSTRLEN))
		return false;
	return family == AF_INET ? bytes[0] != 127 : strcmp(address, "::1");
}

static void
find_addresses(const struct identity *identity, const struct span_list *printed,
    struct found *found)
{
	char address[INET6_ADDRSTRLEN];

	for (size_t i = 0; i < printed->count; i++) {
		if (normalise_address(printed->items[i], address))
			index_find(&identity->addresses, span_of(address),
			    found);
	}
}

/* --- making and asking ------------------------------------------------- */

static int
compare_text(const void *a, const void *b)
{
	return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

/* "domain: .example.net." means the same as "example.net". */
static struct span
trim_dots(const char *domain)
{
	struct span s = span_of(domain);

	while (s.length && s.text[0] == '.')
		s = span_skip(s, 1);
	while (s.length && s.text[s.length - 1] == '.')
		s.length--;
	return s;
}

static void
learn_domains(struct identity *identity)
{
	const struct topology *t = identity->topology;
	size_t capacity = 0;

	for (size_t i = 0; i < t->device_count; i++) {
		const struct string_list *list = &t->devices[i].domains;

		for (size_t k = 0; k < list->count; k++) {
			struct span domain = trim_dots(list->items[k]);

			if (!domain.length || domain.length > NAME_LIMIT ||
			    !map_add(identity->domains, domain, 0, NULL))
				continue;
			identity->sorted_domains =
			    grow_array(identity->sorted_domains,
				identity->domain_count, &capacity,
				sizeof(*identity->sorted_domains));
			identity->sorted_domains[identity->domain_count++] =
			    domain.text;
		}
	}
	if (identity->domain_count)
		qsort(identity->sorted_domains, identity->domain_count,
		    sizeof(*identity->sorted_domains), compare_text);
}

static void
learn_name(struct identity *identity, const char *text, size_t device)
{
	struct span name = span_of(text);
	struct span head;
	size_t from = 0;

	if (name.length > NAME_LIMIT)
		return;
	index_add(&identity->plain, name, device);
	while (next_division(identity, name, &from, &head))
		index_add(&identity->plain, head, device);
	if (name.length > CUT_LENGTH)
		index_add(&identity->cut, span_make(text, CUT_LENGTH), device);
}

static void
learn_device(struct identity *identity, size_t i)
{
	const struct device *device = &identity->topology->devices[i];
	char address[INET6_ADDRSTRLEN];

	learn_name(identity, device->name, i);
	for (size_t k = 0; k < device->aliases.count; k++)
		learn_name(identity, device->aliases.items[k], i);
	if (device->serial)
		index_add(&identity->serials, span_of(device->serial), i);
	if (normalise_address(span_of(device->host), address))
		index_add(&identity->addresses, span_of(address), i);
}

struct identity *
identity_new(const struct topology *topology)
{
	struct identity *identity = xcalloc(1, sizeof(*identity));

	identity->topology = topology;
	identity->plain.heads = map_new();
	identity->cut.heads = map_new();
	identity->serials.heads = map_new();
	identity->addresses.heads = map_new();
	identity->domains = map_new();
	learn_domains(identity);
	for (size_t i = 0; i < topology->device_count; i++)
		learn_device(identity, i);
	return identity;
}

static void
index_release(struct index *index)
{
	map_free(index->heads);
	free(index->nodes);
}

void
identity_free(struct identity *identity)
{
	if (!identity)
		return;
	index_release(&identity->plain);
	index_release(&identity->cut);
	index_release(&identity->serials);
	index_release(&identity->addresses);
	map_free(identity->domains);
	free(identity->sorted_domains);
	free(identity);
}

/* A handful at most, so by insertion. */
static void
sort_candidates(const struct topology *topology, struct found *found)
{
	size_t *d = found->devices;

	for (size_t i = 1; i < found->count; i++) {
		for (size_t k = i; k > 0; k--) {
			size_t swapped = d[k];

			if (text_natural_compare(
				topology->devices[d[k - 1]].name,
				topology->devices[d[k]].name) <= 0)
				break;
			d[k] = d[k - 1];
			d[k - 1] = swapped;
		}
	}
}

size_t
identity_find(const struct identity *identity, const struct neighbor *heard,
    size_t candidates[IDENTITY_CANDIDATES_MAX])
{
	struct found found = {candidates, 0};

	find_by_rules(identity, heard->device_id, &found);
	if (!found.count)
		find_by_rules(identity, heard->system_name, &found);
	if (!found.count) {
		find_addresses(identity, &heard->entry_addresses, &found);
		find_addresses(identity, &heard->mgmt_addresses, &found);
	}
	sort_candidates(identity->topology, &found);
	return found.count;
}
