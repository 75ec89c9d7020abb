/*
 * Logging in over SSH with keys: one from a file, or those of an agent.
 *
 * Either way the library is only told the public key and calls back for the
 * signature.  It may be told to ask again later, which is what makes an agent
 * that takes its time harmless: the visit waits, the loop goes on.
 */
#include "collect/ssh_private.h"

#include <stdlib.h>
#include <string.h>

#include "collect/packet.h"

/*
 * Devices hang up after so many refused logins: three on IOS, six on OpenSSH.
 * Who has more keys names the right one.
 */
#define AGENT_TRIES 4

static struct ssh *
ssh_of_session(LIBSSH2_SESSION *session)
{
	struct ssh_memory *memory = *libssh2_session_abstract(session);

	return memory->owner;
}

static struct agent_waker
waker_of(struct ssh *ssh)
{
	return (
	    struct agent_waker){ssh->transport.wake, ssh->transport.context};
}

/* Until it has answered, the device cannot be to blame. */
static int
wait_for_agent(struct ssh *ssh)
{
	ssh->transport.awaited_agent = agent_path(ssh->login->agent);
	return LIBSSH2_ERROR_EAGAIN;
}

/* --- signatures ----------------------------------------------------------- */

/*
 * What is to be signed (RFC 4252, section 7): string session, byte 50, string
 * user, string service, string "publickey", TRUE, string algorithm, string key.
 */
static struct span
algorithm_of(struct span text)
{
	struct span string = span_of("");
	unsigned byte;
	bool ok;

	ok = packet_take_string(&text, &string) &&
	     packet_take_byte(&text, &byte);
	for (int i = 0; ok && i < 3; i++)
		ok = packet_take_string(&text, &string);
	ok = ok && packet_take_byte(&text, &byte) &&
	     packet_take_string(&text, &string);
	return ok ? string : span_of("");
}

static int
sign_by_key(struct ssh *ssh, struct span text, struct str *signature)
{
	struct span algorithm = algorithm_of(text);

	if (key_sign(ssh->login->key, algorithm, text, signature))
		return 0;
	str_addf(&ssh->trouble, "the key %s cannot sign for %.*s",
	    ssh->login->credential->identity, (int)algorithm.length,
	    algorithm.text);
	return LIBSSH2_ERROR_METHOD_NONE;
}

/* Old agents know nothing of SHA-2 and sign RSA in their own way. */
static int
take_signature(struct ssh *ssh, struct span wanted, struct str *signature)
{
	struct span algorithm;
	struct span bytes;

	agent_request_signature(ssh->asked_signature, &algorithm, &bytes);
	if (span_equal(algorithm, wanted)) {
		str_add_span(signature, bytes);
		return 0;
	}
	str_addf(&ssh->trouble,
	    "the key agent at %s signs with %.*s where %.*s is asked for",
	    agent_path(ssh->login->agent), (int)algorithm.length,
	    algorithm.text, (int)wanted.length, wanted.text);
	return LIBSSH2_ERROR_METHOD_NONE;
}

static void
complain_agent(struct ssh *ssh, const char *what)
{
	const char *trouble = agent_trouble(ssh->login->agent);

	if (trouble)
		str_add(&ssh->trouble, trouble);
	else
		str_addf(&ssh->trouble, "the key agent at %s %s",
		    agent_path(ssh->login->agent), what);
}

static struct span
agent_key_to_try(const struct ssh *ssh)
{
	if (ssh->login->key)
		return key_public(ssh->login->key);
	return agent_key(ssh->login->agent, ssh->agent_tries);
}

static int
sign_by_agent(struct ssh *ssh, struct span text, struct str *signature)
{
	struct span algorithm = algorithm_of(text);
	int result = LIBSSH2_ERROR_METHOD_NONE;

	if (!ssh->asked_signature)
		ssh->asked_signature = agent_sign(ssh->login->agent,
		    agent_key_to_try(ssh), algorithm, text, waker_of(ssh));
	switch (agent_request_answer(ssh->asked_signature)) {
	case AGENT_WAIT:
		return wait_for_agent(ssh);
	case AGENT_YES:
		result = take_signature(ssh, algorithm, signature);
		break;
	case AGENT_NO:
		complain_agent(ssh, "refuses to sign");
		break;
	}
	agent_request_free(ssh->asked_signature);
	ssh->asked_signature = NULL;
	return result;
}

