/*
 * random_telling -- a random lab in the notation of lab_notation.h.
 *
 * The same lab may be told in many ways, none of which may change what is
 * found in it.
 */
#ifndef TESTS_CHECK_RANDOM_TELLING_H
#define TESTS_CHECK_RANDOM_TELLING_H

#include "random_lab.h"

/* How a lab is told. */
struct telling {
	uint64_t shuffle; /* of lines; 0: in order */
	bool swap_ends;   /* a and b of each cable */
	bool rename;      /* other names of devices and ports */
	size_t left_out;  /* a device that is not told of, or NOBODY */
	/* Filled: the lab's cable, or device, of each in the topology. */
	size_t *cable_map;
	size_t *device_map;
};

/* --- telling it ------------------------------------------------------------
 */

static inline void
tell_name(struct str *out, const struct telling *telling, size_t device)
{
	if (telling->rename)
		str_addf(out, "zone-%zu.x", (device * 5 + 3) % 17);
	else
		str_addf(out, "d%zu", device);
}

static inline void
tell_number(struct str *out, const struct telling *telling, size_t port)
{
	size_t number = port % RANDOM_PORTS + 1;

	/* Renamed ports keep their order, or no run would stay one. */
	if (telling->rename)
		str_addf(out, ":TenGigabitEthernet3/%zu", number + 7);
	else
		str_addf(out, ":Ethernet1/%zu", number);
}

static inline void
tell_port(struct str *out, const struct telling *telling, size_t port)
{
	str_add_char(out, ' ');
	tell_name(out, telling, device_of(port));
	tell_number(out, telling, port);
}

/* The port as the other end of its cable hears it, and what is said of it. */
static inline void
tell_heard(struct str *out, const struct random_lab *lab,
    const struct telling *telling, size_t port)
{
	size_t device = device_of(port);
	const char *name =
	    lab->name_at[port] ? lab->name_at[port] : lab->stray_name[device];

	str_add_char(out, ' ');
	if (name)
		str_add(out, name);
	else
		tell_name(out, telling, lab->called[device]);
	if (lab->serial[device])
		str_addf(out, "(%s)", lab->serial[device]);
	tell_number(out, telling, port);
	if (lab->shows[device])
		str_addf(out, " %s", lab->shows[device]);
}

static inline void
tell_device(struct str *out, const struct random_lab *lab,
    const struct telling *telling, size_t device)
{
	str_add(out, "device ");
	tell_name(out, telling, device);
	str_addf(out, " rack=R%zu unit=%zu", device / lab->per_rack,
	    40 - device % lab->per_rack);
	if (lab->status[device])
		str_addf(out, " status=%s", lab->status[device]);
	if (lab->words[device])
		str_addf(out, " %s", lab->words[device]);
	str_add_char(out, '\n');
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
	if (lab->stage[cable])
		str_addf(out, " %s", lab->stage[cable]);
	str_add_char(out, '\n');
}

/* "hears d1:Ethernet1/1 d2:Ethernet1/7 hold=171" */
static inline void
tell_entry(struct str *out, const struct random_lab *lab,
    const struct telling *telling, const struct extra_sighting *entry)
{
	if (lab->status[device_of(entry->near)] ||
	    !is_told(telling, entry->near, entry->far))
		return;
	str_add(out, "hears");
	tell_port(out, telling, entry->near);
	tell_heard(out, lab, telling, entry->far);
	str_addf(out, " %s\n", entry->notes ? entry->notes : "");
}

/* What one port hears, if anything, that is at the end of its cable. */
static inline void
tell_sighting(struct str *out, const struct random_lab *lab,
    const struct telling *telling, size_t port)
{
	size_t far = lab->there[port];

	if (lab->stranger[port]) {
		str_add(out, "hears");
		tell_port(out, telling, port);
		str_addf(out, " %s\n", lab->stranger[port]);
	} else if (far != NOBODY && !lab->deaf[port]) {
		tell_entry(out, lab, telling,
		    &(struct extra_sighting){port, far, lab->notes[far]});
	}
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
		if (devices[i] == telling->left_out)
			continue;
		telling->device_map[told++] = devices[i];
		tell_device(&out, lab, telling, devices[i]);
	}
	told = 0;
	for (size_t i = 0; i < lab->cables; i++) {
		size_t a = lab->cable_a[cables[i]];

		if (!is_told(telling, a, lab->desired[a]))
			continue;
		telling->cable_map[told++] = cables[i];
		tell_cable(&out, lab, telling, cables[i]);
	}
	for (size_t i = 0; i < ports; i++)
		tell_sighting(&out, lab, telling, sightings[i]);
	for (size_t i = 0; i < lab->extra_count; i++)
		tell_entry(&out, lab, telling, &lab->extras[i]);
	free(devices);
	free(cables);
	free(sightings);
	return str_take(&out);
}

#endif
