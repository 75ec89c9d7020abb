/*
 * Counts, from the most to the least important; see headline.h.  The first one
 * always stands there ("no fault" is an answer too), the others where they are
 * not zero and have room.
 */
#include "report/headline.h"

#include <string.h>

#include "base/attr.h"
#include "report/status.h"

static const char more[] = ", ...";

struct counts {
	size_t faults;
	size_t warnings;
	size_t unread; /* devices without a usable answer */
	size_t of_kind[FINDING_KIND_COUNT];
};

static void
count_all(const struct judgement *judgement, struct counts *counts)
{
	*counts = (struct counts){0};
	for (size_t i = 0; i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];

		if (finding->waived)
			continue;
		counts->of_kind[finding->kind]++;
		if (finding->severity == SEVERITY_ERROR)
			counts->faults++;
		else
			counts->warnings++;
	}
	for (size_t i = 0; i < judgement->observations->count; i++)
		counts->unread += report_is_in_trouble(judgement, i);
}

struct part {
	size_t count;
	const char *noun;
	const char *what; /* behind it */
};

/* Adds ", 2 devices not read" if that fits and there are any. */
static void
add_part(struct str *line, const struct part *part, size_t width)
{
	struct str text = STR_INIT;

	str_addf(&text, ", %zu %s%s%s", part->count, part->noun,
	    part->count == 1 ? "" : "s", part->what);
	if (part->count && line->length + text.length <= width)
		str_add_span(line, str_span(&text));
	str_release(&text);
}

/*
 * Adds ": 2 missing, 1 swapped" in the order of the findings.  Each kind but
 * the last leaves room for the dots that may have to stand behind it.
 */
static void
add_kinds(struct str *line, const struct judgement *judgement,
    struct counts *counts, size_t width)
{
	const char *between = ": ";
	struct str part = STR_INIT;
	size_t left = 0;

	for (size_t i = 0; i < FINDING_KIND_COUNT; i++)
		left += counts->of_kind[i] != 0;
	for (size_t i = 0; i < judgement->finding_count && left; i++) {
		const struct finding *finding = &judgement->findings[i];
		size_t *count = &counts->of_kind[finding->kind];
		size_t room = left == 1 ? 0 : strlen(more);

		if (finding->waived || !*count)
			continue;
		str_clear(&part);
		str_addf(&part, "%s%zu %s", between, *count,
		    finding_kind_name(finding->kind));
		if (line->length + part.length + room > width)
			break;
		str_add_span(line, str_span(&part));
		between = ", ";
		*count = 0;
		left--;
	}
	if (left && *between == ',')
		str_add(line, more);
	str_release(&part);
}

void
headline_add(const struct judgement *judgement,
    const struct report_style *style, struct str *out)
{
	struct prose prose = PROSE_INIT;
	struct str line = STR_INIT;
	struct counts counts;
	size_t first;

	count_all(judgement, &counts);
	/* clang-format off */
	const struct part parts[] = {
		{ judgement->summary.unverified, "cable",   " not verified" },
		{ counts.unread,                 "device",  " not read" },
		{ counts.warnings,               "warning", "" },
		{ judgement->summary.waived,     "finding", " waived" },
	};
	/* clang-format on */

	if (counts.faults)
		str_addf(&line, "%zu fault%s", counts.faults,
		    counts.faults == 1 ? "" : "s");
	else
		str_add(&line, "no fault");
	first = line.length;
	for (size_t i = 0; i < COUNT_OF(parts); i++)
		add_part(&line, &parts[i], style->width);
	add_kinds(&line, judgement, &counts, style->width);
	prose_add(&prose, counts.faults ? PROSE_ERROR : PROSE_TEXT,
	    span_make(str_text(&line), first));
	prose_say(&prose, str_text(&line) + first);
	style_wrap(style, &prose, "", out);
	str_release(&line);
	prose_release(&prose);
}
