/*
 * What could not be found out; see trouble.h.  Sixty unreachable switches must
 * not become two thousand lines of unverified cables: each such cable is put
 * down to one device, the one of its two that spoils more cables, and the
 * devices are listed with their counts, the worst first.
 */
#include "report/trouble.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "report/phrase.h"
#include "report/status.h"
#include "report/wording.h"

#define NO_FINDING SIZE_MAX

/* More dark devices than this are told together. */
#define DARK_BLOCKS_MAX 3

static const char *
device_name(const struct judgement *judgement, size_t device)
{
	return judgement->topology->devices[device].name;
}

bool
trouble_folds_dark(const struct judgement *judgement,
    const struct report_style *style)
{
	size_t count = 0;

	for (size_t i = 0; i < judgement->finding_count; i++)
		count += judgement->findings[i].kind == FINDING_DEVICE_DARK;
	return count > DARK_BLOCKS_MAX && !style->verbose;
}

/*
 * For each device the finding that calls it dark and tells why, or NO_FINDING;
 * to free.
 */
static size_t *
find_dark(const struct judgement *judgement, const struct report_style *style)
{
	size_t count = judgement->topology->device_count;
	size_t *dark = xcalloc(count + 1, sizeof(*dark));

	for (size_t i = 0; i < count; i++)
		dark[i] = NO_FINDING;
	if (style->quiet || trouble_folds_dark(judgement, style))
		return dark;
	for (size_t i = 0; i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];

		if (finding->kind != FINDING_DEVICE_DARK)
			continue;
		for (size_t k = 0; k < finding->device_count; k++)
			dark[finding->devices[k]] = i;
	}
	return dark;
}

/* --- devices ------------------------------------------------------------- */

#define NAME_COLUMN 30   /* a longer name has a paragraph, not a column */
#define STATUS_COLUMN 13 /* "not-collected" */
#define GAP 2

static size_t
name_width(const struct judgement *judgement, size_t device)
{
	struct str safe = STR_INIT;
	size_t width = prose_escape(&safe,
	    span_of(device_name(judgement, device)), PROSE_NAME_MAX);

	str_release(&safe);
	return width;
}

/* Counts them, and finds the width of the longest name that fits. */
static size_t
count_troubled(const struct judgement *judgement, size_t *column)
{
	size_t count = 0;

	*column = 0;
	for (size_t i = 0; i < judgement->topology->device_count; i++) {
		size_t width;

		if (!report_is_in_trouble(judgement, i))
			continue;
		count++;
		width = name_width(judgement, i);
		if (width <= NAME_COLUMN && width > *column)
			*column = width;
	}
	return count;
}

static void
pad(struct str *out, size_t taken, size_t width)
{
	for (; taken < width; taken++)
		str_add_char(out, ' ');
}

/* A table that is being written, and the row that it is at. */
struct device_rows {
	const struct judgement *judgement;
	const size_t *dark; /* as find_dark() gives it */
	size_t column;      /* width of the names */
	struct str lead;
	struct prose prose;
};

/* Why: false when there is nothing to add to the status. */
static bool
say_reason(const struct device_rows *rows, size_t device, struct prose *prose)
{
	const struct judgement *judgement = rows->judgement;
	const char *error = judgement->observations->items[device].error;
	size_t dark = rows->dark[device];

	if (dark != NO_FINDING) {
		prose_say(prose, "see device-dark ");
		prose_say(prose, judgement->findings[dark].id);
	} else if (error) {
		prose_add(prose, PROSE_QUOTE, span_of(error));
	}
	return dark != NO_FINDING || error;
}

/* Name and status in columns of their own, the reason behind them. */
static void
lay_row(struct device_rows *rows, size_t device, const char *status)
{
	size_t width;

	str_add(&rows->lead, "  ");
	width = prose_escape(&rows->lead,
	    span_of(device_name(rows->judgement, device)), PROSE_NAME_MAX);
	pad(&rows->lead, width, rows->column + GAP);
	str_add(&rows->lead, status);
	if (say_reason(rows, device, &rows->prose))
		pad(&rows->lead, strlen(status), STATUS_COLUMN + GAP);
}

