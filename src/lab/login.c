/*
 * Who may come in: password, keyboard-interactive, public key.
 *
 * libssh 0.10 has callbacks for passwords and keys; keyboard-interactive comes
 * as a message.  A device that hangs at the login gets neither callback, so
 * that all its requests come as messages, and stay without an answer.
 */
#include "lab/login.h"

#include <string.h>

#include "base/attr.h"
#include "lab/session_state.h"

/* clang-format off */
static const struct {
	enum login login;
	const char *name;
	int method;
} methods[] = {
	{ LOGIN_PASSWORD, "password",             SSH_AUTH_METHOD_PASSWORD },
	{ LOGIN_KEYBOARD, "keyboard-interactive", SSH_AUTH_METHOD_INTERACTIVE },
	{ LOGIN_KEY,      "publickey",            SSH_AUTH_METHOD_PUBLICKEY },
};
/* clang-format on */

bool
login_from_name(struct span name, enum login *login)
{
	for (size_t i = 0; i < COUNT_OF(methods); i++) {
		if (span_is(name, methods[i].name)) {
			*login = methods[i].login;
			return true;
		}
	}
	return false;
}

/* Devices show their banner before they ask for anything. */
static void
send_banner(struct session *session)
{
	const char *banner = session->host->traits.banner;
	struct str text = STR_INIT;
	struct span rest, line;
	ssh_string string;

	if (!banner || session->banner_sent)
		return;
	session->banner_sent = true;
	rest = span_of(banner);
	while (span_next_line(&rest, &line)) {
		str_add_span(&text, line);
		str_add(&text, "\r\n");
	}
	string = ssh_string_from_char(str_text(&text));
	ssh_send_issue_banner(session->ssh, string);
	ssh_string_free(string);
	str_release(&text);
}

static bool
user_is_known(const struct session *session, const char *user)
{
	const char *wanted = session->host->world->username;

	return !wanted || (user && strcmp(user, wanted) == 0);
}

static bool
password_is_right(struct session *session, const char *user,
    const char *password)
{
	const struct session_host *host = session->host;
	bool right = password && !host->traits.wrong_password &&
		     user_is_known(session, user) &&
		     strcmp(password, secret_text(host->world->password)) == 0;

	if (!right && ++session->refusals >= host->manners.login_tries)
		session->hangs_up = true;
	return right;
}

static int
on_password(ssh_session ssh, const char *user, const char *password,
    void *context)
{
	struct session *session = context;

	(void)ssh;
	send_banner(session);
	return password_is_right(session, user, password) ? SSH_AUTH_SUCCESS
							  : SSH_AUTH_DENIED;
}

static bool
key_is_known(const struct session *session, const char *user, ssh_key key)
{
	const struct session_world *world = session->host->world;

	for (size_t i = 0; i < world->key_count; i++) {
		if (ssh_key_cmp(world->keys[i], key, SSH_KEY_CMP_PUBLIC) == 0)
			return user_is_known(session, user);
	}
	return false;
}

/* Asked twice: would this key do, and then with its signature, checked. */
static int
on_key(ssh_session ssh, const char *user, ssh_key key, char state,
    void *context)
{
	struct session *session = context;

	(void)ssh;
	send_banner(session);
	if (state != SSH_PUBLICKEY_STATE_NONE &&
	    state != SSH_PUBLICKEY_STATE_VALID)
		return SSH_AUTH_DENIED;
	return key_is_known(session, user, key) ? SSH_AUTH_SUCCESS
						: SSH_AUTH_DENIED;
}

/* What a device asks, by enum keyboard. */
static const struct {
	const char *name;
	const char *question;
	char echo;
} requests[] = {
    [KEYBOARD_PLAIN] = {"", "Password: ", 0},
    [KEYBOARD_NAMED] = {"Login", "Password: ", 0},
    [KEYBOARD_ZERO] = {"", "Password: ", 0},
    [KEYBOARD_NEW] = {"", "New password: ", 0},
    [KEYBOARD_CHALLENGE] = {"", "Code from your token: ", 1},
};

static void
ask(struct session *session, ssh_message message)
{
	enum keyboard keyboard = session->host->traits.keyboard;
	const char *prompts[] = {requests[keyboard].question};
	char echo[] = {requests[keyboard].echo};
	bool nothing = keyboard == KEYBOARD_ZERO && !session->asked_nothing;

	session->asked_nothing = nothing;
	ssh_message_auth_interactive_request(message, requests[keyboard].name,
	    "", nothing ? 0 : 1, prompts, echo);
}

/* One prompt, as IOS and NX-OS ask; then the answer to it. */
static int
answer_keyboard(struct session *session, ssh_message message)
{
	enum keyboard keyboard = session->host->traits.keyboard;
	bool right;

	if (!ssh_message_auth_kbdint_is_response(message) ||
	    session->asked_nothing) {
		ask(session, message);
		return 0;
	}
	if (keyboard == KEYBOARD_NEW || keyboard == KEYBOARD_CHALLENGE)
		return 1;
	right = ssh_userauth_kbdint_getnanswers(session->ssh) == 1 &&
		password_is_right(session, ssh_message_auth_user(message),
		    ssh_userauth_kbdint_getanswer(session->ssh, 0));
	if (!right)
		return 1;
	ssh_message_auth_reply_success(message, 0);
	return 0;
}

int
login_answer(struct session *session, ssh_message message)
{
	const struct traits *traits = &session->host->traits;

	if (traits->hang == HANG_AUTH)
		return 0;
	send_banner(session);
	if (ssh_message_subtype(message) == SSH_AUTH_METHOD_INTERACTIVE &&
	    (traits->logins & LOGIN_KEYBOARD))
		return answer_keyboard(session, message);
	return 1;
}

/* Its shell will ask who comes. */
static int
on_none(ssh_session ssh, const char *user, void *context)
{
	(void)ssh;
	(void)user;
	send_banner(context);
	return SSH_AUTH_SUCCESS;
}

void
login_prepare(struct session *session)
{
	struct ssh_server_callbacks_struct *callbacks =
	    &session->server_callbacks;
	const struct traits *traits = &session->host->traits;
	int offered = 0;

	for (size_t i = 0; i < COUNT_OF(methods); i++) {
		if (traits->logins & methods[i].login)
			offered |= methods[i].method;
	}
	if (traits->greeting == GREETING_LOGIN) {
		offered |= (int)SSH_AUTH_METHOD_NONE;
		callbacks->auth_none_function = on_none;
	}
	ssh_set_auth_methods(session->ssh, offered);
	callbacks->userdata = session;
	if (traits->hang != HANG_AUTH) {
		if (traits->logins & LOGIN_PASSWORD)
			callbacks->auth_password_function = on_password;
		if (traits->logins & LOGIN_KEY)
			callbacks->auth_pubkey_function = on_key;
	}
	ssh_callbacks_init(callbacks);
	ssh_set_server_callbacks(session->ssh, callbacks);
}
