/*
 * One sentence, one place; see notice.h.
 */
#include "report/notice.h"

#include "base/mem.h"
#include "report/phrase.h"
#include "report/prose.h"
#include "report/wording.h"

bool
notice_fails(const struct finding *finding, enum notice_level level)
{
	if (finding->waived)
		return false;
	return finding->severity == SEVERITY_ERROR || level == NOTICE_WARNING ||
	       level == NOTICE_UNVERIFIED;
}

bool
notice_wants_all_verified(enum notice_level level)
{
	return level == NOTICE_USUAL || level == NOTICE_UNVERIFIED;
}

static void
add_flat(const struct prose *prose, struct str *out)
{
	struct str flat = STR_INIT;

	prose_flatten(prose, &flat);
	prose_escape(out, str_span(&flat), NOTICE_MAX);
	str_release(&flat);
}

void
notice_message(const struct judgement *judgement, const struct finding *finding,
    struct str *out)
{
	struct prose prose = PROSE_INIT;

	wording_add_message(&prose, judgement, finding);
	if (finding->waived) {
		prose_next(&prose);
		wording_add_waiver(&prose, finding->waived, false);
	} else if (finding->expired) {
		prose_next(&prose);
		wording_add_waiver(&prose, finding->expired, true);
	}
	add_flat(&prose, out);
	prose_release(&prose);
}

struct place
notice_place(const struct judgement *judgement, const struct finding *finding)
{
	const struct topology *topology = judgement->topology;
	size_t device = DEVICE_FOREIGN;

	if (finding->cable_count)
		return topology->cables[finding->cables[0]].place;
	if (finding->device_count)
		device = finding->devices[0];
	for (size_t i = 0; i < finding->observed_count; i++) {
		const struct observed_cable *cable =
		    &judgement->observed[finding->observed[i]];

		if (device == DEVICE_FOREIGN)
			device = cable->a.device;
		if (device == DEVICE_FOREIGN)
			device = cable->b.device;
	}
	if (device != DEVICE_FOREIGN)
		return topology->devices[device].place;
	return (struct place){.file = topology->file};
}

void
notice_cable(const struct judgement *judgement, size_t cable, struct str *out)
{
	const struct cable *wanted = &judgement->topology->cables[cable];
	struct prose prose = PROSE_INIT;

	phrase_ends(&prose, phrase_end(judgement, &wanted->a),
	    phrase_end(judgement, &wanted->b));
	add_flat(&prose, out);
	prose_release(&prose);
}

const struct finding **
notice_by_cable(const struct judgement *judgement)
{
	const struct finding **by_cable =
	    xcalloc(judgement->topology->cable_count + 1, sizeof(*by_cable));

	for (size_t i = 0; i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];

		for (size_t k = 0; k < finding->cable_count; k++) {
			if (!by_cable[finding->cables[k]])
				by_cable[finding->cables[k]] = finding;
		}
	}
	return by_cable;
}

void
notice_trouble(const struct judgement *judgement, size_t device,
    struct str *out)
{
	const struct observation *seen =
	    &judgement->observations->items[device];
	struct prose prose = PROSE_INIT;

	prose_name(&prose, judgement->topology->devices[device].name);
	prose_sayf(&prose, ": %s", visit_status_name(seen->status));
	if (seen->error) {
		prose_say(&prose, ": ");
		prose_add(&prose, PROSE_QUOTE, span_of(seen->error));
	}
	add_flat(&prose, out);
	prose_release(&prose);
}

/* clang-format off */
static const struct {
	const char *meaning;
	const char *advice;
} kinds[] = {
	[FINDING_DEVICE_SWAPPED] = {
	    "Two devices carry each other's cables, or each other's names.",
	    "Compare serial numbers first: exchanging two names is less work "
	    "than moving every plug." },
	[FINDING_DEVICE_MISNAMED] = {
	    "A device answers to a name that is not its own, where one of the "
	    "plan is not seen.",
	    "Set its name, or, if no other device has it, add it to the plan "
	    "as an alias." },
	[FINDING_SHIFTED] = {
	    "A run of cables sits off by the same number of ports.",
	    "Move the plugs in the order of the steps, which always finds the "
	    "next port free." },
	[FINDING_ROTATED] = {
	    "Three or more cables have exchanged ends in a ring.",
	    "Take one plug into the hand, move the others, put it in last." },
	[FINDING_SWAPPED] = {
	    "Two cables have exchanged one end each.",
	    "Exchange the two plugs." },
	[FINDING_CHAIN] = {
	    "Several mistakes share ports and are put right together.",
	    "Take the steps in their order." },
	[FINDING_WRONG_DEVICE] = {
	    "One plug sits in another device than planned.",
	    "Move the plug, or correct the plan." },
	[FINDING_WRONG_PORT] = {
	    "One plug sits in another port of the right device.",
	    "Move the plug, or correct the plan." },
	[FINDING_MISSING] = {
	    "The cable is not there: both devices are alive and neither port "
	    "hears anybody.",
	    "Plug the cable in at both ends, or look for a dead transceiver or "
	    "a port that is shut down." },
	[FINDING_CONFLICT] = {
	    "The two ends contradict each other, or one port hears several "
	    "devices, or itself.",
	    "Wait until old entries have aged out and verify again; then look "
	    "for a hub or a switch in between, or for a loopback plug." },
	[FINDING_ONE_WAY] = {
	    "Only one of two devices that answered hears the other.",
	    "Look for a broken fibre strand, a bad transceiver, or discovery "
	    "switched off at one end." },
	[FINDING_EXTRA] = {
	    "A cable between devices of the plan that nobody asked for.",
	    "Take the cable out, or add it to the plan." },
	[FINDING_AMBIGUOUS] = {
	    "What was heard fits several devices of the plan.",
	    "Give these devices names, serial numbers or aliases that differ." },
	[FINDING_DEVICE_DARK] = {
	    "A device gave no answer and no other device hears it.",
	    "See that it has power and a way to the network; its cables are "
	    "not verified until it answers." },
	[FINDING_PLATFORM_MISMATCH] = {
	    "The device in this place is not the one that the plan describes.",
	    "Compare platform and serial number with the plan." },
	[FINDING_DUPLEX_MISMATCH] = {
	    "The two ends of a right cable disagree about the duplex.",
	    "Set both ends alike; late collisions and loss are the usual "
	    "consequence." },
	[FINDING_VLAN_MISMATCH] = {
	    "The two ends of a right cable disagree about the native VLAN.",
	    "Set both ends alike." },
};
/* clang-format on */

const char *
notice_meaning(enum finding_kind kind)
{
	return kinds[kind].meaning;
}

const char *
notice_advice(enum finding_kind kind)
{
	return kinds[kind].advice;
}