static int
on_sign(LIBSSH2_SESSION *session, unsigned char **out, size_t *length,
    const unsigned char *bytes, size_t size, void **abstract)
{
	struct ssh *ssh = ssh_of_session(session);
	struct span text = span_make((const char *)bytes, size);
	struct str signature = STR_INIT;
	void *memory = &ssh->memory;
	int result;

	(void)abstract;
	if (ssh->login->key && key_can_sign(ssh->login->key))
		result = sign_by_key(ssh, text, &signature);
	else
		result = sign_by_agent(ssh, text, &signature);
	if (result == 0) {
		/* The library frees it. */
		*out = ssh_memory_allocate(signature.length, &memory);
		*length = *out ? signature.length : 0;
		if (*out)
			memcpy(*out, signature.text, signature.length);
		else
			result = LIBSSH2_ERROR_ALLOC;
	}
	str_release(&signature);
	return result;
}

static int
log_in_with(struct ssh *ssh, struct span public)
{
	int result = libssh2_userauth_publickey(ssh->session, ssh->username,
	    (const unsigned char *)public.text, public.length, on_sign, NULL);

	/* The library only says that it got no signature. */
	return ssh->trouble.length ? LIBSSH2_ERROR_METHOD_NONE : result;
}

/* --- the agent ------------------------------------------------------------ */

/* 0 when the list is here. */
static int
know_agent(struct ssh *ssh)
{
	if (!ssh->asked_keys)
		ssh->asked_keys = agent_list(ssh->login->agent, waker_of(ssh));
	switch (agent_request_answer(ssh->asked_keys)) {
	case AGENT_WAIT:
		return wait_for_agent(ssh);
	case AGENT_YES:
		return 0;
	case AGENT_NO:
		break;
	}
	complain_agent(ssh, "does not tell its keys");
	return LIBSSH2_ERROR_METHOD_NONE;
}

static bool
agent_holds(const struct agent *agent, struct span key)
{
	for (size_t i = 0; i < agent_key_count(agent); i++) {
		if (span_equal(agent_key(agent, i), key))
			return true;
	}
	return false;
}

int
ssh_log_in_by_key(struct ssh *ssh)
{
	const struct keyring_entry *login = ssh->login;
	int result;

	if (key_can_sign(login->key))
		return log_in_with(ssh, key_public(login->key));
	result = know_agent(ssh);
	if (result != 0)
		return result;
	if (agent_holds(login->agent, key_public(login->key)))
		return log_in_with(ssh, key_public(login->key));
	str_addf(&ssh->trouble,
	    key_is_public(login->key)
		? "the key agent at %s does not hold the private half of the "
		  "public key %s: add it with ssh-add, or name the file of "
		  "the private key"
		: "the key agent at %s does not hold the key %s: add it with "
		  "ssh-add, or give its passphrase",
	    agent_path(login->agent), login->credential->identity);
	return LIBSSH2_ERROR_METHOD_NONE;
}

int
ssh_log_in_by_agent(struct ssh *ssh)
{
	const struct agent *agent = ssh->login->agent;
	int result = know_agent(ssh);

	if (result != 0)
		return result;
	if (agent_key_count(agent) > 0)
		return log_in_with(ssh, agent_key(agent, ssh->agent_tries));
	str_addf(&ssh->trouble, "the key agent at %s holds no keys",
	    agent_path(agent));
	return LIBSSH2_ERROR_METHOD_NONE;
}

void
ssh_tell_agent_keys(const struct ssh *ssh, struct str *out)
{
	size_t count = agent_key_count(ssh->login->agent);

	if (ssh->agent_tries < count)
		str_addf(out, "%zu of the %zu keys of the agent",
		    ssh->agent_tries, count);
	else
		str_add(out, "the keys of the agent");
}

bool
ssh_has_other_agent_keys(const struct ssh *ssh)
{
	return ssh->agent_tries > 0 &&
	       ssh->agent_tries < agent_key_count(ssh->login->agent);
}

bool
ssh_next_agent_key(struct ssh *ssh)
{
	ssh->agent_tries++;
	return ssh->agent_tries < AGENT_TRIES &&
	       ssh->agent_tries < agent_key_count(ssh->login->agent);
}

void
ssh_release_login(struct ssh *ssh)
{
	agent_request_free(ssh->asked_keys);
	agent_request_free(ssh->asked_signature);
	str_release(&ssh->refused);
	str_release(&ssh->trouble);
	str_release(&ssh->prompt);
	free(ssh->methods);
	free(ssh->username);
}
