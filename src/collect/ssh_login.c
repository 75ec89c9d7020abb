/*
 * Logging in over SSH.
 *
 * The server is asked once which methods it takes, and may let us in at that.
 * Then at most three things happen, in this order: the one key that was named,
 * the password as such, or as the answer to a question (keyboard-interactive);
 * and without any of these, the keys of an agent.  Devices count attempts, so
 * an agent full of other keys must not use them up before the password.  A
 * password that was refused is not sent again in another way: each attempt
 * counts towards locking the account.  One that was accepted in part is sent
 * once more where the server then asks for it in another way.
 *
 * A password waits for leave before it is sent (see gate.h), with the
 * connection made and the keys exchanged.
 */
#include "collect/ssh_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "collect/kexinit.h"
#include "collect/screen.h"

/* RFC 4253, 11.1: SSH_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE. */
#define NO_MORE_METHODS 14

/* What came of one method; the others are a step_result. */
#define METHOD_REFUSED ((enum step_result)(STEP_FAILED + 1))

static bool
offers(const struct ssh *ssh, const char *method)
{
	return ssh->methods &&
	       kexinit_have_common(span_of(ssh->methods), span_of(method));
}

/* --- keyboard-interactive ------------------------------------------------- */

enum question {
	QUESTION_PASSWORD,
	QUESTION_NEW_PASSWORD,
	QUESTION_USER,
	QUESTION_OTHER,
};

static bool
contains_any(struct span text, const char *const *words)
{
	while (*words && !screen_contains(text, *words))
		words++;
	return *words != NULL;
}

/*
 * Only a question whose answer is not shown may get the password.  "Passw" and
 * "passc" stand for password, passwort, passcode; some ask with no word at all.
 */
static enum question
judge_question(struct span text, bool echo)
{
	static const char *const passwords[] = {"passw", "passc", "kennwort",
	    "mot de passe", "contrase", "senha", NULL};
	static const char *const changes[] = {"new ", "retype", "again",
	    "(current)", "old ", NULL};
	static const char *const users[] = {"user", "login", "name", NULL};
	bool password = contains_any(text, passwords) ||
			(!echo && span_trim(text).length == 0);

	if (password && contains_any(text, changes))
		return QUESTION_NEW_PASSWORD;
	if (password && !echo)
		return QUESTION_PASSWORD;
	if (!password && echo && contains_any(text, users))
		return QUESTION_USER;
	return QUESTION_OTHER;
}

/* The library frees it, and so wipes it. */
static bool
respond(struct ssh *ssh, LIBSSH2_USERAUTH_KBDINT_RESPONSE *response,
    struct span text)
{
	void *abstract = &ssh->memory;

	response->text = ssh_memory_allocate(text.length + 1, &abstract);
	if (!response->text)
		return false;
	memcpy(response->text, text.text, text.length);
	response->length = (unsigned)text.length;
	return true;
}

static void
answer(struct ssh *ssh, LIBSSH2_USERAUTH_KBDINT_RESPONSE *response)
{
	const struct secret *password = ssh->login->credential->password;

	/* A second time means that the first answer was wrong. */
	if (ssh->spent) {
		ssh->asked_twice = true;
		return;
	}
	ssh->spent = respond(ssh, response,
	    span_make(secret_text(password), secret_length(password)));
	ssh->transport.password_sent |= ssh->spent;
}

static void
on_questions(const char *name, int name_length, const char *instruction,
    int instruction_length, int count,
    const LIBSSH2_USERAUTH_KBDINT_PROMPT *prompts,
    LIBSSH2_USERAUTH_KBDINT_RESPONSE *responses, void **abstract)
{
	struct ssh *ssh = ((struct ssh_memory *)*abstract)->owner;

	(void)name;
	(void)name_length;
	(void)instruction;
	(void)instruction_length;
	for (int i = 0; i < count; i++) {
		struct span text =
		    span_make((const char *)prompts[i].text, prompts[i].length);

		responses[i].text = NULL;
		responses[i].length = 0;
		switch (judge_question(text, prompts[i].echo != 0)) {
		case QUESTION_PASSWORD:
			answer(ssh, &responses[i]);
			break;
		case QUESTION_NEW_PASSWORD:
			ssh->asked_new = true;
			break;
		case QUESTION_USER:
			(void)respond(ssh, &responses[i],
			    span_of(ssh->username));
			break;
		case QUESTION_OTHER:
			str_clear(&ssh->prompt);
			str_add_span(&ssh->prompt, span_trim(text));
			break;
		}
	}
}

/* --- the methods ---------------------------------------------------------- */

/* It wants a new password, and gets none. */
static void
on_change(LIBSSH2_SESSION *session, char **new_password, int *length,
    void **abstract)
{
	struct ssh *ssh = ((struct ssh_memory *)*abstract)->owner;

	(void)session;
	*new_password = NULL;
	*length = 0;
	ssh->asked_new = true;
}

