/*
 * Half-links, and how they become observed cables.
 *
 *   leaf1:Eth1/49 hears spine1:Eth1/3   --.
 *                                          >-- one edge, heard by both ends
 *   spine1:Eth1/3 hears leaf1:Eth1/49   --'
 *
 * The order of all lists is that of the devices and of what they print, so
 * that nothing depends on how a table happens to be laid out.
 */
#include "check/halves.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "check/address.h"
#include "check/desired.h"
#include "check/logical.h"
#include "check/other_box.h"
#include "check/settings.h"

/*
 * The texts of a million devices are in no cache any more, so each is asked
 * for while its forerunners are being looked at, and everything that is needed
 * of it is taken at once.
 */
#define AHEAD 8

/* --- who is heard ------------------------------------------------------ */

/*
 * True when the text breaks off in this value, so that "Ethernet1/4" may be
 * the beginning of "Ethernet1/48".
 */
static bool
is_cut(const struct observation *o, const struct neighbor *heard,
    struct span value)
{
	return heard->truncated && value.text &&
	       value.text + value.length == o->text.text + o->text.length;
}

/* Keeps the names by which a device is heard; true for a new one. */
static bool
note_name(struct comparison *c, size_t device, struct span name,
    enum matched_by by)
{
	struct heard_names *names = &c->judgement->heard_as[device];

	for (size_t i = 0; i < names->count; i++) {
		if (names->items[i].matched_by == by &&
		    span_equal(names->items[i].name, name))
			return false;
	}
	if (names->count == HEARD_NAMES_MAX)
		return false;
	if (!names->items)
		names->items = arena_array(c->arena, HEARD_NAMES_MAX,
		    sizeof(*names->items));
	names->items[names->count++] = (struct heard_name){name, by};
	return true;
}

static uint32_t
find_device(struct comparison *c, const struct neighbor *heard)
{
	struct identity_match match;
	uint32_t device;

	identity_find(c->identity, heard, &match);
	if (match.count > 1)
		return HALF_AMBIGUOUS;
	if (!match.count)
		return HALF_FOREIGN;
	device = (uint32_t)match.candidates[0];
	c->judgement->heard_as[device].times++;
	if (!match.again &&
	    note_name(c, device, identity_printed_name(heard), match.by))
		other_box_look(c, device, heard);
	return device;
}

static uint32_t
number_of_name(struct comparison *c, struct span printed)
{
	return names_intern(&c->ports.names, printed)->number;
}

/* Adds the half, if the entry has what makes one. */
static void
hear_neighbor(struct comparison *c, size_t device, const struct neighbor *heard)
{
	const struct observation *o = &c->observations->items[device];
	uint32_t far;

	if (is_cut(o, heard, heard->device_id))
		return;
	far = find_device(c, heard);
	if (far < HALF_AMBIGUOUS && far != device)
		c->judgement->alive[far] = true;
	if (!heard->local_port.length)
		return;
	if (heard->truncated &&
	    (!heard->port_id.length || is_cut(o, heard, heard->port_id)))
		return;
	c->halves[c->half_count++] = (struct half){
	    .heard = heard,
	    .near = number_of_name(c, heard->local_port),
	    .device = far,
	    .far = far < HALF_AMBIGUOUS && heard->port_id.length
		       ? number_of_name(c, neighbor_far_port(heard))
		       : NONE,
	    .next = settings_of(heard),
	};
}

/* Entries that are wanted soon: first where they are, then what they quote. */
static void
fetch_entries(const struct neighbor_list *list, size_t from)
{
	if (from + AHEAD < list->count)
		__builtin_prefetch(&list->items[from + AHEAD]);
	if (from < list->count) {
		__builtin_prefetch(list->items[from].device_id.text);
		__builtin_prefetch(list->items[from].local_port.text);
	}
}

