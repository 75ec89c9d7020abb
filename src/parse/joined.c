/*
 * Values of several lines; see joined.h.
 */
#include "parse/joined.h"

void
joined_release(struct joined *joined)
{
	str_release(&joined->copy);
}

void
joined_start(struct joined *joined, struct span line)
{
	joined->value = line;
	joined->is_copied = false;
}

/* True when `line` stands behind the value with one `separator` between. */
static bool
is_next(const struct joined *joined, struct span line, char separator)
{
	const char *end = joined->value.text + joined->value.length;

	return !joined->is_copied && end + 1 == line.text && *end == separator;
}

void
joined_add(struct joined *joined, struct span line, const char *separator)
{
	if (span_is_absent(joined->value)) {
		joined_start(joined, line);
		return;
	}
	if (separator[0] && is_next(joined, line, separator[0])) {
		joined->value.length += 1 + line.length;
		return;
	}
	if (!joined->is_copied) {
		str_clear(&joined->copy);
		str_add_span(&joined->copy, joined->value);
		joined->is_copied = true;
	}
	str_add(&joined->copy, separator);
	str_add_span(&joined->copy, line);
}

struct span
joined_finish(struct joined *joined, struct arena *arena)
{
	struct span value = joined->value;

	if (joined->is_copied) {
		value = str_span(&joined->copy);
		value.text = arena_span(arena, value);
	}
	joined_start(joined, SPAN_ABSENT);
	return value;
}
