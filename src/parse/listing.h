/*
 * listing -- entries of labelled lines, read by a dialect's table.
 *
 *     Local Intf: Gi1/0/1            a head: an entry begins
 *     Chassis id: 0200.5e10.0001
 *     System Description:            a block: text of the neighbor ...
 *     Some System, Version 1.0
 *
 *     Time remaining: 101 seconds    ... up to this line of the device
 *     Management Addresses:          a list
 *         IP: 192.0.2.1
 *
 * The walk over the lines knows no label; they are rows of a table.  (CDP, of
 * which there is most, has a walk of its own, made for speed: cdp.c.)  Prompts,
 * log lines and everything else that a session leaves behind may stand in
 * between.  Within a block nothing counts but its end, since all of it is what
 * a stranger sent.
 */
#ifndef PARSE_LISTING_H
#define PARSE_LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "model/neighbor.h"
#include "parse/brief.h"
#include "parse/values.h"

/* What a label means for the walk. */
enum listing_role {
	LISTING_FIELD,     /* a value of the open entry, or nothing of ours */
	LISTING_TAIL,      /* the same; behind it an entry may end */
	LISTING_HEAD,      /* one of the lines that an entry begins with */
	LISTING_LIST,      /* addresses follow */
	LISTING_ADDRESS,   /* one of them */
	LISTING_BLOCK,     /* lines of text follow */
	LISTING_BLOCK_END, /* the device's own line behind them */
	LISTING_TOTAL,     /* how many entries the device has printed */
};

struct listing_label {
	enum listing_role role;
	struct value_row row;
};

struct listing_dialect {
	const char *command; /* what one asks for: "show lldp neighbors" */
	const char *word;    /* by which a command is known: "lldp" */
	enum neighbor_protocol protocol;
	const struct listing_label *labels;
	size_t label_count; /* 64 at most */
	bool has_brief;     /* see brief.h */
};

/*
 * The label that a trimmed line starts with ("LABEL : value", any case), and
 * its trimmed value; NULL when there is none.
 */
const struct listing_label *
listing_label_find(const struct listing_dialect *dialect, struct span line,
    struct span *value);

/*
 * Reads `text` into `list`, which must be empty; values borrow from the text,
 * line numbers are its own.  Rows of a brief table go into `brief`, to be
 * joined by the caller, who knows when there are no more.  Sets the list's
 * state and explanation.  No I/O, linear time.
 */
void listing_read(const struct listing_dialect *dialect, struct span text,
    struct brief *brief, struct neighbor_list *list);

#endif
