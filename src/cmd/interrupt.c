/*
 * Two pipes; see interrupt.h.  What is in the first one is never read: all who
 * look at it shall see that the end has come.
 */
#include "cmd/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define MILLISECONDS_MAX 3600000.0 /* of one poll(); then it waits again */

/* A handler gets no argument, so what it needs is here. */
static struct {
	int stop[2];
	int go_on[2];
	volatile sig_atomic_t has_come;
	struct sigaction usual[4];
	bool changed[4];
} state;

static const int stop_signals[] = {SIGINT, SIGTERM, SIGHUP};

static void
on_stop(int number)
{
	struct sigaction usual = {.sa_handler = SIG_DFL};
	int before = errno;

	(void)number;
	state.has_come = 1;
	(void)!write(state.stop[1], "", 1);
	for (size_t i = 0; i < COUNT_OF(stop_signals); i++) {
		if (state.changed[i])
			sigaction(stop_signals[i], &usual, NULL);
	}
	errno = before;
}

static void
on_go_on(int number)
{
	int before = errno;

	(void)number;
	(void)!write(state.go_on[1], "", 1);
	errno = before;
}

static int
signal_at(size_t i)
{
	return i < COUNT_OF(stop_signals) ? stop_signals[i] : SIGUSR1;
}

/* One that is ignored stays so, as in the background of a script. */
static void
listen_to(size_t i)
{
	struct sigaction ours = {
	    .sa_handler = i < COUNT_OF(stop_signals) ? on_stop : on_go_on,
	    .sa_flags = SA_RESTART,
	};

	sigemptyset(&ours.sa_mask);
	for (size_t k = 0; k < COUNT_OF(stop_signals); k++)
		sigaddset(&ours.sa_mask, stop_signals[k]);
	sigaction(signal_at(i), NULL, &state.usual[i]);
	state.changed[i] = (state.usual[i].sa_flags & SA_SIGINFO) ||
			   state.usual[i].sa_handler != SIG_IGN;
	if (state.changed[i])
		sigaction(signal_at(i), &ours, NULL);
}

static void
close_pipe(int ends[2])
{
	close(ends[0]);
	close(ends[1]);
}

static void
hold(int how)
{
	sigset_t go_on;

	sigemptyset(&go_on);
	sigaddset(&go_on, SIGUSR1);
	sigprocmask(how, &go_on, NULL);
}

void
interrupt_hold(void)
{
	hold(SIG_BLOCK);
}

bool
interrupt_begin(struct err *err)
{
	if (pipe2(state.stop, O_CLOEXEC | O_NONBLOCK) != 0)
		return err_errno(err, "cannot make a pipe");
	if (pipe2(state.go_on, O_CLOEXEC | O_NONBLOCK) != 0) {
		err_errno(err, "cannot make a pipe");
		close_pipe(state.stop);
		return false;
	}
	state.has_come = 0;
	for (size_t i = 0; i < COUNT_OF(state.usual); i++)
		listen_to(i);
	hold(SIG_UNBLOCK);
	return true;
}

void
interrupt_end(void)
{
	for (size_t i = 0; i < COUNT_OF(state.usual); i++) {
		if (state.changed[i])
			sigaction(signal_at(i), &state.usual[i], NULL);
	}
	close_pipe(state.stop);
	close_pipe(state.go_on);
}

int
interrupt_stop_fd(void)
{
	return state.stop[0];
}

bool
interrupt_has_come(void)
{
	return state.has_come != 0;
}

double
interrupt_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* In the background, a look at the keyboard would stop the whole program. */
bool
interrupt_knows_return(void)
{
	return isatty(STDIN_FILENO) && tcgetpgrp(STDIN_FILENO) == getpgrp();
}

/* Whatever waits there; false when it is at its end. */
static bool
drain(int fd)
{
	char bytes[256];

	if (read(fd, bytes, sizeof(bytes)) <= 0)
		return false;
	/* A terminal gives a line at a time; many Returns are but one wish. */
	if (isatty(fd))
		(void)tcflush(fd, TCIFLUSH);
	return true;
}

static int
milliseconds_until(double until)
{
	double left = (until - interrupt_clock()) * 1000;

	if (left <= 0)
		return 0;
	/* Rounded up: waking too early would mean waking again. */
	return (int)(left < MILLISECONDS_MAX ? left + 1 : MILLISECONDS_MAX);
}

enum interrupt
interrupt_wait(double until)
{
	struct pollfd fds[] = {
	    {.fd = state.stop[0], .events = POLLIN},
	    {.fd = state.go_on[0], .events = POLLIN},
	    /* Only to see whether its reader has gone. */
	    {.fd = STDOUT_FILENO},
	    {.fd = STDIN_FILENO, .events = POLLIN},
	};

	for (;;) {
		int ready;

		fds[3].fd = interrupt_knows_return() ? STDIN_FILENO : -1;
		ready = poll(fds, COUNT_OF(fds), milliseconds_until(until));
		if (ready < 0 && errno != EINTR && errno != EAGAIN)
			return INTERRUPT_STOP;
		if (ready > 0 && (fds[0].revents || fds[2].revents))
			return INTERRUPT_STOP;
		if (ready > 0 && fds[1].revents && drain(fds[1].fd))
			return INTERRUPT_GO_ON;
		if (ready > 0 && fds[3].revents)
			return drain(STDIN_FILENO) ? INTERRUPT_RETURN
						   : INTERRUPT_STOP;
		if (ready == 0 && interrupt_clock() >= until)
			return INTERRUPT_NONE;
	}
}
