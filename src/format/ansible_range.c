/*
 * Reading Ansible's ranges; see ansible_range.h.  With several brackets in a
 * name the last counts fastest, as digits do.
 */
#include "format/ansible_range.h"

#include <string.h>

#define NUMBER_MAX 999999999

/* In this order a range of letters runs, from small to capital ones. */
static const char letters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

static const char bad_form[] =
    "a range of Ansible's is written [1:4], [01:12], [a:d] or [1:9:2]";
static const char bad_pairs[] = "[ and ] do not pair up";
static const char too_large[] = "the range is too large";

/* --- reading -------------------------------------------------------------- */

static bool
find_letter(struct span text, long *place)
{
	const char *at =
	    text.length == 1 && *text.text ? strchr(letters, *text.text) : NULL;

	*place = at ? at - letters : 0;
	return at != NULL;
}

/* What stands before the next colon. */
static struct span
take_bound(struct span *rest)
{
	const char *colon = span_find_char(*rest, ':');
	struct span bound = *rest;

	if (colon)
		bound.length = (size_t)(colon - rest->text);
	*rest = span_skip(*rest, bound.length + (colon ? 1 : 0));
	return span_trim(bound);
}

static const char *
read_bounds(struct ansible_range_part *part, struct span from, struct span to,
    long *last)
{
	if (find_letter(from, &part->first) && find_letter(to, last)) {
		part->letters = true;
		return NULL;
	}
	if (!from.length)
		from = span_of("0");
	if (!span_to_number(from, NUMBER_MAX, &part->first) ||
	    !span_to_number(to, NUMBER_MAX, last))
		return bad_form;
	if (from.text[0] == '0' && from.length > 1) {
		if (from.length != to.length)
			return "with zeros in front, both ends of a range have "
			       "as many digits";
		part->width = (int)from.length;
	}
	return NULL;
}

static const char *
read_part(struct ansible_range_part *part, struct span text)
{
	struct span rest = text;
	struct span from = take_bound(&rest);
	struct span to = take_bound(&rest);
	const char *problem;
	long last = 0;

	part->step = 1;
	/* No end, or nothing but a beginning. */
	if (!to.length)
		return bad_form;
	problem = read_bounds(part, from, to, &last);
	if (problem)
		return problem;
	if (rest.length &&
	    !span_to_number(span_trim(rest), NUMBER_MAX, &part->step))
		return bad_form;
	if (part->step == 0)
		return "a step of 0 gets nowhere";
	if (last < part->first)
		return "the range runs backwards";
	part->count = (size_t)((last - part->first) / part->step) + 1;
	return NULL;
}

/* Takes text and brackets off the front of `rest`. */
static const char *
take_part(struct ansible_range *range, struct span *rest)
{
	struct ansible_range_part *part = &range->parts[range->part_count];
	const char *open = span_find_char(*rest, '[');
	size_t before = (size_t)(open - rest->text);
	struct span inside = span_skip(*rest, before + 1);
	const char *close = span_find_char(inside, ']');
	const char *problem;

	if (range->part_count == ANSIBLE_RANGE_PARTS)
		return too_large;
	*part = (struct ansible_range_part){
	    .before = span_make(rest->text, before)};
	if (!close || span_find_char(part->before, ']'))
		return bad_pairs;
	inside.length = (size_t)(close - inside.text);
	if (span_find_char(inside, '['))
		return bad_pairs;
	problem = read_part(part, inside);
	if (problem)
		return problem;
	if (part->count > ANSIBLE_RANGE_MAX / range->count)
		return too_large;
	range->count *= part->count;
	range->part_count++;
	*rest = span_skip(*rest, before + inside.length + 2);
	return NULL;
}

const char *
ansible_range_read(struct ansible_range *range, struct span text)
{
	*range = (struct ansible_range){.count = 1};
	while (span_find_char(text, '[')) {
		const char *problem = take_part(range, &text);

		if (problem)
			return problem;
	}
	if (span_find_char(text, ']'))
		return bad_pairs;
	if (range->part_count && span_find_char(text, ':'))
		return "a port behind a name is not read; say ansible_port";
	range->after = text;
	return NULL;
}

/* --- names ---------------------------------------------------------------- */

void
ansible_range_add_name(const struct ansible_range *range, size_t i,
    struct str *out)
{
	size_t below = range->count;

	for (size_t p = 0; p < range->part_count; p++) {
		const struct ansible_range_part *part = &range->parts[p];
		long value;

		below /= part->count;
		value = part->first + (long)(i / below) * part->step;
		i %= below;
		str_add_span(out, part->before);
		if (part->letters)
			str_add_char(out, letters[value]);
		else
			str_addf(out, "%0*ld", part->width, value);
	}
	str_add_span(out, range->after);
}
