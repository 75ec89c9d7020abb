/*
 * light -- less of the same where a test runs slowly.
 *
 * Under valgrind everything takes thirty times as long, and a tenth of the cuts
 * through a text shows what it is there to show: no read of what nobody wrote.
 * The sanitizers take three to ten times as long, which counts where one test
 * lasts for many seconds.  The ordinary run leaves nothing out.
 */
#ifndef TESTS_LIGHT_H
#define TESTS_LIGHT_H

#include <stddef.h>
#include <stdlib.h>

/* `usual`, but `slow` under valgrind; .ci/valgrind sets the variable. */
static inline size_t
light(size_t usual, size_t slow)
{
	return getenv("TESTS_LIGHT") ? slow : usual;
}

/* The same, but `sanitized` under GCC's address sanitizer. */
static inline size_t
light_by(size_t usual, size_t sanitized, size_t slow)
{
#ifdef __SANITIZE_ADDRESS__
	usual = sanitized;
#else
	(void)sanitized;
#endif
	return light(usual, slow);
}

#endif
