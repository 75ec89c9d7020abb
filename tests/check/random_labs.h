/*
 * random_labs -- labs with mistakes of every kind, one or many.
 */
#ifndef TESTS_CHECK_RANDOM_LABS_H
#define TESTS_CHECK_RANDOM_LABS_H

#include "random_boxes.h"
#include "random_mistakes.h"

/* clang-format off */
static const struct {
	const char *name;
	bool (*make)(struct random_lab *lab);
} random_mistakes[] = {
	{ "a cable forgotten",           forget_cable },
	{ "a port missed",               miss_port },
	{ "a port missed lately",        miss_port_lately },
	{ "a device missed",             miss_device },
	{ "a plug in a stranger",        lose_to_stranger },
	{ "two cables swapped",          swap_two },
	{ "cables rotated",              rotate_some },
	{ "a chain",                     push_chain },
	{ "a run shifted",               shift_run },
	{ "an extra cable",              add_extra },
	{ "a planned cable",             plan_cable },
	{ "a removed cable",             keep_removed },
	{ "a deaf port",                 deafen_port },
	{ "a hub",                       insert_hub },
	{ "a contradiction",             contradict },
	{ "an old entry",                leave_old_entry },
	{ "other duplex",                mismatch_duplex },
	{ "other VLAN",                  mismatch_vlan },
	{ "a dark device",               darken_device },
	{ "a device shut out",           shut_out_device },
	{ "a mute device",               mute_device },
	{ "devices exchanged",           exchange_devices },
	{ "names exchanged",             exchange_names },
	{ "racks exchanged",             exchange_racks },
	{ "a wrong name",                misname_device },
	{ "another box",                 replace_box },
	{ "a serial number given twice", confuse_serials },
};
/* clang-format on */

#define RANDOM_KINDS COUNT_OF(random_mistakes)

/* A lab without mistakes. */
static inline void
random_lab_start(struct random_lab *lab, uint64_t seed)
{
	memset(lab, 0, sizeof(*lab));
	lab->state = seed * 0x9e3779b97f4a7c15U + 1;
	for (size_t i = 0; i < 8; i++)
		chance(lab, 2);
	lab->devices = 4 + chance(lab, RANDOM_DEVICES - 3);
	lab->per_rack = 2 + chance(lab, 3);
	wire_lab(lab);
}

/* With several mistakes, of any kinds; counts the kinds that it has. */
static inline void
random_lab_make(struct random_lab *lab, uint64_t seed,
    size_t made[RANDOM_KINDS])
{
	size_t mistakes;

	random_lab_start(lab, seed);
	mistakes = chance(lab, RANDOM_MISTAKES);
	for (size_t i = 0;
	     i < mistakes && lab->expected_count < RANDOM_MISTAKES; i++) {
		size_t kind = chance(lab, RANDOM_KINDS);

		if (random_mistakes[kind].make(lab) && made)
			made[kind]++;
	}
}

#endif
