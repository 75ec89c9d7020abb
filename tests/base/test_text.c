/*
 * Text: an order that sort() can rely on, output that no device can abuse,
 * and guesses that are not silly.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/str.h"
#include "base/text.h"

/* --- natural order ------------------------------------------------------- */

/* Strictly ascending. */
static const char *const ascending[] = {
    "",
    " ",
    "%",
    "-1",
    "-2",
    "0",
    "00",
    "1",
    "01",
    "1 ",
    "1-1",
    "1.5",
    "1.10",
    "1/1",
    "1/1/1",
    "1/2",
    "1/10",
    "2",
    "010",
    "10",
    "0018446744073709551615",
    "18446744073709551615",
    "18446744073709551616",
    "99999999999999999999999999999",
    "100000000000000000000000000000",
    "A",
    "a",
    "A1",
    "a1",
    "a01",
    "a1b",
    "A01B",
    "a01b",
    "A2",
    "a2",
    "a10",
    "aa",
    "Eth1/2",
    "eth1/2",
    "Eth1/10",
    "Eth2/1",
    "Ethernet1/1",
    "leaf2",
    "leaf10",
    "x_y",
    "xa",
    "~",
    "\x80",
    "\xff",
};

static int
sign(int number)
{
	return (number > 0) - (number < 0);
}

static bool
same_but_for_case_and_zeros(const char *a, const char *b)
{
	while (*a && *b) {
		bool digits = strchr("0123456789", *a) != NULL &&
			      strchr("0123456789", *b) != NULL;

		if (digits && (*a == '0' || *b == '0') && *a != *b)
			*(*a == '0' ? &a : &b) += 1;
		else if ((*a | 0x20) != (*b | 0x20))
			return false;
		else
			a++, b++;
	}
	return *a == *b;
}

static void
test_natural_order_is_total(void **state)
{
	const size_t n = COUNT_OF(ascending);
	int order[COUNT_OF(ascending)][COUNT_OF(ascending)];

	(void)state;
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < n; k++) {
			order[i][k] = sign(
			    text_natural_compare(ascending[i], ascending[k]));
			/* Equal means identical. */
			assert_int_equal(order[i][k] == 0, i == k);
		}
	}
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < n; k++) {
			assert_int_equal(order[i][k], -order[k][i]);
			for (size_t m = 0; m < n; m++) {
				if (order[i][k] < 0 && order[k][m] < 0)
					assert_int_equal(order[i][m], -1);
			}
		}
	}
}

static void
test_natural_order_is_the_one_people_use(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(ascending); i++) {
		for (size_t k = i + 1; k < COUNT_OF(ascending); k++) {
			const char *a = ascending[i];
			const char *b = ascending[k];

			/* Which of 1 and 01 comes first is no matter. */
			if (same_but_for_case_and_zeros(a, b))
				continue;
			if (text_natural_compare(a, b) >= 0)
				fail_msg("'%s' is not before '%s'", a, b);
		}
	}
}

/* Every word over a small alphabet, so that no corner is left out. */
static void
test_natural_order_is_transitive_for_all_short_words(void **state)
{
	static const char alphabet[] = "01aA-";
	char words[156][4];
	size_t count = 0;

	(void)state;
	words[count++][0] = '\0';
	for (size_t from = 0, to = 1, length = 1; length <= 3; length++) {
		for (size_t w = from; w < to; w++) {
			for (size_t c = 0; alphabet[c]; c++, count++) {
				memcpy(words[count], words[w], length - 1);
				words[count][length - 1] = alphabet[c];
				words[count][length] = '\0';
			}
		}
		from = to;
		to = count;
	}
	assert_int_equal(count, COUNT_OF(words));
	for (size_t i = 0; i < count; i++) {
		/* A word's rank must be the number of words below it. */
		size_t below = 0;

		for (size_t k = 0; k < count; k++) {
			int there = text_natural_compare(words[i], words[k]);
			int back = text_natural_compare(words[k], words[i]);

			assert_int_equal(sign(there), -sign(back));
			assert_int_equal(there == 0, i == k);
			below += there > 0;
		}
		for (size_t k = 0; k < count; k++) {
			size_t below_other = 0;

			for (size_t m = 0; m < count; m++)
				below_other += text_natural_compare(words[k],
						   words[m]) > 0;
			assert_int_equal(sign(text_natural_compare(words[i],
					     words[k])),
			    (below > below_other) - (below < below_other));
		}
	}
}

