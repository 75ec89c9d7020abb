/*
 * Every mistake a plan can hold, with the exact message.
 *
 * fixtures/format/errors holds pairs: NAME.yaml and NAME.expected, the
 * diagnostics as a user sees them; NAME.inventory, where there is one, is read
 * as the inventory.  The folder warnings is the same for plans that can be used
 * all the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "format/topology_yaml.h"

#define EXPECTED_MAX 100000

static char *
with_ending(const char *path, const char *ending)
{
	return str_printf("%.*s%s", (int)(strlen(path) - strlen(".yaml")), path,
	    ending);
}

static char *
read_expected(const char *path)
{
	char *expected = with_ending(path, ".expected");
	struct err err = ERR_INIT;
	char *text = NULL;
	size_t length;

	if (!file_read(expected, EXPECTED_MAX, &text, &length, &err))
		fail_msg("%s", err.text);
	free(expected);
	return text;
}

/* Returns whether the plan could be used. */
static bool
compare(const char *path)
{
	struct diag_list diags = DIAG_LIST_INIT;
	char *inventory = with_ending(path, ".inventory");
	char *expected = read_expected(path);
	struct topology *topology = NULL;
	struct str shown = STR_INIT;
	struct err err = ERR_INIT;
	bool usable;

	if (!topology_read(path,
		access(inventory, F_OK) == 0 ? inventory : NULL, &topology,
		&diags, &err))
		fail_msg("%s: %s", path, err.text);
	diag_format_text(&diags, &shown);
	assert_string_equal(str_text(&shown), expected);
	assert_true(diags.count > 0);
	assert_int_equal(topology == NULL, diags.errors > 0);
	usable = topology != NULL;
	topology_free(topology);
	diag_list_release(&diags);
	str_release(&shown);
	free(inventory);
	free(expected);
	return usable;
}

static size_t
compare_all(const char *folder, bool usable)
{
	size_t count;
	glob_t found;

	assert_int_equal(chdir(folder), 0);
	assert_int_equal(glob("*.yaml", 0, NULL, &found), 0);
	count = found.gl_pathc;
	for (size_t i = 0; i < count; i++) {
		if (compare(found.gl_pathv[i]) != usable)
			fail_msg("%s: usable or not?", found.gl_pathv[i]);
	}
	globfree(&found);
	return count;
}

static void
test_every_mistake_is_told_with_its_place(void **state)
{
	(void)state;
	assert_true(compare_all(FIXTURES "/format/errors", false) >= 50);
}

static void
test_a_warning_leaves_the_plan_usable(void **state)
{
	(void)state;
	assert_true(compare_all(FIXTURES "/format/warnings", true) >= 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_mistake_is_told_with_its_place),
	    cmocka_unit_test(test_a_warning_leaves_the_plan_usable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
