/*
 * Finding out who logs in.  In order: --ask-password, --password-command,
 * CABLECHECK_PASSWORD; a key (--identity) may stand beside a password and is
 * then tried first.  The variable is removed from the environment once it is
 * read, so that no child process inherits it.
 */
#include "cmd/credentials.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "base/mem.h"

#define PASSWORD_MAX 1024

/* Reads up to the first line end; false on trouble or an endless line. */
static bool
read_line(int fd, char *line, size_t size, size_t *length)
{
	*length = 0;
	while (*length < size) {
		ssize_t got = read(fd, line + *length, 1);

		if (got < 0)
			return false;
		if (got == 0 || line[*length] == '\n') {
			if (*length && line[*length - 1] == '\r')
				(*length)--;
			return true;
		}
		(*length)++;
	}
	errno = EFBIG;
	return false;
}

static volatile sig_atomic_t interrupted;

static void
note_signal(int number)
{
	interrupted = number;
}

/*
 * With echo off, a Ctrl-C must first give the terminal back its echo: the
 * handler only interrupts read(), and the signal is raised again after.
 */
static bool
read_without_echo(int tty, char *line, size_t *length)
{
	struct sigaction on_signal = {.sa_handler = note_signal};
	struct sigaction old_int;
	struct sigaction old_term;
	struct termios old_mode;
	struct termios mode;
	bool ok;

	if (tcgetattr(tty, &old_mode) != 0)
		return false;
	interrupted = 0;
	sigaction(SIGINT, &on_signal, &old_int);
	sigaction(SIGTERM, &on_signal, &old_term);
	mode = old_mode;
	mode.c_lflag &= ~(tcflag_t)ECHO;
	tcsetattr(tty, TCSAFLUSH, &mode);
	ok = read_line(tty, line, PASSWORD_MAX, length);
	tcsetattr(tty, TCSAFLUSH, &old_mode);
	sigaction(SIGINT, &old_int, NULL);
	sigaction(SIGTERM, &old_term, NULL);
	if (interrupted)
		raise((int)interrupted);
	return ok;
}

static bool
ask(struct secret **password, struct err *err)
{
	static const char prompt[] = "Password for the devices: ";
	char line[PASSWORD_MAX];
	size_t length = 0;
	bool ok = false;
	int tty;

	tty = open("/dev/tty", O_RDWR | O_CLOEXEC);
	if (tty < 0)
		return err_set(err, ERR_INPUT,
		    "--ask-password needs a terminal; without one use "
		    "--password-command or CABLECHECK_PASSWORD");
	if (write(tty, prompt, sizeof(prompt) - 1) < 0 ||
	    !read_without_echo(tty, line, &length)) {
		err_errno(err, "cannot read the password");
		goto done;
	}
	(void)!write(tty, "\n", 1);
	*password = secret_new(span_make(line, length));
	ok = true;

done:
	secret_wipe(line, sizeof(line));
	close(tty);
	return ok;
}

/* Reads on to the end, so that the command is not killed by a closed pipe. */
static void
drain(int fd)
{
	char rest[256];

	while (read(fd, rest, sizeof(rest)) > 0)
		continue;
	secret_wipe(rest, sizeof(rest));
}

static bool
run_command(const char *command, struct secret **password, struct err *err)
{
	FILE *pipe = popen(command, "re");
	char line[PASSWORD_MAX];
	size_t length = 0;
	bool got;
	int status;

	if (!pipe)
		return err_errno(err, "cannot run the --password-command");
	/* Not through stdio: its buffer would keep a copy. */
	got = read_line(fileno(pipe), line, sizeof(line), &length);
	drain(fileno(pipe));
	status = pclose(pipe);
	if (got && status == 0 && length > 0)
		*password = secret_new(span_make(line, length));
	secret_wipe(line, sizeof(line));
	if (*password)
		return true;
	if (status != 0)
		return err_set(err, ERR_INPUT,
		    "the --password-command ended with status %d",
		    WIFEXITED(status) ? WEXITSTATUS(status) : status);
	return err_set(err, ERR_INPUT,
	    "the --password-command printed no password on its first line");
}

static bool
get_password(struct credentials *credentials, const struct options *options,
    struct err *err)
{
	char *variable = getenv("CABLECHECK_PASSWORD");
	bool ok = true;

	if (options->ask_password)
		ok = ask(&credentials->password, err);
	else if (options->password_command)
		ok = run_command(options->password_command,
		    &credentials->password, err);
	else if (variable)
		credentials->password = secret_new(span_of(variable));
	if (variable) {
		secret_wipe(variable, strlen(variable));
		unsetenv("CABLECHECK_PASSWORD");
	}
	return ok;
}

static const char *
own_name(void)
{
	const struct passwd *self = getpwuid(geteuid());

	return self && self->pw_name ? self->pw_name : "root";
}

bool
credentials_get(struct credentials *credentials, const struct options *options,
    struct err *err)
{
	const char *variable = getenv("CABLECHECK_USERNAME");

	*credentials = (struct credentials){
	    .fallback = own_name(),
	    .identity = options->identity,
	};
	if (options->user)
		credentials->username = options->user;
	else if (variable && *variable)
		credentials->username = variable;
	if (options->identity && access(options->identity, R_OK) != 0) {
		err_errno(err, "cannot read the key %s", options->identity);
		err->code = ERR_INPUT;
		return false;
	}
	if (!get_password(credentials, options, err))
		return false;
	if (!credentials->password && !credentials->identity)
		return err_set(err, ERR_INPUT,
		    "nothing to log in with: set CABLECHECK_PASSWORD, or use "
		    "--ask-password, --password-command or --identity; "
		    "--from SNAPSHOT needs no devices at all");
	return true;
}

void
credentials_release(struct credentials *credentials)
{
	secret_free(credentials->password);
	*credentials = (struct credentials){.fallback = ""};
}
