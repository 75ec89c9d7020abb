/*
 * What is said of waivers; see wording.h.
 */
#include "report/wording.h"

static void
add_reason(struct prose *prose, const struct waiver *waiver)
{
	prose_add(prose, PROSE_QUOTE, span_of(waiver->reason));
}

static void
add_expired(struct prose *prose, const struct waiver *waiver)
{
	prose_say(prose, "the waiver ");
	if (waiver->owner) {
		prose_say(prose, "of ");
		prose_name(prose, waiver->owner);
		prose_say(prose, " ");
	}
	prose_say(prose, "for \"");
	add_reason(prose, waiver);
	prose_say(prose, "\" expired on ");
	prose_name(prose, waiver->until);
}

void
wording_add_waiver(struct prose *prose, const struct waiver *waiver,
    bool expired)
{
	if (expired) {
		add_expired(prose, waiver);
		return;
	}
	prose_say(prose, "waived");
	if (waiver->until) {
		prose_say(prose, " until ");
		prose_name(prose, waiver->until);
	}
	if (waiver->owner) {
		prose_say(prose, " by ");
		prose_name(prose, waiver->owner);
	}
	prose_say(prose, ": ");
	add_reason(prose, waiver);
}

void
wording_add_idle_waiver(struct prose *prose, const struct waiver *waiver)
{
	prose_say(prose, "note: ");
	prose_name(prose, waiver->place.file);
	prose_sayf(prose,
	    ":%u: this waiver matches nothing: ", waiver->place.line);
	add_reason(prose, waiver);
}
