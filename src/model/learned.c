/*
 * See learned.h.
 */
#include "model/learned.h"

void
learned_free(struct learned *learned)
{
	/* All of it, `learned` itself included, is in the topology's arena. */
	if (learned)
		topology_free(learned->topology);
}
