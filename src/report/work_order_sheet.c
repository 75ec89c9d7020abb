/*
 * From steps to lines.  What a technician reads first is where the plug is and
 * where it goes; everything else helps to find it.
 */
#include "report/work_order_sheet.h"

#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "report/phrase.h"
#include "report/wording.h"
#include "report/work_order_words.h"

struct maker {
	const struct work_order *order;
	struct sheet *sheet;
	struct arena *arena;
	struct prose prose; /* scratch, as is this: */
	struct str text;
};

/*
 * The words of an action, what stands for a port that it has not, and how the
 * two are led up to.
 */
/* clang-format off */
static const struct {
	const char *what;
	const char *now;  /* NULL: the port `at` */
	const char *goal; /* NULL: the port `to`, or `at` where there is none */
	const char *now_is;
	const char *goal_is;
} actions[] = {
	[STEP_UNPLUG]   = { "take in hand", NULL,        "your hand", "now in", "move to" },
	[STEP_MOVE]     = { "move",         NULL,        NULL,        "now in", "move to" },
	[STEP_PLUG]     = { "plug in",      "your hand", NULL,        "now in", "move to" },
	[STEP_ADD]      = { "run",          NULL,        NULL,        "take",   "between" },
	[STEP_REMOVE]   = { "take out",     NULL,        NULL,        "now in", "move to" },
	[STEP_EXCHANGE] = { "exchange",     NULL,        NULL,        "names of", "and" },
	[STEP_RENAME]   = { "rename",       NULL,        NULL,        "name of", "to" },
};
/* clang-format on */

/* --- strings -------------------------------------------------------------- */

static const char *
copy(struct maker *m, const char *text)
{
	return text ? arena_strdup(m->arena, text) : "";
}

/* What the prose says, its sentences joined; empties it. */
static const char *
take(struct maker *m)
{
	const char *text;

	str_clear(&m->text);
	prose_flatten(&m->prose, &m->text);
	text = arena_span(m->arena, str_span(&m->text));
	prose_clear(&m->prose);
	return text;
}

static const char *
port_text(struct maker *m, struct port port)
{
	phrase_port(&m->prose, PROSE_NAME, port);
	return take(m);
}

static const struct device *
device_of(const struct maker *m, struct port port)
{
	return port.device == DEVICE_FOREIGN
		   ? NULL
		   : &m->order->judgement->topology->devices[port.device];
}

static const char *
unit_text(struct maker *m, const struct device *device)
{
	return device && device->unit
		   ? arena_printf(m->arena, "%u", device->unit)
		   : "";
}

/* "rack A1, unit 40", or as much of it as the plan says. */
static const char *
place_text(struct maker *m, struct port port)
{
	const struct device *device = device_of(m, port);

	if (!device || (!device->rack && !device->unit))
		return "";
	if (device->rack) {
		prose_say(&m->prose, "rack ");
		prose_name(&m->prose, device->rack);
	}
	if (device->unit)
		prose_sayf(&m->prose, "%sunit %u", device->rack ? ", " : "",
		    device->unit);
	return take(m);
}

static const char *
other_text(struct maker *m, const struct work_line *line)
{
	const char *place;

	if (!line->has_far)
		return "";
	place = place_text(m, line->far);
	phrase_port(&m->prose, PROSE_NAME, line->far);
	if (*place) {
		prose_say(&m->prose, " (");
		prose_name(&m->prose, place);
		prose_say(&m->prose, ")");
	}
	return take(m);
}

static const char *
via_text(struct maker *m, const struct cable *cable)
{
	for (size_t i = 0; cable && i < cable->via.count; i++) {
		prose_say(&m->prose, i ? ", " : "");
		prose_name(&m->prose, cable->via.items[i]);
	}
	return take(m);
}

/* --- lines ---------------------------------------------------------------- */

static struct port
goal_port(const struct work_line *line)
{
	return plan_step_last_port(&line->step);
}

/* "con2 Gi0/0/1 and oob3 Gi1/0/47 (rack A3, unit 42)", of a whole cable. */
static const char *
both_text(struct maker *m, const struct work_line *line)
{
	const char *place = place_text(m, line->step.to);

	phrase_port(&m->prose, PROSE_NAME, line->step.at);
	prose_say(&m->prose, " and ");
	phrase_port(&m->prose, PROSE_NAME, line->step.to);
	if (*place && line->step.to.device != line->step.at.device) {
		prose_say(&m->prose, " (");
		prose_name(&m->prose, place);
		prose_say(&m->prose, ")");
	}
	return take(m);
}

static const char *
now_text(struct maker *m, const struct work_line *line)
{
	enum step_action action = line->step.action;

	if (actions[action].now)
		return actions[action].now;
	if (action == STEP_ADD && line->work->partner != WORK_NONE)
		return arena_printf(m->arena, "the cable of step %zu",
		    line->work->partner + 1);
	if (action == STEP_ADD)
		return "a new cable";
	return action == STEP_REMOVE ? both_text(m, line)
				     : port_text(m, line->step.at);
}

static const char *
goal_text(struct maker *m, const struct work_line *line)
{
	enum step_action action = line->step.action;

	if (actions[action].goal)
		return actions[action].goal;
	if (action == STEP_REMOVE && line->work->partner != WORK_NONE)
		return arena_printf(m->arena, "out; keep it for step %zu",
		    line->work->partner + 1);
	if (action == STEP_REMOVE)
		return "out";
	return action == STEP_ADD ? both_text(m, line)
				  : port_text(m, goal_port(line));
}

