/*
 * SARIF 2.1.0; see verify_ci.h.  What GitHub, GitLab and editors read of it:
 * a rule for each kind with its help, a result for each finding with its level,
 * its lines of the plan and a fingerprint by which they know it again when the
 * line has moved.
 */
#include "report/verify_ci.h"

#include <ctype.h>
#include <string.h>

#include "report/status.h"
#include "report/tree.h"

#define SCHEMA                                                                 \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"  \
	"sarif-schema-2.1.0.json"

/* A finding about a whole device may concern hundreds of lines. */
#define RELATED_MAX 50

static json_t *
text_value(const char *text)
{
	json_t *value = tree_object();

	tree_set(value, "text", tree_string(text));
	return value;
}

/*
 * What strangers said may look like a link of SARIF's or Markdown's, which
 * readers would show as one: "[see here](https://...)".  A blank in between
 * makes it text.
 */
static json_t *
quoting_value(const struct str *text)
{
	struct str plain = STR_INIT;
	json_t *value;

	for (size_t i = 0; i < text->length; i++) {
		char c = text->text[i];

		if (i && text->text[i - 1] == ']' && (c == '(' || c == '['))
			str_add_char(&plain, ' ');
		str_add_char(&plain, c);
	}
	value = text_value(str_text(&plain));
	str_release(&plain);
	return value;
}

static const char *
level_name(bool fails)
{
	return fails ? "error" : "warning";
}

static json_t *
rule_value(enum finding_kind kind, enum notice_level level)
{
	struct finding example = {
	    .kind = kind,
	    .severity = finding_kind_severity(kind),
	};
	json_t *value = tree_object();
	json_t *usual = tree_object();

	tree_set(value, "id", tree_string(finding_kind_name(kind)));
	tree_set(value, "shortDescription", text_value(notice_meaning(kind)));
	tree_set(value, "fullDescription", text_value(notice_meaning(kind)));
	tree_set(value, "help", text_value(notice_advice(kind)));
	tree_set(usual, "level",
	    tree_string(level_name(notice_fails(&example, level))));
	tree_set(value, "defaultConfiguration", usual);
	return value;
}

/* RFC 3986: what is no letter, digit or one of "-._~/" is written %XX. */
static json_t *
address_value(const char *path)
{
	struct str address = STR_INIT;
	json_t *value;

	if (path[0] == '/')
		str_add(&address, "file://");
	for (; *path; path++) {
		unsigned char c = (unsigned char)*path;

		if (c < 0x80 && (isalnum(c) || (strchr("-._~/", c) && c)))
			str_add_char(&address, *path);
		else
			str_addf(&address, "%%%02X", c);
	}
	value = tree_string(str_text(&address));
	str_release(&address);
	return value;
}

static json_t *
location_value(struct place place)
{
	json_t *value = tree_object();
	json_t *physical = tree_object();
	json_t *artifact = tree_object();
	json_t *region = tree_object();

	tree_set(artifact, "uri",
	    address_value(place.file ? place.file : "topology"));
	tree_set(physical, "artifactLocation", artifact);
	tree_set(region, "startLine", tree_count(place.line ? place.line : 1));
	if (place.line && place.column)
		tree_set(region, "startColumn", tree_count(place.column));
	tree_set(physical, "region", region);
	tree_set(value, "physicalLocation", physical);
	return value;
}

static json_t *
location_list(struct place place)
{
	json_t *list = tree_array();

	tree_append(list, location_value(place));
	return list;
}

/* The other cables of the finding, each with its ends for a label. */
static json_t *
related_list(const struct judgement *judgement, const struct finding *finding)
{
	json_t *list = tree_array();

	for (size_t i = 1; i < finding->cable_count && i <= RELATED_MAX; i++) {
		size_t cable = finding->cables[i];
		struct str name = STR_INIT;
		json_t *value =
		    location_value(judgement->topology->cables[cable].place);

		notice_cable(judgement, cable, &name);
		tree_set(value, "id", tree_count(i));
		tree_set(value, "message", quoting_value(&name));
		tree_append(list, value);
		str_release(&name);
	}
	return list;
}

