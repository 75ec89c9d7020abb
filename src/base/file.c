/*
 * Files, whole.  Writing goes to a new file beside the target, which is then
 * renamed over it, so that no reader ever sees half a report and a full disk
 * costs nothing that was there before.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_place.h"
#include "base/mem.h"

#define CHUNK ((size_t)65536)

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

/*
 * Whether to try again after a failed read() or write().  Whoever shares our
 * terminal or pipe may have made it non-blocking: then it has to be waited for.
 */
static bool
try_again(int fd, short events)
{
	struct pollfd wait = {.fd = fd, .events = events};

	if (errno == EINTR)
		return true;
	if (errno != EAGAIN)
		return false;
	while (poll(&wait, 1, -1) < 0) {
		if (errno != EINTR)
			return false;
	}
	return true;
}

/*
 * Room for what the file says it holds, one byte to see that it ends there,
 * and a NUL.  What has no size, like a pipe, begins with a chunk.
 */
static size_t
first_capacity(int fd, size_t limit)
{
	struct stat st;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size < 0)
		return CHUNK;
	return (uintmax_t)st.st_size < limit ? (size_t)st.st_size + 2 : CHUNK;
}

/*
 * Room in the arena, or on the heap where there is none.  What a file holds
 * may be more than the machine has: that is an error like any other, for whom
 * it is on the heap.
 */
static char *
room_new(struct arena *arena, size_t size)
{
	return arena ? arena_room(arena, size) : malloc(size);
}

static char *
room_grow(struct arena *arena, char *old, size_t used, size_t size)
{
	char *room;

	if (arena)
		return memcpy(arena_room(arena, size), old, used);
	room = realloc(old, size);
	if (!room)
		free(old);
	return room;
}

static void
room_free(const struct arena *arena, char *room)
{
	if (!arena)
		free(room);
}

/* Reads up to `limit` bytes, or all there are. */
static bool
read_all(int fd, size_t limit, struct arena *arena, char **text, size_t *length)
{
	size_t capacity = first_capacity(fd, limit);
	char *buffer = room_new(arena, capacity);
	size_t used = 0;

	while (buffer && used < limit) {
		size_t room;
		ssize_t got;

		if (capacity - used < 2) {
			capacity = 2 * capacity + CHUNK;
			buffer = room_grow(arena, buffer, used, capacity);
			continue;
		}
		room = capacity - used - 1;
		got = read(fd, buffer + used,
		    room < limit - used ? room : limit - used);
		if (got < 0 && try_again(fd, POLLIN))
			continue;
		if (got < 0) {
			room_free(arena, buffer);
			return false;
		}
		if (got == 0)
			break;
		used += (size_t)got;
	}
	if (!buffer)
		return false;
	buffer[used] = '\0';
	*text = buffer;
	*length = used;
	return true;
}

bool
file_read_in(struct arena *arena, const char *path, size_t max, char **text,
    size_t *length, struct err *err)
{
	const char *name = spoken(path, "standard input");
	/* One byte more tells "too large" from "just fits". */
	size_t limit = max < SIZE_MAX ? max + 1 : max;
	size_t all_length = 0;
	char *all = NULL;
	bool ok = false;
	int fd;

	fd = is_dash(path) ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
			   : open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_errno_input(err, "cannot open %s", name);
	if (!read_all(fd, limit, arena, &all, &all_length)) {
		err_errno_input(err, "cannot read %s", name);
		goto done;
	}
	if (all_length > max) {
		err_set(err, ERR_LIMIT, "%s has more than %zu bytes", name,
		    max);
		goto done;
	}
	*text = all;
	*length = all_length;
	all = NULL;
	ok = true;

done:
	room_free(arena, all);
	close(fd);
	return ok;
}

bool
file_read(const char *path, size_t max, char **text, size_t *length,
    struct err *err)
{
	return file_read_in(NULL, path, max, text, length, err);
}

static bool
write_all(int fd, struct span text)
{
	while (text.length) {
		ssize_t put = write(fd, text.text, text.length);

		if (put < 0 && try_again(fd, POLLOUT))
			continue;
		if (put < 0)
			return false;
		text = span_skip(text, (size_t)put);
	}
	return true;
}

