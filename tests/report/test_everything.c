/*
 * From a plan and captures on disk, through reading, parsing and comparing,
 * to the reports: what a user of `verify --from` gets to see.
 */
#include "report/json.h"
#include "report/status.h"
#include "report/text.h"

#include "sample.h"

#include "base/file.h"
#include "check/check.h"
#include "format/topology_yaml.h"
#include "parse/cdp.h"

#define TEXT_MAX ((size_t)1 << 20)

struct lab {
	struct topology *topology;
	struct observations observations;
	char **texts;
	struct neighbor_list **lists;
	struct judgement *judgement;
};

static void
read_plan(struct lab *lab)
{
	char *path = str_printf("%s/report/lab/lab.yaml", FIXTURES);
	struct diag_list diags = DIAG_LIST_INIT;
	struct str problems = STR_INIT;
	struct err err = ERR_INIT;
	char *text;
	size_t length;

	if (!file_read(path, TEXT_MAX, &text, &length, &err))
		fail_msg("%s", err.text);
	if (!topology_read_text("lab.yaml", span_make(text, length),
		&lab->topology, &diags, &err))
		fail_msg("%s", err.text);
	diag_format_text(&diags, &problems);
	assert_string_equal(str_text(&problems), "");
	str_release(&problems);
	diag_list_release(&diags);
	free(text);
	free(path);
}

/* leaf4 has no capture: nobody has reached it. */
static void
observe(struct lab *lab, size_t index)
{
	struct observation *seen = &lab->observations.items[index];
	const char *name = lab->topology->devices[index].name;
	char *path = str_printf("%s/report/lab/%s.txt", FIXTURES, name);
	struct err err = ERR_INIT;
	size_t length;

	*seen = (struct observation){.seconds = VISIT_NO_SECONDS};
	if (strcmp(name, "leaf4") == 0) {
		seen->status = VISIT_UNREACHABLE;
		seen->error = "no route to 192.0.2.14:22";
	} else if (!file_read(path, TEXT_MAX, &lab->texts[index], &length,
		       &err)) {
		fail_msg("%s", err.text);
	} else {
		seen->file = path + strlen(path) - strlen(name) - 4;
		seen->file = arena_strdup(lab->topology->arena, seen->file);
		seen->text = span_make(lab->texts[index], length);
		lab->lists[index] = cdp_parse(seen->text);
		seen->heard = lab->lists[index];
		assert_int_equal(seen->heard->state, NEIGHBORS_OK);
	}
	free(path);
}

static void
lab_init(struct lab *lab)
{
	size_t count;

	read_plan(lab);
	count = lab->topology->device_count;
	lab->observations.items = xcalloc(count, sizeof(struct observation));
	lab->observations.count = count;
	lab->texts = xcalloc(count, sizeof(char *));
	lab->lists = xcalloc(count, sizeof(struct neighbor_list *));
	for (size_t i = 0; i < count; i++)
		observe(lab, i);
	lab->judgement = check_run(lab->topology, &lab->observations);
}

static void
lab_release(struct lab *lab)
{
	judgement_free(lab->judgement);
	for (size_t i = 0; i < lab->observations.count; i++) {
		neighbor_list_free(lab->lists[i]);
		free(lab->texts[i]);
	}
	free(lab->observations.items);
	free(lab->lists);
	free(lab->texts);
	topology_free(lab->topology);
}

static void
test_every_kind_of_fault_is_told_from_captures(void **state)
{
	struct report_style style = {.width = 80, .verbose = true};
	struct str out = STR_INIT;
	struct lab lab;

	(void)state;
	lab_init(&lab);
	report_verify_text(lab.judgement, &style, &out);
	expect_fixture(&out, "lab.txt");
	assert_int_equal(report_exit_status(lab.judgement), 1);
	str_release(&out);
	lab_release(&lab);
}

static void
test_every_kind_of_fault_is_in_the_json(void **state)
{
	struct str out = STR_INIT;
	struct lab lab;

	(void)state;
	lab_init(&lab);
	report_verify_json(lab.judgement, &out);
	expect_fixture(&out, "lab.json");
	str_release(&out);
	lab_release(&lab);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_kind_of_fault_is_told_from_captures),
	    cmocka_unit_test(test_every_kind_of_fault_is_in_the_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
