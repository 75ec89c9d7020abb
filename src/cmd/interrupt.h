/*
 * interrupt -- waiting in a way that a person can end.
 *
 * For a command that runs until somebody has seen enough.  The first SIGINT,
 * SIGTERM or SIGHUP asks it to end, whatever it does at that moment; the second
 * kills, as it does elsewhere.  SIGUSR1, or Return where standard input is the
 * terminal, ends the waiting.  Signals are written into a pipe by their
 * handlers, so none is missed between a look and a wait.
 */
#ifndef CMD_INTERRUPT_H
#define CMD_INTERRUPT_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/err.h"

enum interrupt {
	INTERRUPT_NONE,   /* the time has come */
	INTERRUPT_STOP,   /* a signal, or nobody reads standard output */
	INTERRUPT_GO_ON,  /* SIGUSR1 */
	INTERRUPT_RETURN, /* somebody has typed a line */
};

/*
 * To be called early: a SIGUSR1 that comes before interrupt_begin() would kill.
 * It waits until then.
 */
void interrupt_hold(void);

/* Begins to listen; ended by interrupt_end().  There is one at a time. */
MUST_CHECK bool interrupt_begin(struct err *err);
void interrupt_end(void);

/* Readable once the command is to end; see collect_settings. */
int interrupt_stop_fd(void);

/* Whether a signal has asked the command to end. */
bool interrupt_has_come(void);

/* Seconds on a clock that never goes back. */
double interrupt_clock(void);

/* Waits until `until` on that clock, or for what comes before. */
enum interrupt interrupt_wait(double until);

/* Whether Return is listened to: a person sits there. */
bool interrupt_knows_return(void);

#endif
