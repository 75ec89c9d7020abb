/*
 * wire_socket -- the end of a wire that is a socket of ours, watched by the
 * loop: what TCP and commands share.
 */
#ifndef COLLECT_WIRE_SOCKET_H
#define COLLECT_WIRE_SOCKET_H

#include "collect/wire_private.h"

/* A struct wire with a socket; the first member of a kind that has one. */
struct wire_socket {
	struct wire wire;
	uv_poll_t *watcher; /* owned until it is closed */
	int watched;        /* the events it watches for now */
	int socket;
	bool connecting;
	bool connected;
	/* What to do when the peer has ended; NULL: tell it at once. */
	void (*on_end)(struct wire_socket *socket);
};

/* Watches `fd`, which is taken.  The watcher is counted in wire.open. */
void wire_socket_open(struct wire_socket *socket, int fd);

/* Closes the socket; the watcher follows when the loop has closed it. */
void wire_socket_drop(struct wire_socket *socket);

/* Watches for what is of interest now. */
void wire_socket_watch(struct wire_socket *socket);

/* For the table of a kind. */
int wire_socket_number(const struct wire *wire);
void wire_socket_flush(struct wire *wire);
void wire_socket_make_room(struct wire *wire);

#endif