/* The same as a sentence, for a name that no column has room for. */
static void
lay_long_row(struct device_rows *rows, size_t device, const char *status)
{
	str_add(&rows->lead, "  ");
	prose_name(&rows->prose, device_name(rows->judgement, device));
	prose_say(&rows->prose, "  ");
	prose_say(&rows->prose, status);
	prose_say(&rows->prose, "  ");
	say_reason(rows, device, &rows->prose);
}

static void
add_row(struct device_rows *rows, size_t device,
    const struct report_style *style, struct str *out)
{
	const char *status = visit_status_name(
	    rows->judgement->observations->items[device].status);

	str_clear(&rows->lead);
	prose_clear(&rows->prose);
	if (name_width(rows->judgement, device) > NAME_COLUMN)
		lay_long_row(rows, device, status);
	else
		lay_row(rows, device, status);
	style_wrap(style, &rows->prose, str_text(&rows->lead), out);
}

void
trouble_add_devices(const struct judgement *judgement,
    const struct report_style *style, struct str *out)
{
	struct device_rows rows = {.judgement = judgement};
	size_t count = count_troubled(judgement, &rows.column);
	size_t *dark;

	if (count == 0)
		return;
	dark = find_dark(judgement, style);
	rows.dark = dark;
	str_addf(out, "%zu device%s gave no usable answer:\n", count,
	    count == 1 ? "" : "s");
	for (size_t i = 0; i < judgement->topology->device_count; i++) {
		if (report_is_in_trouble(judgement, i))
			add_row(&rows, i, style, out);
	}
	str_add_char(out, '\n');
	free(dark);
	str_release(&rows.lead);
	prose_release(&rows.prose);
}

/* --- cables -------------------------------------------------------------- */

/* An unverified cable and the device that it is put down to. */
struct doubt {
	size_t cable;
	size_t device;
	size_t company; /* how many cables that device spoils */
};

/* More devices than this are summed up, unless all is asked for. */
#define DEVICES_SHOWN 20

/* The least telling first. */
enum blame {
	BLAME_NONE,
	BLAME_MUTE,
	BLAME_NOT_WANTED,
	BLAME_STATUS,
};

static enum blame
blame_of(const struct judgement *judgement, size_t device)
{
	const struct observation *seen =
	    &judgement->observations->items[device];

	if (seen->not_wanted)
		return BLAME_NOT_WANTED;
	if (seen->status != VISIT_OK)
		return BLAME_STATUS;
	if (!seen->heard || seen->heard->count == 0)
		return BLAME_MUTE;
	return BLAME_NONE;
}

/* The end that explains why; of two, the one that spoils more cables. */
static size_t
choose_device(const struct judgement *judgement, const struct cable *cable,
    const size_t *spoilt)
{
	size_t a = cable->a.device;
	size_t b = cable->b.device;
	enum blame blame_a = blame_of(judgement, a);
	enum blame blame_b = blame_of(judgement, b);

	if (blame_a != blame_b)
		return blame_a > blame_b ? a : b;
	return spoilt[b] > spoilt[a] ? b : a;
}

/* Cables whose device is dark have been counted in that finding. */
static bool *
find_told(const struct judgement *judgement)
{
	bool *told =
	    xcalloc(judgement->topology->cable_count + 1, sizeof(*told));

	for (size_t i = 0; i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];

		for (size_t k = 0; k < finding->cable_count; k++)
			told[finding->cables[k]] = true;
	}
	return told;
}

static int
compare_doubts(const void *left, const void *right)
{
	const struct doubt *a = left;
	const struct doubt *b = right;

	if (a->company != b->company)
		return a->company > b->company ? -1 : 1;
	if (a->device != b->device)
		return a->device < b->device ? -1 : 1;
	return a->cable < b->cable ? -1 : a->cable > b->cable;
}

