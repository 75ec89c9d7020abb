/*
 * err -- why an operation failed, in words for the user.
 *
 * A function that can fail returns bool (true = done) and takes a struct err
 * as its last parameter.  The first error wins; callers on the way up add what
 * they were doing, so that the user reads "while reading lab.yaml: cannot open
 * lab.yaml: No such file or directory".  Problems *inside* an input are not
 * errors but diagnostics: see diag.h.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

#include "base/attr.h"

enum err_code {
	ERR_NONE,
	ERR_INPUT,  /* an input cannot be used: exit status 2 */
	ERR_LIMIT,  /* an input is larger than we are willing to hold */
	ERR_SYSTEM, /* the machine refused: disk, descriptors, permissions */
};

#define ERR_TEXT_MAX 512

/* A plain value; start with ERR_INIT.  Owns nothing. */
struct err {
	enum err_code code;
	char text[ERR_TEXT_MAX];
	int number; /* the errno behind it; 0 when there was none */
};

#define ERR_INIT                                                               \
	{                                                                      \
		ERR_NONE, "", 0                                                \
	}

/*
 * Sets the error unless one is already there.  Always returns false, so that
 * `return err_set(...)` reads as the failure it is.
 */
bool err_set(struct err *err, enum err_code code, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* As err_set() with ERR_SYSTEM; appends ": " and strerror(errno). */
bool err_errno(struct err *err, const char *format, ...) PRINTF_LIKE(2, 3);

/*
 * As err_errno(), for a file that the user named: ERR_INPUT, as most often
 * the name is wrong or the file is somebody else's, but ERR_SYSTEM where errno
 * says that the machine is in trouble (descriptors, memory, a broken disk).
 */
bool err_errno_input(struct err *err, const char *format, ...)
    PRINTF_LIKE(2, 3);

/* Puts "context: " before the text of an error that is set. */
void err_wrap(struct err *err, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
