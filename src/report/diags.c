/*
 * Problems in three formats; see diags.h.
 */
#include "report/diags.h"

#include "base/attr.h"
#include "report/github.h"
#include "report/tree.h"

static void
add_command(struct str *out, const struct diag *diag)
{
	struct place place = {diag->file, diag->line, diag->column};

	github_command(out, diag->severity, place, NULL, diag->text);
}

static void
write_github(const struct diag_list *list, struct str *out)
{
	for (size_t i = 0; i < list->count; i++)
		add_command(out, &list->items[i]);
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
