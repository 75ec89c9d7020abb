/*
 * Counting and throwing dice; see door.h.
 */
#include "lab/door.h"

/* A number for each call that looks like chance (a step of xorshift). */
static unsigned
chance(const struct door *door)
{
	uint32_t value = (door->seed + door->calls) * 2654435761u + 1;

	value ^= value << 13;
	value ^= value >> 17;
	value ^= value << 5;
	return value % 100;
}

static bool
is_too_fast(struct door *door, const struct traits *traits, uint64_t now)
{
	if (traits->accepts_per_second == 0)
		return false;
	if (door->accepted == 0 || now - door->second >= 1000) {
		door->second = now;
		door->accepted = 0;
	}
	return door->accepted >= traits->accepts_per_second;
}

bool
door_enter(struct door *door, const struct traits *traits,
    uint64_t milliseconds)
{
	door->calls++;
	if (traits->vty && door->inside >= traits->vty)
		return false;
	if (is_too_fast(door, traits, milliseconds))
		return false;
	door->accepted++;
	if (chance(door) < traits->loses_percent)
		return false;
	door->inside++;
	return true;
}

void
door_leave(struct door *door)
{
	door->inside--;
}

bool
door_is_shut(const struct door *door, const struct traits *traits)
{
	return traits->vty && door->inside >= traits->vty &&
	       traits->vty_full == VTY_FULL_REFUSE;
}
