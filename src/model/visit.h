/*
 * visit -- what came of the visit to one device: a status and what it said.
 *
 * This is the seam between collecting and parsing.  The collector, or the
 * snapshot reader, only makes visits; the parsers only read them.  So a bug
 * met in the field can be replayed from a file, without the device.
 */
#ifndef MODEL_VISIT_H
#define MODEL_VISIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "model/topology.h"

/* CONTRACT section 4; only VISIT_OK counts as collected. */
enum visit_status {
	VISIT_OK,
	VISIT_NOT_COLLECTED,
	VISIT_DNS,
	VISIT_UNREACHABLE,
	VISIT_REFUSED,
	VISIT_TIMEOUT,
	VISIT_CLOSED,     /* the device hung up early */
	VISIT_ALGORITHMS, /* none in common */
	VISIT_HOST_KEY,   /* unknown, changed or revoked */
	VISIT_AUTH_FAILED,
	VISIT_DENIED, /* the device refused the command */
	VISIT_CDP_OFF,
	VISIT_TRUNCATED,
	VISIT_UNPARSABLE,
	VISIT_LIMIT, /* more output than allowed */
	VISIT_CANCELLED,
};

/* "ok", "not-collected", ... as the contract spells them. */
const char *visit_status_name(enum visit_status status);
bool visit_status_from_name(struct span name, enum visit_status *status);

/* Seconds are negative where nobody measured them. */
#define VISIT_NO_SECONDS (-1.0)

/* What SSH agreed on with the device; owned, NULL where nobody knows. */
struct algorithms {
	char *kex;
	char *host_key;
	char *cipher;
	char *mac; /* NULL also where the cipher needs none */
};

void algorithms_release(struct algorithms *algorithms);

struct visit {
	char *device; /* owned; as the topology writes it */
	enum visit_status status;
	char *error;            /* owned; NULL when status is VISIT_OK */
	enum platform platform; /* as known or found out; may be AUTO */
	double seconds;
	char *text; /* raw output, NUL behind it; NULL: nothing */
	size_t length;
	bool borrowed; /* the text is another's, or else owned */
	char *file;    /* owned; the name that evidence quotes: "leaf1.txt" */
	bool unread;   /* its text is in a snapshot: see snapshot_list() */
	bool kept;     /* its text is in one by now: see snapshot_keep() */
	bool hung_up_on_password; /* it came to its end while being checked */
	bool secret_refused;      /* by this device, not by others before it */
	struct algorithms algorithms;
};

/* Whether there is something to be written, or was, be it an empty answer. */
bool visit_has_text(const struct visit *visit);

/* Frees it; visit_has_text() says the same as before if it was kept. */
void visit_forget_text(struct visit *visit);

/* Start with VISIT_LIST_INIT; owns its visits. */
struct visit_list {
	struct visit *items;
	size_t count;
	size_t capacity;
	char *taken_at; /* owned; "2026-11-23T08:00:00Z" or NULL */
};

#define VISIT_LIST_INIT                                                        \
	{                                                                      \
		NULL, 0, 0, NULL                                               \
	}

void visit_list_release(struct visit_list *list);

/*
 * Appends a visit to `device` with VISIT_NOT_COLLECTED, no text and the file
 * name that visit_file_name() gives.  The pointer is valid until the next
 * call that adds.
 */
struct visit *visit_list_add(struct visit_list *list, const char *device);

/* The same where the name of the file is known. */
struct visit *visit_list_add_file(struct visit_list *list, const char *device,
    const char *file);

/* The last visit to `device` (no case), or NULL.  Linear. */
struct visit *visit_list_find(const struct visit_list *list,
    const char *device);

/*
 * The file of a device within a snapshot, to be freed: the name with every
 * byte that is not a letter, digit, '.', '-', '_' written as %XX, and ".txt".
 * A leading dot is written as %2E.  What file systems would find too long is
 * cut and ends in '~' and a number made of the whole name.
 */
char *visit_file_name(const char *device);

#endif
