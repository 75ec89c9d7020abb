/*
 * session -- one visit to one device: the table of its steps, and what runs
 * them.
 *
 * A session owns its transport and knows nothing of sockets, loops or clocks:
 * the time is passed in, and session_due() says when it must be run again at
 * the latest.  So a test can play a visit of a minute in no time.
 *
 * It does not know what the output means either.  It ends with a failure or
 * without one, and with the text that the device has sent until then.
 */
#ifndef COLLECT_SESSION_H
#define COLLECT_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "collect/failure.h"
#include "collect/gate.h"
#include "collect/habit.h"
#include "collect/transport.h"
#include "collect/turns.h"

struct session; /* opaque */

/* How far a visit goes. */
enum session_goal {
	GOAL_ANSWER,   /* the whole way */
	GOAL_HOST_KEY, /* only to see the host key */
	GOAL_LOGIN,    /* to be logged in; see session_take_transport() */
};

/* Everything is borrowed and must outlive the session. */
struct session_plan {
	const char *name; /* "10.0.0.1:22", for messages */
	const char *user; /* for messages */
	enum platform platform;
	enum session_goal goal;
	bool shell;     /* do not even try to run the command by exec */
	unsigned form;  /* of the command: not a better one */
	bool no_chacha; /* for REMEDY_NO_CHACHA has been told */
	bool usual;     /* do nothing by habit: it has failed that way */
	/* Of earlier attempts: what their results said. */
	bool exec_was_empty;
	bool password_is_spent;
	const struct secret *enable;   /* NULL: `enable` is never typed */
	const struct secret *password; /* for a shell that asks; NULL: none */
	struct habits *habits;         /* NULL: nothing is learned */
	size_t max_bytes;              /* of output */
	bool (*is_whole)(struct span answer); /* as in collect_settings */
	unsigned connect_limit;               /* milliseconds; 0: as usual */
	uint64_t time_limit;      /* milliseconds for all steps together */
	struct gate *gate;        /* before the password */
	struct gate *enable_gate; /* before `enable`; NULL: none */
	void (*on_log)(void *context, const char *text); /* may be NULL */
	void *context;
};

/* What came of it.  Release with session_result_release(). */
struct session_result {
	struct failure failure; /* VISIT_OK: there is none */
	struct str text;
	enum platform platform;
	bool by_shell; /* the text comes from a shell */
	/* By exec there was not one word, though nothing went wrong. */
	bool exec_was_empty;
	/* It hung up, and by habit it has got a password that it may not take.
	 */
	bool password_is_spent;
	bool
	    hung_up_on_password; /* whichever it took, and for whatever cause */
	bool secret_refused; /* this one has judged a secret, and refused it */
	uint64_t used;       /* milliseconds, less those at the gate */
	struct algorithms algorithms;
};

/* Takes `transport`.  Times are in milliseconds. */
struct session *session_new(const struct session_plan *plan,
    struct transport *transport, uint64_t now);

/* Goes on as far as possible.  False when the session has ended. */
bool session_run(struct session *session, uint64_t now);

/* When to run it again even if nothing happens. */
uint64_t session_due(const struct session *session);

/* What it is doing: "connect"; "" when it has ended. */
const char *session_step_name(const struct session *session);

/* When it is to be run that was woken: those inside a gate make others wait. */
enum turn_level session_turn_level(const struct session *session);

/* It waits at this gate and must be run when somebody has left that. */
struct gate *session_gate(const struct session *session);

/*
 * Somebody has asked the gate in its place, and may go: the session will, when
 * it is run, and leave the gate.  False when it does not wait there any more;
 * the other has to leave it then.
 */
MUST_CHECK bool session_let_in(struct session *session, struct gate *gate);

/*
 * Ends it with VISIT_CANCELLED; what has been collected stays.  `why` begins
 * the message: "cancelled" (while logging in).
 */
void session_cancel(struct session *session, const char *why);

/* Moves the result of a session that has ended into `result`. */
void session_take_result(struct session *session,
    struct session_result *result);
void session_result_release(struct session_result *result);

/* Puts the result of a later attempt in its place; empties `later`. */
void session_result_replace(struct session_result *result,
    struct session_result *later);

/* Moves it into a visit. */
void session_result_tell(struct session_result *result, struct visit *visit);

/* Hands over the transport of a session that has ended well. */
struct transport *session_take_transport(struct session *session);

/* Closes whatever is open.  NULL is fine. */
void session_free(struct session *session);

#endif
