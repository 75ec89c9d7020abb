/*
 * random_mistakes -- mistakes that people make with cables.
 *
 * Each makes one mistake in a lab by chance, and writes down what it should be
 * found as; false, with nothing changed, when this lab has no room for it.
 */
#ifndef TESTS_CHECK_RANDOM_MISTAKES_H
#define TESTS_CHECK_RANDOM_MISTAKES_H

#include "random_lab.h"

static inline bool
forget_cable(struct random_lab *lab)
{
	size_t cable = pick_cable(lab);
	struct expected_finding *e;

	if (cable == NOBODY)
		return false;
	e = expect(lab, FINDING_MISSING);
	e->added = 1;
	touch_cable(lab, e, cable);
	unplug(lab->there, lab->cable_a[cable]);
	return true;
}

/* Moves the plug at `from` of a cable to the free port `to`. */
static inline void
move_plug(struct random_lab *lab, size_t from, size_t to)
{
	size_t other = lab->desired[from];

	unplug(lab->there, from);
	plug(lab->there, other, to);
	lab->touched[to] = true;
}

static inline bool
miss_port(struct random_lab *lab)
{
	size_t cable = pick_cable(lab);
	struct expected_finding *e;
	size_t from;
	size_t to;

	if (cable == NOBODY)
		return false;
	from = pick_end(lab, cable);
	to = pick_free(lab, device_of(from));
	/* Three on one device may truly be one run. */
	if (to == NOBODY || lab->wrong_ports[device_of(from)] == 2)
		return false;
	lab->wrong_ports[device_of(from)]++;
	e = expect(lab, FINDING_WRONG_PORT);
	e->plug_moves = 1;
	touch_cable(lab, e, cable);
	move_plug(lab, from, to);
	return true;
}

static inline bool
miss_device(struct random_lab *lab)
{
	size_t cable = pick_cable(lab);
	size_t to = pick_free(lab, NOBODY);
	struct expected_finding *e;
	size_t from;

	if (cable == NOBODY || to == NOBODY)
		return false;
	from = pick_end(lab, cable);
	if (device_of(to) == device_of(from) ||
	    device_of(to) == device_of(lab->desired[from]))
		return false;
	e = expect(lab, FINDING_WRONG_DEVICE);
	e->plug_moves = 1;
	touch_cable(lab, e, cable);
	move_plug(lab, from, to);
	return true;
}

/*
 * Turns the ends of `count` cables in a ring.  All these ends are on different
 * devices, so that no run of ports is hidden in it.
 */
static inline bool
turn_ring(struct random_lab *lab, size_t count, enum finding_kind kind)
{
	size_t ends[5];
	size_t others[5];
	struct expected_finding *e;

	for (size_t i = 0; i < count; i++) {
		size_t cable = pick_cable(lab);

		if (cable == NOBODY)
			return false;
		ends[i] = pick_end(lab, cable);
		others[i] = lab->desired[ends[i]];
		for (size_t k = 0; k < i; k++) {
			if (device_of(ends[k]) == device_of(ends[i]) ||
			    ends[k] == others[i])
				return false;
		}
	}
	e = expect(lab, kind);
	e->plug_moves = count;
	for (size_t i = 0; i < count; i++)
		touch_cable(lab, e, lab->cable_of[ends[i]]);
	for (size_t i = 0; i < count; i++)
		unplug(lab->there, ends[i]);
	for (size_t i = 0; i < count; i++)
		plug(lab->there, others[i], ends[(i + 1) % count]);
	return true;
}

static inline bool
swap_two(struct random_lab *lab)
{
	return turn_ring(lab, 2, FINDING_SWAPPED);
}

static inline bool
rotate_some(struct random_lab *lab)
{
	return turn_ring(lab, 3 + chance(lab, 3), FINDING_ROTATED);
}

/* Each plug in the port of the next, the last in a free port. */
static inline bool
push_chain(struct random_lab *lab)
{
	size_t count = 2 + chance(lab, 3);
	size_t to = pick_free(lab, NOBODY);
	size_t ends[5];
	size_t others[5];
	struct expected_finding *e;

	if (to == NOBODY)
		return false;
	for (size_t i = 0; i < count; i++) {
		size_t cable = pick_cable(lab);

		if (cable == NOBODY)
			return false;
		ends[i] = pick_end(lab, cable);
		others[i] = lab->desired[ends[i]];
		if (device_of(ends[i]) == device_of(to))
			return false;
		for (size_t k = 0; k < i; k++) {
			if (device_of(ends[k]) == device_of(ends[i]) ||
			    ends[k] == others[i])
				return false;
		}
	}
	e = expect(lab, FINDING_CHAIN);
	e->plug_moves = count;
	for (size_t i = 0; i < count; i++)
		touch_cable(lab, e, lab->cable_of[ends[i]]);
	for (size_t i = 0; i < count; i++)
		unplug(lab->there, ends[i]);
	for (size_t i = 0; i < count; i++)
		plug(lab->there, others[i], i + 1 < count ? ends[i + 1] : to);
	lab->touched[to] = true;
	return true;
}

