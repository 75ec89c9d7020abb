/*
 * The sentences of a work order; see work_order_words.h.
 */
#include "report/work_order_words.h"

#include <string.h>

#include "base/attr.h"
#include "report/phrase.h"
#include "report/wording.h"

/* --- lines ---------------------------------------------------------------- */

/* The end of the cable that stays where it is, if only one is touched. */
static void
find_far(struct work_line *line)
{
	const struct judgement *judgement = line->order->judgement;
	struct port goal =
	    line->step.action == STEP_MOVE ? line->step.to : line->step.at;
	struct port a;
	struct port b;

	if (!line->cable || line->step.action == STEP_ADD)
		return;
	a = phrase_end(judgement, &line->cable->a);
	b = phrase_end(judgement, &line->cable->b);
	line->has_far = true;
	if (line->step.action == STEP_UNPLUG) {
		/* The plug comes out here, and goes in where it belongs. */
		const struct plan *plan = &line->finding->plan;
		size_t i = line->work->step;

		while (
		    i < plan->step_count && plan->steps[i].action != STEP_PLUG)
			i++;
		if (i < plan->step_count)
			goal = plan->steps[i].at;
	}
	line->far = phrase_same_port(a, goal) ? b : a;
}

void
work_line_get(const struct work_order *order, size_t i, struct work_line *line)
{
	const struct judgement *judgement = order->judgement;
	const struct work_step *work = &order->steps[i];

	*line = (struct work_line){
	    .order = order,
	    .work = work,
	    .finding = &judgement->findings[work->finding],
	    .step = *work_order_step(order, i),
	};
	if (work->turned) {
		struct port at = line->step.at;

		line->step.at = line->step.to;
		line->step.to = at;
	}
	if (line->step.cable != WORK_NONE)
		line->cable = &judgement->topology->cables[line->step.cable];
	find_far(line);
}

static const char *
rack_of(const struct judgement *judgement, struct port port)
{
	return port.device == DEVICE_FOREIGN
		   ? NULL
		   : judgement->topology->devices[port.device].rack;
}

bool
work_line_begins_stop(const struct work_order *order, size_t i)
{
	struct port here;
	struct port before;
	const char *rack;
	const char *rack_before;

	if (i == 0)
		return true;
	here = work_order_first_port(order, i);
	before = work_order_first_port(order, i - 1);
	rack = rack_of(order->judgement, here);
	rack_before = rack_of(order->judgement, before);
	if (rack && rack_before)
		return strcmp(rack, rack_before) != 0;
	return rack || rack_before ||
	       strcmp(here.device_name, before.device_name) != 0;
}

/* --- sentences ------------------------------------------------------------ */

void
work_words_stop(struct prose *prose, const struct judgement *judgement,
    struct port port)
{
	const char *rack = rack_of(judgement, port);

	if (rack) {
		prose_say(prose, "rack ");
		prose_name(prose, rack);
		return;
	}
	prose_name(prose, port.device_name);
	prose_say(prose, port.device == DEVICE_FOREIGN
			     ? ", which is not in the plan"
			     : ", in no rack of the plan");
}

static void
add_part(struct prose *prose, size_t *parts, size_t count, const char *one,
    const char *many)
{
	if (!count)
		return;
	prose_say(prose, (*parts)++ ? ", " : ": ");
	phrase_count(prose, count, one, many);
}

void
work_words_totals(struct prose *prose, const struct work_order *order)
{
	size_t parts = 0;

	phrase_count(prose, order->step_count, "step", "steps");
	if (order->step_count) {
		prose_say(prose, " in ");
		phrase_count(prose, order->racks, "place", "places");
	}
	add_part(prose, &parts, order->plug_moves, "plug to move",
	    "plugs to move");
	add_part(prose, &parts, order->cables_added, "cable to run",
	    "cables to run");
	if (order->cables_reused)
		prose_sayf(prose, " (%zu of them taken out elsewhere)",
		    order->cables_reused);
	add_part(prose, &parts, order->cables_removed, "cable to take out",
	    "cables to take out");
	if (order->blocked_count) {
		prose_say(prose, "; ");
		phrase_count(prose, order->blocked_count, "step", "steps");
		prose_say(prose, " cannot be taken");
	}
}

void
work_words_step(struct prose *prose, const struct work_line *line,
    size_t *device)
{
	wording_add_plan_step(prose, line->order->judgement, &line->step,
	    device);
}

/* "cable C-0017, aqua, smf, 5m": as much as the plan says. */
static bool
add_cable(struct prose *prose, const struct cable *cable)
{
	const char *const parts[] = {cable->label, cable->color, cable->type,
	    cable->length};
	size_t said = 0;

	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		if (!parts[i])
			continue;
		prose_say(prose, said++ ? ", " : "cable ");
		prose_name(prose, parts[i]);
	}
	return said > 0;
}

