/*
 * The C library knows how wide characters are, but only in a locale of UTF-8,
 * and a CI job has none: the same report would be laid out differently there.
 * So it is asked in one of our own, which comes with every glibc and is put on
 * for the time of the question.
 */
#include "base/cells.h"

#include <locale.h>
#include <pthread.h>
#include <wchar.h>

#define FIRST_OTHER 0x300 /* up to here each takes one */

static locale_t utf8; /* or 0 where the system lacks even that */

static void
open_locale(void)
{
	utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
}

unsigned
cells_of(uint32_t code)
{
	static pthread_once_t opened = PTHREAD_ONCE_INIT;
	locale_t before;
	int width;

	/* Nearly all that is ever shown. */
	if (code < FIRST_OTHER)
		return 1;
	pthread_once(&opened, open_locale);
	if (!utf8)
		return 1;
	before = uselocale(utf8);
	width = wcwidth((wchar_t)code);
	uselocale(before);
	/* What it does not know takes some room at least. */
	return width < 0 ? 1 : (unsigned)width;
}
