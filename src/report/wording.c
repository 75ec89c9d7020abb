/*
 * What is said about each kind of finding.  A kind is a row of the table below:
 * how its headline goes, what else there is to say, and whether the headline
 * says enough for those who have room for one text only.  A new kind is a new
 * row and, at most, two functions above it.
 */
#include "report/wording.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/ifname.h"
#include "report/phrase.h"
#include "report/wording_devices.h"
#include "report/wording_names.h"

/* A port with hundreds of neighbors (a hub) is not read out in full. */
#define SIGHTINGS_SHOWN 12

static const struct cable *
first_cable(const struct judgement *judgement, const struct finding *finding)
{
	return &judgement->topology->cables[finding->cables[0]];
}

static const struct observed_cable *
observed(const struct judgement *judgement, const struct finding *finding,
    size_t i)
{
	return &judgement->observed[finding->observed[i]];
}

/* --- cables in each other's place --------------------------------------- */

static int
compare_ports(const void *left, const void *right)
{
	const struct port *a = left;
	const struct port *b = right;

	if (a->device != b->device)
		return a->device < b->device ? -1 : 1;
	return text_natural_compare(a->name, b->name);
}

/* The ports that hold the wrong plug now: those that get one, in order. */
static void
add_exchanged_ports(struct prose *prose, const struct finding *finding)
{
	const struct plan *plan = &finding->plan;
	struct port *ports = xcalloc(plan->step_count + 1, sizeof(*ports));
	size_t count = 0;

	for (size_t i = 0; i < plan->step_count; i++) {
		if (plan->steps[i].action == STEP_MOVE)
			ports[count++] = plan->steps[i].to;
		else if (plan->steps[i].action == STEP_PLUG)
			ports[count++] = plan->steps[i].at;
	}
	qsort(ports, count, sizeof(*ports), compare_ports);
	phrase_ports(prose, ports, count);
	free(ports);
}

static void
say_swapped(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	(void)judgement;
	prose_say(prose, "the cables of ");
	add_exchanged_ports(prose, finding);
	prose_say(prose, " are swapped");
}

static void
say_rotated(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	(void)judgement;
	prose_sayf(prose,
	    "%zu cables are rotated, each in the place of another: ",
	    finding->cable_count);
	add_exchanged_ports(prose, finding);
}

/* The number at the end of a port's name. */
static long
port_number(const char *name)
{
	size_t length = strlen(name);

	while (length && name[length - 1] >= '0' && name[length - 1] <= '9')
		length--;
	return strtol(name + length, NULL, 10);
}

/* By how many ports the plugs sit too high; negative: too low. */
static long
shift_of(const struct plan *plan)
{
	for (size_t i = 0; i < plan->step_count; i++) {
		if (plan->steps[i].action == STEP_MOVE)
			return port_number(plan->steps[i].at.name) -
			       port_number(plan->steps[i].to.name);
	}
	return 0;
}

static void
say_shifted(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	const struct plan *plan = &finding->plan;
	long shift = shift_of(plan);

	(void)judgement;
	phrase_count(prose, plan->plug_moves, "plug", "plugs");
	prose_say(prose, " in a row sit ");
	phrase_count(prose, (size_t)labs(shift), "port", "ports");
	prose_say(prose,
	    shift > 0 ? " too high: those of " : " too low: those of ");
	add_exchanged_ports(prose, finding);
	if (plan->cables_added) {
		prose_say(prose, ", with ");
		phrase_count(prose, plan->cables_added, "cable", "cables");
		prose_say(prose, " pushed out");
	}
}

static void
say_chain(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	const struct plan *plan = &finding->plan;

	(void)judgement;
	phrase_count(prose, finding->cable_count, "cable", "cables");
	prose_say(prose, " in one chain of mistakes: ");
	phrase_count(prose, plan->plug_moves, "plug is", "plugs are");
	prose_say(prose, " in the wrong place");
	if (plan->cables_added) {
		prose_say(prose, ", ");
		phrase_count(prose, plan->cables_added, "cable is",
		    "cables are");
		prose_say(prose, " missing");
	}
	if (plan->cables_removed) {
		prose_say(prose, ", ");
		phrase_count(prose, plan->cables_removed, "cable is",
		    "cables are");
		prose_say(prose, " too many");
	}
}

/* --- a cable that is not there, or should not be ------------------------- */

