/*
 * session_private -- what session.c (the steps) shares with session_login.c and
 * session_ask.c.
 */
#ifndef COLLECT_SESSION_PRIVATE_H
#define COLLECT_SESSION_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#include "collect/dialogue.h"
#include "collect/session.h"

/*
 * A device that sent its exit status but neither EOF nor an end: how long it
 * may be silent, with the last line of an answer there, and without.
 */
#define SESSION_AFTER_END_MS 1000
#define SESSION_AFTER_STATUS_MS 5000

/* One that has opened a shell of its own, or a pager. */
#define SESSION_KEYS_MS 2000

struct step;

struct session {
	struct session_plan plan;
	struct transport *transport; /* owned */
	const struct step *step;     /* NULL: ended */
	uint64_t now;
	uint64_t step_started; /* or the last sign of life, where it counts */
	uint64_t started;
	uint64_t held; /* when its clocks were stopped, for others' sake */
	bool is_held;  /* its clocks stand still */
	struct gate *at_gate;     /* waits before it */
	struct gate *inside_gate; /* must leave it */
	uint64_t entered;         /* when it went in */
	struct gate *aside_gate;  /* has left it, and must still tell */
	struct gate *pass;        /* that it need not ask, and must leave */
	bool is_closed; /* others have found the secret in a shell wrong */
	bool shell;
	unsigned form; /* of the command */
	bool opening;
	bool fell_back; /* exec was refused on this connection */
	bool shell_by_habit;
	bool secret_is_open; /* it was typed, and nobody has judged it yet */
	bool nothing_to_ask; /* exec gave an empty answer, and no shell more */
	struct dialogue *dialogue;
	struct session_result result;
};

/* Tells the log. */
void session_say(const struct session *s, const char *text);

/* The habit of this kind of device; zeroes where nothing is learned. */
struct habit session_habit(const struct session *s);

/* Adds to it. */
void session_count_habit(const struct session *s, struct habit change);

/* Notes whether it runs commands by exec. */
void session_note_exec(struct session *s, bool works);

/* It waits for others until it is told otherwise; once is enough. */
void session_stop_clocks(struct session *s, const char *why);
void session_start_clocks(struct session *s);

/* Leave to send a secret; a gate that is NULL is open. */
enum gate_answer session_enter_gate(struct session *s, struct gate *gate);

/* Leaves the gate that it is inside of, if any; once, saying what came of it.
 */
void session_leave_gate(struct session *s, enum gate_verdict verdict);

/* The same for one that is late, if it was the secret that got no answer. */
void session_leave_silent(struct session *s);

/* It waits for its device now, and for no gate. */
void session_leave_line(struct session *s);

/* Gives back a leave that it did not use. */
void session_return_pass(struct session *s);

/* Lets others through the gate if its device has said nothing for long. */
void session_make_way(struct session *s);

/* When that, or its waiting at one, has to be looked at. */
uint64_t session_gate_due(const struct session *s);

/* The step "log in". */
enum step_result session_step_log_in(struct session *s);

/* Nobody accepts the password: it is not sent. */
enum step_result session_fail_closed(struct session *s);

/* It sends far more than there is in it: see transport->flooded. */
enum step_result session_fail_flooded(struct session *s, const char *doing);

/* Adds where it has stopped, if that is within a line; not escaped. */
void session_tell_stop(const struct session *s, struct str *out);

/* When a device that is silent in exec has to be looked at. */
uint64_t session_exec_due(const struct session *s);

/* The step "ask". */
enum step_result session_ask_exec(struct session *s);
enum step_result session_ask_shell(struct session *s);

/* What the shell has answered until now becomes the result. */
void session_keep_answer(struct session *s);

#endif