/* Of the port where a plug goes, unless it is on the same device. */
static const char *
where_text(struct maker *m, const struct work_line *line)
{
	struct port goal = goal_port(line);

	if (line->step.action != STEP_MOVE ||
	    goal.device == line->step.at.device)
		return "";
	return place_text(m, goal);
}

static void
fill_line(struct maker *m, size_t i, struct sheet_line *to)
{
	struct work_line line;
	struct port first;
	const struct device *device;
	const struct cable *cable;

	work_line_get(m->order, i, &line);
	first = plan_step_first_port(&line.step);
	device = device_of(m, first);
	cable = line.cable;
	*to = (struct sheet_line){
	    .number = i + 1,
	    .what = actions[line.step.action].what,
	    .device = copy(m, first.device_name),
	    .port = copy(m, first.name),
	    .rack = copy(m, device ? device->rack : NULL),
	    .unit = unit_text(m, device),
	    .now = now_text(m, &line),
	    .now_is = actions[line.step.action].now_is,
	    .goal = goal_text(m, &line),
	    .goal_is = actions[line.step.action].goal_is,
	    .where = where_text(m, &line),
	    .label = copy(m, cable ? cable->label : NULL),
	    .color = copy(m, cable ? cable->color : NULL),
	    .type = copy(m, cable ? cable->type : NULL),
	    .length = copy(m, cable ? cable->length : NULL),
	    .via = via_text(m, cable),
	    .other = other_text(m, &line),
	    .note = copy(m, cable ? cable->note : NULL),
	    .finding = copy(m, line.finding->id),
	};
	/* The goal of a cable that is used again says so already. */
	if (line.step.action != STEP_REMOVE)
		work_words_hints(&m->prose, &line);
	to->hint = take(m);
}

/* --- pages ---------------------------------------------------------------- */

static size_t
count_pages(const struct work_order *order)
{
	size_t count = 0;

	for (size_t i = 0; i < order->step_count; i++)
		count += work_line_begins_stop(order, i);
	return count;
}

/* Pages about the same rack are told apart by a number. */
static size_t
count_visits(const struct sheet *sheet, const char *title)
{
	size_t visit = 1;

	for (size_t i = 0; i < sheet->page_count; i++)
		visit += strcmp(sheet->pages[i].title, title) == 0;
	return visit;
}

static void
add_pages(struct maker *m)
{
	const struct work_order *order = m->order;
	struct sheet *sheet = m->sheet;
	struct sheet_line *lines =
	    arena_array(m->arena, order->step_count, sizeof(*lines));
	struct sheet_page *page = NULL;

	sheet->pages =
	    arena_array(m->arena, count_pages(order), sizeof(*sheet->pages));
	sheet->line_count = order->step_count;
	for (size_t i = 0; i < order->step_count; i++) {
		if (work_line_begins_stop(order, i)) {
			const char *title;

			work_words_stop(&m->prose, order->judgement,
			    work_order_first_port(order, i));
			title = take(m);
			page = &sheet->pages[sheet->page_count];
			page->title = title;
			page->visit = count_visits(sheet, title);
			page->lines = &lines[i];
			sheet->page_count++;
		}
		fill_line(m, i, &page->lines[page->count++]);
	}
}

/* --- remarks -------------------------------------------------------------- */

static void
add_blocked(struct maker *m)
{
	const struct work_order *order = m->order;
	struct sheet *sheet = m->sheet;

	sheet->blocked = arena_array(m->arena, order->blocked_count,
	    sizeof(*sheet->blocked));
	sheet->blocked_count = order->blocked_count;
	for (size_t i = 0; i < order->blocked_count; i++) {
		const struct work_blocked *b = &order->blocked[i];
		const struct finding *f =
		    &order->judgement->findings[b->finding];
		size_t device = DEVICE_FOREIGN;

		sheet->blocked[i].finding = copy(m, f->id);
		wording_add_plan_step(&m->prose, order->judgement,
		    &f->plan.steps[b->step], &device);
		sheet->blocked[i].text = take(m);
		work_words_obstacle(&m->prose, order, b);
		sheet->blocked[i].reason = take(m);
	}
}

static void
add_open(struct maker *m)
{
	const struct work_order *order = m->order;
	struct sheet *sheet = m->sheet;

	sheet->open =
	    arena_array(m->arena, order->open_count, sizeof(*sheet->open));
	sheet->open_count = order->open_count;
	for (size_t i = 0; i < order->open_count; i++) {
		const struct finding *f =
		    &order->judgement->findings[order->open[i]];

		sheet->open[i].finding = copy(m, f->id);
		wording_add_headline(&m->prose, order->judgement, f);
		sheet->open[i].text = take(m);
		work_words_open(&m->prose, f);
		sheet->open[i].reason = take(m);
	}
}

struct sheet *
sheet_of_work_order(const struct work_order *order)
{
	struct arena *arena = arena_new();
	struct sheet *sheet = arena_alloc(arena, sizeof(*sheet));
	struct maker m = {
	    .order = order,
	    .sheet = sheet,
	    .arena = arena,
	    .prose = PROSE_INIT,
	    .text = STR_INIT,
	};

	sheet->arena = arena;
	sheet->topology = copy(&m, order->judgement->topology->name);
	sheet->id = copy(&m, order->id);
	sheet->taken_at = copy(&m, order->taken_at);
	work_words_totals(&m.prose, order);
	sheet->totals = take(&m);
	add_pages(&m);
	add_blocked(&m);
	add_open(&m);
	prose_release(&m.prose);
	str_release(&m.text);
	return sheet;
}
