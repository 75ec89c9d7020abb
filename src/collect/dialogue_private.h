/*
 * dialogue_private -- what dialogue.c (typing, and knowing when to) shares with
 * dialogue_answer.c (what has come).
 */
#ifndef COLLECT_DIALOGUE_PRIVATE_H
#define COLLECT_DIALOGUE_PRIVATE_H

#include "collect/dialogue.h"

/* A pager's mark within `seen`: answered, and no part of the answer. */
struct mark {
	size_t start;
	size_t end;
};

struct dialogue {
	struct dialogue_plan plan;
	enum dialogue_state state;
	struct str seen;   /* since the last command was typed */
	struct str prompt; /* clean */
	struct mark *marks;
	size_t mark_count;
	size_t mark_capacity;
	size_t answer_end; /* where the prompt starts, once it may be over */
	size_t proof_from;
	uint64_t last;     /* when bytes came, or something was typed */
	uint64_t received; /* when bytes came */
	uint64_t gap;      /* the longest pause within its output */
	bool armed;        /* something has happened since it was looked at */
	bool typed_last;
	bool echo_missing;
	uint64_t nudge_due; /* 0: not to be given yet */
	unsigned nudges;    /* bare Returns since the command */
	unsigned repeats;   /* Returns that came after one in vain */
	bool raised;        /* `enable` was typed, once and for all */
	bool enable_failed;
	size_t login_from;   /* where something was typed to log in */
	bool named;          /* it has asked who we are, and was told */
	bool logs_in;        /* DIALOGUE_LOCKED: it wants the password */
	bool password_typed; /* once and for all, too */
	bool secret_typed;   /* since the last command */
	bool login_failed;
};

/* What was typed last, as a command. */
const char *dialogue_command(const struct dialogue *d);

/* The length of its echo with its line end, or 0. */
size_t dialogue_echo_length(const struct dialogue *d);

#endif