/* Writes to `fd` and closes it; one that could not be opened is an error. */
static bool
write_to(int fd, const char *name, struct span text, struct err *err)
{
	bool ok;

	if (fd < 0)
		return err_errno(err, "cannot open %s", name);
	ok = write_all(fd, text);
	if (!ok)
		err_errno(err, "cannot write %s", name);
	if (close(fd) != 0 && ok)
		ok = err_errno(err, "cannot write %s", name);
	return ok;
}

/*
 * To a descriptor that is open already, from where it stands: what was written
 * there before, by us or by others, is neither lost nor overwritten.
 */
static bool
write_descriptor(int number, const char *name, struct span text,
    struct err *err)
{
	return write_to(fcntl(number, F_DUPFD_CLOEXEC, 0), name, text, err);
}

/* Pipes, terminals and device nodes: there is nothing to replace. */
static bool
write_node(const char *path, struct span text, struct err *err)
{
	return write_to(open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY), path, text,
	    err);
}

/*
 * The permissions of the new file: those of the old one as far as `mode`
 * allows, so that a report kept private stays so.
 */
static mode_t
new_mode(const struct stat *old, unsigned mode)
{
	mode_t mask;

	if (old)
		return old->st_mode & (mode_t)mode;
	/* To read the mask is to change it, for other threads as well. */
	if ((mode & 077) == 0)
		return (mode_t)mode;
	mask = umask(0);
	umask(mask);
	return (mode_t)mode & ~mask;
}

/* What mkostemp() gives a file. */
#define PART_MODE 0600

/* "lab.svg.part-XXXXXX"; a long name is cut so that this one fits, too. */
static char *
part_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;

	return str_printf("%.*s%.200s.part-XXXXXX", (int)(name - path), path,
	    name);
}

/*
 * Gives `part` the name `path` if nobody has it.  Some file systems of other
 * machines cannot do that in one step.
 */
