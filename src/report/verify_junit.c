/*
 * Test cases; see verify_ci.h.  A CI system turns red by failures and errors
 * alone, whatever the exit status was, so what --fail-on lets pass must be
 * neither: such a warning is the output of a test case that has passed.
 *
 *   <testcase classname="lab.cables" name="leaf1 Ethernet1/49 -- ...">
 *     <failure type="swapped" message="...">lab.yaml:21:5: ...
 *
 * The order of elements and the attributes are those of the schema that is
 * common to Jenkins and GitLab; so there is no `file` on a test case, and the
 * place in the plan stands at the front of the text, where editors find it.
 */
#include "report/verify_ci.h"

#include <stdlib.h>

#include <libxml/xmlwriter.h>

#include "base/mem.h"
#include "report/prose.h"
#include "report/status.h"

/* How a test case has ended. */
enum outcome {
	OUTCOME_PASSED,
	OUTCOME_FAILED,
	OUTCOME_ERROR,
	OUTCOME_SKIPPED,
	OUTCOME_COUNT
};

static const char *const elements[] = {
    [OUTCOME_PASSED] = "system-out",
    [OUTCOME_FAILED] = "failure",
    [OUTCOME_ERROR] = "error",
    [OUTCOME_SKIPPED] = "skipped",
};

struct test_case {
	enum outcome outcome;
	const char *type; /* the kind of what is wrong */
	struct place place;
	struct str name;    /* these two may be hostile no more */
	struct str message; /* empty: nothing to say */
};

static void
case_release(struct test_case *test)
{
	str_release(&test->name);
	str_release(&test->message);
}

/* One suite: gathered first, because its counts stand in front. */
struct suite {
	const char *name;
	struct test_case *cases;
	size_t count;
	size_t capacity;
	size_t totals[OUTCOME_COUNT];
};

static struct test_case *
suite_add(struct suite *suite, enum outcome outcome)
{
	struct test_case *test;

	suite->cases = grow_array(suite->cases, suite->count, &suite->capacity,
	    sizeof(*suite->cases));
	test = &suite->cases[suite->count++];
	*test = (struct test_case){.outcome = outcome};
	suite->totals[outcome]++;
	return test;
}

static void
suite_release(struct suite *suite)
{
	for (size_t i = 0; i < suite->count; i++)
		case_release(&suite->cases[i]);
	free(suite->cases);
}

/* --- what becomes a test case -------------------------------------------- */

static enum outcome
outcome_of_doubt(enum notice_level level)
{
	return notice_wants_all_verified(level) ? OUTCOME_ERROR
						: OUTCOME_SKIPPED;
}

/* `finding`, about this cable, may be NULL. */
static enum outcome
outcome_of_cable(enum verdict verdict, const struct finding *finding,
    enum notice_level level)
{
	if (verdict == VERDICT_UNVERIFIED)
		return outcome_of_doubt(level);
	if (finding)
		return notice_fails(finding, level) ? OUTCOME_FAILED
						    : OUTCOME_PASSED;
	if (verdict == VERDICT_OK || verdict == VERDICT_OK_ONE_SIDED)
		return OUTCOME_PASSED;
	return OUTCOME_FAILED;
}

/* A cable that is wrong always has a finding; see check/. */
static void
add_cable(struct suite *suite, const struct judgement *judgement, size_t cable,
    const struct finding *finding, enum notice_level level)
{
	enum verdict verdict = judgement->verdicts[cable];
	struct test_case *test =
	    suite_add(suite, outcome_of_cable(verdict, finding, level));

	notice_cable(judgement, cable, &test->name);
	test->place = judgement->topology->cables[cable].place;
	test->type = finding ? finding_kind_name(finding->kind) : "unverified";
	if (finding)
		notice_message(judgement, finding, &test->message);
	else if (verdict == VERDICT_UNVERIFIED)
		str_add(&test->message,
		    "this cable could not be verified: neither end vouches "
		    "for it");
}

static void
add_cables(struct suite *suite, const struct judgement *judgement,
    enum notice_level level)
{
	const struct finding **by_cable = notice_by_cable(judgement);

	for (size_t i = 0; i < judgement->topology->cable_count; i++) {
		if (judgement->verdicts[i] != VERDICT_NOT_JUDGED)
			add_cable(suite, judgement, i, by_cable[i], level);
	}
	free(by_cable);
}

static bool
concerns_judged_cable(const struct judgement *judgement,
    const struct finding *finding)
{
	for (size_t i = 0; i < finding->cable_count; i++) {
		if (judgement->verdicts[finding->cables[i]] !=
		    VERDICT_NOT_JUDGED)
			return true;
	}
	return false;
}

/* Findings about no cable that has a test case of its own. */
static void
add_others(struct suite *suite, const struct judgement *judgement,
    enum notice_level level)
{
	for (size_t i = 0; i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];
		struct test_case *test;

		if (concerns_judged_cable(judgement, finding))
			continue;
		test = suite_add(suite, notice_fails(finding, level)
					    ? OUTCOME_FAILED
					    : OUTCOME_PASSED);
		str_addf(&test->name, "%s %s", finding_kind_name(finding->kind),
		    finding->id);
		test->type = finding_kind_name(finding->kind);
		test->place = notice_place(judgement, finding);
		notice_message(judgement, finding, &test->message);
	}
}

static void
add_device(struct suite *suite, const struct judgement *judgement,
    size_t device, enum notice_level level)
{
	const struct observation *seen =
	    &judgement->observations->items[device];
	bool silent = report_is_in_trouble(judgement, device);
	struct test_case *test;

	if (seen->out_of_scope || (seen->not_wanted && !silent))
		return;
	test =
	    suite_add(suite, silent ? outcome_of_doubt(level) : OUTCOME_PASSED);
	prose_escape(&test->name,
	    span_of(judgement->topology->devices[device].name), NOTICE_MAX);
	test->type = visit_status_name(seen->status);
	test->place = judgement->topology->devices[device].place;
	if (silent)
		notice_trouble(judgement, device, &test->message);
}

