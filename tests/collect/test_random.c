/*
 * Random bytes from the system: whatever is asked for is filled, nobody gets
 * what another got, and OpenSSL is who asks.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <openssl/rand.h>
#include <uv.h>

#include "base/map.h"
#include "base/mem.h"
#include "collect/random.h"

#define THREADS 3
#define PIECES 3000
#define PIECE ((size_t)16)

struct drawer {
	uv_thread_t thread;
	unsigned char pieces[PIECES][PIECE];
	bool failed;
};

static void
draw(void *argument)
{
	struct drawer *drawer = argument;

	for (size_t i = 0; i < PIECES; i++) {
		if (RAND_bytes(drawer->pieces[i], PIECE) != 1)
			drawer->failed = true;
	}
}

/* Of 16 bytes that are random, no two are alike before the sun burns out. */
static void
test_no_thread_gets_what_another_got(void **state)
{
	struct drawer *drawers = xcalloc(THREADS, sizeof(*drawers));
	struct map *seen = map_new_exact();
	size_t ignored;

	(void)state;
	random_from_system();
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(uv_thread_create(&drawers[i].thread, draw,
				     &drawers[i]),
		    0);
	for (size_t i = 0; i < THREADS; i++) {
		uv_thread_join(&drawers[i].thread);
		assert_false(drawers[i].failed);
	}
	for (size_t i = 0; i < THREADS; i++) {
		for (size_t k = 0; k < PIECES; k++)
			assert_true(map_add(seen,
			    span_make((const char *)drawers[i].pieces[k],
				PIECE),
			    k, &ignored));
	}
	map_free(seen);
	free(drawers);
}

static unsigned
ones_in(const unsigned char *bytes, size_t count)
{
	unsigned ones = 0;

	for (size_t i = 0; i < count; i++) {
		for (unsigned byte = bytes[i]; byte; byte &= byte - 1)
			ones++;
	}
	return ones;
}

/* Across the ends of pages, and more than a page; no byte too many. */
static void
test_any_length_is_filled(void **state)
{
	enum { LENGTH = 9000 };
	unsigned char *bytes = xmalloc(LENGTH + 1);

	(void)state;
	random_from_system();
	for (int count = 0; count <= LENGTH; count += 1 + count / 8) {
		unsigned bits = (unsigned)count * 8;
		unsigned ones = 0;

		for (int tries = 0; tries < 20; tries++) {
			memset(bytes, 0, LENGTH + 1);
			assert_int_equal(RAND_bytes(bytes, count), 1);
			assert_int_equal(bytes[count], 0);
			ones += ones_in(bytes, (size_t)count);
		}
		/* Half of the bits, by more than eight deviations. */
		if (count >= 64)
			assert_in_range(ones, bits * 20 * 4 / 10,
			    bits * 20 * 6 / 10);
		else
			assert_true(count < 4 || ones > bits);
	}
	free(bytes);
}

/* Private keys are drawn by another door. */
static void
test_the_library_asks_here(void **state)
{
	unsigned char one[PIECE];
	unsigned char two[PIECE];
	const RAND_METHOD *method;

	(void)state;
	random_from_system();
	method = RAND_get_rand_method();
	assert_ptr_not_equal(method, RAND_OpenSSL());
	assert_int_equal(RAND_status(), 1);
	assert_int_equal(RAND_priv_bytes(one, PIECE), 1);
	assert_int_equal(RAND_priv_bytes(two, PIECE), 1);
	assert_memory_not_equal(one, two, PIECE);
	assert_int_equal(method->bytes(one, -1), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_no_thread_gets_what_another_got),
	    cmocka_unit_test(test_any_length_is_filled),
	    cmocka_unit_test(test_the_library_asks_here),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
