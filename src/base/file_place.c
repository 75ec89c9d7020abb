/*
 * Names of files.  What /dev/stdout leads to is known by the folder that its
 * link points into: /proc/self/fd.  The name that the kernel shows behind that
 * link ("/tmp/log") must not be followed.  It may belong to another file by
 * now, and even if it does not, a file that is written there anew is not the
 * one that is open.
 */
#include "base/file_place.h"

#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/span.h"

/* As many symbolic links as the kernel itself follows. */
#define LINKS_MAX 40

/* The part in front of the last name, with its slash; 0 where there is none. */
static size_t
folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) + 1 : 0;
}

/* stat() of the folder that a file is in. */
static bool
stat_folder(const char *path, struct stat *st)
{
	size_t length = folder_length(path);
	char *folder = length ? xstrndup(path, length) : xstrdup(".");
	bool ok = stat(folder, st) == 0;

	free(folder);
	return ok;
}

/* Where a link points to, to be freed; NULL where `path` is none. */
static char *
read_link(const char *path)
{
	char link[PATH_MAX];
	ssize_t length = readlink(path, link, sizeof(link) - 1);

	if (length < 0)
		return NULL;
	link[length] = '\0';
	if (link[0] == '/')
		return xstrdup(link);
	return str_printf("%.*s%s", (int)folder_length(path), path, link);
}

/* Whether it is one of the names that the kernel gives our descriptors. */
static bool
is_descriptor(const char *path, long *number)
{
	static const char *const folders[] = {"/proc/self/fd",
	    "/proc/thread-self/fd"};
	const char *name = path + folder_length(path);
	struct stat here;
	struct stat ours;

	if (!span_to_number(span_of(name), INT_MAX, number) ||
	    !stat_folder(path, &here))
		return false;
	for (size_t i = 0; i < COUNT_OF(folders); i++) {
		if (stat(folders[i], &ours) == 0 &&
		    ours.st_dev == here.st_dev && ours.st_ino == here.st_ino)
			return true;
	}
	return false;
}

int
file_place_descriptor(const char *path)
{
	char *target = xstrdup(path);
	int found = FILE_PLACE_NO_DESCRIPTOR;
	long number = 0;

	for (int i = 0; target && i < LINKS_MAX; i++) {
		char *next;

		if (is_descriptor(target, &number)) {
			found = (int)number;
			break;
		}
		next = read_link(target);
		free(target);
		target = next;
	}
	free(target);
	return found;
}

char *
file_place_follow(const char *path)
{
	size_t length = strlen(path);
	char *target;
	char *next;

	/* A folder that is still to be made: "new/" is "new". */
	while (length > 1 && path[length - 1] == '/')
		length--;
	target = xstrndup(path, length);
	for (int i = 0; i < LINKS_MAX; i++) {
		next = read_link(target);
		if (!next)
			break;
		free(target);
		target = next;
	}
	return target;
}

static void
take(struct file_place *place, const struct stat *st)
{
	place->device = st->st_dev;
	place->number = st->st_ino;
}

void
file_place_of_descriptor(struct file_place *place, int descriptor)
{
	struct stat st;

	*place = (struct file_place){.descriptor = descriptor};
	place->exists = fstat(descriptor, &st) == 0;
	if (place->exists) {
		place->mode = st.st_mode;
		take(place, &st);
	} else {
		place->name = str_printf("/dev/fd/%d", descriptor);
	}
}

void
file_place_find(struct file_place *place, const char *path)
{
	int descriptor = file_place_descriptor(path);
	struct stat st;
	char *real;

	if (descriptor != FILE_PLACE_NO_DESCRIPTOR) {
		file_place_of_descriptor(place, descriptor);
		return;
	}
	*place = (struct file_place){.descriptor = FILE_PLACE_NO_DESCRIPTOR};
	place->exists = stat(path, &st) == 0;
	if (place->exists) {
		place->mode = st.st_mode;
		take(place, &st);
		return;
	}
	real = file_place_follow(path);
	if (stat_folder(real, &st)) {
		take(place, &st);
		place->name = xstrdup(real + folder_length(real));
	} else {
		place->name = xstrdup(real);
	}
	free(real);
}

void
file_place_release(struct file_place *place)
{
	free(place->name);
	*place = (struct file_place){.descriptor = FILE_PLACE_NO_DESCRIPTOR};
}

bool
file_place_equal(const struct file_place *a, const struct file_place *b)
{
	if (a->exists != b->exists || a->device != b->device ||
	    a->number != b->number)
		return false;
	return a->exists || strcmp(a->name, b->name) == 0;
}
