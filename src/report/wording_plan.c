/*
 * The sentences that come out of a plan: what is where and belongs elsewhere,
 * and what to do about it.  Both read the same steps, so that no report can
 * say one thing and advise another.  A plug that is held in the hand meanwhile
 * is taken out by one step and put in by a later one; there is one hand, so
 * the next STEP_PLUG ends what the last STEP_UNPLUG began.
 */
#include "report/wording.h"

#include "base/attr.h"
#include "report/phrase.h"

/*
 * The end of the plan's cable that stays where it is while the other goes to
 * `to`.  False when the cable has no end there, which would be a plan that
 * serves no cable.
 */
static bool
find_far_end(const struct judgement *judgement, size_t index, struct port to,
    struct port *far)
{
	const struct cable *cable;
	struct port a;
	struct port b;

	if (index == PHRASE_NO_CABLE)
		return false;
	cable = &judgement->topology->cables[index];
	a = phrase_end(judgement, &cable->a);
	b = phrase_end(judgement, &cable->b);
	*far = phrase_same_port(a, to) ? b : a;
	return phrase_same_port(a, to) || phrase_same_port(b, to);
}

static void
add_is_belongs(struct prose *prose, const struct judgement *judgement,
    struct port is, const struct plan_step *step)
{
	struct port belongs = step->action == STEP_MOVE ? step->to : step->at;
	struct port far;

	if (find_far_end(judgement, step->cable, belongs, &far))
		phrase_port(prose, PROSE_NAME, far);
	else
		prose_say(prose, "a plug");
	prose_say(prose, " is in ");
	phrase_port(prose, PROSE_IS, is);
	if (is.device == DEVICE_FOREIGN)
		prose_say(prose, ", which is not in the plan");
	else if (is.device != belongs.device)
		phrase_where(prose, judgement, is.device, PHRASE_NO_CABLE);
	prose_say(prose, "; it belongs in ");
	phrase_port(prose, PROSE_BELONGS, belongs);
	phrase_where(prose, judgement, belongs.device, step->cable);
}

static void
add_missing(struct prose *prose, const struct judgement *judgement,
    const struct plan_step *step)
{
	prose_say(prose, "the cable ");
	phrase_ends(prose, step->at, step->to);
	prose_say(prose, " is missing");
	phrase_where(prose, judgement, DEVICE_FOREIGN, step->cable);
}

static void
add_unwanted(struct prose *prose, const struct plan_step *step)
{
	prose_say(prose, "nobody asked for the cable ");
	phrase_ends(prose, step->at, step->to);
}

void
wording_add_misplaced(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	const struct port *hand = NULL;
	size_t said = 0;

	for (size_t i = 0; i < finding->plan.step_count; i++) {
		const struct plan_step *step = &finding->plan.steps[i];

		if (step->action == STEP_UNPLUG) {
			hand = &step->at;
			continue;
		}
		if (step->action == STEP_EXCHANGE ||
		    step->action == STEP_RENAME)
			continue;
		if (said++)
			prose_next(prose);
		if (step->action == STEP_ADD)
			add_missing(prose, judgement, step);
		else if (step->action == STEP_REMOVE)
			add_unwanted(prose, step);
		else
			add_is_belongs(prose, judgement,
			    step->action == STEP_MOVE || !hand ? step->at
							       : *hand,
			    step);
	}
}

/* clang-format off */
static const struct {
	const char *before; /* the port `at` */
	const char *between;
	const char *after;
	bool has_to;
} sayings[] = {
	[STEP_UNPLUG] = { "take the plug out of ", "",
	    " and keep it in your hand", false },
	[STEP_MOVE]   = { "move the plug in ", " to ", "", true },
	[STEP_PLUG]   = { "put the plug in your hand into ", "", "", false },
	[STEP_ADD]    = { "run a cable from ", " to ", "", true },
	[STEP_REMOVE] = { "take out the cable between ", " and ", "", true },
	[STEP_EXCHANGE] = { "exchange the names of ", " and ", "", true },
	[STEP_RENAME] = { "set the name of ", " to ", "", true },
};
/* clang-format on */

static void
add_place(struct prose *prose, const struct judgement *judgement,
    struct port port, size_t *device)
{
	phrase_port(prose, PROSE_NAME, port);
	if (port.device != *device)
		phrase_where(prose, judgement, port.device, PHRASE_NO_CABLE);
	*device = port.device;
}

/*
 * It may be the name of another device of the plan, which has a place of its
 * own: nobody must be sent there.
 */
static void
add_wrong_name(struct prose *prose, struct port port)
{
	if (port.device != DEVICE_FOREIGN)
		prose_say(prose, "the device that calls itself ");
	phrase_port(prose, PROSE_NAME, port);
}

void
wording_add_plan_step(struct prose *prose, const struct judgement *judgement,
    const struct plan_step *step, size_t *device)
{
	prose_say(prose, sayings[step->action].before);
	if (step->action == STEP_RENAME)
		add_wrong_name(prose, step->at);
	else
		add_place(prose, judgement, step->at, device);
	prose_say(prose, sayings[step->action].between);
	if (sayings[step->action].has_to)
		add_place(prose, judgement, step->to, device);
	prose_say(prose, sayings[step->action].after);
}

void
wording_add_step(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding, size_t index)
{
	const struct plan_step *step = &finding->plan.steps[index];
	size_t device = DEVICE_FOREIGN; /* where one stands: nowhere yet */

	if (index > 0) {
		const struct plan_step *last = step - 1;

		device =
		    (sayings[last->action].has_to ? last->to : last->at).device;
	}
	wording_add_plan_step(prose, judgement, step, &device);
}
