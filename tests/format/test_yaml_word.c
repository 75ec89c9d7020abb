/*
 * Words that are written in YAML: each character there is comes back as itself,
 * and so does what YAML has a meaning for.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "format/yaml_tree.h"
#include "format/yaml_word.h"

static void
add_utf8(struct str *out, uint32_t code)
{
	if (code < 0x80) {
		str_add_char(out, (char)code);
		return;
	}
	if (code < 0x800) {
		str_add_char(out, (char)(0xc0 | code >> 6));
	} else {
		if (code < 0x10000) {
			str_add_char(out, (char)(0xe0 | code >> 12));
		} else {
			str_add_char(out, (char)(0xf0 | code >> 18));
			str_add_char(out, (char)(0x80 | (code >> 12 & 0x3f)));
		}
		str_add_char(out, (char)(0x80 | (code >> 6 & 0x3f)));
	}
	str_add_char(out, (char)(0x80 | (code & 0x3f)));
}

/* All characters of a block, each between two letters, in one list. */
static void
assert_block(uint32_t first, uint32_t end)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct str text = STR_INIT;
	struct str said = STR_INIT;
	struct yaml_tree tree;
	const struct yaml_node *node;

	for (uint32_t code = first; code < end; code++) {
		struct str word = STR_INIT;

		str_add_char(&word, 'a');
		add_utf8(&word, code);
		str_add_char(&word, 'b');
		str_add(&text, "- ");
		yaml_add_word(&text, str_span(&word));
		str_add_char(&text, '\n');
		str_release(&word);
	}
	if (!yaml_tree_read(&tree, "t", str_span(&text), &diags))
		diag_format_text(&diags, &said);
	assert_string_equal(str_text(&said), "");
	node = tree.root->first;
	for (uint32_t code = first; code < end; code++, node = node->next) {
		struct str word = STR_INIT;

		str_add_char(&word, 'a');
		add_utf8(&word, code);
		str_add_char(&word, 'b');
		assert_non_null(node);
		assert_true(span_equal(str_span(&word),
		    span_make(node->text, node->length)));
		str_release(&word);
	}
	assert_null(node);
	yaml_tree_release(&tree);
	diag_list_release(&diags);
	str_release(&text);
	str_release(&said);
}

static void
every_character_comes_back(void **state)
{
	(void)state;
	/* All but NUL and what only UTF-16 has. */
	assert_block(0x1, 0xd800);
	assert_block(0xe000, 0x10000);
	for (uint32_t plane = 0x10000; plane < 0x110000; plane += 0x10000) {
		assert_block(plane, plane + 0x100);
		assert_block(plane + 0xff00, plane + 0x10000);
	}
}

static void
what_yaml_has_a_meaning_for_stands_in_quotes(void **state)
{
	/* clang-format off */
	static const struct {
		const char *word;
		const char *written;
	} words[] = {
		{ "leaf-1_a.b/c", "leaf-1_a.b/c" },
		{ "",             "\"\"" },
		{ "Yes",          "\"Yes\"" },
		{ "null",         "\"null\"" },
		{ "1e3",          "\"1e3\"" },
		{ "-",            "\"-\"" },
		{ "a: b",         "\"a: b\"" },
		{ "a #b",         "\"a #b\"" },
		{ "\"\\",         "\"\\\"\\\\\"" },
		{ "\t\x7f",       "\"\\x09\\x7f\"" },
		{ "\xc2\x85",     "\"\\x85\"" },
		{ "\xc2\xa0",     "\"\xc2\xa0\"" },
		{ "\xe2\x80\xa8", "\"\\u2028\"" },
		{ "\xef\xbb\xbf", "\"\\ufeff\"" },
		{ "\xef\xbf\xbe", "\"\\ufffe\"" },
		{ "\xf0\x9f\x94\x8c", "\"\xf0\x9f\x94\x8c\"" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		struct str out = STR_INIT;

		yaml_add_word(&out, span_of(words[i].word));
		assert_string_equal(str_text(&out), words[i].written);
		str_release(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_character_comes_back),
	    cmocka_unit_test(what_yaml_has_a_meaning_for_stands_in_quotes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
