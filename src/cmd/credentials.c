/*
 * Finding out who logs in; see credentials.h for the order.
 *
 * The variables are taken out of the environment before anything else is done,
 * so that no child process sees them.  Commands are run and passphrases asked
 * for only when a device needs them.
 */
#include "cmd/credentials.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "cmd/secret_source.h"
#include "collect/key.h"

/* --- what holds for all devices ------------------------------------------ */

static bool
ask_password(struct secret **password, struct err *err)
{
	if (!secret_ask("Password for the devices: ",
		"--ask-password needs a terminal; without one use "
		"--password-command or CABLECHECK_PASSWORD",
		password, err))
		return false;
	return *password ||
	       err_set(err, ERR_INPUT, "--ask-password gave no password");
}

static bool
get_password(struct credentials *credentials, const struct options *options,
    struct err *err)
{
	struct secret *variable = secret_take_variable("CABLECHECK_PASSWORD");

	if (!options->ask_password && !options->password_command) {
		credentials->password = variable;
		return true;
	}
	secret_free(variable);
	if (options->ask_password)
		return ask_password(&credentials->password, err);
	return secret_from_command(
	    &(struct secret_command){options->password_command,
		"the --password-command", options->deadline},
	    &credentials->password, err);
}

/* A container may know no name for its user; the variables then help. */
static const char *
own_name(void)
{
	const struct passwd *self = getpwuid(geteuid());
	const char *name = self ? self->pw_name : NULL;

	if (!name)
		name = getenv("LOGNAME");
	if (!name)
		name = getenv("USER");
	return name ? name : "root";
}