static void
next(struct prose *prose, size_t *said)
{
	if ((*said)++)
		prose_next(prose);
}

static void
add_cable_details(struct prose *prose, const struct work_line *line,
    size_t *said)
{
	const struct cable *cable = line->cable;
	size_t before = prose->count;

	if (cable && add_cable(prose, cable))
		++*said;
	if (line->has_far) {
		prose_say(prose, prose->count > before
				     ? "; its other plug is in "
				     : "the other plug is in ");
		phrase_port(prose, PROSE_NAME, line->far);
		phrase_where(prose, line->order->judgement, line->far.device,
		    PHRASE_NO_CABLE);
		*said += *said == 0;
	}
	for (size_t i = 0; cable && i < cable->via.count; i++) {
		if (i == 0)
			next(prose, said);
		prose_say(prose, i ? ", " : "by way of ");
		prose_name(prose, cable->via.items[i]);
	}
	if (!cable || !cable->note)
		return;
	next(prose, said);
	prose_say(prose, "note: ");
	prose_add(prose, PROSE_QUOTE, span_of(cable->note));
}

static void
add_reuse(struct prose *prose, const struct work_line *line)
{
	bool takes = line->step.action == STEP_ADD;

	if (takes)
		prose_sayf(prose, "use the cable that step %zu took out",
		    line->work->partner + 1);
	else
		prose_sayf(prose, "keep it: step %zu uses it",
		    line->work->partner + 1);
	if (takes && line->work->fit == WORK_FIT_UNKNOWN)
		prose_say(prose, ", if it fits: the plan does not give both "
				 "its type and its length");
}

void
work_words_hints(struct prose *prose, const struct work_line *line)
{
	size_t said = 0;

	if (line->work->partner != WORK_NONE) {
		next(prose, &said);
		add_reuse(prose, line);
	}
	if (line->work->unseen) {
		next(prose, &said);
		prose_say(prose, "not every device concerned has answered: "
				 "look whether the port is free");
	}
}

void
work_words_details(struct prose *prose, const struct work_line *line)
{
	size_t said = 0;

	add_cable_details(prose, line, &said);
	if (said && (line->work->partner != WORK_NONE || line->work->unseen))
		prose_next(prose);
	work_words_hints(prose, line);
}

/* --- what is not done ----------------------------------------------------- */

void
work_words_obstacle(struct prose *prose, const struct work_order *order,
    const struct work_blocked *blocked)
{
	size_t device = DEVICE_FOREIGN;

	switch (blocked->obstacle) {
	case WORK_OCCUPIED:
		phrase_port(prose, PROSE_NAME, blocked->port);
		prose_say(prose, " is not free");
		if (blocked->occupant) {
			prose_say(prose, ": it hears ");
			prose_name(prose, blocked->occupant);
		}
		prose_say(prose, ", which no step takes out");
		break;
	case WORK_WAITS:
		prose_say(prose, "it waits for a step that cannot be taken: ");
		wording_add_plan_step(prose, order->judgement,
		    &order->judgement->findings[blocked->waits_finding]
			 .plan.steps[blocked->waits_step],
		    &device);
		break;
	case WORK_CIRCLE:
		prose_say(prose, "it waits for a step that waits for it");
		break;
	}
}

void
work_words_blocked(struct prose *prose, const struct work_order *order,
    const struct work_blocked *blocked)
{
	size_t device = DEVICE_FOREIGN;

	wording_add_plan_step(prose, order->judgement,
	    &order->judgement->findings[blocked->finding]
		 .plan.steps[blocked->step],
	    &device);
	prose_next(prose);
	work_words_obstacle(prose, order, blocked);
}

/* clang-format off */
static const char *const open_words[FINDING_KIND_COUNT] = {
	[FINDING_CONFLICT] = "the devices contradict each other, so nobody "
	    "can tell which plug is wrong; look at these ports, then verify "
	    "again",
	[FINDING_ONE_WAY] = "the plugs are where they belong; look at the "
	    "cable, the transceivers and whether CDP is on at both ends",
	[FINDING_AMBIGUOUS] = "the name fits several devices; make names "
	    "unique, or give the plan a serial number",
	[FINDING_DEVICE_DARK] = "nobody knows how it is cabled; get it to "
	    "answer, then verify again",
	[FINDING_PLATFORM_MISMATCH] = "no plug is wrong; correct the plan, or "
	    "exchange the device",
	[FINDING_DUPLEX_MISMATCH] = "no plug is wrong; set both ends to the "
	    "same duplex",
	[FINDING_VLAN_MISMATCH] = "no plug is wrong; set both ends to the same "
	    "native VLAN",
};
/* clang-format on */

void
work_words_open(struct prose *prose, const struct finding *finding)
{
	const char *words = open_words[finding->kind];

	if (finding->waived) {
		wording_add_waiver(prose, finding->waived, false);
		return;
	}
	prose_say(prose, words ? words : "no plug to move repairs this");
}
