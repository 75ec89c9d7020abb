/*
 * What `convert` says of itself is what the table of formats says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "cmd/command.h"
#include "format/cabling.h"

/* The help cannot be made from the table, as it is one constant. */
static void
the_help_names_all_formats_that_are_written(void **state)
{
	struct span rest = span_of(command_convert.formats);
	bool named[64] = {false};

	(void)state;
	while (rest.length) {
		const char *comma = span_find_char(rest, ',');
		size_t length =
		    comma ? (size_t)(comma - rest.text) : rest.length;
		struct span name = span_trim(span_make(rest.text, length));
		size_t i = 0;

		while (cabling_format_at(i) &&
		       !span_is(name, cabling_format_at(i)->name))
			i++;
		if (!cabling_format_at(i) || !cabling_format_at(i)->write)
			fail_msg("%.*s cannot be written", (int)name.length,
			    name.text);
		assert_true(i < COUNT_OF(named) && !named[i]);
		named[i] = true;
		rest = span_skip(rest, length + 1);
	}
	for (size_t i = 0; cabling_format_at(i); i++)
		assert_int_equal(named[i], cabling_format_at(i)->write != NULL);
}

static void
no_two_formats_have_one_name(void **state)
{
	(void)state;
	for (size_t i = 0; cabling_format_at(i); i++)
		assert_ptr_equal(cabling_format_find(
				     cabling_format_at(i)->name),
		    cabling_format_at(i));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_help_names_all_formats_that_are_written),
	    cmocka_unit_test(no_two_formats_have_one_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
