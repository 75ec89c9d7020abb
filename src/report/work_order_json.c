/*
 * One function for each object of the document, its keys in a fixed order.
 * Steps are numbered from 1, as people see them; "reuses" and "used_by" are
 * such numbers.
 */
#include "report/work_order_json.h"

#include "base/attr.h"
#include "report/json_values.h"
#include "report/status.h"
#include "report/tree.h"
#include "report/wording.h"
#include "report/work_order_words.h"

/* The sentences of `prose` as one line; empties it. */
static json_t *
take_sentences(struct prose *prose)
{
	struct str text = STR_INIT;
	json_t *value;

	prose_flatten(prose, &text);
	value = prose->count ? tree_span(str_span(&text)) : json_null();
	prose_clear(prose);
	str_release(&text);
	return value;
}

/* A port, and where the device stands that `stand` is of: the same, usually. */
static void
set_place(json_t *value, const struct judgement *judgement, struct port port,
    struct port stand)
{
	const struct device *device =
	    stand.device == DEVICE_FOREIGN
		? NULL
		: &judgement->topology->devices[stand.device];

	tree_set(value, "device", tree_string(port.device_name));
	tree_set(value, "port", tree_string(port.name));
	tree_set(value, "rack", tree_string(device ? device->rack : NULL));
	tree_set(value, "unit", tree_place(device ? device->unit : 0));
}

static json_t *
place_value(const struct judgement *judgement, struct port port)
{
	json_t *value = tree_object();

	set_place(value, judgement, port, port);
	return value;
}

static json_t *
via_value(const struct cable *cable)
{
	json_t *value = tree_array();

	for (size_t i = 0; i < cable->via.count; i++)
		tree_append(value, tree_string(cable->via.items[i]));
	return value;
}

static json_t *
cable_value(const struct work_line *line)
{
	const struct cable *cable = line->cable;
	json_t *value;

	if (!cable)
		return json_null();
	value = tree_object();
	tree_set(value, "id", tree_string(cable->id));
	tree_set(value, "label", tree_string(cable->label));
	tree_set(value, "color", tree_string(cable->color));
	tree_set(value, "type", tree_string(cable->type));
	tree_set(value, "length", tree_string(cable->length));
	tree_set(value, "note", tree_string(cable->note));
	tree_set(value, "via", via_value(cable));
	tree_set(value, "other_end",
	    line->has_far ? place_value(line->order->judgement, line->far)
			  : json_null());
	return value;
}

/* The number of the partner of a step that does `action`. */
static json_t *
partner_value(const struct work_line *line, enum step_action action)
{
	if (line->step.action != action || line->work->partner == WORK_NONE)
		return json_null();
	return tree_count(line->work->partner + 1);
}

static json_t *
fit_value(const struct work_line *line)
{
	if (line->work->partner == WORK_NONE)
		return json_null();
	return tree_string(
	    line->work->fit == WORK_FIT_KNOWN ? "known" : "unknown");
}

static json_t *
step_value(const struct work_order *order, size_t i, size_t *device)
{
	struct prose prose = PROSE_INIT;
	json_t *value = tree_object();
	struct work_line line;

	work_line_get(order, i, &line);
	tree_set(value, "number", tree_count(i + 1));
	tree_set(value, "finding", tree_string(line.finding->id));
	tree_set(value, "kind",
	    tree_string(finding_kind_name(line.finding->kind)));
	tree_set(value, "action",
	    tree_string(step_action_name(line.step.action)));
	set_place(value, order->judgement, line.step.at,
	    plan_step_first_port(&line.step));
	if (step_action_has_to(line.step.action))
		tree_set(value, "to",
		    place_value(order->judgement, line.step.to));
	tree_set(value, "cable", cable_value(&line));
	tree_set(value, "reuses", partner_value(&line, STEP_ADD));
	tree_set(value, "used_by", partner_value(&line, STEP_REMOVE));
	tree_set(value, "fit", fit_value(&line));
	work_words_step(&prose, &line, device);
	tree_set(value, "text", take_sentences(&prose));
	work_words_hints(&prose, &line);
	tree_set(value, "hint", take_sentences(&prose));
	prose_release(&prose);
	return value;
}