static bool
take_free_name(const char *part, const char *path)
{
	struct stat st;

	if (renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
		return true;
	return (errno == EINVAL || errno == ENOSYS) && lstat(path, &st) != 0 &&
	       errno == ENOENT && rename(part, path) == 0;
}

/* For a file that is not there yet: false, with nothing done, when it is. */
static bool
write_new(const char *path, struct span text, mode_t mode)
{
	char *part = part_name(path);
	int fd = mkostemp(part, O_CLOEXEC);
	bool ok = fd >= 0;

	if (ok && mode != PART_MODE)
		ok = fchmod(fd, mode) == 0;
	ok = ok && write_all(fd, text) && take_free_name(part, path);
	if (fd >= 0) {
		close(fd);
		if (!ok)
			unlink(part);
	}
	free(part);
	return ok;
}

static bool
replace(const char *path, struct span text, mode_t mode, bool waits,
    struct err *err)
{
	char *part = part_name(path);
	bool ok = false;
	int fd;

	fd = mkostemp(part, O_CLOEXEC);
	if (fd < 0) {
		err_errno(err, "cannot create a file beside %s", path);
		goto done;
	}
	if ((mode != PART_MODE && fchmod(fd, mode) != 0) ||
	    !write_all(fd, text)) {
		err_errno(err, "cannot write %s", path);
		goto done;
	}
	/* A full disk may show only here, and rename() would hide it. */
	if (waits && fsync(fd) != 0 && errno != EINVAL && errno != EROFS) {
		err_errno(err, "cannot finish %s", path);
		goto done;
	}
	if (rename(part, path) != 0) {
		err_errno(err, "cannot replace %s", path);
		goto done;
	}
	ok = true;

done:
	if (fd >= 0) {
		close(fd);
		if (!ok)
			unlink(part);
	}
	free(part);
	return ok;
}

/* What is known of the file to write. */
struct target {
	struct stat st; /* if it exists, of what a link leads to */
	int descriptor; /* that it is a name of; or FILE_PLACE_NO_DESCRIPTOR */
	bool exists;
	bool is_link;
};

/*
 * stat(), and whether there is a link; one call where there is a plain file.
 * The names of descriptors are links, or nothing where they are not open.
 */
static bool
stat_target(const char *path, struct target *target)
{
	int number;

	target->descriptor = FILE_PLACE_NO_DESCRIPTOR;
	target->exists = lstat(path, &target->st) == 0;
	number = errno;
	target->is_link = target->exists && S_ISLNK(target->st.st_mode);
	if (target->is_link || !target->exists)
		target->descriptor = file_place_descriptor(path);
	errno = number;
	if (target->is_link)
		target->exists = stat(path, &target->st) == 0;
	return target->exists || errno == ENOENT;
}

/* Whether it is open, and not just for reading. */
static bool
look_at_descriptor(int number, const char *path, struct err *err)
{
	int flags = fcntl(number, F_GETFL);

	if (flags >= 0 && (flags & O_ACCMODE) != O_RDONLY)
		return true;
	errno = EBADF;
	return err_errno(err, "cannot write %s", path);
}

/* What file_write() refuses before it writes. */
static bool
look_at_target(const char *path, struct target *target, struct err *err)
{
	if (!stat_target(path, target))
		return err_errno(err, "cannot write %s", path);
	if (target->descriptor != FILE_PLACE_NO_DESCRIPTOR)
		return look_at_descriptor(target->descriptor, path, err);
	if (target->exists && S_ISDIR(target->st.st_mode))
		return err_set(err, ERR_SYSTEM,
		    "cannot write %s: it is a folder", path);
	/* rename() would not ask: who protected the file did so on purpose. */
	if (target->exists && access(path, W_OK) != 0)
		return err_errno(err, "cannot write %s", path);
	return true;
}

bool
file_can_write(const char *path, struct err *err)
{
	struct target target;
	char *real;
	char *slash;
	bool ok = true;

	if (is_dash(path))
		return true;
	if (!look_at_target(path, &target, err))
		return false;
	if (target.descriptor != FILE_PLACE_NO_DESCRIPTOR ||
	    (target.exists && !S_ISREG(target.st.st_mode)))
		return true;
	real = file_place_follow(path);
	slash = strrchr(real, '/');
	if (slash)
		slash[slash == real] = '\0';
	if (access(slash ? real : ".", W_OK | X_OK) != 0)
		ok = err_errno(err, "cannot write %s", path);
	free(real);
	return ok;
}

static bool
write_whole(const char *path, struct span text, unsigned mode, bool waits,
    struct err *err)
{
	struct target target;
	mode_t wanted;
	char *real;
	bool ok;

	if (is_dash(path))
		return write_descriptor(STDOUT_FILENO, "standard output", text,
		    err);
	if (!look_at_target(path, &target, err))
		return false;
	if (target.descriptor != FILE_PLACE_NO_DESCRIPTOR)
		return write_descriptor(target.descriptor, path, text, err);
	if (target.exists && !S_ISREG(target.st.st_mode))
		return write_node(path, text, err);
	wanted = new_mode(target.exists ? &target.st : NULL, mode);
	if (!target.is_link)
		return replace(path, text, wanted, waits, err);
	real = file_place_follow(path);
	ok = replace(real, text, wanted, waits, err);
	free(real);
	return ok;
}

bool
file_write(const char *path, struct span text, unsigned mode, struct err *err)
{
	return write_whole(path, text, mode, true, err);
}

bool
file_write_one_of_many(const char *path, struct span text, unsigned mode,
    struct err *err)
{
	/* Whatever went wrong with a new one is tried, and told, anew. */
	if (!is_dash(path) && write_new(path, text, new_mode(NULL, mode)))
		return true;
	return write_whole(path, text, mode, false, err);
}

bool
file_finish_many(const char *folder, struct err *err)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok;

	if (fd < 0)
		return err_errno(err, "cannot open %s", folder);
	ok = syncfs(fd) == 0;
	if (!ok)
		err_errno(err, "cannot finish %s", folder);
	close(fd);
	return ok;
}
