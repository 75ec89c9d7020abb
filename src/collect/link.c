/*
 * One session with a bastion, once it is logged in: opening channels, and
 * moving their bytes.
 *
 * The library reads packets of all channels into one list, and whoever asks it
 * for the bytes of one channel may thereby read those of another.  So whenever
 * something has come in, every channel is served, slice by slice (see
 * ssh_again()), until nothing is left; and nobody reads at any other time.
 * Only after that are the visits woken: they write, close and open channels.
 */
#include <stdlib.h>
#include <string.h>
#include <utlist.h>

#include "base/mem.h"
#include "collect/bastion_private.h"

/* Behind what the library counts in whole seconds. */
#define OPEN_MS (BASTION_OPEN_S * 1000 + 100)
#define ASK_MS 2000 /* then the bastion is asked whether it is there */

static uint64_t
now_of(const struct link *link)
{
	return uv_now(link->ssh->run->loop);
}

/* --- opening -------------------------------------------------------------- */

/* clang-format off */
/* What OpenSSH, Dropbear and others say, in the order to look for it. */
static const struct {
	const char *words;
	enum visit_status status;
	enum remedy remedy;
	const char *advice;
} explanations[] = {
	{ "refused", VISIT_REFUSED, REMEDY_RETRY,
	  "SSH is not enabled there, an access list forbids the bastion, or "
	  "all its VTY lines are in use" },
	{ "timed out", VISIT_TIMEOUT, REMEDY_RETRY,
	  "is the device up, and is the address right?" },
	{ "oute to host", VISIT_UNREACHABLE, REMEDY_NONE,
	  "is the device up, and has the bastion a route to it?" },
	{ "unreachable", VISIT_UNREACHABLE, REMEDY_NONE,
	  "has the bastion a route to it?" },
	{ "not known", VISIT_DNS, REMEDY_NONE,
	  "the bastion does not know that name" },
	{ "resol", VISIT_DNS, REMEDY_NONE,
	  "the bastion does not know that name" },
	{ "", VISIT_UNREACHABLE, REMEDY_RETRY,
	  "is the address right, seen from the bastion?" },
};
/* clang-format on */

#define OPEN_PROHIBITED 1

/* The bastion has said no. */
static void
explain_refusal(struct link *link, struct hop *hop)
{
	const struct ssh_memory *memory = &link->ssh->memory;
	const char *said = str_text(&memory->open_explanation);
	size_t i = 0;
	char *text;

	if (memory->open_failure == OPEN_PROHIBITED) {
		text = str_printf(
		    "the bastion %s does not forward to %s: \"%s\"; "
		    "AllowTcpForwarding or PermitOpen of its SSH server "
		    "forbids it",
		    link->bastion->name, wire_name(&hop->wire), said);
		hop_fail(hop, VISIT_UNREACHABLE, REMEDY_NONE, text);
		free(text);
		return;
	}
	while (!strstr(said, explanations[i].words))
		i++;
	text = str_printf("the bastion %s cannot connect to %s: \"%s\"; %s",
	    link->bastion->name, wire_name(&hop->wire),
	    *said ? said : "no reason given", explanations[i].advice);
	hop_fail(hop, explanations[i].status, explanations[i].remedy, text);
	free(text);
}

static void
explain_silence(struct link *link, struct hop *hop)
{
	char *text = str_printf(
	    "no answer from %s within %d s by way of the bastion %s; is the "
	    "device up, and is the address right?",
	    wire_name(&hop->wire), BASTION_OPEN_S, link->bastion->name);

	hop_fail(hop, VISIT_TIMEOUT, REMEDY_RETRY, text);
	free(text);
}

static void
end_opening(struct link *link)
{
	link->is_opening = false;
	link->opening = NULL;
	free(link->open_host);
	link->open_host = NULL;
	uv_timer_stop(&link->timer);
}

static void
take_channel(struct link *link, LIBSSH2_CHANNEL *channel)
{
	struct hop *hop = link->opening;

	if (!hop) {
		link_close_channel(link, channel);
		return;
	}
	hop->channel = channel;
	hop->state = HOP_OPEN;
	DL_APPEND(link->hops, hop);
	link->hop_count++;
	hop_note(hop);
}

/* False when the link itself is broken. */
static bool
go_on_opening(struct link *link)
{
	LIBSSH2_SESSION *session = link->ssh->session;
	struct hop *hop = link->opening;
	LIBSSH2_CHANNEL *channel;
	int result;

	channel = libssh2_channel_direct_tcpip_ex(session, link->open_host,
	    (int)link->open_port, "127.0.0.1", 22);
	if (channel) {
		take_channel(link, channel);
		end_opening(link);
		return true;
	}
	result = libssh2_session_last_errno(session);
	if (result == LIBSSH2_ERROR_EAGAIN)
		return true;
	if (result == LIBSSH2_ERROR_CHANNEL_FAILURE && hop)
		explain_refusal(link, hop);
	else if (result == LIBSSH2_ERROR_TIMEOUT && hop)
		explain_silence(link, hop);
	else if (result != LIBSSH2_ERROR_CHANNEL_FAILURE &&
		 result != LIBSSH2_ERROR_TIMEOUT)
		return false;
	end_opening(link);
	return true;
}