static void
say_missing(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	const struct cable *cable = first_cable(judgement, finding);

	prose_say(prose, "the cable ");
	phrase_ends(prose, phrase_end(judgement, &cable->a),
	    phrase_end(judgement, &cable->b));
	prose_say(prose, " is missing");
	phrase_where(prose, judgement, DEVICE_FOREIGN, finding->cables[0]);
}

static enum visit_status
status_of(const struct judgement *judgement, size_t device)
{
	return judgement->observations->items[device].status;
}

/* What is heard on a port counts for nothing when a rule leaves it out. */
static bool
is_left_out(const struct judgement *judgement, struct port port)
{
	const struct neighbor_list *heard =
	    judgement->observations->items[port.device].heard;
	struct str name = STR_INIT;
	bool found = false;

	if (!judgement->topology->ignore_count)
		return false;
	for (size_t i = 0; heard && i < heard->count && !found; i++) {
		str_clear(&name);
		ifname_add_canonical(&name, heard->items[i].local_port);
		found = strcmp(str_text(&name), port.name) == 0 &&
			!judgement_is_outdated(judgement, &heard->items[i]);
	}
	str_release(&name);
	return found;
}

static void
explain_missing(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	const struct cable *cable = first_cable(judgement, finding);
	struct port heard = phrase_end(judgement, &cable->a);
	struct port silent = phrase_end(judgement, &cable->b);

	if (is_left_out(judgement, heard) || is_left_out(judgement, silent)) {
		phrase_port(prose, PROSE_NAME,
		    is_left_out(judgement, heard) ? heard : silent);
		prose_say(prose, " does hear a neighbor, but one that an "
				 "ignore rule leaves out: look what is plugged "
				 "in there");
		return;
	}
	if (status_of(judgement, heard.device) == VISIT_OK &&
	    status_of(judgement, silent.device) == VISIT_OK) {
		prose_say(prose, "neither port hears anybody: the cable is not "
				 "plugged in, or it is dead");
		return;
	}
	if (status_of(judgement, heard.device) != VISIT_OK) {
		struct port other = heard;

		heard = silent;
		silent = other;
	}
	phrase_port(prose, PROSE_NAME, heard);
	prose_say(prose, " hears nobody; ");
	prose_name(prose, silent.device_name);
	prose_sayf(prose, " itself could not be asked (%s)",
	    visit_status_name(status_of(judgement, silent.device)));
}

static void
say_extra(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	const struct observed_cable *cable = observed(judgement, finding, 0);

	if (finding->cable_count) {
		prose_say(prose, "the cable ");
		phrase_ends(prose, cable->a, cable->b);
		prose_say(prose, " is still there; the plan wants it removed");
		phrase_where(prose, judgement, DEVICE_FOREIGN,
		    finding->cables[0]);
	} else {
		prose_say(prose, "nobody asked for the cable ");
		phrase_ends(prose, cable->a, cable->b);
	}
}

static void
explain_extra(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	const struct observed_cable *cable = observed(judgement, finding, 0);

	if (cable->seen_by == SEEN_BY_BOTH)
		return;
	prose_say(prose, "only ");
	prose_name(prose, cable->seen_by == SEEN_BY_A ? cable->a.device_name
						      : cable->b.device_name);
	prose_say(prose, " says so");
}

/* --- ends that do not agree ---------------------------------------------- */

static void
say_one_way(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	const struct observed_cable *cable = observed(judgement, finding, 0);
	bool a_hears = cable->seen_by == SEEN_BY_A;

	phrase_port(prose, PROSE_NAME, a_hears ? cable->a : cable->b);
	prose_say(prose, " hears ");
	phrase_port(prose, PROSE_NAME, a_hears ? cable->b : cable->a);
	prose_say(prose, ", but that port hears nobody");
	if (finding->cable_count)
		phrase_where(prose, judgement, DEVICE_FOREIGN,
		    finding->cables[0]);
}

