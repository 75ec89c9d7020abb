/*
 * dialogue -- typing commands into a device's shell and knowing when the
 * answer is over.
 *
 * The prompt is learned, not guessed: it is the unterminated last line that
 * stays when the device falls silent and that comes back unchanged after a
 * bare Return.  An answer is over when that very line stands at its end, the
 * device is silent, and another Return brings the same line and nothing else.
 * That proof matters because a neighbor may have put this device's prompt into
 * its own version text.
 *
 * A command that is refused to an ordinary user is tried again after `enable`,
 * if there is a secret for that; which is typed only at a prompt for it.
 *
 * Some devices (controllers for wireless LANs) let anybody in over SSH and ask
 * for name and password in the shell.  Name first, that is answered: once.
 *
 * A pure state machine: bytes and the time go in, bytes to type come out.
 */
#ifndef COLLECT_DIALOGUE_H
#define COLLECT_DIALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/secret.h"
#include "base/span.h"
#include "base/str.h"
#include "collect/command.h"

struct dialogue; /* opaque */

#define DIALOGUE_NEVER UINT64_MAX

enum dialogue_state {
	DIALOGUE_GREETING,  /* banners, until the first prompt */
	DIALOGUE_LEARNING,  /* Return was typed: does the prompt come back? */
	DIALOGUE_PREPARING, /* paging is being switched off */
	DIALOGUE_ASKING,    /* the command was typed */
	DIALOGUE_PROVING,   /* Return was typed: was that really the end? */
	DIALOGUE_RAISING,   /* `enable` was typed */
	DIALOGUE_LOCKED,    /* it asks for a secret; see dialogue_unlock() */
	DIALOGUE_UNLOCKING, /* and the secret for that */
	DIALOGUE_DONE,
	DIALOGUE_STUCK, /* it asks something that we cannot answer */
};

/* All is borrowed. */
struct dialogue_plan {
	const struct command_set *commands;
	unsigned form;               /* of the command, to begin with */
	const struct secret *enable; /* NULL: `enable` is not typed */
	const char *user;
	const struct secret *password; /* NULL: nobody logs in in a shell */
};

/* Times are in milliseconds. */
struct dialogue *dialogue_new(const struct dialogue_plan *plan, uint64_t now);
void dialogue_free(struct dialogue *dialogue); /* NULL is fine */

/* Takes what the device sent. */
void dialogue_receive(struct dialogue *dialogue, struct span bytes,
    uint64_t now);

/*
 * Goes on as far as possible; what is to be typed is appended to `typed`, and
 * may be a secret: the caller wipes it.  To be called after each
 * dialogue_receive() and at dialogue_due().
 */
enum dialogue_state dialogue_run(struct dialogue *dialogue, uint64_t now,
    struct str *typed);
uint64_t dialogue_due(const struct dialogue *dialogue);

/*
 * In DIALOGUE_LOCKED: has the secret typed, or gives up.  The caller may let it
 * wait, for a secret that is wrong should not be typed everywhere.
 */
void dialogue_unlock(struct dialogue *dialogue, uint64_t now,
    struct str *typed);
void dialogue_stay_locked(struct dialogue *dialogue);

/* DIALOGUE_LOCKED: it is the password that is wanted. */
bool dialogue_logs_in(const struct dialogue *dialogue);

/* Everything the device has sent since the last command, in bytes. */
size_t dialogue_length(const struct dialogue *dialogue);

/* Whether the command itself was typed: what came before was no answer. */
bool dialogue_has_asked(const struct dialogue *dialogue);

/*
 * The answer as far as it has come, without echo, prompt and pager marks;
 * otherwise as the device sent it.
 */
void dialogue_get_answer(const struct dialogue *dialogue, struct str *answer);

/* Everything since the last command, raw. */
struct span dialogue_seen(const struct dialogue *dialogue);

/* The same for messages: empty where the device may have echoed a secret. */
struct span dialogue_shown(const struct dialogue *dialogue);

/* DIALOGUE_STUCK: the question.  It may want a password. */
const char *dialogue_question(const struct dialogue *dialogue);

/* `enable` was refused, or was not enough to be asked a password. */
bool dialogue_enable_failed(const struct dialogue *dialogue);

/* The password was typed, and asked for again. */
bool dialogue_login_failed(const struct dialogue *dialogue);

/* The form of the command that the answer belongs to. */
unsigned dialogue_form(const struct dialogue *dialogue);

/* The prompt, without escape sequences; "" until it was learned. */
const char *dialogue_prompt(const struct dialogue *dialogue);

#endif
