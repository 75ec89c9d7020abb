/*
 * Thousands of random labs, judged and mended.
 *
 * What must hold of every lab: each cable is in one bucket and a fault in one
 * finding; no plan can do with fewer plugs (by trying all others); the steps
 * can be taken one after the other, each into a free port, and lead to what is
 * desired; and nothing changes when the same things are said in another order.
 * In a lab with a single mistake there is a single finding, which names it.
 */
#include "lab_notation.h"

#include <stdio.h>

#define PORTS_MAX 64
#define LINES_MAX 256
#define NOBODY SIZE_MAX

/* Port `i` is port i % per_device of device i / per_device. */
struct wiring {
	size_t ports;
	size_t per_device;
	size_t desired[PORTS_MAX]; /* the port at the other end, or NOBODY */
	size_t there[PORTS_MAX];
	const char *state[PORTS_MAX];  /* of the cable at its lower port */
	const char *status[PORTS_MAX]; /* of the device */
};

static uint64_t random_state;

static size_t
roll(size_t below)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (size_t)((random_state >> 11) % below);
}

static void
join(size_t *mates, size_t a, size_t b)
{
	mates[a] = b;
	mates[b] = a;
}

/* Joins `count` random pairs of free ports. */
static void
join_random(const struct wiring *w, size_t *mates, size_t count)
{
	for (size_t i = 0; i < w->ports; i++)
		mates[i] = NOBODY;
	while (count > 0) {
		size_t a = roll(w->ports);
		size_t b = roll(w->ports);

		if (a == b)
			continue;
		count--;
		if (mates[a] == NOBODY && mates[b] == NOBODY)
			join(mates, a, b);
	}
}

static struct wiring
empty_wiring(size_t devices, size_t per_device)
{
	struct wiring w = {
	    .ports = devices * per_device,
	    .per_device = per_device,
	};

	assert_true(w.ports <= PORTS_MAX);
	for (size_t i = 0; i < PORTS_MAX; i++) {
		w.desired[i] = w.there[i] = NOBODY;
		w.state[i] = "";
		w.status[i] = "ok";
	}
	return w;
}

/* --- from wirings to labs ----------------------------------------------- */

struct lines {
	char *items[LINES_MAX];
	size_t count;
};

static void
add_line(struct lines *lines, char *line)
{
	assert_true(lines->count < LINES_MAX);
	lines->items[lines->count++] = line;
}

static char *
name_pair(const struct wiring *w, const char *word, size_t a, size_t b)
{
	return str_printf("%s d%zu:p%zu d%zu:p%zu", word, a / w->per_device,
	    a % w->per_device, b / w->per_device, b % w->per_device);
}

static void
shuffle(struct lines *lines, size_t from)
{
	for (size_t i = lines->count; i > from + 1; i--) {
		size_t k = from + roll(i - from);
		char *line = lines->items[k];

		lines->items[k] = lines->items[i - 1];
		lines->items[i - 1] = line;
	}
}

static void
write_lines(const struct wiring *w, struct lines *lines)
{
	for (size_t i = 0; i < w->ports / w->per_device; i++) {
		add_line(lines,
		    str_printf("device d%zu status=%s", i, w->status[i]));
	}
	for (size_t i = 0; i < w->ports; i++) {
		if (w->desired[i] != NOBODY && w->desired[i] > i) {
			char *cable = name_pair(w, "cable", i, w->desired[i]);

			add_line(lines,
			    str_printf("%s %s", cable, w->state[i]));
			free(cable);
		}
		if (w->there[i] != NOBODY && w->there[i] > i)
			add_line(lines, name_pair(w, "wire", i, w->there[i]));
	}
}

/* Devices come first, but otherwise in any order. */
static char *
text_of(struct lines *lines, size_t devices)
{
	struct lines first = {.count = devices};
	struct str text = STR_INIT;

	memcpy(first.items, lines->items, devices * sizeof(char *));
	shuffle(&first, 0);
	memcpy(lines->items, first.items, devices * sizeof(char *));
	shuffle(lines, devices);
	for (size_t i = 0; i < lines->count; i++)
		str_addf(&text, "%s\n", lines->items[i]);
	return str_take(&text);
}