void
halves_hear(struct comparison *c, uint32_t *mentions)
{
	const struct observations *all = c->observations;
	size_t total = 0;

	for (size_t i = 0; i < all->count; i++)
		total += all->items[i].heard ? all->items[i].heard->count : 0;
	if (total >= HALF_AMBIGUOUS)
		bug("more neighbors than can be numbered");
	c->halves = xcalloc(total ? total : 1, sizeof(*c->halves));
	c->half_ends = xcalloc(all->count + 1, sizeof(*c->half_ends));
	for (size_t i = 0; i < all->count; i++) {
		const struct neighbor_list *list = all->items[i].heard;
		uint32_t first = (uint32_t)c->half_count;

		for (size_t k = 0; list && k < list->count; k++) {
			fetch_entries(list, k + AHEAD);
			hear_neighbor(c, i, &list->items[k]);
		}
		mentions[i] += (uint32_t)c->half_count - first;
		c->half_ends[i] = (uint32_t)c->half_count;
	}
	for (size_t i = 0; i < c->half_count; i++) {
		if (c->halves[i].device < HALF_AMBIGUOUS)
			mentions[c->halves[i].device]++;
	}
}

/* --- where it is heard ------------------------------------------------- */

/* The device that hears has its ports together, the other one is anywhere. */
static void
fetch_half(const struct comparison *c, const struct half *half)
{
	if (half->device < HALF_AMBIGUOUS)
		ports_fetch(&c->ports, half->device);
}

static void
find_ports_of(struct comparison *c, uint32_t device, struct half *half)
{
	uint16_t settings = (uint16_t)half->next;

	half->next = NONE;
	half->near = ports_intern(&c->ports, device, half->near);
	settings_note(&c->ports.items[half->near], settings);
	if (half->far != NONE)
		half->far = ports_intern(&c->ports, half->device, half->far);
}

static void
find_ports(struct comparison *c)
{
	size_t i = 0;

	for (uint32_t device = 0; i < c->half_count; device++) {
		for (; i < c->half_ends[device]; i++) {
			if (i + AHEAD < c->half_count)
				fetch_half(c, &c->halves[i + AHEAD]);
			find_ports_of(c, device, &c->halves[i]);
		}
	}
	free(c->half_ends);
	c->half_ends = NULL;
}

static bool
is_dropped(const struct comparison *c, const struct half *half,
    const struct ignore *ignore)
{
	const struct port_record *near = &c->ports.items[half->near];

	if (near->ignored)
		return true;
	if (half->far != NONE && c->ports.items[half->far].ignored)
		return true;
	return ignore_has_neighbor(ignore, near->device, near->name,
	    half->heard);
}

/*
 * Where a rule hides the very device that the plan asks for, the cable is not
 * missing: nobody wants to know of it, as of one at a port of a rule.
 */
static void
withdraw_hidden(struct comparison *c, const struct ignore *ignore)
{
	for (size_t i = 0; i < c->half_count; i++) {
		const struct half *half = &c->halves[i];
		const struct port_record *near;
		uint32_t far;

		if (half->near == NONE)
			continue;
		near = &c->ports.items[half->near];
		if (near->cable == NONE)
			continue;
		far = comparison_cable_far(c, near->cable, half->near);
		if (c->ports.items[far].device == half->device &&
		    ignore_has_neighbor(ignore, near->device, near->name,
			half->heard))
			desired_withdraw(c, near->cable, half->near);
	}
}

static void
note_ambiguity(struct comparison *c, const struct half *half, size_t *capacity)
{
	const struct port_record *near = &c->ports.items[half->near];
	struct judgement *j = c->judgement;
	struct identity_match match;
	size_t *copy;

	identity_find(c->identity, half->heard, &match);
	copy = arena_array(c->arena, match.count, sizeof(*copy));
	memcpy(copy, match.candidates, match.count * sizeof(*copy));
	j->ambiguities = arena_grow(c->arena, j->ambiguities,
	    j->ambiguity_count, capacity, sizeof(*j->ambiguities));
	j->ambiguities[j->ambiguity_count++] = (struct ambiguity){
	    .device = near->device,
	    .port = near->name,
	    .heard = half->heard,
	    .name = identity_printed_name(half->heard),
	    .matched_by = match.by,
	    .candidates = copy,
	    .candidate_count = match.count,
	};
}

void
halves_hang(struct comparison *c)
{
	/* Backwards, so that each list is in the order of printing. */
	for (size_t i = c->half_count; i-- > 0;) {
		struct half *half = &c->halves[i];

		if (!half->heard)
			continue; /* an old entry: see contradiction.c */
		half->next = c->ports.items[half->near].first_half;
		c->ports.items[half->near].first_half = (uint32_t)i;
	}
}

