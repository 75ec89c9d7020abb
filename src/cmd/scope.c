/*
 * Patterns for names; see scope.h.  Each remembers whether it was of use.
 */
#include "cmd/scope.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "cmd/output.h"

void
scope_begin(struct scope *scope, const struct options *options)
{
	*scope = (struct scope){
	    .options = options,
	    .used_limits = xcalloc(options->limits.count, sizeof(bool)),
	    .used_racks = xcalloc(options->racks.count, sizeof(bool)),
	};
}

static bool
matches_any(const struct words *patterns, const char *name, bool *used)
{
	bool matches = patterns->count == 0;

	for (size_t i = 0; i < patterns->count; i++) {
		if (name && text_glob_match(patterns->items[i], name)) {
			used[i] = true;
			matches = true;
		}
	}
	return matches;
}

bool
scope_takes(struct scope *scope, const char *device, const char *rack)
{
	const struct options *options = scope->options;
	bool name = matches_any(&options->limits, device, scope->used_limits);
	bool takes =
	    matches_any(&options->racks, rack, scope->used_racks) && name;

	scope->takes_any = scope->takes_any || takes;
	return takes;
}

static bool
complain_unused(const struct words *patterns, const bool *used,
    const char *option, const char *what, const char *source)
{
	bool complained = false;

	for (size_t i = 0; i < patterns->count; i++) {
		if (used[i])
			continue;
		output_message("--%s %s matches no %s of the %s", option,
		    patterns->items[i], what, source);
		complained = true;
	}
	return complained;
}

bool
scope_end(struct scope *scope, const char *source)
{
	const struct options *options = scope->options;
	bool ok = !complain_unused(&options->limits, scope->used_limits,
	    "limit", "device", source);

	if (complain_unused(&options->racks, scope->used_racks, "rack", "rack",
		source))
		ok = false;
	/* Each pattern fits something, and yet nothing is left. */
	if (ok && !scope->takes_any && options->limits.count &&
	    options->racks.count) {
		output_message("no device of the %s is in --limit and in "
			       "--rack: leave one of them out, or correct it",
		    source);
		ok = false;
	}
	scope_release(scope);
	return ok;
}

void
scope_release(struct scope *scope)
{
	free(scope->used_limits);
	free(scope->used_racks);
}
