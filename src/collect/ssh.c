/*
 * SSH: greeting, key exchange, host key.  Logging in is in ssh_login.c, what
 * comes after that in ssh_channel.c, the bytes below in ssh_bytes.c, and what
 * is said of failures in ssh_explain.c.
 *
 * Each function below is a step (see transport.h) and has the same shape: call
 * the library until it has nothing more to read, send what it wrote, and say
 * whether it is done, waits or has failed.
 */
#include "collect/ssh.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "collect/algorithm.h"
#include "collect/bastion.h"
#include "collect/kexinit.h"
#include "collect/ssh_private.h"

static struct ssh *
ssh_of(struct transport *transport)
{
	return (struct ssh *)transport;
}

/* --- connecting ----------------------------------------------------------- */

static enum step_result
ssh_resolve(struct transport *transport, struct failure *failure)
{
	return wire_resolve(ssh_of(transport)->wire, failure);
}

static enum step_result
ssh_connect(struct transport *transport, struct failure *failure)
{
	struct wire *wire = ssh_of(transport)->wire;
	enum step_result result = wire_connect(wire, failure);

	transport->held = wire_is_held(wire);
	return result;
}

/* --- greeting and key exchange -------------------------------------------- */

static enum host_key_policy
policy_of(const struct ssh *ssh)
{
	return ssh->target->host_keys ? *ssh->target->host_keys
				      : ssh->run->host_keys;
}

struct algorithm_wishes
ssh_wishes(const struct ssh *ssh)
{
	return (struct algorithm_wishes){
	    .known_types = str_span(&ssh->known_types),
	    .old = !ssh->run->no_old_algorithms,
	    .no_chacha = ssh->transport.no_chacha,
	    .lists = ssh->target->algorithms,
	};
}

static enum step_result
start_session(struct ssh *ssh, struct failure *failure)
{
	enum step_result result = STEP_DONE;
	struct str problem = STR_INIT;
	struct algorithm_wishes wishes;
	LIBSSH2_SESSION *session;

	ssh->memory.owner = ssh;
	session = libssh2_session_init_ex(ssh_memory_allocate, ssh_memory_free,
	    ssh_memory_resize, &ssh->memory);
	if (!session)
		bug("no memory for an SSH session");
	ssh->session = session;
	libssh2_session_callback_set2(session, LIBSSH2_CALLBACK_SEND,
	    (libssh2_cb_generic *)ssh_on_send);
	libssh2_session_callback_set2(session, LIBSSH2_CALLBACK_RECV,
	    (libssh2_cb_generic *)ssh_on_receive);
	libssh2_session_callback_set2(session, LIBSSH2_CALLBACK_DISCONNECT,
	    (libssh2_cb_generic *)ssh_on_disconnect);
	libssh2_session_set_blocking(session, 0);
	/* Ours end sooner, and know what they were waiting for. */
	libssh2_session_set_read_timeout(session, 86400);
	if (policy_of(ssh) != HOST_KEYS_OFF)
		known_hosts_book_list_types(ssh->run->known_hosts, ssh->target,
		    &ssh->known_types);
	wishes = ssh_wishes(ssh);
	if (!algorithm_prefer(session, &wishes, ssh->run->algorithms, &problem))
		result = failure_set(failure, VISIT_ALGORITHMS, REMEDY_NONE,
		    "%s", str_text(&problem));
	str_release(&problem);
	ssh->gate_open = true;
	return result;
}

/*
 * A few old servers accept the log-in service without saying its name, which
 * OpenSSH's client lets pass.  It is the last thing that the library waits for
 * in a handshake, and of its errors only the text tells this one; the new keys,
 * which nothing but a right signature brings, are in use by then.
 */
static bool
is_accepted_without_name(struct ssh *ssh, int result)
{
	return ssh->new_keys && result == LIBSSH2_ERROR_PROTO &&
	       strcmp(ssh_error_text(ssh), "Unexpected packet length") == 0;
}

