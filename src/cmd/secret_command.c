/*
 * A password from a command; see secret_source.h.
 *
 * The command may wait for a vault for as long as it likes, and somebody may
 * end us meanwhile, or our time may be up.  Then it has to end as well, with
 * all that it has started: what stays behind holds our output open, and so the
 * CI job that reads it.  Therefore it is a process group of its own.  Only in
 * the foreground of a terminal it stays in ours, since it may ask a question
 * there, which other groups must not; a Ctrl-C reaches all of it anyway.
 */
#include "cmd/secret_source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/interrupt.h"

/* What a command may print behind its first line. */
#define REST_MAX ((size_t)1 << 20)

/* From asking it to end to making it. */
#define GRACE_SECONDS 0.5

#define SHELL_CANNOT_RUN 127

/* The last one only wakes. */
static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD};

struct child {
	pid_t pid;
	bool leads; /* a process group of its own */
	int fd;     /* what it prints */
	double due; /* of interrupt_clock(); 0: it has any time */
	bool cut;   /* it had to be ended */
	int status;
	sigset_t usual_mask;
	struct sigaction usual[COUNT_OF(signals)];
};

static volatile sig_atomic_t caught;

static void
on_signal(int number)
{
	if (number != SIGCHLD)
		caught = number;
}

/* --- signals -------------------------------------------------------------- */

/* Blocked at all times but while we wait, so that none is missed. */
static void
take_signals(struct child *child)
{
	struct sigaction ours = {.sa_handler = on_signal};
	sigset_t blocked;

	caught = 0;
	sigemptyset(&blocked);
	sigemptyset(&ours.sa_mask);
	for (size_t i = 0; i < COUNT_OF(signals); i++)
		sigaddset(&blocked, signals[i]);
	sigprocmask(SIG_BLOCK, &blocked, &child->usual_mask);
	for (size_t i = 0; i < COUNT_OF(signals); i++) {
		sigaction(signals[i], NULL, &child->usual[i]);
		/* Ignored: as in the background of a script. */
		if (child->usual[i].sa_handler != SIG_IGN ||
		    signals[i] == SIGCHLD)
			sigaction(signals[i], &ours, NULL);
	}
}

/* Whoever was meant by a signal gets it now. */
static void
give_signals_back(const struct child *child)
{
	for (size_t i = 0; i < COUNT_OF(signals); i++)
		sigaction(signals[i], &child->usual[i], NULL);
	sigprocmask(SIG_SETMASK, &child->usual_mask, NULL);
	if (caught)
		raise((int)caught);
}

/* A signal may be taken by a thread of libuv's, and then wakes nobody. */
#define SECONDS_AT_ONCE 1.0

/*
 * Waits until `fd` (-1: none) can be read, a child has ended or `until`, if it
 * is not 0, has come; or for a moment.
 */
static void
wait_for(const struct child *child, int fd, double until)
{
	struct pollfd wait = {.fd = fd, .events = POLLIN};
	double left = until > 0 ? until - interrupt_clock() : SECONDS_AT_ONCE;
	struct timespec time = {0, 0};
	sigset_t mask = child->usual_mask;

	for (size_t i = 0; i < COUNT_OF(signals); i++)
		sigdelset(&mask, signals[i]);
	if (left > SECONDS_AT_ONCE)
		left = SECONDS_AT_ONCE;
	if (left > 0) {
		time.tv_sec = (time_t)left;
		time.tv_nsec = (long)((left - (double)time.tv_sec) * 1e9);
	}
	(void)ppoll(&wait, 1, &time, &mask);
}

static bool
is_late(const struct child *child)
{
	return child->due > 0 && interrupt_clock() >= child->due;
}

static bool
is_over(const struct child *child)
{
	return caught || is_late(child);
}

/* --- the child ------------------------------------------------------------ */

static bool
is_in_foreground(void)
{
	int tty = open("/dev/tty", O_RDWR | O_CLOEXEC);
	bool is_ours = tty >= 0 && tcgetpgrp(tty) == getpgrp();

	if (tty >= 0)
		close(tty);
	return is_ours;
}

/* Between fork() and exec only what is safe in a handler may be called. */
static void
become_command(const struct child *child, const char *command, int out)
{
	struct sigaction usual = {.sa_handler = SIG_DFL};

	if (child->leads)
		setpgid(0, 0);
	/* Should somebody kill us, and none is left to end it. */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	/* "pass show lab | head -1" counts on what we ignore. */
	sigaction(SIGPIPE, &usual, NULL);
	sigaction(SIGXFSZ, &usual, NULL);
	sigprocmask(SIG_SETMASK, &child->usual_mask, NULL);
	if (out == STDOUT_FILENO)
		fcntl(out, F_SETFD, 0);
	else
		dup2(out, STDOUT_FILENO);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(SHELL_CANNOT_RUN);
}

