/*
 * What our JSON documents share; see json_values.h.
 */
#include "report/json_values.h"

#include "base/attr.h"
#include "model/work_order.h"
#include "report/tree.h"
#include "report/wording.h"

json_t *
json_value_port(struct port port)
{
	json_t *value = tree_object();

	tree_set(value, "device", tree_string(port.device_name));
	tree_set(value, "port", tree_string(port.name));
	return value;
}

json_t *
json_value_step(const struct plan_step *step)
{
	json_t *value = tree_object();

	tree_set(value, "action", tree_string(step_action_name(step->action)));
	tree_set(value, "device", tree_string(step->at.device_name));
	tree_set(value, "port", tree_string(step->at.name));
	if (step_action_has_to(step->action))
		tree_set(value, "to", json_value_port(step->to));
	return value;
}

json_t *
json_value_summary(const struct summary *s)
{
	/* clang-format off */
	const struct {
		const char *key;
		size_t count;
	} rows[] = {
		{ "cables",       s->cables },
		{ "ok",           s->ok },
		{ "ok_one_sided", s->ok_one_sided },
		{ "missing",      s->missing },
		{ "miswired",     s->miswired },
		{ "one_way",      s->one_way },
		{ "unverified",   s->unverified },
		{ "extra",        s->extra },
		{ "findings",     s->findings },
		{ "devices",      s->devices },
		{ "devices_ok",   s->devices_ok },
		{ "waived",       s->waived },
	};
	/* clang-format on */
	json_t *value = tree_object();

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		tree_set(value, rows[i].key, tree_count(rows[i].count));
	return value;
}

json_t *
json_value_message(const struct judgement *judgement,
    const struct finding *finding)
{
	struct prose prose = PROSE_INIT;
	struct str text = STR_INIT;
	json_t *value;

	wording_add_message(&prose, judgement, finding);
	prose_flatten(&prose, &text);
	value = tree_span(str_span(&text));
	str_release(&text);
	prose_release(&prose);
	return value;
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

json_t *
json_value_totals(const struct judgement *judgement)
{
	json_t *value = json_value_summary(&judgement->summary);

	tree_set(value, "baseline", baseline_value(judgement->baseline));
	return value;
}

json_t *
json_value_past(const struct past_finding *past)
{
	json_t *value = tree_object();

	tree_set(value, "id", tree_string(past->id));
	tree_set(value, "kind", tree_string(past->kind));
	tree_set(value, "severity", tree_string(past->severity));
	tree_set(value, "message", tree_string(past->message));
	return value;
}
