/*
 * Why this verdict and not another; see explain.h.
 *
 * Each kind of finding has neighbors for which it could be mistaken, and a fact
 * that speaks against each.  The facts follow from how findings are made (see
 * check/classify.h); where they are about names and hold times, those are told.
 */
#include "report/explain.h"

#include "base/attr.h"
#include "report/phrase.h"
#include "report/wording_devices.h"

#define SENTENCES_MAX 3

/* clang-format off */
static const char *const kind_reasons[FINDING_KIND_COUNT][SENTENCES_MAX] = {
	[FINDING_DEVICE_SWAPPED] = {
		"their cables fit each other's places in the plan, so one "
		    "mistake explains them all",
		"not so many single cables: that would take more plugs than "
		    "this reading needs" },
	[FINDING_DEVICE_MISNAMED] = {
		"a stranger sits on the ports of a device that nobody sees "
		    "under its own name",
		"not missing: something does answer at the other end of these "
		    "cables",
		"not ok: a name that the plan does not know proves nothing" },
	[FINDING_SHIFTED] = {
		"every plug of the run sits the same number of ports off",
		"not a chain: with one offset for all of them it is one "
		    "mistake, made once" },
	[FINDING_ROTATED] = {
		"the cables and the places where their plugs are form a closed "
		    "ring: every plug is where another one of them belongs",
		"not swapped: it takes three or more cables to come round",
		"not a chain: no end of the ring is free" },
	[FINDING_SWAPPED] = {
		"each of the two plugs is exactly where the other one belongs",
		"not two times wrong-port: one exchange repairs both",
		"not rotated: the ring closes after two cables" },
	[FINDING_CHAIN] = {
		"one wrong plug takes the place of the next, so they can only "
		    "be repaired together",
		"not swapped or rotated: the row does not close into a ring",
		"not shifted: the plugs are not all the same number of ports "
		    "off" },
	[FINDING_WRONG_DEVICE] = {
		"one plug is right, the other one is in another device than "
		    "planned",
		"not missing: the cable is there, one of its ends hears it",
		"not swapped: nobody else's plug is where this one belongs" },
	[FINDING_WRONG_PORT] = {
		"one plug is right, the other one is in the right device and "
		    "in the wrong port",
		"not missing: the cable is there, one of its ends hears it",
		"not swapped: nobody else's plug is where this one belongs" },
	[FINDING_MISSING] = {
		"not unverified: whoever answered hears nobody there, and the "
		    "device at the other end is known to be alive",
		"not miswired: neither port is heard anywhere else",
		"not one-way: no end hears the other" },
	[FINDING_CONFLICT] = {
		"a port takes one plug, and here it is told of several, or "
		    "hears itself, or the two ends contradict each other",
		"not wrong-port: which of the entries is true cannot be told "
		    "by their hold times",
		"a hub in between looks like this, and so does an entry that "
		    "has not expired yet: ask again in three minutes" },
	[FINDING_ONE_WAY] = {
		"not missing: one end still hears the other",
		"not ok: the other end answered, and hears nobody there",
		"one fibre of the pair, or a port on which CDP is off, looks "
		    "like this; after a plug is pulled the entry stays until "
		    "its hold time is over" },
	[FINDING_EXTRA] = {
		"the plan has no cable between these two ports",
		"not wrong-port: no cable of the plan that is not in place "
		    "ends at either of them" },
	[FINDING_AMBIGUOUS] = {
		"the name fits several devices of the plan by the same rule",
		"it is never settled by luck: their cables stay unverified "
		    "where nothing else vouches for them" },
	[FINDING_DEVICE_DARK] = {
		"it gave no answer, and no device hears it",
		"not missing cables: a device that is switched off says "
		    "nothing about its plugs" },
	[FINDING_PLATFORM_MISMATCH] = {
		"the cable leads to the right name, and the hardware behind it "
		    "is not what the plan says" },
	[FINDING_DUPLEX_MISMATCH] = {
		"the cable is right; its two ends print different duplex "
		    "modes" },
	[FINDING_VLAN_MISMATCH] = {
		"the cable is right; its two ends print different native "
		    "VLANs" },
};
/* clang-format on */

