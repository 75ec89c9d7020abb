/*
 * The YAML tree: places, anchors, merge keys.  What is wrong with files is
 * tested with the plans of fixtures/format/errors.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "format/yaml_secrets.h"
#include "format/yaml_tree.h"

/* A map becomes {key=value key=value}, a list [item item]. */
static void
show(struct str *out, const struct yaml_node *node)
{
	static const char open[] = {'\0', '[', '{'};
	static const char close[] = {'\0', ']', '}'};
	bool is_key = node->kind == YAML_KIND_MAP;
	size_t children = 0;

	if (node->kind == YAML_KIND_TEXT) {
		str_add_span(out, span_make(node->text, node->length));
		return;
	}
	str_add_char(out, open[node->kind]);
	for (const struct yaml_node *n = node->first; n; n = n->next) {
		show(out, n);
		children++;
		if (n->next)
			str_add_char(out, is_key ? '=' : ' ');
		is_key = node->kind == YAML_KIND_MAP && !is_key;
	}
	str_add_char(out, close[node->kind]);
	assert_int_equal(node->length,
	    node->kind == YAML_KIND_MAP ? children / 2 : children);
}

static void
assert_tree(const char *text, const char *expected)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct str shown = STR_INIT;
	struct yaml_tree tree;

	if (yaml_tree_read(&tree, "t", span_of(text), &diags))
		show(&shown, tree.root);
	diag_format_text(&diags, &shown);
	assert_string_equal(str_text(&shown), expected);
	yaml_tree_release(&tree);
	diag_list_release(&diags);
	str_release(&shown);
}

static void
test_lists_and_maps_become_a_tree(void **state)
{
	(void)state;
	assert_tree("a: [1, 'b c', [], {}]\nd:\n  - e: f\n",
	    "{a=[1 b c [] {}] d=[{e=f}]}");
}

static void
test_every_node_knows_its_place(void **state)
{
	static const char text[] = "\xef\xbb\xbf"
				   "a: 1\n\xc3\xa9: [x, \"y\"]\n";
	struct diag_list diags = DIAG_LIST_INIT;
	const struct yaml_node *list;
	struct yaml_tree tree;

	(void)state;
	assert_true(yaml_tree_read(&tree, "t", span_of(text), &diags));
	list = tree.root->first->next->next->next;
	assert_int_equal(list->line, 2);
	assert_int_equal(list->column, 4);
	assert_int_equal(list->first->column, 5);
	assert_int_equal(list->first->next->column, 8);
	assert_false(list->first->quoted);
	assert_true(list->first->next->quoted);
	yaml_tree_release(&tree);
}

static void
test_an_alias_is_what_its_anchor_was_last(void **state)
{
	(void)state;
	assert_tree("[&a 1, &A 2, *a, *A, &a [3], *a]", "[1 2 1 2 [3] [3]]");
	assert_tree("? &k x\n: *k\n", "{x=x}");
}

static void
test_merge_keys_fill_what_is_missing(void **state)
{
	(void)state;
	assert_tree("[&a {x: 1, y: 2}, {y: 3, <<: *a, z: 4}]",
	    "[{x=1 y=2} {y=3 z=4 x=1}]");
	/* Of several, the first that has a key; case counts. */
	assert_tree("[&a {x: 1}, &b {x: 2, X: 3}, {<<: [*a, *b]}, {<<: {}}]",
	    "[{x=1} {x=2 X=3} {x=1 X=3} {}]");
	/* What was merged can be merged on. */
	assert_tree("[&a {x: 1}, &b {<<: *a, y: 2}, {<<: *b}]",
	    "[{x=1} {y=2 x=1} {y=2 x=1}]");
	/* In quotes it is a key like any other. */
	assert_tree("{\"<<\": 1}", "{<<=1}");
	assert_tree("[1, {<<: 2}]", "t:1:10: error: `<<` merges a map, or a "
				    "list of maps, into this one\n");
}

