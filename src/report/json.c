/*
 * One function for each object of the document, its keys in the order of the
 * contract.  Nothing is escaped for terminals here: JSON has escapes of its
 * own, and a program wants names as they are.
 */
#include "report/json.h"

#include "report/json_finding.h"
#include "report/json_values.h"
#include "report/tree.h"

static json_t *
heard_as_list(const struct heard_names *names)
{
	json_t *list = tree_array();

	for (size_t i = 0; i < names->count; i++) {
		const struct heard_name *name = &names->items[i];
		json_t *value = tree_object();

		tree_set(value, "name", tree_span(name->name));
		tree_set(value, "matched_by",
		    tree_string(matched_by_name(name->matched_by)));
		tree_append(list, value);
	}
	return list;
}

static json_t *
device_value(const struct judgement *judgement, size_t index)
{
	const struct observation *seen = &judgement->observations->items[index];
	json_t *value = tree_object();

	tree_set(value, "name",
	    tree_string(judgement->topology->devices[index].name));
	tree_set(value, "status", tree_string(visit_status_name(seen->status)));
	tree_set(value, "neighbors",
	    tree_count(seen->heard ? seen->heard->count : 0));
	tree_set(value, "seconds", tree_seconds(seen->seconds));
	tree_set(value, "error", tree_string(seen->error));
	tree_set(value, "heard_as", heard_as_list(&judgement->heard_as[index]));
	return value;
}

static json_t *
ambiguity_value(const struct topology *topology,
    const struct ambiguity *ambiguity)
{
	json_t *value = tree_object();
	json_t *candidates = tree_array();

	for (size_t i = 0; i < ambiguity->candidate_count; i++) {
		size_t device = ambiguity->candidates[i];

		tree_append(candidates,
		    tree_string(topology->devices[device].name));
	}
	tree_set(value, "device",
	    tree_string(topology->devices[ambiguity->device].name));
	tree_set(value, "port", tree_string(ambiguity->port));
	tree_set(value, "heard", tree_span(ambiguity->name));
	tree_set(value, "matched_by",
	    tree_string(matched_by_name(ambiguity->matched_by)));
	tree_set(value, "candidates", candidates);
	return value;
}

/* Waivers that are about nothing: with their place, so they can be deleted. */
static json_t *
idle_waivers(const struct judgement *judgement)
{
	json_t *list = tree_array();

	for (size_t i = 0; i < judgement->idle_waiver_count; i++) {
		const struct waiver *waiver = judgement->idle_waivers[i];
		json_t *value = json_value_waiver(waiver);

		tree_set(value, "file", tree_string(waiver->place.file));
		tree_set(value, "line", tree_place(waiver->place.line));
		tree_append(list, value);
	}
	return list;
}

static json_t *
past_list(const struct past_finding *const *list, size_t count)
{
	json_t *array = tree_array();

	for (size_t i = 0; i < count; i++)
		tree_append(array, json_value_past(list[i]));
	return array;
}

static void
set_past(json_t *root, const struct baseline *baseline)
{
	static const struct baseline none = {.source = NULL};
	const struct baseline *b = baseline ? baseline : &none;

	tree_set(root, "fixed", past_list(b->fixed, b->fixed_count));
	tree_set(root, "unsure", past_list(b->unsure, b->unsure_count));
}

void
report_verify_json(const struct judgement *judgement, struct str *out)
{
	json_t *root = tree_object();
	json_t *findings = tree_array();
	json_t *devices = tree_array();
	json_t *ambiguities = tree_array();

	for (size_t i = 0; i < judgement->finding_count; i++) {
		tree_append(findings,
		    json_value_finding(judgement, &judgement->findings[i]));
	}
	for (size_t i = 0; i < judgement->topology->device_count; i++)
		tree_append(devices, device_value(judgement, i));
	for (size_t i = 0; i < judgement->ambiguity_count; i++) {
		tree_append(ambiguities, ambiguity_value(judgement->topology,
					     &judgement->ambiguities[i]));
	}
	tree_set(root, "schema", tree_string("cablecheck/verify/1"));
	tree_set(root, "topology", tree_string(judgement->topology->name));
	tree_set(root, "summary", json_value_totals(judgement));
	tree_set(root, "findings", findings);
	tree_set(root, "devices", devices);
	tree_set(root, "ambiguities", ambiguities);
	tree_set(root, "idle_waivers", idle_waivers(judgement));
	set_past(root, judgement->baseline);
	tree_write(root, out);
}

void
report_finding_json(const struct judgement *judgement,
    const struct finding *finding, struct str *out)
{
	tree_write(json_value_finding(judgement, finding), out);
}

void
report_cable_json(const struct judgement *judgement, size_t cable,
    struct str *out)
{
	json_t *root = tree_object();

	tree_set(root, "cable", json_value_cable(judgement->topology, cable));
	tree_set(root, "verdict",
	    tree_string(verdict_name(judgement->verdicts[cable])));
	tree_write(root, out);
}
