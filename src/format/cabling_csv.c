/*
 * libcsv is handed one line after the other, each up to its CR or LF, so that
 * at most one row ends in a call.  It says where a row ends even when that is
 * empty (CSV_REPALL_NL); a line that ended none goes on in quotes.  See
 * cabling_csv.h.
 */
#include "format/cabling_csv.h"

#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "base/mem.h"
#include "base/str.h"

struct cabling_csv {
	struct csv_parser parser;
	struct span rest;
	unsigned line;  /* on which `rest` begins */
	unsigned begin; /* on which the row in the making did */
	bool open;      /* there is one: it goes on in quotes */
	bool ended;     /* by the line just read */
	struct str text;
	size_t ends[CABLING_CSV_FIELDS_MAX]; /* of fields, in `text` */
	size_t count;
	struct span fields[CABLING_CSV_FIELDS_MAX];
	const char *trouble;
};

/* libcsv asks before a field grows, and takes no memory for an answer. */
static void *
grow_field(void *old, size_t size)
{
	return size > CABLING_CSV_FIELD_MAX ? NULL
					    : xreallocarray(old, size, 1);
}

/* --- which character divides ---------------------------------------------- */

static bool
is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* The next line with its end, which is CR or LF; CR LF are two. */
static struct span
first_line(struct span text)
{
	size_t length = 0;

	while (length < text.length && !is_line_end(text.text[length]))
		length++;
	if (length < text.length)
		length++;
	return span_make(text.text, length);
}

static void
skip_line(struct cabling_csv *csv, struct span line)
{
	csv->rest = span_skip(csv->rest, line.length);
	/* The LF of CR LF counts for both. */
	if (line.length && (line.text[line.length - 1] == '\n' ||
			       !span_starts(csv->rest, "\n")))
		csv->line++;
}

/* "#" alone may be the number of a row, or the name of that column. */
static bool
is_comment(struct span line, char delimiter)
{
	while (span_starts(line, " "))
		line = span_skip(line, 1);
	return span_starts(line, "#") &&
	       (line.length == 1 || line.text[1] != delimiter);
}

/* Excel's "sep=;". */
static bool
says_delimiter(struct span line, char *delimiter)
{
	line = span_trim(line);
	if (line.length != 5 || !span_starts_nocase(line, "sep="))
		return false;
	*delimiter = line.text[4];
	return true;
}

/* The one that stands most often outside of quotes. */
static char
guess_delimiter(struct span line)
{
	static const char candidates[] = {',', ';', '\t'};
	size_t counts[sizeof(candidates)] = {0};
	size_t best = 0;
	bool quoted = false;

	for (size_t i = 0; i < line.length; i++) {
		if (line.text[i] == '"')
			quoted = !quoted;
		for (size_t k = 0; k < sizeof(candidates); k++)
			counts[k] += !quoted && line.text[i] == candidates[k];
	}
	for (size_t k = 1; k < sizeof(candidates); k++) {
		if (counts[k] > counts[best])
			best = k;
	}
	return candidates[best];
}

/* Up to the row that names the columns. */
static char
find_delimiter(struct cabling_csv *csv)
{
	char delimiter = ',';

	while (csv->rest.length) {
		struct span line = first_line(csv->rest);

		if (says_delimiter(line, &delimiter)) {
			skip_line(csv, line);
			break;
		}
		delimiter = guess_delimiter(line);
		if (span_trim(line).length && !is_comment(line, delimiter))
			break;
		skip_line(csv, line);
	}
	return delimiter;
}

/* --- rows ----------------------------------------------------------------- */

struct cabling_csv *
cabling_csv_new(struct span text)
{
	struct cabling_csv *csv = xcalloc(1, sizeof(*csv));

	csv->rest = text;
	csv->line = 1;
	if (csv_init(&csv->parser, CSV_REPALL_NL))
		bug("no CSV parser");
	csv_set_realloc_func(&csv->parser, grow_field);
	csv_set_delim(&csv->parser, (unsigned char)find_delimiter(csv));
	return csv;
}

