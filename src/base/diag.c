/*
 * The list of everything that is wrong with an input.  Texts are made safe to
 * print when they are added: they quote files that nobody has checked.
 */
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

void
diag_list_release(struct diag_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->items[i].file);
		free(list->items[i].text);
	}
	free(list->items);
	*list = (struct diag_list)DIAG_LIST_INIT;
}

void
diag_add(struct diag_list *list, struct place where, enum severity severity,
    const char *format, ...)
{
	struct str safe = STR_INIT;
	struct diag *item;
	char text[1024];
	va_list args;

	if (severity == SEVERITY_ERROR)
		list->errors++;
	if (list->count >= DIAG_MAX) {
		list->dropped++;
		return;
	}
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	text_escape(&safe, span_of(text));
	list->items = grow_array(list->items, list->count, &list->capacity,
	    sizeof(*list->items));
	item = &list->items[list->count++];
	item->file = where.file ? xstrdup(where.file) : NULL;
	item->line = where.line;
	item->column = where.column;
	item->severity = severity;
	item->text = str_take(&safe);
}

static int
compare_places(const struct diag *a, const struct diag *b)
{
	int files = strcmp(a->file ? a->file : "", b->file ? b->file : "");

	if (files != 0)
		return files;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	return 0;
}

/* Merge sort: stable, and the C library's qsort() is not bound to be. */
static void
merge_sort(struct diag *items, struct diag *spare, size_t count)
{
	size_t half = count / 2;
	size_t left = 0;
	size_t right = half;

	if (count < 2)
		return;
	merge_sort(items, spare, half);
	merge_sort(items + half, spare, count - half);
	memcpy(spare, items, count * sizeof(*items));
	for (size_t i = 0; i < count; i++) {
		if (right == count ||
		    (left < half &&
			compare_places(&spare[left], &spare[right]) <= 0))
			items[i] = spare[left++];
		else
			items[i] = spare[right++];
	}
}

void
diag_sort(struct diag_list *list)
{
	struct diag *spare = xcalloc(list->count, sizeof(*spare));

	merge_sort(list->items, spare, list->count);
	free(spare);
}

static bool
same_diag(const struct diag *a, const struct diag *b)
{
	return compare_places(a, b) == 0 && a->severity == b->severity &&
	       strcmp(a->text, b->text) == 0;
}

/* Whether one of those before `item`, at its place, says the same. */
static bool
is_repeated(const struct diag_list *list, const struct diag *item)
{
	for (size_t i = list->count; i-- > 0;) {
		if (compare_places(&list->items[i], item) != 0)
			return false;
		if (same_diag(&list->items[i], item))
			return true;
	}
	return false;
}

void
diag_sort_unique(struct diag_list *list)
{
	size_t all = list->count;

	diag_sort(list);
	list->count = 0;
	for (size_t i = 0; i < all; i++) {
		struct diag item = list->items[i];

		if (!is_repeated(list, &item)) {
			list->items[list->count++] = item;
			continue;
		}
		if (item.severity == SEVERITY_ERROR)
			list->errors--;
		free(item.file);
		free(item.text);
	}
}

void
diag_format_text(const struct diag_list *list, struct str *out)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct diag *d = &list->items[i];

		if (d->file)
			text_escape(out, span_of(d->file));
		if (d->file && d->line)
			str_addf(out, ":%u", d->line);
		if (d->file && d->line && d->column)
			str_addf(out, ":%u", d->column);
		str_addf(out, "%s%s: %s\n", d->file ? ": " : "",
		    severity_name(d->severity), d->text);
	}
	if (list->dropped)
		str_addf(out, "... and %zu more\n", list->dropped);
}

const char *
severity_name(enum severity severity)
{
	switch (severity) {
	case SEVERITY_NOTE:
		return "note";
	case SEVERITY_WARNING:
		return "warning";
	case SEVERITY_ERROR:
		return "error";
	}
	bug("severity %d", (int)severity);
}