/* FINDING_DEVICE_MISNAMED, where the wrong name is another device's. */
/* clang-format off */
static const char *const borrowed_reasons[SENTENCES_MAX] = {
	"what calls itself so sits on the ports of a device that nobody sees "
	    "under its own name",
	"not missing: something does answer at the other end of these cables",
	"not ok: the name is that of another device of the plan, which cannot "
	    "be in both places",
};
/* clang-format on */

static const char *const *
reasons_for(const struct explanation *explanation)
{
	const struct finding *finding = explanation->finding;

	if (finding->kind == FINDING_DEVICE_MISNAMED &&
	    wording_is_borrowed(explanation->judgement, finding))
		return borrowed_reasons;
	return kind_reasons[finding->kind];
}

void
explain_add_why_finding(struct prose *prose,
    const struct explanation *explanation)
{
	const char *const *reasons = reasons_for(explanation);

	for (size_t i = 0; i < SENTENCES_MAX && reasons[i]; i++) {
		if (i)
			prose_next(prose);
		prose_say(prose, reasons[i]);
	}
}

/* --- cable by cable ------------------------------------------------------ */

static const struct sighting *
find_sighting(const struct port_account *near, struct port far)
{
	for (size_t i = 0; i < near->sighting_count; i++) {
		if (phrase_same_port(near->sightings[i].far, far))
			return &near->sightings[i];
	}
	return NULL;
}

static const struct sighting *
find_other(const struct port_account *near, struct port far)
{
	for (size_t i = 0; i < near->sighting_count; i++) {
		if (!near->sightings[i].ignored &&
		    !phrase_same_port(near->sightings[i].far, far))
			return &near->sightings[i];
	}
	return NULL;
}

/* What one end says of the other. */
static void
add_end(struct prose *prose, const struct port_account *near,
    const struct port_account *far)
{
	const struct sighting *right = find_sighting(near, far->port);
	const struct sighting *other = find_other(near, far->port);

	phrase_port(prose, PROSE_NAME, near->port);
	if (right && !other) {
		prose_say(prose, " hears exactly that port");
	} else if (other) {
		prose_say(prose, " hears ");
		phrase_port(prose, PROSE_IS, other->far);
		if (right)
			prose_say(prose, " besides it");
		else if (other->candidates > 1)
			prose_say(prose, ", which may be several devices");
	} else if (near->seen && near->seen->status == VISIT_OK) {
		prose_say(prose, " hears nobody");
	} else {
		prose_say(prose, near->alive
				     ? " was not asked, but others hear its "
				       "device"
				     : " was not asked, and nobody hears its "
				       "device");
	}
}

/* clang-format off */
static const char *const verdict_reasons[] = {
	[VERDICT_OK] = "both ends name each other",
	[VERDICT_OK_ONE_SIDED] = "one end names the other, which could not be "
	    "asked: that is as much as can be had",
	[VERDICT_MISSING] = "silence where somebody would be heard",
	[VERDICT_MISWIRED] = "an end is in another port than planned",
	[VERDICT_ONE_WAY] = "one of two devices that answered does not hear "
	    "the other",
	[VERDICT_UNVERIFIED] = "not missing: the silence of a device that was "
	    "not asked, or whose name cannot be told, proves nothing",
	[VERDICT_NOT_JUDGED] = "the plan does not ask for it: it is planned "
	    "and not there yet, removed, ignored, or out of scope",
};
/* clang-format on */

void
explain_add_why_cable(struct prose *prose,
    const struct explanation *explanation, size_t i)
{
	const struct judgement *judgement = explanation->judgement;
	size_t cable = explanation->cables[i];
	enum verdict verdict = judgement->verdicts[cable];
	const struct port_account *ends = explanation->ports + 2 * i;

	prose_name(prose, judgement->topology->cables[cable].id);
	prose_sayf(prose, " is %s: ", verdict_name(verdict));
	add_end(prose, &ends[0], &ends[1]);
	prose_say(prose, "; ");
	add_end(prose, &ends[1], &ends[0]);
	prose_say(prose, "; ");
	prose_say(prose, verdict_reasons[verdict]);
}