static void
lines_release(struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		free(lines->items[i]);
	lines->count = 0;
}

/* --- the simulator ------------------------------------------------------- */

static size_t
port_number(const struct wiring *w, const struct port *port)
{
	size_t device;
	size_t number;

	assert_true(port->device != DEVICE_FOREIGN);
	assert_int_equal(sscanf(port->device_name, "d%zu", &device), 1);
	assert_int_equal(sscanf(port->name, "p%zu", &number), 1);
	return device * w->per_device + number;
}

/*
 * Takes one step.  `hand` is the far end of the cable whose plug is held.
 * Nothing may be plugged into a port that is not free.
 */
static void
take_step(struct wiring *w, const struct plan_step *step, size_t *hand)
{
	size_t at = port_number(w, &step->at);
	size_t to = step->to.device_name ? port_number(w, &step->to) : at;
	size_t far = w->there[at];

	switch (step->action) {
	case STEP_UNPLUG:
		assert_true(far != NOBODY && *hand == NOBODY);
		*hand = far;
		w->there[at] = NOBODY;
		/* The other end stays where it is; see NOBODY - 1. */
		w->there[far] = NOBODY - 1;
		break;
	case STEP_PLUG:
		assert_true(far == NOBODY && *hand != NOBODY);
		assert_true(w->there[*hand] == NOBODY - 1);
		join(w->there, at, *hand);
		*hand = NOBODY;
		break;
	case STEP_MOVE:
		assert_true(far != NOBODY && w->there[to] == NOBODY);
		w->there[at] = NOBODY;
		join(w->there, to, far);
		break;
	case STEP_ADD:
		assert_true(far == NOBODY && w->there[to] == NOBODY);
		join(w->there, at, to);
		break;
	case STEP_REMOVE:
		assert_true(far == to && w->there[to] == at);
		w->there[at] = w->there[to] = NOBODY;
		break;
	}
}

static void
take_steps(struct wiring *w, const struct finding *f)
{
	size_t moves = 0;
	size_t added = 0;
	size_t removed = 0;
	size_t hand = NOBODY;

	for (size_t i = 0; i < f->plan.step_count; i++) {
		const struct plan_step *step = &f->plan.steps[i];

		take_step(w, step, &hand);
		moves += step->action == STEP_MOVE;
		moves += step->action == STEP_PLUG;
		added += step->action == STEP_ADD;
		removed += step->action == STEP_REMOVE;
	}
	assert_true(hand == NOBODY);
	assert_int_equal(moves, f->plan.plug_moves);
	assert_int_equal(added, f->plan.cables_added);
	assert_int_equal(removed, f->plan.cables_removed);
}

/* --- brute force ---------------------------------------------------------- */

static bool
same_port(const struct lab *lab, const struct endpoint *end,
    const struct port *port)
{
	(void)lab;
	return end->device == port->device &&
	       strcmp(end->port, port->name) == 0;
}

/* Plugs that must move to make observed cable `o` the desired cable `k`. */
static size_t
distance(const struct lab *lab, size_t k, size_t o)
{
	const struct cable *cable = &lab->topology->cables[k];
	const struct observed_cable *seen = &lab->judgement->observed[o];
	size_t straight = (size_t)!same_port(lab, &cable->a, &seen->a) +
			  (size_t)!same_port(lab, &cable->b, &seen->b);
	size_t crossed = (size_t)!same_port(lab, &cable->a, &seen->b) +
			 (size_t)!same_port(lab, &cable->b, &seen->a);

	return straight < crossed ? straight : crossed;
}

/*
 * The least number of plugs, trying everything: desired cable `i` and those
 * after it are each made of an observed cable that is not used yet, or of a
 * new one as long as `fresh` are left.
 */
