/*
 * cut_line -- what a line tells by itself of being whole or not; private to
 * burst.c.
 *
 * All of it comes from the labels of CDP and LLDP, from prompts, and from what
 * XML allows.  Every function takes a trimmed line unless it says otherwise.
 */
#ifndef PARSE_CUT_LINE_H
#define PARSE_CUT_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

enum cut_kind {
	CUT_OTHER,
	CUT_FIELD,
	CUT_WHOLE, /* the same, and nothing can be missing of its value */
	CUT_PAIR,  /* a value, a comma, and another label with its own */
	CUT_COUNT, /* a number and nothing else */
	CUT_BLOCK, /* no value: lines of text follow */
};

/* The label that a line begins with. */
struct cut_label {
	enum cut_kind kind;
	size_t length;
};

struct cut_label cut_label_of(struct span line);

/* "Some Label: value" of a release that is newer than our tables. */
bool cut_looks_like_field(struct span line);

/* A label, a prompt, a rule, a command: can it be no part of a line before? */
bool cut_begins_something(struct span line);

/* "Holdt": the front of a label, two letters or more, and nothing else. */
bool cut_is_front_of_label(struct span line);

/* "Interface: Ethernet1/1,  Port" and the rest: cut before the second value. */
bool cut_is_pair(struct span front, struct span back);

/*
 * Can `back` be the rest of the value that `front`, a label with the front of
 * its value, stops within?  Behind a log line may also stand more of that.
 */
bool cut_goes_on(struct span front, struct span back);

/* Three columns or more, with two blanks between them at least. */
bool cut_is_row(struct span line);

/* An echoed command of ours, with or without a prompt. */
bool cut_asks(struct span line);

/*
 * Does `line` stop within a tag of XML, or within "&amp;", so that `next` must
 * stand right behind it?  Line ends between attributes are the device's own.
 * Neither need be trimmed.
 */
bool cut_is_xml(struct span line, struct span next);

/* The pager's mark, which nothing erases: another line begins behind it. */
bool cut_is_only_pager(struct span raw);

#endif
