/*
 * What is said about whole devices: two that carry each other's cables, one
 * under a wrong name, one that gives no answer, one that is another box than
 * the plan says; and about cables whose two ends are set up differently.
 */
#include "report/wording_devices.h"

#include "report/phrase.h"
#include "report/wording.h"

/* Of a rack's worth of exchanged devices so many pairs are read out. */
#define PAIRS_SHOWN 4

static const char *
name_of(const struct judgement *judgement, size_t device)
{
	return judgement->topology->devices[device].name;
}

static void
add_device(struct prose *prose, const struct judgement *judgement,
    size_t device)
{
	prose_name(prose, name_of(judgement, device));
	phrase_where(prose, judgement, device, PHRASE_NO_CABLE);
}

/* --- exchanged ----------------------------------------------------------- */

/* True when the devices stand in pairs, each in the other's place. */
static bool
are_pairs(const struct finding *finding)
{
	if (finding->device_count % 2)
		return false;
	for (size_t i = 0; i < finding->device_count; i += 2) {
		if (finding->places[i] != finding->devices[i + 1] ||
		    finding->places[i + 1] != finding->devices[i])
			return false;
	}
	return true;
}

/* "leaf1 and leaf9, leaf2 and leaf10"; a few of many. */
static void
add_pairs(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	size_t pairs = finding->device_count / 2;
	size_t shown = pairs > PAIRS_SHOWN + 1 ? PAIRS_SHOWN : pairs;

	for (size_t i = 0; i < shown; i++) {
		prose_say(prose, i ? ", " : "");
		prose_name(prose, name_of(judgement, finding->devices[2 * i]));
		prose_say(prose, " and ");
		prose_name(prose,
		    name_of(judgement, finding->devices[2 * i + 1]));
	}
	if (shown < pairs)
		prose_sayf(prose, ", and %zu more pairs", pairs - shown);
}

/* "leaf1 is where leaf2 should be, leaf2 where leaf3 should be, ..." */
static void
add_ring(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	size_t count = finding->device_count;
	size_t shown = count > 2 * PAIRS_SHOWN ? 2 * PAIRS_SHOWN : count;

	for (size_t i = 0; i < shown; i++) {
		prose_say(prose, i ? ", " : "");
		prose_name(prose, name_of(judgement, finding->devices[i]));
		prose_say(prose, i ? " where " : " is where ");
		prose_name(prose, name_of(judgement, finding->places[i]));
		prose_say(prose, i ? "" : " should be");
	}
	if (shown < count)
		prose_sayf(prose, ", and %zu more", count - shown);
}

static void
add_explains(struct prose *prose, const struct finding *finding)
{
	prose_sayf(prose, "%zu of their %zu cables say so",
	    finding->explains_cables, finding->explains_of);
}

void
wording_say_exchanged(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	if (!are_pairs(finding)) {
		prose_sayf(prose, "%zu devices are in each other's place: ",
		    finding->device_count);
		add_ring(prose, judgement, finding);
		return;
	}
	if (finding->device_count > 2) {
		prose_sayf(prose,
		    "%zu pairs of devices are in each other's "
		    "place, rack for rack: ",
		    finding->device_count / 2);
		add_pairs(prose, judgement, finding);
		return;
	}
	add_device(prose, judgement, finding->devices[0]);
	prose_say(prose, " and ");
	add_device(prose, judgement, finding->devices[1]);
	prose_say(prose, finding->names_only ? " go by each other's name"
					     : " are in each other's place");
}

/* Which of the two it is, a name or a box, nobody can tell from afar. */
void
wording_explain_exchanged(struct prose *prose,
    const struct judgement *judgement, const struct finding *finding)
{
	(void)judgement;
	add_explains(prose, finding);
	prose_next(prose);
	if (finding->names_only)
		prose_say(prose, "at their own addresses they say that they "
				 "are cabled right: set the host names right, "
				 "no plug needs to move");
	else
		prose_say(prose, "exchange the host names and addresses, or "
				 "the devices themselves; no plug needs to "
				 "move");
	if (finding->explains_cables == finding->explains_of)
		return;
	prose_next(prose);
	prose_say(prose, "where another finding is about these devices, it "
			 "means them as they are called once this is mended");
}

/* --- under a wrong name -------------------------------------------------- */

static void
add_heard_as(struct prose *prose, const struct finding *finding)
{
	prose_say(prose, "\"");
	prose_add(prose, PROSE_NAME, finding->heard_as);
	prose_say(prose, "\"");
}

bool
wording_is_borrowed(const struct judgement *judgement,
    const struct finding *finding)
{
	size_t ignored;

	return topology_find_device(judgement->topology, finding->heard_as,
	    &ignored);
}

void
wording_say_misnamed(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	prose_say(prose, "where ");
	add_device(prose, judgement, finding->devices[0]);
	prose_say(prose, " should be, a device calls itself ");
	add_heard_as(prose, finding);
}

