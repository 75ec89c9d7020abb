/*
 * Why a connection over SSH did not come about, or is gone: what the library
 * knows of it is seldom more than a number, so this looks at what the server
 * has said as well.
 *
 * Whatever is quoted here was chosen by a stranger: it is bounded here, and
 * failure_set() escapes it.
 */
#include "collect/ssh_private.h"

#include <string.h>

#include "collect/algorithm.h"
#include "collect/kexinit.h"

const char *
ssh_error_text(struct ssh *ssh)
{
	char *text = NULL;

	if (!ssh->session)
		return "no session";
	libssh2_session_last_error(ssh->session, &text, NULL, 0);
	return text && *text ? text : "no reason given";
}

enum step_result
ssh_explain_end(struct ssh *ssh, const char *doing, struct failure *failure)
{
	const char *name = wire_name(ssh->wire);

	if (wire_reason(ssh->wire))
		return failure_set(failure, VISIT_CLOSED, REMEDY_RETRY,
		    "the connection to %s broke while %s: %s", name, doing,
		    wire_reason(ssh->wire));
	if (!wire_has_ended(ssh->wire))
		return failure_set(failure, VISIT_CLOSED, REMEDY_RETRY,
		    "%s ended the session while %s: %s", name, doing,
		    ssh_error_text(ssh));
	if (wire_error(ssh->wire))
		return failure_set(failure, VISIT_CLOSED, REMEDY_RETRY,
		    "the connection to %s broke while %s: %s", name, doing,
		    strerror(wire_error(ssh->wire)));
	return failure_set(failure, VISIT_CLOSED, REMEDY_RETRY,
	    "%s hung up while %s", name, doing);
}

enum step_result
ssh_explain_greeting(struct ssh *ssh, struct failure *failure)
{
	struct span said = span_trim(wire_early(ssh->wire));
	struct span line = SPAN_ABSENT;

	if (wire_reason(ssh->wire))
		return failure_set(failure, VISIT_UNREACHABLE, REMEDY_RETRY,
		    "cannot reach %s: %s", wire_name(ssh->wire),
		    wire_reason(ssh->wire));
	if (said.length == 0)
		return failure_set(failure, VISIT_CLOSED, REMEDY_RETRY,
		    "%s takes connections but closes them without a word: an "
		    "access list on its VTY lines, too many sessions at once, "
		    "or a device that is still starting",
		    wire_name(ssh->wire));
	(void)span_next_line(&said, &line);
	if (line.length > 60)
		line.length = 60;
	return failure_set(failure, VISIT_CLOSED, REMEDY_NONE,
	    "%s does not speak SSH: it began with \"%.*s\"; is the port right?",
	    wire_name(ssh->wire), (int)line.length, line.text);
}

/* clang-format off */
static const struct {
	int code;
	enum visit_status status;
	const char *text;
} handshake_errors[] = {
	{ LIBSSH2_ERROR_HOSTKEY_INIT, VISIT_HOST_KEY,
	  "shows a host key that cannot be read" },
	{ LIBSSH2_ERROR_HOSTKEY_SIGN, VISIT_HOST_KEY,
	  "cannot prove that its host key is its own: the signature is wrong" },
	{ LIBSSH2_ERROR_INVALID_MAC, VISIT_CLOSED,
	  "sent a damaged packet (wrong checksum)" },
	{ LIBSSH2_ERROR_MAC_FAILURE, VISIT_CLOSED,
	  "sent a damaged packet (wrong checksum)" },
	{ 0, VISIT_CLOSED, "failed in the key exchange" },
};
/* clang-format on */

enum step_result
ssh_explain_version(struct ssh *ssh, const struct kexinit *kexinit,
    struct failure *failure)
{
	return failure_set(failure, VISIT_ALGORITHMS, REMEDY_NONE,
	    "%s speaks an SSH that is too old: it began with \"%.*s\"; IOS "
	    "speaks version 2 after `ip ssh version 2`, with an RSA key of "
	    "768 bits or more",
	    wire_name(ssh->wire), (int)kexinit->ident.length,
	    kexinit->ident.text);
}

/*
 * The library forgets why a key exchange failed.  But it has taken the host
 * key, so all that it can still have found wrong is the signature by it.
 */
static bool
signature_is_wrong(struct ssh *ssh, int result)
{
	return result == LIBSSH2_ERROR_KEY_EXCHANGE_FAILURE &&
	       !wire_has_ended(ssh->wire) &&
	       libssh2_session_hostkey(ssh->session, NULL, NULL);
}

enum step_result
ssh_explain_handshake(struct ssh *ssh, int result, struct failure *failure)
{
	const struct algorithm_wishes wishes = ssh_wishes(ssh);
	struct kexinit kexinit;
	struct str reason = STR_INIT;
	size_t i = 0;

	if (!kexinit_read(wire_early(ssh->wire), &kexinit))
		return ssh_explain_greeting(ssh, failure);
	if (!kexinit_is_version_2(&kexinit))
		return ssh_explain_version(ssh, &kexinit, failure);
	if (kexinit.complete &&
	    algorithm_explain(ssh->session, &wishes, &kexinit, &reason))
		failure_set(failure, VISIT_ALGORITHMS, REMEDY_NONE,
		    "%s and this program cannot agree: %s",
		    wire_name(ssh->wire), str_text(&reason));
	str_release(&reason);
	if (failure->status != VISIT_OK)
		return STEP_FAILED;
	if (signature_is_wrong(ssh, result))
		result = LIBSSH2_ERROR_HOSTKEY_SIGN;
	while (handshake_errors[i].code && handshake_errors[i].code != result)
		i++;
	if (handshake_errors[i].code == 0 && wire_has_ended(ssh->wire))
		return ssh_explain_end(ssh, "exchanging keys", failure);
	return failure_set(failure, handshake_errors[i].status, REMEDY_NONE,
	    "%s %s (%s)", wire_name(ssh->wire), handshake_errors[i].text,
	    ssh_error_text(ssh));
}
