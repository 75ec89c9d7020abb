/*
 * Writing a snapshot.  The texts first, then snapshot.json over the old one,
 * then the texts that nobody lists any more are removed: whenever the program
 * is killed, what snapshot.json lists is there.
 *
 * A text that is no whole answer must not be taken for one, neither while there
 * is no snapshot.json nor while the old one says that the device has answered.
 * So it is written as DEVICE.txt.unfinished, and renamed when the new index
 * says what it is; whoever reads the snapshot in between looks there first.
 */
#include "format/snapshot.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "format/snapshot_index.h"

#define FOLDER_MODE 0700
#define FILE_MODE 0600

/* A text, or what a killed writer left of one; see file_write(). */
static bool
may_be_ours(const char *name)
{
	return span_ends(span_of(name), ".txt") ||
	       span_ends(span_of(name), ".txt" SNAPSHOT_UNFINISHED) ||
	       strstr(name, ".txt.part-") ||
	       strstr(name, ".txt" SNAPSHOT_UNFINISHED ".part-") ||
	       strstr(name, SNAPSHOT_INDEX_NAME ".part-");
}

/* A folder without snapshot.json must hold nothing but texts. */
static bool
check_contents(const char *folder, struct err *err)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	bool ok = true;

	if (!dir)
		return err_errno(err, "cannot open %s", folder);
	while (ok && (entry = readdir(dir)) != NULL) {
		const char *name = entry->d_name;

		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
		    may_be_ours(name))
			continue;
		ok = err_set(err, ERR_INPUT,
		    "%s is no snapshot and holds other files: a snapshot "
		    "needs a folder of its own",
		    folder);
	}
	closedir(dir);
	return ok;
}

/* What a run left behind that was killed; those of this one have names now. */
static void
remove_unfinished(const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)) != NULL) {
		if (span_ends(span_of(entry->d_name),
			".txt" SNAPSHOT_UNFINISHED))
			unlinkat(dirfd(dir), entry->d_name, 0);
	}
	if (dir)
		closedir(dir);
}

/* Makes the folder, or finds out what it holds. */
static bool
prepare_folder(const char *folder, struct visit_list *old, bool *is_new,
    struct err *err)
{
	struct stat st;
	bool found;

	*is_new = true;
	if (mkdir(folder, FOLDER_MODE) == 0)
		return true;
	if (errno != EEXIST)
		return err_errno(err, "cannot make folder %s", folder);
	if (stat(folder, &st) != 0)
		return err_errno(err, "cannot look at %s", folder);
	if (!S_ISDIR(st.st_mode))
		return err_set(err, ERR_INPUT,
		    "%s is there already and is no folder", folder);
	if (!snapshot_index_read(folder, old, &found, err)) {
		err_wrap(err, "will not overwrite %s", folder);
		return false;
	}
	*is_new = !found;
	return found || check_contents(folder, err);
}

/* Where a text is, or is to be, by what is known of the visit; to be freed. */
static char *
path_of_text(const char *folder, const struct visit *visit, bool unfinished)
{
	char *file = visit_file_name(visit->device);
	char *path = str_printf("%s/%s%s", folder, file,
	    unfinished ? SNAPSHOT_UNFINISHED : "");

	free(file);
	return path;
}

bool
snapshot_keep(const char *folder, const struct visit *visit, struct err *err)
{
	bool unfinished = visit->status != VISIT_OK;
	struct span text = span_make(visit->text, visit->length);
	char *path;
	bool ok;

	if (!visit_has_text(visit))
		return true;
	path = path_of_text(folder, visit, unfinished);
	ok = file_write_one_of_many(path, text, FILE_MODE, err);
	free(path);
	return ok;
}

/*
 * Gives the texts of visits that have failed their names.  One that is not
 * there has its name already: it came whole, and the parser found out later
 * what the device had said.
 */