void
cabling_csv_free(struct cabling_csv *csv)
{
	if (!csv)
		return;
	csv_free(&csv->parser);
	str_release(&csv->text);
	free(csv);
}

static void
on_field(void *field, size_t length, void *context)
{
	struct cabling_csv *csv = context;

	if (csv->count == CABLING_CSV_FIELDS_MAX) {
		csv->trouble = "a row has more than 256 fields";
		return;
	}
	str_add_span(&csv->text, span_make(field, length));
	csv->ends[csv->count++] = csv->text.length;
}

static void
on_row(int end, void *context)
{
	struct cabling_csv *csv = context;

	(void)end;
	csv->ended = true;
}

static void
parse_line(struct cabling_csv *csv, struct span line)
{
	if (!csv->open)
		csv->begin = csv->line;
	csv->ended = false;
	if (csv_parse(&csv->parser, line.text, line.length, on_field, on_row,
		csv) != line.length)
		csv->trouble = "a field has more than 64 KiB: is a quote "
			       "missing?";
	csv->open = !csv->ended;
}

/* The last row may have no line end, but a quote must have its other one. */
static void
finish(struct cabling_csv *csv)
{
	if (!csv->open)
		return;
	csv->open = false;
	csv_set_opts(&csv->parser, CSV_STRICT | CSV_STRICT_FINI);
	if (csv_fini(&csv->parser, on_field, on_row, csv))
		csv->trouble = "a quote that is opened here is never closed";
}

/*
 * Nothing in it, or a comment that a spreadsheet has put into quotes, with as
 * many empty fields behind it as there are columns.
 */
static bool
is_void(const struct cabling_csv *csv)
{
	bool comment = csv->count && span_starts(csv->fields[0], "#");

	for (size_t i = comment; i < csv->count; i++) {
		if (csv->fields[i].length)
			return false;
	}
	return true;
}

static void
cut_fields(struct cabling_csv *csv)
{
	const char *text = str_text(&csv->text);
	size_t start = 0;

	for (size_t i = 0; i < csv->count; i++) {
		csv->fields[i] =
		    span_trim(span_make(text + start, csv->ends[i] - start));
		start = csv->ends[i];
	}
}

bool
cabling_csv_next(struct cabling_csv *csv, struct cabling_csv_row *row)
{
	while (!csv->trouble && (csv->rest.length || csv->open)) {
		struct span line = first_line(csv->rest);
		bool comment =
		    !csv->open &&
		    is_comment(line, (char)csv_get_delim(&csv->parser));

		if (!csv->open) {
			str_clear(&csv->text);
			csv->count = 0;
		}
		if (!line.length)
			finish(csv);
		else if (!comment)
			parse_line(csv, line);
		skip_line(csv, line);
		if (csv->open || csv->trouble)
			continue;
		cut_fields(csv);
		if (is_void(csv))
			continue;
		*row = (struct cabling_csv_row){csv->fields, csv->count,
		    csv->begin};
		return true;
	}
	return false;
}

const char *
cabling_csv_trouble(const struct cabling_csv *csv, unsigned *line)
{
	*line = csv->begin;
	return csv->trouble;
}

/* --- names of columns ----------------------------------------------------- */

static struct span
skip_gaps(struct span name)
{
	while (name.length &&
	       (span_is_blank_char(name.text[0]) || strchr("_-", name.text[0])))
		name = span_skip(name, 1);
	return name;
}

bool
cabling_csv_same_name(struct span a, struct span b)
{
	for (;;) {
		a = skip_gaps(a);
		b = skip_gaps(b);
		if (!a.length || !b.length)
			return a.length == b.length;
		if (!span_same_letter(a.text[0], b.text[0]))
			return false;
		a = span_skip(a, 1);
		b = span_skip(b, 1);
	}
}
