/*
 * known_hosts_book -- the known_hosts files of a run: those that everybody
 * uses, or others for the devices that ssh's configuration sends to them.
 *
 * As with ssh, a host may have several files.  All of them are read, a key that
 * is revoked in one is revoked, and new keys go to the first.
 *
 * Visits on several threads ask it at once and add to it: a lock sees to that.
 */
#ifndef COLLECT_KNOWN_HOSTS_BOOK_H
#define COLLECT_KNOWN_HOSTS_BOOK_H

#include <stdbool.h>
#include <stddef.h>

#include <uv.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/err.h"
#include "base/map.h"
#include "collect/collect.h"
#include "collect/known_hosts.h"

struct known_hosts_page {
	const char *path;
	struct known_hosts *hosts; /* owned */
};

/* Keys that were added, and could not be written down. */
struct known_hosts_lack {
	size_t count;
	struct err why; /* of the first */
};

/* Start with zeroes. */
struct known_hosts_book {
	struct arena *arena; /* holds the texts */
	struct known_hosts_page *pages;
	size_t count;
	size_t capacity;
	struct map *by_path;                   /* index of each page */
	const struct known_hosts_files *usual; /* of who names no others */
	uv_rwlock_t *lock; /* of what the pages hold, and of the next */
	struct known_hosts_lack *lack; /* owned */
};

/* Where a key stands; NULL and 0: nowhere. */
struct known_hosts_place {
	const char *path; /* lives as long as the book */
	unsigned line;
};

/*
 * The files of whoever says nothing else: "~/.ssh/known_hosts" and those that
 * the administrator of the machine has made.
 */
const struct known_hosts_files *known_hosts_files_usual(struct arena *arena);

/* Opens all that the targets, and the bastions before them, need. */
MUST_CHECK bool known_hosts_book_open(struct known_hosts_book *book,
    const struct collect_settings *settings,
    const struct collect_target *targets, size_t count, struct err *err);
void known_hosts_book_release(struct known_hosts_book *book);

/* The files of a target. */
const struct known_hosts_files *
known_hosts_book_files(const struct known_hosts_book *book,
    const struct collect_target *target);

/*
 * As the functions of known_hosts.h, over all files of a target.  The first
 * that decides is the one that is told of.
 */
enum known_host known_hosts_book_check(const struct known_hosts_book *book,
    const struct collect_target *target, struct span key,
    struct known_hosts_place *place);
void known_hosts_book_list_types(const struct known_hosts_book *book,
    const struct collect_target *target, struct str *types);
void known_hosts_book_list_keys(const struct known_hosts_book *book,
    const struct collect_target *target,
    void (*visit)(void *context, const struct known_hosts_place *place,
	struct span key),
    void *context);

/*
 * Adds a key that was not known when it was checked.  Where somebody else has
 * added one meanwhile nothing is added, so check it once more in any case.
 * One whose file cannot be written is known for the rest of the run, and counts
 * in the `lack`; this fails only for what is no key.
 */
MUST_CHECK bool known_hosts_book_add(const struct known_hosts_book *book,
    const struct collect_target *target, struct span key, struct err *err);

#endif