/* --- escaping ------------------------------------------------------------ */

struct escape {
	const char *bytes;
	size_t length;
	const char *shown;
	const char *utf8;
};

#define BYTES(text) text, sizeof(text) - 1
#define BAD "\xef\xbf\xbd"

/* clang-format off */
static const struct escape escapes[] = {
	{ BYTES(""),              "",               "" },
	{ BYTES("leaf1 (A1)"),    "leaf1 (A1)",     "leaf1 (A1)" },
	{ BYTES("a\tb"),          "a b",            "a\tb" },
	{ BYTES("a\0b"),          "a\\x00b",        "a" BAD "b" },
	{ BYTES("\n\r\x1b\x07"),  "\\x0a\\x0d\\x1b\\x07", "\n\r\x1b\x07" },
	{ BYTES("\x1b]0;t\x07"),  "\\x1b]0;t\\x07", "\x1b]0;t\x07" },
	{ BYTES("\x7f"),          "\\x7f",          "\x7f" },
	/* good UTF-8, of every length, at its limits */
	{ BYTES("\xc2\xa0"),      "\xc2\xa0",       "\xc2\xa0" },
	{ BYTES("\xc3\xbc"),      "\xc3\xbc",       "\xc3\xbc" },
	{ BYTES("\xdf\xbf"),      "\xdf\xbf",       "\xdf\xbf" },
	{ BYTES("\xe0\xa0\x80"),  "\xe0\xa0\x80",   "\xe0\xa0\x80" },
	{ BYTES("\xe2\x82\xac"),  "\xe2\x82\xac",   "\xe2\x82\xac" },
	{ BYTES("\xed\x9f\xbf"),  "\xed\x9f\xbf",   "\xed\x9f\xbf" },
	{ BYTES("\xee\x80\x80"),  "\xee\x80\x80",   "\xee\x80\x80" },
	{ BYTES("\xf0\x9f\x94\xa5"), "\xf0\x9f\x94\xa5", "\xf0\x9f\x94\xa5" },
	{ BYTES("\xf4\x8f\xbf\xbd"), "\xf4\x8f\xbf\xbd", "\xf4\x8f\xbf\xbd" },
	/* C1 controls: a terminal may take U+009B for ESC [ */
	{ BYTES("\xc2\x80"),      "\\u{0080}",      "\xc2\x80" },
	{ BYTES("\xc2\x9b" "31m"), "\\u{009b}31m",  "\xc2\x9b" "31m" },
	{ BYTES("\x9b" "31m"),    "\\x9b31m",       BAD "31m" },
	/* bidi, zero width, line separators, tags */
	{ BYTES("\xe2\x80\xae" "1faeL"), "\\u{202e}1faeL",
	    "\xe2\x80\xae" "1faeL" },
	{ BYTES("\xe2\x81\xa6"),  "\\u{2066}",      "\xe2\x81\xa6" },
	{ BYTES("\xe2\x80\x8b"),  "\\u{200b}",      "\xe2\x80\x8b" },
	{ BYTES("\xe2\x80\xa8"),  "\\u{2028}",      "\xe2\x80\xa8" },
	{ BYTES("\xef\xbb\xbf"),  "\\u{feff}",      "\xef\xbb\xbf" },
	{ BYTES("\xe3\x85\xa4"),  "\\u{3164}",      "\xe3\x85\xa4" },
	{ BYTES("\xf3\xa0\x81\x81"), "\\u{e0041}",  "\xf3\xa0\x81\x81" },
	/* overlong forms of '/', NUL and '<' */
	{ BYTES("\xc0\xaf"),      "\\xc0\\xaf",     BAD BAD },
	{ BYTES("\xc0\x80"),      "\\xc0\\x80",     BAD BAD },
	{ BYTES("\xc1\xbf"),      "\\xc1\\xbf",     BAD BAD },
	{ BYTES("\xe0\x80\xbc"),  "\\xe0\\x80\\xbc", BAD BAD BAD },
	{ BYTES("\xe0\x9f\xbf"),  "\\xe0\\x9f\\xbf", BAD BAD BAD },
	{ BYTES("\xf0\x80\x80\xbc"), "\\xf0\\x80\\x80\\xbc", BAD BAD BAD BAD },
	{ BYTES("\xf0\x8f\xbf\xbf"), "\\xf0\\x8f\\xbf\\xbf", BAD BAD BAD BAD },
	/* surrogates, beyond Unicode, bytes that never occur */
	{ BYTES("\xed\xa0\x80"),  "\\xed\\xa0\\x80", BAD BAD BAD },
	{ BYTES("\xed\xbf\xbf"),  "\\xed\\xbf\\xbf", BAD BAD BAD },
	{ BYTES("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80", BAD BAD BAD BAD },
	{ BYTES("\xf5\xff\xfe"),  "\\xf5\\xff\\xfe", BAD BAD BAD },
	{ BYTES("\x80\xbf"),      "\\x80\\xbf",     BAD BAD },
	/* cut short, by the end or by what follows */
	{ BYTES("\xc3"),          "\\xc3",          BAD },
	{ BYTES("\xe2\x82"),      "\\xe2\\x82",     BAD BAD },
	{ BYTES("\xf0\x9f\x94"),  "\\xf0\\x9f\\x94", BAD BAD BAD },
	{ BYTES("\xc3x"),         "\\xc3x",         BAD "x" },
	{ BYTES("\xe2\x82\xc3\xbc"), "\\xe2\\x82\xc3\xbc", BAD BAD "\xc3\xbc" },
	/* orders to the CI system whose log this may be */
	{ BYTES("::error::x"),    "\\x3a:error::x", "::error::x" },
	{ BYTES("  ::add-mask::x"), "  \\x3a:add-mask::x",
	    "  ::add-mask::x" },
	{ BYTES("\t::E::"),       " \\x3a:E::",     "\t::E::" },
	{ BYTES("\xc2\xa0::e::"), "\xc2\xa0\\x3a:e::", "\xc2\xa0::e::" },
	{ BYTES("##[group]x"),    "\\x23#[group]x", "##[group]x" },
	{ BYTES("a###vso[b c]"),  "a#\\x23#vso[b c]", "a###vso[b c]" },
	/* and what only looks like one */
	{ BYTES("::1 fe80::a:b"), "::1 fe80::a:b",  "::1 fe80::a:b" },
	{ BYTES("::"),            "::",             "::" },
	{ BYTES("## [a] ##x [b]"), "## [a] ##x [b]", "## [a] ##x [b]" },
	/* whose first bits alone look like a tab */
	{ BYTES("\xc9x"),         "\\xc9x",         BAD "x" },
	{ BYTES("\xe9xy"),        "\\xe9xy",        BAD "xy" },
};
/* clang-format on */

static void
test_hostile_bytes_are_shown_harmlessly(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(escapes); i++) {
		const struct escape *row = &escapes[i];
		struct str out = STR_INIT;

		text_escape(&out, span_make(row->bytes, row->length));
		assert_string_equal(str_text(&out), row->shown);
		str_clear(&out);
		text_to_utf8(&out, span_make(row->bytes, row->length));
		assert_string_equal(str_text(&out), row->utf8);
		str_release(&out);
	}
}

