/*
 * The table of verdicts.
 *
 * Each end of a desired cable A:p - B:q says one of five things about the
 * other; the pair of them is the verdict.  An `ok` takes an exact match, and a
 * `missing` takes proof: silence counts only on a device that was collected,
 * against one that is known to speak.  Anything less is unverified.
 */
#include "check/verdict.h"

#include "base/attr.h"
#include "check/desired.h"
#include "check/findings.h"
#include "check/settings.h"

enum says {
	SAYS_RIGHT,   /* hears the right port */
	SAYS_NOTHING, /* collected, and hears nobody there */
	SAYS_OTHER,   /* is in somebody else's port, whoever says so */
	SAYS_UNASKED, /* not collected, but it speaks: others hear it */
	SAYS_UNKNOWN, /* not collected and heard by nobody, CDP is off, or
			 whom it hears cannot be told */
	SAYS_COUNT,
};

#define OK VERDICT_OK
#define ONE_SIDED VERDICT_OK_ONE_SIDED
#define ONE_WAY VERDICT_ONE_WAY
#define MISSING VERDICT_MISSING
#define MISWIRED VERDICT_MISWIRED
#define UNVERIFIED VERDICT_UNVERIFIED

/* Rows: the one end; columns: the other.  Symmetrical. */
/* clang-format off */
static const enum verdict table[SAYS_COUNT][SAYS_COUNT] = {
/*                RIGHT      NOTHING     OTHER     UNASKED     UNKNOWN */
[SAYS_RIGHT]   = {OK,        ONE_WAY,    MISWIRED, ONE_SIDED,  ONE_SIDED},
[SAYS_NOTHING] = {ONE_WAY,   MISSING,    MISWIRED, MISSING,    UNVERIFIED},
[SAYS_OTHER]   = {MISWIRED,  MISWIRED,   MISWIRED, MISWIRED,   MISWIRED},
[SAYS_UNASKED] = {ONE_SIDED, MISSING,    MISWIRED, UNVERIFIED, UNVERIFIED},
[SAYS_UNKNOWN] = {ONE_SIDED, UNVERIFIED, MISWIRED, UNVERIFIED, UNVERIFIED},
};
/* clang-format on */

/* What a port says that is in no observed cable, or does not hear its own. */
static enum says
port_says_by_silence(const struct comparison *c, uint32_t port)
{
	const struct port_record *p = &c->ports.items[port];

	if (p->murky)
		return SAYS_UNKNOWN;
	if (c->observations->items[p->device].status == VISIT_OK)
		return SAYS_NOTHING;
	return comparison_device_talks(c, p->device) ? SAYS_UNASKED
						     : SAYS_UNKNOWN;
}

/* `right` is the edge that is the cable itself, or NONE. */
static enum says
port_says(const struct comparison *c, uint32_t port, uint32_t right)
{
	for (uint32_t e = comparison_first_edge(c, port); e != NONE;
	     e = comparison_next_edge(c, e, port)) {
		if (e != right)
			return SAYS_OTHER;
	}
	if (right != NONE &&
	    c->edges[right].heard[c->edges[right].port[0] != port])
		return SAYS_RIGHT;
	return port_says_by_silence(c, port);
}

static void
judge(struct comparison *c, size_t cable)
{
	uint32_t a = c->ends[cable][0];
	uint32_t b = c->ends[cable][1];
	uint32_t right = comparison_find_edge(c, a, b);
	enum verdict verdict =
	    table[port_says(c, a, right)][port_says(c, b, right)];

	c->judgement->verdicts[cable] = verdict;
	if (verdict == VERDICT_ONE_WAY)
		findings_add_cable(c, FINDING_ONE_WAY, cable, right);
	if (verdict == VERDICT_OK)
		settings_compare(c, cable, right);
}

void
verdict_run(struct comparison *c)
{
	for (size_t i = 0; i < c->topology->cable_count; i++) {
		if (desired_takes_part(c, i))
			judge(c, i);
	}
}