static bool
finish_texts(const char *folder, const struct visit *const *chosen,
    size_t count, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; i < count; i++) {
		char *from;
		char *to;

		if (chosen[i]->status == VISIT_OK || !visit_has_text(chosen[i]))
			continue;
		from = path_of_text(folder, chosen[i], true);
		to = path_of_text(folder, chosen[i], false);
		if (rename(from, to) != 0 && errno != ENOENT)
			ok = err_errno(err, "cannot rename %s", from);
		free(from);
		free(to);
	}
	return ok;
}

static bool
write_index(const char *folder, const struct visit_list *visits,
    const struct visit *const *chosen, size_t count, struct err *err)
{
	char *path = str_printf("%s/" SNAPSHOT_INDEX_NAME, folder);
	struct str text = STR_INIT;
	bool ok;

	snapshot_index_format(&text, visits->taken_at, chosen, count);
	ok = file_write(path, str_span(&text), FILE_MODE, err);
	str_release(&text);
	free(path);
	return ok;
}

/* A text that cannot be removed does no harm: nobody lists it. */
static void
remove_stale(const char *folder, const struct visit_list *old,
    const struct visit *const *chosen, size_t count)
{
	struct map *kept = map_new_exact();

	for (size_t i = 0; i < count; i++) {
		char *file = visit_file_name(chosen[i]->device);

		if (visit_has_text(chosen[i]))
			map_set(kept, span_of(file), i);
		free(file);
	}
	for (size_t i = 0; i < old->count; i++) {
		const char *file = old->items[i].file;
		char *path;
		size_t ignored;

		if (!file || !span_ends(span_of(file), ".txt") ||
		    map_find(kept, span_of(file), &ignored))
			continue;
		path = str_printf("%s/%s", folder, file);
		unlink(path);
		free(path);
	}
	map_free(kept);
}

static int
compare_visits(const void *a, const void *b)
{
	const struct visit *const *x = a;
	const struct visit *const *y = b;

	return text_natural_compare((*x)->device, (*y)->device);
}

/* The last visit to each device, sorted by name; to be freed. */
static const struct visit **
choose_visits(const struct visit_list *visits, size_t *count)
{
	const struct visit **chosen = xcalloc(visits->count, sizeof(*chosen));
	struct map *last = map_new();

	*count = 0;
	for (size_t i = 0; i < visits->count; i++)
		map_set(last, span_of(visits->items[i].device), i);
	for (size_t i = 0; i < visits->count; i++) {
		size_t index = 0;

		if (map_find(last, span_of(visits->items[i].device), &index) &&
		    index == i)
			chosen[(*count)++] = &visits->items[i];
	}
	if (*count)
		qsort(chosen, *count, sizeof(*chosen), compare_visits);
	map_free(last);
	return chosen;
}

bool
snapshot_prepare(const char *folder, bool *is_new, struct err *err)
{
	struct visit_list old = VISIT_LIST_INIT;
	bool ok = prepare_folder(folder, &old, is_new, err);

	/* It must not take the place of what will be written now. */
	if (ok && *is_new)
		remove_unfinished(folder);

	if (ok && access(folder, W_OK | X_OK) != 0)
		ok = err_errno(err, "cannot write into %s", folder);
	if (!ok)
		err_wrap(err, "before collecting a snapshot");
	visit_list_release(&old);
	return ok;
}

bool
snapshot_save(const char *folder, const struct visit_list *visits,
    struct err *err)
{
	struct visit_list old = VISIT_LIST_INIT;
	size_t count;
	const struct visit **chosen = choose_visits(visits, &count);
	bool is_new;
	bool ok = false;

	if (!prepare_folder(folder, &old, &is_new, err))
		goto done;
	for (size_t i = 0; i < count; i++) {
		if (!chosen[i]->kept && !snapshot_keep(folder, chosen[i], err))
			goto done;
	}
	if (!file_finish_many(folder, err) ||
	    !write_index(folder, visits, chosen, count, err) ||
	    !finish_texts(folder, chosen, count, err))
		goto done;
	remove_stale(folder, &old, chosen, count);
	remove_unfinished(folder);
	ok = true;

done:
	if (!ok)
		err_wrap(err, "while saving the snapshot");
	visit_list_release(&old);
	free(chosen);
	return ok;
}
