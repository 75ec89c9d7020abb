/*
 * A single mistake in a lab that is otherwise right is a single finding, of
 * its kind, with its cables and no others; mending it makes the lab right.
 */
#include "../light.h"
#include "random_wiring.h"

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
	for (size_t round = 0; round < light(6000, 600); round++) {
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
	for (size_t round = 0; round < light(1000, 100); round++) {
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
	    cmocka_unit_test(test_a_single_fault_is_a_single_finding),
	    cmocka_unit_test(test_a_dark_device_is_a_single_finding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
