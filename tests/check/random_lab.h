/*
 * random_lab -- labs made by chance, with mistakes that are known.
 *
 * A lab is a wiring of ports, as it is desired and as it is there.  Mistakes
 * are put in one after the other, each into ports that no other has touched;
 * what each should be found as is written down when it is made.  Then the lab
 * is told in the notation of lab_notation.h, in an order and under names that
 * chance or the test chooses, and what is found can be held against the list.
 *
 * All chance comes from one seed: the same seed makes the same lab.
 */
#ifndef TESTS_CHECK_RANDOM_LAB_H
#define TESTS_CHECK_RANDOM_LAB_H

#include "lab_notation.h"

#include <stdio.h>

#define RANDOM_DEVICES 14
#define RANDOM_PORTS 30 /* of each device */
#define RANDOM_ALL (RANDOM_DEVICES * RANDOM_PORTS)
#define RANDOM_CABLES (RANDOM_ALL / 2)
#define RANDOM_MISTAKES 8
#define NOBODY SIZE_MAX

/* What a mistake should be found as. */
struct expected_finding {
	enum finding_kind kind;
	bool cables[RANDOM_CABLES]; /* concerned */
	bool devices[RANDOM_DEVICES];
	size_t plug_moves;
	size_t added;
	size_t removed;
};

struct random_lab {
	uint64_t state; /* of chance */
	size_t devices;
	/* The port at the other end, or NOBODY.  Port p is p % RANDOM_PORTS of
	 * device p / RANDOM_PORTS. */
	size_t desired[RANDOM_ALL];
	size_t there[RANDOM_ALL];
	size_t cable_of[RANDOM_ALL]; /* number of the desired cable */
	size_t cables;
	size_t cable_a[RANDOM_CABLES]; /* its lower port */
	bool touched[RANDOM_ALL];      /* by a mistake */
	bool deaf[RANDOM_ALL];         /* does not hear what is there */
	bool whole[RANDOM_DEVICES];    /* a mistake about the whole device */
	size_t wrong_ports[RANDOM_DEVICES]; /* single plugs that are off */
	bool unreachable[RANDOM_DEVICES];
	const char *notes[RANDOM_ALL]; /* what the port says of its neighbor */
	struct expected_finding expected[RANDOM_MISTAKES];
	size_t expected_count;
};

/* How a lab is told. */
struct telling {
	uint64_t shuffle;  /* of lines; 0: in order */
	bool swap_ends;    /* a and b of each cable */
	bool rename;       /* other names of devices and ports */
	size_t left_out;   /* a device that is not told of, or NOBODY */
	size_t *cable_map; /* filled: the lab's cable of each in the topology */
};

static inline size_t
chance(struct random_lab *lab, size_t below)
{
	lab->state ^= lab->state << 13;
	lab->state ^= lab->state >> 7;
	lab->state ^= lab->state << 17;
	return (size_t)((lab->state >> 11) % below);
}

static inline size_t
device_of(size_t port)
{
	return port / RANDOM_PORTS;
}

static inline void
plug(size_t *mates, size_t a, size_t b)
{
	mates[a] = b;
	mates[b] = a;
}

static inline void
unplug(size_t *mates, size_t a)
{
	if (mates[a] != NOBODY)
		mates[mates[a]] = NOBODY;
	mates[a] = NOBODY;
}

/* A cable that no mistake has touched, or NOBODY after some tries. */
static inline size_t
pick_cable(struct random_lab *lab)
{
	for (size_t i = 0; i < 50 && lab->cables; i++) {
		size_t cable = chance(lab, lab->cables);
		size_t a = lab->cable_a[cable];
		size_t b = lab->desired[a];

		if (!lab->touched[a] && !lab->touched[b] &&
		    !lab->whole[device_of(a)] && !lab->whole[device_of(b)])
			return cable;
	}
	return NOBODY;
}

/* A port that is free in the plan and in the lab; of `device` or of any. */
static inline size_t
pick_free(struct random_lab *lab, size_t device)
{
	for (size_t i = 0; i < 50; i++) {
		size_t on =
		    device == NOBODY ? chance(lab, lab->devices) : device;
		size_t port = on * RANDOM_PORTS + chance(lab, RANDOM_PORTS);

		if (lab->desired[port] == NOBODY && !lab->touched[port] &&
		    !lab->whole[on])
			return port;
	}
	return NOBODY;
}

/* One of the two ends, by chance. */
static inline size_t
pick_end(struct random_lab *lab, size_t cable)
{
	size_t a = lab->cable_a[cable];

	return chance(lab, 2) ? a : lab->desired[a];
}