/* --- XML ------------------------------------------------------------------ */

static const xmlChar *
xml_text(const char *text)
{
	return (const xmlChar *)text;
}

/* Writing to memory fails only where there is none. */
static void
checked(int written)
{
	if (written < 0)
		bug("no memory for XML");
}

static void
begin(xmlTextWriterPtr xml, const char *element)
{
	checked(xmlTextWriterStartElement(xml, xml_text(element)));
}

static void
end(xmlTextWriterPtr xml)
{
	checked(xmlTextWriterEndElement(xml));
}

static void
attribute(xmlTextWriterPtr xml, const char *name, const char *value)
{
	checked(
	    xmlTextWriterWriteAttribute(xml, xml_text(name), xml_text(value)));
}

static void
count_attribute(xmlTextWriterPtr xml, const char *name, size_t count)
{
	checked(xmlTextWriterWriteFormatAttribute(xml, xml_text(name), "%zu",
	    count));
}

/* "lab.yaml:21:5: message", as compilers have it. */
static void
write_text(xmlTextWriterPtr xml, struct place place, const char *message)
{
	struct str text = STR_INIT;

	if (place.file) {
		prose_escape(&text, span_of(place.file), NOTICE_MAX);
		if (place.line)
			str_addf(&text, ":%u", place.line);
		if (place.line && place.column)
			str_addf(&text, ":%u", place.column);
		str_add(&text, ": ");
	}
	str_add(&text, message);
	checked(xmlTextWriterWriteString(xml, xml_text(str_text(&text))));
	str_release(&text);
}

static void
write_case(xmlTextWriterPtr xml, const char *suite,
    const struct test_case *test)
{
	const char *message = str_text(&test->message);

	begin(xml, "testcase");
	attribute(xml, "classname", suite);
	attribute(xml, "name", str_text(&test->name));
	attribute(xml, "time", "0");
	if (*message) {
		begin(xml, elements[test->outcome]);
		if (test->outcome != OUTCOME_PASSED)
			attribute(xml, "message", message);
		if (test->outcome == OUTCOME_FAILED ||
		    test->outcome == OUTCOME_ERROR)
			attribute(xml, "type", test->type);
		write_text(xml, test->place, message);
		end(xml);
	}
	end(xml);
}

static void
write_counts(xmlTextWriterPtr xml, size_t count, const size_t *totals)
{
	count_attribute(xml, "tests", count);
	count_attribute(xml, "failures", totals[OUTCOME_FAILED]);
	count_attribute(xml, "errors", totals[OUTCOME_ERROR]);
}

static void
write_suite(xmlTextWriterPtr xml, const char *topology,
    const struct suite *suite)
{
	char *name = str_printf("%s.%s", topology, suite->name);

	begin(xml, "testsuite");
	attribute(xml, "name", name);
	write_counts(xml, suite->count, suite->totals);
	count_attribute(xml, "skipped", suite->totals[OUTCOME_SKIPPED]);
	attribute(xml, "time", "0");
	for (size_t i = 0; i < suite->count; i++)
		write_case(xml, name, &suite->cases[i]);
	end(xml);
	free(name);
}

static void
write_suites(xmlTextWriterPtr xml, const char *topology,
    const struct suite *suites, size_t count)
{
	size_t totals[OUTCOME_COUNT] = {0};
	size_t cases = 0;

	for (size_t i = 0; i < count; i++) {
		cases += suites[i].count;
		for (size_t k = 0; k < OUTCOME_COUNT; k++)
			totals[k] += suites[i].totals[k];
	}
	checked(xmlTextWriterSetIndent(xml, 1));
	checked(xmlTextWriterStartDocument(xml, NULL, "UTF-8", NULL));
	begin(xml, "testsuites");
	attribute(xml, "name", topology);
	write_counts(xml, cases, totals);
	attribute(xml, "time", "0");
	for (size_t i = 0; i < count; i++)
		write_suite(xml, topology, &suites[i]);
	end(xml);
	checked(xmlTextWriterEndDocument(xml));
}

/* Everything in `suites` is UTF-8 without control characters. */
static void
write_document(const char *topology, const struct suite *suites, size_t count,
    struct str *out)
{
	xmlBufferPtr buffer = xmlBufferCreate();
	xmlTextWriterPtr xml =
	    buffer ? xmlNewTextWriterMemory(buffer, 0) : NULL;

	if (!xml)
		bug("no memory for XML");
	write_suites(xml, topology, suites, count);
	xmlFreeTextWriter(xml);
	str_add(out, (const char *)xmlBufferContent(buffer));
	xmlBufferFree(buffer);
}

void
report_verify_junit(const struct judgement *judgement, enum notice_level level,
    struct str *out)
{
	struct suite suites[] = {
	    {.name = "cables"},
	    {.name = "other"},
	    {.name = "devices"},
	};
	struct str topology = STR_INIT;

	add_cables(&suites[0], judgement, level);
	add_others(&suites[1], judgement, level);
	for (size_t i = 0; i < judgement->topology->device_count; i++)
		add_device(&suites[2], judgement, i, level);
	prose_escape(&topology, span_of(judgement->topology->name),
	    PROSE_NAME_MAX);
	write_document(str_text(&topology), suites, 3, out);
	str_release(&topology);
	for (size_t i = 0; i < 3; i++)
		suite_release(&suites[i]);
}
