/*
 * When is a fault fixed?  See news_work.h, and news.h for the rule.
 *
 * Most are about cables of the plan, and each of these must be ok now.  Others
 * are about what somebody saw and nobody wanted, an extra cable for example:
 * all who saw it must have answered and see it no more.
 */
#include "check/news_work.h"

#include <string.h>
#include <strings.h>

#include "check/ledger.h"
#include "model/ifname.h"

/* Who has to speak before one of a kind is called fixed. */
enum proof {
	PROOF_BY_CABLES,    /* all its cables are ok */
	PROOF_BY_WITNESSES, /* all who told of it answer, and do not any more */
	PROOF_BY_ANSWER,    /* the device itself answers */
};

/* clang-format off */
static const struct {
	enum proof proof;
	bool takes_over; /* one of these can be what another has become */
} kinds[] = {
	[FINDING_DEVICE_SWAPPED]    = { PROOF_BY_WITNESSES, true },
	[FINDING_DEVICE_MISNAMED]   = { PROOF_BY_WITNESSES, true },
	[FINDING_SHIFTED]           = { PROOF_BY_CABLES,    true },
	[FINDING_ROTATED]           = { PROOF_BY_CABLES,    true },
	[FINDING_SWAPPED]           = { PROOF_BY_CABLES,    true },
	[FINDING_CHAIN]             = { PROOF_BY_CABLES,    true },
	[FINDING_WRONG_DEVICE]      = { PROOF_BY_CABLES,    true },
	[FINDING_WRONG_PORT]        = { PROOF_BY_CABLES,    true },
	[FINDING_MISSING]           = { PROOF_BY_CABLES,    true },
	[FINDING_CONFLICT]          = { PROOF_BY_CABLES,    true },
	[FINDING_ONE_WAY]           = { PROOF_BY_CABLES,    true },
	[FINDING_EXTRA]             = { PROOF_BY_WITNESSES, true },
	[FINDING_AMBIGUOUS]         = { PROOF_BY_WITNESSES, false },
	[FINDING_DEVICE_DARK]       = { PROOF_BY_ANSWER,    false },
	[FINDING_PLATFORM_MISMATCH] = { PROOF_BY_WITNESSES, false },
	[FINDING_DUPLEX_MISMATCH]   = { PROOF_BY_CABLES,    false },
	[FINDING_VLAN_MISMATCH]     = { PROOF_BY_CABLES,    false },
};
/* clang-format on */

bool
news_takes_over(enum finding_kind kind)
{
	return kinds[kind].takes_over;
}

bool
news_is_of_answer(enum finding_kind kind)
{
	return kinds[kind].proof == PROOF_BY_ANSWER;
}

/* --- who is silent -------------------------------------------------------- */

static bool
is_silent(const struct news_work *c, const char *name, size_t *device)
{
	return topology_find_device(c->judgement->topology, span_of(name),
		   device) &&
	       ledger_is_silent(c->judgement, *device);
}

static bool
is_in(const struct string_list *list, const char *text)
{
	for (size_t i = 0; i < list->count; i++) {
		if (strcmp(list->items[i], text) == 0)
			return true;
	}
	return false;
}

size_t
news_find_silent(const struct news_work *c, const struct ledger_entry *entry,
    bool lately)
{
	size_t device;

	for (size_t i = 0; i < entry->witnesses.count; i++) {
		const char *name = entry->witnesses.items[i];

		if (is_silent(c, name, &device) &&
		    !(lately && is_in(&entry->mute, name)))
			return device;
	}
	return DEVICE_FOREIGN;
}

/* --- proofs --------------------------------------------------------------- */

/* What is there and was part of it is not part of another finding now. */
static bool
is_unplugged(const struct news_work *c, const struct ledger_entry *entry)
{
	size_t ignored;

	for (size_t i = 0; i < entry->observed.count; i++) {
		if (map_find(c->by_edge, span_of(entry->observed.items[i]),
			&ignored))
			return false;
	}
	return true;
}

/* One end's word is enough where nobody means to ask the other. */
static bool
is_seen_right(const struct news_work *c, size_t index)
{
	const struct cable *cable = &c->judgement->topology->cables[index];

	switch (c->judgement->verdicts[index]) {
	case VERDICT_OK:
		return true;
	case VERDICT_OK_ONE_SIDED:
		return !ledger_is_silent(c->judgement, cable->a.device) &&
		       !ledger_is_silent(c->judgement, cable->b.device);
	case VERDICT_MISSING:
	case VERDICT_MISWIRED:
	case VERDICT_ONE_WAY:
	case VERDICT_UNVERIFIED:
	case VERDICT_NOT_JUDGED:
		break;
	}
	return false;
}

