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

#include "base/attr.h"
#include "base/text.h"
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

/* --- the end of a session ------------------------------------------------- */

/* What anybody shows of the other side's words. */
#define QUOTE_MAX ((size_t)120)

/* clang-format off */
/* RFC 4253, section 11.1: reasons to end a session, and whether they pass. */
static const struct {
	const char *words;
	bool stays;
} end_reasons[] = {
	[0]  = { NULL, false },
	[1]  = { "this host may not connect", true },
	[2]  = { "protocol error", false },
	[3]  = { "key exchange failed", false },
	[4]  = { NULL, false },
	[5]  = { "wrong checksum", false },
	[6]  = { "compression error", false },
	[7]  = { "service not available", false },
	[8]  = { "protocol version not supported", true },
	[9]  = { "host key not verifiable", true },
	[10] = { "connection lost", false },
	[11] = { "by application", false },
	[12] = { "too many connections", false },
	[13] = { "log-in cancelled", true },
	[14] = { "no more methods to log in", true },
	[15] = { "illegal user name", true },
};
/* clang-format on */

void
ssh_note_disconnect(struct ssh *ssh, unsigned reason, struct span words)
{
	struct str *out = &ssh->transport.last_words;
	bool known = reason < COUNT_OF(end_reasons);

	words = span_trim(words);
	str_clear(out);
	ssh->end_reason = reason;
	if (words.length) {
		str_add_char(out, '"');
		(void)text_escape_cut(out, words, QUOTE_MAX);
		str_add_char(out, '"');
	} else if (known && end_reasons[reason].words) {
		str_add(out, end_reasons[reason].words);
	} else {
		str_addf(out, "reason %u", reason);
	}
}

static enum step_result
explain_disconnect(struct ssh *ssh, const char *doing, struct failure *failure)
{
	bool stays = ssh->end_reason < COUNT_OF(end_reasons) &&
		     end_reasons[ssh->end_reason].stays;

	return failure_set(failure, VISIT_CLOSED,
	    stays ? REMEDY_NONE : REMEDY_RETRY,
	    "%s ended the session while %s: %s", wire_name(ssh->wire), doing,
	    str_text(&ssh->transport.last_words));
}

