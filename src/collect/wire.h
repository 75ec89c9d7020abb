/*
 * wire -- the connection of one visit: name lookup, connecting, and bytes in
 * and out through queues.  What lies below is TCP, a command's input and
 * output, or a channel through a bastion (see bastion.h).
 *
 * The SSH library never touches the socket.  Each time the socket is ready
 * there is one recv and one send, whatever number of small requests the
 * library makes; and the end of the connection is something that is *read*,
 * after everything that came before it, so that nothing is lost when a device
 * hangs up right after its output.
 */
#ifndef COLLECT_WIRE_H
#define COLLECT_WIRE_H

#include <stdbool.h>
#include <stddef.h>

#include <uv.h>

#include "base/span.h"
#include "collect/failure.h"
#include "collect/names.h"

struct wire; /* opaque; owned by whoever made it, until wire_free() */

/* Where a wire shall lead, and whom to tell of news. */
struct wire_place {
	uv_loop_t *loop;
	const char *host; /* copied */
	unsigned port;
	struct names *names; /* NULL: nothing is kept of lookups */
	/*
	 * Called when there is something new: an address, a connection, bytes,
	 * the end.  Never from inside a function below.
	 */
	void (*wake)(void *context);
	void *context;
};

/* Over TCP. */
struct wire *wire_new_tcp(const struct wire_place *place);

/*
 * Through the standard input and output of a command (ssh calls this
 * ProxyCommand), which a shell runs after %h, %p and %r in it were replaced by
 * host, port and `user`.
 */
struct wire *wire_new_command(const struct wire_place *place,
    const char *command, const char *user);

/*
 * Closes everything.  No wake() comes after this, and the memory goes when
 * the last handle has been closed by the loop.
 */
void wire_free(struct wire *wire);

/* "10.0.0.1:22", "leaf1:22", "[2001:db8::1]:22": for messages. */
const char *wire_name(const struct wire *wire);

/* Steps of a visit; the addresses of a name are tried in their order. */
enum step_result wire_resolve(struct wire *wire, struct failure *failure);
enum step_result wire_connect(struct wire *wire, struct failure *failure);

/* It is kept waiting by others: its time limits should stand still. */
bool wire_is_held(const struct wire *wire);

/* The socket, for a library that insists on having one. */
int wire_socket(const struct wire *wire);

/* What came in and was not taken yet. */
struct span wire_peek(const struct wire *wire);
void wire_drop(struct wire *wire, size_t count);

/* The peer hung up, or the connection broke: no more bytes will come. */
bool wire_has_ended(const struct wire *wire);

/* Why it broke: an errno, or 0 when the peer hung up in order. */
int wire_error(const struct wire *wire);

/* More about that end, safe to print, or NULL. */
const char *wire_reason(const struct wire *wire);

/* Everything that has come in until now, up to a limit: the greeting. */
struct span wire_early(const struct wire *wire);
void wire_forget_early(struct wire *wire);

/* Always takes everything; it is sent by wire_flush() and as the peer reads. */
void wire_put(struct wire *wire, struct span bytes);
void wire_flush(struct wire *wire);
bool wire_is_flushed(const struct wire *wire);

#endif
