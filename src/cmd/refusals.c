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
	char *device;             /* owned */
	char *error;              /* owned; what it said, or NULL */
	unsigned tries;           /* in a row, that may have another reason */
	enum visit_status status; /* of the last of them */
	bool accepted;            /* this login, in an earlier run */
	bool by_itself;           /* not by others in its place */
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

	/* In a first run, and where there is no other. */
	if (!refusals->known)
		return NULL;
	add_key(&key, target);
	if (map_find(refusals->known, str_span(&key), &index))
		found = &refusals->items[index];
	str_release(&key);
	return found;
}

static struct refusal *
add(struct refusals *refusals, const struct collect_target *target)
{
	struct str key = STR_INIT;
	struct refusal *found;
	size_t index;
	bool is_new;

	if (!refusals->known)
		refusals->known = map_new_exact();
	add_key(&key, target);
	is_new =
	    map_add(refusals->known, str_span(&key), refusals->count, &index);
	str_release(&key);
	if (!is_new)
		return &refusals->items[index];
	refusals->items = grow_array(refusals->items, refusals->count,
	    &refusals->capacity, sizeof(*refusals->items));
	found = &refusals->items[refusals->count++];
	*found = (struct refusal){.device = xstrdup(target->name)};
	return found;
}

static bool
is_final(const struct refusal *refusal)
{
	return refusal->refused || refusal->tries >= REFUSALS_IN_A_ROW;
}

static bool
is_left_alone(const struct refusals *refusals,
    const struct collect_target *target)
{
	const struct refusal *refusal = find(refusals, target);

	return refusal && is_final(refusal);
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

		visit->status = refusal ? refusal->status : VISIT_AUTH_FAILED;
		visit->error = str_printf("not asked again: %s",
		    refusal && refusal->error ? refusal->error : "");
	}
}

/* Did the visit end because of what it logs in with? */
static bool
is_refusal(const struct visit *visit)
{
	return visit->status == VISIT_AUTH_FAILED || visit->secret_refused ||
	       visit->hung_up_on_password;
}

static void
note_refusal(struct refusal *refusal, const struct visit *visit)
{
	bool may_pass = visit->hung_up_on_password || refusal->accepted;

	refusal->tries++;
	refusal->refused = refusal->refused || !may_pass;
	refusal->status = visit->status;
	refusal->by_itself =
	    visit->secret_refused || visit->hung_up_on_password;
	free(refusal->error);
	refusal->error = visit->error ? xstrdup(visit->error) : NULL;
}

void
refusals_note(struct refusals *refusals, const struct collect_target *targets,
    const struct visit *visits, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct refusal *refusal;

		if (visits[i].status == VISIT_CANCELLED)
			continue;
		if (is_refusal(&visits[i])) {
			note_refusal(add(refusals, &targets[i]), &visits[i]);
			continue;
		}
		refusal = visits[i].status == VISIT_OK
			      ? add(refusals, &targets[i])
			      : find(refusals, &targets[i]);
		if (refusal)
			refusal->tries = 0;
		if (refusal && visits[i].status == VISIT_OK)
			refusal->accepted = true;
	}
}

static void
add_name(struct str *names, const struct refusal *refusal, size_t number)
{
	if (number >= NAMES_MAX)
		return;
	str_add(names, number ? ", " : "");
	text_escape(names, span_of(refusal->device));
}

void
refusals_tell(struct refusals *refusals, bool may_change)
{
	struct str names = STR_INIT;
	size_t final = 0;
	size_t others = 0;

	for (size_t i = 0; i < refusals->count; i++) {
		const struct refusal *refusal = &refusals->items[i];

		if (is_final(refusal) && refusal->by_itself)
			add_name(&names, refusal, final++);
		else if (is_final(refusal))
			others++;
	}
	if (final > NAMES_MAX)
		str_addf(&names, " and %zu more", final - NAMES_MAX);
	if (final)
		str_add(&names, ", which refused the log-in");
	if (others)
		str_addf(&names,
		    "%s%zu device%s that could not be logged in "
		    "to, whose reason the report tells",
		    final ? "; and " : "", others, others == 1 ? "" : "s");
	if (final + others > refusals->told)
		output_message("not asked again: %s: what is tried again and "
			       "again locks the account. %s",
		    str_text(&names),
		    may_change ? "A changed credentials file is tried"
			       : "Start again once it is right");
	refusals->told = final + others;
	str_release(&names);
}
