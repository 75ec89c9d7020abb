/*
 * brief -- the table of `show lldp neighbors`, for the one thing that the
 * detail of older IOS lacks: the local port.
 *
 *     Device ID           Local Intf     Hold-time  Capability      Port ID
 *     spine1              Gi1/0/1        120        B,R             Eth1/1
 *     a-name-that-is-as-loGi1/0/2        120        R               Gi0/1
 *
 * A row belongs to the detailed entry whose name begins with the row's and
 * whose port id is the row's.  Two rows that would fit, or two entries that a
 * row would, are left alone: a port is never guessed.
 */
#ifndef PARSE_BRIEF_H
#define PARSE_BRIEF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/span.h"
#include "model/neighbor.h"

struct brief_row {
	struct span name; /* may be cut short */
	struct span local_port;
	struct span port_id;
	size_t line;
};

/* Start with zeroes, or with an arena for copies of the cells. */
struct brief {
	struct arena *arena; /* borrowed; NULL: that of the first list */
	size_t lines;      /* of the capture, in front of the text being read */
	bool is_open;      /* within the table */
	size_t local_port; /* where the columns begin */
	size_t hold_time;
	size_t capability;
	size_t port_id;
	struct brief_row *rows; /* owned */
	size_t count;
	size_t capacity;
};

void brief_release(struct brief *brief);

/* True when `line`, with its blanks, is the head of a table, which it opens. */
bool brief_take_head(struct brief *brief, struct span line);

/* Takes a line of the open table; one that is no row changes nothing. */
void brief_take_row(struct brief *brief, struct span line, size_t number);

/* Gives local ports to the entries of `list` that have none. */
void brief_join(const struct brief *brief, struct neighbor_list *list);

#endif