/* Puts each doubt down to a device and sorts them by it, the worst first. */
static void
settle_doubts(const struct judgement *judgement, struct doubt *doubts,
    size_t count)
{
	const struct topology *topology = judgement->topology;
	size_t *spoilt = xcalloc(topology->device_count + 1, sizeof(*spoilt));
	size_t *blamed = xcalloc(topology->device_count + 1, sizeof(*blamed));

	for (size_t i = 0; i < count; i++) {
		spoilt[topology->cables[doubts[i].cable].a.device]++;
		spoilt[topology->cables[doubts[i].cable].b.device]++;
	}
	for (size_t i = 0; i < count; i++) {
		doubts[i].device = choose_device(judgement,
		    &topology->cables[doubts[i].cable], spoilt);
		blamed[doubts[i].device]++;
	}
	for (size_t i = 0; i < count; i++)
		doubts[i].company = blamed[doubts[i].device];
	if (count) /* qsort() must not be given NULL */
		qsort(doubts, count, sizeof(*doubts), compare_doubts);
	free(spoilt);
	free(blamed);
}

static struct doubt *
list_doubts(const struct judgement *judgement, size_t *count)
{
	struct doubt *doubts = NULL;
	size_t capacity = 0;
	bool *told = find_told(judgement);

	*count = 0;
	for (size_t i = 0; i < judgement->topology->cable_count; i++) {
		if (judgement->verdicts[i] != VERDICT_UNVERIFIED || told[i])
			continue;
		doubts = grow_array(doubts, *count, &capacity, sizeof(*doubts));
		doubts[(*count)++] = (struct doubt){.cable = i};
	}
	free(told);
	settle_doubts(judgement, doubts, *count);
	return doubts;
}

static void
say_blame(struct prose *prose, const struct judgement *judgement, size_t device)
{
	switch (blame_of(judgement, device)) {
	case BLAME_STATUS:
		prose_sayf(prose, " (%s)",
		    visit_status_name(
			judgement->observations->items[device].status));
		return;
	case BLAME_NOT_WANTED:
		prose_say(prose, " (not among the devices to be asked)");
		return;
	case BLAME_MUTE:
		prose_say(prose, " (hears nobody: is CDP off?)");
		return;
	case BLAME_NONE:
		prose_say(prose, " (what is heard there does not tell, or it "
				 "is to be ignored)");
		return;
	}
}

/* Writes the doubts of one device; they are the first of `doubts`. */
static void
add_doubted_device(const struct judgement *judgement,
    const struct doubt *doubts, const struct report_style *style,
    struct str *out)
{
	struct prose prose = PROSE_INIT;

	phrase_count(&prose, doubts->company, "cable", "cables");
	prose_say(&prose, " of ");
	prose_name(&prose, device_name(judgement, doubts->device));
	say_blame(&prose, judgement, doubts->device);
	style_wrap(style, &prose, "  ", out);
	for (size_t i = 0; style->verbose && i < doubts->company; i++) {
		prose_clear(&prose);
		wording_add_cable(&prose, judgement, doubts[i].cable);
		style_wrap(style, &prose, "  | ", out);
	}
	prose_release(&prose);
}

/* One line for all that are not shown. */
static void
add_other_doubts(const struct doubt *doubts, size_t count, struct str *out)
{
	size_t devices = 0;

	for (size_t i = 0; i < count; i += doubts[i].company)
		devices++;
	str_addf(out, "  %zu cable%s of %zu more device%s\n", count,
	    count == 1 ? "" : "s", devices, devices == 1 ? "" : "s");
}

void
trouble_add_unverified(const struct judgement *judgement,
    const struct report_style *style, struct str *out)
{
	size_t count;
	struct doubt *doubts = list_doubts(judgement, &count);
	size_t shown = 0;

	if (count) {
		str_addf(out, "%zu %scable%s could not be verified:\n", count,
		    count < judgement->summary.unverified ? "more " : "",
		    count == 1 ? "" : "s");
	}
	for (size_t i = 0; i < count; i += doubts[i].company) {
		if (shown++ == DEVICES_SHOWN && !style->verbose) {
			add_other_doubts(&doubts[i], count - i, out);
			break;
		}
		add_doubted_device(judgement, &doubts[i], style, out);
	}
	if (count)
		str_add_char(out, '\n');
	free(doubts);
}