static json_t *
fingerprints_value(const struct finding *finding)
{
	json_t *value = tree_object();

	tree_set(value, "cablecheck/finding/1", tree_string(finding->id));
	return value;
}

/* What is waived is kept out of the way, and out of the count, of readers. */
static json_t *
suppression_list(const struct waiver *waiver)
{
	json_t *list = tree_array();
	json_t *value = tree_object();

	tree_set(value, "kind", tree_string("external"));
	tree_set(value, "justification", tree_string(waiver->reason));
	tree_append(list, value);
	return list;
}

static json_t *
result_value(const struct judgement *judgement, const struct finding *finding,
    enum notice_level level)
{
	struct str message = STR_INIT;
	json_t *value = tree_object();

	notice_message(judgement, finding, &message);
	tree_set(value, "ruleId",
	    tree_string(finding_kind_name(finding->kind)));
	tree_set(value, "ruleIndex", tree_count((size_t)finding->kind));
	tree_set(value, "level",
	    tree_string(level_name(finding->severity == SEVERITY_ERROR ||
				   notice_fails(finding, level))));
	tree_set(value, "message", quoting_value(&message));
	tree_set(value, "locations",
	    location_list(notice_place(judgement, finding)));
	if (finding->cable_count > 1)
		tree_set(value, "relatedLocations",
		    related_list(judgement, finding));
	tree_set(value, "partialFingerprints", fingerprints_value(finding));
	if (finding->waived)
		tree_set(value, "suppressions",
		    suppression_list(finding->waived));
	str_release(&message);
	return value;
}

static json_t *
notification_value(const struct judgement *judgement, size_t device)
{
	struct str message = STR_INIT;
	json_t *value = tree_object();

	notice_trouble(judgement, device, &message);
	tree_set(value, "level", tree_string("warning"));
	tree_set(value, "message", quoting_value(&message));
	tree_set(value, "locations",
	    location_list(judgement->topology->devices[device].place));
	str_release(&message);
	return value;
}

static json_t *
tool_value(enum notice_level level)
{
	json_t *tool = tree_object();
	json_t *driver = tree_object();
	json_t *rules = tree_array();

	for (int kind = 0; kind < FINDING_KIND_COUNT; kind++)
		tree_append(rules, rule_value((enum finding_kind)kind, level));
	tree_set(driver, "name", tree_string("cablecheck"));
	tree_set(driver, "version", tree_string(CABLECHECK_VERSION));
	tree_set(driver, "rules", rules);
	tree_set(tool, "driver", driver);
	return tool;
}

static json_t *
invocation_list(const struct judgement *judgement)
{
	json_t *list = tree_array();
	json_t *value = tree_object();
	json_t *notifications = tree_array();

	for (size_t i = 0; i < judgement->topology->device_count; i++) {
		if (report_is_in_trouble(judgement, i))
			tree_append(notifications,
			    notification_value(judgement, i));
	}
	tree_set(value, "executionSuccessful", json_true());
	tree_set(value, "toolExecutionNotifications", notifications);
	tree_append(list, value);
	return list;
}

void
report_verify_sarif(const struct judgement *judgement, enum notice_level level,
    struct str *out)
{
	json_t *root = tree_object();
	json_t *runs = tree_array();
	json_t *run = tree_object();
	json_t *results = tree_array();

	for (size_t i = 0; i < judgement->finding_count; i++)
		tree_append(results,
		    result_value(judgement, &judgement->findings[i], level));
	tree_set(run, "tool", tool_value(level));
	tree_set(run, "invocations", invocation_list(judgement));
	tree_set(run, "columnKind", tree_string("utf16CodeUnits"));
	tree_set(run, "results", results);
	tree_append(runs, run);
	tree_set(root, "$schema", tree_string(SCHEMA));
	tree_set(root, "version", tree_string("2.1.0"));
	tree_set(root, "runs", runs);
	tree_write(root, out);
}
