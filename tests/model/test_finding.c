/*
 * Findings: kinds, severities, actions and sides in the words of the contract;
 * and the words of a drawing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "model/drawing.h"
#include "model/finding.h"

static void
test_kinds_are_those_of_the_contract(void **state)
{
	/* clang-format off */
	static const struct {
		enum finding_kind kind;
		const char *name;
		enum severity severity;
	} rows[] = {
		{ FINDING_DEVICE_SWAPPED,    "device-swapped",    SEVERITY_ERROR },
		{ FINDING_DEVICE_MISNAMED,   "device-misnamed",   SEVERITY_ERROR },
		{ FINDING_SHIFTED,           "shifted",           SEVERITY_ERROR },
		{ FINDING_ROTATED,           "rotated",           SEVERITY_ERROR },
		{ FINDING_SWAPPED,           "swapped",           SEVERITY_ERROR },
		{ FINDING_CHAIN,             "chain",             SEVERITY_ERROR },
		{ FINDING_WRONG_DEVICE,      "wrong-device",      SEVERITY_ERROR },
		{ FINDING_WRONG_PORT,        "wrong-port",        SEVERITY_ERROR },
		{ FINDING_MISSING,           "missing",           SEVERITY_ERROR },
		{ FINDING_CONFLICT,          "conflict",          SEVERITY_ERROR },
		{ FINDING_ONE_WAY,           "one-way",           SEVERITY_ERROR },
		{ FINDING_EXTRA,             "extra",             SEVERITY_ERROR },
		{ FINDING_AMBIGUOUS,         "ambiguous",         SEVERITY_WARNING },
		{ FINDING_DEVICE_DARK,       "device-dark",       SEVERITY_WARNING },
		{ FINDING_PLATFORM_MISMATCH, "platform-mismatch", SEVERITY_WARNING },
		{ FINDING_DUPLEX_MISMATCH,   "duplex-mismatch",   SEVERITY_WARNING },
		{ FINDING_VLAN_MISMATCH,     "vlan-mismatch",     SEVERITY_WARNING },
	};
	/* clang-format on */

	(void)state;
	assert_int_equal(COUNT_OF(rows), FINDING_KIND_COUNT);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_string_equal(finding_kind_name(rows[i].kind),
		    rows[i].name);
		assert_int_equal(finding_kind_severity(rows[i].kind),
		    rows[i].severity);
	}
}

static void
test_rules_of_recognition_have_their_names(void **state)
{
	/* clang-format off */
	static const struct {
		enum matched_by by;
		const char *name;
	} rows[] = {
		{ MATCHED_BY_NAME,        "name" },
		{ MATCHED_BY_ALIAS,       "alias" },
		{ MATCHED_BY_DOMAIN,      "domain" },
		{ MATCHED_BY_CUT_NAME,    "cut-name" },
		{ MATCHED_BY_NAME_SERIAL, "name(serial)" },
		{ MATCHED_BY_SERIAL_NAME, "serial(name)" },
		{ MATCHED_BY_SERIAL,      "serial" },
		{ MATCHED_BY_MAC,         "mac" },
		{ MATCHED_BY_SYSTEM_NAME, "system-name" },
		{ MATCHED_BY_ADDRESS,     "address" },
	};
	/* clang-format on */

	(void)state;
	assert_null(matched_by_name(MATCHED_BY_NOTHING));
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(matched_by_name(rows[i].by), rows[i].name);
}

static void
test_sides_and_actions_are_those_of_the_contract(void **state)
{
	(void)state;
	assert_string_equal(seen_by_name(SEEN_BY_BOTH), "both");
	assert_string_equal(seen_by_name(SEEN_BY_A), "a");
	assert_string_equal(seen_by_name(SEEN_BY_B), "b");
	assert_string_equal(step_action_name(STEP_UNPLUG), "unplug");
	assert_string_equal(step_action_name(STEP_MOVE), "move");
	assert_string_equal(step_action_name(STEP_PLUG), "plug");
	assert_string_equal(step_action_name(STEP_ADD), "add");
	assert_string_equal(step_action_name(STEP_REMOVE), "remove");
	assert_string_equal(severity_name(SEVERITY_NOTE), "note");
	assert_string_equal(severity_name(SEVERITY_WARNING), "warning");
	assert_string_equal(severity_name(SEVERITY_ERROR), "error");
}

static void
test_a_judgement_is_freed_by_its_arena(void **state)
{
	struct arena *arena = arena_new();
	struct judgement *judgement = arena_alloc(arena, sizeof(*judgement));

	(void)state;
	judgement->arena = arena;
	judgement->findings = arena_array(arena, 9, sizeof(struct finding));
	assert_int_equal(judgement->finding_count, 0);
	judgement_free(judgement);
	judgement_free(NULL);
}

static void
test_every_style_of_a_drawing_has_a_word_of_its_own(void **state)
{
	struct drawing *drawing = drawing_new();

	(void)state;
	for (int i = 0; i < DRAWING_STYLES; i++) {
		const char *word = drawing_style_name((enum drawing_style)i);

		assert_non_null(word);
		assert_int_not_equal(strlen(word), 0);
		for (int k = 0; k < i; k++)
			assert_string_not_equal(word,
			    drawing_style_name((enum drawing_style)k));
	}
	assert_string_equal(drawing->title, "");
	assert_string_equal(drawing->subtitle, "");
	assert_int_equal(drawing->node_count, 0);
	drawing_free(drawing);
	drawing_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_kinds_are_those_of_the_contract),
	    cmocka_unit_test(test_rules_of_recognition_have_their_names),
	    cmocka_unit_test(test_sides_and_actions_are_those_of_the_contract),
	    cmocka_unit_test(test_a_judgement_is_freed_by_its_arena),
	    cmocka_unit_test(
		test_every_style_of_a_drawing_has_a_word_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
