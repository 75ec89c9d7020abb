/*
 * See cabling_plan_ports.h.  A hyphen alone makes no range: "mgmt-0" is a name.
 * It takes a slot and a number before it ("eth1/1"), and the same, or only a
 * number, behind.
 */
#include "format/cabling_plan_ports.h"

#include <stdlib.h>

#include "base/mem.h"

/* Longer than two names, so neither one nor a range. */
#define ITEM_MAX 600

#define NUMBER_MAX 999999999L

/*
 * "eth1/" and 7 of "eth1/7"; false: the name does not end in a number.  One
 * that is too large is NUMBER_MAX + 1.
 */
static bool
split(struct span name, struct span *prefix, long *number)
{
	size_t length = name.length;

	while (length && name.text[length - 1] >= '0' &&
	       name.text[length - 1] <= '9')
		length--;
	*prefix = span_make(name.text, length);
	if (!span_to_number(span_skip(name, length), NUMBER_MAX, number))
		*number = NUMBER_MAX + 1;
	return length < name.length;
}

static bool
ends_in_slot(struct span prefix)
{
	return prefix.length && prefix.text[prefix.length - 1] == '/';
}

/* Both ends of "eth1/1 - eth1/8"; what stands behind may be a number alone. */
struct range_ends {
	struct span prefixes[2];
	long numbers[2];
};

static bool
is_range(struct span left, struct span right, struct range_ends *ends)
{
	return split(span_trim(left), &ends->prefixes[0], &ends->numbers[0]) &&
	       ends_in_slot(ends->prefixes[0]) &&
	       split(span_trim(right), &ends->prefixes[1], &ends->numbers[1]) &&
	       (!ends->prefixes[1].length || ends_in_slot(ends->prefixes[1]));
}

/* NULL, or what is wrong with it. */
static const char *
check_range(const struct range_ends *ends)
{
	if (ends->prefixes[1].length &&
	    !span_equal_nocase(ends->prefixes[0], ends->prefixes[1]))
		return "the ends of a range are not on one module";
	if (ends->numbers[0] > NUMBER_MAX || ends->numbers[1] > NUMBER_MAX)
		return "a number is too large";
	if (ends->numbers[1] < ends->numbers[0])
		return "a range counts down";
	return NULL;
}

static const char *
read_item(struct span item, struct plan_run *run)
{
	*run = (struct plan_run){.prefix = item, .count = 1};
	for (size_t i = 0; i < item.length && item.length <= ITEM_MAX; i++) {
		struct range_ends ends;

		if (item.text[i] != '-' || !is_range(span_make(item.text, i),
					       span_skip(item, i + 1), &ends))
			continue;
		run->is_range = true;
		run->prefix = ends.prefixes[0];
		run->first = ends.numbers[0];
		run->count = (size_t)(ends.numbers[1] - ends.numbers[0]) + 1;
		return check_range(&ends);
	}
	return NULL;
}

/* Takes the text up to the next comma. */
static struct span
take_item(struct span *rest)
{
	const char *comma = span_find_char(*rest, ',');
	size_t length = comma ? (size_t)(comma - rest->text) : rest->length;
	struct span item = span_trim(span_make(rest->text, length));

	*rest = span_skip(*rest, length + 1);
	return item;
}

bool
plan_ports_read(struct plan_ports *ports, struct span text,
    const char **trouble)
{
	while (text.length) {
		struct span item = take_item(&text);
		struct plan_run run;

		if (!item.length)
			continue;
		*trouble = read_item(item, &run);
		if (*trouble)
			return false;
		ports->total += run.count;
		if (ports->total > PLAN_PORTS_MAX) {
			*trouble = "these are more ports than any chassis has";
			return false;
		}
		ports->runs = grow_array(ports->runs, ports->run_count,
		    &ports->capacity, sizeof(*ports->runs));
		ports->runs[ports->run_count++] = run;
	}
	return true;
}

void
plan_ports_release(struct plan_ports *ports)
{
	free(ports->runs);
	*ports = (struct plan_ports){.runs = NULL};
}

bool
plan_ports_next(const struct plan_ports *ports, struct plan_walk *walk,
    struct str *name)
{
	const struct plan_run *run;

	if (walk->run == ports->run_count)
		return false;
	run = &ports->runs[walk->run];
	str_clear(name);
	str_add_span(name, run->prefix);
	if (run->is_range)
		str_addf(name, "%ld", run->first + (long)walk->taken);
	if (++walk->taken == run->count)
		*walk = (struct plan_walk){.run = walk->run + 1};
	return true;
}
