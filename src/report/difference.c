/*
 * A change is a line, or two where a cable is another one now: where it was and
 * where it is.  Both labs are named first, as `diff` does it.
 */
#include "report/difference.h"

#include "base/text.h"
#include "report/tree.h"

/* What a mistake is called when it is meant. */
/* clang-format off */
static const char *const words[] = {
	[FINDING_DEVICE_SWAPPED]    = "exchanged",
	[FINDING_DEVICE_MISNAMED]   = "renamed",
	[FINDING_SHIFTED]           = "shifted",
	[FINDING_ROTATED]           = "rotated",
	[FINDING_SWAPPED]           = "swapped",
	[FINDING_CHAIN]             = "moved",
	[FINDING_WRONG_DEVICE]      = "moved",
	[FINDING_WRONG_PORT]        = "moved",
	[FINDING_MISSING]           = "removed",
	[FINDING_CONFLICT]          = "unclear",
	[FINDING_ONE_WAY]           = "unclear",
	[FINDING_EXTRA]             = "added",
	[FINDING_AMBIGUOUS]         = "unclear",
	[FINDING_DEVICE_DARK]       = "unclear",
	[FINDING_PLATFORM_MISMATCH] = "changed",
	[FINDING_DUPLEX_MISMATCH]   = "changed",
	[FINDING_VLAN_MISMATCH]     = "changed",
};
/* clang-format on */

/* --- text ------------------------------------------------------------------
 */

static void
add_safe(struct str *out, const char *text)
{
	text_escape(out, span_of(text));
}

static void
add_place(struct str *out, const struct place *place)
{
	if (!place->line)
		return;
	str_add(out, "  (");
	add_safe(out, place->file);
	str_addf(out, ":%u)", place->line);
}

static void
add_change_line(struct str *out, const struct change *change)
{
	static const char signs[] = {
	    [CHANGE_ADDED] = '+',
	    [CHANGE_REMOVED] = '-',
	    [CHANGE_CHANGED] = '~',
	};

	str_addf(out, "%c ", signs[change->kind]);
	add_safe(out, change->what);
	if (change->kind == CHANGE_CHANGED) {
		str_addf(out, ": %s ", change->key);
		add_safe(out, change->before[0] ? change->before : "(none)");
		str_add(out, " -> ");
		add_safe(out, change->after[0] ? change->after : "(none)");
	}
	add_place(out,
	    change->new_place.line ? &change->new_place : &change->old_place);
	str_add_char(out, '\n');
}

static void
add_before(struct str *out, const struct difference *d, size_t index)
{
	const struct cable *cable = &d->lab->cables[index];

	str_add(out, "  - ");
	add_safe(out, d->lab->devices[cable->a.device].name);
	str_add_char(out, ' ');
	add_safe(out, cable->a.port);
	str_add(out, " -- ");
	add_safe(out, d->lab->devices[cable->b.device].name);
	str_add_char(out, ' ');
	add_safe(out, cable->b.port);
	if (d->one_way_before[index])
		str_add(out, "  one-way");
	add_place(out, &cable->place);
	str_add_char(out, '\n');
}

static void
add_after(struct str *out, const struct difference *d, size_t index)
{
	const struct observed_cable *cable = &d->judgement->observed[index];

	str_add(out, "  + ");
	add_safe(out, cable->a.device_name);
	str_add_char(out, ' ');
	add_safe(out, cable->a.name);
	str_add(out, " -- ");
	add_safe(out, cable->b.device_name);
	str_add_char(out, ' ');
	add_safe(out, cable->b.name);
	if (d->one_way_after[index])
		str_add(out, "  one-way");
	str_add_char(out, '\n');
}

void
report_difference_text(const struct difference *d,
    const struct difference_names *names, struct str *out)
{
	const struct judgement *j = d->judgement;

	str_add(out, "--- ");
	add_safe(out, names->before);
	str_add(out, "\n+++ ");
	add_safe(out, names->after);
	str_add_char(out, '\n');
	for (size_t i = 0; i < d->change_count; i++)
		add_change_line(out, &d->changes[i]);
	for (size_t i = 0; i < j->finding_count; i++) {
		const struct finding *f = &j->findings[i];

		str_addf(out, "%s\n", words[f->kind]);
		for (size_t k = 0; k < f->cable_count; k++)
			add_before(out, d, f->cables[k]);
		for (size_t k = 0; k < f->observed_count; k++)
			add_after(out, d, f->observed[k]);
	}
	str_addf(out, "%zu cable%s before, %zu after, %zu the same", d->before,
	    d->before == 1 ? "" : "s", d->after, d->same);
	if (d->unknown)
		str_addf(out, ", %zu not seen by any device that was reached",
		    d->unknown);
	if (d->unknown_before)
		str_addf(out, ", %zu not seen before by any that was reached",
		    d->unknown_before);
	str_add(out, "; ");
	str_addf(out, "%zu change%s of cables, %zu other%s\n", j->finding_count,
	    j->finding_count == 1 ? "" : "s", d->change_count,
	    d->change_count == 1 ? "" : "s");
}

