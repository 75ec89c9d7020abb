/*
 * scope -- the devices that --limit and --rack leave.
 */
#ifndef CMD_SCOPE_H
#define CMD_SCOPE_H

#include <stdbool.h>

#include "base/attr.h"
#include "cmd/options.h"

struct scope {
	const struct options *options; /* borrowed */
	bool *used_limits;             /* owned; one per pattern, as the next */
	bool *used_racks;
	bool takes_any;
};

/* Ends with scope_end() or scope_release(). */
void scope_begin(struct scope *scope, const struct options *options);

/* Whether a device is in it; `rack` may be NULL. */
bool scope_takes(struct scope *scope, const char *device, const char *rack);

/*
 * After all devices of `source` ("topology") were asked about.  A pattern that
 * matched none of them is mistyped: it is told, and gives false.  So do
 * patterns that leave no device together.
 */
MUST_CHECK bool scope_end(struct scope *scope, const char *source);

/* The same where nothing is to be told. */
void scope_release(struct scope *scope);

#endif
