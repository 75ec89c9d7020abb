/*
 * failure -- why a step of a visit ended it, and what may help.
 *
 * Not a struct err: a device that fails is no failure of ours.  It becomes one
 * row of the report, with a status word and a sentence that says what happened
 * and what to do next.
 */
#ifndef COLLECT_FAILURE_H
#define COLLECT_FAILURE_H

#include "base/attr.h"
#include "base/str.h"
#include "model/visit.h"

/* What the scheduler does about it. */
enum remedy {
	REMEDY_NONE, /* trying again would only cost time, or lock an account */
	REMEDY_RETRY,     /* a fault that can pass: try again after a pause */
	REMEDY_SHELL,     /* connect again and type into a shell */
	REMEDY_NEXT_FORM, /* connect again and ask in another way */
	REMEDY_USUAL,     /* connect again and do nothing by habit */
	REMEDY_NO_CHACHA, /* connect again and offer that cipher no more */
	REMEDY_LATER, /* this machine is short of descriptors: no fault of his
		       */
};

/* What a step answers; WAIT: call it again, from its start, when woken. */
enum step_result {
	STEP_DONE,
	STEP_WAIT,
	STEP_FAILED,
};

/* Start with FAILURE_INIT; release with failure_clear(). */
struct failure {
	enum visit_status status;
	enum remedy remedy;
	struct str text; /* may quote the device: already safe to print */
};

#define FAILURE_INIT                                                           \
	{                                                                      \
		VISIT_OK, REMEDY_NONE, STR_INIT                                \
	}

/*
 * Sets the failure, replacing an older one, and returns STEP_FAILED, so that
 * `return failure_set(...)` reads as what it is.  The text is escaped.
 */
enum step_result failure_set(struct failure *failure, enum visit_status status,
    enum remedy remedy, const char *format, ...) PRINTF_LIKE(4, 5);

void failure_clear(struct failure *failure);

#endif