static int
log_in_by_password(struct ssh *ssh)
{
	const struct secret *password = ssh->login->credential->password;
	int result;

	ssh->spent = true;
	ssh->transport.password_sent = true;
	result = libssh2_userauth_password_ex(ssh->session, ssh->username,
	    (unsigned)strlen(ssh->username), secret_text(password),
	    (unsigned)secret_length(password), on_change);
	/* The library takes it for a mere refusal in the end. */
	return ssh->asked_new ? LIBSSH2_ERROR_PASSWORD_EXPIRED : result;
}

static int
log_in_by_keyboard(struct ssh *ssh)
{
	int result = libssh2_userauth_keyboard_interactive_ex(ssh->session,
	    ssh->username, (unsigned)strlen(ssh->username), on_questions);

	/* What was answered then is still in our queue, and stays there. */
	if (ssh->asked_twice)
		return LIBSSH2_ERROR_AUTHENTICATION_FAILED;
	if (ssh->asked_new)
		return LIBSSH2_ERROR_PASSWORD_EXPIRED;
	return result;
}

/* clang-format off */
static const struct {
	const char *name; /* RFC 4252, RFC 4256 */
	const char *what;
	bool with_password;
	int (*log_in)(struct ssh *ssh);
} methods[LOGIN_METHODS] = {
	[LOGIN_KEY]      = { "publickey", "key", false, ssh_log_in_by_key },
	[LOGIN_PASSWORD] = { "password", "password", true, log_in_by_password },
	[LOGIN_KEYBOARD] = { "keyboard-interactive", "password", true,
	                     log_in_by_keyboard },
	[LOGIN_AGENT]    = { "publickey", "agent", false, ssh_log_in_by_agent },
};
/* clang-format on */

static bool
is_possible(const struct ssh *ssh, int method)
{
	const struct keyring_entry *login = ssh->login;

	if (ssh->tried[method] || !offers(ssh, methods[method].name))
		return false;
	if (methods[method].with_password)
		return login->credential->password && !ssh->spent;
	if (method == LOGIN_KEY)
		return login->key != NULL;
	return login->agent && !login->key && !ssh->spent;
}

static int
next_method(const struct ssh *ssh)
{
	int method = 0;

	while (method < LOGIN_METHODS && !is_possible(ssh, method))
		method++;
	return method;
}

/* --- refusals ------------------------------------------------------------- */

static void
note_refused(struct ssh *ssh, const char *what)
{
	str_addf(&ssh->refused, "%s%s", ssh->refused.length ? " and " : "",
	    what);
}

/* What came of a method that did not let us in; another may follow. */
static void
note_refusal(struct ssh *ssh)
{
	int method = ssh->method;
	struct str keys = STR_INIT;

	ssh->tried[method] = true;
	if (ssh->memory.partial_success) {
		ssh->partly = true;
		/* Another method may ask for the same one, and often does. */
		ssh->spent = false;
	} else if (ssh->trouble.length) {
		/* Nobody refused anything. */
	} else if (method == LOGIN_AGENT) {
		ssh->tried[method] = !ssh_next_agent_key(ssh);
		ssh_tell_agent_keys(ssh, &keys);
		if (ssh->tried[method])
			note_refused(ssh, str_text(&keys));
	} else if (method == LOGIN_KEY) {
		str_addf(&keys, "the key %s", ssh->login->credential->identity);
		note_refused(ssh, str_text(&keys));
	} else if (ssh->transport.password_sent) {
		note_refused(ssh, "the password");
	}
	str_release(&keys);
	/* After a success in part another list may hold. */
	if (ssh->memory.methods.length) {
		free(ssh->methods);
		ssh->methods = str_take(&ssh->memory.methods);
	}
	/* Who does not take passwords so has not judged this one. */
	if (method == LOGIN_PASSWORD && ssh->transport.password_unasked &&
	    !ssh->partly && !offers(ssh, methods[LOGIN_PASSWORD].name)) {
		ssh->spent = false;
		ssh->transport.password_sent = false;
		str_clear(&ssh->refused);
	}
}

/* Nothing was even tried. */
static enum step_result
explain_nothing(struct ssh *ssh, struct failure *failure)
{
	const struct keyring_entry *login = ssh->login;
	bool password = login->credential->password != NULL;

	if (!password && !login->key && !login->agent)
		return failure_set(failure, VISIT_AUTH_FAILED, REMEDY_NONE,
		    "no password and no key to log in to %s as %s: set "
		    "CABLECHECK_PASSWORD, or give --identity",
		    wire_name(ssh->wire), ssh->username);
	return failure_set(failure, VISIT_AUTH_FAILED, REMEDY_NONE,
	    "%s takes only %s from %s; give it %s", wire_name(ssh->wire),
	    ssh->methods && *ssh->methods ? ssh->methods : "nothing",
	    ssh->username, password ? "--identity" : "a password");
}

