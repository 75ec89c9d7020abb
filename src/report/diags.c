/*
 * Problems in three formats; see diags.h.  GitHub reads workflow commands from
 * whatever a step prints: "::error file=F,line=L::text".  What would end a
 * command or a property early is written %XX, in a property more of it than
 * in the text.
 */
#include "report/diags.h"

#include <string.h>

#include "base/attr.h"
#include "base/text.h"
#include "report/tree.h"

#define ESCAPED_IN_TEXT "%\r\n"
#define ESCAPED_IN_PROPERTY "%\r\n:,"

/* %XX for the bytes of `special`; the rest is made safe for terminals. */
static void
add_github(struct str *out, const char *text, const char *special)
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
github_level(enum severity severity)
{
	return severity == SEVERITY_NOTE ? "notice" : severity_name(severity);
}

static void
add_github_line(struct str *out, const struct diag *diag)
{
	str_addf(out, "::%s", github_level(diag->severity));
	if (diag->file) {
		str_add(out, " file=");
		add_github(out, diag->file, ESCAPED_IN_PROPERTY);
		if (diag->line)
			str_addf(out, ",line=%u", diag->line);
		if (diag->line && diag->column)
			str_addf(out, ",col=%u", diag->column);
	}
	str_add(out, "::");
	add_github(out, diag->text, ESCAPED_IN_TEXT);
	str_add_char(out, '\n');
}

static void
write_github(const struct diag_list *list, struct str *out)
{
	for (size_t i = 0; i < list->count; i++)
		add_github_line(out, &list->items[i]);
	if (list->dropped)
		str_addf(out, "::notice::and %zu more\n", list->dropped);
}

static json_t *
problem_value(const struct diag *diag)
{
	json_t *value = tree_object();

	tree_set(value, "file", tree_string(diag->file));
	tree_set(value, "line", tree_place(diag->line));
	tree_set(value, "column", tree_place(diag->column));
	tree_set(value, "severity", tree_string(severity_name(diag->severity)));
	tree_set(value, "message", tree_string(diag->text));
	return value;
}

static void
write_json(const struct diag_list *list, struct str *out)
{
	json_t *root = tree_object();
	json_t *problems = tree_array();

	for (size_t i = 0; i < list->count; i++)
		tree_append(problems, problem_value(&list->items[i]));
	if (list->dropped) {
		struct str more = STR_INIT;

		str_addf(&more, "and %zu more", list->dropped);
		tree_append(problems, problem_value(&(struct diag){
					  .severity = SEVERITY_NOTE,
					  .text = more.text,
				      }));
		str_release(&more);
	}
	tree_set(root, "schema", tree_string("cablecheck/lint/1"));
	tree_set(root, "problems", problems);
	tree_write(root, out);
}

/* clang-format off */
static void (*const writers[])(const struct diag_list *, struct str *) = {
	[REPORT_DIAGS_TEXT]   = diag_format_text,
	[REPORT_DIAGS_GITHUB] = write_github,
	[REPORT_DIAGS_JSON]   = write_json,
};
/* clang-format on */

void
report_diags(const struct diag_list *list, enum report_diags_format format,
    struct str *out)
{
	writers[format](list, out);
}
