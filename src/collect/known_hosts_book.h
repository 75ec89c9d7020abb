/*
 * known_hosts_book -- the known_hosts files of a run: one for all devices, or
 * others for those that ssh's configuration sends to them.
 */
#ifndef COLLECT_KNOWN_HOSTS_BOOK_H
#define COLLECT_KNOWN_HOSTS_BOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "collect/collect.h"
#include "collect/known_hosts.h"

struct known_hosts_page {
	char *path;                /* owned */
	struct known_hosts *hosts; /* owned */
};

/* Start with zeroes; the first page is that of whoever names no other. */
struct known_hosts_book {
	struct known_hosts_page *pages;
	size_t count;
	size_t capacity;
};

/* Opens all that the targets, and the bastions before them, need. */
MUST_CHECK bool known_hosts_book_open(struct known_hosts_book *book,
    const struct collect_settings *settings,
    const struct collect_target *targets, size_t count, struct err *err);
void known_hosts_book_release(struct known_hosts_book *book);

const struct known_hosts_page *
known_hosts_book_find(const struct known_hosts_book *book,
    const struct collect_target *target);

#endif