void
halves_place(struct comparison *c, const struct ignore *ignore)
{
	size_t known = c->ports.count;
	size_t capacity = 0;
	size_t kept = 0;

	find_ports(c);
	logical_lay_down(c, known);
	for (size_t i = known; i < c->ports.count; i++) {
		struct port_record *port = &c->ports.items[i];

		port->ignored =
		    ignore_has_port(ignore, port->device, port->name);
	}
	withdraw_hidden(c, ignore);
	for (size_t i = 0; i < c->half_count; i++) {
		if (c->halves[i].near == NONE ||
		    is_dropped(c, &c->halves[i], ignore))
			continue;
		if (c->halves[i].device == HALF_AMBIGUOUS)
			note_ambiguity(c, &c->halves[i], &capacity);
		c->halves[kept++] = c->halves[i];
	}
	c->half_count = kept;
	halves_hang(c);
}

/* --- cables ------------------------------------------------------------ */

static bool
edge_joins(const struct edge *e, uint32_t a, uint32_t b)
{
	return (e->port[0] == a && e->port[1] == b) ||
	       (e->port[0] == b && e->port[1] == a);
}

/*
 * A MAC address for the port: it is the device that is meant, but at which of
 * its ports nobody can tell, unless the plan itself calls the port so.
 */
static bool
is_portless(const struct comparison *c, const struct half *half)
{
	char address[ADDRESS_SIZE];

	return half->far != NONE && half->far >= c->plan_ports &&
	       address_from_mac(neighbor_far_port(half->heard), address);
}

/*
 * Joining.  edge_to[x] is the last edge to port x that was looked at; whether
 * it is one of ours shows on the edge itself, so the array is never cleared,
 * and a port that hears thousands costs no more than thousands that hear one
 * each.  led_to[x] is the last port that was found to be joined to device x.
 */
struct joining {
	struct comparison *c;
	uint32_t *edge_to;
	uint32_t *led_to;
	struct number_list portless; /* ports that hear such halves */
};

static void
look_at_edges(struct joining *j, uint32_t port)
{
	const struct comparison *c = j->c;

	for (uint32_t e = comparison_first_edge(c, port); e != NONE;
	     e = comparison_next_edge(c, e, port))
		j->edge_to[comparison_edge_far(c, e, port)] = e;
}

static void
join_half(struct joining *j, uint32_t port, const struct half *half)
{
	struct comparison *c = j->c;
	uint32_t e = j->edge_to[half->far];
	const struct neighbor **heard;

	if (e == NONE || !edge_joins(&c->edges[e], port, half->far)) {
		e = comparison_add_edge(c, port, half->far);
		j->edge_to[half->far] = e;
	}
	heard = &c->edges[e].heard[c->edges[e].port[0] != port];
	/* Heard twice (by CDP and by LLDP): the first counts. */
	if (!*heard)
		*heard = half->heard;
}

/* All that `port` hears and that names a port. */
static void
join_port(struct joining *j, uint32_t port)
{
	struct comparison *c = j->c;
	uint32_t h = c->ports.items[port].first_half;
	bool portless = false;

	if (h == NONE)
		return;
	/* Even a stranger beside it may show that an entry is old. */
	if (c->halves[h].next != NONE)
		number_list_add(&c->crowd, port);
	look_at_edges(j, port);
	for (; h != NONE; h = c->halves[h].next) {
		if (is_portless(c, &c->halves[h]))
			portless = true;
		else if (c->halves[h].far != NONE)
			join_half(j, port, &c->halves[h]);
	}
	if (portless)
		number_list_add(&j->portless, port);
}

/*
 * What is left when all names are known.  It adds nothing where either end
 * tells of a port of that device.  Where the plan wants the device, it may well
 * be in the right port: that is unknown.  Else an address is better than no
 * name at all.
 */
static void
join_portless(struct joining *j, uint32_t port)
{
	struct comparison *c = j->c;
	const struct port_record *p = &c->ports.items[port];
	uint32_t right = NONE;

	if (p->cable != NONE)
		right = c->ports.items[comparison_cable_far(c, p->cable, port)]
			    .device;
	look_at_edges(j, port);
	for (uint32_t e = comparison_first_edge(c, port); e != NONE;
	     e = comparison_next_edge(c, e, port)) {
		uint32_t far = comparison_edge_far(c, e, port);

		j->led_to[c->ports.items[far].device] = port;
	}
	for (uint32_t h = p->first_half; h != NONE; h = c->halves[h].next) {
		struct half *half = &c->halves[h];

		if (!is_portless(c, half))
			continue;
		if (half->device == right)
			half->far = NONE;
		else if (j->led_to[half->device] != port)
			join_half(j, port, half);
	}
}