static enum step_result
ssh_handshake(struct transport *transport, struct failure *failure)
{
	struct ssh *ssh = ssh_of(transport);
	int result;

	if (ssh->handshake_done)
		return STEP_DONE;
	if (!ssh->session && start_session(ssh, failure) != STEP_DONE)
		return STEP_FAILED;
	do {
		result = libssh2_session_handshake(ssh->session,
		    wire_socket(ssh->wire));
	} while (ssh_again(ssh, result));
	/*
	 * The greeting alone, too, though the lists of algorithms follow: a
	 * server that gets both in one packet may hang up over the lists before
	 * it has sent its own, and then nobody knows why.
	 */
	wire_flush(ssh->wire);
	if (result == LIBSSH2_ERROR_EAGAIN)
		return STEP_WAIT;
	if (result != 0 && !is_accepted_without_name(ssh, result))
		return ssh_explain_handshake(ssh, result, failure);
	ssh->handshake_done = true;
	algorithm_get_agreed(ssh->session, &transport->algorithms);
	wire_forget_early(ssh->wire);
	return STEP_DONE;
}

/* More than that before a greeting, and it is none: a telnet port, a joke. */
#define PREAMBLE_MAX ((size_t)32 << 10)

/* clang-format off */
static const struct {
	const char *ident;
	enum platform platform;
} greetings[] = {
	{ "SSH-1.99-Cisco-1.25", PLATFORM_IOS },
	{ "SSH-2.0-Cisco-1.25",  PLATFORM_IOS },
	{ "SSH-1.99-Cisco-2.0",  PLATFORM_IOSXR },
	{ "SSH-2.0-Cisco-2.0",   PLATFORM_IOSXR },
};
/* clang-format on */

/* Waits for the greeting alone, which has a shorter time limit. */
static enum step_result
ssh_greet(struct transport *transport, struct failure *failure)
{
	struct ssh *ssh = ssh_of(transport);
	enum step_result result = ssh_handshake(transport, failure);
	struct kexinit kexinit;

	if (result != STEP_WAIT)
		return result;
	if (!kexinit_read(wire_early(ssh->wire), &kexinit)) {
		if (wire_early(ssh->wire).length < PREAMBLE_MAX)
			return STEP_WAIT;
		return ssh_explain_greeting(ssh, failure);
	}
	if (!kexinit_is_version_2(&kexinit))
		return ssh_explain_version(ssh, &kexinit, failure);
	str_clear(&transport->ident);
	str_add_span(&transport->ident, kexinit.ident);
	for (size_t i = 0; i < COUNT_OF(greetings); i++) {
		if (span_is(kexinit.ident, greetings[i].ident))
			transport->platform = greetings[i].platform;
	}
	return STEP_DONE;
}

/* --- host key ------------------------------------------------------------- */

static enum step_result
refuse_key(struct ssh *ssh, enum known_host found,
    const struct known_hosts_place *place, const char *fingerprint,
    struct failure *failure)
{
	const char *name = wire_name(ssh->wire);

	switch (found) {
	case KNOWN_HOST_MATCH:
		break;
	case KNOWN_HOST_UNKNOWN:
		return failure_set(failure, VISIT_HOST_KEY, REMEDY_NONE,
		    "the host key of %s is not known: %s; compare this with "
		    "the device, then add it to %s by `cablecheck trust`, or "
		    "run again with --host-keys accept-new",
		    name, fingerprint,
		    known_hosts_book_files(ssh->run->known_hosts, ssh->target)
			->paths[0]);
	case KNOWN_HOST_CHANGED:
		return failure_set(failure, VISIT_HOST_KEY, REMEDY_NONE,
		    "THE HOST KEY OF %s HAS CHANGED: somebody may be listening "
		    "in, or the device was replaced; it now shows %s and not "
		    "the key at %s:%u; nothing was sent to it; if the new key "
		    "is right, `cablecheck trust` puts it in place of the old",
		    name, fingerprint, place->path, place->line);
	case KNOWN_HOST_REVOKED:
		return failure_set(failure, VISIT_HOST_KEY, REMEDY_NONE,
		    "THE HOST KEY OF %s IS REVOKED at %s:%u: whoever shows it "
		    "(%s) must not be trusted; nothing was sent to it",
		    name, place->path, place->line, fingerprint);
	}
	return STEP_DONE;
}

/* Remembers it, at least for this run; false when it is no key. */
static bool
accept_key(struct ssh *ssh, struct span key, struct failure *failure)
{
	struct err err = ERR_INIT;

	if (known_hosts_book_add(ssh->run->known_hosts, ssh->target, key, &err))
		return true;
	failure_set(failure, VISIT_HOST_KEY, REMEDY_NONE,
	    "the host key of %s cannot be remembered: %s", wire_name(ssh->wire),
	    err.text);
	return false;
}

