/*
 * Asking ssh; see ssh_hosts.h.
 *
 * A question is a child process that prints some lines and ends, in five
 * milliseconds.  A few run at once.  They get no shell, no input, and ten
 * seconds, for a configuration may run programs (Match exec).
 */
#include "cmd/ssh_hosts.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"
#include "base/mem.h"
#include "cmd/output.h"

#define AT_ONCE 8
#define SECONDS 10
#define ANSWER_MAX ((size_t)1 << 18)
#define FILE_MAX ((size_t)4 << 20)
#define FILES_MAX 200
#define SYSTEM_FILE "/etc/ssh/ssh_config"

extern char **environ;

struct ssh_hosts {
	struct arena *arena;
	const char *file; /* for ssh -F; NULL: the usual ones */
	bool in_use;      /* there is something to ask about */
	struct ssh_config_scan scan;
	size_t files;
	struct ssh_config_answer usual; /* with no configuration at all */
	struct map *classes;            /* class: index of its answer */
	struct ssh_config_answer *answers;
	const char **asked; /* the host that each was asked for */
	size_t count;
	size_t capacity;
	size_t asked_capacity;
};

/* --- running ssh ---------------------------------------------------------- */

struct question {
	const char *host;
	const char *file;
	pid_t pid;
	int fd;
	struct str text;
};

