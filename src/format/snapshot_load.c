/*
 * Reading a snapshot.  Snapshots are handed around, so what they say of files
 * is not trusted: only plain files in the folder itself are read, links are
 * not followed, a pipe does not make the program wait.
 */
#include "format/snapshot.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "format/snapshot_index.h"

/* Larger ones are not worth a place among many others in one arena. */
#define SMALL_TEXT ((size_t)1 << 20)

static bool
read_plain_file(const char *path, struct visit *visit, struct arena *arena,
    struct err *err)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return err_errno_input(err, "cannot read %s", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_INPUT,
		    "cannot read %s: a snapshot holds plain files only", path);
	/* Not a gibibyte is read to find out that there is more. */
	if ((uintmax_t)st.st_size > SNAPSHOT_TEXT_MAX)
		return err_set(err, ERR_LIMIT, "%s has more than %zu bytes",
		    path, SNAPSHOT_TEXT_MAX);
	if ((uintmax_t)st.st_size > SMALL_TEXT)
		arena = NULL;
	visit->borrowed = arena != NULL;
	return file_read_in(arena, path, SNAPSHOT_TEXT_MAX, &visit->text,
	    &visit->length, err);
}

/*
 * Where the text is, to be freed.  Beside the name of one that is no answer may
 * still be that of an older answer: see snapshot_save.c.
 */
static char *
path_of_text(const char *folder, const struct visit *visit)
{
	struct stat ignored;
	char *path;

	if (visit->status != VISIT_OK) {
		path = str_printf("%s/%s" SNAPSHOT_UNFINISHED, folder,
		    visit->file);
		if (lstat(path, &ignored) == 0)
			return path;
		free(path);
	}
	return str_printf("%s/%s", folder, visit->file);
}

/*
 * A run that has no descriptors left will not do better with the next file:
 * that is no device's trouble.
 */
static bool
is_everybodys_trouble(const struct err *err)
{
	return err->number == EMFILE || err->number == ENFILE;
}

/* Who had not answered anyway keeps the reason why. */
static void
note_unreadable(struct visit *visit, const struct err *err)
{
	bool too_large = err->code == ERR_LIMIT || err->number == ENOMEM;

	if (visit->status != VISIT_OK)
		return;
	visit->status = too_large ? VISIT_LIMIT : VISIT_NOT_COLLECTED;
	visit->error = xstrdup(err->text);
}

bool
snapshot_read_text(const char *folder, struct visit *visit, struct arena *arena,
    struct err *err)
{
	struct err trouble = ERR_INIT;
	bool ok = true;
	char *path;

	if (!visit->unread)
		return true;
	path = path_of_text(folder, visit);
	if (read_plain_file(path, visit, arena, &trouble)) {
		visit->unread = false;
	} else if (is_everybodys_trouble(&trouble)) {
		*err = trouble;
		ok = false;
	} else {
		note_unreadable(visit, &trouble);
	}
	free(path);
	return ok;
}

/* Moves the visits of an index to the end of `visits`. */
static void
take_index(struct visit_list *index, struct visit_list *visits)
{
	for (size_t i = 0; i < index->count; i++) {
		struct visit *listed = &index->items[i];
		struct visit *visit =
		    listed->file ? visit_list_add_file(visits, listed->device,
				       listed->file)
				 : visit_list_add(visits, listed->device);

		visit->status = listed->status;
		visit->platform = listed->platform;
		visit->seconds = listed->seconds;
		visit->algorithms = listed->algorithms;
		listed->algorithms = (struct algorithms){0};
		if (listed->error)
			visit->error = xstrdup(listed->error);
		visit->unread = listed->file != NULL;
	}
	if (index->taken_at) {
		free(visits->taken_at);
		visits->taken_at = xstrdup(index->taken_at);
	}
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

/* The device of a file, to be freed: without .txt, %XX decoded. */
static char *
device_of_file(const char *file)
{
	size_t length = strlen(file) - strlen(".txt");
	struct str name = STR_INIT;

	for (size_t i = 0; i < length; i++) {
		int high = -1;
		int low = -1;

		if (file[i] == '%' && i + 2 < length) {
			high = hex_digit(file[i + 1]);
			low = hex_digit(file[i + 2]);
		}
		if (high < 0 || low < 0 || high + low == 0) {
			str_add_char(&name, file[i]);
			continue;
		}
		str_add_char(&name, (char)(high * 16 + low));
		i += 2;
	}
	return str_take(&name);
}

static int
compare_names(const void *a, const void *b)
{
	return text_natural_compare(*(char *const *)a, *(char *const *)b);
}

struct file_names {
	char **items; /* owned, each */
	size_t count;
	size_t capacity;
};

static void
file_names_release(struct file_names *files)
{
	for (size_t i = 0; i < files->count; i++)
		free(files->items[i]);
	free(files->items);
}

static void
list_texts(DIR *dir, struct file_names *files)
{
	struct dirent *entry;

	while ((entry = readdir(dir)) != NULL) {
		struct span name = span_of(entry->d_name);

		if (name.text[0] == '.' || !span_ends(name, ".txt"))
			continue;
		files->items = grow_array(files->items, files->count,
		    &files->capacity, sizeof(*files->items));
		files->items[files->count++] = xstrdup(entry->d_name);
	}
	if (files->count)
		qsort(files->items, files->count, sizeof(*files->items),
		    compare_names);
}

/* Captures pasted by hand: every text is a device that answered. */
static bool
take_texts(const char *folder, DIR *dir, struct visit_list *visits,
    struct err *err)
{
	struct file_names files = {NULL, 0, 0};

	list_texts(dir, &files);
	if (!files.count)
		return err_set(err, ERR_INPUT,
		    "%s is no snapshot: it holds neither " SNAPSHOT_INDEX_NAME
		    " nor any DEVICE.txt",
		    folder);
	for (size_t i = 0; i < files.count; i++) {
		char *device = device_of_file(files.items[i]);
		struct visit *visit =
		    visit_list_add_file(visits, device, files.items[i]);

		free(device);
		visit->status = VISIT_OK;
		visit->unread = true;
	}
	file_names_release(&files);
	return true;
}

static DIR *
open_folder(const char *folder, struct err *err)
{
	DIR *dir = opendir(folder);

	if (dir)
		return dir;
	if (errno == ENOTDIR) {
		err_set(err, ERR_INPUT,
		    "%s is no folder: a snapshot is a folder with one "
		    "DEVICE.txt for each device",
		    folder);
		return NULL;
	}
	err_errno(err, "cannot open snapshot %s", folder);
	err->code = ERR_INPUT;
	return NULL;
}

bool
snapshot_list(const char *folder, struct visit_list *visits, struct err *err)
{
	struct visit_list index = VISIT_LIST_INIT;
	DIR *dir = open_folder(folder, err);
	bool found = false;
	bool ok = false;

	if (!dir)
		return false;
	if (!snapshot_index_read(folder, &index, &found, err))
		goto done;
	if (found)
		take_index(&index, visits);
	ok = found || take_texts(folder, dir, visits, err);

done:
	visit_list_release(&index);
	closedir(dir);
	return ok;
}

bool
snapshot_load(const char *folder, struct visit_list *visits, struct err *err)
{
	size_t first = visits->count;

	if (!snapshot_list(folder, visits, err))
		return false;
	for (size_t i = first; i < visits->count; i++) {
		if (!snapshot_read_text(folder, &visits->items[i], NULL, err))
			return false;
	}
	return true;
}