static void
explain_one_way(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	const struct observed_cable *cable = observed(judgement, finding, 0);
	bool a_hears = cable->seen_by == SEEN_BY_A;
	struct port hears = a_hears ? cable->a : cable->b;
	struct port deaf = a_hears ? cable->b : cable->a;
	const struct neighbor *heard =
	    a_hears ? cable->heard_by_a : cable->heard_by_b;

	prose_say(prose, "what ");
	phrase_port(prose, PROSE_NAME, hears);
	phrase_where(prose, judgement, hears.device, PHRASE_NO_CABLE);
	prose_say(prose, " sends does not arrive in ");
	phrase_port(prose, PROSE_NAME, deaf);
	phrase_where(prose, judgement, deaf.device, PHRASE_NO_CABLE);
	prose_say(prose, ": a broken fibre strand or a bad transceiver");
	prose_next(prose);
	prose_say(prose, "or CDP has just been switched off on ");
	phrase_port(prose, PROSE_NAME, deaf);
	if (heard && heard->holdtime >= 0)
		prose_sayf(prose, ": then the other end forgets it within %d s",
		    heard->holdtime);
}

/* One end of an observed cable that hears the other. */
struct sighting {
	struct port by;
	struct port of;
	const struct neighbor *heard;
};

/* The up to two sightings that make an observed cable. */
static size_t
list_sightings(const struct observed_cable *cable, struct sighting *list)
{
	size_t count = 0;

	if (cable->seen_by != SEEN_BY_B)
		list[count++] =
		    (struct sighting){cable->a, cable->b, cable->heard_by_a};
	if (cable->seen_by != SEEN_BY_A)
		list[count++] =
		    (struct sighting){cable->b, cable->a, cable->heard_by_b};
	return count;
}

static size_t
count_sightings_by(const struct judgement *judgement,
    const struct finding *finding, struct port port)
{
	size_t count = 0;

	for (size_t i = 0; i < finding->observed_count; i++) {
		struct sighting list[2];
		size_t sightings =
		    list_sightings(observed(judgement, finding, i), list);

		for (size_t k = 0; k < sightings; k++)
			count += phrase_same_port(list[k].by, port);
	}
	return count;
}

/* The port that hears the most; returns how many it hears. */
static size_t
find_hub(const struct judgement *judgement, const struct finding *finding,
    struct port *hub)
{
	size_t most = 0;

	for (size_t i = 0; i < finding->observed_count && i < SIGHTINGS_SHOWN;
	     i++) {
		struct sighting list[2];
		size_t sightings =
		    list_sightings(observed(judgement, finding, i), list);

		for (size_t k = 0; k < sightings; k++) {
			size_t count =
			    count_sightings_by(judgement, finding, list[k].by);

			if (count > most) {
				most = count;
				*hub = list[k].by;
			}
		}
	}
	return most;
}

/* A port whose own words come back to it, and that hears nobody else. */
static bool
find_loop(const struct judgement *judgement, const struct finding *finding,
    struct port *loop)
{
	for (size_t i = 0; i < finding->observed_count; i++) {
		struct sighting list[2];
		size_t sightings =
		    list_sightings(observed(judgement, finding, i), list);

		for (size_t k = 0; k < sightings; k++) {
			if (!phrase_same_port(list[k].by, list[k].of))
				continue;
			*loop = list[k].by;
			return count_sightings_by(judgement, finding, *loop) ==
			       1;
		}
	}
	return false;
}

void
wording_add_cable(struct prose *prose, const struct judgement *judgement,
    size_t index)
{
	const struct cable *cable = &judgement->topology->cables[index];

	phrase_ends(prose, phrase_end(judgement, &cable->a),
	    phrase_end(judgement, &cable->b));
	phrase_where(prose, judgement, DEVICE_FOREIGN, index);
}

static void
say_conflict(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	struct port hub = {0};
	size_t heard = find_hub(judgement, finding, &hub);

	if (heard > 1) {
		phrase_port(prose, PROSE_NAME, hub);
		prose_sayf(prose, " hears %zu neighbors at once", heard);
	} else if (find_loop(judgement, finding, &hub)) {
		phrase_port(prose, PROSE_NAME, hub);
		prose_say(prose, " hears itself");
	} else if (finding->cable_count) {
		prose_say(prose, "the two ends of ");
		wording_add_cable(prose, judgement, finding->cables[0]);
		prose_say(prose, " contradict each other");
	} else {
		prose_say(prose, "what the devices hear is a contradiction");
	}
}

static void
add_sighting(struct prose *prose, const struct sighting *sighting)
{
	phrase_port(prose, PROSE_NAME, sighting->by);
	prose_say(prose, " hears ");
	phrase_port(prose, PROSE_NAME, sighting->of);
	if (sighting->heard && sighting->heard->holdtime >= 0)
		prose_sayf(prose, " (hold time %d s)",
		    sighting->heard->holdtime);
	prose_next(prose);
}

