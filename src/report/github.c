/*
 * Workflow commands; see github.h.
 */
#include "report/github.h"

#include <string.h>

#include "base/text.h"

#define ESCAPED_IN_TEXT "%\r\n"
#define ESCAPED_IN_PROPERTY "%\r\n:,"

/* %XX for the bytes of `special`; the rest is made safe for terminals. */
static void
add_escaped(struct str *out, const char *text, const char *special)
{
	while (*text) {
		size_t plain = strcspn(text, special);

		text_escape(out, span_make(text, plain));
		text += plain;
		if (*text)
			str_addf(out, "%%%02X", (unsigned char)*text++);
	}
}

static const char *
level_name(enum severity severity)
{
	return severity == SEVERITY_NOTE ? "notice" : severity_name(severity);
}

/* The first property stands behind a blank, the others behind commas. */
static void
begin_property(struct str *out, size_t *count, const char *name)
{
	str_addf(out, "%c%s=", (*count)++ ? ',' : ' ', name);
}

void
github_command(struct str *out, enum severity severity, struct place place,
    const char *title, const char *text)
{
	size_t count = 0;

	str_addf(out, "::%s", level_name(severity));
	if (place.file) {
		begin_property(out, &count, "file");
		add_escaped(out, place.file, ESCAPED_IN_PROPERTY);
		if (place.line) {
			begin_property(out, &count, "line");
			str_addf(out, "%u", place.line);
		}
		if (place.line && place.column) {
			begin_property(out, &count, "col");
			str_addf(out, "%u", place.column);
		}
	}
	if (title) {
		begin_property(out, &count, "title");
		add_escaped(out, title, ESCAPED_IN_PROPERTY);
	}
	str_add(out, "::");
	add_escaped(out, text, ESCAPED_IN_TEXT);
	str_add_char(out, '\n');
}