static json_t *
blocked_value(const struct work_order *order,
    const struct work_blocked *blocked)
{
	const struct finding *f = &order->judgement->findings[blocked->finding];
	json_t *value = tree_object();
	struct prose prose = PROSE_INIT;

	tree_set(value, "finding", tree_string(f->id));
	tree_set(value, "kind", tree_string(finding_kind_name(f->kind)));
	tree_set(value, "step", json_value_step(&f->plan.steps[blocked->step]));
	tree_set(value, "obstacle",
	    tree_string(work_obstacle_name(blocked->obstacle)));
	work_words_obstacle(&prose, order, blocked);
	tree_set(value, "reason", take_sentences(&prose));
	prose_release(&prose);
	return value;
}

static json_t *
open_value(const struct judgement *judgement, const struct finding *finding)
{
	json_t *value = tree_object();
	struct prose prose = PROSE_INIT;

	tree_set(value, "finding", tree_string(finding->id));
	tree_set(value, "kind", tree_string(finding_kind_name(finding->kind)));
	tree_set(value, "message", json_value_message(judgement, finding));
	work_words_open(&prose, finding);
	tree_set(value, "reason", take_sentences(&prose));
	prose_release(&prose);
	tree_set(value, "waived", json_boolean(finding->waived != NULL));
	return value;
}

static json_t *
totals_value(const struct work_order *order)
{
	/* clang-format off */
	const struct {
		const char *key;
		size_t count;
	} rows[] = {
		{ "steps",          order->step_count },
		{ "plug_moves",     order->plug_moves },
		{ "cables_added",   order->cables_added },
		{ "cables_removed", order->cables_removed },
		{ "cables_reused",  order->cables_reused },
		{ "places",         order->racks },
		{ "place_changes",  order->rack_changes },
		{ "blocked",        order->blocked_count },
		{ "open",           order->open_count },
	};
	/* clang-format on */
	json_t *value = tree_object();

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		tree_set(value, rows[i].key, tree_count(rows[i].count));
	return value;
}

/* What is left afterwards, in short; `verify` tells it at length. */
static json_t *
after_value(const struct judgement *after)
{
	json_t *value;
	json_t *findings;

	if (!after)
		return json_null();
	value = tree_object();
	findings = tree_array();
	for (size_t i = 0; i < after->finding_count; i++) {
		const struct finding *f = &after->findings[i];
		json_t *left = tree_object();

		tree_set(left, "id", tree_string(f->id));
		tree_set(left, "kind", tree_string(finding_kind_name(f->kind)));
		tree_set(left, "severity",
		    tree_string(severity_name(f->severity)));
		tree_set(left, "message", json_value_message(after, f));
		tree_append(findings, left);
	}
	tree_set(value, "exit_status",
	    tree_count((size_t)report_exit_status(after)));
	tree_set(value, "summary", json_value_summary(&after->summary));
	tree_set(value, "findings", findings);
	return value;
}

void
report_plan_json(const struct work_order *order, const struct judgement *after,
    struct str *out)
{
	const struct judgement *judgement = order->judgement;
	json_t *root = tree_object();
	json_t *steps = tree_array();
	json_t *blocked = tree_array();
	json_t *open = tree_array();
	size_t device = DEVICE_FOREIGN;

	for (size_t i = 0; i < order->step_count; i++)
		tree_append(steps, step_value(order, i, &device));
	for (size_t i = 0; i < order->blocked_count; i++)
		tree_append(blocked, blocked_value(order, &order->blocked[i]));
	for (size_t i = 0; i < order->open_count; i++) {
		tree_append(open, open_value(judgement,
				      &judgement->findings[order->open[i]]));
	}
	tree_set(root, "schema", tree_string("cablecheck/plan/1"));
	tree_set(root, "topology", tree_string(judgement->topology->name));
	tree_set(root, "id", tree_string(order->id));
	tree_set(root, "taken_at", tree_string(order->taken_at));
	tree_set(root, "totals", totals_value(order));
	tree_set(root, "steps", steps);
	tree_set(root, "blocked", blocked);
	tree_set(root, "open", open);
	tree_set(root, "after", after_value(after));
	tree_write(root, out);
}
