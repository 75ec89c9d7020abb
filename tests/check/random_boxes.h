/*
 * random_boxes -- mistakes about whole devices: where they are, what they are
 * called, whether they answer.
 *
 * As with random_mistakes.h, each makes one, or none and says so.
 */
#ifndef TESTS_CHECK_RANDOM_BOXES_H
#define TESTS_CHECK_RANDOM_BOXES_H

#include "random_lab.h"

/* True when no mistake is about the device, nor about any of its cables. */
static inline bool
is_untouched(const struct random_lab *lab, size_t device, size_t least)
{
	size_t cables = 0;

	if (lab->whole[device] || lab->boxed[device])
		return false;
	for (size_t p = device * RANDOM_PORTS; p < (device + 1) * RANDOM_PORTS;
	     p++) {
		size_t mate = lab->desired[p];

		if (lab->touched[p])
			return false;
		if (mate == NOBODY)
			continue;
		if (lab->touched[mate] || lab->whole[device_of(mate)])
			return false;
		cables++;
	}
	return cables >= least;
}

/* A device with so many cables, for a mistake of its own; or NOBODY. */
static inline size_t
pick_device(struct random_lab *lab, size_t least)
{
	for (size_t i = 0; i < 20; i++) {
		size_t device = chance(lab, lab->devices);

		if (is_untouched(lab, device, least))
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

/* What becomes of all its cables. */
static inline void
want_of_device(struct random_lab *lab, size_t device, enum verdict verdict)
{
	for (size_t p = device * RANDOM_PORTS; p < (device + 1) * RANDOM_PORTS;
	     p++) {
		if (lab->desired[p] != NOBODY)
			lab->wanted[lab->cable_of[p]] = verdict;
	}
}

static inline bool
darken_device(struct random_lab *lab)
{
	size_t device = pick_device(lab, 1);

	if (device == NOBODY)
		return false;
	touch_device(lab, expect(lab, FINDING_DEVICE_DARK), device);
	lab->status[device] = "timeout";
	for (size_t p = device * RANDOM_PORTS; p < (device + 1) * RANDOM_PORTS;
	     p++)
		unplug(lab->there, p);
	return true;
}

/* It does not answer, but others hear it: that is no mistake. */
static inline bool
shut_out_device(struct random_lab *lab)
{
	size_t device = pick_device(lab, 1);
	struct expected_finding nothing = {.kind = FINDING_EXTRA};

	if (device == NOBODY)
		return false;
	touch_device(lab, &nothing, device);
	want_of_device(lab, device, VERDICT_OK_ONE_SIDED);
	lab->status[device] = chance(lab, 2) ? "timeout" : "auth-failed";
	return true;
}

/* CDP is off: it hears nobody, nobody hears it, and that proves nothing. */
static inline bool
mute_device(struct random_lab *lab)
{
	size_t device = pick_device(lab, 1);
	struct expected_finding nothing = {.kind = FINDING_EXTRA};

	if (device == NOBODY)
		return false;
	touch_device(lab, &nothing, device);
	want_of_device(lab, device, VERDICT_UNVERIFIED);
	lab->status[device] = "cdp-off";
	for (size_t p = device * RANDOM_PORTS; p < (device + 1) * RANDOM_PORTS;
	     p++)
		unplug(lab->there, p);
	return true;
}

/* --- in each other's place ------------------------------------------------ */

/* Devices that take each other's place: each that of the one it is given. */
struct removal {
	size_t devices[RANDOM_DEVICES];
	size_t places[RANDOM_DEVICES];
	size_t count;
};

/* Where a plug is, once the devices have been moved. */
static inline size_t
moved(const struct removal *removal, size_t port)
{
	for (size_t i = 0; i < removal->count; i++) {
		if (device_of(port) == removal->places[i])
			return removal->devices[i] * RANDOM_PORTS +
			       port % RANDOM_PORTS;
	}
	return port;
}

static inline void
remove_devices(struct random_lab *lab, const struct removal *removal)
{
	struct expected_finding *e = expect(lab, FINDING_DEVICE_SWAPPED);

	for (size_t i = 0; i < removal->count; i++)
		touch_device(lab, e, removal->devices[i]);
	for (size_t i = 0; i < removal->count * RANDOM_PORTS; i++)
		unplug(lab->there,
		    removal->devices[i / RANDOM_PORTS] * RANDOM_PORTS +
			i % RANDOM_PORTS);
	for (size_t cable = 0; cable < lab->cables; cable++) {
		size_t a = lab->cable_a[cable];

		if (e->cables[cable])
			plug(lab->there, moved(removal, a),
			    moved(removal, lab->desired[a]));
	}
	/* From 5 to 5, or from 5 to 6 and from 6 to 5: right either way. */
	for (size_t cable = 0; cable < lab->cables; cable++) {
		size_t a = lab->cable_a[cable];

		if (!e->cables[cable] || lab->there[a] != lab->desired[a])
			continue;
		e->cables[cable] = false;
		lab->wanted[cable] = VERDICT_OK;
	}
}

/* A port of the device that no cable of plan or lab is in, or NOBODY. */
static inline size_t
spare_port(struct random_lab *lab, const struct removal *removal, size_t device)
{
	for (size_t i = 0; i < 20; i++) {
		size_t port = device * RANDOM_PORTS + chance(lab, RANDOM_PORTS);

		if (lab->desired[port] == NOBODY &&
		    lab->there[moved(removal, port)] == NOBODY)
			return port;
	}
	return NOBODY;
}

/* While they were at it: one cable is forgotten, or one plug misplaced. */
static inline void
spoil_removal(struct random_lab *lab, const struct removal *removal)
{
	struct expected_finding *whole =
	    &lab->expected[lab->expected_count - 1];
	size_t cable = chance(lab, lab->cables);
	size_t from = pick_end(lab, cable);
	struct expected_finding *e;
	size_t to;

	/* Between two of them a cable may come to be right by accident. */
	if (!whole->cables[cable] || !whole->devices[device_of(from)] ||
	    whole->devices[device_of(lab->desired[from])] ||
	    lab->expected_count == RANDOM_MISTAKES)
		return;
	to = spare_port(lab, removal, device_of(from));
	if (to == NOBODY)
		return;
	whole->cables[cable] = false;
	unplug(lab->there, moved(removal, from));
	if (chance(lab, 2)) {
		e = expect(lab, FINDING_MISSING);
		e->added = 1;
	} else {
		e = expect(lab, FINDING_WRONG_PORT);
		e->plug_moves = 1;
		plug(lab->there, moved(removal, to),
		    moved(removal, lab->desired[from]));
	}
	touch_cable(lab, e, cable);
}

/* Two or three devices, in a ring; false when there are not so many. */
static inline bool
pick_ring(struct random_lab *lab, struct removal *ring)
{
	ring->count = 2 + chance(lab, 2);
	/* Who moves as well is no witness of where others are. */
	if (lab->devices < 2 * ring->count)
		return false;
	for (size_t i = 0; i < ring->count; i++) {
		ring->devices[i] = pick_device(lab, 6);
		/* Two pairs in the same racks may be all of the racks. */
		if (ring->devices[i] == NOBODY ||
		    lab->stirred[ring->devices[i] / lab->per_rack])
			return false;
		for (size_t k = 0; k < i; k++) {
			if (ring->devices[k] == ring->devices[i])
				return false;
		}
	}
	for (size_t i = 0; i < ring->count; i++)
		lab->stirred[ring->devices[i] / lab->per_rack] = true;
	for (size_t i = 0; i < ring->count; i++)
		ring->places[i] = ring->devices[(i + 1) % ring->count];
	return true;
}

static inline bool
exchange_devices(struct random_lab *lab)
{
	struct removal ring;

	if (!pick_ring(lab, &ring))
		return false;
	remove_devices(lab, &ring);
	spoil_removal(lab, &ring);
	return true;
}

/* They are in their places, and bear each other's names. */
static inline bool
exchange_names(struct random_lab *lab)
{
	struct removal ring;
	struct expected_finding *e;

	if (!pick_ring(lab, &ring))
		return false;
	e = expect(lab, FINDING_DEVICE_SWAPPED);
	for (size_t i = 0; i < ring.count; i++) {
		touch_device(lab, e, ring.devices[i]);
		lab->called[ring.devices[i]] = ring.places[i];
	}
	return true;
}

/* All devices of two racks, each in the unit where the other should be. */
static inline bool
exchange_racks(struct random_lab *lab)
{
	size_t racks = lab->devices / lab->per_rack;
	struct removal pairs = {.count = 0};
	size_t one;
	size_t other;

	if (racks < 3)
		return false;
	one = chance(lab, racks);
	other = chance(lab, racks);
	if (one == other || lab->stirred[one] || lab->stirred[other])
		return false;
	for (size_t i = 0; i < lab->per_rack; i++) {
		size_t a = one * lab->per_rack + i;
		size_t b = other * lab->per_rack + i;

		if (!is_untouched(lab, a, 4) || !is_untouched(lab, b, 4))
			return false;
		pairs.devices[pairs.count] = pairs.places[pairs.count + 1] = a;
		pairs.places[pairs.count] = pairs.devices[pairs.count + 1] = b;
		pairs.count += 2;
	}
	lab->stirred[one] = lab->stirred[other] = true;
	remove_devices(lab, &pairs);
	spoil_removal(lab, &pairs);
	return true;
}

/* --- under a wrong name --------------------------------------------------- */

static inline bool
misname_device(struct random_lab *lab)
{
	/* More than one may come from the factory. */
	static const struct {
		const char *name;
		size_t least; /* cables, or it may be a plug in a stranger */
	} names[] = {
	    {"Switch", 1},
	    {"Router", 1},
	    {"FDO2151ABCD", 1},
	    {"0053.00a1.b2c3", 1},
	    {"switch(FDO2151ABCD)", 1},
	    {"newbox", 2},
	};
	size_t name = chance(lab, COUNT_OF(names));
	size_t device = pick_device(lab, names[name].least);

	if (device == NOBODY)
		return false;
	touch_device(lab, expect(lab, FINDING_DEVICE_MISNAMED), device);
	lab->stray_name[device] = names[name].name;
	if (chance(lab, 2))
		lab->status[device] = "timeout";
	return true;
}

/* --- not what the plan says of it ----------------------------------------- */

/*
 * Others hear of another platform, or of another serial number.  One cable of
 * the device is left alone from now on, so that somebody does hear it.
 */
static inline bool
replace_box(struct random_lab *lab)
{
	size_t cable = pick_cable(lab);
	size_t device;

	if (cable == NOBODY)
		return false;
	device = device_of(pick_end(lab, cable));
	if (lab->boxed[device])
		return false;
	expect(lab, FINDING_PLATFORM_MISMATCH)->devices[device] = true;
	lab->touched[lab->cable_a[cable]] = true;
	lab->touched[lab->desired[lab->cable_a[cable]]] = true;
	lab->boxed[device] = true;
	if (chance(lab, 2)) {
		lab->words[device] = "platform=nxos";
		lab->shows[device] = "shows=WS-C3850-48T";
	} else {
		lab->words[device] = "serial=FOC0001AAAA";
		lab->serial[device] = "SAL1817QRST";
	}
	return true;
}

/* One serial number for two devices, and a port that hears nothing else. */
static inline bool
confuse_serials(struct random_lab *lab)
{
	static const char *const plan[] = {"serial=FOC1723R5XA",
	    "serial=FOC1723R5XB", "serial=FOC1723R5XC"};
	size_t cable = pick_cable(lab);
	size_t twin = chance(lab, lab->devices);
	size_t nth = chance(lab, COUNT_OF(plan));
	struct expected_finding *e;
	size_t end;

	if (cable == NOBODY || lab->serials_used[nth])
		return false;
	end = pick_end(lab, cable);
	if (twin == device_of(end) || lab->boxed[twin] ||
	    lab->boxed[device_of(end)])
		return false;
	lab->serials_used[nth] = true;
	e = expect(lab, FINDING_AMBIGUOUS);
	e->devices[twin] = e->devices[device_of(end)] = true;
	lab->touched[end] = lab->touched[lab->desired[end]] = true;
	lab->wanted[cable] = VERDICT_OK_ONE_SIDED;
	lab->boxed[twin] = lab->boxed[device_of(end)] = true;
	lab->words[twin] = lab->words[device_of(end)] = plan[nth];
	lab->name_at[end] = plan[nth] + strlen("serial=");
	return true;
}

#endif