static bool
start(struct question *q)
{
	char *words[] = {"ssh", "-G", "-F", (char *)q->file, "--",
	    (char *)q->host, NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t usual;
	int ends[2];
	int result;

	if (!q->file) {
		words[2] = "--";
		words[3] = (char *)q->host;
		words[4] = NULL;
	}
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null",
	    O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
	/* Ours are ignored, and children would inherit that. */
	posix_spawnattr_init(&attributes);
	sigemptyset(&usual);
	sigaddset(&usual, SIGPIPE);
	sigaddset(&usual, SIGXFSZ);
	posix_spawnattr_setsigdefault(&attributes, &usual);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	result =
	    posix_spawnp(&q->pid, "ssh", &actions, &attributes, words, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	q->fd = ends[0];
	if (result == 0)
		return true;
	close(ends[0]);
	errno = result;
	return false;
}

/* Reads to the end, or until it has had its time. */
static bool
drain(struct question *q, time_t until)
{
	char buffer[8192];

	while (q->text.length < ANSWER_MAX) {
		struct pollfd wait = {.fd = q->fd, .events = POLLIN};
		time_t left = until - time(NULL);
		ssize_t got;

		if (left <= 0 || poll(&wait, 1, (int)left * 1000) == 0)
			return false;
		got = read(q->fd, buffer, sizeof(buffer));
		if (got == 0)
			return true;
		if (got < 0 && errno != EINTR)
			return false;
		if (got > 0)
			str_add_span(&q->text, span_make(buffer, (size_t)got));
	}
	return false;
}

static bool
finish(struct question *q, time_t until, struct err *err)
{
	bool whole = drain(q, until);
	struct span rest;
	struct span line = SPAN_ABSENT;
	int status = 0;

	close(q->fd);
	if (!whole)
		kill(q->pid, SIGKILL);
	while (waitpid(q->pid, &status, 0) < 0 && errno == EINTR)
		;
	if (!whole)
		return err_set(err, ERR_INPUT,
		    "`ssh -G %s` did not come to an end; --ssh-config none "
		    "does without it",
		    q->host);
	if (status == 0)
		return true;
	rest = span_trim(str_span(&q->text));
	(void)span_next_line(&rest, &line);
	return err_set(err, ERR_INPUT,
	    "ssh cannot use its configuration: %.*s; correct it, or do "
	    "without it by --ssh-config none",
	    (int)(line.length < 300 ? line.length : 300),
	    line.text ? line.text : "");
}

/* Up to AT_ONCE questions side by side; false with errno 0 for `err`. */
static bool
run(struct question *questions, size_t count, struct err *err)
{
	time_t until = time(NULL) + SECONDS;
	size_t started = 0;
	bool ok = true;

	while (started < count && start(&questions[started]))
		started++;
	if (started < count)
		ok = err_errno(err, "cannot run ssh");
	for (size_t i = 0; i < started; i++) {
		if (!finish(&questions[i], until, err))
			ok = false;
	}
	return ok;
}

/* --- files ---------------------------------------------------------------- */

static void scan_file(struct ssh_hosts *hosts, const char *path,
    const char *folder);

/* Includes are relative to the folder of the kind of file that has them. */
static void
scan_include(struct ssh_hosts *hosts, const char *words, const char *folder)
{
	struct span rest = span_of(words);

	while (rest.length) {
		size_t length = strcspn(rest.text, " \t");
		char *word = xstrndup(rest.text, length);
		char *pattern = word[0] == '/' || word[0] == '~'
				    ? xstrdup(word)
				    : str_printf("%s/%s", folder, word);
		glob_t found = {0};

		if (*word && glob(pattern, GLOB_TILDE, NULL, &found) == 0) {
			for (size_t i = 0; i < found.gl_pathc; i++)
				scan_file(hosts, found.gl_pathv[i], folder);
		}
		globfree(&found);
		free(pattern);
		free(word);
		rest = span_trim(span_skip(rest, length));
	}
}

/* What cannot be read is ssh's to complain about. */
static void
scan_file(struct ssh_hosts *hosts, const char *path, const char *folder)
{
	size_t first = hosts->scan.include_count;
	struct err ignored = ERR_INIT;
	size_t length = 0;
	char *text = NULL;

	if (hosts->files++ > FILES_MAX ||
	    !file_read(path, FILE_MAX, &text, &length, &ignored))
		return;
	ssh_config_scan_text(&hosts->scan, span_make(text, length));
	free(text);
	for (size_t i = first; i < hosts->scan.include_count; i++)
		scan_include(hosts, hosts->scan.includes[i], folder);
	hosts->scan.include_count = first;
}

/*
 * ssh takes the home folder from the list of users.  Where HOME says something
 * else, the file there is the one that is meant.
 */
static void
scan_usual_files(struct ssh_hosts *hosts)
{
	const struct passwd *me = getpwuid(getuid());
	const char *home = getenv("HOME");
	char *folder;
	char *path;

	if (!home || !*home)
		home = me ? me->pw_dir : "/";
	folder = str_printf("%s/.ssh", home);
	path = str_printf("%s/config", folder);
	if (me && strcmp(me->pw_dir, home) != 0)
		hosts->file = access(path, F_OK) == 0
				  ? arena_strdup(hosts->arena, path)
				  : "none";
	scan_file(hosts, path, folder);
	if (!hosts->file)
		scan_file(hosts, SYSTEM_FILE, "/etc/ssh");
	free(path);
	free(folder);
}

/* --- answers -------------------------------------------------------------- */

/* With no file at all: what ssh says when nobody has said anything. */
static bool
ask_usual(struct ssh_hosts *hosts, const struct options *options,
    struct err *err)
{
	struct question q = {.host = "usual.invalid", .file = "none"};
	bool ok = run(&q, 1, err);

	if (ok)
		ssh_config_read_answer(str_span(&q.text), hosts->arena,
		    &hosts->usual);
	str_release(&q.text);
	if (ok || err->number != ENOENT)
		return ok;
	/* There is no ssh. */
	*err = (struct err)ERR_INIT;
	hosts->in_use = false;
	if (!options->quiet)
		output_message("note: the configuration of ssh (%s) is not "
			       "used: ssh, which reads it, is not installed; "
			       "--ssh-config none does without this note",
		    hosts->file ? hosts->file : "~/.ssh/config");
	return true;
}

bool
ssh_hosts_open(struct ssh_hosts **opened, const struct options *options,
    struct err *err)
{
	struct ssh_hosts *hosts = xcalloc(1, sizeof(*hosts));
	const char *file = options->ssh_config;

	*opened = hosts;
	hosts->arena = arena_new();
	hosts->scan.arena = hosts->arena;
	hosts->classes = map_new();
	if (file && strcmp(file, "none") == 0)
		return true;
	if (file && access(file, R_OK) != 0)
		return err_errno_input(err, "cannot read %s", file);
	hosts->file = file;
	if (file)
		scan_file(hosts, file, "/etc/ssh");
	else
		scan_usual_files(hosts);
	hosts->in_use = hosts->scan.matters;
	return !hosts->in_use || ask_usual(hosts, options, err);
}

void
ssh_hosts_free(struct ssh_hosts *hosts)
{
	if (!hosts)
		return;
	map_free(hosts->classes);
	free(hosts->answers);
	free(hosts->asked);
	arena_free(hosts->arena);
	free(hosts);
}

/* Keeps what was answered, for all of the class. */
static void
keep_answer(struct ssh_hosts *hosts, const struct question *q)
{
	struct ssh_config_answer *answer;

	hosts->answers = grow_array(hosts->answers, hosts->count,
	    &hosts->capacity, sizeof(*hosts->answers));
	hosts->asked = grow_array(hosts->asked, hosts->count,
	    &hosts->asked_capacity, sizeof(const char *));
	answer = &hosts->answers[hosts->count];
	ssh_config_read_answer(str_span(&q->text), hosts->arena, answer);
	ssh_config_drop_usual(answer, &hosts->usual);
	hosts->asked[hosts->count++] = arena_strdup(hosts->arena, q->host);
}

/* Nothing that looks like an option, or that no host can be called. */
static bool
can_be_asked(const char *name)
{
	return name[0] != '-' && name[0] != '\0';
}

bool
ssh_hosts_ask(struct ssh_hosts *hosts, const char *const *names, size_t count,
    struct err *err)
{
	struct question questions[AT_ONCE];
	size_t waiting = 0;
	bool ok = true;

	for (size_t i = 0; hosts->in_use && i < count && ok; i++) {
		struct str class = STR_INIT;

		ssh_config_add_class(&hosts->scan, names[i], &class);
		if (can_be_asked(names[i]) &&
		    map_add(hosts->classes, str_span(&class),
			hosts->count + waiting, NULL))
			questions[waiting++] = (struct question){
			    .host = names[i],
			    .file = hosts->file,
			};
		str_release(&class);
		if (waiting < AT_ONCE && i + 1 < count)
			continue;
		ok = run(questions, waiting, err);
		for (size_t k = 0; k < waiting; k++) {
			if (ok)
				keep_answer(hosts, &questions[k]);
			str_release(&questions[k].text);
		}
		waiting = 0;
	}
	return ok;
}

bool
ssh_hosts_find(struct ssh_hosts *hosts, const char *name,
    struct ssh_config_answer *answer, struct err *err)
{
	struct str class = STR_INIT;
	size_t i = 0;
	bool known;

	*answer = (struct ssh_config_answer){{NULL}};
	if (!hosts->in_use || !can_be_asked(name))
		return true;
	if (!ssh_hosts_ask(hosts, &name, 1, err))
		return false;
	ssh_config_add_class(&hosts->scan, name, &class);
	known = map_find(hosts->classes, str_span(&class), &i);
	str_release(&class);
	if (!known)
		return true;
	*answer = hosts->answers[i];
	/* The host that was asked for, as it is: no name was set. */
	if (answer->values[SSH_CONFIG_HOSTNAME] &&
	    strcmp(answer->values[SSH_CONFIG_HOSTNAME], hosts->asked[i]) == 0)
		answer->values[SSH_CONFIG_HOSTNAME] = NULL;
	return true;
}
