/*
 * A list, and a map into it; see refusals.h.
 *
 * The key is where the visit went and as whom: if the plan changes any of that,
 * it is another login.
 */
#include "cmd/refusals.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "cmd/output.h"

struct refusal {
	char *device;      /* owned */
	char *error;       /* owned; what it said, or NULL */
	unsigned hang_ups; /* in a row */
	bool refused;
};

/* Names in a message; the rest is a number. */
#define NAMES_MAX 5

void
refusals_clear(struct refusals *refusals)
{
	for (size_t i = 0; i < refusals->count; i++) {
		free(refusals->items[i].device);
		free(refusals->items[i].error);
	}
	free(refusals->items);
	map_free(refusals->known);
	*refusals = (struct refusals){NULL, NULL, 0, 0, 0};
}

static void
add_key(struct str *key, const struct collect_target *target)
{
	str_addf(key, "%s\n%s\n%u\n%s", target->name, target->host,
	    target->port, target->username ? target->username : "");
	for (; target->jump; target = target->jump)
		str_addf(key, "\n%s\n%u\n%s", target->jump->host,
		    target->jump->port,
		    target->jump->username ? target->jump->username : "");
}

static struct refusal *
find(const struct refusals *refusals, const struct collect_target *target)
{
	struct str key = STR_INIT;
	struct refusal *found = NULL;
	size_t index;

	add_key(&key, target);
	if (refusals->known &&
	    map_find(refusals->known, str_span(&key), &index))
		found = &refusals->items[index];
	str_release(&key);
	return found;
}

static struct refusal *
add(struct refusals *refusals, const struct collect_target *target)
{
	struct refusal *found = find(refusals, target);
	struct str key = STR_INIT;

	if (found)
		return found;
	if (!refusals->known)
		refusals->known = map_new_exact();
	add_key(&key, target);
	map_add(refusals->known, str_span(&key), refusals->count, NULL);
	str_release(&key);
	refusals->items = grow_array(refusals->items, refusals->count,
	    &refusals->capacity, sizeof(*refusals->items));
	found = &refusals->items[refusals->count++];
	*found = (struct refusal){.device = xstrdup(target->name)};
	return found;
}

static bool
is_left_alone(const struct refusals *refusals,
    const struct collect_target *target)
{
	const struct refusal *refusal = find(refusals, target);

	return refusal &&
	       (refusal->refused || refusal->hang_ups >= REFUSALS_HANG_UPS);
}

size_t
refusals_divide(const struct refusals *refusals, struct collect_target *targets,
    size_t count)
{
	struct collect_target *aside = xcalloc(count, sizeof(*aside));
	size_t aside_count = 0;
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (is_left_alone(refusals, &targets[i]))
			aside[aside_count++] = targets[i];
		else
			targets[kept++] = targets[i];
	}
	for (size_t i = 0; i < aside_count; i++)
		targets[kept + i] = aside[i];
	free(aside);
	return kept;
}

void
refusals_add_visits(const struct refusals *refusals,
    const struct collect_target *targets, size_t count,
    struct visit_list *visits)
{
	for (size_t i = 0; i < count; i++) {
		const struct refusal *refusal = find(refusals, &targets[i]);
		struct visit *visit = visit_list_add(visits, targets[i].name);

		visit->status = VISIT_AUTH_FAILED;
		visit->error = str_printf("not asked again: %s",
		    refusal && refusal->error ? refusal->error : "");
	}
}

void
refusals_note(struct refusals *refusals, const struct collect_target *targets,
    const struct visit *visits, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct visit *visit = &visits[i];
		struct refusal *refusal;

		if (visit->status == VISIT_CANCELLED)
			continue;
		if (visit->status != VISIT_AUTH_FAILED &&
		    !visit->hung_up_on_password) {
			refusal = find(refusals, &targets[i]);
			if (refusal)
				refusal->hang_ups = 0;
			continue;
		}
		refusal = add(refusals, &targets[i]);
		refusal->refused = visit->status == VISIT_AUTH_FAILED;
		refusal->hang_ups += visit->hung_up_on_password;
		free(refusal->error);
		refusal->error = visit->error ? xstrdup(visit->error) : NULL;
	}
}

static bool
is_final(const struct refusal *refusal)
{
	return refusal->refused || refusal->hang_ups >= REFUSALS_HANG_UPS;
}

void
refusals_tell(struct refusals *refusals, bool may_change)
{
	struct str names = STR_INIT;
	size_t final = 0;

	for (size_t i = 0; i < refusals->count; i++) {
		if (!is_final(&refusals->items[i]))
			continue;
		if (++final > NAMES_MAX)
			continue;
		str_add(&names, final > 1 ? ", " : "");
		text_escape(&names, span_of(refusals->items[i].device));
	}
	if (final > refusals->told) {
		if (final > NAMES_MAX)
			str_addf(&names, " and %zu more", final - NAMES_MAX);
		output_message("not asked again: %s, which refused the log-in: "
			       "one that is tried again and again locks the "
			       "account. %s",
		    str_text(&names),
		    may_change ? "A changed credentials file is tried"
			       : "Start again once it is right");
	}
	refusals->told = final;
	str_release(&names);
}