static size_t
least_moves(const struct lab *lab, const struct finding *f, size_t i,
    unsigned used, size_t fresh)
{
	size_t best = SIZE_MAX / 2;

	if (i == f->cable_count)
		return 0;
	if (fresh)
		best = least_moves(lab, f, i + 1, used, fresh - 1);
	for (size_t k = 0; k < f->observed_count; k++) {
		size_t moves;

		if (used & 1U << k)
			continue;
		moves = distance(lab, f->cables[i], f->observed[k]) +
			least_moves(lab, f, i + 1, used | 1U << k, fresh);
		best = moves < best ? moves : best;
	}
	return best;
}

static void
expect_least_plan(const struct lab *lab, const struct finding *f)
{
	size_t d = f->cable_count;
	size_t o = f->observed_count;
	size_t fresh = d > o ? d - o : 0;

	assert_int_equal(f->plan.plug_moves, d < o ? d : o);
	assert_int_equal(f->plan.cables_added, fresh);
	assert_int_equal(f->plan.cables_removed, o > d ? o - d : 0);
	if (d <= 6 && o <= 6)
		assert_int_equal(f->plan.plug_moves,
		    least_moves(lab, f, 0, 0, fresh));
}

/* --- what holds of every lab ---------------------------------------------- */

static void
expect_buckets_add_up(const struct lab *lab)
{
	const struct summary *s = &lab->judgement->summary;

	assert_int_equal(s->cables, s->ok + s->ok_one_sided + s->missing +
					s->miswired + s->one_way +
					s->unverified);
	assert_int_equal(s->findings, lab->judgement->finding_count);
}

/* How often each desired cable is in a finding. */
static void
expect_faults_reported_once(const struct lab *lab)
{
	const struct judgement *j = lab->judgement;
	unsigned times[LINES_MAX] = {0};
	unsigned seen[LINES_MAX] = {0};

	for (size_t i = 0; i < j->finding_count; i++) {
		const struct finding *f = &j->findings[i];

		for (size_t k = 0; k < f->cable_count; k++)
			times[f->cables[k]]++;
		for (size_t k = 0; k < f->observed_count; k++)
			seen[f->observed[k]]++;
	}
	for (size_t i = 0; i < lab->topology->cable_count; i++) {
		enum verdict v = j->verdicts[i];
		bool fault = v == VERDICT_MISSING || v == VERDICT_MISWIRED ||
			     v == VERDICT_ONE_WAY;

		if (fault)
			assert_int_equal(times[i], 1);
		else if (v == VERDICT_OK || v == VERDICT_OK_ONE_SIDED)
			assert_int_equal(times[i], 0);
		else
			assert_true(times[i] <= 1);
	}
	for (size_t i = 0; i < j->observed_count; i++)
		assert_true(seen[i] <= 1);
}

static void
expect_same_in_any_order(struct lines *lines, size_t devices,
    const char *expected)
{
	char *text = text_of(lines, devices);
	struct lab *lab = lab_new(text);
	char *shown = lab_show(lab);

	assert_string_equal(shown, expected);
	free(shown);
	lab_free(lab);
	free(text);
}

/* Judges a wiring; all that must hold of any lab is checked. */
static struct lab *
judge(const struct wiring *w, char **text)
{
	struct lines lines = {.count = 0};
	size_t devices = w->ports / w->per_device;
	struct lab *lab;
	char *shown;

	write_lines(w, &lines);
	*text = text_of(&lines, devices);
	lab = lab_new(*text);
	expect_buckets_add_up(lab);
	expect_faults_reported_once(lab);
	shown = lab_show(lab);
	expect_same_in_any_order(&lines, devices, shown);
	free(shown);
	lines_release(&lines);
	return lab;
}

