/*
 * Growing strings: always ended by a NUL, never longer than what was added.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/str.h"

static void
test_an_empty_string_is_a_string(void **state)
{
	struct str s = STR_INIT;
	char *text;

	(void)state;
	assert_string_equal(str_text(&s), "");
	assert_int_equal(str_span(&s).length, 0);
	assert_false(span_is_absent(str_span(&s)));
	str_clear(&s);
	str_add(&s, "");
	assert_string_equal(str_text(&s), "");
	text = str_take(&s);
	assert_string_equal(text, "");
	free(text);
	text = str_take(&s);
	assert_string_equal(text, "");
	free(text);
	str_release(&s);
}

static void
test_pieces_of_all_kinds_are_joined(void **state)
{
	struct str s = STR_INIT;

	(void)state;
	str_add(&s, "leaf");
	str_addf(&s, "%d:%s", 1, "Ethernet");
	str_add_char(&s, '1');
	str_add_span(&s, span_make("/49xyz", 3));
	str_add_span(&s, SPAN_ABSENT);
	assert_string_equal(str_text(&s), "leaf1:Ethernet1/49");
	assert_int_equal(s.length, 18);
	str_release(&s);
	assert_string_equal(str_text(&s), "");
}

static void
test_nuls_are_kept_and_counted(void **state)
{
	struct str s = STR_INIT;

	(void)state;
	str_add_span(&s, span_make("a\0b", 3));
	str_add_char(&s, '\0');
	assert_int_equal(s.length, 4);
	assert_memory_equal(str_text(&s), "a\0b\0", 5);
	str_release(&s);
}

/* At every length, the growing ones included, the NUL is in its place. */
static void
test_growth_byte_by_byte_and_by_printf(void **state)
{
	struct str bytes = STR_INIT;
	struct str printed = STR_INIT;

	(void)state;
	for (size_t i = 0; i < 5000; i++) {
		char c = (char)('a' + i % 26);

		str_add_char(&bytes, c);
		str_addf(&printed, "%c", c);
		assert_int_equal(bytes.length, i + 1);
		assert_true(bytes.capacity > bytes.length);
		assert_int_equal(bytes.text[i + 1], '\0');
	}
	assert_string_equal(str_text(&bytes), str_text(&printed));
	str_release(&bytes);
	str_release(&printed);
}

static void
test_one_large_piece(void **state)
{
	const size_t size = 10 << 20;
	char *large = xmalloc(size + 1);
	struct str s = STR_INIT;

	(void)state;
	memset(large, 'x', size);
	large[size] = '\0';
	str_add(&s, "<");
	str_addf(&s, "%s", large);
	str_add_span(&s, span_make(large, size));
	str_add(&s, ">");
	assert_int_equal(s.length, 2 * size + 2);
	assert_int_equal(s.text[2 * size + 1], '>');
	free(large);
	str_release(&s);
}

static void
test_clearing_keeps_the_memory_and_taking_gives_it_away(void **state)
{
	struct str s = STR_INIT;
	const char *before;
	char *taken;

	(void)state;
	str_add(&s, "first");
	before = str_text(&s);
	str_clear(&s);
	assert_string_equal(str_text(&s), "");
	str_add(&s, "second");
	assert_ptr_equal(str_text(&s), before);
	taken = str_take(&s);
	str_add(&s, "third");
	assert_string_equal(taken, "second");
	assert_string_equal(str_text(&s), "third");
	free(taken);
	str_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_an_empty_string_is_a_string),
	    cmocka_unit_test(test_pieces_of_all_kinds_are_joined),
	    cmocka_unit_test(test_nuls_are_kept_and_counted),
	    cmocka_unit_test(test_growth_byte_by_byte_and_by_printf),
	    cmocka_unit_test(test_one_large_piece),
	    cmocka_unit_test(
		test_clearing_keeps_the_memory_and_taking_gives_it_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
