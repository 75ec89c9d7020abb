/*
 * attr -- compiler attributes under names that say what they are for.
 */
#ifndef BASE_ATTR_H
#define BASE_ATTR_H

#if defined(__GNUC__)
#define MUST_CHECK __attribute__((warn_unused_result))
#define NO_RETURN __attribute__((noreturn))
#define PRINTF_LIKE(text, first)                                               \
	__attribute__((__format__(__printf__, text, first)))
#else
#define MUST_CHECK
#define NO_RETURN
#define PRINTF_LIKE(text, first)
#endif

/* The number of elements of an array (never of a pointer). */
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
