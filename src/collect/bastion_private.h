/*
 * bastion_private -- what bastion.c (sessions with bastions) shares with
 * hop.c (wires over their channels).
 */
#ifndef COLLECT_BASTION_PRIVATE_H
#define COLLECT_BASTION_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#include <libssh2.h>
#include <uv.h>

#include "collect/bastion.h"
#include "collect/failure.h"
#include "collect/gate.h"
#include "collect/session.h"
#include "collect/ssh_private.h"
#include "collect/wire_private.h"

#define BASTION_LINKS 4       /* with one bastion, as a rule */
#define BASTION_LINKS_MAX 16  /* when all of these are stuck */
#define BASTION_LOGINS 2      /* links that are being made at once */
#define BASTION_OPEN_S 5      /* to open one channel */
#define BASTION_STUCK_MS 1000 /* an opening that takes longer is stuck */

enum hop_state {
	HOP_NEW,
	HOP_WAITING, /* for a link */
	HOP_OPENING,
	HOP_OPEN,
	HOP_FAILED,
};

/* A wire over a channel of a link. */
struct hop {
	struct wire wire; /* first */
	struct bastion *bastion;
	struct link *link; /* NULL until HOP_OPENING */
	LIBSSH2_CHANNEL *channel;
	enum hop_state state;
	struct failure failure;
	struct hop *next; /* in the line of the bastion, or of the link */
	struct hop *prev;
	bool has_news;
	struct hop *next_news; /* in the line of those to be woken */
	struct hop *prev_news;
};

enum link_state {
	LINK_NONE,
	LINK_STARTING, /* its session runs up to the login */
	LINK_READY,
};

/* One session with a bastion. */
struct link {
	struct bastion *bastion;
	enum link_state state;
	struct session *session; /* owned; while it starts */
	struct ssh *ssh;         /* owned; once it is ready */
	uv_timer_t timer;
	struct hop *hops; /* with an open channel */
	size_t hop_count;
	LIBSSH2_CHANNEL **closing; /* owned array */
	size_t closing_count;
	size_t closing_capacity;

	/* The one opening: as long as it lasts, the words must not change. */
	bool is_opening;
	struct hop *opening; /* NULL: whoever wanted it is gone */
	char *open_host;     /* owned */
	unsigned open_port;
	uint64_t open_since;
	uint64_t heard; /* when the bastion has last said something */
};

struct bastion {
	struct bastions *all;
	const struct collect_target *target;
	const char *username;
	char *name; /* owned; "gw (10.0.0.1:22)", safe to print */
	struct link links[BASTION_LINKS_MAX];
	struct hop *waiting;
	struct hop *news; /* those that are to be woken */
	struct gate gate;
	struct gate_limit gate_limit;
	uv_timer_t kick;        /* to do something when nobody is inside */
	bool proved;            /* somebody was let in */
	bool no_chacha;         /* see REMEDY_NO_CHACHA */
	bool wants_pump;        /* somebody has room again */
	uint64_t patient;       /* until then no further link is made */
	struct failure failure; /* for good: nobody will be let in */
	struct bastion *next;
};

/* The one that a target stands for, made when it is new. */
struct bastion *bastion_find(struct bastions *bastions,
    const struct collect_target *target);

/* Serves whoever waits, as soon as nobody is inside a call. */
void bastion_kick(struct bastion *bastion);

/* Wakes those that have news; from outside any call only. */
void bastion_wake(struct bastion *bastion);

/* The link is gone, and with it all of its hops. */
void bastion_lose_link(struct link *link, const char *why);

/* Takes in what the bastion has sent, and wakes whom it concerns. */
void link_pump(struct link *link);

/* Begins to close a channel of the link. */
void link_close_channel(struct link *link, LIBSSH2_CHANNEL *channel);

/* Starts to open a channel for a hop that waited. */
void link_open(struct link *link, struct hop *hop);

/* What time does to an opening that takes long. */
void link_tick(struct link *link);

/* One hop: reads what is there; false when the whole link is broken. */
bool hop_read(struct hop *hop);
void hop_write(struct hop *hop);

/* It is to be woken by bastion_wake(). */
void hop_note(struct hop *hop);

/* It gets no channel, or loses the one it had. */
void hop_fail(struct hop *hop, enum visit_status status, enum remedy remedy,
    const char *text);
void hop_end(struct hop *hop, const char *reason);

#endif