/* Can the ports from `first` on be moved up by `offset`? */
static inline bool
can_shift(const struct random_lab *lab, size_t first, size_t count,
    size_t offset)
{
	if (first % RANDOM_PORTS + count + offset > RANDOM_PORTS)
		return false;
	for (size_t i = 0; i < count + offset; i++) {
		size_t p = first + i;
		size_t mate = lab->desired[p];

		if (lab->touched[p] || (i < count) != (mate != NOBODY))
			return false;
		if (mate != NOBODY &&
		    (lab->touched[mate] || lab->whole[device_of(mate)] ||
			device_of(mate) == device_of(p)))
			return false;
	}
	return true;
}

static inline bool
shift_run(struct random_lab *lab)
{
	size_t count = 3 + chance(lab, 4);
	size_t offset = 1 + chance(lab, 3);

	for (size_t i = 0; i < 200; i++) {
		size_t first = chance(lab, lab->devices * RANDOM_PORTS);
		struct expected_finding *e;
		size_t mates[8];

		if (lab->whole[device_of(first)] ||
		    lab->wrong_ports[device_of(first)] ||
		    !can_shift(lab, first, count, offset))
			continue;
		lab->wrong_ports[device_of(first)] = 2;
		e = expect(lab, FINDING_SHIFTED);
		e->plug_moves = count;
		for (size_t k = 0; k < count; k++) {
			mates[k] = lab->desired[first + k];
			touch_cable(lab, e, lab->cable_of[first + k]);
			unplug(lab->there, first + k);
		}
		for (size_t k = 0; k < count; k++) {
			plug(lab->there, mates[k], first + k + offset);
			lab->touched[first + k + offset] = true;
		}
		return true;
	}
	return false;
}

static inline bool
add_extra(struct random_lab *lab)
{
	size_t a = pick_free(lab, NOBODY);
	size_t b = pick_free(lab, NOBODY);
	struct expected_finding *e;

	if (a == NOBODY || b == NOBODY || a == b ||
	    device_of(a) == device_of(b))
		return false;
	e = expect(lab, FINDING_EXTRA);
	e->removed = 1;
	plug(lab->there, a, b);
	lab->touched[a] = lab->touched[b] = true;
	return true;
}

static inline bool
deafen_port(struct random_lab *lab)
{
	size_t cable = pick_cable(lab);

	if (cable == NOBODY)
		return false;
	touch_cable(lab, expect(lab, FINDING_ONE_WAY), cable);
	lab->deaf[pick_end(lab, cable)] = true;
	return true;
}

/* Both ends of a right cable say something else of themselves. */
static inline bool
say_otherwise(struct random_lab *lab, enum finding_kind kind,
    const char *const words[2])
{
	size_t cable = pick_cable(lab);
	size_t a;

	if (cable == NOBODY)
		return false;
	touch_cable(lab, expect(lab, kind), cable);
	a = lab->cable_a[cable];
	lab->notes[a] = words[0];
	lab->notes[lab->desired[a]] = words[1];
	return true;
}

static inline bool
mismatch_duplex(struct random_lab *lab)
{
	static const char *const words[] = {"duplex=half", "duplex=full"};

	return say_otherwise(lab, FINDING_DUPLEX_MISMATCH, words);
}

static inline bool
mismatch_vlan(struct random_lab *lab)
{
	static const char *const words[] = {"vlan=10", "vlan=20"};

	return say_otherwise(lab, FINDING_VLAN_MISMATCH, words);
}

/* --- what is still to come, and what should have gone ----------------------
 */

/* A cable that is planned may be absent, and is right when it is there. */
static inline bool
plan_cable(struct random_lab *lab)
{
	size_t cable = pick_cable(lab);
	size_t a;

	if (cable == NOBODY)
		return false;
	a = lab->cable_a[cable];
	lab->touched[a] = lab->touched[lab->desired[a]] = true;
	lab->stage[cable] = "planned";
	if (chance(lab, 2)) {
		unplug(lab->there, a);
		lab->wanted[cable] = VERDICT_NOT_JUDGED;
	}
	return true;
}

