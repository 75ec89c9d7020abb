/*
 * The document of a pass; see news.h.
 */
#include "report/json_finding.h"
#include "report/json_values.h"
#include "report/news.h"
#include "report/tree.h"

static json_t *
findings_value(const struct judgement *judgement,
    const struct finding *const *findings, size_t count)
{
	json_t *list = tree_array();

	for (size_t i = 0; i < count; i++)
		tree_append(list, json_value_finding(judgement, findings[i]));
	return list;
}

static json_t *
entries_value(const struct ledger_entry *const *entries, size_t count)
{
	json_t *list = tree_array();

	for (size_t i = 0; i < count; i++)
		tree_append(list, json_value_past(&entries[i]->past));
	return list;
}

static json_t *
changed_value(const struct judgement *judgement, const struct news *news)
{
	json_t *list = tree_array();

	for (size_t i = 0; i < news->changed_count; i++) {
		const struct news_change *change = &news->changed[i];
		json_t *value = tree_object();
		json_t *was = tree_array();

		for (size_t k = 0; k < change->was_count; k++)
			tree_append(was, tree_string(change->was[k]->past.id));
		tree_set(value, "was", was);
		tree_set(value, "finding",
		    json_value_finding(judgement, change->now));
		tree_append(list, value);
	}
	return list;
}

/* Sets what came of the visit to a device; null for DEVICE_FOREIGN. */
static void
set_visit(json_t *value, const char *key, const struct judgement *judgement,
    size_t device)
{
	const struct observation *seen = NULL;

	if (device != DEVICE_FOREIGN)
		seen = &judgement->observations->items[device];
	tree_set(value, key,
	    tree_string(
		seen ? judgement->topology->devices[device].name : NULL));
	tree_set(value, "status",
	    tree_string(seen ? visit_status_name(seen->status) : NULL));
	tree_set(value, "error", tree_string(seen ? seen->error : NULL));
}

static json_t *
doubts_value(const struct judgement *judgement, const struct news *news)
{
	json_t *list = tree_array();

	for (size_t i = 0; i < news->doubt_count; i++) {
		const struct news_doubt *doubt = &news->doubts[i];
		json_t *value = json_value_past(&doubt->entry->past);

		set_visit(value, "device", judgement, doubt->device);
		tree_append(list, value);
	}
	return list;
}

static json_t *
held_value(const struct judgement *judgement, const struct news *news)
{
	json_t *list = tree_array();

	for (size_t i = 0; i < judgement->finding_count; i++) {
		if (news->held[i])
			tree_append(list,
			    tree_string(judgement->findings[i].id));
	}
	return list;
}

static json_t *
devices_value(const struct judgement *judgement, const size_t *devices,
    size_t count)
{
	json_t *list = tree_array();

	for (size_t i = 0; i < count; i++) {
		json_t *value = tree_object();

		set_visit(value, "name", judgement, devices[i]);
		tree_append(list, value);
	}
	return list;
}

void
report_news_json(const struct judgement *judgement, const struct news *news,
    size_t pass, int status, struct str *out)
{
	json_t *root = tree_object();

	tree_set(root, "schema", tree_string("cablecheck/watch/1"));
	tree_set(root, "pass", tree_count(pass));
	tree_set(root, "taken_at",
	    tree_string(judgement->observations->taken_at));
	tree_set(root, "topology", tree_string(judgement->topology->name));
	tree_set(root, "status", tree_count((size_t)status));
	tree_set(root, "summary", json_value_totals(judgement));
	tree_set(root, "new",
	    findings_value(judgement, news->fresh, news->fresh_count));
	tree_set(root, "changed", changed_value(judgement, news));
	tree_set(root, "fixed", entries_value(news->fixed, news->fixed_count));
	tree_set(root, "withdrawn",
	    entries_value(news->withdrawn, news->withdrawn_count));
	tree_set(root, "unverified", doubts_value(judgement, news));
	tree_set(root, "still",
	    findings_value(judgement, news->still, news->still_count));
	tree_set(root, "in_doubt", held_value(judgement, news));
	tree_set(root, "lost",
	    devices_value(judgement, news->lost, news->lost_count));
	tree_set(root, "back",
	    devices_value(judgement, news->back, news->back_count));
	tree_write_line(root, out);
}
