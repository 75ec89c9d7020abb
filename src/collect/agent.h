/*
 * agent -- keys that somebody else keeps: a client of the SSH agent protocol.
 *
 * libssh2's own client reads and writes its socket with blocking calls and
 * never comes back from an agent that hangs up.  This one lives on the event
 * loop: one connection for the whole run, one question at a time, each with a
 * time limit, and a clear word when the agent does not play its part.
 *
 * Whoever asks holds a request.  It is answered at once when the answer is
 * known, otherwise wake() is called when it has come.
 */
#ifndef COLLECT_AGENT_H
#define COLLECT_AGENT_H

#include <stdbool.h>
#include <stddef.h>

#include <uv.h>

#include "base/span.h"

struct agent;
struct agent_request;

/* The agent that listens at `path`; nothing is connected yet. */
struct agent *agent_new(uv_loop_t *loop, const char *path);

/*
 * Closes the connection; its memory goes when the loop has closed it.  All
 * requests must have been given back before.  NULL is fine.
 */
void agent_free(struct agent *agent);

const char *agent_path(const struct agent *agent);

/* Why it is of no use, or NULL. */
const char *agent_trouble(const struct agent *agent);

enum agent_answer {
	AGENT_WAIT,
	AGENT_YES,
	AGENT_NO, /* it refuses; see agent_trouble() for worse */
};

/* Who is to be told of an answer; never from inside a function below. */
struct agent_waker {
	void (*wake)(void *context);
	void *context;
};

/* Asks which keys it has.  Once they are known they are not asked again. */
struct agent_request *agent_list(struct agent *agent, struct agent_waker waker);

/* Asks it to sign `text` (copied) with `key` for `algorithm`. */
struct agent_request *agent_sign(struct agent *agent, struct span key,
    struct span algorithm, struct span text, struct agent_waker waker);

enum agent_answer agent_request_answer(const struct agent_request *request);

/*
 * What it signed, in two parts that live as long as the request: the name of
 * the algorithm and what goes into a packet behind that.
 */
void agent_request_signature(const struct agent_request *request,
    struct span *algorithm, struct span *signature);

/* An answer that is still to come is dropped.  NULL is fine. */
void agent_request_free(struct agent_request *request);

/* After agent_list() has been answered. */
size_t agent_key_count(const struct agent *agent);
struct span agent_key(const struct agent *agent, size_t i);

#endif
