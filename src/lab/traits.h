/*
 * traits -- what is peculiar about one device of the lab.
 *
 * The manners of a platform are the same for all its devices; these are one
 * device's own: how it lets people in, how slow it is, what is broken about
 * it.  The faults file sets them, the sessions obey them.  Zero everywhere is
 * a device without peculiarities.
 */
#ifndef LAB_TRAITS_H
#define LAB_TRAITS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/topology.h"

struct generation; /* generation.h */

/* The first thing that a hanging device does not do; then nothing more. */
enum hang {
	HANG_NEVER,
	HANG_BANNER, /* accepts, and says nothing at all */
	HANG_KEX,    /* names itself, and exchanges no keys */
	HANG_AUTH,   /* does not answer a login */
	HANG_EXEC,   /* lets in, opens a channel, answers no request in it */
	HANG_OUTPUT, /* stops in the middle of what it has to say */
};

/* Ways of logging in; a device may have several. */
enum login {
	LOGIN_PASSWORD = 1,
	LOGIN_KEYBOARD = 2, /* keyboard-interactive */
	LOGIN_KEY = 4,
};

/* How keyboard-interactive asks. */
enum keyboard {
	KEYBOARD_PLAIN,     /* one nameless request with one question */
	KEYBOARD_NAMED,     /* the request is called "Login" */
	KEYBOARD_ZERO,      /* a round without questions comes first */
	KEYBOARD_NEW,       /* a new password is wanted: the old has expired */
	KEYBOARD_CHALLENGE, /* a question that no password answers */
};

/* The host key that a device shows; the lab's own unless another is named. */
enum hostkey_kind {
	HOSTKEY_OF_LAB,
	HOSTKEY_ED25519,
	HOSTKEY_ECDSA,
	HOSTKEY_RSA_1024,
	HOSTKEY_RSA_2048,
	HOSTKEY_KINDS,
};

/* What the known_hosts file that the lab writes says about a device. */
enum known_key {
	KNOWN_KEY_RIGHT,
	KNOWN_KEY_WRONG,
	KNOWN_KEY_MISSING,
};

/* What becomes of a caller when all VTY lines are in use. */
enum vty_full {
	VTY_FULL_REFUSE, /* nobody listens: connection refused */
	VTY_FULL_CLOSE,  /* accepted, and closed without a word */
};

/* What follows the output of an exec. */
enum exec_end {
	EXEC_END_OF_PLATFORM,
	EXEC_END_CLOSE,      /* exit status, end of file, close: by the RFC */
	EXEC_END_BARE,       /* exit status, then TCP ends without a word */
	EXEC_END_RESET,      /* exit status, then TCP is reset */
	EXEC_END_DISCONNECT, /* exit status, then SSH_MSG_DISCONNECT */
	EXEC_END_STAY,       /* exit status, and nothing more */
	EXEC_END_NO_STATUS,  /* end of file and close, without a status */
};

/* Whether a shell starts unprivileged, and what becomes of `enable`. */
enum enable {
	ENABLE_NEEDLESS,
	ENABLE_PASSWORD,        /* asks "Password: " */
	ENABLE_ENABLE_PASSWORD, /* asks "Enable password: " */
	ENABLE_BAD_SECRETS,     /* asks three times, and no answer is right */
	ENABLE_DENIED,          /* asks once, and no answer is right */
	ENABLE_NOT_SET,         /* does not ask: there is no such password */
};

/* What a device asks before its first prompt. */
enum greeting {
	GREETING_NONE,
	GREETING_PRESS_RETURN,
	GREETING_MENU,
	GREETING_LOGIN, /* SSH lets anybody in; "User:" and "Password:" */
};

/* How a page ends. */
enum pager {
	PAGER_OF_PLATFORM,
	PAGER_BACKSPACES, /* " --More-- ", wiped out by backspaces */
	PAGER_INVERSE,    /* in inverse video, wiped out by an escape */
	PAGER_RETURN,     /* "--More--", wiped out by CR, blanks, CR */
	PAGER_ANGLES,     /* "<--- More --->", the same way */
};

struct traits {
	/* The box itself; NULL and auto: as the topology says. */
	const char *name;
	const char *serial;
	enum platform platform;
	bool is_factory_new; /* goes by no name of its own, has no address */

	/* The connection. */
	bool refuses;      /* nothing listens: connection refused */
	bool is_off;       /* as above, and no CDP */
	bool is_garbage;   /* no SSH server at all: prints junk */
	const char *ident; /* what follows "SSH-2.0-"; NULL: the platform's */
	const struct generation *generation; /* of algorithms; NULL: today's */
	enum hostkey_kind host_key;
	enum known_key known_key;
	unsigned vty; /* sessions at a time; 0: any number */
	enum vty_full vty_full;
	unsigned accepts_per_second; /* more are closed; 0: any number */
	unsigned loses_percent;      /* of callers, closed without a word */
	unsigned idle_ms;            /* hangs up after such a silence; 0: no */

	/* Logging in. */
	unsigned logins;     /* set of enum login */
	bool wrong_password; /* no password is right; a key still is */
	enum keyboard keyboard;
	unsigned login_tries; /* 0: the platform's */
	const char *banner;   /* NULL: none; texts are borrowed */

	/* Time. */
	enum hang hang;
	unsigned latency_ms;     /* before each answer */
	unsigned greet_delay_ms; /* once more, before its greeting, ... */
	unsigned kex_delay_ms;   /* ... exchanging keys, ... */
	unsigned auth_delay_ms;  /* ... and logging in */
	unsigned stall_ms;       /* a pause in the middle of its output */
	unsigned slow;           /* bytes at a time, with pauses; 0: not slow */

	/* Output. */
	unsigned packet;   /* bytes of output in an SSH packet; 0: many */
	bool drops;        /* closes TCP after ... */
	size_t drop_after; /* ... that many bytes of output */
	bool is_endless;   /* says the same again and again */
	bool refuses_exec; /* interactive shells only */
	bool refuses_xml;  /* as an old NX-OS does */
	enum exec_end exec_end;
	const char *answer;     /* instead of neighbors; NULL: neighbors */
	unsigned answer_status; /* the exit status of that */
	bool is_hostile;        /* neighbors' versions are traps */

	/* The shell. */
	const char *prompt;     /* NULL: the platform's */
	const char *motd;       /* before the first prompt; NULL: nothing */
	const char *time_stamp; /* before each answer; NULL: the platform's */
	enum greeting greeting;
	enum pager pager;
	enum enable enable;
	bool refuses_terminal; /* `terminal length 0` is not authorised */
	unsigned width;        /* of every terminal; 0: as the client says */
	bool logs;             /* a log line in the middle of an answer */
};

#endif
