/*
 * A finding as JSON, its keys in the order of the contract; see json_finding.h.
 */
#include "report/json_finding.h"

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

json_t *
json_value_cable(const struct topology *topology, size_t index)
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
		tree_append(cables,
		    json_value_cable(topology, finding->cables[i]));
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

json_t *
json_value_waiver(const struct waiver *waiver)
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

json_t *
json_value_finding(const struct judgement *judgement,
    const struct finding *finding)
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
	tree_set(value, "waived", json_value_waiver(finding->waived));
	tree_set(value, "waiver_expired", json_value_waiver(finding->expired));
	tree_set(value, "since",
	    tree_string(finding_since_name(finding->since)));
	return value;
}