enum step_result
ssh_explain_end(struct ssh *ssh, const char *doing, struct failure *failure)
{
	const char *name = wire_name(ssh->wire);

	if (ssh->transport.last_words.length)
		return explain_disconnect(ssh, doing, failure);
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

/* --- no greeting ---------------------------------------------------------- */

/* What is longer is no excuse for hanging up. */
#define EXCUSE_MAX ((size_t)4096)

/* Those of other alphabets are not looked at any closer. */
static bool
has_letter(struct span line)
{
	for (size_t i = 0; i < line.length; i++) {
		unsigned char c = (unsigned char)line.text[i] | ' ';

		if ((c >= 'a' && c <= 'z') || c >= 0x80)
			return true;
	}
	return false;
}

/* "220 mail ready", "421-too busy": FTP, SMTP and others. */
static bool
starts_with_reply_code(struct span said)
{
	for (size_t i = 0; i < 3; i++) {
		if (i >= said.length || said.text[i] < '0' ||
		    said.text[i] > '9')
			return false;
	}
	said = span_skip(said, 3);
	return span_starts(said, " ") || span_starts(said, "-");
}

/* Bytes of a telnet option (IAC), of TLS, of anything that is no text. */
static bool
is_binary(struct span said)
{
	for (size_t i = 0; i < said.length; i++) {
		unsigned char c = (unsigned char)said.text[i];

		if (c == 0xff ||
		    (c < ' ' && c != 033 && c != '\a' && c != '\b' &&
			!span_is_blank_char(said.text[i])))
			return true;
	}
	return false;
}

/* A prompt waits to be typed at, as telnet and consoles do. */
static bool
ends_in_prompt(struct span said)
{
	return span_ends(said, ":") || span_ends(said, ">") ||
	       span_ends(said, "#");
}

/*
 * A few words and a close are how busy servers turn people away: OpenSSH
 * ("Exceeded MaxStartups", "Not allowed at this time"), IOS ("% Connection
 * refused by remote host"), NX-OS, tcp wrappers and what AAA servers say.  It
 * passes; a port on which something else answers does not.
 */
static bool
is_refusal(struct ssh *ssh, struct span said)
{
	static const char *const others[] = {"HTTP/", "+OK", "-ERR", "* OK",
	    "* BYE", "* PREAUTH", "RFB ", "<"};

	for (size_t i = 0; i < COUNT_OF(others); i++) {
		if (span_starts(said, others[i]))
			return false;
	}
	return wire_has_ended(ssh->wire) && said.length <= EXCUSE_MAX &&
	       has_letter(said) && !starts_with_reply_code(said) &&
	       !is_binary(said) && !ends_in_prompt(said);
}

/* The last line with words in it: what stands before may be a banner. */
static struct span
last_words(struct span said)
{
	struct span line = SPAN_ABSENT;
	struct span last = SPAN_ABSENT;

	while (span_next_line(&said, &line)) {
		if (has_letter(line))
			last = span_trim(line);
	}
	return last;
}

static enum step_result
explain_words(struct ssh *ssh, struct span said, struct failure *failure)
{
	bool refused = is_refusal(ssh, said);
	const char *name = wire_name(ssh->wire);
	struct span line = SPAN_ABSENT;

	if (refused)
		line = last_words(said);
	else
		(void)span_next_line(&said, &line);
	if (line.length > QUOTE_MAX)
		line.length = QUOTE_MAX;
	if (!refused)
		return failure_set(failure, VISIT_CLOSED, REMEDY_NONE,
		    "%s does not speak SSH: it began with \"%.*s\"; is the "
		    "port right?",
		    name, (int)line.length, line.text);
	return failure_set(failure, VISIT_CLOSED, REMEDY_RETRY,
	    "%s refused the connection: it said \"%.*s\" and hung up; too "
	    "busy, too many sessions at once, or an access list",
	    name, (int)line.length, line.text);
}

enum step_result
ssh_explain_greeting(struct ssh *ssh, struct failure *failure)
{
	struct span said = span_trim(wire_early(ssh->wire));
	const char *name = wire_name(ssh->wire);

	if (wire_reason(ssh->wire))
		return failure_set(failure, VISIT_UNREACHABLE, REMEDY_RETRY,
		    "cannot reach %s: %s", name, wire_reason(ssh->wire));
	if (said.length == 0)
		return failure_set(failure, VISIT_CLOSED, REMEDY_RETRY,
		    "%s takes connections but closes them without a word: an "
		    "access list on its VTY lines, too many sessions at once, "
		    "or a device that is still starting",
		    name);
	if (ssh->ident_seen && wire_has_ended(ssh->wire))
		return failure_set(failure, VISIT_CLOSED, REMEDY_RETRY,
		    "%s hung up in the middle of its greeting", name);
	return explain_words(ssh, said, failure);
}

/* --- no agreement --------------------------------------------------------- */

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
 * The library forgets why a key exchange failed.  But its steps leave traces:
 * it works out the shared secret, verifies the signature and sends NEWKEYS, in
 * this order.  Where it has come as far as the first and not to the last, it is
 * the signature that was found wrong.  This is told as an attack, so nothing
 * else may be taken for it: a server that ends the session here is only busy.
 */
static bool
signature_is_wrong(const struct ssh *ssh, int result)
{
	return result == LIBSSH2_ERROR_KEY_EXCHANGE_FAILURE &&
	       ssh->memory.secret_seen && !ssh->new_keys;
}

/*
 * In a strict key exchange the library takes any other packet for a violation,
 * and does not say what was in it.
 */
static void
look_for_disconnect(struct ssh *ssh)
{
	struct span words;
	uint32_t reason;

	if (!ssh->transport.last_words.length &&
	    kexinit_find_disconnect(wire_early(ssh->wire), &reason, &words))
		ssh_note_disconnect(ssh, reason, words);
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
		failure_set(failure, VISIT_ALGORITHMS,
		    algorithm_can_do_without_chacha(ssh->session, &wishes,
			&kexinit)
			? REMEDY_NO_CHACHA
			: REMEDY_NONE,
		    "%s and this program cannot agree: %s",
		    wire_name(ssh->wire), str_text(&reason));
	str_release(&reason);
	if (failure->status != VISIT_OK)
		return STEP_FAILED;
	if (signature_is_wrong(ssh, result))
		result = LIBSSH2_ERROR_HOSTKEY_SIGN;
	look_for_disconnect(ssh);
	if (result != LIBSSH2_ERROR_HOSTKEY_SIGN &&
	    ssh->transport.last_words.length)
		return explain_disconnect(ssh, "exchanging keys", failure);
	while (handshake_errors[i].code && handshake_errors[i].code != result)
		i++;
	if (handshake_errors[i].code == 0 && wire_has_ended(ssh->wire))
		return ssh_explain_end(ssh, "exchanging keys", failure);
	return failure_set(failure, handshake_errors[i].status, REMEDY_NONE,
	    "%s %s (%s)", wire_name(ssh->wire), handshake_errors[i].text,
	    ssh_error_text(ssh));
}

/* --- a channel ------------------------------------------------------------ */

/* RFC 4254, 5.1: SSH_OPEN_RESOURCE_SHORTAGE, of its lines or its memory. */
#define RESOURCE_SHORTAGE 4

/* What it is short of, it may have again; a shell would need it as well. */
enum step_result
ssh_explain_channel(struct ssh *ssh, struct failure *failure)
{
	struct span words = span_trim(str_span(&ssh->memory.open_explanation));
	const char *name = wire_name(ssh->wire);
	enum remedy remedy = ssh->memory.open_failure == RESOURCE_SHORTAGE
				 ? REMEDY_RETRY
				 : REMEDY_SHELL;

	if (words.length > QUOTE_MAX)
		words.length = QUOTE_MAX;
	if (words.length)
		return failure_set(failure, VISIT_DENIED, remedy,
		    "%s does not open a channel: \"%.*s\"", name,
		    (int)words.length, words.text);
	return failure_set(failure, VISIT_DENIED, remedy,
	    "%s does not open a channel: %s", name, ssh_error_text(ssh));
}