/* All ports but `spare` of them are cabled at random, and rightly so. */
static void
wire_correctly(struct wiring *w, size_t spare)
{
	size_t order[PORTS_MAX];

	for (size_t i = 0; i < w->ports; i++)
		order[i] = i;
	for (size_t i = w->ports; i > 1; i--) {
		size_t k = roll(i);
		size_t port = order[k];

		order[k] = order[i - 1];
		order[i - 1] = port;
	}
	for (size_t i = 0; i + 1 < w->ports - spare; i += 2)
		join(w->desired, order[i], order[i + 1]);
	memcpy(w->there, w->desired, sizeof(w->there));
}

/* --- random wirings --------------------------------------------------------
 */

static void
test_plans_are_minimal_and_lead_to_what_is_desired(void **state)
{
	(void)state;
	random_state = 0x9e3779b97f4a7c15U;
	for (size_t round = 0; round < 4000; round++) {
		struct wiring w = empty_wiring(1 + roll(5), 2 + roll(4));
		struct lab *lab;
		char *text;

		join_random(&w, w.desired, roll(w.ports));
		join_random(&w, w.there, roll(w.ports));
		/* Most labs are nearly right. */
		for (size_t i = 0; i < w.ports; i++) {
			size_t k = w.desired[i];

			if (roll(3) && k != NOBODY && w.there[i] == NOBODY &&
			    w.there[k] == NOBODY)
				join(w.there, i, k);
		}
		lab = judge(&w, &text);
		for (size_t i = 0; i < lab->judgement->finding_count; i++) {
			const struct finding *f = &lab->judgement->findings[i];

			expect_least_plan(lab, f);
			take_steps(&w, f);
		}
		assert_memory_equal(w.there, w.desired, sizeof(w.there));
		lab_free(lab);
		free(text);
	}
}

/*
 * Labs in which devices do not answer, answer in part, and tell of things
 * that cannot all be true: nothing certain can be said of the result, but what
 * must hold of every lab does.
 */
static void
test_nothing_is_lost_or_told_twice_in_any_chaos(void **state)
{
	static const char *const statuses[] = {"ok", "ok", "ok", "timeout",
	    "truncated", "cdp-off", "denied"};
	static const char *const states[] = {"", "", "", "planned", "removed"};

	(void)state;
	random_state = 0x2545f4914f6cdd1dU;
	for (size_t round = 0; round < 4000; round++) {
		struct wiring w = empty_wiring(2 + roll(4), 2 + roll(4));
		struct lines lines = {.count = 0};
		size_t devices = w.ports / w.per_device;
		struct lab *lab;
		char *shown;
		char *text;

		join_random(&w, w.desired, roll(w.ports));
		join_random(&w, w.there, roll(w.ports));
		for (size_t i = 0; i < w.ports; i++) {
			w.state[i] = states[roll(COUNT_OF(states))];
			w.status[i] = statuses[roll(COUNT_OF(statuses))];
		}
		write_lines(&w, &lines);
		for (size_t i = roll(6); i > 0; i--)
			add_line(&lines, name_pair(&w, "hears", roll(w.ports),
					     roll(w.ports)));
		if (!roll(4))
			add_line(&lines,
			    str_printf("hears d0:p0 stranger:%zu", roll(3)));
		if (!roll(4))
			add_line(&lines, xstrdup("ignore port=p1"));
		text = text_of(&lines, devices);
		lab = lab_new(text);
		expect_buckets_add_up(lab);
		expect_faults_reported_once(lab);
		shown = lab_show(lab);
		expect_same_in_any_order(&lines, devices, shown);
		free(shown);
		lab_free(lab);
		free(text);
		lines_release(&lines);
	}
}

/*
 * What devices say is written by whoever can plug in a cable.  The neighbors
 * borrow from the text, so garbling it garbles names and ports as well.
 */