/* Of all pairs of bytes, the escaped text is printable and stays so. */
static void
test_every_pair_of_bytes_comes_out_printable(void **state)
{
	struct str once = STR_INIT;
	struct str twice = STR_INIT;

	(void)state;
	for (int pair = 0; pair < 65536; pair++) {
		char bytes[2] = {(char)(pair >> 8), (char)pair};

		str_clear(&once);
		str_clear(&twice);
		text_escape(&once, span_make(bytes, 2));
		assert_int_equal(strlen(str_text(&once)), once.length);
		for (size_t i = 0; i < once.length; i++) {
			unsigned char c = (unsigned char)once.text[i];

			assert_true(c >= 0x20 && c != 0x7f);
		}
		text_escape(&twice, str_span(&once));
		assert_string_equal(str_text(&twice), str_text(&once));
	}
	str_release(&once);
	str_release(&twice);
}

static void
test_width_counts_cells_of_a_terminal_in_every_locale(void **state)
{
	static const struct {
		const char *text;
		size_t width;
	} cases[] = {
	    {"", 0}, {"abc", 3},
	    {"\xc3\xbc\xe2\x82\xac", 2},     /* u umlaut, euro */
	    {"u\xcc\x88", 1},                /* u, umlaut on its own */
	    {"\xe6\xa9\x9f\xe6\x9e\xb6", 4}, /* Chinese: rack */
	    {"\xe3\x81\x8b\xe3\x82\x99", 2}, /* ka, its voice mark */
	    {"\xed\x95\x9c", 2},             /* Hangul, in one */
	    {"\xe1\x84\x92\xe1\x85\xa1", 2}, /* Hangul, in two */
	    {"\xef\xbd\xb1", 1},             /* halfwidth a */
	    {"\xef\xbc\xa1", 2},             /* fullwidth A */
	    {"\xf0\x9f\x94\x8c", 2},         /* a plug */
	    {"\xf0\xa0\x80\x80", 2},         /* a rare ideograph */
	    {"\xff", 1},                     /* no character at all */
	};

	(void)state;
	assert_int_equal(text_width(SPAN_ABSENT), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(text_width(span_of(cases[i].text)),
		    cases[i].width);
}

static void
test_a_cut_never_goes_through_a_wide_character(void **state)
{
	static const struct {
		const char *text;
		size_t max;
		const char *shown;
		size_t width;
	} cases[] = {
	    {"\xe6\xa9\x9f\xe6\x9e\xb6", 4, "\xe6\xa9\x9f\xe6\x9e\xb6", 4},
	    {"\xe6\xa9\x9f\xe6\x9e\xb6xx", 5, "\xe6\xa9\x9f...", 5},
	    /* One column stays empty. */
	    {"x\xe6\xa9\x9f\xe6\x9e\xb6", 4, "x...", 4},
	    {"\xe6\xa9\x9f\xe6\x9e\xb6", 3, "...", 3},
	    /* An accent stays on its letter. */
	    {"eu\xcc\x88xxx", 5, "eu\xcc\x88xxx", 5},
	    {"eu\xcc\x88xxxx", 5, "eu\xcc\x88...", 5},
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		str_clear(&out);
		assert_int_equal(text_escape_cut(&out, span_of(cases[i].text),
				     cases[i].max),
		    cases[i].width);
		assert_string_equal(str_text(&out), cases[i].shown);
	}
	str_release(&out);
}

static void
test_characters_are_counted_as_an_editor_does(void **state)
{
	(void)state;
	assert_int_equal(text_characters(SPAN_ABSENT), 0);
	assert_int_equal(text_characters(span_of("u\xcc\x88")), 2);
	assert_int_equal(text_characters(span_of("\xe6\xa9\x9f")), 1);
}

/* --- near misses --------------------------------------------------------- */

static const char *
next_word(size_t i, const void *context)
{
	const char *const *words = context;

	return words[i];
}

static void
test_near_misses_are_found_and_far_ones_are_not(void **state)
{
	static const char *const words[] = {"verify", "collect", "parse",
	    "graph", "lint", "a", "known-hosts", "host-keys", NULL};
	/* clang-format off */
	static const struct {
		const char *word;
		const char *wanted;
	} rows[] = {
		{ "verfy",      "verify" },  /* one left out */
		{ "veriffy",    "verify" },  /* one too many */
		{ "verifi",     "verify" },  /* one wrong */
		{ "evrify",     "verify" },  /* two swapped */
		{ "VERIFY",     "verify" },
		{ "colect",     "collect" },
		{ "prase",      "parse" },
		{ "knownhosts", "known-hosts" },
		{ "hots-keys",  "host-keys" },
		{ "lnt",        "lint" },
		{ "verify",     "verify" },
		{ "zzzzzz",     NULL },
		{ "b",          NULL },      /* another letter is no typo */
		{ "",           NULL },
		{ "ve",         NULL },
		{ "yfirev",     NULL },
	};
	/* clang-format on */
	char endless[1000];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const char *near =
		    text_nearest(span_of(rows[i].word), next_word, words);

		if (!rows[i].wanted)
			assert_null(near);
		else if (!near)
			fail_msg("nothing is near %s", rows[i].word);
		else
			assert_string_equal(near, rows[i].wanted);
	}
	memset(endless, 'v', sizeof(endless));
	for (size_t length = 40; length <= sizeof(endless); length++)
		assert_null(
		    text_nearest(span_make(endless, length), next_word, words));
}

