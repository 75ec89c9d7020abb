/*
 * file_place -- which file a name leads to.
 *
 * Two names may be one file: ./a and a, a link and what it points to, another
 * hard link.  And a name may be no file at all but a descriptor that is open
 * already, such as /dev/stdout: what is behind that is not ours to replace.
 */
#ifndef BASE_FILE_PLACE_H
#define BASE_FILE_PLACE_H

#include <stdbool.h>
#include <sys/types.h>

#define FILE_PLACE_NO_DESCRIPTOR (-1)

/*
 * The number of our own descriptor that `path` is a name of (/dev/stdout,
 * /dev/fd/5, /proc/self/fd/5, a link to one of them), be it open or not;
 * FILE_PLACE_NO_DESCRIPTOR for any other name.
 */
int file_place_descriptor(const char *path);

/*
 * The file behind symbolic links, be it there or not; `path` itself where there
 * is no link.  The caller frees it.
 */
char *file_place_follow(const char *path);

/* What tells files apart; ends with file_place_release(). */
struct file_place {
	int descriptor; /* or FILE_PLACE_NO_DESCRIPTOR */
	bool exists;
	mode_t mode; /* if it exists */
	dev_t device;
	ino_t number; /* of the file, or of the folder that it would be in */
	char *name;   /* owned; in that folder, or NULL */
};

void file_place_find(struct file_place *place, const char *path);
void file_place_of_descriptor(struct file_place *place, int descriptor);
void file_place_release(struct file_place *place);
bool file_place_equal(const struct file_place *a, const struct file_place *b);

#endif
