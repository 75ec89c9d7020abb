/*
 * simulate -- what would be found after a work order has been carried out.
 *
 * The steps are taken in the cabling that was observed, the devices are made
 * to say what they would say then, and that is judged as if it had been
 * collected.  So the proof that a plan is right is made by the very code that
 * found the mistakes, and not by the code that made the plan.
 *
 *   struct simulation *after = simulate_run(judgement, order);
 *   ... after->judgement ...
 *   simulation_free(after);
 */
#ifndef CHECK_SIMULATE_H
#define CHECK_SIMULATE_H

#include <stddef.h>

#include "model/observation.h"
#include "model/work_order.h"

/* All steps could be taken. */
#define SIMULATE_DONE ((size_t)-1)

enum simulate_trouble {
	SIMULATE_FINE,
	SIMULATE_NO_PLUG,   /* no such plug is where it should be taken out */
	SIMULATE_NOT_FREE,  /* a plug is in the port already */
	SIMULATE_HAND_FULL, /* a plug is in the hand already */
	SIMULATE_HAND_EMPTY,
};

struct simulation {
	struct judgement *judgement;      /* owned; never NULL */
	struct observations observations; /* owned; borrow from those before */
	/*
	 * The number of the first step that could not be taken, those after it
	 * being left out, and why; or SIMULATE_DONE.
	 */
	size_t failed_step;
	enum simulate_trouble trouble;
};

/*
 * Takes all steps of `order`, which was made from `before`.  Both, and what
 * `before` borrows, must outlive the result.  A device that did not answer does
 * not answer afterwards either, and one that speaks to nobody is not heard.
 * Never NULL.
 */
struct simulation *simulate_run(const struct judgement *before,
    const struct work_order *order);
void simulation_free(struct simulation *simulation); /* NULL is fine */

#endif
