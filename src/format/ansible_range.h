/*
 * ansible_range -- the names of Ansible's that stand for several hosts:
 * "leaf[01:20]", "sw-[a:f]", "[1:9:2].lab".
 *
 * From, to (which is among them) and, if need be, a step.  They look like the
 * ranges of our plans and are not: no dashes, no commas, and zeros in front
 * must be as many on both sides.
 */
#ifndef FORMAT_ANSIBLE_RANGE_H
#define FORMAT_ANSIBLE_RANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/span.h"
#include "base/str.h"

#define ANSIBLE_RANGE_PARTS 8
#define ANSIBLE_RANGE_MAX 100000u

struct ansible_range_part {
	struct span before; /* the text in front of the brackets */
	bool letters;
	long first; /* a number, or the place of a letter */
	long step;
	int width; /* digits, with zeros in front */
	size_t count;
};

/* A plain value that borrows from the text. */
struct ansible_range {
	struct ansible_range_part parts[ANSIBLE_RANGE_PARTS];
	size_t part_count;
	struct span after;
	size_t count; /* of names; 1 where there are no brackets */
};

/* NULL, or what is wrong with it, for a message. */
MUST_CHECK const char *ansible_range_read(struct ansible_range *range,
    struct span text);

/* Appends name number `i`, from 0, below range->count. */
void ansible_range_add_name(const struct ansible_range *range, size_t i,
    struct str *out);

#endif
