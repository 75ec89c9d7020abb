/*
 * bench_cost -- runs a command and tells what it took.
 *
 *     bench_cost FILE COMMAND [ARGUMENT]...
 *
 * Writes to FILE: seconds of wall time, seconds of CPU, peak memory in KiB; of
 * the command and all that it waited for.  Ends with the command's own status.
 *
 * A script could ask for the same, but the peak would be wrong: a process takes
 * over the peak of the one that it was forked from, and an interpreter is
 * larger than what is measured here.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
wall_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double
seconds_of(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static bool
write_cost(const char *path, double wall, const struct rusage *used)
{
	FILE *out = fopen(path, "w");

	if (!out)
		return false;
	fprintf(out, "%.6f %.6f %ld\n", wall,
	    seconds_of(used->ru_utime) + seconds_of(used->ru_stime),
	    used->ru_maxrss);
	return fclose(out) == 0;
}

int
main(int argc, char **argv)
{
	double began = wall_seconds();
	struct rusage used;
	int status;
	pid_t child;

	if (argc < 3) {
		fprintf(stderr,
		    "usage: bench_cost FILE COMMAND [ARGUMENT]...\n");
		return 2;
	}
	child = fork();
	if (child == 0) {
		execvp(argv[2], argv + 2);
		perror(argv[2]);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &used) < 0 ||
	    !write_cost(argv[1], wall_seconds() - began, &used)) {
		perror(argv[0]);
		return 4;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