/* How many of its cables the plan still asks for. */
static size_t
count_judged(const struct news_work *c, const struct ledger_entry *entry)
{
	const struct string_list *cables = &entry->past.cables;
	size_t count = 0;
	size_t cable;

	for (size_t i = 0; i < cables->count; i++)
		count +=
		    map_find(c->cables, span_of(cables->items[i]), &cable) &&
		    c->judgement->verdicts[cable] != VERDICT_NOT_JUDGED;
	return count;
}

static bool
is_proved_by_cables(const struct news_work *c, const struct ledger_entry *entry)
{
	const struct string_list *cables = &entry->past.cables;
	size_t cable;

	for (size_t i = 0; i < cables->count; i++) {
		if (map_find(c->cables, span_of(cables->items[i]), &cable) &&
		    c->judgement->verdicts[cable] != VERDICT_NOT_JUDGED &&
		    !is_seen_right(c, cable))
			return false;
	}
	return count_judged(c, entry) > 0 && is_unplugged(c, entry);
}

/* Whether the device hears anybody in the port, whatever the plan says of it.
 */
static bool
hears_in_port(const struct news_work *c, size_t device, const char *port)
{
	const struct neighbor_list *heard =
	    c->judgement->observations->items[device].heard;

	for (size_t i = 0; heard && i < heard->count; i++) {
		const char *own =
		    ifname_canonical(c->arena, heard->items[i].local_port);

		if (strcasecmp(own, port) == 0)
			return true;
	}
	return false;
}

/*
 * Under another plan than then, what they saw may still be there and be
 * forgiven; but not where they hear nobody at all.
 */
static bool
may_be_forgiven(const struct news_work *c, const struct ledger_entry *entry)
{
	size_t device;

	if (!c->pass->plan_changed)
		return false;
	for (size_t i = 0; i < entry->ports.count; i++) {
		const char *end = strchr(entry->ports.items[i], '\n');
		struct span name = span_make(entry->ports.items[i],
		    (size_t)(end - entry->ports.items[i]));

		if (topology_find_device(c->judgement->topology, name,
			&device) &&
		    hears_in_port(c, device, end + 1))
			return true;
	}
	return entry->ports.count == 0;
}

static bool
is_proved_by_witnesses(const struct news_work *c,
    const struct ledger_entry *entry)
{
	const struct judgement *j = c->judgement;
	size_t answers = 0;
	size_t index;

	for (size_t i = 0; i < entry->witnesses.count; i++) {
		if (!topology_find_device(j->topology,
			span_of(entry->witnesses.items[i]), &index))
			continue;
		if (ledger_is_silent(j, index))
			return false;
		answers += j->observations->items[index].status == VISIT_OK;
	}
	for (size_t i = 0; i < entry->past.cables.count; i++) {
		if (map_find(c->cables, span_of(entry->past.cables.items[i]),
			&index) &&
		    j->verdicts[index] == VERDICT_UNVERIFIED)
			return false;
	}
	return answers > 0 && is_unplugged(c, entry) &&
	       !may_be_forgiven(c, entry);
}

static bool
is_proved_by_answer(const struct news_work *c, const struct ledger_entry *entry)
{
	const struct judgement *j = c->judgement;
	size_t index;

	return entry->witnesses.count &&
	       topology_find_device(j->topology,
		   span_of(entry->witnesses.items[0]), &index) &&
	       j->observations->items[index].status == VISIT_OK;
}

static enum proof
proof_of(const struct ledger_entry *entry)
{
	if (kinds[entry->kind].proof == PROOF_BY_CABLES &&
	    !entry->past.cables.count)
		return PROOF_BY_WITNESSES;
	return kinds[entry->kind].proof;
}

bool
news_is_fixed(const struct news_work *c, const struct ledger_entry *entry)
{
	switch (proof_of(entry)) {
	case PROOF_BY_CABLES:
		return is_proved_by_cables(c, entry);
	case PROOF_BY_WITNESSES:
		return is_proved_by_witnesses(c, entry);
	case PROOF_BY_ANSWER:
		return is_proved_by_answer(c, entry);
	}
	return false;
}

bool
news_cables_are_withdrawn(const struct news_work *c,
    const struct ledger_entry *entry)
{
	return proof_of(entry) == PROOF_BY_CABLES &&
	       count_judged(c, entry) == 0;
}

bool
news_is_withdrawn(const struct news_work *c, const struct ledger_entry *entry)
{
	size_t index;

	if (proof_of(entry) == PROOF_BY_CABLES)
		return count_judged(c, entry) == 0;
	if (proof_of(entry) == PROOF_BY_WITNESSES && c->pass->plan_changed)
		return true;
	for (size_t i = 0; i < entry->witnesses.count; i++) {
		if (topology_find_device(c->judgement->topology,
			span_of(entry->witnesses.items[i]), &index))
			return false;
	}
	return true;
}
