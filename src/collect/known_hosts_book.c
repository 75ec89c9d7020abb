/*
 * The known_hosts files of a run; see known_hosts_book.h.  Each file is read
 * once, however many targets name it.  One lock is enough for all of them: it
 * is held for writing only while a new key is added.
 */
#include "collect/known_hosts_book.h"

#include <stdlib.h>

#include "base/mem.h"

/* --- which files ---------------------------------------------------------- */

#define USUAL_OWN 2

const struct known_hosts_files *
known_hosts_files_usual(struct arena *arena)
{
	struct known_hosts_files *files = arena_alloc(arena, sizeof(*files));
	const char **paths = arena_array(arena, 4, sizeof(*paths));
	char *first = known_hosts_default_path();

	paths[0] = arena_strdup(arena, first);
	paths[1] = arena_printf(arena, "%s2", first);
	paths[2] = "/etc/ssh/ssh_known_hosts";
	paths[3] = "/etc/ssh/ssh_known_hosts2";
	free(first);
	*files = (struct known_hosts_files){paths, 4, USUAL_OWN};
	return files;
}

/* The file of an option, and no other. */
static const struct known_hosts_files *
make_single(struct arena *arena, const char *path)
{
	struct known_hosts_files *files = arena_alloc(arena, sizeof(*files));
	const char **paths = arena_array(arena, 1, sizeof(*paths));

	paths[0] = arena_strdup(arena, path);
	*files = (struct known_hosts_files){paths, 1, 1};
	return files;
}

const struct known_hosts_files *
known_hosts_book_files(const struct known_hosts_book *book,
    const struct collect_target *target)
{
	return target->known_hosts ? target->known_hosts : book->usual;
}

/* --- opening -------------------------------------------------------------- */

static bool
add_page(struct known_hosts_book *book, const char *path, bool is_needed,
    struct err *err)
{
	struct known_hosts_page *page;

	if (!map_add(book->by_path, span_of(path), book->count, NULL))
		return true;
	book->pages = grow_array(book->pages, book->count, &book->capacity,
	    sizeof(*book->pages));
	page = &book->pages[book->count++];
	*page =
	    (struct known_hosts_page){.path = arena_strdup(book->arena, path)};
	if (is_needed)
		return known_hosts_open(path, &page->hosts, err);
	page->hosts = known_hosts_parse(span_of(""));
	return true;
}

static bool
add_files(struct known_hosts_book *book, const struct known_hosts_files *files,
    bool are_needed, struct err *err)
{
	for (size_t i = 0; i < files->count; i++) {
		if (!add_page(book, files->paths[i], are_needed, err))
			return false;
	}
	return true;
}

