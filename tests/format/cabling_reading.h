/*
 * A cabling file that was read, and what was said of it: for the tests of all
 * formats.
 */
#ifndef TESTS_FORMAT_CABLING_READING_H
#define TESTS_FORMAT_CABLING_READING_H

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "format/cabling.h"
#include "format/topology_yaml.h"

struct reading {
	const struct cabling_format *format;
	struct topology *topology;
	struct str said;
	bool readable;
};

/* `format` NULL: it has to be recognized. */
static inline struct reading
reading_of(const char *format, struct span text)
{
	struct reading r = {.said = STR_INIT};
	struct diag_list diags = DIAG_LIST_INIT;
	struct err err = ERR_INIT;

	r.readable =
	    cabling_read_text(format ? cabling_format_find(format) : NULL, "in",
		text, &r.format, &r.topology, &diags, &err);
	diag_sort(&diags);
	diag_format_text(&diags, &r.said);
	str_add(&r.said, err.text);
	diag_list_release(&diags);
	return r;
}

static inline void
reading_release(struct reading *r)
{
	topology_free(r->topology);
	str_release(&r->said);
}

/* The text of a fixture, which the caller frees; NULL: there is none. */
static inline char *
fixture_text(const char *name, const char *ending)
{
	char *path =
	    str_printf("%s/format/cabling/%s%s", FIXTURES, name, ending);
	struct err err = ERR_INIT;
	char *text = NULL;
	size_t length = 0;

	if (!file_read(path, TOPOLOGY_FILE_MAX, &text, &length, &err))
		text = NULL;
	free(path);
	return text;
}

#endif
