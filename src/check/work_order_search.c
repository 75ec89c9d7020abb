/*
 * Trying all ways, the cheapest first thing being tried first.
 *
 * A state is what is done and where one stands.  From each, everything that can
 * be done here without leaving is done at once, which loses nothing; what is
 * left to choose is which plug to carry away from here, or where to go.  A
 * state that was reached as cheaply before, or from which even the least that
 * is still to come costs too much, is not followed.  In most labs the first
 * look at that least shows that there is nothing to be found.
 */
#include "check/work_order_search.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define BUCKETS 65536 /* more than three times the states: a power of two */

struct state {
	uint64_t done; /* a bit for each job */
	uint32_t here; /* place, or JOB_NONE before the first */
	uint32_t changes;
	size_t count;
	uint8_t order[WORK_SEARCH_MAX];
	uint64_t turned;
};

struct met {
	uint64_t done;
	uint32_t here;
	uint32_t changes;
	bool used;
};

struct search {
	const struct work_jobs *jobs;
	uint32_t numbers[WORK_SEARCH_MAX]; /* of the jobs, by rank */
	uint64_t before[WORK_SEARCH_MAX];  /* what each waits for */
	size_t count;
	uint32_t places[2 * WORK_SEARCH_MAX]; /* each once */
	size_t place_count;
	struct state best;
	struct met *met; /* owned */
	size_t states;
};

static const struct work_job *
job_at(const struct search *s, size_t i)
{
	return &s->jobs->items[s->numbers[i]];
}

static bool
is_done(const struct state *state, size_t i)
{
	return state->done >> i & 1;
}

static bool
can_begin(const struct search *s, const struct state *state, size_t i)
{
	return !is_done(state, i) && (s->before[i] & ~state->done) == 0;
}

static bool
stays(const struct work_job *job)
{
	return job->places[0] == job->places[1];
}

/* Begins a job at one of its ends. */
static void
take(const struct search *s, struct state *state, size_t i, unsigned end)
{
	const struct work_job *job = job_at(s, i);

	state->changes +=
	    state->here != JOB_NONE && state->here != job->places[end];
	state->changes += job->changes;
	state->here = job->places[1 - end];
	state->done |= (uint64_t)1 << i;
	state->turned |= (uint64_t)end << i;
	state->order[state->count++] = (uint8_t)i;
}

/* The end at which a job that stays where it is is begun: the higher. */
static unsigned
higher_end(const struct work_job *job)
{
	return job->either_way && job->ranks[1] < job->ranks[0];
}

/* The first job that can be done at `place` without leaving, or s->count. */
static size_t
next_here(const struct search *s, const struct state *state, uint32_t place)
{
	size_t i = 0;

	while (i < s->count &&
	       (!stays(job_at(s, i)) || job_at(s, i)->places[0] != place ||
		   !can_begin(s, state, i)))
		i++;
	return i;
}

static void
do_all_here(const struct search *s, struct state *state, uint32_t place)
{
	size_t i;

	while ((i = next_here(s, state, place)) < s->count)
		take(s, state, i, higher_end(job_at(s, i)));
}

/* A place where a job has to be begun, and to which none leads. */
static bool
is_walked_to(const struct search *s, const struct state *state, uint32_t place)
{
	bool begins = false;

	for (size_t i = 0; i < s->count; i++) {
		const struct work_job *job = job_at(s, i);

		if (is_done(state, i))
			continue;
		if (!stays(job) &&
		    (job->places[1] == place ||
			(job->either_way && job->places[0] == place)))
			return false;
		begins |= job->places[0] == place;
	}
	return begins;
}

/* The least that any way from here on has to change its place. */
static uint32_t
least_left(const struct search *s, const struct state *state)
{
	uint32_t walks = 0;
	uint32_t within = 0;

	for (size_t i = 0; i < s->place_count; i++)
		walks += s->places[i] != state->here &&
			 is_walked_to(s, state, s->places[i]);
	for (size_t i = 0; i < s->count; i++) {
		if (!is_done(state, i))
			within += job_at(s, i)->changes;
	}
	/* Where one begins, one need not go to. */
	if (state->here == JOB_NONE && walks)
		walks--;
	return walks + within;
}

static struct met *
find_met(struct search *s, const struct state *state)
{
	uint64_t hash = (state->done ^ state->here) * 0x9e3779b97f4a7c15U;
	size_t i = (size_t)(hash >> 40) & (BUCKETS - 1);

	while (s->met[i].used &&
	       (s->met[i].done != state->done || s->met[i].here != state->here))
		i = (i + 1) & (BUCKETS - 1);
	return &s->met[i];
}