static uint32_t *
new_numbers(size_t count)
{
	uint32_t *numbers = xreallocarray(NULL, count + 1, sizeof(*numbers));

	memset(numbers, 0xff, (count + 1) * sizeof(*numbers)); /* NONE */
	return numbers;
}

void
halves_join(struct comparison *c)
{
	size_t count = c->ports.count;
	struct joining j = {.c = c, .edge_to = new_numbers(count)};

	/* Mostly two halves make one; if not, the array grows. */
	c->edge_capacity = c->half_count / 2 + 16;
	c->edges = xreallocarray(NULL, c->edge_capacity, sizeof(*c->edges));
	for (uint32_t i = 0; i < count; i++)
		join_port(&j, i);
	if (j.portless.count)
		j.led_to = new_numbers(c->topology->device_count);
	for (size_t i = 0; i < j.portless.count; i++)
		join_portless(&j, j.portless.items[i]);
	free(j.edge_to);
	free(j.led_to);
	free(j.portless.items);
}

/* --- strangers --------------------------------------------------------- */

static int
compare_spans(struct comparison *c, struct span a, struct span b)
{
	if (span_equal(a, b))
		return 0;
	return text_natural_compare(arena_span(c->arena, a),
	    arena_span(c->arena, b));
}

/*
 * Which of two halves tells best where the plug is: a device of the plan
 * before a stranger, then the lower name.  Of several strangers on one port
 * only one can hold the plug; the others are behind it.
 */
static bool
is_better(struct comparison *c, const struct half *a, const struct half *b)
{
	int order;

	if ((a->device == HALF_FOREIGN) != (b->device == HALF_FOREIGN))
		return b->device == HALF_FOREIGN;
	order = compare_spans(c, a->heard->device_id, b->heard->device_id);
	if (order == 0)
		order = compare_spans(c, a->heard->port_id, b->heard->port_id);
	return order < 0;
}

/*
 * The half that shows where the plug of desired port `port` is, if it is not
 * in a known port; NULL, perhaps marking the port murky, when none does.
 */
static const struct half *
find_loose(struct comparison *c, uint32_t port)
{
	struct port_record *p = &c->ports.items[port];
	uint32_t right =
	    c->ports.items[comparison_cable_far(c, p->cable, port)].device;
	const struct half *best = NULL;
	bool murky = false;

	for (uint32_t h = p->first_half; h != NONE; h = c->halves[h].next) {
		const struct half *half = &c->halves[h];

		if (half->far != NONE)
			return NULL; /* it hears a known port: that counts */
		if (half->device == HALF_AMBIGUOUS || half->device == right)
			murky = true;
		else if (!best || is_better(c, half, best))
			best = half;
	}
	p->murky = murky;
	return murky ? NULL : best;
}

static void
add_loose(struct comparison *c, uint32_t port, const struct half *half,
    size_t *capacity)
{
	size_t i = c->ports.count - c->first_loose;
	bool foreign = half->device == HALF_FOREIGN;
	uint32_t loose = ports_add_loose(&c->ports, half->device,
	    neighbor_far_port(half->heard));
	uint32_t e;

	c->foreign_names = arena_grow(c->arena, c->foreign_names, i, capacity,
	    sizeof(*c->foreign_names));
	c->foreign_names[i] =
	    foreign ? arena_span(c->arena, half->heard->device_id) : NULL;
	e = comparison_add_edge(c, port, loose);
	c->edges[e].heard[0] = half->heard;
}

void
halves_add_loose(struct comparison *c)
{
	size_t capacity = 0;

	c->first_loose = (uint32_t)c->ports.count;
	for (uint32_t i = 0; i < c->first_loose; i++) {
		const struct half *loose;

		if (c->ports.items[i].cable == NONE)
			continue;
		loose = find_loose(c, i);
		if (loose)
			add_loose(c, i, loose, &capacity);
	}
}
