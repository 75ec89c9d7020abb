/*
 * A number and its unit; see duration.h.
 */
#include "lab/duration.h"

#include <string.h>

#include "base/attr.h"

/* clang-format off */
static const struct {
	const char *name;
	unsigned milliseconds;
} units[] = {
	{ "ms", 1 }, /* before "s", which it ends in, too */
	{ "s",  1000 },
};
/* clang-format on */

bool
duration_read(struct span text, unsigned *milliseconds)
{
	for (size_t i = 0; i < COUNT_OF(units); i++) {
		size_t unit = strlen(units[i].name);
		long number;

		if (!span_ends(text, units[i].name))
			continue;
		if (!span_to_number(span_make(text.text, text.length - unit),
			DURATION_MAX_MS / units[i].milliseconds, &number))
			return false;
		*milliseconds = (unsigned)number * units[i].milliseconds;
		return true;
	}
	return false;
}
