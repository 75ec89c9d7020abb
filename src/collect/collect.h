/*
 * collect -- from devices to visits: everything that happens on the network.
 *
 * One event loop visits all devices at once, on one thread; where cryptography
 * is what takes the time, more threads help it (crew.h).  A visit is a table of
 * steps (session.h) over a transport (transport.h); this header is all that
 * the rest of the program sees.  What a device printed is not understood here:
 * it comes back as text, and parsing happens afterwards.
 */
#ifndef COLLECT_COLLECT_H
#define COLLECT_COLLECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/secret.h"
#include "base/span.h"
#include "model/topology.h"
#include "model/visit.h"

/*
 * With what to log in.  Devices that share one share the proof of its password
 * as well, so there is one of these for each distinct set.  All is borrowed.
 */
struct collect_credential {
	const struct secret *password;   /* NULL: none */
	const struct secret *enable;     /* NULL: `enable` is never typed */
	const char *identity;            /* path of a private key, or NULL */
	const struct secret *passphrase; /* of that key, or NULL */
	const char *agent;               /* socket of a key agent, or NULL */
	unsigned logins; /* its password at once; 0: no limit of its own */
};

/* Where the keys of a host are known.  All is borrowed. */
struct known_hosts_files {
	const char *const *paths; /* all are read; new keys go to the first */
	size_t count;             /* 1 or more */
	size_t own;               /* so many are the user's: the first ones */
};

/* What to do with a device whose host key is not known yet. */
enum host_key_policy {
	HOST_KEYS_STRICT,     /* refuse it */
	HOST_KEYS_ACCEPT_NEW, /* write it down and go on */
	HOST_KEYS_OFF,        /* go on; not even a changed key is refused */
};

/* A device to visit; borrowed for the whole run. */
struct collect_target {
	const char *name;
	const char *host; /* a name or an address */
	unsigned port;
	enum platform platform;
	const char *username; /* NULL: whoever runs the program */
	const struct collect_credential *credential; /* NULL: nothing */
	const char *group; /* with a limit of its own; NULL: none */
	/*
	 * How to get there, when not over TCP: through a bastion (the same
	 * object for all that share it; it may have one itself), or through
	 * the input and output of a command.  NULL, NULL: over TCP.
	 */
	const struct collect_target *jump;
	const char *proxy_command;
	/* What holds for it instead of for the run; NULL or 0: nothing. */
	const struct known_hosts_files *known_hosts;
	const enum host_key_policy *host_keys;
	unsigned connect_seconds;
	/* Key exchange, host keys, ciphers, MACs: only those in the lists. */
	const char *algorithms[4];
};

/* A visit that is on; the texts live until the next call. */
struct collect_slow {
	const char *name;
	const char *step;
	double seconds;
};

#define COLLECT_SLOW 3

struct collect_progress {
	size_t total;
	size_t done; /* failed ones included */
	size_t running;
	size_t failed;
	double seconds; /* since the start */
	size_t failed_by[VISIT_CANCELLED + 1];
	struct collect_slow slow[COLLECT_SLOW]; /* the slowest first */
	size_t slow_count;
};

/*
 * Nobody has said anything of a password so far, neither yes nor no; `username`
 * lives as long as the run.
 */
struct collect_silence {
	const char *username;
	double seconds; /* since the first of them was given it */
	size_t tried;
	size_t tries; /* so many at most: then the others are not visited */
	size_t waiting;
};

#define COLLECT_JOBS 1000
#define COLLECT_LOGINS 50
#define COLLECT_TIMEOUT 60
#define COLLECT_RETRIES 2
#define COLLECT_MAX_BYTES ((size_t)32 << 20)

/* Start from COLLECT_SETTINGS_INIT. */
struct collect_settings {
	size_t jobs;               /* devices visited at once */
	unsigned threads;          /* 0: as devices and cores suggest */
	unsigned logins;           /* passwords being checked at once */
	unsigned rate;             /* connections begun a second; 0: any */
	unsigned group_jobs;       /* as `jobs`, in each group; 0: any */
	unsigned deadline_seconds; /* of the whole run; 0: none */
	unsigned timeout_seconds;  /* a whole visit with its retries */
	unsigned retries;
	const char *known_hosts; /* NULL: the usual files */
	enum host_key_policy host_keys;
	bool no_old_algorithms; /* SHA-1, MD5, CBC, 1,024 bits: refused */
	size_t max_bytes;       /* that one device may send */
	/*
	 * Whether an answer proves that nothing is missing, for devices that
	 * hang up without saying that it was all.  Called on any thread, and
	 * for such an end only; NULL: none does.
	 */
	bool (*is_whole)(struct span answer);
	/*
	 * Ends all visits, as a signal does, once it is readable; nothing is
	 * read from it, and no signal is listened to.  -1: there is none.
	 */
	int stop_fd;

	/*
	 * When it is set, a visit ends with the host key, known or not, and
	 * nobody logs in.  `key` is borrowed for the call.
	 */
	void (*on_host_key)(void *context, const struct collect_target *target,
	    struct span key);

	/*
	 * All may be NULL, and are called on the thread that called
	 * collect_run().  Progress comes at most ten times a second.
	 */
	void (*on_progress)(void *context,
	    const struct collect_progress *progress);
	/*
	 * A visit, one of those that collect_run() added, has ended: nothing
	 * here looks at it any more.  Called once for each, as they end.
	 */
	void (*on_visit)(void *context, const struct visit *visit);
	/* Once at most, when others have waited for that for half a minute. */
	void (
	    *on_silence)(void *context, const struct collect_silence *silence);
	/*
	 * Once at most, at the end: so many host keys were accepted and could
	 * not be written down.
	 */
	void (*on_unkept)(void *context, size_t count, const char *why);
	/* What each visit is doing; one line, safe to print, no secrets. */
	void (*on_log)(void *context, const char *device, const char *text);
	void *context;
};

#define COLLECT_SETTINGS_INIT                                                  \
	{                                                                      \
		.jobs = COLLECT_JOBS, .logins = COLLECT_LOGINS,                \
		.timeout_seconds = COLLECT_TIMEOUT,                            \
		.retries = COLLECT_RETRIES, .max_bytes = COLLECT_MAX_BYTES,    \
		.stop_fd = -1                                                  \
	}

/*
 * Visits all targets and appends one visit each to `visits`, in their order.
 * A device that fails is no error; whatever it sent before is kept.  While it
 * runs, the first SIGINT or SIGTERM ends all visits (those that were not done
 * become VISIT_CANCELLED) and the second ends the program; unless the settings
 * have a stop_fd, which then has that first signal's part.
 *
 * False only when nothing could be started: a private key or known_hosts file
 * that cannot be used, or trouble with the machine.  `visits` is then as it
 * was.
 */
MUST_CHECK bool collect_run(const struct collect_target *targets, size_t count,
    const struct collect_settings *settings, struct visit_list *visits,
    struct err *err);

#endif