static void
test_garbled_names_break_nothing(void **state)
{
	(void)state;
	random_state = 0xe7037ed1a0b428dbU;
	for (size_t round = 0; round < 2000; round++) {
		struct wiring w = empty_wiring(2 + roll(4), 4);
		struct judgement *garbled;
		struct lab *lab;
		char *text;

		wire_correctly(&w, roll(4));
		lab = judge(&w, &text);
		for (size_t i = 0; i < lab->observations.count; i++) {
			struct span said = lab->observations.items[i].text;
			/* Our own arena's memory. */
			char *bytes = (char *)(uintptr_t)said.text;

			for (size_t k = roll(8); k > 0 && said.length; k--)
				bytes[roll(said.length)] = (char)roll(256);
		}
		garbled = check_run(lab->topology, &lab->observations);
		judgement_free(lab->judgement);
		lab->judgement = garbled;
		expect_buckets_add_up(lab);
		expect_faults_reported_once(lab);
		lab_free(lab);
		free(text);
	}
}

/* --- single faults ----------------------------------------------------------
 */

/* A correct lab; cable `i` joins ports 2 * i and 2 * i + 1, before shuffling.
 */
struct fault {
	enum finding_kind kind;
	size_t cables;   /* how many of them are concerned */
	size_t ports[8]; /* one end of each */
};

/* A random port: of a cable, or a spare one. */
static size_t
pick(const struct wiring *w, bool spare)
{
	for (;;) {
		size_t port = roll(w->ports);

		if ((w->desired[port] == NOBODY) == spare)
			return port;
	}
}

/* Takes a cable that the fault does not have yet, by one of its ends. */
static size_t
pick_cable(const struct wiring *w, struct fault *fault)
{
	for (;;) {
		size_t port = pick(w, false);
		bool taken = false;

		for (size_t i = 0; i < fault->cables; i++) {
			taken = taken || fault->ports[i] == port ||
				w->desired[fault->ports[i]] == port;
		}
		if (!taken) {
			fault->ports[fault->cables++] = port;
			return port;
		}
	}
}

static void
unplug(struct wiring *w, size_t port)
{
	w->there[w->there[port]] = NOBODY;
	w->there[port] = NOBODY;
}

static struct fault
lose_cable(struct wiring *w)
{
	struct fault fault = {.kind = FINDING_MISSING};

	unplug(w, pick_cable(w, &fault));
	return fault;
}

static struct fault
misplace_plug(struct wiring *w)
{
	struct fault fault = {.cables = 0};
	size_t port = pick_cable(w, &fault);
	size_t spare = pick(w, true);
	size_t far = w->there[port];

	unplug(w, port);
	join(w->there, spare, far);
	fault.kind = spare / w->per_device == port / w->per_device
			 ? FINDING_WRONG_PORT
			 : FINDING_WRONG_DEVICE;
	return fault;
}

/* The far plugs of several cables go round in a ring. */
static struct fault
turn_ring(struct wiring *w, size_t count)
{
	struct fault fault = {
	    .kind = count == 2 ? FINDING_SWAPPED : FINDING_ROTATED,
	};

	for (size_t i = 0; i < count; i++)
		pick_cable(w, &fault);
	for (size_t i = 0; i < count; i++) {
		join(w->there, fault.ports[i],
		    w->desired[fault.ports[(i + 1) % count]]);
	}
	return fault;
}

static struct fault
swap_cables(struct wiring *w)
{
	return turn_ring(w, 2);
}

static struct fault
rotate_cables(struct wiring *w)
{
	return turn_ring(w, 3 + roll(4));
}

/* As a ring, but the last plug ends in a spare port. */
static struct fault
shift_cables(struct wiring *w)
{
	struct fault fault = {.kind = FINDING_CHAIN};
	size_t count = 2 + roll(4);
	size_t spare = pick(w, true);

	for (size_t i = 0; i < count; i++)
		pick_cable(w, &fault);
	for (size_t i = 0; i < count; i++) {
		join(w->there, fault.ports[i],
		    i + 1 < count ? w->desired[fault.ports[i + 1]] : spare);
	}
	w->there[w->desired[fault.ports[0]]] = NOBODY;
	return fault;
}

static struct fault
add_cable(struct wiring *w)
{
	size_t a = pick(w, true);
	size_t b = pick(w, true);

	while (a == b)
		b = pick(w, true);
	join(w->there, a, b);
	return (struct fault){.kind = FINDING_EXTRA};
}

