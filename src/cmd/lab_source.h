/*
 * lab_source -- a topology out of a file, or out of what devices said.
 */
#ifndef CMD_LAB_SOURCE_H
#define CMD_LAB_SOURCE_H

#include "cmd/command.h"
#include "cmd/gather.h"
#include "model/learned.h"

struct lab_source {
	struct topology *topology;  /* owned, or that of `learned` */
	struct learned *learned;    /* owned; NULL for a file */
	struct gathering gathering; /* what `learned` was made of */
};

/*
 * Reads `path`: a snapshot where it is a folder, else a topology file.  Trouble
 * is told on standard error; the status is EXIT_CLEAN or that to end with.
 */
MUST_CHECK enum exit_status lab_source_read(struct lab_source *source,
    const char *path, const struct options *options);
void lab_source_release(struct lab_source *source);

/*
 * Loads and parses snapshots; of a device that is in several the last counts.
 * Trouble is told, as by lab_source_read(), and unless `quiet` also which texts
 * cannot be read.
 */
MUST_CHECK enum exit_status
lab_source_read_snapshots(struct gathering *gathering, const char *const *paths,
    size_t count, bool quiet);

/*
 * The devices and cables that these visits tell of; free the result.  `taken`
 * says of each visit whether it counts; NULL: all do.
 */
struct learned *lab_source_learn(const struct gathering *gathering,
    const char *name, const bool *taken);

#endif
