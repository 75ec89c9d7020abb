/*
 * No way needs fewer plugs than the plan: all ways are tried.
 *
 * What is plugged into a few ports is a state,
 *
 *   0 - 1   2 -   3       0 and 1 joined, a cable in 2 whose other plug is
 *                         loose, nothing in 3
 *
 * and whoever mends it may do what he likes: pull any plug, let any number of
 * plugs hang, take cables away, fetch as many new ones as he wants, and put a
 * plug into a port that is free.  Only putting in counts.  So every state that
 * can be reached is visited, those with fewer plugs put in first, until the
 * wanted one comes up; the plan must have put in just as many, one for each
 * plug that it moves and two for each cable that it adds.  The plan itself has
 * one hand only, and takes its steps in front of random_wiring.h.
 *
 * The mistakes of a lab lie in ports that have nothing to do with each other,
 * and what they are called does not matter: there are few shapes of them, and
 * each is searched once, with a free port beside it for whoever wants to park a
 * plug.  Nothing here knows of paths and rings, or believes the diagnosis.
 */
#include "../light.h"
#include "random_wiring.h"

#include <stdlib.h>

#define LABS 6000
#define LABS_LIGHT 100     /* under valgrind */
#define CABLES_MAX 5       /* of each kind, in one mistake */
#define STATE_PORTS_MAX 11 /* 538,078 states */
#define SHAPES_MAX 64

/* --- states -------------------------------------------------------------- */

#define LOOSE 15U /* what a port of a cable is joined to that hangs loose */

/* Four bits a port: what it is joined to; a free one, to itself. */
static unsigned
get(uint64_t state, unsigned port)
{
	return state >> (4 * port) & 15U;
}

static uint64_t
set(uint64_t state, unsigned port, unsigned value)
{
	state &= ~((uint64_t)15 << (4 * port));
	return state | (uint64_t)value << (4 * port);
}

/* 2^20 places, of which half are taken at most. */
#define TABLE_BITS 20

struct search {
	unsigned ports;
	uint64_t *met;  /* a table; 0, which is no state, where it is empty */
	uint64_t *now;  /* states with so many plugs put in as we are at */
	uint64_t *next; /* with one more */
	size_t now_count;
	size_t next_count;
};

static bool
is_new(struct search *search, uint64_t state)
{
	const size_t mask = ((size_t)1 << TABLE_BITS) - 1;
	size_t i = state * 0x9e3779b97f4a7c15U >> (64 - TABLE_BITS);

	for (; search->met[i]; i = (i + 1) & mask) {
		if (search->met[i] == state)
			return false;
	}
	search->met[i] = state;
	return true;
}

/* Pulls each plug. */
static void
pull(struct search *search, uint64_t state)
{
	for (unsigned port = 0; port < search->ports; port++) {
		unsigned mate = get(state, port);
		uint64_t pulled = set(state, port, port);

		if (mate == port)
			continue;
		if (mate != LOOSE)
			pulled = set(pulled, mate, LOOSE);
		if (is_new(search, pulled))
			search->now[search->now_count++] = pulled;
	}
}

static void
put_in(struct search *search, uint64_t state)
{
	if (is_new(search, state))
		search->next[search->next_count++] = state;
}

/* Puts into each free port a plug of a new cable, and each that hangs loose. */
static void
put_in_each(struct search *search, uint64_t state)
{
	for (unsigned port = 0; port < search->ports; port++) {
		if (get(state, port) != port)
			continue;
		put_in(search, set(state, port, LOOSE));
		for (unsigned far = 0; far < search->ports; far++) {
			if (get(state, far) == LOOSE)
				put_in(search,
				    set(set(state, port, far), far, port));
		}
	}
}

/* All states that take no more plugs; true when `goal` is one of them. */
static bool
finish_level(struct search *search, uint64_t goal)
{
	bool found = false;

	for (size_t i = 0; i < search->now_count; i++) {
		found = found || search->now[i] == goal;
		pull(search, search->now[i]);
	}
	return found;
}