static void
on_tick(uv_timer_t *timer)
{
	link_tick(timer->data);
}

void
link_open(struct link *link, struct hop *hop)
{
	link->is_opening = true;
	link->opening = hop;
	link->open_host = xstrdup(hop->wire.host);
	link->open_port = hop->wire.port;
	link->open_since = now_of(link);
	hop->link = link;
	hop->state = HOP_OPENING;
	hop_note(hop);
	uv_timer_start(&link->timer, on_tick, BASTION_STUCK_MS, 0);
	link_pump(link);
}

/*
 * First others get a link of their own; then the bastion is asked for a sign
 * of life, so that a dead device can be told from a dead bastion; then the
 * library gives up.
 */
void
link_tick(struct link *link)
{
	uint64_t now = now_of(link);
	uint64_t waited = now - link->open_since;
	int next = 0;

	if (!link->is_opening)
		return;
	bastion_kick(link->bastion);
	if (waited >= OPEN_MS && link->heard < link->open_since) {
		bastion_lose_link(link, "does not answer any more");
		bastion_wake(link->bastion);
		return;
	}
	if (waited >= ASK_MS) {
		libssh2_keepalive_config(link->ssh->session, 1, 2);
		(void)libssh2_keepalive_send(link->ssh->session, &next);
		wire_flush(link->ssh->wire);
	}
	if (waited < ASK_MS)
		uv_timer_start(&link->timer, on_tick, ASK_MS - waited, 0);
	else if (waited < OPEN_MS)
		uv_timer_start(&link->timer, on_tick, OPEN_MS - waited, 0);
	else
		uv_timer_start(&link->timer, on_tick, 500, 0);
	if (waited >= OPEN_MS)
		link_pump(link);
	bastion_wake(link->bastion);
}

/* --- closing -------------------------------------------------------------- */

/* Asks again whether the other side has closed them as well. */
static void
go_on_closing(struct link *link)
{
	size_t kept = 0;

	for (size_t i = 0; i < link->closing_count; i++) {
		LIBSSH2_CHANNEL *channel = link->closing[i];

		if (libssh2_channel_free(channel) == LIBSSH2_ERROR_EAGAIN)
			link->closing[kept++] = channel;
	}
	link->closing_count = kept;
}

void
link_close_channel(struct link *link, LIBSSH2_CHANNEL *channel)
{
	link->closing = grow_array(link->closing, link->closing_count,
	    &link->closing_capacity, sizeof(LIBSSH2_CHANNEL *));
	link->closing[link->closing_count++] = channel;
	/* Says that it is closed; the answer is for link_pump(). */
	link->ssh->gate_open = false;
	go_on_closing(link);
	link->ssh->gate_open = true;
	wire_flush(link->ssh->wire);
}

/* --- moving bytes --------------------------------------------------------- */

/* One slice for all; false when the link is broken. */
static bool
read_slice(struct link *link)
{
	bool sound = true;
	struct hop *hop;

	if (link->is_opening && !go_on_opening(link))
		return false;
	DL_FOREACH(link->hops, hop)
	{
		if (!hop_read(hop))
			sound = false;
	}
	go_on_closing(link);
	return sound;
}

static void
write_all(struct link *link)
{
	struct hop *hop;

	DL_FOREACH(link->hops, hop)
	{
		if (hop->wire.out.length)
			hop_write(hop);
	}
}

static void
lose_broken_link(struct link *link, const char *how, const char *reason)
{
	char *why = str_printf("%s: %s", how, reason);

	bastion_lose_link(link, why);
	free(why);
}

void
link_pump(struct link *link)
{
	const struct str *words = &link->ssh->transport.last_words;
	struct wire *wire = link->ssh->wire;
	bool sound;

	if (wire_peek(wire).length)
		link->heard = now_of(link);
	do
		sound = read_slice(link);
	while (sound && ssh_again(link->ssh, LIBSSH2_ERROR_EAGAIN));
	wire_flush(wire);
	if (sound && !wire_has_ended(wire)) {
		write_all(link);
		wire_flush(wire);
		return;
	}
	if (words->length)
		lose_broken_link(link, "has hung up", str_text(words));
	else if (wire_reason(wire))
		lose_broken_link(link, "is out of reach", wire_reason(wire));
	else if (wire_error(wire))
		lose_broken_link(link, "is out of reach",
		    strerror(wire_error(wire)));
	else
		bastion_lose_link(link, "has hung up");
}
