/*
 * trust_key -- the host key of one device on its way to being trusted: how it
 * stands to what is known, and the words for that.
 */
#ifndef CMD_TRUST_KEY_H
#define CMD_TRUST_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "collect/collect.h"
#include "collect/known_hosts_book.h"

enum trust_state {
	TRUST_KNOWN,
	TRUST_NEW,
	TRUST_CHANGED,
	TRUST_REVOKED,
	TRUST_FAILED, /* it has shown no key */
};

/* Start with zeroes; release with trust_key_release(). */
struct trust_key {
	const struct collect_target *target; /* borrowed, as is the visit */
	const struct visit *visit;
	const struct known_hosts_files *files; /* borrowed from the book */
	struct str others; /* ", leaf2": devices at the same address */
	char *bytes;       /* owned; NULL: none was shown */
	size_t length;
	enum trust_state state;
	struct known_hosts_place place; /* what decided; of the book */
	bool accepted;
};

void trust_key_release(struct trust_key *key);

/* Sets what follows from target, visit, bytes and what is known. */
void trust_key_judge(struct trust_key *key,
    const struct known_hosts_book *book);

/* False when ssh's configuration wants no key of this host remembered. */
bool trust_key_has_file(const struct trust_key *key);

/* Some lines for the user, safe to print. */
void trust_key_describe(const struct trust_key *key,
    const struct known_hosts_book *book, struct str *out);

/* Start with zeroes. */
struct trust_totals {
	size_t known;
	size_t added;
	size_t replaced;
	size_t new_left;
	size_t changed_left;
	size_t revoked;
	size_t failed;
};

/* `written`: what was accepted is in the file now. */
void trust_totals_add(struct trust_totals *totals, const struct trust_key *key,
    bool written);

/* "known_hosts: 3 keys added, 97 known before\n"; NULL: in several files. */
void trust_totals_describe(const struct trust_totals *totals, const char *path,
    struct str *out);

#endif
