/*
 * Any bytes as names of ports, one a line: what is canonical stays so, "the
 * same port" is the same for everybody, and the order is one.
 */
#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/mem.h"
#include "model/ifname.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#define NAMES_MAX 6

struct names {
	struct arena *arena;
	struct span printed[NAMES_MAX];
	const char *canonical[NAMES_MAX];
	size_t count;
};

static void
check_canonical(const struct names *names, size_t i)
{
	struct span name = span_of(names->canonical[i]);
	struct str again = STR_INIT;

	if (name.length > IFNAME_MAX)
		bug("a name of %zu bytes", name.length);
	if (strcmp(ifname_canonical(names->arena, name), name.text) != 0)
		bug("\"%s\" does not stay as it is", name.text);
	ifname_add_canonical(&again, names->printed[i]);
	if (!span_equal(str_span(&again), name))
		bug("\"%s\" has two canonical forms", name.text);
	if (!ifname_equal(names->printed[i], name))
		bug("\"%s\" is not what it came from", name.text);
	str_release(&again);
}

/* Blanks at the ends, and what is beyond the longest name, may go. */
static struct span
trim(struct span printed)
{
	printed = span_trim(printed);
	if (printed.length > IFNAME_MAX)
		printed.length = IFNAME_MAX;
	return span_trim(printed);
}

/* Whoever looks for a name by its last letter must not miss it. */
static void
check_tail(const struct names *names, size_t i)
{
	struct span printed = trim(names->printed[i]);
	struct span name = span_of(names->canonical[i]);
	unsigned char last;

	if (printed.length == 0 || printed.length == IFNAME_MAX)
		return;
	last = (unsigned char)printed.text[printed.length - 1];
	if (isalnum(last) &&
	    (name.length == 0 ||
		tolower((unsigned char)name.text[name.length - 1]) !=
		    tolower(last)))
		bug("\"%s\" ends in another letter", name.text);
}

/* A short form means the same port, and is no longer. */
static void
check_short(const struct names *names, size_t i)
{
	const char *name = names->canonical[i];
	struct str brief = STR_INIT;

	ifname_add_short(&brief, name);
	if (brief.length > strlen(name) ||
	    !ifname_equal(str_span(&brief), span_of(name)))
		bug("\"%s\" is shortened to \"%s\"", name, str_text(&brief));
	str_release(&brief);
}

static void
check_ambiguous(const struct names *names, size_t i)
{
	struct span printed = names->printed[i];
	const char *first = NULL;
	const char *second = NULL;

	if (!ifname_is_ambiguous(printed, &first, &second))
		return;
	if (!first || !second || strcmp(first, second) == 0)
		bug("ambiguous, but not between two families");
	/* Never guessed. */
	if (!span_is(trim(printed), names->canonical[i]))
		bug("\"%s\" was guessed", names->canonical[i]);
}

static int
sign(int number)
{
	return (number > 0) - (number < 0);
}

static void
check_two(const struct names *names, size_t i, size_t k)
{
	const char *a = names->canonical[i];
	const char *b = names->canonical[k];
	bool equal = ifname_equal(names->printed[i], names->printed[k]);

	if (equal != ifname_equal(names->printed[k], names->printed[i]))
		bug("\"%s\" and \"%s\" are equal one way only", a, b);
	if (equal != (strcasecmp(a, b) == 0) ||
	    equal != (ifname_compare(a, b) == 0))
		bug("\"%s\" and \"%s\": equal or not?", a, b);
	if (sign(ifname_compare(a, b)) != -sign(ifname_compare(b, a)))
		bug("\"%s\" and \"%s\" are each before the other", a, b);
}

static void
check_three(const struct names *names, size_t i, size_t k, size_t m)
{
	int first = ifname_compare(names->canonical[i], names->canonical[k]);
	int second = ifname_compare(names->canonical[k], names->canonical[m]);
	int both = ifname_compare(names->canonical[i], names->canonical[m]);

	if (first <= 0 && second <= 0 &&
	    (both > 0 || (both == 0) != (!first && !second)))
		bug("\"%s\" < \"%s\" < \"%s\" is no order", names->canonical[i],
		    names->canonical[k], names->canonical[m]);
}

static void
check_all(const struct names *names)
{
	for (size_t i = 0; i < names->count; i++) {
		check_canonical(names, i);
		check_tail(names, i);
		check_short(names, i);
		check_ambiguous(names, i);
		for (size_t k = 0; k < names->count; k++) {
			check_two(names, i, k);
			for (size_t m = 0; m < names->count; m++)
				check_three(names, i, k, m);
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct names names = {.arena = arena_new()};
	struct span rest = span_make((const char *)bytes, length);

	while (names.count < NAMES_MAX &&
	       span_next_line(&rest, &names.printed[names.count])) {
		names.canonical[names.count] =
		    ifname_canonical(names.arena, names.printed[names.count]);
		names.count++;
	}
	check_all(&names);
	arena_free(names.arena);
	return 0;
}