/* How many plugs must be put in to come from `start` to `goal`. */
static size_t
search_all_ways(uint64_t start, uint64_t goal, unsigned ports)
{
	const size_t room = (size_t)1 << TABLE_BITS;
	struct search search = {
	    .ports = ports,
	    .met = xcalloc(room, sizeof(uint64_t)),
	    .now = xcalloc(room, sizeof(uint64_t)),
	    .next = xcalloc(room, sizeof(uint64_t)),
	};
	size_t level = 0;

	assert_true(ports >= 2 && ports <= STATE_PORTS_MAX);
	is_new(&search, start);
	search.now[search.now_count++] = start;
	while (!finish_level(&search, goal)) {
		uint64_t *used = search.now;

		assert_true(search.now_count > 0);
		for (size_t i = 0; i < search.now_count; i++)
			put_in_each(&search, search.now[i]);
		search.now = search.next;
		search.now_count = search.next_count;
		search.next = used;
		search.next_count = 0;
		level++;
	}
	free(search.met);
	free(search.now);
	free(search.next);
	return level;
}

/* --- shapes -------------------------------------------------------------- */

/* Ports that hang together, by the plan or by cables, in walking order. */
struct shape {
	unsigned ports;
	uint64_t there;
	uint64_t desired;
	size_t plugs; /* that must be put in */
};

static struct shape known[SHAPES_MAX];
static size_t known_count;

/*
 * From port to port, along a cable of the plan and one that is there in turn,
 * until there is none or the first is met again.  Returns how many ports.
 */
static size_t
walk(const struct wiring *w, size_t first, bool desired, size_t *ports)
{
	size_t count = 0;
	size_t port = first;

	do {
		ports[count++] = port;
		port = desired ? w->desired[port] : w->there[port];
		desired = !desired;
	} while (port != NOBODY && port != first);
	return count;
}

/* The numbers of `mates` among the ports of the walk. */
static uint64_t
encode(const size_t *mates, const size_t *ports, size_t count)
{
	uint64_t state = 0;

	for (unsigned i = 0; i < count; i++) {
		unsigned mate = i;

		for (unsigned k = 0; k < count; k++)
			mate = mates[ports[i]] == ports[k] ? k : mate;
		state = set(state, i, mate);
	}
	return state;
}

static size_t
plugs_of_shape(struct shape shape)
{
	for (size_t i = 0; i < known_count; i++) {
		if (known[i].ports == shape.ports &&
		    known[i].there == shape.there &&
		    known[i].desired == shape.desired)
			return known[i].plugs;
	}
	assert_true(known_count < SHAPES_MAX);
	shape.plugs = search_all_ways(shape.there, shape.desired, shape.ports);
	known[known_count++] = shape;
	return shape.plugs;
}

/*
 * How many plugs must be put in to mend all that hangs together with `port`,
 * whose ports are marked as done; SIZE_MAX when there are too many cables.
 */
static size_t
plugs_around(const struct wiring *w, size_t port, bool *done)
{
	size_t ports[PORTS_MAX + 1];
	size_t count = walk(w, port, true, ports);
	size_t start = ports[count - 1];
	size_t desired = 0;
	size_t there = 0;
	struct shape shape = {.ports = 0};

	/* From one end of it to the other, or once around. */
	count = walk(w, start, w->desired[start] != NOBODY, ports);
	for (size_t i = 0; i < count; i++) {
		done[ports[i]] = true;
		desired += w->desired[ports[i]] != NOBODY;
		there += w->there[ports[i]] != NOBODY;
	}
	if (desired > 2 * CABLES_MAX || there > 2 * CABLES_MAX)
		return SIZE_MAX;
	shape.there = encode(w->there, ports, count);
	shape.desired = encode(w->desired, ports, count);
	shape.ports = (unsigned)count;
	if (shape.ports < STATE_PORTS_MAX) {
		unsigned spare = shape.ports++;

		shape.there = set(shape.there, spare, spare);
		shape.desired = set(shape.desired, spare, spare);
	}
	return plugs_of_shape(shape);
}

/* --- plans ---------------------------------------------------------------- */

static struct port
port_of(const struct lab *lab, const struct endpoint *end)
{
	return (struct port){
	    .device = end->device,
	    .device_name = lab->topology->devices[end->device].name,
	    .name = end->port,
	};
}

