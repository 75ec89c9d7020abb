/*
 * random_wiring -- wirings made by chance, and a technician who mends them.
 *
 * A wiring says for each port what is desired there and what is there.  It
 * becomes a lab, in an order made by chance as well, and the steps of a plan
 * can be taken in it one after the other.
 */
#ifndef TESTS_CHECK_RANDOM_WIRING_H
#define TESTS_CHECK_RANDOM_WIRING_H

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

static inline size_t
roll(size_t below)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (size_t)((random_state >> 11) % below);
}

static inline void
join(size_t *mates, size_t a, size_t b)
{
	mates[a] = b;
	mates[b] = a;
}

/* Joins `count` random pairs of free ports. */
static inline void
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

static inline struct wiring
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

static inline void
add_line(struct lines *lines, char *line)
{
	assert_true(lines->count < LINES_MAX);
	lines->items[lines->count++] = line;
}

static inline char *
name_pair(const struct wiring *w, const char *word, size_t a, size_t b)
{
	return str_printf("%s d%zu:p%zu d%zu:p%zu", word, a / w->per_device,
	    a % w->per_device, b / w->per_device, b % w->per_device);
}

static inline void
shuffle(struct lines *lines, size_t from)
{
	for (size_t i = lines->count; i > from + 1; i--) {
		size_t k = from + roll(i - from);
		char *line = lines->items[k];

		lines->items[k] = lines->items[i - 1];
		lines->items[i - 1] = line;
	}
}

static inline void
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
static inline char *
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

static inline void
lines_release(struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		free(lines->items[i]);
	lines->count = 0;
}

/* --- the simulator ------------------------------------------------------- */

static inline size_t
port_number(const struct wiring *w, const struct port *port)
{
	size_t device;
	size_t number;

	assert_true(port->device != DEVICE_FOREIGN);
	assert_int_equal(sscanf(port->device_name, "d%zu", &device), 1);
	assert_int_equal(sscanf(port->name, "p%zu", &number), 1);
	return device * w->per_device + number;
}

static inline size_t
device_number(const struct port *port)
{
	size_t device;

	assert_int_equal(sscanf(port->device_name, "d%zu", &device), 1);
	assert_string_equal(port->name, "");
	return device;
}

/* The cables of the one are called the other's from now on. */
static inline void
exchange_devices(struct wiring *w, size_t one, size_t other)
{
	size_t there[PORTS_MAX];

	memcpy(there, w->there, sizeof(there));
	for (size_t i = 0; i < w->ports; i++) {
		size_t ends[] = {i, there[i]};

		for (size_t k = 0; k < 2; k++) {
			size_t device = ends[k] / w->per_device;

			if (ends[k] == NOBODY)
				continue;
			if (device == one || device == other)
				ends[k] = (device == one ? other : one) *
					      w->per_device +
					  ends[k] % w->per_device;
		}
		w->there[ends[0]] = ends[1];
	}
}

/*
 * Takes one step.  `hand` is the far end of the cable whose plug is held.
 * Nothing may be plugged into a port that is not free.
 */
static inline void
take_step(struct wiring *w, const struct plan_step *step, size_t *hand)
{
	bool whole = step->action == STEP_EXCHANGE;
	size_t at = whole ? 0 : port_number(w, &step->at);
	size_t to =
	    step->to.device_name && !whole ? port_number(w, &step->to) : at;
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
	case STEP_EXCHANGE:
		exchange_devices(w, device_number(&step->at),
		    device_number(&step->to));
		break;
	case STEP_RENAME:
		fail_msg("no device has a foreign name here");
	}
}

static inline void
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

/* --- what holds of every lab ---------------------------------------------- */

static inline void
expect_buckets_add_up(const struct lab *lab)
{
	const struct summary *s = &lab->judgement->summary;

	assert_int_equal(s->cables, s->ok + s->ok_one_sided + s->missing +
					s->miswired + s->one_way +
					s->unverified);
	assert_int_equal(s->findings, lab->judgement->finding_count);
}

/* How often each desired cable is in a finding. */
static inline void
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

static inline void
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
static inline struct lab *
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
static inline void
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

#endif
