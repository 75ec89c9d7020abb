/*
 * One function for each object of the document, its keys in the order of the
 * contract.  Nothing is escaped for terminals here: JSON has escapes of its
 * own, and a program wants names as they are.
 */
#include "report/json.h"

#include "base/attr.h"
#include "report/json_values.h"
#include "report/tree.h"

static json_t *
end_value(const struct topology *topology, const struct endpoint *end)
{
	json_t *value = tree_object();

	tree_set(value, "device",
	    tree_string(topology->devices[end->device].name));
	tree_set(value, "port", tree_string(end->port));
	return value;
}

static json_t *
cable_value(const struct topology *topology, size_t index)
{
	const struct cable *cable = &topology->cables[index];
	json_t *value = tree_object();

	tree_set(value, "id", tree_string(cable->id));
	tree_set(value, "a", end_value(topology, &cable->a));
	tree_set(value, "b", end_value(topology, &cable->b));
	tree_set(value, "file", tree_string(cable->place.file));
	tree_set(value, "line", tree_place(cable->place.line));
	return value;
}

static json_t *
observed_value(const struct observed_cable *cable)
{
	json_t *value = tree_object();

	tree_set(value, "a", json_value_port(cable->a));
	tree_set(value, "b", json_value_port(cable->b));
	tree_set(value, "seen_by", tree_string(seen_by_name(cable->seen_by)));
	return value;
}

static json_t *
plan_value(const struct plan *plan)
{
	json_t *value = tree_object();
	json_t *steps = tree_array();

	for (size_t i = 0; i < plan->step_count; i++)
		tree_append(steps, json_value_step(&plan->steps[i]));
	tree_set(value, "plug_moves", tree_count(plan->plug_moves));
	tree_set(value, "cables_added", tree_count(plan->cables_added));
	tree_set(value, "cables_removed", tree_count(plan->cables_removed));
	tree_set(value, "steps", steps);
	return value;
}

static json_t *
evidence_value(const struct topology *topology, const struct evidence *evidence)
{
	json_t *value = tree_object();

	tree_set(value, "device",
	    tree_string(topology->devices[evidence->device].name));
	tree_set(value, "file", tree_string(evidence->file));
	tree_set(value, "line", tree_place(evidence->line));
	tree_set(value, "text", tree_span(span_trim(evidence->text)));
	tree_set(value, "heard", tree_span(evidence->heard));
	tree_set(value, "matched_by",
	    tree_string(matched_by_name(evidence->matched_by)));
	return value;
}

static json_t *
explains_value(const struct finding *finding)
{
	json_t *value;

	if (!finding->has_explains)
		return json_null();
	value = tree_object();
	tree_set(value, "cables", tree_count(finding->explains_cables));
	tree_set(value, "of", tree_count(finding->explains_of));
	return value;
}

static json_t *
device_names(const struct topology *topology, const struct finding *finding)
{
	json_t *names = tree_array();

	for (size_t i = 0; i < finding->device_count; i++) {
		tree_append(names,
		    tree_string(topology->devices[finding->devices[i]].name));
	}
	return names;
}

static json_t *
cable_list(const struct topology *topology, const struct finding *finding)
{
	json_t *cables = tree_array();

	for (size_t i = 0; i < finding->cable_count; i++)
		tree_append(cables, cable_value(topology, finding->cables[i]));
	return cables;
}

static json_t *
observed_list(const struct judgement *judgement, const struct finding *finding)
{
	json_t *list = tree_array();

	for (size_t i = 0; i < finding->observed_count; i++) {
		tree_append(list,
		    observed_value(&judgement->observed[finding->observed[i]]));
	}
	return list;
}

static json_t *
evidence_list(const struct topology *topology, const struct finding *finding)
{
	json_t *list = tree_array();

	for (size_t i = 0; i < finding->evidence_count; i++) {
		tree_append(list,
		    evidence_value(topology, &finding->evidence[i]));
	}
	return list;
}

static json_t *
waiver_value(const struct waiver *waiver)
{
	json_t *value;

	if (!waiver)
		return json_null();
	value = tree_object();
	tree_set(value, "reason", tree_string(waiver->reason));
	tree_set(value, "owner", tree_string(waiver->owner));
	tree_set(value, "until", tree_string(waiver->until));
	return value;
}

static json_t *
finding_value(const struct judgement *judgement, const struct finding *finding)
{
	const struct topology *topology = judgement->topology;
	json_t *value = tree_object();

	tree_set(value, "id", tree_string(finding->id));
	tree_set(value, "kind", tree_string(finding_kind_name(finding->kind)));
	tree_set(value, "severity",
	    tree_string(severity_name(finding->severity)));
	tree_set(value, "message", json_value_message(judgement, finding));
	tree_set(value, "devices", device_names(topology, finding));
	tree_set(value, "explains", explains_value(finding));
	tree_set(value, "cables", cable_list(topology, finding));
	tree_set(value, "observed", observed_list(judgement, finding));
	tree_set(value, "plan", plan_value(&finding->plan));
	tree_set(value, "evidence", evidence_list(topology, finding));
	tree_set(value, "waived", waiver_value(finding->waived));
	tree_set(value, "waiver_expired", waiver_value(finding->expired));
	tree_set(value, "since",
	    tree_string(finding_since_name(finding->since)));
	return value;
}

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
		json_t *value = waiver_value(waiver);

		tree_set(value, "file", tree_string(waiver->place.file));
		tree_set(value, "line", tree_place(waiver->place.line));
		tree_append(list, value);
	}
	return list;
}

static json_t *
baseline_value(const struct baseline *baseline)
{
	json_t *value;

	if (!baseline)
		return json_null();
	value = tree_object();
	tree_set(value, "source", tree_string(baseline->source));
	tree_set(value, "new", tree_count(baseline->new_count));
	tree_set(value, "known", tree_count(baseline->known_count));
	tree_set(value, "fixed", tree_count(baseline->fixed_count));
	tree_set(value, "unsure", tree_count(baseline->unsure_count));
	return value;
}

static json_t *
past_list(const struct past_finding *const *list, size_t count)
{
	json_t *array = tree_array();

	for (size_t i = 0; i < count; i++) {
		json_t *value = tree_object();

		tree_set(value, "id", tree_string(list[i]->id));
		tree_set(value, "kind", tree_string(list[i]->kind));
		tree_set(value, "severity", tree_string(list[i]->severity));
		tree_set(value, "message", tree_string(list[i]->message));
		tree_append(array, value);
	}
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

static json_t *
summary_value(const struct judgement *judgement)
{
	json_t *value = json_value_summary(&judgement->summary);

	tree_set(value, "baseline", baseline_value(judgement->baseline));
	return value;
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
		    finding_value(judgement, &judgement->findings[i]));
	}
	for (size_t i = 0; i < judgement->topology->device_count; i++)
		tree_append(devices, device_value(judgement, i));
	for (size_t i = 0; i < judgement->ambiguity_count; i++) {
		tree_append(ambiguities, ambiguity_value(judgement->topology,
					     &judgement->ambiguities[i]));
	}
	tree_set(root, "schema", tree_string("cablecheck/verify/1"));
	tree_set(root, "topology", tree_string(judgement->topology->name));
	tree_set(root, "summary", summary_value(judgement));
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
	tree_write(finding_value(judgement, finding), out);
}

void
report_cable_json(const struct judgement *judgement, size_t cable,
    struct str *out)
{
	json_t *root = tree_object();

	tree_set(root, "cable", cable_value(judgement->topology, cable));
	tree_set(root, "verdict",
	    tree_string(verdict_name(judgement->verdicts[cable])));
	tree_write(root, out);
}
