/*
 * The known_hosts files of a run; see known_hosts_book.h.  There are one or
 * two of them, so they stand in a row.
 */
#include "collect/known_hosts_book.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static size_t
find_page(const struct known_hosts_book *book, const char *path)
{
	size_t i = 0;

	while (i < book->count && strcmp(book->pages[i].path, path) != 0)
		i++;
	return i;
}

/* Takes `path`. */
static bool
add_page(struct known_hosts_book *book, char *path, struct err *err)
{
	struct known_hosts_page *page;

	if (find_page(book, path) < book->count) {
		free(path);
		return true;
	}
	book->pages = grow_array(book->pages, book->count, &book->capacity,
	    sizeof(*book->pages));
	page = &book->pages[book->count++];
	*page = (struct known_hosts_page){.path = path};
	return known_hosts_open(path, &page->hosts, err);
}

bool
known_hosts_book_open(struct known_hosts_book *book,
    const struct collect_settings *settings,
    const struct collect_target *targets, size_t count, struct err *err)
{
	char *first = settings->known_hosts ? xstrdup(settings->known_hosts)
					    : known_hosts_default_path();

	if (settings->host_keys == HOST_KEYS_OFF) {
		/* Its keys are of no interest, and it need not be readable. */
		book->pages = grow_array(book->pages, 0, &book->capacity,
		    sizeof(*book->pages));
		book->pages[book->count++] = (struct known_hosts_page){first,
		    known_hosts_parse(span_of(""))};
	} else if (!add_page(book, first, err)) {
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		const struct collect_target *target = &targets[i];

		for (; target; target = target->jump) {
			if (target->known_hosts &&
			    !add_page(book, xstrdup(target->known_hosts), err))
				return false;
		}
	}
	return true;
}

void
known_hosts_book_release(struct known_hosts_book *book)
{
	for (size_t i = 0; i < book->count; i++) {
		free(book->pages[i].path);
		known_hosts_free(book->pages[i].hosts);
	}
	free(book->pages);
	*book = (struct known_hosts_book){NULL, 0, 0};
}

const struct known_hosts_page *
known_hosts_book_find(const struct known_hosts_book *book,
    const struct collect_target *target)
{
	size_t i = 0;

	if (target->known_hosts)
		i = find_page(book, target->known_hosts);
	return &book->pages[i < book->count ? i : 0];
}
