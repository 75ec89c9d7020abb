/*
 * What setters share: words are gathered, numbers and words of a few are
 * checked, and a wrong one is answered with what would have been right.
 */
#include "cmd/options_set.h"

#include <string.h>

#include "base/mem.h"
#include "base/span.h"
#include "base/str.h"
#include "base/text.h"

void
options_add_word(struct words *words, const char *word)
{
	words->items = grow_array(words->items, words->count, &words->capacity,
	    sizeof(*words->items));
	words->items[words->count++] = word;
}

bool
options_set_number(unsigned *field, const char *value, long min, long max,
    struct err *err)
{
	long number = 0;

	if (!span_to_number(span_of(value), max, &number) || number < min)
		return err_set(err, ERR_INPUT,
		    "'%s' is not a number from %ld to %ld", value, min, max);
	*field = (unsigned)number;
	return true;
}

static const char *
next_choice(size_t i, const void *context)
{
	const struct choice *choices = context;

	return choices[i].word;
}

bool
options_choose(const struct choice *choices, const char *value, int *chosen,
    struct err *err)
{
	struct str words = STR_INIT;
	const char *near;

	for (size_t i = 0; choices[i].word; i++) {
		if (strcmp(choices[i].word, value) == 0) {
			*chosen = choices[i].value;
			return true;
		}
	}
	for (size_t i = 0; choices[i].word; i++)
		str_addf(&words, "%s%s", i ? ", " : "", choices[i].word);
	near = text_nearest(span_of(value), next_choice, choices);
	if (near)
		err_set(err, ERR_INPUT, "'%s' is unknown; did you mean %s?",
		    value, near);
	else
		err_set(err, ERR_INPUT, "'%s' is unknown; it is one of %s",
		    value, str_text(&words));
	str_release(&words);
	return false;
}