#define NAME_THE_KEY                                                           \
	"name the right one with --identity KEY or KEY.pub, or IdentityFile "  \
	"in ssh_config"

/* What else there is to know of a refusal, or nothing. */
static const char *
more_of_refusal(const struct ssh *ssh)
{
	if (ssh->trouble.length)
		return str_text(&ssh->trouble);
	if (ssh->transport.password_sent)
		return "it was not tried again, so as not to lock the account";
	if (ssh_has_other_agent_keys(ssh))
		return "the others were not offered, as devices hang up after "
		       "a few: " NAME_THE_KEY;
	return "";
}

static enum step_result
explain_refusal(struct ssh *ssh, struct failure *failure)
{
	const char *name = wire_name(ssh->wire);
	const char *more = more_of_refusal(ssh);

	if (ssh->prompt.length)
		return failure_set(failure, VISIT_AUTH_FAILED, REMEDY_NONE,
		    "%s asked %s \"%s\", which this program cannot answer",
		    name, ssh->username, str_text(&ssh->prompt));
	if (ssh->partly && ssh->spent && ssh->refused.length)
		return failure_set(failure, VISIT_AUTH_FAILED, REMEDY_NONE,
		    "%s accepted %s in part, and then refused %s", name,
		    ssh->username, str_text(&ssh->refused));
	if (ssh->partly)
		return failure_set(failure, VISIT_AUTH_FAILED, REMEDY_NONE,
		    "%s accepted %s in part and wants more: %s", name,
		    ssh->username, ssh->methods);
	if (ssh->refused.length)
		return failure_set(failure, VISIT_AUTH_FAILED, REMEDY_NONE,
		    "%s refused %s of %s%s%s", name, str_text(&ssh->refused),
		    ssh->username, *more ? "; " : "", more);
	if (ssh->trouble.length)
		return failure_set(failure, VISIT_AUTH_FAILED, REMEDY_NONE,
		    "cannot log in to %s as %s: %s", name, ssh->username,
		    str_text(&ssh->trouble));
	return explain_nothing(ssh, failure);
}

static enum step_result
explain_expired(struct ssh *ssh, struct failure *failure)
{
	return failure_set(failure, VISIT_AUTH_FAILED, REMEDY_NONE,
	    "the password of %s has expired on %s: log in by hand once and "
	    "change it",
	    ssh->username, wire_name(ssh->wire));
}

/*
 * Hung up with the word that this was one try too many.  A password that it had
 * not asked for may not have been looked at, though.
 */
static bool
is_refused_for_good(const struct ssh *ssh)
{
	struct span words = str_span(&ssh->transport.last_words);

	return !ssh->transport.password_unasked && words.length &&
	       (ssh->end_reason == NO_MORE_METHODS ||
		   screen_contains(words, "authentication fail"));
}

static enum step_result
explain_spent(const struct ssh *ssh, struct failure *failure)
{
	const struct str *words = &ssh->transport.last_words;

	if (is_refused_for_good(ssh))
		return failure_set(failure, VISIT_AUTH_FAILED, REMEDY_NONE,
		    "%s refused the password of %s: %s; it was not tried "
		    "again, so as not to lock the account",
		    wire_name(ssh->wire), ssh->username, str_text(words));
	return failure_set(failure, VISIT_CLOSED, REMEDY_NONE,
	    "%s hung up while checking the password of %s%s%s; it was not "
	    "tried again, so as not to lock the account",
	    wire_name(ssh->wire), ssh->username, words->length ? ": " : "",
	    str_text(words));
}

/* The same keys would be refused again, and the right one not be reached. */
static enum step_result
explain_too_many_keys(struct ssh *ssh, struct failure *failure)
{
	struct str *text = &failure->text;

	(void)ssh_explain_end(ssh, "logging in", failure);
	failure->remedy = REMEDY_NONE;
	str_add(text, "; before that it refused ");
	ssh_tell_agent_keys(ssh, text);
	str_add(text, ": " NAME_THE_KEY);
	return STEP_FAILED;
}

/*
 * Some devices hang up on a wrong password without a word, so a connection
 * that ends now is not made again: that would be the same password again.
 */
static enum step_result
explain_broken(struct ssh *ssh, struct failure *failure)
{
	if (ssh->transport.password_sent)
		return explain_spent(ssh, failure);
	if (ssh->method == LOGIN_AGENT && ssh_has_other_agent_keys(ssh))
		return explain_too_many_keys(ssh, failure);
	return ssh_explain_end(ssh, "logging in", failure);
}

/* --- the step ------------------------------------------------------------- */

