/*
 * replay -- a transport that plays a script instead of talking to a device.
 *
 * The script says what a device would show, in slices of any size and with
 * pauses between them, and where it falls silent or breaks off.  So every
 * ending of a visit can be produced at will, at any byte and in any step,
 * without a network; and a transcript that came from the field can be played
 * until the program gets it right.
 */
#ifndef COLLECT_REPLAY_H
#define COLLECT_REPLAY_H

#include <stdbool.h>
#include <stddef.h>

#include "collect/transport.h"

/* The steps of a visit up to opening a channel, in their order. */
enum replay_step {
	REPLAY_RESOLVE,
	REPLAY_CONNECT,
	REPLAY_GREET,
	REPLAY_HANDSHAKE,
	REPLAY_HOST_KEY,
	REPLAY_LOG_IN,
	REPLAY_OPEN,
	REPLAY_STEPS,
};

/* What the shell answers to a line that was typed. */
struct replay_answer {
	const char *line;
	struct span text;   /* between the echo and the next prompt */
	const char *at;     /* only at a prompt that ends so; NULL: at any */
	const char *prompt; /* from then on; NULL: as before */
	const char *tail;   /* behind the next prompt, or NULL */
};

#define REPLAY_NOWHERE SIZE_MAX

/* Borrowed by the transport.  Start from REPLAY_SCRIPT_INIT. */
struct replay_script {
	unsigned step_ms;            /* that each step takes */
	unsigned login_ms;           /* that logging in takes more */
	enum replay_step stall_step; /* REPLAY_STEPS: none */
	enum replay_step fail_step;  /* REPLAY_STEPS: none */
	enum replay_step flood_step; /* REPLAY_STEPS: none */
	bool wants_password;
	bool wrong_password;
	bool no_methods; /* it never says how to log in */
	bool takes_none; /* it lets in whoever asks how */

	/* By exec.  Absent: exec is refused. */
	struct span exec_text;
	bool exit_status;  /* sent after the text */
	bool early_status; /* sent before it */
	bool no_end;       /* nothing is sent after both */
	int exit_code;
	bool bare_end; /* then the connection just ends */

	/*
	 * In a shell.  No prompt: there is none.  At one for a password there
	 * is no echo, and at "...Selection: " each key is a line.
	 */
	const char *greeting;
	const char *prompt;
	const struct replay_answer *answers; /* up to one without a line */
	size_t page;       /* lines before the pager's mark; 0: does not page */
	const char *more;  /* that mark; NULL: " --More-- " */
	const char *erase; /* what wipes it out; NULL: backspaces */
	bool no_echo;
	unsigned deaf_ms;  /* what is typed so soon is lost */
	unsigned think_ms; /* over what was typed while it was silent */

	size_t slice;      /* bytes at a time; 0: all at once */
	unsigned slice_ms; /* between slices */
	size_t stall_at;   /* falls silent after so many bytes */
	size_t cut_at;     /* ends after so many bytes */
};

#define REPLAY_SCRIPT_INIT                                                     \
	{                                                                      \
		.stall_step = REPLAY_STEPS, .fail_step = REPLAY_STEPS,         \
		.flood_step = REPLAY_STEPS, .stall_at = REPLAY_NOWHERE,        \
		.cut_at = REPLAY_NOWHERE                                       \
	}

struct transport *replay_new(const struct replay_script *script);

#endif