static void
test_depth_is_limited_exactly(void **state)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct str text = STR_INIT;
	struct yaml_tree tree;

	(void)state;
	for (size_t i = 0; i < YAML_DEPTH_MAX; i++)
		str_add_char(&text, '[');
	for (size_t i = 0; i < YAML_DEPTH_MAX; i++)
		str_add_char(&text, ']');
	assert_true(yaml_tree_read(&tree, "t", str_span(&text), &diags));
	yaml_tree_release(&tree);
	str_clear(&text);
	for (size_t i = 0; i < 100000; i++)
		str_add_char(&text, '[');
	assert_false(yaml_tree_read(&tree, "t", str_span(&text), &diags));
	assert_int_equal(diags.count, 1);
	assert_int_equal(diags.items[0].column, YAML_DEPTH_MAX + 1);
	assert_null(tree.root);
	yaml_tree_release(&tree);
	diag_list_release(&diags);
	str_release(&text);
}

static void
test_keys_that_name_secrets_are_known(void **state)
{
	static const char *const secrets[] = {"password", "Passwd", "secret",
	    "enable", "enable_secret", "ENABLE-PASSWORD", "passphrase",
	    "community", "snmp-community", "token", "api_key", "private key",
	    "pw", "credentials", "loginPassword"};
	static const char *const others[] = {"port", "host", "username", "a",
	    "label", "platform", "enabled", "passive", "compass", "p", ""};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(secrets); i++)
		assert_true(yaml_key_is_secret(span_of(secrets[i])));
	for (size_t i = 0; i < COUNT_OF(others); i++)
		assert_false(yaml_key_is_secret(span_of(others[i])));
}

/* A character above U+FFFF as JSON has it, and what only looks like one. */
static void
test_pairs_of_json_are_one_character(void **state)
{
	(void)state;
	assert_tree("[\"a\\ud83d\\udd0cb\", c]", "[a\xf0\x9f\x94\x8c"
						 "b c]");
	assert_tree("\n {\"\\uD83D\\uDD0C\": \"\\uDBFF\\uDFFF\\ud800\\udc00\"}",
	    "{\xf0\x9f\x94\x8c=\xf4\x8f\xbf\xbf\xf0\x90\x80\x80}");
	assert_tree("[\"\\\\ud83d\\u00e9\\\"\", \"\\ud83d\\udd0c\"]",
	    "[\\ud83d\xc3\xa9\" \xf0\x9f\x94\x8c]");
	/* Behind it, all is where it was. */
	assert_tree("{\"a\": \"\\ud83d\\udd0c\", \"b\": \"\\q\"}",
	    "t:1:29: error: no such escape: write \\\\ for a backslash, or use "
	    "single quotes\n");
	assert_tree("[\"\\ud83d\\udd0c\\ud83d\\udd0c\", b, @]",
	    "t:1:33: error: a text that starts with @ needs quotes\n");
	assert_tree("[\"\\ud83d\\u0041\"]",
	    "t:1:5: error: an escape names no character\n");
	assert_tree("[\"\\ud83d\\udd0c\", \"\\udd0c\\ud83d\"]",
	    "t:1:21: error: an escape names no character\n");
	assert_tree("[\"\\ud83d\\udd0c",
	    "t:1:15: error: the file ends inside a quoted text\n");
	assert_tree("[\"\\ud83d\\udd0c\", \"\\ud83d\\udd",
	    "t:1:21: error: an escape names no character\n");
	/* YAML, and so no JSON. */
	assert_tree("a: '\\ud83d\\udd0c'", "{a=\\ud83d\\udd0c}");
	assert_tree("a: \"\\ud83d\\udd0c\"",
	    "t:1:7: error: an escape names no character\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_pairs_of_json_are_one_character),
	    cmocka_unit_test(test_lists_and_maps_become_a_tree),
	    cmocka_unit_test(test_every_node_knows_its_place),
	    cmocka_unit_test(test_an_alias_is_what_its_anchor_was_last),
	    cmocka_unit_test(test_merge_keys_fill_what_is_missing),
	    cmocka_unit_test(test_depth_is_limited_exactly),
	    cmocka_unit_test(test_keys_that_name_secrets_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
