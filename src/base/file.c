/*
 * Files, whole.  Writing goes to a new file beside the target, which is then
 * renamed over it, so that no reader ever sees half a report and a full disk
 * costs nothing that was there before.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

static bool
is_dash(const char *path)
{
	return strcmp(path, "-") == 0;
}

static const char *
spoken(const char *path, const char *dash)
{
	return is_dash(path) ? dash : path;
}

/* Reads up to `max` + 1 bytes: one more tells "too large" from "just fits". */
static bool
read_all(int fd, size_t max, char **text, size_t *length)
{
	size_t capacity = 65536;
	char *buffer = xmalloc(capacity);
	size_t used = 0;

	while (used <= max) {
		ssize_t got;

		if (used + 1 >= capacity) {
			capacity *= 2;
			buffer = xreallocarray(buffer, capacity, 1);
		}
		got = read(fd, buffer + used, capacity - used - 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			free(buffer);
			return false;
		}
		if (got == 0)
			break;
		used += (size_t)got;
	}
	buffer[used] = '\0';
	*text = buffer;
	*length = used;
	return true;
}

bool
file_read(const char *path, size_t max, char **text, size_t *length,
    struct err *err)
{
	const char *name = spoken(path, "standard input");
	char *all = NULL;
	bool ok = false;
	int fd;

	fd = is_dash(path) ? dup(STDIN_FILENO)
			   : open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		err_errno(err, "cannot open %s", name);
		/* A wrong path is the user's mistake, not the machine's. */
		err->code = ERR_INPUT;
		return false;
	}
	if (!read_all(fd, max, &all, length)) {
		err_errno(err, "cannot read %s", name);
		err->code = ERR_INPUT;
		goto done;
	}
	if (*length > max) {
		err_set(err, ERR_LIMIT, "%s has more than %zu bytes", name,
		    max);
		goto done;
	}
	*text = all;
	all = NULL;
	ok = true;

done:
	free(all);
	close(fd);
	return ok;
}

static bool
write_all(int fd, struct span text)
{
	while (text.length) {
		ssize_t put = write(fd, text.text, text.length);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		text = span_skip(text, (size_t)put);
	}
	return true;
}

/* Pipes, terminals and device nodes: there is nothing to replace. */
static bool
write_directly(const char *path, struct span text, struct err *err)
{
	const char *name = spoken(path, "standard output");
	bool ok;
	int fd;

	fd = is_dash(path) ? dup(STDOUT_FILENO)
			   : open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return err_errno(err, "cannot open %s", name);
	ok = write_all(fd, text);
	if (!ok)
		err_errno(err, "cannot write %s", name);
	if (close(fd) != 0 && ok)
		ok = err_errno(err, "cannot write %s", name);
	return ok;
}

static bool
replace(const char *path, struct span text, unsigned mode, struct err *err)
{
	char *part = str_printf("%s.part-XXXXXX", path);
	mode_t mask = umask(0);
	bool created = false;
	bool ok = false;
	int fd;

	umask(mask);
	fd = mkostemp(part, O_CLOEXEC);
	if (fd < 0) {
		err_errno(err, "cannot create a file beside %s", path);
		goto done;
	}
	created = true;
	if (fchmod(fd, mode & ~mask) != 0 || !write_all(fd, text)) {
		err_errno(err, "cannot write %s", path);
		goto done;
	}
	/* A full disk may show only here, and rename() would hide it. */
	if (fsync(fd) != 0 && errno != EINVAL && errno != EROFS) {
		err_errno(err, "cannot finish %s", path);
		goto done;
	}
	if (rename(part, path) != 0) {
		err_errno(err, "cannot replace %s", path);
		goto done;
	}
	ok = true;

done:
	if (fd >= 0)
		close(fd);
	if (created && !ok)
		unlink(part);
	free(part);
	return ok;
}

bool
file_write(const char *path, struct span text, unsigned mode, struct err *err)
{
	char *target = NULL;
	struct stat st;
	bool ok;

	if (is_dash(path))
		return write_directly(path, text, err);
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
		if (S_ISDIR(st.st_mode))
			return err_set(err, ERR_SYSTEM,
			    "cannot write %s: it is a folder", path);
		return write_directly(path, text, err);
	}
	/* Through a symbolic link the file it names is replaced, not the link.
	 */
	target = realpath(path, NULL);
	ok = replace(target ? target : path, text, mode, err);
	free(target);
	return ok;
}