static inline struct expected_finding *
expect(struct random_lab *lab, enum finding_kind kind)
{
	struct expected_finding *e = &lab->expected[lab->expected_count++];

	memset(e, 0, sizeof(*e));
	e->kind = kind;
	return e;
}

static inline void
touch_cable(struct random_lab *lab, struct expected_finding *e, size_t cable)
{
	size_t a = lab->cable_a[cable];

	lab->touched[a] = lab->touched[lab->desired[a]] = true;
	e->cables[cable] = true;
}

/* --- the mistakes: false when this lab has no room for it ------------------
 */

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

/* A device with cables that nobody has touched, for a mistake of its own. */
static inline size_t
pick_device(struct random_lab *lab, size_t least)
{
	for (size_t i = 0; i < 20; i++) {
		size_t device = chance(lab, lab->devices);
		size_t cables = 0;
		bool usable = !lab->whole[device];

		for (size_t p = device * RANDOM_PORTS;
		     p < (device + 1) * RANDOM_PORTS; p++) {
			size_t mate = lab->desired[p];

			usable = usable && !lab->touched[p];
			if (mate == NOBODY)
				continue;
			cables++;
			usable = usable && !lab->touched[mate] &&
				 !lab->whole[device_of(mate)];
		}
		if (usable && cables >= least)
			return device;
	}
	return NOBODY;
}

/* Every port of the device, and what should be at its other end. */
static inline void
touch_device(struct random_lab *lab, struct expected_finding *e, size_t device)
{
	lab->whole[device] = true;
	e->devices[device] = true;
	for (size_t p = device * RANDOM_PORTS; p < (device + 1) * RANDOM_PORTS;
	     p++) {
		lab->touched[p] = true;
		if (lab->desired[p] != NOBODY)
			touch_cable(lab, e, lab->cable_of[p]);
	}
}

static inline bool
darken_device(struct random_lab *lab)
{
	size_t device = pick_device(lab, 1);

	if (device == NOBODY)
		return false;
	touch_device(lab, expect(lab, FINDING_DEVICE_DARK), device);
	lab->unreachable[device] = true;
	for (size_t p = device * RANDOM_PORTS; p < (device + 1) * RANDOM_PORTS;
	     p++)
		unplug(lab->there, p);
	return true;
}

/* Where a plug of either device is, once the devices have changed places. */
static inline size_t
exchanged(size_t port, size_t x, size_t y)
{
	if (device_of(port) == x)
		return y * RANDOM_PORTS + port % RANDOM_PORTS;
	if (device_of(port) == y)
		return x * RANDOM_PORTS + port % RANDOM_PORTS;
	return port;
}

static inline bool
exchange_devices(struct random_lab *lab)
{
	size_t x = pick_device(lab, 6);
	size_t y = pick_device(lab, 6);
	struct expected_finding *e;

	if (x == NOBODY || y == NOBODY || x == y)
		return false;
	e = expect(lab, FINDING_DEVICE_SWAPPED);
	touch_device(lab, e, x);
	touch_device(lab, e, y);
	for (size_t i = 0; i < RANDOM_PORTS; i++) {
		unplug(lab->there, x * RANDOM_PORTS + i);
		unplug(lab->there, y * RANDOM_PORTS + i);
	}
	for (size_t cable = 0; cable < lab->cables; cable++) {
		size_t a = lab->cable_a[cable];

		if (e->cables[cable])
			plug(lab->there, exchanged(a, x, y),
			    exchanged(lab->desired[a], x, y));
	}
	/* From 5 to 5, or from 5 to 6 and from 6 to 5: right either way. */
	for (size_t cable = 0; cable < lab->cables; cable++) {
		size_t a = lab->cable_a[cable];

		if (lab->there[a] == lab->desired[a])
			e->cables[cable] = false;
	}
	return true;
}

/* clang-format off */
static bool (*const random_mistakes[])(struct random_lab *lab) = {
	forget_cable, miss_port, miss_device, swap_two, rotate_some, push_chain,
	shift_run, add_extra, deafen_port, mismatch_duplex, mismatch_vlan,
	darken_device, exchange_devices,
};
/* clang-format on */

/* --- the lab ---------------------------------------------------------------
 */

/* Ports in runs, as they are in racks: a third of each device stays free. */
static inline void
wire_lab(struct random_lab *lab)
{
	size_t total = lab->devices * RANDOM_PORTS;

	for (size_t i = 0; i < RANDOM_ALL; i++)
		lab->desired[i] = lab->there[i] = lab->cable_of[i] = NOBODY;
	for (size_t a = 0; a < total; a++) {
		size_t b = chance(lab, total);

		if (a % RANDOM_PORTS >= RANDOM_PORTS * 2 / 3 ||
		    b % RANDOM_PORTS >= RANDOM_PORTS * 2 / 3 ||
		    device_of(a) == device_of(b) || lab->desired[a] != NOBODY ||
		    lab->desired[b] != NOBODY)
			continue;
		lab->cable_of[a] = lab->cable_of[b] = lab->cables;
		lab->cable_a[lab->cables++] = a < b ? a : b;
		plug(lab->desired, a, b);
		plug(lab->there, a, b);
	}
}

