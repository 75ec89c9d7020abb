/*
 * The report for programs: held byte for byte against a file, and against
 * what the contract says of every finding.
 */
#include "report/json.h"

#include "lab_of_faults.h"

#include <jansson.h>
#include <math.h>

static json_t *
load(const struct str *text)
{
	json_error_t error;
	json_t *root = json_loadb(str_text(text), text->length,
	    JSON_REJECT_DUPLICATES, &error);

	if (!root)
		fail_msg("line %d: %s", error.line, error.text);
	return root;
}

static void
test_faults_are_as_the_fixture_says(void **state)
{
	struct str out = STR_INIT;
	struct sample s;

	(void)state;
	lab_of_faults(&s);
	report_verify_json(&s.judgement, &out);
	expect_fixture(&out, "faults.json");
	str_release(&out);
	sample_release(&s);
}

static void
expect_keys(json_t *object, const char *const *keys)
{
	size_t i = 0;
	const char *key;
	json_t *value;

	assert_true(json_is_object(object));
	json_object_foreach(object, key, value)
	{
		assert_non_null(keys[i]);
		assert_string_equal(key, keys[i++]);
	}
	assert_null(keys[i]);
}

static void
expect_all_keys(json_t *array, const char *const *keys)
{
	json_t *item;
	size_t i;

	assert_true(json_is_array(array));
	json_array_foreach(array, i, item) expect_keys(item, keys);
}

static void
test_every_finding_has_every_key_in_order(void **state)
{
	static const char *const root_keys[] = {"schema", "topology", "summary",
	    "findings", "devices", "ambiguities", "idle_waivers", "fixed",
	    "unsure", NULL};
	static const char *const finding_keys[] = {"id", "kind", "severity",
	    "message", "devices", "explains", "cables", "observed", "plan",
	    "evidence", "waived", "waiver_expired", "since", NULL};
	static const char *const plan_keys[] = {"plug_moves", "cables_added",
	    "cables_removed", "steps", NULL};
	static const char *const device_keys[] = {"name", "status", "neighbors",
	    "seconds", "error", "heard_as", NULL};
	static const char *const heard_as_keys[] = {"name", "matched_by", NULL};
	static const char *const evidence_keys[] = {"device", "file", "line",
	    "text", "heard", "matched_by", NULL};
	static const char *const ambiguity_keys[] = {"device", "port", "heard",
	    "matched_by", "candidates", NULL};
	struct str out = STR_INIT;
	struct sample s;
	json_t *root;
	json_t *item;
	size_t i;

	(void)state;
	lab_of_faults(&s);
	report_verify_json(&s.judgement, &out);
	root = load(&out);
	expect_keys(root, root_keys);
	assert_int_equal(json_array_size(json_object_get(root, "findings")),
	    s.judgement.finding_count);
	json_array_foreach(json_object_get(root, "findings"), i, item)
	{
		expect_keys(item, finding_keys);
		expect_keys(json_object_get(item, "plan"), plan_keys);
		expect_all_keys(json_object_get(item, "evidence"),
		    evidence_keys);
	}
	assert_int_equal(json_array_size(json_object_get(root, "devices")),
	    s.topology->device_count);
	json_array_foreach(json_object_get(root, "devices"), i, item)
	{
		expect_keys(item, device_keys);
		expect_all_keys(json_object_get(item, "heard_as"),
		    heard_as_keys);
	}
	assert_int_equal(json_array_size(json_object_get(root, "ambiguities")),
	    s.judgement.ambiguity_count);
	expect_all_keys(json_object_get(root, "ambiguities"), ambiguity_keys);
	json_decref(root);
	str_release(&out);
	sample_release(&s);
}

static void
test_the_same_judgement_gives_the_same_bytes(void **state)
{
	struct str one = STR_INIT;
	struct str other = STR_INIT;
	struct sample s;

	(void)state;
	lab_of_faults(&s);
	report_verify_json(&s.judgement, &one);
	report_verify_json(&s.judgement, &other);
	assert_string_equal(str_text(&one), str_text(&other));
	assert_true(span_ends(str_span(&one), "\n}\n"));
	str_release(&one);
	str_release(&other);
	sample_release(&s);
}

static void
test_a_lab_without_faults_has_empty_lists(void **state)
{
	struct str out = STR_INIT;
	struct sample s;
	json_t *root;

	(void)state;
	sample_init(&s);
	report_verify_json(&s.judgement, &out);
	root = load(&out);
	assert_true(json_is_array(json_object_get(root, "findings")));
	assert_int_equal(json_array_size(json_object_get(root, "findings")), 0);
	assert_int_equal(json_array_size(json_object_get(root, "devices")), 0);
	assert_true(json_is_array(json_object_get(root, "ambiguities")));
	assert_int_equal(json_array_size(json_object_get(root, "ambiguities")),
	    0);
	json_decref(root);
	str_release(&out);
	sample_release(&s);
}

static void
expect_seconds(double seconds, const char *expected)
{
	char *line = str_printf("\"seconds\": %s,\n", expected);
	struct str out = STR_INIT;
	struct sample s;

	sample_init(&s);
	sample_device(&s, "leaf1", NULL, 0);
	s.observations.items[0].seconds = seconds;
	report_verify_json(&s.judgement, &out);
	if (!strstr(str_text(&out), line))
		fail_msg("no %s in %s", line, str_text(&out));
	free(line);
	str_release(&out);
	sample_release(&s);
}

static void
test_seconds_have_three_decimals_and_no_noise(void **state)
{
	(void)state;
	expect_seconds(0.41, "0.41");
	expect_seconds(0.1 + 0.2, "0.3");
	expect_seconds(1.0 / 3, "0.333");
	expect_seconds(12.3456, "12.346");
	expect_seconds(2.0, "2.0");
	expect_seconds(0, "0.0");
	expect_seconds(86400.001, "86400.001");
	expect_seconds(VISIT_NO_SECONDS, "null");
	expect_seconds((double)NAN, "null");
	expect_seconds((double)INFINITY, "null");
}

static void
test_what_a_dark_device_explains_is_told(void **state)
{
	struct str out = STR_INIT;
	struct finding *f;
	struct sample s;
	json_t *root;
	json_t *finding;

	(void)state;
	sample_init(&s);
	sample_device(&s, "leaf1", NULL, 0);
	f = sample_finding(&s, FINDING_DEVICE_DARK);
	f->has_explains = true;
	f->explains_cables = 46;
	f->explains_of = 48;
	sample_about_device(f, 0);
	report_verify_json(&s.judgement, &out);
	root = load(&out);
	finding = json_array_get(json_object_get(root, "findings"), 0);
	assert_non_null(strstr(str_text(&out), "\"explains\": {\n"
					       "        \"cables\": 46,\n"
					       "        \"of\": 48\n"
					       "      }"));
	assert_string_equal(json_string_value(
				json_object_get(finding, "severity")),
	    "warning");
	assert_string_equal(json_string_value(
				json_object_get(finding, "message")),
	    "leaf1 gave no answer and no device hears it: 46 cables not "
	    "verified. Ok");
	json_decref(root);
	str_release(&out);
	sample_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_faults_are_as_the_fixture_says),
	    cmocka_unit_test(test_every_finding_has_every_key_in_order),
	    cmocka_unit_test(test_the_same_judgement_gives_the_same_bytes),
	    cmocka_unit_test(test_a_lab_without_faults_has_empty_lists),
	    cmocka_unit_test(test_seconds_have_three_decimals_and_no_noise),
	    cmocka_unit_test(test_what_a_dark_device_explains_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