/* One that should have been removed is an extra cable, unless it is gone. */
static inline bool
keep_removed(struct random_lab *lab)
{
	size_t cable = pick_cable(lab);
	struct expected_finding *e;
	size_t a;

	if (cable == NOBODY)
		return false;
	a = lab->cable_a[cable];
	lab->stage[cable] = "removed";
	if (chance(lab, 2)) {
		e = expect(lab, FINDING_EXTRA);
		e->removed = 1;
		touch_cable(lab, e, cable);
	} else {
		lab->touched[a] = lab->touched[lab->desired[a]] = true;
		unplug(lab->there, a);
	}
	lab->wanted[cable] = VERDICT_NOT_JUDGED;
	return true;
}

/* --- what cannot be told apart, and what can ------------------------------ */

/* A hub in the middle of a cable, and somebody else on it. */
static inline bool
insert_hub(struct random_lab *lab)
{
	size_t cable = pick_cable(lab);
	size_t third = pick_free(lab, NOBODY);
	size_t a;
	size_t b;

	if (cable == NOBODY || third == NOBODY)
		return false;
	a = lab->cable_a[cable];
	b = lab->desired[a];
	if (device_of(third) == device_of(a) ||
	    device_of(third) == device_of(b))
		return false;
	touch_cable(lab, expect(lab, FINDING_CONFLICT), cable);
	lab->touched[third] = true;
	hear_extra(lab, a, third, "");
	hear_extra(lab, third, a, "");
	if (chance(lab, 2)) {
		hear_extra(lab, b, third, "");
		hear_extra(lab, third, b, "");
	}
	return true;
}

/* One end of a cable hears an end of another one, and nobody can say why. */
static inline bool
contradict(struct random_lab *lab)
{
	size_t one = pick_cable(lab);
	size_t other = pick_cable(lab);
	struct expected_finding *e;
	size_t near;
	size_t far;

	if (one == NOBODY || other == NOBODY || one == other)
		return false;
	near = pick_end(lab, one);
	far = pick_end(lab, other);
	if (device_of(near) == device_of(far))
		return false;
	e = expect(lab, FINDING_CONFLICT);
	touch_cable(lab, e, one);
	touch_cable(lab, e, other);
	unplug(lab->there, far);
	lab->deaf[near] = true;
	hear_extra(lab, near, far, "");
	return true;
}

/* Both ends of a cable were heard lately, and something else long ago. */
static inline void
remember_old(struct random_lab *lab, size_t a, size_t b, size_t old)
{
	lab->notes[a] = "hold=171";
	lab->notes[b] = "hold=128";
	lab->touched[old] = true;
	hear_extra(lab, a, old, "hold=41");
	if (chance(lab, 2))
		hear_extra(lab, old, a, "hold=12");
}

/* An entry of the past beside a cable that is right is no mistake at all. */
static inline bool
leave_old_entry(struct random_lab *lab)
{
	size_t cable = pick_cable(lab);
	size_t old = pick_free(lab, NOBODY);
	size_t a;

	if (cable == NOBODY || old == NOBODY)
		return false;
	a = pick_end(lab, cable);
	if (device_of(old) == device_of(a))
		return false;
	lab->touched[a] = lab->touched[lab->desired[a]] = true;
	remember_old(lab, a, lab->desired[a], old);
	return true;
}

/* The plug has been moved a minute ago: the old port is still spoken of. */
static inline bool
miss_port_lately(struct random_lab *lab)
{
	size_t count = lab->expected_count;
	const struct expected_finding *e = &lab->expected[count];

	if (!miss_port(lab))
		return false;
	for (size_t cable = 0; cable < lab->cables; cable++) {
		size_t a = lab->cable_a[cable];
		size_t b = lab->desired[a];

		if (!e->cables[cable])
			continue;
		if (lab->there[a] == NOBODY)
			remember_old(lab, b, lab->there[b], a);
		else
			remember_old(lab, a, lab->there[a], b);
	}
	return true;
}

/* The other plug is in something that is in no plan. */
static inline bool
lose_to_stranger(struct random_lab *lab)
{
	static const char *const names[] = {"esx1:vmnic0", "esx2:vmnic1",
	    "core9:Te1/1", "printer:Port.1"};
	size_t cable = pick_cable(lab);
	struct expected_finding *e;
	size_t near;

	if (cable == NOBODY)
		return false;
	near = pick_end(lab, cable);
	e = expect(lab, FINDING_WRONG_DEVICE);
	e->plug_moves = 1;
	touch_cable(lab, e, cable);
	unplug(lab->there, near);
	lab->stranger[near] = names[chance(lab, COUNT_OF(names))];
	return true;
}

#endif
