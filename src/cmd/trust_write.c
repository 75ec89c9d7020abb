/*
 * Writing what was accepted; see trust_write.h.  The edits of all keys are put
 * in the order of their files, so that each file is written once.
 */
#include "cmd/trust_write.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "collect/known_hosts_edit.h"

struct change {
	const char *path;
	size_t place; /* in the order of the plan */
	struct known_hosts_edit edit;
};

struct changes {
	struct change *items;
	size_t count;
	size_t capacity;
	/* Of the key that they are made for: */
	const struct known_hosts_files *files;
	const struct collect_target *target;
};

static void
add_change(struct changes *changes, const char *path, struct span key,
    bool replace)
{
	changes->items = grow_array(changes->items, changes->count,
	    &changes->capacity, sizeof(*changes->items));
	changes->items[changes->count] = (struct change){
	    .path = path,
	    .place = changes->count,
	    .edit = {.host = changes->target->host,
		.port = changes->target->port,
		.key = key,
		.replace = replace},
	};
	changes->count++;
}

/* An old key in one of the user's other files is forgotten there. */
static void
forget_elsewhere(void *context, const struct known_hosts_place *place,
    struct span key)
{
	struct changes *changes = context;

	(void)key;
	for (size_t i = 1; i < changes->files->own; i++) {
		if (strcmp(changes->files->paths[i], place->path) == 0)
			add_change(changes, place->path, SPAN_ABSENT, true);
	}
}

static void
add_key(struct changes *changes, const struct trust_key *key,
    const struct known_hosts_book *book)
{
	bool replace = key->state == TRUST_CHANGED;

	changes->target = key->target;
	changes->files = known_hosts_book_files(book, key->target);
	add_change(changes, changes->files->paths[0],
	    span_make(key->bytes, key->length), replace);
	if (replace)
		known_hosts_book_list_keys(book, key->target, forget_elsewhere,
		    changes);
}

static int
compare_changes(const void *a, const void *b)
{
	const struct change *one = a;
	const struct change *two = b;
	int order = strcmp(one->path, two->path);

	if (order)
		return order;
	return one->place < two->place ? -1 : one->place > two->place;
}

/* All changes of one file; how many that were. */
static size_t
write_file(const struct change *changes, size_t count, struct err *err)
{
	struct known_hosts_edit *edits = xcalloc(count, sizeof(*edits));
	const char *path = changes[0].path;
	size_t same = 0;
	bool ok;

	while (same < count && strcmp(changes[same].path, path) == 0) {
		edits[same] = changes[same].edit;
		same++;
	}
	ok = known_hosts_edit_file(path, edits, same, err);
	free(edits);
	return ok ? same : 0;
}

bool
trust_write(const struct trust_key *keys, size_t count,
    const struct known_hosts_book *book, struct err *err)
{
	struct changes changes = {0};
	size_t done = 0;
	bool ok = true;

	for (size_t i = 0; i < count; i++) {
		if (keys[i].accepted)
			add_key(&changes, &keys[i], book);
	}
	if (changes.count)
		qsort(changes.items, changes.count, sizeof(*changes.items),
		    compare_changes);
	while (ok && done < changes.count) {
		size_t same =
		    write_file(changes.items + done, changes.count - done, err);

		ok = same > 0;
		done += same;
	}
	if (!ok && done)
		err_wrap(err, "the files up to %s were written, others not",
		    changes.items[done - 1].path);
	else if (!ok)
		err_wrap(err, "nothing was changed");
	free(changes.items);
	return ok;
}
