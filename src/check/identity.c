/*
 * Who is who: the rules, one function and one row each.
 *
 *   prints                              is                      matched by
 *   leaf1, LEAF1                        leaf1                   name
 *   leaf1-old                           whose alias it is       alias
 *   leaf1.example.net                   leaf1                   domain
 *   a-very-long-na... (40 letters)      a-very-long-name-...    cut-name
 *   a-long-name.example.net(FDO2151A    a-long-name             cut-name
 *   leaf1(FDO2151ABCD)                  leaf1                   name(serial)
 *   FDO2151ABCD(leaf1.example.net)      leaf1                   serial(name)
 *   FDO2151ABCD, xyz(FDO2151ABCD)       whose serial it is      serial
 *   0053.00a1.b2c3                      00:53:00:a1:b2:c3       mac
 *   (nothing of the above)              whose system name it is system-name
 *   (LLDP) 0053.00a1.b2c3, FDO2151ABCD  whose chassis id it is  as above
 *   (nothing of the above)              whose address it is     address
 *
 * All lookups are exact and go through maps that are made once; a domain is
 * only ever cut off when the plan names it, because the first dot of a name
 * may well be part of it ("AP34B8.8315.8548" is an access point).  Domains of
 * all devices are taken together: the one who hears and the one who is heard
 * need not have the same.  Names, aliases and serial numbers of the plan may
 * be MAC addresses, and names and aliases IP addresses, in any notation.
 */
#include "check/identity.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "base/map.h"
#include "base/mem.h"
#include "check/address.h"
#include "check/spellings.h"

/* No host name is longer; what a hostile neighbor sends may be. */
#define NAME_LIMIT 255

/* IOS 15.2 on Catalyst 2960CX and 3560CX prints no more of a device ID. */
#define CUT_LENGTH 40

/*
 * From a text to all devices that it may mean: chains of nodes, in the order
 * of the devices' ranks.
 */
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
	const uint32_t *ranks;
	struct index plain; /* names and aliases, with and without domain */
	struct index cut;   /* the first 40 letters of longer ones */
	struct index serials;
	struct index macs;
	struct index addresses;
	struct map *domains;
	const char **sorted_domains; /* for looking up their beginnings */
	size_t domain_count;
	size_t shortest_domain; /* what is shorter or longer is none */
	size_t longest_domain;

	/*
	 * A device is heard on each of its ports: the names that have been met
	 * and mean one device, numbered device * RULES + rule.
	 */
	struct spellings known;
};

#define RULES (MATCHED_BY_ADDRESS + 1)

static void
index_add(struct index *index, struct span key, size_t device)
{
	size_t head = UINT32_MAX;

	if (!key.length || key.length > NAME_LIMIT)
		return;
	if (!map_add(index->heads, key, index->count, &head)) {
		if (index->nodes[head].device == device)
			return;
		map_set(index->heads, key, index->count);
	}
	index->nodes = grow_array(index->nodes, index->count, &index->capacity,
	    sizeof(*index->nodes));
	index->nodes[index->count] = (struct node){
	    .device = (uint32_t)device,
	    .next = (uint32_t)head,
	};
	index->count++;
}

/*
 * Adds a device to the candidates, which are kept in the order of their ranks;
 * of too many, the last is dropped.
 */
static void
match_add(const struct identity *identity, struct identity_match *match,
    size_t device)
{
	size_t *list = match->candidates;
	size_t at = match->count;

	while (at && identity->ranks[list[at - 1]] > identity->ranks[device])
		at--;
	if (at == IDENTITY_CANDIDATES_MAX || (at && list[at - 1] == device))
		return;
	if (match->count < IDENTITY_CANDIDATES_MAX)
		match->count++;
	memmove(&list[at + 1], &list[at],
	    (match->count - 1 - at) * sizeof(*list));
	list[at] = device;
}

/*
 * Adds the devices that `key` means, or as many as candidates may be: these
 * are the first of them, since the chain is in order.
 */
static void
index_find(const struct identity *identity, const struct index *index,
    struct span key, struct identity_match *match)
{
	size_t left = IDENTITY_CANDIDATES_MAX;
	size_t head;

	if (!key.length || key.length > NAME_LIMIT ||
	    !map_find(index->heads, key, &head))
		return;
	for (size_t i = head; i != UINT32_MAX && left--;
	     i = index->nodes[i].next)
		match_add(identity, match, index->nodes[i].device);
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

		if (tail.length < identity->shortest_domain)
			break;
		if (i && name.text[i] == '.' &&
		    tail.length <= identity->longest_domain &&
		    map_find(identity->domains, tail, &unused)) {
			*head = span_make(name.text, i);
			*from = i + 1;
			return true;
		}
	}
	return false;
}

/* --- the rules --------------------------------------------------------- */

/* By the name itself, or by an alias: there is one of each. */
static enum matched_by
find_name(const struct identity *identity, struct span name,
    struct identity_match *match)
{
	size_t device;

