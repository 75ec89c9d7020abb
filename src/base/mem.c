/*
 * Allocation that cannot fail.  See mem.h for why stopping the program is the
 * right answer to an allocation failure here, and only here.
 */
#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define EXIT_INTERNAL 4 /* CONTRACT: an error inside the program or machine */

void
bug(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("cablecheck: internal error: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
	abort(); /* or else the input that did it is not kept */
#else
	/* No atexit handlers: what is broken must not run any more code. */
	_Exit(EXIT_INTERNAL);
#endif
}

/*
 * The kernel gives memory page by page, when each is touched first.  For a
 * lab of a million cables that is a third of the time; pages of two megabytes
 * are given five hundred times less often.
 */
#define LARGE ((size_t)4 << 20)

/* Most texts that are printed fit in so many bytes. */
#define SHORT_TEXT 256
#define PAGE ((uintptr_t)4096)

static void
advise_large(void *memory, size_t size)
{
	uintptr_t from = ((uintptr_t)memory + PAGE - 1) & ~(PAGE - 1);
	uintptr_t to = ((uintptr_t)memory + size) & ~(PAGE - 1);

#ifdef MADV_HUGEPAGE
	/* Advice that is not taken does no harm. */
	(void)madvise((void *)from, to - from, MADV_HUGEPAGE);
#else
	(void)from;
	(void)to;
#endif
}

static void *
must(void *memory, size_t size)
{
	if (!memory)
		bug("out of memory");
	if (size >= LARGE)
		advise_large(memory, size);
	return memory;
}

void *
xmalloc(size_t size)
{
	return must(malloc(size ? size : 1), size);
}

void *
xcalloc(size_t count, size_t size)
{
	return must(calloc(count ? count : 1, size ? size : 1), count * size);
}

void *
xreallocarray(void *old, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		bug("an array of %zu elements of %zu bytes", count, size);
	return must(realloc(old, count && size ? count * size : 1),
	    count * size);
}

char *
xstrdup(const char *text)
{
	return xstrndup(text, strlen(text));
}

char *
xstrndup(const char *text, size_t length)
{
	char *copy = xmalloc(length + 1);

	if (length)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

char *
str_printf(const char *format, ...)
{
	char shown[SHORT_TEXT];
	va_list args;
	char *text;
	int length;

	va_start(args, format);
	length = vsnprintf(shown, sizeof(shown), format, args);
	va_end(args);
	if (length < 0)
		bug("cannot format \"%s\"", format);
	if ((size_t)length < sizeof(shown))
		return xstrndup(shown, (size_t)length);
	text = xmalloc((size_t)length + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)length + 1, format, args);
	va_end(args);
	return text;
}

/* The kernel maps at any small page, so what lies beside is given back. */
void *
xpages(size_t size)
{
	char *start;
	size_t before;
	void *memory = mmap(NULL, size + LARGE_PAGE, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		bug("out of memory");
	before = (LARGE_PAGE - (uintptr_t)memory % LARGE_PAGE) % LARGE_PAGE;
	start = (char *)memory + before;
	if (before)
		(void)munmap(memory, before);
	if (before < LARGE_PAGE)
		(void)munmap(start + size, LARGE_PAGE - before);
	advise_large(start, size);
	return start;
}

void
pages_free(void *memory, size_t size)
{
	(void)munmap(memory, size);
}

void *
grow_array(void *array, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return array;
	*capacity = *capacity ? *capacity * 2 : 8;
	return xreallocarray(array, *capacity, size);
}
