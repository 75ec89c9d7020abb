/*
 * diag -- what is wrong inside an input, with its place.
 *
 * Reading goes on after a mistake and every mistake is kept, so that one run
 * shows them all, as a compiler does: "lab.yaml:21:7: error: ...".
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/str.h"

/* A place in a file; lines and columns count from 1, 0 means unknown. */
struct place {
	const char *file; /* borrowed; lives as long as the document */
	unsigned line;
	unsigned column;
};

enum severity {
	SEVERITY_NOTE,
	SEVERITY_WARNING,
	SEVERITY_ERROR,
};

struct diag {
	char *file; /* owned */
	unsigned line;
	unsigned column;
	enum severity severity;
	char *text; /* owned; one line, already safe to print */
};

/* Start with DIAG_LIST_INIT; release with diag_list_release(). */
struct diag_list {
	struct diag *items;
	size_t count;
	size_t capacity;
	size_t errors;  /* how many of them are errors */
	size_t dropped; /* mistakes beyond DIAG_MAX: counted, not kept */
};

#define DIAG_LIST_INIT                                                         \
	{                                                                      \
		NULL, 0, 0, 0, 0                                               \
	}

/* A file of junk must not become a report of a gigabyte. */
#define DIAG_MAX 1000

void diag_list_release(struct diag_list *list);

void diag_add(struct diag_list *list, struct place where,
    enum severity severity, const char *format, ...) PRINTF_LIKE(4, 5);

/* Sorts by file, line, column; the order of adding breaks ties. */
void diag_sort(struct diag_list *list);

/*
 * Sorts, and keeps one of those that say the same of the same place: a value
 * that is used in many places (a YAML anchor) is wrong only once.
 */
void diag_sort_unique(struct diag_list *list);

/* "file:line:column: error: text\n" for each, as far as a place is known. */
void diag_format_text(const struct diag_list *list, struct str *out);

/* "error", "warning", "note". */
const char *severity_name(enum severity severity);

#endif