	if (!name.length || name.length > NAME_LIMIT ||
	    !topology_find_device(identity->topology, name, &device))
		return MATCHED_BY_NOTHING;
	match_add(identity, match, device);
	return span_is_nocase(name, identity->topology->devices[device].name)
		   ? MATCHED_BY_NAME
		   : MATCHED_BY_ALIAS;
}

static enum matched_by
find_without_domain(const struct identity *identity, struct span name,
    struct identity_match *match)
{
	struct span head;
	size_t from = 0;

	if (name.length > NAME_LIMIT)
		return MATCHED_BY_NOTHING;
	/* The plan itself may name its devices with their domain. */
	index_find(identity, &identity->plain, name, match);
	while (next_division(identity, name, &from, &head))
		index_find(identity, &identity->plain, head, match);
	return MATCHED_BY_DOMAIN;
}

/* A whole name inside of something else. */
static void
find_part(const struct identity *identity, struct span name,
    struct identity_match *match)
{
	if (find_name(identity, name, match) == MATCHED_BY_NOTHING)
		find_without_domain(identity, name, match);
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

/* "leaf1.exam": a known name in front of the beginning of a known domain. */
static void
find_cut_domain(const struct identity *identity, struct span name,
    struct identity_match *match)
{
	for (size_t i = 1; i < name.length; i++) {
		if (name.text[i] == '.' &&
		    begins_domain(identity, span_skip(name, i + 1)))
			index_find(identity, &identity->plain,
			    span_make(name.text, i), match);
	}
}

/* "leaf1.example.net(FDO21" or "FDO2151ABCD(leaf1.exam": no end to be seen. */
static void
find_cut_decorated(const struct identity *identity, struct span name,
    struct identity_match *match)
{
	const char *open = span_find_char(name, '(');
	struct span outer;

	if (!open || span_find_char(name, ')'))
		return;
	outer = span_make(name.text, (size_t)(open - name.text));
	find_part(identity, span_trim(outer), match);
	find_cut_domain(identity, span_skip(name, outer.length + 1), match);
	if (!match->count)
		index_find(identity, &identity->serials, span_trim(outer),
		    match);
}

static enum matched_by
find_cut(const struct identity *identity, struct span name,
    struct identity_match *match)
{
	if (name.length != CUT_LENGTH)
		return MATCHED_BY_NOTHING;
	index_find(identity, &identity->cut, name, match);
	find_cut_domain(identity, name, match);
	find_cut_decorated(identity, name, match);
	return MATCHED_BY_CUT_NAME;
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

static enum matched_by
find_decorated(const struct identity *identity, struct span name,
    struct identity_match *match)
{
	struct span outer;
	struct span inner;
	enum matched_by by;

	if (!divide_decorated(name, &outer, &inner))
		return MATCHED_BY_NOTHING;
	find_part(identity, outer, match);
	by = match->count ? MATCHED_BY_NAME_SERIAL : MATCHED_BY_SERIAL_NAME;
	find_part(identity, inner, match);
	return by;
}

static enum matched_by
find_serial(const struct identity *identity, struct span name,
    struct identity_match *match)
{
	struct span outer;
	struct span inner;

	index_find(identity, &identity->serials, name, match);
	if (divide_decorated(name, &outer, &inner)) {
		index_find(identity, &identity->serials, outer, match);
		index_find(identity, &identity->serials, inner, match);
	}
	return MATCHED_BY_SERIAL;
}

static enum matched_by
find_mac(const struct identity *identity, struct span name,
    struct identity_match *match)
{
	char mac[ADDRESS_SIZE];

	if (address_from_mac(name, mac))
		index_find(identity, &identity->macs, span_of(mac), match);
	return MATCHED_BY_MAC;
}

static enum matched_by
find_address(const struct identity *identity, struct span name,
    struct identity_match *match)
{
	char address[ADDRESS_SIZE];

	if (address_from_ip(name, address))
		index_find(identity, &identity->addresses, span_of(address),
		    match);
	return MATCHED_BY_ADDRESS;
}

/*
 * In the order in which they are trusted.  Each adds the devices that it knows
 * `name` to be, and returns what it is called.
 */
static enum matched_by (*const rules[])(const struct identity *identity,
    struct span name, struct identity_match *match) = {
    find_name,
    find_without_domain,
    find_cut,
    find_decorated,
    find_serial,
    find_mac,
};

static void
find_by_rules(const struct identity *identity, struct span name,
    struct identity_match *match)
{
	for (size_t i = 0; i < COUNT_OF(rules) && !match->count; i++)
		match->by = rules[i](identity, name, match);
}

static void
find_addresses(const struct identity *identity, const struct span_list *printed,
    struct identity_match *match)
{
	for (size_t i = 0; i < printed->count; i++)
		find_address(identity, printed->items[i], match);
}

/*
 * Only what the name alone tells is remembered, and only where it tells one
 * device: all else depends on more than the name.
 */
static bool
find_known(struct identity *identity, struct span name,
    struct identity_match *match)
{
	uint32_t hash = spellings_hash(name);
	const struct spelling *known =
	    spellings_find(&identity->known, name, hash);

