/*
 * mem -- allocation that cannot fail, and the one way to stop on a bug.
 *
 * Running out of memory on a laptop means that the machine is already lost,
 * so these functions stop the program with exit status 4 instead of making
 * every caller carry a path that no test ever walks.  Input can never bring
 * this about: whatever reads input checks its limits before it allocates.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

#include "base/attr.h"

/* Prints the message to stderr and ends the program with status 4. */
NO_RETURN void bug(const char *format, ...) PRINTF_LIKE(1, 2);

/* As their C namesakes, but never return NULL; sizes are overflow-checked. */
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xreallocarray(void *old, size_t count, size_t size);
char *xstrdup(const char *text);

/* Copies all of `length` bytes, be there NULs in them, and a NUL behind. */
char *xstrndup(const char *text, size_t length);

/* A new string formatted like printf; the caller frees it. */
char *str_printf(const char *format, ...) PRINTF_LIKE(1, 2);

/*
 * Cleared memory in large pages, where the system has them: two megabytes,
 * which the kernel hands out five hundred times less often than small ones.
 * `size` is a multiple of LARGE_PAGE, and given back with the memory.
 */
#define LARGE_PAGE ((size_t)2 << 20)

void *xpages(size_t size);
void pages_free(void *memory, size_t size);

/*
 * Makes room for one more element: returns `array`, moved when `count` has
 * reached `*capacity`, which is then doubled.
 */
void *grow_array(void *array, size_t count, size_t *capacity, size_t size);

#endif
