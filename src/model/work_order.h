/*
 * work_order -- what a technician does in the whole lab, step after step.
 *
 * A finding has a plan of its own; a work order is all these plans as one
 * walk.  It says in which order the steps are taken, which cable that one
 * step frees another one uses, and which steps cannot be taken and why.
 * check/ makes it, report/ prints it, simulate.h takes its steps.
 *
 * It borrows from the judgement that it was made from, which must outlive it.
 */
#ifndef MODEL_WORK_ORDER_H
#define MODEL_WORK_ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/finding.h"

/* No step, no cable. */
#define WORK_NONE ((size_t)-1)

/* How sure it is that a freed cable fits where it is wanted. */
enum work_fit {
	WORK_FIT_KNOWN,   /* the plan gives both the same type and length */
	WORK_FIT_UNKNOWN, /* nothing speaks against it: look before using it */
};

/* One step of one finding's plan, at its place in the walk. */
struct work_step {
	size_t finding; /* index into judgement.findings */
	size_t step;    /* index into its plan.steps */
	/*
	 * STEP_ADD and STEP_REMOVE have two ends and no direction: begin at
	 * `to`, which is nearer.
	 */
	bool turned;
	/*
	 * STEP_ADD: the number in this order of the STEP_REMOVE whose cable is
	 * used.  STEP_REMOVE: that of the STEP_ADD which uses the cable.
	 * WORK_NONE otherwise.
	 */
	size_t partner;
	enum work_fit fit; /* where there is a partner */
	/*
	 * The device of a port that is about to be filled did not answer, so
	 * nobody knows whether the port is free.
	 */
	bool unseen;
};

enum work_obstacle {
	WORK_OCCUPIED, /* something is in the port that no step takes out */
	WORK_WAITS,    /* for a step that cannot be taken */
	WORK_CIRCLE,   /* of steps, each waiting for another */
};

/* "occupied", "waits", "circle". */
const char *work_obstacle_name(enum work_obstacle obstacle);

/* A step that cannot be taken as things are. */
struct work_blocked {
	size_t finding;
	size_t step;
	enum work_obstacle obstacle;
	struct port port;     /* that has to be free */
	const char *occupant; /* WORK_OCCUPIED: who is heard there, as printed;
				 NULL where nobody knows */
	size_t waits_finding; /* WORK_WAITS: the step waited for */
	size_t waits_step;
};

struct work_order {
	struct arena *arena; /* owns all of this */
	const struct judgement *judgement;
	/*
	 * 16 hex digits: the same for the same steps in the same order, seen
	 * at the same time.
	 */
	char id[17];
	const char *taken_at; /* when the devices were asked; NULL: unknown */
	struct work_step *steps;
	size_t step_count;
	struct work_blocked *blocked; /* in the order of the findings */
	size_t blocked_count;
	/* Indices of the findings that have no step here, in their order. */
	size_t *open;
	size_t open_count;
	size_t plug_moves; /* these five: of the steps alone */
	size_t cables_added;
	size_t cables_removed;
	size_t cables_reused; /* counted as added and as removed, too */
	size_t racks;         /* that are visited */
	size_t rack_changes;  /* on the way, the first rack being no change */
};

/* NULL is fine. */
void work_order_free(struct work_order *order);

/* The step of the plan behind step `i` of the order. */
const struct plan_step *work_order_step(const struct work_order *order,
    size_t i);

/* Where step `i` begins, and where it ends: the same for unplug and plug. */
struct port work_order_first_port(const struct work_order *order, size_t i);
struct port work_order_last_port(const struct work_order *order, size_t i);

/* True for actions that have two ends: move, add, remove. */
bool step_action_has_to(enum step_action action);

/* `to` where the action has one, else `at`. */
struct port plan_step_last_port(const struct plan_step *step);

/*
 * Where one stands first.  A device that is to be renamed is where that of the
 * new name should be: it may be called now as another one is elsewhere.
 */
struct port plan_step_first_port(const struct plan_step *step);

#endif
