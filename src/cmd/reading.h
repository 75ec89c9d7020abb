/*
 * reading -- files and texts, read by all processors at once.
 *
 * With --from, most of the time goes into reading: the plan, which is YAML, and
 * what each device said.  None of it needs the other, so it is done side by
 * side; what is made of it afterwards is the same as one after the other.
 */
#ifndef CMD_READING_H
#define CMD_READING_H

#include "base/attr.h"
#include "base/diag.h"
#include "base/err.h"
#include "cmd/gather.h"

/*
 * Reads the topology as topology_read() would, unless it is there already, and
 * meanwhile the snapshots of
 * --from, if any, into visits and neighbors.  What is wrong with a snapshot is
 * left in gathering->reading: the topology comes first.
 */
MUST_CHECK bool reading_run(struct gathering *gathering,
    const struct options *options, struct diag_list *diags, struct err *err);

/*
 * Parses what the visits brought home, but for those that were parsed as they
 * ended: by one thread at a time, after it was said how many visits to expect.
 */
void reading_expect(struct gathering *gathering, size_t count);
void reading_parse_one(struct gathering *gathering, size_t visit);

/* Frees what was parsed last, and the text of it if that is kept elsewhere. */
void reading_forget_one(struct gathering *gathering, size_t visit);

void reading_parse(struct gathering *gathering);

#endif