/* --- JSON ------------------------------------------------------------------
 */

static json_t *
end_value(const char *device, const char *port)
{
	json_t *end = tree_object();

	tree_set(end, "device", tree_string(device));
	tree_set(end, "port", tree_string(port));
	return end;
}

static json_t *
before_value(const struct difference *d, size_t index)
{
	const struct cable *cable = &d->lab->cables[index];
	json_t *value = tree_object();

	tree_set(value, "a",
	    end_value(d->lab->devices[cable->a.device].name, cable->a.port));
	tree_set(value, "b",
	    end_value(d->lab->devices[cable->b.device].name, cable->b.port));
	tree_set(value, "file",
	    tree_string(cable->place.line ? cable->place.file : NULL));
	tree_set(value, "line", tree_place(cable->place.line));
	tree_set(value, "one_way", json_boolean(d->one_way_before[index]));
	return value;
}

static json_t *
after_value(const struct difference *d, size_t index)
{
	const struct observed_cable *cable = &d->judgement->observed[index];
	json_t *value = tree_object();

	tree_set(value, "a", end_value(cable->a.device_name, cable->a.name));
	tree_set(value, "b", end_value(cable->b.device_name, cable->b.name));
	tree_set(value, "one_way", json_boolean(d->one_way_after[index]));
	return value;
}

static json_t *
cables_value(const struct difference *d)
{
	const struct judgement *j = d->judgement;
	json_t *list = tree_array();

	for (size_t i = 0; i < j->finding_count; i++) {
		const struct finding *f = &j->findings[i];
		json_t *value = tree_object();
		json_t *before = tree_array();
		json_t *after = tree_array();

		for (size_t k = 0; k < f->cable_count; k++)
			tree_append(before, before_value(d, f->cables[k]));
		for (size_t k = 0; k < f->observed_count; k++)
			tree_append(after, after_value(d, f->observed[k]));
		tree_set(value, "kind", tree_string(words[f->kind]));
		tree_set(value, "before", before);
		tree_set(value, "after", after);
		tree_append(list, value);
	}
	return list;
}

static json_t *
others_value(const struct difference *d)
{
	json_t *list = tree_array();

	for (size_t i = 0; i < d->change_count; i++) {
		const struct change *change = &d->changes[i];
		json_t *value = tree_object();

		tree_set(value, "kind",
		    tree_string(change_kind_name(change->kind)));
		tree_set(value, "what", tree_string(change->what));
		tree_set(value, "key", tree_string(change->key));
		tree_set(value, "before", tree_string(change->before));
		tree_set(value, "after", tree_string(change->after));
		tree_set(value, "line_before",
		    tree_place(change->old_place.line));
		tree_set(value, "line_after",
		    tree_place(change->new_place.line));
		tree_append(list, value);
	}
	return list;
}

void
report_difference_json(const struct difference *d,
    const struct difference_names *names, struct str *out)
{
	json_t *root = tree_object();
	json_t *summary = tree_object();

	tree_set(summary, "cables_before", tree_count(d->before));
	tree_set(summary, "cables_after", tree_count(d->after));
	tree_set(summary, "same", tree_count(d->same));
	tree_set(summary, "unknown", tree_count(d->unknown));
	tree_set(summary, "unknown_before", tree_count(d->unknown_before));
	tree_set(summary, "cable_changes",
	    tree_count(d->judgement->finding_count));
	tree_set(summary, "other_changes", tree_count(d->change_count));
	tree_set(root, "schema", tree_string("cablecheck/diff/1"));
	tree_set(root, "before", tree_string(names->before));
	tree_set(root, "after", tree_string(names->after));
	tree_set(root, "summary", summary);
	tree_set(root, "cables", cables_value(d));
	tree_set(root, "others", others_value(d));
	tree_write(root, out);
}