static void
test_the_longest_words_still_fit(void **state)
{
	char candidate[50] = "";
	const char *words[] = {candidate, NULL};
	char word[50];

	(void)state;
	memset(word, 'w', sizeof(word));
	for (size_t length = 45; length < sizeof(candidate); length++) {
		const char *near;

		memset(candidate, 'w', length);
		candidate[length - 1] = 'x';
		near = text_nearest(span_make(word, 48), next_word, words);
		if (length <= 48)
			assert_ptr_equal(near, candidate);
		else
			assert_null(near);
	}
}

/* --- globs --------------------------------------------------------------- */

static void
test_globs_match_whole_names(void **state)
{
	/* clang-format off */
	static const struct {
		const char *pattern;
		const char *name;
		bool matches;
	} rows[] = {
		{ "leaf1",     "leaf1",      true },
		{ "leaf1",     "LEAF1",      true },
		{ "LEAF*",     "leaf1",      true },
		{ "leaf1",     "leaf10",     false },
		{ "leaf1",     "xleaf1",     false },
		{ "leaf?",     "leaf1",      true },
		{ "leaf?",     "leaf10",     false },
		{ "leaf[12]",  "leaf2",      true },
		{ "leaf[!12]", "leaf2",      false },
		{ "leaf[1-3]", "leaf3",      true },
		{ "*",         "",           true },
		{ "*",         "a.b/c",      true },
		{ "*",         ".hidden",    true },
		{ "Eth1/*",    "Eth1/2/3",   true },
		{ "?",         "",           false },
		{ "",          "",           true },
		{ "",          "a",          false },
		{ "leaf[1",    "leaf[1",     true },
		{ "leaf[1",    "leaf1",      false },
		{ "a\\*",      "a*",         true },
		{ "a\\*",      "ab",         false },
		{ "SEP*",      "sep0011aabbccdd", true },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (text_glob_match(rows[i].pattern, rows[i].name) !=
		    rows[i].matches)
			fail_msg("'%s' and '%s'", rows[i].pattern,
			    rows[i].name);
	}
}

