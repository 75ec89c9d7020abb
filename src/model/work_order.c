/*
 * Plain answers about a work order; see work_order.h.
 */
#include "model/work_order.h"

/* clang-format off */
static const char *const obstacle_names[] = {
	[WORK_OCCUPIED] = "occupied",
	[WORK_WAITS]    = "waits",
	[WORK_CIRCLE]   = "circle",
};

static const bool has_to[] = {
	[STEP_UNPLUG]   = false,
	[STEP_MOVE]     = true,
	[STEP_PLUG]     = false,
	[STEP_ADD]      = true,
	[STEP_REMOVE]   = true,
	[STEP_EXCHANGE] = true,
	[STEP_RENAME]   = true,
};
/* clang-format on */

const char *
work_obstacle_name(enum work_obstacle obstacle)
{
	return obstacle_names[obstacle];
}

bool
step_action_has_to(enum step_action action)
{
	return has_to[action];
}

struct port
plan_step_last_port(const struct plan_step *step)
{
	return has_to[step->action] ? step->to : step->at;
}

struct port
plan_step_first_port(const struct plan_step *step)
{
	return step->action == STEP_RENAME ? step->to : step->at;
}

void
work_order_free(struct work_order *order)
{
	if (order)
		arena_free(order->arena);
}

const struct plan_step *
work_order_step(const struct work_order *order, size_t i)
{
	const struct work_step *work = &order->steps[i];

	return &order->judgement->findings[work->finding]
		    .plan.steps[work->step];
}

struct port
work_order_first_port(const struct work_order *order, size_t i)
{
	const struct plan_step *step = work_order_step(order, i);

	return order->steps[i].turned ? step->to : plan_step_first_port(step);
}

struct port
work_order_last_port(const struct work_order *order, size_t i)
{
	const struct plan_step *step = work_order_step(order, i);

	return order->steps[i].turned ? step->at : plan_step_last_port(step);
}
