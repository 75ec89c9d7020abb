/*
 * A child with a pipe; see pager.h.  The shell starts it, since $PAGER may have
 * words and quotes.  While it runs, a Ctrl-C is meant for the pager (less stops
 * a search with it): if we ended then, two programs would read one keyboard.
 */
#include "cmd/pager.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/attr.h"

/* Leaves a short text alone, shows our colours, keeps the screen. */
#define PAGER_USUAL "less -FRX"

/* What the shell says when it cannot run or cannot find a program. */
enum {
	SHELL_CANNOT_RUN = 126,
	SHELL_CANNOT_FIND = 127,
};

static const int keyboard_signals[] = {SIGINT, SIGQUIT};

static bool
start(const char *command, pid_t *pid, int *pipe_end)
{
	char *words[] = {"sh", "-c", (char *)command, NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t usual;
	int ends[2];
	bool ok;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
	/* Ours are ignored, and children would inherit that. */
	posix_spawnattr_init(&attributes);
	sigemptyset(&usual);
	sigaddset(&usual, SIGPIPE);
	sigaddset(&usual, SIGXFSZ);
	for (size_t i = 0; i < COUNT_OF(keyboard_signals); i++)
		sigaddset(&usual, keyboard_signals[i]);
	posix_spawnattr_setsigdefault(&attributes, &usual);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	ok = posix_spawn(pid, "/bin/sh", &actions, &attributes, words,
		 environ) == 0;
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[0]);
	*pipe_end = ends[1];
	if (!ok)
		close(ends[1]);
	return ok;
}

/* As much as it wants to read. */
static void
feed(int pipe_end, struct span text)
{
	while (text.length) {
		ssize_t count = write(pipe_end, text.text, text.length);

		if (count < 0 && errno != EINTR)
			return;
		if (count > 0)
			text = span_skip(text, (size_t)count);
	}
}

/* Feeds the pager and waits; whether it was there at all. */
static bool
run(const char *command, struct span text)
{
	int pipe_end;
	int status = 0;
	pid_t pid;

	if (!start(command, &pid, &pipe_end))
		return false;
	feed(pipe_end, text);
	close(pipe_end);
	while (waitpid(pid, &status, 0) < 0) {
		if (errno != EINTR)
			return true;
	}
	return !WIFEXITED(status) ||
	       (WEXITSTATUS(status) != SHELL_CANNOT_RUN &&
		   WEXITSTATUS(status) != SHELL_CANNOT_FIND);
}

bool
pager_show(struct span text)
{
	const char *command = getenv("PAGER");
	struct sigaction ignored = {.sa_handler = SIG_IGN};
	struct sigaction before[COUNT_OF(keyboard_signals)];
	bool ok;

	if (!command)
		command = PAGER_USUAL;
	if (!*command)
		return false;
	for (size_t i = 0; i < COUNT_OF(before); i++)
		sigaction(keyboard_signals[i], &ignored, &before[i]);
	ok = run(command, text);
	for (size_t i = 0; i < COUNT_OF(before); i++)
		sigaction(keyboard_signals[i], &before[i], NULL);
	return ok;
}