static bool
has_cable_at(const struct wiring *w, const struct lab *lab, size_t cable,
    size_t port)
{
	const struct cable *k = &lab->topology->cables[cable];
	const struct endpoint *ends[] = {&k->a, &k->b};

	for (size_t i = 0; i < 2; i++) {
		struct port end = {
		    .device = ends[i]->device,
		    .device_name = lab->topology->devices[ends[i]->device].name,
		    .name = ends[i]->port,
		};

		if (port_number(w, &end) == port)
			return true;
	}
	return false;
}

static void
expect_fault(const struct wiring *w, const struct lab *lab,
    const struct fault *fault)
{
	const struct finding *f = lab->judgement->findings;

	assert_int_equal(lab->judgement->finding_count, 1);
	assert_int_equal(f->kind, fault->kind);
	assert_int_equal(f->cable_count, fault->cables);
	for (size_t i = 0; i < fault->cables; i++) {
		bool found = false;

		for (size_t k = 0; k < f->cable_count; k++)
			found = found || has_cable_at(w, lab, f->cables[k],
					     fault->ports[i]);
		assert_true(found);
	}
}

static void
test_a_single_fault_is_a_single_finding(void **state)
{
	static struct fault (*const faults[])(struct wiring *) = {
	    lose_cable,
	    misplace_plug,
	    swap_cables,
	    rotate_cables,
	    shift_cables,
	    add_cable,
	};

	(void)state;
	random_state = 0xd1342543de82ef95U;
	for (size_t round = 0; round < 6000; round++) {
		struct wiring w = empty_wiring(4 + roll(4), 8);
		struct fault fault;
		struct lab *lab;
		char *text;

		wire_correctly(&w, 4 + 2 * roll(3));
		fault = faults[round % COUNT_OF(faults)](&w);
		lab = judge(&w, &text);
		expect_fault(&w, lab, &fault);
		assert_int_equal(lab->judgement->summary.ok + fault.cables,
		    lab->judgement->summary.cables);
		take_steps(&w, &lab->judgement->findings[0]);
		assert_memory_equal(w.there, w.desired, sizeof(w.there));
		lab_free(lab);
		free(text);
	}
}

static void
test_a_dark_device_is_a_single_finding(void **state)
{
	(void)state;
	random_state = 0xa0761d6478bd642fU;
	for (size_t round = 0; round < 1000; round++) {
		struct wiring w = empty_wiring(4 + roll(4), 8);
		size_t dark = roll(w.ports / w.per_device);
		const struct finding *f;
		size_t cables = 0;
		struct lab *lab;
		char *text;

		wire_correctly(&w, 4);
		w.status[dark] = "unreachable";
		for (size_t i = 0; i < w.per_device; i++) {
			size_t port = dark * w.per_device + i;
			size_t far = w.there[port];

			if (far == NOBODY)
				continue;
			cables += far / w.per_device != dark || far > port;
			unplug(&w, port);
		}
		lab = judge(&w, &text);
		f = lab->judgement->findings;
		assert_int_equal(lab->judgement->finding_count, 1);
		assert_int_equal(f->kind, FINDING_DEVICE_DARK);
		assert_int_equal(f->severity, SEVERITY_WARNING);
		assert_int_equal(f->cable_count, cables);
		assert_int_equal(f->explains_cables, cables);
		assert_int_equal(lab->judgement->summary.unverified, cables);
		assert_int_equal(lab->judgement->summary.missing, 0);
		lab_free(lab);
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		test_plans_are_minimal_and_lead_to_what_is_desired),
	    cmocka_unit_test(test_nothing_is_lost_or_told_twice_in_any_chaos),
	    cmocka_unit_test(test_garbled_names_break_nothing),
	    cmocka_unit_test(test_a_single_fault_is_a_single_finding),
	    cmocka_unit_test(test_a_dark_device_is_a_single_finding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
