/*
 * Each finding is held against each waiver; there are few of both.
 */
#include "check/waiver.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"

static bool
has_cable(const struct waiver *waiver, size_t cable)
{
	size_t low = 0;
	size_t high = waiver->cable_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (waiver->cables[middle] == cable)
			return true;
		if (waiver->cables[middle] < cable)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* A ring through a waived cable and another one is news all the same. */
static bool
covers_cables(const struct waiver *waiver, const struct finding *finding)
{
	for (size_t i = 0; i < finding->cable_count; i++) {
		if (!has_cable(waiver, finding->cables[i]))
			return false;
	}
	return finding->cable_count > 0;
}

static bool
is_at(const struct waiver *waiver, const char *a, const char *b)
{
	return text_glob_match(waiver->device, a) ||
	       text_glob_match(waiver->device, b);
}

/* Its devices, where it is about devices; otherwise an end of every cable. */
static bool
covers_devices(const struct waiver *waiver, const struct judgement *judgement,
    const struct finding *finding)
{
	const struct topology *t = judgement->topology;

	for (size_t i = 0; i < finding->device_count; i++) {
		if (!text_glob_match(waiver->device,
			t->devices[finding->devices[i]].name))
			return false;
	}
	if (finding->device_count)
		return true;
	for (size_t i = 0; i < finding->cable_count; i++) {
		const struct cable *cable = &t->cables[finding->cables[i]];

		if (!is_at(waiver, t->devices[cable->a.device].name,
			t->devices[cable->b.device].name))
			return false;
	}
	for (size_t i = 0; i < finding->observed_count; i++) {
		const struct observed_cable *cable =
		    &judgement->observed[finding->observed[i]];

		if (!is_at(waiver, cable->a.device_name, cable->b.device_name))
			return false;
	}
	return true;
}

static bool
covers(const struct waiver *waiver, const struct judgement *judgement,
    const struct finding *finding)
{
	if (waiver->finding && strcasecmp(waiver->finding, finding->id) != 0)
		return false;
	if (waiver->kind &&
	    strcmp(waiver->kind, finding_kind_name(finding->kind)) != 0)
		return false;
	if (waiver->cable_count && !covers_cables(waiver, finding))
		return false;
	return !waiver->device || covers_devices(waiver, judgement, finding);
}

/* Days are written so that they compare as text. */
static bool
in_force(const struct waiver *waiver, const char *today)
{
	return !waiver->until || strcmp(today, waiver->until) <= 0;
}

static void
apply_to(struct judgement *judgement, struct finding *finding,
    const char *today, bool *used)
{
	const struct topology *t = judgement->topology;

	for (size_t i = 0; i < t->waiver_count; i++) {
		const struct waiver *waiver = &t->waivers[i];

		if (!covers(waiver, judgement, finding))
			continue;
		used[i] = true;
		if (!in_force(waiver, today)) {
			if (!finding->expired)
				finding->expired = waiver;
		} else if (!finding->waived) {
			finding->waived = waiver;
		}
	}
	if (finding->waived) {
		finding->expired = NULL;
		judgement->summary.waived++;
	}
}

/* The fault of a waiver may lie in the other part of the lab. */
static bool
is_whole(const struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->observations->count; i++) {
		if (judgement->observations->items[i].out_of_scope)
			return false;
	}
	return true;
}

static void
note_idle(struct judgement *judgement, const bool *used)
{
	const struct topology *t = judgement->topology;

	judgement->idle_waivers = arena_array(judgement->arena, t->waiver_count,
	    sizeof(*judgement->idle_waivers));
	for (size_t i = 0; i < t->waiver_count; i++) {
		if (!used[i])
			judgement
			    ->idle_waivers[judgement->idle_waiver_count++] =
			    &t->waivers[i];
	}
}

void
waiver_apply(struct judgement *judgement, const char *today)
{
	size_t count = judgement->topology->waiver_count;
	bool *used = xcalloc(count + 1, sizeof(*used));

	for (size_t i = 0; i < judgement->finding_count; i++)
		apply_to(judgement, &judgement->findings[i], today, used);
	if (is_whole(judgement))
		note_idle(judgement, used);
	free(used);
}
