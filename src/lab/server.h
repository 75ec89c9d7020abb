/*
 * server -- the whole lab on the network: every device listens, and is served
 * by one thread until somebody ends it.
 */
#ifndef LAB_SERVER_H
#define LAB_SERVER_H

#include <stdbool.h>
#include <stddef.h>

#include <libssh/libssh.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "lab/traits.h"
#include "lab/wiring.h"
#include "model/topology.h"

struct server; /* opaque */

/* All of it borrowed; must outlive the server. */
struct server_options {
	const struct topology *topology;
	struct wiring *wiring;
	const struct traits *traits; /* one for each device */
	const char *username;        /* NULL: anybody may come in */
	struct secret *password;
	struct secret *enable; /* what `enable` wants */
	ssh_key host_key;
	ssh_key *keys; /* public keys that are let in */
	size_t key_count;
	unsigned seed;
	unsigned share;    /* every device whose number is this one, ... */
	unsigned shares;   /* ... counted from 1 to `shares` again and again */
	bool choose_ports; /* the kernel does, instead of the topology */
};

/*
 * Lets every device with `collect: true` listen on its host and port, which
 * must be a loopback address; with `choose_ports` on any free port of it (of
 * 127.0.0.1 where the host is no loopback address).  The error names the
 * device.
 */
MUST_CHECK bool server_new(const struct server_options *options,
    struct server **server, struct err *err);
void server_free(struct server *server); /* NULL is fine */

/* How many devices there are, and where they are found. */
size_t server_count(const struct server *server);

/* Appends an inventory (YAML) that says where each device listens. */
void server_add_inventory(const struct server *server, struct str *out);

/* Appends a known_hosts line for each device. */
MUST_CHECK bool server_add_known_hosts(const struct server *server,
    struct str *out, struct err *err);

/* Serves until SIGTERM, SIGINT or SIGHUP; then hangs up on everybody. */
void server_run(struct server *server);

#endif