bool
known_hosts_book_open(struct known_hosts_book *book,
    const struct collect_settings *settings,
    const struct collect_target *targets, size_t count, struct err *err)
{
	/* Where no key is checked, no file has to be readable. */
	bool are_needed =
	    settings->host_keys != HOST_KEYS_OFF || settings->on_host_key;
	const struct known_hosts_files *last = NULL;

	book->lock = xcalloc(1, sizeof(*book->lock));
	if (uv_rwlock_init(book->lock) != 0)
		bug("no lock to be had");
	book->lack = xcalloc(1, sizeof(*book->lack));
	book->arena = arena_new();
	book->by_path = map_new_exact();
	book->usual = settings->known_hosts
			  ? make_single(book->arena, settings->known_hosts)
			  : known_hosts_files_usual(book->arena);
	if (!add_files(book, book->usual, are_needed, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct collect_target *target = &targets[i];

		for (; target; target = target->jump) {
			if (!target->known_hosts || target->known_hosts == last)
				continue;
			last = target->known_hosts;
			if (!add_files(book, last, true, err))
				return false;
		}
	}
	return true;
}

void
known_hosts_book_release(struct known_hosts_book *book)
{
	for (size_t i = 0; i < book->count; i++)
		known_hosts_free(book->pages[i].hosts);
	if (book->lock)
		uv_rwlock_destroy(book->lock);
	free(book->lock);
	free(book->lack);
	free(book->pages);
	map_free(book->by_path);
	arena_free(book->arena);
	*book = (struct known_hosts_book){0};
}

/* --- looking up ----------------------------------------------------------- */

static const struct known_hosts_page *
find_page(const struct known_hosts_book *book, const char *path)
{
	size_t i = 0;

	if (!map_find(book->by_path, span_of(path), &i))
		bug("a known_hosts file that was not opened");
	return &book->pages[i];
}

/* How much a file has to say about a key: the most wins. */
/* clang-format off */
static const unsigned weights[] = {
	[KNOWN_HOST_UNKNOWN] = 0,
	[KNOWN_HOST_CHANGED] = 1,
	[KNOWN_HOST_MATCH]   = 2,
	[KNOWN_HOST_REVOKED] = 3,
};
/* clang-format on */

static enum known_host
check(const struct known_hosts_book *book, const struct collect_target *target,
    struct span key, struct known_hosts_place *place)
{
	const struct known_hosts_files *files =
	    known_hosts_book_files(book, target);
	enum known_host best = KNOWN_HOST_UNKNOWN;

	*place = (struct known_hosts_place){NULL, 0};
	for (size_t i = 0; i < files->count; i++) {
		const struct known_hosts_page *page =
		    find_page(book, files->paths[i]);
		unsigned line = 0;
		enum known_host found = known_hosts_check(page->hosts,
		    target->host, target->port, key, &line);

		if (weights[found] <= weights[best])
			continue;
		best = found;
		*place = (struct known_hosts_place){page->path, line};
	}
	return best;
}

enum known_host
known_hosts_book_check(const struct known_hosts_book *book,
    const struct collect_target *target, struct span key,
    struct known_hosts_place *place)
{
	enum known_host found;

	uv_rwlock_rdlock(book->lock);
	found = check(book, target, key, place);
	uv_rwlock_rdunlock(book->lock);
	return found;
}

void
known_hosts_book_list_types(const struct known_hosts_book *book,
    const struct collect_target *target, struct str *types)
{
	const struct known_hosts_files *files =
	    known_hosts_book_files(book, target);

	uv_rwlock_rdlock(book->lock);
	for (size_t i = 0; i < files->count; i++)
		known_hosts_list_types(find_page(book, files->paths[i])->hosts,
		    target->host, target->port, types);
	uv_rwlock_rdunlock(book->lock);
}

struct listing {
	const char *path;
	void (*visit)(void *context, const struct known_hosts_place *place,
	    struct span key);
	void *context;
};

static void
list_key(void *context, unsigned line, struct span key)
{
	const struct listing *listing = context;
	struct known_hosts_place place = {listing->path, line};

	listing->visit(listing->context, &place, key);
}

void
known_hosts_book_list_keys(const struct known_hosts_book *book,
    const struct collect_target *target,
    void (*visit)(void *context, const struct known_hosts_place *place,
	struct span key),
    void *context)
{
	const struct known_hosts_files *files =
	    known_hosts_book_files(book, target);

	uv_rwlock_rdlock(book->lock);
	for (size_t i = 0; i < files->count; i++) {
		const struct known_hosts_page *page =
		    find_page(book, files->paths[i]);
		struct listing listing = {page->path, visit, context};

		known_hosts_list_keys(page->hosts, target->host, target->port,
		    list_key, &listing);
	}
	uv_rwlock_rdunlock(book->lock);
}

/* What is wrong with a disk is no fault of the device. */
static bool
add(const struct known_hosts_book *book, const struct collect_target *target,
    struct span key, struct err *err)
{
	const struct known_hosts_page *page =
	    find_page(book, known_hosts_book_files(book, target)->paths[0]);
	struct err why = ERR_INIT;

	if (known_hosts_add(page->hosts, page->path, target->host, target->port,
		key, &why))
		return true;
	if (why.code != ERR_SYSTEM)
		return err_set(err, why.code, "%s", why.text);
	if (book->lack->count++ == 0)
		book->lack->why = why;
	return true;
}

bool
known_hosts_book_add(const struct known_hosts_book *book,
    const struct collect_target *target, struct span key, struct err *err)
{
	struct known_hosts_place place;
	bool ok = true;

	uv_rwlock_wrlock(book->lock);
	if (check(book, target, key, &place) == KNOWN_HOST_UNKNOWN)
		ok = add(book, target, key, err);
	uv_rwlock_wrunlock(book->lock);
	return ok;
}