	if (known) {
		match->by = (enum matched_by)(known->number % RULES);
		match->count = 1;
		match->candidates[0] = known->number / RULES;
		match->again = memcmp(known->text, name.text, name.length) == 0;
		return true;
	}
	find_by_rules(identity, name, match);
	if (match->count == 1)
		spellings_add(&identity->known, name, hash,
		    (uint32_t)match->candidates[0] * RULES +
			(uint32_t)match->by);
	return match->count > 0;
}

void
identity_find(struct identity *identity, const struct neighbor *heard,
    struct identity_match *match)
{
	match->count = 0;
	match->again = false;
	if (!find_known(identity, heard->device_id, match)) {
		find_by_rules(identity, heard->system_name, match);
		match->by = MATCHED_BY_SYSTEM_NAME;
	}
	if (!match->count)
		find_by_rules(identity, heard->chassis_id, match);
	if (!match->count) {
		find_address(identity, heard->device_id, match);
		find_addresses(identity, &heard->entry_addresses, match);
		find_addresses(identity, &heard->mgmt_addresses, match);
		match->by = MATCHED_BY_ADDRESS;
	}
	if (!match->count)
		match->by = MATCHED_BY_NOTHING;
}

struct span
identity_printed_name(const struct neighbor *heard)
{
	return heard->device_id.length ? heard->device_id : heard->system_name;
}

/* --- what the plan knows ----------------------------------------------- */

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
learn_domain(struct identity *identity, struct span domain, size_t *capacity)
{
	if (!domain.length || domain.length > NAME_LIMIT ||
	    !map_add(identity->domains, domain, 0, NULL))
		return;
	identity->sorted_domains =
	    grow_array(identity->sorted_domains, identity->domain_count,
		capacity, sizeof(*identity->sorted_domains));
	identity->sorted_domains[identity->domain_count++] = domain.text;
	if (domain.length < identity->shortest_domain)
		identity->shortest_domain = domain.length;
	if (domain.length > identity->longest_domain)
		identity->longest_domain = domain.length;
}

static void
learn_domains(struct identity *identity)
{
	const struct topology *t = identity->topology;
	size_t capacity = 0;

	identity->shortest_domain = SIZE_MAX;
	for (size_t i = 0; i < t->device_count; i++) {
		const struct string_list *list = &t->devices[i].domains;

		for (size_t k = 0; k < list->count; k++)
			learn_domain(identity, trim_dots(list->items[k]),
			    &capacity);
	}
	if (identity->domain_count)
		qsort(identity->sorted_domains, identity->domain_count,
		    sizeof(*identity->sorted_domains), compare_text);
}

static void
learn_mac(struct identity *identity, const char *text, size_t device)
{
	char mac[ADDRESS_SIZE];

	if (address_from_mac(span_of(text), mac))
		index_add(&identity->macs, span_of(mac), device);
}

static void
learn_address(struct identity *identity, const char *text, size_t device)
{
	char address[ADDRESS_SIZE];

	if (address_from_ip(span_of(text), address))
		index_add(&identity->addresses, span_of(address), device);
}

/* A name or an alias. */
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
	learn_mac(identity, text, device);
	learn_address(identity, text, device);
}

static void
learn_device(struct identity *identity, size_t i)
{
	const struct device *device = &identity->topology->devices[i];

	learn_name(identity, device->name, i);
	for (size_t k = 0; k < device->aliases.count; k++)
		learn_name(identity, device->aliases.items[k], i);
	if (device->serial) {
		index_add(&identity->serials, span_of(device->serial), i);
		learn_mac(identity, device->serial, i);
	}
	learn_address(identity, device->host, i);
}

/* The last in order first, since each goes to the head of its chains. */
static void
learn_devices(struct identity *identity)
{
	size_t count = identity->topology->device_count;
	size_t *ordered = xcalloc(count + 1, sizeof(*ordered));

	for (size_t i = 0; i < count; i++)
		ordered[identity->ranks[i]] = i;
	for (size_t i = count; i-- > 0;)
		learn_device(identity, ordered[i]);
	free(ordered);
}

struct identity *
identity_new(const struct topology *topology, const uint32_t *ranks)
{
	struct identity *identity = xcalloc(1, sizeof(*identity));

	identity->topology = topology;
	identity->ranks = ranks;
	identity->plain.heads = map_new();
	identity->cut.heads = map_new();
	identity->serials.heads = map_new();
	identity->macs.heads = map_new();
	identity->addresses.heads = map_new();
	identity->domains = map_new();
	spellings_init(&identity->known);
	learn_domains(identity);
	learn_devices(identity);
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
	index_release(&identity->macs);
	index_release(&identity->addresses);
	map_free(identity->domains);
	spellings_release(&identity->known);
	free(identity->sorted_domains);
	free(identity);
}