/* Adds what each end says; returns the longest hold time, or -1. */
static long
add_sightings(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	size_t said = 0;
	long longest = -1;

	for (size_t i = 0; i < finding->observed_count; i++) {
		struct sighting list[2];
		size_t sightings =
		    list_sightings(observed(judgement, finding, i), list);

		for (size_t k = 0; k < sightings; k++) {
			if (said++ < SIGHTINGS_SHOWN)
				add_sighting(prose, &list[k]);
			if (list[k].heard && list[k].heard->holdtime > longest)
				longest = list[k].heard->holdtime;
		}
	}
	if (said > SIGHTINGS_SHOWN) {
		prose_sayf(prose, "and %zu more", said - SIGHTINGS_SHOWN);
		prose_next(prose);
	}
	return longest;
}

static void
explain_conflict(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	struct port hub = {0};
	bool has_hub = find_hub(judgement, finding, &hub) > 1;
	bool has_loop = !has_hub && find_loop(judgement, finding, &hub);
	long longest = add_sightings(prose, judgement, finding);

	for (size_t i = 0; (has_hub || has_loop) && i < finding->cable_count;
	     i++) {
		prose_say(prose, "the plan wants ");
		wording_add_cable(prose, judgement, finding->cables[i]);
		prose_next(prose);
	}
	prose_say(prose, "an old entry is gone");
	if (longest >= 0)
		prose_sayf(prose, " within %ld s", longest);
	else
		prose_say(prose, " after its hold time");
	prose_say(prose, ": verify again then; if nothing has changed, look "
			 "for ");
	prose_say(prose, has_loop ? "a loopback plug in this port, or a fibre "
				    "that leads back to it"
				  : "a hub in between");
}

/* --- the table ----------------------------------------------------------- */

typedef void say(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding);

static void
say_nothing(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	(void)prose;
	(void)judgement;
	(void)finding;
}

/* clang-format off */
static const struct {
	say *headline;
	say *details;
	bool needs_details; /* the headline is little without them */
} kinds[] = {
	[FINDING_DEVICE_SWAPPED]  = { wording_say_exchanged, wording_explain_exchanged,
				      true },
	[FINDING_DEVICE_MISNAMED] = { wording_say_misnamed, wording_explain_misnamed,
				      true },
	[FINDING_SHIFTED]      = { say_shifted, wording_add_misplaced, true },
	[FINDING_ROTATED]      = { say_rotated, wording_add_misplaced, true },
	[FINDING_SWAPPED]      = { say_swapped, wording_add_misplaced, false },
	[FINDING_CHAIN]        = { say_chain, wording_add_misplaced, true },
	[FINDING_WRONG_DEVICE] = { wording_add_misplaced, say_nothing, false },
	[FINDING_WRONG_PORT]   = { wording_add_misplaced, say_nothing, false },
	[FINDING_MISSING]      = { say_missing, explain_missing, false },
	[FINDING_CONFLICT]     = { say_conflict, explain_conflict, true },
	[FINDING_ONE_WAY]      = { say_one_way, explain_one_way, true },
	[FINDING_EXTRA]        = { say_extra, explain_extra, false },
	[FINDING_AMBIGUOUS]    = { wording_say_ambiguous, wording_explain_ambiguous,
				   false },
	[FINDING_DEVICE_DARK]  = { wording_say_dark, wording_explain_dark, true },
	[FINDING_PLATFORM_MISMATCH] = { wording_say_mismatch, say_nothing, false },
	[FINDING_DUPLEX_MISMATCH] = { wording_say_duplex, wording_explain_duplex, false },
	[FINDING_VLAN_MISMATCH] = { wording_say_vlan, wording_explain_vlan, false },
};
/* clang-format on */

void
wording_add_headline(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	kinds[finding->kind].headline(prose, judgement, finding);
}

void
wording_add_details(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	kinds[finding->kind].details(prose, judgement, finding);
}

void
wording_add_message(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	wording_add_headline(prose, judgement, finding);
	if (kinds[finding->kind].needs_details) {
		prose_next(prose);
		wording_add_details(prose, judgement, finding);
	}
}
