/*
 * traits -- what is peculiar about one device of the lab.
 *
 * The manners of a platform are the same for all its devices; these are one
 * device's own: how it lets people in, how slow it is, what is broken about
 * it.  The faults file sets them, the sessions obey them.
 */
#ifndef LAB_TRAITS_H
#define LAB_TRAITS_H

#include <stdbool.h>
#include <stddef.h>

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

struct traits {
	bool refuses;        /* nothing listens: connection refused */
	bool is_off;         /* as above, and no CDP */
	bool is_garbage;     /* no SSH server at all: prints junk */
	bool wrong_password; /* no password is right; a key still is */
	bool refuses_exec;   /* interactive shells only */
	enum hang hang;
	unsigned logins;     /* set of enum login */
	bool drops;          /* closes TCP after ... */
	size_t drop_after;   /* ... that many bytes of output */
	size_t slow;         /* bytes at a time, with pauses; 0: not slow */
	unsigned latency_ms; /* before each answer */
	const char *banner;  /* these two: NULL when not given; borrowed */
	const char *prompt;
};

#endif
