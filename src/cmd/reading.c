/*
 * Pieces of work, numbered: the plan first, since it takes longest and cannot
 * be divided, then one visit each.  Each has its own place for what comes out,
 * but for the error that is told: that of the lowest number, whoever met the
 * first.
 */
#include "cmd/reading.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "format/snapshot.h"
#include "format/topology_yaml.h"
#include "parse/parse.h"

struct reading {
	struct gathering *gathering;
	const struct options *options;
	const char **folders; /* owned; of each visit */
	struct diag_list *diags;
	struct err *plan_err;
	bool plan_ok;
	pthread_mutex_t lock; /* of the next two */
	size_t failed;        /* visit; SIZE_MAX for none */
	struct err failure;
};

/* What the parser found out about a text that came whole. */
static const enum visit_status status_of_state[] = {
    [NEIGHBORS_OK] = VISIT_OK,
    [NEIGHBORS_CDP_OFF] = VISIT_CDP_OFF,
    [NEIGHBORS_DENIED] = VISIT_DENIED,
    [NEIGHBORS_TRUNCATED] = VISIT_TRUNCATED,
    [NEIGHBORS_NONE] = VISIT_UNPARSABLE,
};

/*
 * A broken-off answer is parsed as well: what it shows is true.  Only a whole
 * one gets its status from the parser.
 */
static struct neighbor_list *
parse_visit(struct visit *visit, struct arena *arena)
{
	struct neighbor_list *list;

	if (!visit->text)
		return NULL;
	list = parse_neighbors_in(arena, span_make(visit->text, visit->length),
	    PARSE_AUTO);
	if (visit->status == VISIT_OK && list->state != NEIGHBORS_OK) {
		visit->status = status_of_state[list->state];
		free(visit->error);
		visit->error =
		    xstrdup(list->explanation ? list->explanation : "");
	}
	return list;
}

/* Fewer do not fill a large page for each of the threads that may be there. */
#define MANY_VISITS 300

/* What this thread reads is kept together, and of a large lab in large pages.
 */
static struct arena *
arena_of(struct gathering *gathering, size_t worker)
{
	if (!gathering->read[worker])
		gathering->read[worker] = gathering->visits.count < MANY_VISITS
					      ? arena_new()
					      : arena_new_large();
	return gathering->read[worker];
}

static void
parse_one(size_t i, size_t worker, void *context)
{
	struct gathering *gathering = context;

	gathering->neighbors[i] = parse_visit(&gathering->visits.items[i],
	    arena_of(gathering, worker));
}

static void
make_room(struct gathering *gathering, size_t visits)
{
	free(gathering->neighbors);
	gathering->neighbors = xcalloc(visits, sizeof(*gathering->neighbors));
}

/* As visits end, what they needed is free again: no need of fresh pages. */
void
reading_expect(struct gathering *gathering, size_t count)
{
	make_room(gathering, count);
	for (size_t i = 0; i < PARALLEL_MAX; i++)
		gathering->read[i] = arena_new_small();
}

void
reading_parse_one(struct gathering *gathering, size_t visit)
{
	parse_one(visit, 0, gathering);
}

void
reading_forget_one(struct gathering *gathering, size_t visit)
{
	if (gathering->visits.items[visit].kept)
		visit_forget_text(&gathering->visits.items[visit]);
	gathering->neighbors[visit] = NULL;
	arena_free(gathering->read[0]);
	gathering->read[0] = arena_new_small();
}

static void
parse_if_needed(size_t i, size_t worker, void *context)
{
	const struct gathering *gathering = context;

	if (!gathering->neighbors[i])
		parse_one(i, worker, context);
}

void
reading_parse(struct gathering *gathering)
{
	if (!gathering->neighbors)
		make_room(gathering, gathering->visits.count);
	parallel_run(gathering->visits.count, parse_if_needed, gathering);
}

static void
note_failure(struct reading *reading, size_t visit, const struct err *err)
{
	pthread_mutex_lock(&reading->lock);
	if (visit < reading->failed) {
		reading->failed = visit;
		reading->failure = *err;
	}
	pthread_mutex_unlock(&reading->lock);
}

static void
read_visit(struct reading *reading, size_t i, size_t worker)
{
	struct visit *visit = &reading->gathering->visits.items[i];
	struct err err = ERR_INIT;

	if (snapshot_read_text(reading->folders[i], visit,
		arena_of(reading->gathering, worker), &err))
		parse_one(i, worker, reading->gathering);
	else
		note_failure(reading, i, &err);
}

/* A plan that was read before is used as it is. */
static void
read_plan(struct reading *reading)
{
	if (reading->gathering->topology) {
		reading->plan_ok = true;
		return;
	}
	reading->plan_ok = topology_read(reading->options->arguments.items[0],
	    reading->options->inventory, &reading->gathering->topology,
	    reading->diags, reading->plan_err);
}

static void
read_piece(size_t i, size_t worker, void *context)
{
	if (i == 0)
		read_plan(context);
	else
		read_visit(context, i - 1, worker);
}

static void
list_snapshots(struct reading *reading)
{
	const struct words *from = &reading->options->from;
	struct visit_list *visits = &reading->gathering->visits;
	size_t capacity = 0;
	size_t listed = 0;

	for (size_t i = 0; i < from->count; i++) {
		if (!snapshot_list(from->items[i], visits, &reading->failure)) {
			reading->failed = visits->count;
			return;
		}
		for (; listed < visits->count; listed++) {
			reading->folders = grow_array(reading->folders, listed,
			    &capacity, sizeof(*reading->folders));
			reading->folders[listed] = from->items[i];
		}
	}
}

bool
reading_run(struct gathering *gathering, const struct options *options,
    struct diag_list *diags, struct err *err)
{
	struct reading reading = {
	    .gathering = gathering,
	    .options = options,
	    .diags = diags,
	    .plan_err = err,
	    .lock = PTHREAD_MUTEX_INITIALIZER,
	    .failed = SIZE_MAX,
	    .failure = ERR_INIT,
	};

	list_snapshots(&reading);
	make_room(gathering, gathering->visits.count);
	if (reading.failed == SIZE_MAX)
		parallel_run(1 + gathering->visits.count, read_piece, &reading);
	else
		read_plan(&reading);
	gathering->reading = reading.failure;
	free(reading.folders);
	return reading.plan_ok;
}
