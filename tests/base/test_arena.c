/*
 * Arenas: every piece is aligned, zeroed and apart from the others, whichever
 * block it comes from.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/mem.h"

#define ALIGNMENT _Alignof(max_align_t)

static bool
is_all(const unsigned char *bytes, size_t size, unsigned char value)
{
	for (size_t i = 0; i < size; i++) {
		if (bytes[i] != value)
			return false;
	}
	return true;
}

/* A deterministic mix of sizes, with many around the borders of blocks. */
static size_t
next_size(unsigned *seed)
{
	static const size_t sizes[] = {0, 1, 2, 7, 8, 15, 16, 17, 63, 100, 1000,
	    1023, 1024, 1025, 4063, 4064, 4080, 4095, 4096, 4097, 5000, 8192,
	    70000, 300000};

	*seed = *seed * 1103515245 + 12345;
	return sizes[(*seed >> 16) % COUNT_OF(sizes)];
}

/*
 * Each piece is filled with its own byte; had two of them a byte in common,
 * one would find the other's there.
 */
static void
expect_pieces_apart(struct arena *arena)
{
	enum { PIECES = 3000 };
	static unsigned char *pieces[PIECES];
	static size_t sizes[PIECES];
	unsigned seed = 7;
	size_t asked = 0;

	for (size_t i = 0; i < PIECES; i++) {
		bool text = i % 3 == 1;

		sizes[i] = next_size(&seed);
		asked += sizes[i];
		if (text) {
			/* Leaves the block at any odd place. */
			char *copy = arena_strdup(arena, "odd");

			assert_string_equal(copy, "odd");
		}
		pieces[i] = arena_alloc(arena, sizes[i]);
		assert_non_null(pieces[i]);
		assert_int_equal((uintptr_t)pieces[i] % ALIGNMENT, 0);
		assert_true(is_all(pieces[i], sizes[i], 0));
		memset(pieces[i], (int)(i % 255 + 1), sizes[i]);
	}
	for (size_t i = 0; i < PIECES; i++)
		assert_true(
		    is_all(pieces[i], sizes[i], (unsigned char)(i % 255 + 1)));
	assert_true(arena_bytes(arena) >= asked);
	arena_free(arena);
}

static void
test_pieces_are_aligned_zeroed_and_apart(void **state)
{
	(void)state;
	expect_pieces_apart(arena_new());
	expect_pieces_apart(arena_new_large());
	expect_pieces_apart(arena_new_small());
}

static void
test_a_small_arena_asks_for_little_at_a_time(void **state)
{
	struct arena *arena = arena_new_small();
	size_t before = 0;

	(void)state;
	for (size_t i = 0; i < 100000; i++) {
		(void)arena_alloc(arena, 64);
		/* Less than what malloc() leaves to the system. */
		assert_true(arena_bytes(arena) - before < 128 << 10);
		before = arena_bytes(arena);
	}
	arena_free(arena);
}

static void
test_a_large_arena_takes_large_pages(void **state)
{
	struct arena *arena = arena_new_large();
	char *room = arena_room(arena, 100);
	unsigned char *zeroes = arena_alloc(arena, 3 * LARGE_PAGE);

	(void)state;
	assert_true(is_all(zeroes, 3 * LARGE_PAGE, 0));
	memset(room, 1, 100);
	memset(zeroes, 2, 3 * LARGE_PAGE);
	assert_true(is_all((unsigned char *)room, 100, 1));
	/* One page for the small piece, and what the large one needs. */
	assert_true(arena_bytes(arena) >= 4 * LARGE_PAGE);
	assert_true(arena_bytes(arena) <= 5 * LARGE_PAGE);
	arena_free(arena);
}

static void
test_a_large_piece_wastes_nothing(void **state)
{
	const size_t large = (size_t)64 << 20;
	struct arena *arena = arena_new();
	char *small;

	(void)state;
	/* As the very first, and again when there is a block with room. */
	(void)arena_alloc(arena, large);
	/* Rounded up to a page, of which the rest is never touched. */
	assert_true(arena_bytes(arena) < large + LARGE_PAGE + 1000);
	small = arena_strdup(arena, "small");
	assert_true(arena_bytes(arena) < large + LARGE_PAGE + 10000);
	(void)arena_alloc(arena, large);
	assert_true(arena_bytes(arena) < 2 * (large + LARGE_PAGE) + 10000);
	/* What came before it still has its room. */
	assert_true(arena_strdup(arena, "next") - small <= 64);
	arena_free(arena);
}

static void
test_many_small_pieces_cost_few_blocks(void **state)
{
	struct arena *arena = arena_new();
	size_t asked = 0;

	(void)state;
	for (size_t i = 0; i < 100000; i++) {
		(void)arena_array(arena, 4, 16);
		asked += 64;
	}
	/* Doubling blocks of at most a megabyte (and gaps under ASan). */
	assert_true(arena_bytes(arena) < 3 * asked / 2 + (1 << 20));
	arena_free(arena);
}

static void
test_copies_are_whole_strings(void **state)
{
	struct arena *arena = arena_new();
	char longer[5000];
	char *copy;

	(void)state;
	assert_string_equal(arena_span(arena, span_make("leaf1:x", 5)),
	    "leaf1");
	assert_string_equal(arena_span(arena, SPAN_ABSENT), "");
	copy = arena_span(arena, span_make("a\0b", 3));
	assert_memory_equal(copy, "a\0b", 4);
	assert_string_equal(arena_printf(arena, "%s:%u", "leaf1", 7u),
	    "leaf1:7");
	assert_string_equal(arena_printf(arena, "%s", ""), "");
	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	copy = arena_printf(arena, "<%s>", longer);
	assert_int_equal(strlen(copy), sizeof(longer) + 1);
	assert_int_equal(copy[sizeof(longer)], '>');
	arena_free(arena);
}

static void
test_arrays_grow_and_keep_what_they_hold(void **state)
{
	struct arena *arena = arena_new();
	size_t capacity = 0;
	size_t *numbers = NULL;

	(void)state;
	for (size_t i = 0; i < 100000; i++) {
		numbers =
		    arena_grow(arena, numbers, i, &capacity, sizeof(*numbers));
		assert_true(capacity > i);
		numbers[i] = i * 3;
	}
	for (size_t i = 0; i < 100000; i++)
		assert_int_equal(numbers[i], i * 3);
	/* Old arrays stay behind: less than the final one all told. */
	assert_true(
	    arena_bytes(arena) < 3 * capacity * sizeof(*numbers) + (1 << 20));
	arena_free(arena);
}

static void
test_nothing_can_be_freed(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_int_equal(arena_bytes(arena), 0);
	arena_free(arena);
	arena_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_pieces_are_aligned_zeroed_and_apart),
	    cmocka_unit_test(test_a_small_arena_asks_for_little_at_a_time),
	    cmocka_unit_test(test_a_large_arena_takes_large_pages),
	    cmocka_unit_test(test_a_large_piece_wastes_nothing),
	    cmocka_unit_test(test_many_small_pieces_cost_few_blocks),
	    cmocka_unit_test(test_copies_are_whole_strings),
	    cmocka_unit_test(test_arrays_grow_and_keep_what_they_hold),
	    cmocka_unit_test(test_nothing_can_be_freed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
