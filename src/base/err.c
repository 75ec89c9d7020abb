/*
 * Errors as values.  See err.h for the rules; the texts are cut at
 * ERR_TEXT_MAX because the longest of them quote a path or a device.
 */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool
err_set(struct err *err, enum err_code code, const char *format, ...)
{
	va_list args;

	if (err->code != ERR_NONE)
		return false;
	err->code = code;
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	return false;
}

static void
set_number(struct err *err, int number, const char *format, va_list args)
{
	size_t used;

	vsnprintf(err->text, sizeof(err->text), format, args);
	used = strlen(err->text);
	snprintf(err->text + used, sizeof(err->text) - used, ": %s",
	    strerror(number));
	err->number = number;
}

bool
err_errno(struct err *err, const char *format, ...)
{
	int number = errno;
	va_list args;

	if (err->code != ERR_NONE)
		return false;
	err->code = ERR_SYSTEM;
	va_start(args, format);
	set_number(err, number, format, args);
	va_end(args);
	return false;
}

static bool
is_the_machines_fault(int number)
{
	return number == EMFILE || number == ENFILE || number == ENOMEM ||
	       number == EIO || number == ENOSPC;
}

bool
err_errno_input(struct err *err, const char *format, ...)
{
	int number = errno;
	va_list args;

	if (err->code != ERR_NONE)
		return false;
	err->code = is_the_machines_fault(number) ? ERR_SYSTEM : ERR_INPUT;
	va_start(args, format);
	set_number(err, number, format, args);
	va_end(args);
	return false;
}

void
err_wrap(struct err *err, const char *format, ...)
{
	char old[ERR_TEXT_MAX];
	va_list args;
	size_t used;

	if (err->code == ERR_NONE)
		return;
	memcpy(old, err->text, sizeof(old));
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	used = strlen(err->text);
	snprintf(err->text + used, sizeof(err->text) - used, ": %s", old);
}