static enum step_result
judge_key(struct ssh *ssh, struct span key, struct failure *failure)
{
	const struct known_hosts_book *book = ssh->run->known_hosts;
	struct known_hosts_place place;
	enum step_result result;
	enum known_host found;
	char *fingerprint;

	found = known_hosts_book_check(book, ssh->target, key, &place);
	if (found == KNOWN_HOST_UNKNOWN &&
	    policy_of(ssh) == HOST_KEYS_ACCEPT_NEW) {
		if (!accept_key(ssh, key, failure))
			return STEP_FAILED;
		/* Another visit may have been faster, with another key. */
		found = known_hosts_book_check(book, ssh->target, key, &place);
	}
	if (found == KNOWN_HOST_MATCH)
		return STEP_DONE;
	fingerprint = known_hosts_fingerprint(key);
	result = refuse_key(ssh, found, &place, fingerprint, failure);
	free(fingerprint);
	return result;
}

static enum step_result
ssh_check_host_key(struct transport *transport, struct failure *failure)
{
	struct ssh *ssh = ssh_of(transport);
	struct span key = str_span(&ssh->host_key);

	if (!key.length)
		return failure_set(failure, VISIT_HOST_KEY, REMEDY_NONE,
		    "%s has shown no host key", wire_name(ssh->wire));
	if (transport->show_key) {
		ssh->run->on_host_key(ssh->run->context, ssh->target, key);
		return STEP_DONE;
	}
	if (policy_of(ssh) == HOST_KEYS_OFF)
		return STEP_DONE;
	return judge_key(ssh, key, failure);
}

/* --- the end -------------------------------------------------------------- */

/* Says good-bye; nobody waits for an answer to that. */
static enum step_result
ssh_hang_up(struct transport *transport, struct failure *failure)
{
	struct ssh *ssh = ssh_of(transport);

	(void)failure;
	if (ssh->session && !wire_has_ended(ssh->wire))
		(void)libssh2_session_disconnect(ssh->session, "done");
	wire_flush(ssh->wire);
	return STEP_DONE;
}

/* A password that was accepted has left; and what was typed may be one. */
static bool
has_sent_all_secrets(const struct ssh *ssh)
{
	const struct transport *t = &ssh->transport;

	return (!t->password_sent || t->password_accepted) &&
	       !ssh->shell_wanted;
}

static void
ssh_free(struct transport *transport)
{
	struct ssh *ssh = ssh_of(transport);

	if (has_sent_all_secrets(ssh))
		ssh->memory.state_without_secrets = ssh->session;
	/*
	 * The library would wait for the device to confirm that each channel
	 * is closed; a dead connection confirms at once.
	 */
	ssh->dead = true;
	if (ssh->session)
		(void)libssh2_session_free(ssh->session);
	wire_free(ssh->wire);
	ssh_memory_release(&ssh->memory);
	str_release(&ssh->known_types);
	str_release(&ssh->host_key);
	str_release(&transport->ident);
	str_release(&transport->last_words);
	algorithms_release(&transport->algorithms);
	ssh_release_channel(ssh);
	ssh_release_login(ssh);
	free(ssh);
}

static const struct transport_ops ssh_ops = {
    .resolve = ssh_resolve,
    .connect = ssh_connect,
    .greet = ssh_greet,
    .handshake = ssh_handshake,
    .check_host_key = ssh_check_host_key,
    .log_in = ssh_log_in,
    .open = ssh_open,
    .read = ssh_read,
    .write = ssh_write,
    .hang_up = ssh_hang_up,
    .free = ssh_free,
};

struct transport *
ssh_new(const struct ssh_run *run, const struct collect_target *target,
    const char *username, void (*wake)(void *context), void *context)
{
	struct ssh *ssh = xcalloc(1, sizeof(*ssh));
	struct wire_place place = {.loop = run->loop,
	    .names = run->names,
	    .host = target->host,
	    .port = target->port,
	    .wake = wake,
	    .context = context};

	ssh->transport.ops = &ssh_ops;
	ssh->transport.wake = wake;
	ssh->transport.context = context;
	ssh->transport.due = TRANSPORT_NEVER;
	ssh->run = run;
	ssh->target = target;
	ssh->username = xstrdup(username);
	ssh->login = keyring_find(run->keyring, target->credential);
	if (target->jump)
		ssh->wire =
		    bastion_wire_new(run->bastions, target->jump, &place);
	else if (target->proxy_command)
		ssh->wire =
		    wire_new_command(&place, target->proxy_command, username);
	else
		ssh->wire = wire_new_tcp(&place);
	return &ssh->transport;
}
