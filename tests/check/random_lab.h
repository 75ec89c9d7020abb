/*
 * random_lab -- labs made by chance, with mistakes that are known.
 *
 * A lab is a wiring of ports, as it is desired and as it is there.  Mistakes
 * are put in one after the other, each into ports that no other has touched;
 * what each should be found as is written down when it is made, and what
 * becomes of each cable.  Then the lab is told in the notation of
 * lab_notation.h, in an order and under names that chance or the test chooses,
 * and what is found can be held against the list.
 *
 * This is the lab alone.  Mistakes with cables are in random_mistakes.h, those
 * about whole devices in random_boxes.h, and random_labs.h has all of it.
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
#define RANDOM_MISTAKES 10
#define RANDOM_EXTRAS 64
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

/* What a port says it hears although no cable leads there. */
struct extra_sighting {
	size_t near;
	size_t far;
	const char *notes;
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
	size_t cable_a[RANDOM_CABLES];    /* its lower port */
	const char *stage[RANDOM_CABLES]; /* "planned"; NULL: installed */
	bool touched[RANDOM_ALL];         /* by a mistake */
	bool deaf[RANDOM_ALL];            /* does not hear what is there */
	bool whole[RANDOM_DEVICES];       /* a mistake about the whole device */
	size_t wrong_ports[RANDOM_DEVICES]; /* single plugs that are off */
	bool boxed[RANDOM_DEVICES]; /* a mistake about what the plan says of it
				     */
	size_t per_rack;
	const char *status[RANDOM_DEVICES]; /* NULL: it answers */
	const char *words[RANDOM_DEVICES];  /* of the plan; NULL: none */
	/* The device whose name it bears for others, or another name. */
	size_t called[RANDOM_DEVICES];
	const char *stray_name[RANDOM_DEVICES]; /* NULL: see `called` */
	const char *name_at[RANDOM_ALL];    /* the same, of one port; or NULL */
	const char *serial[RANDOM_DEVICES]; /* that it tells; or NULL */
	bool serials_used[3];               /* see confuse_serials() */
	bool stirred[RANDOM_DEVICES]; /* racks in which devices changed place */
	const char *shows[RANDOM_DEVICES]; /* said of it where it is heard */
	const char *notes[RANDOM_ALL]; /* said of this end at the other one */
	const char *stranger[RANDOM_ALL]; /* heard there; NULL: none */
	struct extra_sighting extras[RANDOM_EXTRAS];
	size_t extra_count;
	enum verdict wanted[RANDOM_CABLES]; /* of each cable */
	struct expected_finding expected[RANDOM_MISTAKES];
	size_t expected_count;
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

/* What port `near` hears besides. */
static inline void
hear_extra(struct random_lab *lab, size_t near, size_t far, const char *notes)
{
	assert_true(lab->extra_count < RANDOM_EXTRAS);
	lab->extras[lab->extra_count++] =
	    (struct extra_sighting){near, far, notes};
}

/* What becomes of the cables of a finding. */
static inline enum verdict
verdict_of(enum finding_kind kind)
{
	static const struct {
		enum finding_kind kind;
		enum verdict verdict;
	} others[] = {
	    {FINDING_MISSING, VERDICT_MISSING},
	    {FINDING_ONE_WAY, VERDICT_ONE_WAY},
	    {FINDING_DEVICE_MISNAMED, VERDICT_UNVERIFIED},
	    {FINDING_DEVICE_DARK, VERDICT_UNVERIFIED},
	    {FINDING_DUPLEX_MISMATCH, VERDICT_OK},
	    {FINDING_VLAN_MISMATCH, VERDICT_OK},
	};

	for (size_t i = 0; i < COUNT_OF(others); i++) {
		if (others[i].kind == kind)
			return others[i].verdict;
	}
	return VERDICT_MISWIRED;
}

static inline void
touch_cable(struct random_lab *lab, struct expected_finding *e, size_t cable)
{
	size_t a = lab->cable_a[cable];

	lab->touched[a] = lab->touched[lab->desired[a]] = true;
	lab->wanted[cable] = verdict_of(e->kind);
	e->cables[cable] = true;
}

/* Ports in runs, as they are in racks: a third of each device stays free. */
static inline void
wire_lab(struct random_lab *lab)
{
	size_t total = lab->devices * RANDOM_PORTS;

	for (size_t i = 0; i < RANDOM_DEVICES; i++)
		lab->called[i] = i;
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

#endif
