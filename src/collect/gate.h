/*
 * gate -- who may send a password now.
 *
 * A mistyped password tried on a thousand devices at once locks the account.
 * So a credential is *proved* by its first accepted login: until then at most
 * three devices try it while the others wait, connected, for the outcome.
 * Three refusals and no acceptance close it for the run.  Once it is proved, a
 * refusal is that device's own trouble.  Devices that hang up on it may refuse
 * it in their way or be broken: a few more of those are needed, and it is not
 * closed while somebody may still be let in.  A device that says nothing for
 * long keeps nobody waiting: its visit steps aside, and tells later.
 *
 * Where the AAA server behind all devices is down, nobody ever says anything.
 * Most likely at least: it may serve one site of many, so three times as many
 * as may be open at once have to stay without a word before it is closed for
 * that.  Each of them was given the time of a whole log-in, a minute, so a
 * server that is slow is none that is down, and it takes three minutes and not
 * the hours of a thousand devices.
 *
 * Servers of an AAA (TACACS, RADIUS) give way under many logins at once, so
 * the number of logins in flight is bounded as well, over all credentials.
 *
 * Pure bookkeeping: who waits, and for how long, is the scheduler's business.
 * Nobody has a right to be the next: who comes when somebody has just left may
 * be faster than those that stand in line.
 * Visits on several threads go through the same gates, so a lock may belong to
 * them; what is in here is then for the functions below only.
 */
#ifndef COLLECT_GATE_H
#define COLLECT_GATE_H

#include <stdbool.h>

#include <uv.h>

#define GATE_TRIES 3
#define GATE_DROPS 8
#define GATE_OPEN_TRIES 6 /* not judged yet, those aside included */
#define GATE_SILENCES 18

enum gate_answer {
	GATE_GO,     /* send it, then call gate_leave() once */
	GATE_WAIT,   /* ask again after somebody has left */
	GATE_CLOSED, /* it was refused too often: do not send it */
};

enum gate_verdict {
	GATE_ACCEPTED,
	GATE_REFUSED,
	GATE_DROPPED, /* the device hung up on it */
	GATE_SILENT,  /* its time was up, and the device had said nothing */
	GATE_UNKNOWN, /* the visit ended before the device said */
};

/* Shared by all gates of a run; start with zeroes and a maximum. */
struct gate_limit {
	unsigned in_flight;
	unsigned max;
	unsigned departures; /* grows when it may be worth asking again */
	unsigned waiting;    /* visits that somebody keeps in a line */
	uv_mutex_t *lock;    /* borrowed; NULL: there is one thread */
	/*
	 * Called on the thread of whoever leaves while somebody waits, and not
	 * again before gate_limit_listen(); NULL: nobody needs to be told.
	 */
	void (*on_leave)(void *context);
	void *context;
	bool told;
};

/* One per credential; start with zeroes and a limit. */
struct gate {
	struct gate_limit *limit; /* borrowed */
	unsigned trying;
	unsigned aside;
	unsigned refusals;
	unsigned drops;
	unsigned silences;
	unsigned max; /* of this credential in flight; 0: no limit of its own */
	bool proved;
};

enum gate_answer gate_ask(struct gate *gate);

/* What gate_ask() would say, without going through. */
enum gate_answer gate_peek(const struct gate *gate);

void gate_leave(struct gate *gate, enum gate_verdict verdict);

/*
 * The same in two steps: its place goes to somebody else, and once what came of
 * its try is known, that is told.
 */
void gate_step_aside(struct gate *gate);
void gate_tell(struct gate *gate, enum gate_verdict verdict);

/* Somebody was let in by its secret. */
bool gate_is_proved(const struct gate *gate);

/* How many have failed at it. */
struct gate_failures {
	unsigned refusals;
	unsigned drops;
	unsigned silences;
};

struct gate_failures gate_failures(const struct gate *gate);

/* While nobody at all has said anything of it; then zeroes. */
struct gate_silence {
	unsigned tried; /* have waited for long; some have given up */
	unsigned open;  /* still wait, for long or not */
};

struct gate_silence gate_silence(const struct gate *gate);

unsigned gate_limit_departures(const struct gate_limit *limit);

/* One more waits, or one less (-1). */
void gate_limit_count_waiting(struct gate_limit *limit, int change);

/* on_leave() was heard; the next one may be called. */
void gate_limit_listen(struct gate_limit *limit);

#endif
