/*
 * One line of totals; see totals.h.
 */
#include "report/totals.h"

#include "base/attr.h"
#include "report/status.h"

/* `collect: false`: in the plan, and so counted, but nobody means to ask. */
static size_t
count_never_asked(const struct judgement *judgement)
{
	size_t count = 0;

	for (size_t i = 0; i < judgement->observations->count; i++) {
		const struct observation *seen =
		    &judgement->observations->items[i];

		count += seen->not_wanted && !seen->out_of_scope &&
			 seen->status != VISIT_OK;
	}
	return count;
}

/* "98 of 100 devices answered, 2 are never asked". */
static void
add_devices(const struct judgement *judgement, struct str *out)
{
	const struct summary *s = &judgement->summary;
	size_t never = count_never_asked(judgement);

	if (s->devices_ok == s->devices && s->devices != 1)
		str_addf(out, "all %zu devices answered", s->devices);
	else
		str_addf(out, "%zu of %zu device%s answered", s->devices_ok,
		    s->devices, s->devices == 1 ? "" : "s");
	if (never)
		str_addf(out, ", %zu %s never asked", never,
		    never == 1 ? "is" : "are");
}

static void
add_counts(const struct summary *s, struct str *out)
{
	/* clang-format off */
	const struct {
		size_t count;
		const char *what;
	} parts[] = {
		{ s->ok_one_sided, "ok as far as one end can tell" },
		{ s->missing,      "missing" },
		{ s->miswired,     "miswired" },
		{ s->one_way,      "one-way" },
		{ s->unverified,   "unverified" },
	};
	/* clang-format on */

	str_addf(out, "%zu cable%s: %zu ok", s->cables,
	    s->cables == 1 ? "" : "s", s->ok);
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		if (parts[i].count)
			str_addf(out, ", %zu %s", parts[i].count,
			    parts[i].what);
	}
	if (s->extra)
		str_addf(out, "; %zu extra", s->extra);
	if (s->waived)
		str_addf(out, "; %zu finding%s waived", s->waived,
		    s->waived == 1 ? "" : "s");
}

static void
add_all_right(const struct summary *s, struct str *out)
{
	if (s->cables == 0)
		str_add(out, "nothing to verify: no cable of the plan is in "
			     "scope");
	else if (s->cables == 1)
		str_add(out, "all is right: the one cable of the plan is in "
			     "place");
	else
		str_addf(out, "all is right: all %zu cables are in place",
		    s->cables);
	if (s->ok_one_sided)
		str_addf(out, ", %zu as far as one end can tell",
		    s->ok_one_sided);
}

bool
totals_all_right(const struct judgement *judgement)
{
	return report_exit_status(judgement) == 0 && !judgement->finding_count;
}

/* "; compared with the baseline 1 new, 2 known, 1 fixed". */
static void
add_changes(const struct baseline *baseline, struct str *out)
{
	if (baseline)
		str_addf(out,
		    "; compared with the baseline %zu new, %zu known, %zu "
		    "fixed",
		    baseline->new_count, baseline->known_count,
		    baseline->fixed_count);
}

void
totals_add_line(const struct judgement *judgement, struct str *out)
{
	if (totals_all_right(judgement))
		add_all_right(&judgement->summary, out);
	else
		add_counts(&judgement->summary, out);
	str_add(out, "; ");
	add_devices(judgement, out);
	add_changes(judgement->baseline, out);
}