void
wording_explain_misnamed(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	const char *name = name_of(judgement, finding->devices[0]);

	prose_sayf(prose, "%zu of the %zu cables of ", finding->explains_cables,
	    finding->explains_of);
	prose_name(prose, name);
	prose_say(prose, " end there, in the right ports; they stay "
			 "unverified");
	prose_next(prose);
	if (finding->names_only) {
		prose_name(prose, name);
		prose_say(prose, " itself, at its own address, hears the "
				 "right neighbors");
		prose_next(prose);
	}
	prose_say(prose, "give the device its name");
	if (!wording_is_borrowed(judgement, finding))
		prose_say(prose, ", or the plan an alias");
}

/* --- another box than planned -------------------------------------------- */

static void
add_mismatch(struct prose *prose, const struct judgement *judgement,
    const struct mismatch *m)
{
	struct port by = {m->device, name_of(judgement, m->device), m->port};

	prose_say(prose, m->of_serial ? "serial number " : "platform ");
	prose_name(prose, m->expected);
	prose_say(prose, " in the plan, but ");
	phrase_port(prose, PROSE_NAME, by);
	prose_say(prose, " hears \"");
	prose_add(prose, PROSE_QUOTE, m->printed);
	prose_say(prose, "\"");
}

void
wording_say_mismatch(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	add_device(prose, judgement, finding->devices[0]);
	prose_say(prose, " is another device than planned: ");
	for (size_t i = 0; i < finding->mismatch_count; i++) {
		prose_say(prose, i ? "; " : "");
		add_mismatch(prose, judgement, &finding->mismatches[i]);
	}
}

/* --- ends that are set up differently ------------------------------------ */

static void
add_disagreement(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding, const char *what)
{
	prose_say(prose, "the ends of ");
	wording_add_cable(prose, judgement, finding->cables[0]);
	prose_say(prose, " disagree about ");
	prose_say(prose, what);
	prose_say(prose, ": ");
}

static const struct observed_cable *
first_observed(const struct judgement *judgement, const struct finding *finding)
{
	return &judgement->observed[finding->observed[0]];
}

/* What an end is set to, is what the other end hears. */
static void
add_duplex(struct prose *prose, struct port end, const struct neighbor *heard)
{
	prose_name(prose, end.device_name);
	prose_say(prose, " is set to ");
	prose_add(prose, PROSE_NAME, heard ? heard->duplex : SPAN_ABSENT);
}

void
wording_say_duplex(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	const struct observed_cable *o = first_observed(judgement, finding);

	add_disagreement(prose, judgement, finding, "duplex");
	add_duplex(prose, o->a, o->heard_by_b);
	prose_say(prose, ", ");
	add_duplex(prose, o->b, o->heard_by_a);
}

void
wording_explain_duplex(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	(void)judgement;
	(void)finding;
	prose_say(prose, "the cable is right, but it will drop frames under "
			 "load: set both ends to auto");
}

static void
add_vlan(struct prose *prose, struct port end, const struct neighbor *heard)
{
	prose_name(prose, end.device_name);
	prose_sayf(prose, " has %d",
	    heard ? heard->native_vlan : NEIGHBOR_NO_NUMBER);
}

void
wording_say_vlan(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	const struct observed_cable *o = first_observed(judgement, finding);

	add_disagreement(prose, judgement, finding, "the native VLAN");
	add_vlan(prose, o->a, o->heard_by_b);
	prose_say(prose, ", ");
	add_vlan(prose, o->b, o->heard_by_a);
}

void
wording_explain_vlan(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	(void)judgement;
	(void)finding;
	prose_say(prose, "the cable is right, but untagged frames change VLAN "
			 "on it: set both ends to the same");
}

/* --- dark ---------------------------------------------------------------- */

/* A cable between two dark devices is listed with one but spoilt by both. */
static void
say_unverified(struct prose *prose, const struct finding *finding)
{
	size_t count = finding->has_explains ? finding->explains_cables
					     : finding->cable_count;

	if (count == 0 && finding->has_explains && finding->explains_of) {
		prose_say(prose, "; what is wrong with ");
		phrase_count(prose, finding->explains_of, "cable", "cables");
		prose_say(prose, " of it is known from the other end");
		return;
	}
	if (count == 0) {
		prose_say(prose, "; the plan has no cable that needs it");
		return;
	}
	prose_say(prose, ": ");
	phrase_count(prose, count, "cable", "cables");
	prose_say(prose, " not verified");
}

void
wording_say_dark(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	for (size_t i = 0; i < finding->device_count; i++) {
		size_t device = finding->devices[i];

		prose_say(prose, i ? ", " : "");
		prose_name(prose, judgement->topology->devices[device].name);
		phrase_where(prose, judgement, device, PHRASE_NO_CABLE);
	}
	prose_say(prose, " gave no answer and no device hears it");
	say_unverified(prose, finding);
}

void
wording_explain_dark(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	for (size_t i = 0; i < finding->device_count; i++) {
		const struct observation *seen =
		    &judgement->observations->items[finding->devices[i]];

		if (i > 0)
			prose_next(prose);
		prose_say(prose, visit_status_name(seen->status));
		if (seen->error) {
			prose_say(prose, ": ");
			prose_add(prose, PROSE_QUOTE, span_of(seen->error));
		}
	}
}