/* Backtracking must not be exponential: this is a file's word, after all. */
static void
test_globs_full_of_stars_end(void **state)
{
	char name[1001];
	char pattern[121];

	(void)state;
	memset(name, 'a', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	for (size_t i = 0; i + 1 < sizeof(pattern); i += 2)
		memcpy(pattern + i, "*a", 2);
	pattern[sizeof(pattern) - 2] = 'b';
	pattern[sizeof(pattern) - 1] = '\0';
	assert_false(text_glob_match(pattern, name));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_natural_order_is_total),
	    cmocka_unit_test(test_natural_order_is_the_one_people_use),
	    cmocka_unit_test(
		test_natural_order_is_transitive_for_all_short_words),
	    cmocka_unit_test(test_hostile_bytes_are_shown_harmlessly),
	    cmocka_unit_test(test_every_pair_of_bytes_comes_out_printable),
	    cmocka_unit_test(
		test_width_counts_cells_of_a_terminal_in_every_locale),
	    cmocka_unit_test(test_a_cut_never_goes_through_a_wide_character),
	    cmocka_unit_test(test_characters_are_counted_as_an_editor_does),
	    cmocka_unit_test(test_near_misses_are_found_and_far_ones_are_not),
	    cmocka_unit_test(test_the_longest_words_still_fit),
	    cmocka_unit_test(test_globs_match_whole_names),
	    cmocka_unit_test(test_globs_full_of_stars_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