/* NULL for a variable that is empty as well. */
static const char *
variable_of(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

static bool
have_anything(const struct credentials *credentials,
    const struct options *options)
{
	return credentials->password || credentials->agent ||
	       options->identity || options->credentials;
}

bool
credentials_get_some(struct credentials *credentials,
    const struct options *options, struct err *err)
{
	const char *variable = variable_of("CABLECHECK_USERNAME");

	*credentials = (struct credentials){
	    .options = options,
	    .username = options->user ? options->user : variable,
	    .fallback = own_name(),
	    .agent = variable_of("SSH_AUTH_SOCK"),
	    .enable = secret_take_variable("CABLECHECK_ENABLE"),
	    .passphrase = secret_take_variable("CABLECHECK_PASSPHRASE"),
	};
	if (options->identity && access(options->identity, R_OK) != 0)
		return err_errno_input(err, "cannot read the key %s",
		    options->identity);
	if (!get_password(credentials, options, err))
		return false;
	if (options->credentials && !credentials_file_read(&credentials->file,
					options->credentials, err))
		return false;
	credentials->logins =
	    xcalloc(credentials->file.count + 1, sizeof(*credentials->logins));
	return true;
}

bool
credentials_get(struct credentials *credentials, const struct options *options,
    struct err *err)
{
	if (!credentials_get_some(credentials, options, err))
		return false;
	if (have_anything(credentials, options))
		return true;
	return err_set(err, ERR_INPUT,
	    "nothing to log in with: set CABLECHECK_PASSWORD, or use "
	    "--ask-password, --password-command, --credentials or --identity; "
	    "--from SNAPSHOT needs no devices at all");
}

/* --- what holds for some ------------------------------------------------- */

static const struct credentials_section nothing;

static struct secret *
copy_secret(const struct secret *a, const struct secret *b)
{
	const struct secret *from = a ? a : b;

	if (!from)
		return NULL;
	return secret_new(span_make(secret_text(from), secret_length(from)));
}

static const char *
first_of(const char *a, const char *b)
{
	return a ? a : b;
}

/* A section's own password is not replaced by the command above it. */
static bool
find_password(struct login *login, const struct credentials *credentials,
    const struct credentials_section *own,
    const struct credentials_section *above, struct err *err)
{
	const struct credentials_section *from =
	    own->password || own->password_command ? own : above;
	char *source;
	bool ok;

	if (credentials->password || from->password ||
	    !from->password_command) {
		login->password =
		    copy_secret(credentials->password, from->password);
		return true;
	}
	source = str_printf("the password-command of %s%s%s%s",
	    credentials->options->credentials, from->patterns ? " [" : "",
	    from->patterns ? from->patterns : "", from->patterns ? "]" : "");
	ok =
	    secret_from_command(&(struct secret_command){from->password_command,
				    source, credentials->options->deadline},
		&login->password, err);
	free(source);
	return ok;
}

/* Sections may share a key; nobody wants to be asked twice. */
static struct secret *
find_asked(const struct credentials *credentials, const char *path)
{
	for (size_t i = 0; i < credentials->file.count; i++) {
		const struct login *other = &credentials->logins[i];

		if (other->ready && other->credential.identity &&
		    strcmp(other->credential.identity, path) == 0)
			return copy_secret(other->passphrase, NULL);
	}
	return NULL;
}

/*
 * A key that is locked, and nobody has said how it opens.  Return leaves it to
 * the agent, if there is one; so does a run without a terminal.
 */
static bool
ask_passphrase(struct login *login, const struct credentials *credentials,
    struct err *err)
{
	const char *path = login->credential.identity;
	char *prompt;
	bool locked = false;
	bool ok;

	if (path && !login->passphrase)
		login->passphrase = find_asked(credentials, path);
	if (!path || login->passphrase || !secret_can_ask())
		return true;
	if (!key_is_locked(path, &locked, err))
		return false;
	if (!locked)
		return true;
	prompt = str_printf("Passphrase of %s%s: ", path,
	    login->credential.agent ? " (Return: ask the agent)" : "");
	ok = secret_ask(prompt, "", &login->passphrase, err);
	free(prompt);
	return ok;
}

static void
release_login(struct login *login)
{
	secret_free(login->password);
	secret_free(login->enable);
	secret_free(login->passphrase);
}

static bool
prepare_login(struct login *login, const struct credentials *credentials,
    size_t section, struct err *err)
{
	const struct credentials_file *file = &credentials->file;
	const struct credentials_section *above =
	    file->count ? &file->sections[0] : &nothing;
	const struct credentials_section *own =
	    file->count ? &file->sections[section] : &nothing;
	const char *agent = first_of(own->agent, above->agent);
	const char *logins;

	login->username = first_of(credentials->username,
	    first_of(own->username, above->username));
	login->credential.identity = first_of(credentials->options->identity,
	    first_of(own->identity, above->identity));
	agent = first_of(agent, credentials->agent);
	login->credential.agent = agent && *agent ? agent : NULL;
	logins = first_of(own->logins, above->logins);
	login->credential.logins =
	    logins ? (unsigned)strtoul(logins, NULL, 10) : 0;
	login->enable = copy_secret(credentials->enable,
	    own->enable ? own->enable : above->enable);
	login->passphrase = copy_secret(credentials->passphrase,
	    own->passphrase ? own->passphrase : above->passphrase);
	if (!find_password(login, credentials, own, above, err) ||
	    !ask_passphrase(login, credentials, err)) {
		/* It may be tried again, and would be found half done. */
		release_login(login);
		*login = (struct login){0};
		return false;
	}
	login->credential.password = login->password;
	login->credential.enable = login->enable;
	login->credential.passphrase = login->passphrase;
	login->ready = true;
	return true;
}

bool
credentials_find(struct credentials *credentials, const char *device,
    const struct login **login, struct err *err)
{
	size_t section = credentials_file_find(&credentials->file, device);

	*login = &credentials->logins[section];
	return credentials->logins[section].ready ||
	       prepare_login(&credentials->logins[section], credentials,
		   section, err);
}

static void
release_logins(struct credentials *credentials)
{
	for (size_t i = 0; credentials->logins && i <= credentials->file.count;
	     i++)
		release_login(&credentials->logins[i]);
	free(credentials->logins);
	credentials_file_release(&credentials->file);
}

bool
credentials_read_again(struct credentials *credentials, bool *is_new,
    struct err *err)
{
	struct credentials_file file = {NULL, 0, 0};

	*is_new = false;
	if (!credentials_file_read(&file, credentials->options->credentials,
		err)) {
		credentials_file_release(&file);
		return false;
	}
	if (credentials_file_equal(&file, &credentials->file)) {
		credentials_file_release(&file);
		return true;
	}
	*is_new = true;
	release_logins(credentials);
	credentials->file = file;
	credentials->logins =
	    xcalloc(file.count + 1, sizeof(*credentials->logins));
	return true;
}

void
credentials_release(struct credentials *credentials)
{
	release_logins(credentials);
	secret_free(credentials->password);
	secret_free(credentials->enable);
	secret_free(credentials->passphrase);
	*credentials = (struct credentials){.fallback = ""};
}