static bool
start(struct child *child, const char *command)
{
	int ends[2];
	int number;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	child->leads = !is_in_foreground();
	child->pid = fork();
	number = errno;
	if (child->pid == 0)
		become_command(child, command, ends[1]);
	close(ends[1]);
	child->fd = ends[0];
	if (child->pid < 0) {
		close(ends[0]);
		errno = number;
		return false;
	}
	/* Here as well: it may be sent a signal before it has come to that. */
	if (child->leads)
		(void)setpgid(child->pid, child->pid);
	fcntl(child->fd, F_SETFL, O_NONBLOCK);
	return true;
}

/* It stays a zombie, so that its number cannot be somebody else's. */
static bool
has_ended(const struct child *child)
{
	siginfo_t info = {.si_pid = 0};

	return waitid(P_PID, (id_t)child->pid, &info,
		   WEXITED | WNOHANG | WNOWAIT) != 0 ||
	       info.si_pid != 0;
}

static void
send_signal(const struct child *child, int number)
{
	(void)kill(child->leads ? -child->pid : child->pid, number);
}

/* Waits for its end, or brings that about. */
static bool
finish(struct child *child)
{
	double until;
	pid_t got;

	close(child->fd);
	while (!is_over(child) && !has_ended(child))
		wait_for(child, -1, child->due);
	child->cut = is_over(child);
	if (child->cut) {
		send_signal(child, SIGTERM);
		until = interrupt_clock() + GRACE_SECONDS;
		while (!has_ended(child) && interrupt_clock() < until)
			wait_for(child, -1, until);
		send_signal(child, SIGKILL);
	}
	do
		got = waitpid(child->pid, &child->status, 0);
	while (got < 0 && errno == EINTR);
	return got == child->pid;
}

/* --- what it prints ------------------------------------------------------- */

/* 0 at the end of it, and when we must not go on. */
static size_t
read_some(const struct child *child, char *bytes, size_t size)
{
	while (!is_over(child)) {
		ssize_t got = read(child->fd, bytes, size);

		if (got >= 0)
			return (size_t)got;
		if (errno != EAGAIN && errno != EINTR)
			return 0;
		wait_for(child, child->fd, child->due);
	}
	return 0;
}

/* The first line; false when it is longer than `size`. */
static bool
read_line(const struct child *child, char *line, size_t size, size_t *length)
{
	size_t filled = 0;
	const char *end = NULL;
	size_t got = 1;

	while (!end && got && filled < size) {
		got = read_some(child, line + filled, size - filled);
		end = memchr(line + filled, '\n', got);
		filled += got;
	}
	*length = end ? (size_t)(end - line) : filled;
	if (*length && line[*length - 1] == '\r')
		(*length)--;
	return end || filled < size;
}

/* Reads on, so that the command is not killed for printing more lines. */
static void
drain(const struct child *child)
{
	char rest[4096];
	size_t total = 0;
	size_t got = 1;

	while (got && total < REST_MAX) {
		got = read_some(child, rest, sizeof(rest));
		total += got;
	}
	secret_wipe(rest, sizeof(rest));
}

/* Says what went wrong, if anything did; false then. */
static bool
check_end(const struct child *child, const char *source, struct err *err)
{
	if (child->cut && caught)
		return err_set(err, ERR_INPUT, "%s was broken off by signal %d",
		    source, (int)caught);
	if (child->cut)
		return err_set(err, ERR_INPUT,
		    "%s has not come to its end within the time of --deadline",
		    source);
	if (WIFSIGNALED(child->status))
		return err_set(err, ERR_INPUT, "%s was ended by signal %d",
		    source, WTERMSIG(child->status));
	if (child->status != 0)
		return err_set(err, ERR_INPUT, "%s ended with status %d",
		    source, WEXITSTATUS(child->status));
	return true;
}

bool
secret_from_command(const struct secret_command *command,
    struct secret **secret, struct err *err)
{
	const char *source = command->source;
	struct child child = {.pid = -1};
	char line[SECRET_LINE_MAX];
	size_t length = 0;
	bool fits = false;
	bool ok = false;

	if (command->seconds)
		child.due = interrupt_clock() + command->seconds;
	take_signals(&child);
	if (!start(&child, command->line)) {
		err_errno(err, "cannot run %s", source);
	} else {
		fits = read_line(&child, line, sizeof(line), &length);
		drain(&child);
		ok = finish(&child) ||
		     err_errno(err, "cannot tell how %s ended", source);
		if (ok && !fits && !child.cut)
			ok = err_set(err, ERR_INPUT,
			    "the first line of %s has more than %d bytes",
			    source, SECRET_LINE_MAX - 1);
		ok = ok && check_end(&child, source, err) &&
		     secret_from_line(span_make(line, length), source, secret,
			 err);
		secret_wipe(line, sizeof(line));
	}
	give_signals_back(&child);
	return ok;
}