/* There is nothing but a password to log in with. */
static bool
has_only_password(const struct ssh *ssh)
{
	return ssh->login->credential->password && !ssh->login->key;
}

/*
 * What lets in one device of a kind lets in the others, so they are not asked
 * for their methods: that would be one more question and answer for each.
 */
static void
assume_methods(struct ssh *ssh)
{
	ssh->methods = xstrdup(methods[LOGIN_PASSWORD].name);
	ssh->method = LOGIN_PASSWORD;
	ssh->transport.password_unasked = true;
	ssh->list_done = true;
}

/* Asks which methods the server takes; `none` may be enough. */
static enum step_result
ask_for_methods(struct ssh *ssh, struct failure *failure)
{
	char *list;
	int result = 0;

	do {
		list = libssh2_userauth_list(ssh->session, ssh->username,
		    (unsigned)strlen(ssh->username));
		if (!list)
			result = libssh2_session_last_errno(ssh->session);
	} while (!list && ssh_again(ssh, result));
	if (list) {
		/* The list itself stays the library's. */
		ssh->methods = xstrdup(list);
	} else if (!libssh2_userauth_authenticated(ssh->session)) {
		if (result == LIBSSH2_ERROR_EAGAIN)
			return STEP_WAIT;
		return ssh_explain_end(ssh, "logging in", failure);
	}
	ssh->list_done = true;
	ssh->method = next_method(ssh);
	if (ssh->transport.password_is_spent &&
	    offers(ssh, methods[LOGIN_PASSWORD].name))
		return explain_spent(ssh, failure);
	return STEP_DONE;
}

/*
 * The library takes the end of the connection for a refusal of the key.  Where
 * it was the only one that comes to much the same; but an agent's others would
 * all be refused so, unseen.
 */
static bool
has_hung_up_on_key(const struct ssh *ssh)
{
	return ssh->method == LOGIN_AGENT &&
	       (wire_has_ended(ssh->wire) || ssh->transport.last_words.length);
}

static enum step_result
try_method(struct ssh *ssh, struct failure *failure)
{
	int result;

	if (methods[ssh->method].with_password &&
	    !ssh->transport.password_allowed) {
		ssh->transport.wants_password = true;
		return STEP_WAIT;
	}
	do {
		result = methods[ssh->method].log_in(ssh);
	} while (ssh_again(ssh, result));
	switch (result) {
	case 0:
		return STEP_DONE;
	case LIBSSH2_ERROR_EAGAIN:
		return STEP_WAIT;
	case LIBSSH2_ERROR_AUTHENTICATION_FAILED:
		return METHOD_REFUSED;
	case LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED:
		if (!has_hung_up_on_key(ssh))
			return METHOD_REFUSED;
		break;
	case LIBSSH2_ERROR_PASSWORD_EXPIRED:
		return explain_expired(ssh, failure);
	case LIBSSH2_ERROR_METHOD_NONE:
		if (ssh->trouble.length)
			return METHOD_REFUSED;
		break;
	}
	return explain_broken(ssh, failure);
}

static enum step_result
try_methods(struct ssh *ssh, struct failure *failure)
{
	enum step_result result = METHOD_REFUSED;

	while (ssh->method < LOGIN_METHODS) {
		ssh->memory.partial_success = false;
		result = try_method(ssh, failure);
		if (result != METHOD_REFUSED)
			break;
		note_refusal(ssh);
		/* It still waits for an answer that we withheld. */
		if (ssh->asked_twice)
			return explain_refusal(ssh, failure);
		ssh->method = next_method(ssh);
	}
	if (result == METHOD_REFUSED)
		return explain_refusal(ssh, failure);
	return result;
}

enum step_result
ssh_log_in(struct transport *transport, struct failure *failure)
{
	struct ssh *ssh = (struct ssh *)transport;
	enum step_result result = STEP_DONE;

	transport->wants_password = false;
	transport->awaited_agent = NULL;
	/* The first of its kind may show, meanwhile, that there is no need. */
	if (!ssh->list_done && has_only_password(ssh) &&
	    !transport->password_allowed && !transport->ask_ahead) {
		transport->wants_password = true;
		return STEP_WAIT;
	}
	if (!ssh->list_done && !ssh->list_asked && has_only_password(ssh) &&
	    transport->password_usual)
		assume_methods(ssh);
	ssh->list_asked = true;
	if (!ssh->list_done)
		result = ask_for_methods(ssh, failure);
	if (result == STEP_DONE &&
	    !libssh2_userauth_authenticated(ssh->session))
		result = try_methods(ssh, failure);
	transport->password_accepted =
	    result == STEP_DONE && transport->password_sent;
	transport->password_plain = ssh->method == LOGIN_PASSWORD;
	if (!ssh->asked_twice && !ssh->asked_new)
		wire_flush(ssh->wire);
	return result;
}