/* The same for all that the finding is about. */
static size_t
plugs_of_finding(const struct wiring *w, const struct lab *lab,
    const struct finding *f)
{
	struct port ends[4 * PORTS_MAX];
	bool done[PORTS_MAX] = {false};
	size_t count = 0;
	size_t plugs = 0;

	for (size_t i = 0; i < f->cable_count; i++) {
		const struct cable *k = &lab->topology->cables[f->cables[i]];

		ends[count++] = port_of(lab, &k->a);
		ends[count++] = port_of(lab, &k->b);
	}
	for (size_t i = 0; i < f->observed_count; i++) {
		ends[count++] = lab->judgement->observed[f->observed[i]].a;
		ends[count++] = lab->judgement->observed[f->observed[i]].b;
	}
	for (size_t i = 0; i < count; i++) {
		size_t port = port_number(w, &ends[i]);
		size_t more = done[port] ? 0 : plugs_around(w, port, done);

		if (more == SIZE_MAX)
			return SIZE_MAX;
		plugs += more;
	}
	return plugs;
}

/* Exchanges of devices move no plugs, and are no matter of this file. */
static bool
is_about_plugs(const struct lab *lab)
{
	const struct judgement *j = lab->judgement;

	return j->finding_count &&
	       j->findings[0].kind != FINDING_DEVICE_SWAPPED;
}

/* Returns how many plans were held against all other ways. */
static size_t
try_lab(const struct wiring *before)
{
	struct wiring w = *before;
	size_t tried = 0;
	struct lab *lab;
	char *text;

	lab = judge(&w, &text);
	for (size_t i = 0;
	     is_about_plugs(lab) && i < lab->judgement->finding_count; i++) {
		const struct finding *f = &lab->judgement->findings[i];
		size_t plugs = plugs_of_finding(before, lab, f);

		take_steps(&w, f);
		if (plugs == SIZE_MAX)
			continue;
		assert_int_equal(f->plan.plug_moves + 2 * f->plan.cables_added,
		    plugs);
		tried++;
	}
	if (is_about_plugs(lab))
		assert_memory_equal(w.there, w.desired, sizeof(w.there));
	lab_free(lab);
	free(text);
	return tried;
}

/* --- labs ------------------------------------------------------------------
 */

/* Right but for some plugs that are in each other's port, or nowhere. */
static void
misplace(struct wiring *w, size_t plugs)
{
	wire_correctly(w, roll(5));
	while (plugs-- > 0) {
		size_t a = roll(w->ports);
		size_t b = roll(w->ports);
		size_t a_mate = w->there[a];
		size_t b_mate = w->there[b];

		if (a == b || a_mate == b)
			continue;
		w->there[a] = b_mate;
		w->there[b] = a_mate;
		if (b_mate != NOBODY)
			w->there[b_mate] = a;
		if (a_mate != NOBODY)
			w->there[a_mate] = b;
	}
}

/* Nothing is as it should be, but by chance. */
static void
mess_up(struct wiring *w)
{
	join_random(w, w->desired, roll(w->ports));
	join_random(w, w->there, roll(w->ports));
}

static void
test_no_way_takes_fewer_plugs_than_the_plan(void **state)
{
	size_t labs = light(LABS, LABS_LIGHT);
	size_t tried = 0;

	(void)state;
	random_state = 0x9e3779b97f4a7c15U;
	for (size_t i = 0; i < labs; i++) {
		struct wiring w = empty_wiring(2 + roll(3), 2 + roll(3));

		if (i % 2)
			misplace(&w, roll(6));
		else
			mess_up(&w);
		tried += try_lab(&w);
	}
	assert_true(tried > labs);
	/* Four rings, and five paths each of three kinds. */
	assert_true(labs == LABS_LIGHT || known_count >= 19);
}

/* What is known beforehand, so that the search itself can be wrong. */
static void
test_the_search_finds_what_is_known(void **state)
{
	const uint64_t apart = 0x3210, pair = 0x3201, pairs = 0x2301;
	const uint64_t crossed = 0x1032, loose = 0x321f;

	(void)state;
	assert_int_equal(search_all_ways(pair, pair, 4), 0);
	assert_int_equal(search_all_ways(pair, apart, 4), 0);
	assert_int_equal(search_all_ways(apart, pair, 4), 2);
	assert_int_equal(search_all_ways(loose, pair, 4), 1);
	assert_int_equal(search_all_ways(pairs, crossed, 4), 2);
	assert_int_equal(search_all_ways(pair, pairs, 4), 2);
	assert_int_equal(search_all_ways(pair, crossed, 4), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_search_finds_what_is_known),
	    cmocka_unit_test(test_no_way_takes_fewer_plugs_than_the_plan),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