/* False when it leads to nothing better. */
static bool
is_worth_following(struct search *s, const struct state *state)
{
	struct met *met = find_met(s, state);

	if (state->changes + least_left(s, state) >= s->best.changes)
		return false;
	if (met->used && met->changes <= state->changes)
		return false;
	*met = (struct met){state->done, state->here, state->changes, true};
	return true;
}

static void follow(struct search *s, struct state *state);

/* Goes on with every job that leads away from `place`. */
static void
carry_away(struct search *s, const struct state *state, uint32_t place)
{
	for (size_t i = 0; i < s->count; i++) {
		const struct work_job *job = job_at(s, i);

		if (stays(job) || !can_begin(s, state, i))
			continue;
		for (unsigned end = 0; end <= (unsigned)job->either_way;
		     end++) {
			struct state next = *state;

			if (job->places[end] != place)
				continue;
			take(s, &next, i, end);
			do_all_here(s, &next, next.here);
			follow(s, &next);
		}
	}
}

/* True where something can be begun. */
static bool
has_beginning(const struct search *s, const struct state *state, uint32_t place)
{
	for (size_t i = 0; i < s->count; i++) {
		const struct work_job *job = job_at(s, i);

		if (can_begin(s, state, i) &&
		    (job->places[0] == place ||
			(job->either_way && job->places[1] == place)))
			return true;
	}
	return false;
}

static void
go_elsewhere(struct search *s, const struct state *state)
{
	for (size_t i = 0; i < s->place_count; i++) {
		struct state next = *state;

		if (s->places[i] == state->here ||
		    !has_beginning(s, state, s->places[i]))
			continue;
		do_all_here(s, &next, s->places[i]);
		if (next.count > state->count)
			follow(s, &next);
		else
			carry_away(s, &next, s->places[i]);
	}
}

static void
follow(struct search *s, struct state *state)
{
	if (state->count == s->count) {
		if (state->changes < s->best.changes)
			s->best = *state;
		return;
	}
	if (s->states >= WORK_SEARCH_STATES || !is_worth_following(s, state))
		return;
	s->states++;
	if (state->here != JOB_NONE)
		carry_away(s, state, state->here);
	go_elsewhere(s, state);
}

/* --- the whole ------------------------------------------------------------ */

/* Jobs by rank, so that what comes first is tried first. */
static void
number_jobs(struct search *s, const uint32_t *sequence)
{
	for (size_t i = 0; i < s->count; i++) {
		uint32_t number = sequence[i];
		const struct work_job *job = &s->jobs->items[number];
		uint32_t rank = job->ranks[higher_end(job)];
		size_t k = i;

		for (; k; k--) {
			const struct work_job *other = job_at(s, k - 1);

			if (other->ranks[higher_end(other)] <= rank)
				break;
			s->numbers[k] = s->numbers[k - 1];
		}
		s->numbers[k] = number;
	}
}

static void
add_place(struct search *s, uint32_t place)
{
	size_t k = s->place_count;

	for (size_t i = 0; i < s->place_count; i++) {
		if (s->places[i] == place)
			return;
	}
	for (; k && s->places[k - 1] > place; k--)
		s->places[k] = s->places[k - 1];
	s->places[k] = place;
	s->place_count++;
}

static size_t
index_of(const struct search *s, uint32_t number)
{
	size_t i = 0;

	while (i < s->count && s->numbers[i] != number)
		i++;
	return i;
}

static void
note_waits(struct search *s, size_t i)
{
	uint32_t link = job_at(s, i)->first_after;

	for (; link != JOB_NONE; link = s->jobs->links[link].next) {
		size_t after = index_of(s, s->jobs->links[link].job);

		if (after < s->count)
			s->before[after] |= (uint64_t)1 << i;
	}
}

static void
write_best(const struct search *s, struct work_jobs *jobs, uint32_t *sequence)
{
	for (size_t i = 0; i < s->count; i++) {
		size_t job = s->best.order[i];

		sequence[i] = s->numbers[job];
		jobs->items[sequence[i]].turned = s->best.turned >> job & 1;
	}
}

void
work_order_search(struct work_jobs *jobs, uint32_t *sequence, size_t count)
{
	struct search *s = xcalloc(1, sizeof(*s));
	struct state start = {.here = JOB_NONE};

	s->jobs = jobs;
	s->count = count;
	s->best.changes = (uint32_t)work_order_changes(jobs, sequence, count);
	number_jobs(s, sequence);
	for (size_t i = 0; i < count; i++) {
		add_place(s, job_at(s, i)->places[0]);
		add_place(s, job_at(s, i)->places[1]);
		note_waits(s, i);
	}
	if (least_left(s, &start) < s->best.changes) {
		s->met = xcalloc(BUCKETS, sizeof(*s->met));
		follow(s, &start);
		if (s->best.count)
			write_best(s, jobs, sequence);
		free(s->met);
	}
	free(s);
}