static inline void
random_lab_make(struct random_lab *lab, uint64_t seed)
{
	size_t mistakes;

	memset(lab, 0, sizeof(*lab));
	lab->state = seed * 0x9e3779b97f4a7c15U + 1;
	for (size_t i = 0; i < 8; i++)
		chance(lab, 2);
	lab->devices = 4 + chance(lab, RANDOM_DEVICES - 3);
	wire_lab(lab);
	mistakes = chance(lab, RANDOM_MISTAKES);
	for (size_t i = 0; i < mistakes; i++)
		random_mistakes[chance(lab, COUNT_OF(random_mistakes))](lab);
}

/* --- telling it ------------------------------------------------------------
 */

static inline void
tell_port(struct str *out, const struct telling *telling, size_t port)
{
	size_t number = port % RANDOM_PORTS + 1;
	size_t device = device_of(port);

	/* Renamed ports keep their order, or no run would stay one. */
	if (telling->rename)
		str_addf(out, " zone-%zu.x:TenGigabitEthernet3/%zu",
		    (device * 5 + 3) % 17, number + 7);
	else
		str_addf(out, " d%zu:Ethernet1/%zu", device, number);
}

static inline void
tell_device(struct str *out, const struct random_lab *lab,
    const struct telling *telling, size_t device)
{
	if (telling->rename)
		str_addf(out, "device zone-%zu.x", (device * 5 + 3) % 17);
	else
		str_addf(out, "device d%zu", device);
	str_addf(out, " rack=R%zu unit=%zu%s\n", device / 4, 40 - device % 4,
	    lab->unreachable[device] ? " status=timeout" : "");
}

static inline bool
is_told(const struct telling *telling, size_t a, size_t b)
{
	return device_of(a) != telling->left_out &&
	       device_of(b) != telling->left_out;
}

static inline void
tell_cable(struct str *out, const struct random_lab *lab,
    const struct telling *telling, size_t cable)
{
	size_t a = lab->cable_a[cable];
	size_t b = lab->desired[a];

	str_add(out, "cable");
	tell_port(out, telling, telling->swap_ends ? b : a);
	tell_port(out, telling, telling->swap_ends ? a : b);
	str_add_char(out, '\n');
}

/* What one port hears, if anything. */
static inline void
tell_sighting(struct str *out, const struct random_lab *lab,
    const struct telling *telling, size_t port)
{
	size_t far = lab->there[port];

	if (far == NOBODY || lab->deaf[port] ||
	    lab->unreachable[device_of(port)] || !is_told(telling, port, far))
		return;
	str_add(out, "hears");
	tell_port(out, telling, port);
	tell_port(out, telling, far);
	if (lab->notes[far])
		str_addf(out, " %s", lab->notes[far]);
	str_add_char(out, '\n');
}

/* The numbers below `count` in the order of telling; to be freed. */
static inline size_t *
telling_order(size_t count, uint64_t shuffle)
{
	struct random_lab dice = {.state = shuffle};
	size_t *order = xcalloc(count + 1, sizeof(*order));

	for (size_t i = 0; i < count; i++) {
		size_t k = shuffle ? chance(&dice, i + 1) : i;

		order[i] = order[k];
		order[k] = i;
	}
	return order;
}

/* The lab in the notation; to be freed. */
static inline char *
random_lab_tell(const struct random_lab *lab, const struct telling *telling)
{
	size_t ports = lab->devices * RANDOM_PORTS;
	size_t *devices = telling_order(lab->devices, telling->shuffle);
	size_t *cables = telling_order(lab->cables, telling->shuffle);
	size_t *sightings = telling_order(ports, telling->shuffle);
	struct str out = STR_INIT;
	size_t told = 0;

	for (size_t i = 0; i < lab->devices; i++) {
		if (devices[i] != telling->left_out)
			tell_device(&out, lab, telling, devices[i]);
	}
	for (size_t i = 0; i < lab->cables; i++) {
		size_t a = lab->cable_a[cables[i]];

		if (!is_told(telling, a, lab->desired[a]))
			continue;
		telling->cable_map[told++] = cables[i];
		tell_cable(&out, lab, telling, cables[i]);
	}
	for (size_t i = 0; i < ports; i++)
		tell_sighting(&out, lab, telling, sightings[i]);
	free(devices);
	free(cables);
	free(sightings);
	return str_take(&out);
}

#endif
