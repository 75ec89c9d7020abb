/*
 * Failures of one device; see failure.h.  Escaping happens here, once, since
 * nearly every text quotes something that the device said.
 */
#include "collect/failure.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

enum step_result
failure_set(struct failure *failure, enum visit_status status,
    enum remedy remedy, const char *format, ...)
{
	char *raw = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&raw, format, args) < 0)
		bug("out of memory");
	va_end(args);
	failure->status = status;
	failure->remedy = remedy;
	str_clear(&failure->text);
	text_escape(&failure->text, span_of(raw));
	free(raw);
	return STEP_FAILED;
}

void
failure_clear(struct failure *failure)
{
	failure->status = VISIT_OK;
	failure->remedy = REMEDY_NONE;
	str_release(&failure->text);
}
