/*
 * What is said about names that fit several devices: which devices, which
 * ports hear the name, and how the plan can tell them apart.
 */
#include "report/wording_names.h"

#include <stdlib.h>

#include "base/mem.h"
#include "report/phrase.h"

#define CANDIDATES_SHOWN 4

/* "leaf3 or leaf4"; a few of many. */
static void
add_candidates(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	size_t count = finding->device_count;
	size_t shown = count > CANDIDATES_SHOWN + 1 ? CANDIDATES_SHOWN : count;

	for (size_t i = 0; i < shown; i++) {
		size_t device = finding->devices[i];

		if (i > 0)
			prose_say(prose, i + 1 == count ? " or " : ", ");
		prose_name(prose, judgement->topology->devices[device].name);
	}
	if (shown < count)
		prose_sayf(prose, " or %zu others", count - shown);
}

static const struct ambiguity *
ambiguity_of(const struct judgement *judgement, const struct finding *finding,
    size_t i)
{
	return &judgement->ambiguities[finding->ambiguities[i]];
}

static void
add_ambiguous_ports(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	size_t count = finding->ambiguity_count;
	struct port *ports = xcalloc(count + 1, sizeof(*ports));

	for (size_t i = 0; i < count; i++) {
		const struct ambiguity *a = ambiguity_of(judgement, finding, i);

		ports[i] = (struct port){
		    .device = a->device,
		    .device_name = judgement->topology->devices[a->device].name,
		    .name = a->port ? a->port : "",
		};
	}
	phrase_ports(prose, ports, count);
	free(ports);
}

void
wording_say_ambiguous(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding)
{
	const struct ambiguity *first = ambiguity_of(judgement, finding, 0);
	size_t others = 0;

	for (size_t i = 1; i < finding->ambiguity_count; i++)
		others += !span_equal(first->name,
		    ambiguity_of(judgement, finding, i)->name);
	prose_say(prose, "\"");
	prose_add(prose, PROSE_NAME, first->name);
	prose_say(prose, "\"");
	if (others)
		prose_say(prose, " and names like it");
	prose_say(prose, " may be ");
	add_candidates(prose, judgement, finding);
	prose_say(prose, ": heard by ");
	add_ambiguous_ports(prose, judgement, finding);
}

/* What a name has in common with several devices, and what to do. */
static const char *const shared[] = {
    [MATCHED_BY_NOTHING] = "it",
    [MATCHED_BY_NAME] = "the name",
    [MATCHED_BY_ALIAS] = "the alias",
    [MATCHED_BY_DOMAIN] = "the name without its domain",
    [MATCHED_BY_CUT_NAME] = "the name cut at 40 letters",
    [MATCHED_BY_NAME_SERIAL] = "the name in it",
    [MATCHED_BY_SERIAL_NAME] = "the name in it",
    [MATCHED_BY_SERIAL] = "the serial number",
    [MATCHED_BY_MAC] = "the MAC address",
    [MATCHED_BY_SYSTEM_NAME] = "the system name",
    [MATCHED_BY_ADDRESS] = "the address",
};

void
wording_explain_ambiguous(struct prose *prose,
    const struct judgement *judgement, const struct finding *finding)
{
	const struct ambiguity *first = ambiguity_of(judgement, finding, 0);

	prose_say(prose, shared[first->matched_by]);
	prose_say(prose, " fits each of them, so what is heard there counts "
			 "for none");
	prose_next(prose);
	prose_say(prose, "give them names of their own, or add what the right "
			 "one prints to its aliases in the plan");
}
