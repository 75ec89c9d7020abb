/*
 * Reading secrets without leaving copies of them about; see secret_source.h.
 */
#include "cmd/secret_source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/mem.h"

/* Signals that would leave the terminal behind without its echo. */
static const int terminal_signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT,
    SIGTSTP};

static volatile sig_atomic_t interrupted;

static void
note_signal(int number)
{
	interrupted = number;
}

/*
 * Waits for a key or one of the terminal signals, which are blocked at all
 * other times: so none can come just before the waiting begins and be missed.
 */
static bool
wait_for_key(int tty)
{
	struct pollfd wait = {.fd = tty, .events = POLLIN};
	sigset_t mask;

	sigprocmask(SIG_SETMASK, NULL, &mask);
	for (size_t i = 0; i < COUNT_OF(terminal_signals); i++)
		sigdelset(&mask, terminal_signals[i]);
	if (ppoll(&wait, 1, NULL, &mask) >= 0)
		return true;
	return errno == EINTR && !interrupted;
}

/* Reads up to the first line end; false on trouble or an endless line. */
static bool
read_line(int fd, char *line, size_t size, size_t *length)
{
	*length = 0;
	while (*length < size) {
		ssize_t got = read(fd, line + *length, 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 && errno == EAGAIN && wait_for_key(fd))
			continue;
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

/* Whoever reads it later would stop at a NUL and use half a password. */
bool
secret_from_line(struct span line, const char *source, struct secret **secret,
    struct err *err)
{
	if (!line.length)
		return err_set(err, ERR_INPUT, "%s gave no password", source);
	if (span_find_char(line, '\0'))
		return err_set(err, ERR_INPUT,
		    "%s gave a password with a zero byte in it", source);
	*secret = secret_new(line);
	return true;
}

/* --- from the terminal --------------------------------------------------- */

/*
 * With echo off, a Ctrl-C must first give the terminal back its echo: the
 * handler only ends the waiting, and the signal is raised again after.  The
 * prompt comes last, so that nothing typed at it is thrown away.
 */
static bool
read_without_echo(int tty, const char *prompt, char *line, size_t *length)
{
	struct sigaction on_signal = {.sa_handler = note_signal};
	sigset_t blocked;
	sigset_t old_mask;
	struct sigaction old[COUNT_OF(terminal_signals)];
	struct termios old_mode;
	struct termios mode;
	int number;
	bool ok;

	if (tcgetattr(tty, &old_mode) != 0)
		return false;
	interrupted = 0;
	sigemptyset(&blocked);
	for (size_t i = 0; i < COUNT_OF(old); i++)
		sigaddset(&blocked, terminal_signals[i]);
	sigprocmask(SIG_BLOCK, &blocked, &old_mask);
	for (size_t i = 0; i < COUNT_OF(old); i++)
		sigaction(terminal_signals[i], &on_signal, &old[i]);
	mode = old_mode;
	mode.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
	ok = tcsetattr(tty, TCSAFLUSH, &mode) == 0 &&
	     write(tty, prompt, strlen(prompt)) > 0 &&
	     fcntl(tty, F_SETFL, O_RDWR | O_NONBLOCK) == 0 &&
	     read_line(tty, line, SECRET_LINE_MAX, length);
	number = errno;
	fcntl(tty, F_SETFL, O_RDWR);
	(void)!write(tty, "\n", 1);
	tcsetattr(tty, TCSAFLUSH, &old_mode);
	for (size_t i = 0; i < COUNT_OF(old); i++)
		sigaction(terminal_signals[i], &old[i], NULL);
	sigprocmask(SIG_SETMASK, &old_mask, NULL);
	if (interrupted)
		raise((int)interrupted);
	errno = number;
	return ok;
}

static int
open_terminal(void)
{
	return open("/dev/tty", O_RDWR | O_CLOEXEC);
}

bool
secret_can_ask(void)
{
	int tty = open_terminal();

	if (tty >= 0)
		close(tty);
	return tty >= 0;
}

bool
secret_ask(const char *prompt, const char *hint, struct secret **secret,
    struct err *err)
{
	char line[SECRET_LINE_MAX];
	size_t length = 0;
	bool ok;
	int tty = open_terminal();

	if (tty < 0)
		return err_set(err, ERR_INPUT, "%s", hint);
	/* Back from a Ctrl-Z, the question is asked again. */
	do
		ok = read_without_echo(tty, prompt, line, &length);
	while (!ok && interrupted == SIGTSTP);
	*secret = NULL;
	if (!ok)
		err_errno_input(err, "cannot read the password");
	else if (length)
		ok = secret_from_line(span_make(line, length), "the terminal",
		    secret, err);
	secret_wipe(line, sizeof(line));
	close(tty);
	return ok;
}

/* --- from the environment ------------------------------------------------ */

struct secret *
secret_take_variable(const char *name)
{
	char *value = getenv(name);
	struct secret *secret = NULL;

	if (value && *value)
		secret = secret_new(span_of(value));
	if (value)
		secret_wipe(value, strlen(value));
	unsetenv(name);
	return secret;
}
