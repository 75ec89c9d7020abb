/*
 * The lines of a pass; see news.h.
 *
 * What a silent device has brought about comes first, and what is new last,
 * beside the totals and where a terminal has the cursor.  A switch that dies
 * may take a hundred devices with it, and need not fill five screens.
 */
#include "report/news.h"

#include "report/prose.h"
#include "report/status.h"
#include "report/totals.h"
#include "report/wording.h"

/* Lines of one kind that silence brings about; the rest is a number. */
#define SILENCE_LINES 10

struct page {
	const struct judgement *judgement;
	const struct news *news;
	const struct report_style *style;
	struct str lead; /* "14:03:20 " */
	struct prose prose;
	struct str *out;
};

/* --- words for the ledger ------------------------------------------------- */

static const char *
flatten(struct arena *arena, struct prose *prose)
{
	struct str text = STR_INIT;
	const char *copy;

	prose_flatten(prose, &text);
	copy = arena_span(arena, str_span(&text));
	str_release(&text);
	prose_clear(prose);
	return copy;
}

void
news_put_into_words(const struct judgement *judgement,
    const struct finding *finding, struct arena *arena,
    struct ledger_entry *entry)
{
	struct prose prose = PROSE_INIT;

	wording_add_headline(&prose, judgement, finding);
	entry->headline = flatten(arena, &prose);
	wording_add_message(&prose, judgement, finding);
	entry->past.message = flatten(arena, &prose);
	prose_release(&prose);
}

/* --- lines ---------------------------------------------------------------- */

static void
end_line(struct page *page)
{
	style_wrap(page->style, &page->prose, str_text(&page->lead), page->out);
	prose_clear(&page->prose);
}

/* Devices have lines of their own, which say it better. */
static bool
is_told_by_device(enum finding_kind kind)
{
	return kind == FINDING_DEVICE_DARK;
}

static void
say_kind(struct page *page, const char *kind, const char *id)
{
	prose_sayf(&page->prose, "%s %s", kind, id);
}

static void
add_finding(struct page *page, const struct finding *finding)
{
	say_kind(page, finding_kind_name(finding->kind), finding->id);
	if (finding->waived)
		prose_say(&page->prose, " (waived)");
	prose_say(&page->prose, ": ");
	wording_add_headline(&page->prose, page->judgement, finding);
	end_line(page);
}

static void
say_entry(struct page *page, enum prose_style style, const char *word,
    const struct ledger_entry *entry)
{
	prose_add(&page->prose, style, span_of(word));
	prose_say(&page->prose, " ");
	say_kind(page, entry->past.kind, entry->past.id);
	prose_say(&page->prose, " (");
	prose_add(&page->prose, PROSE_QUOTE, span_of(entry->headline));
	prose_say(&page->prose, ")");
}

static void
add_more(struct page *page, const char *word, size_t count)
{
	prose_sayf(&page->prose, "%s %zu more", word, count);
	end_line(page);
}

/* It has said something, if not what it was asked for. */
static bool
has_spoken(enum visit_status status)
{
	switch (status) {
	case VISIT_OK:
	case VISIT_CLOSED:
	case VISIT_ALGORITHMS:
	case VISIT_HOST_KEY:
	case VISIT_AUTH_FAILED:
	case VISIT_DENIED:
	case VISIT_CDP_OFF:
	case VISIT_TRUNCATED:
	case VISIT_UNPARSABLE:
	case VISIT_LIMIT:
		return true;
	case VISIT_NOT_COLLECTED:
	case VISIT_DNS:
	case VISIT_UNREACHABLE:
	case VISIT_REFUSED:
	case VISIT_TIMEOUT:
	case VISIT_CANCELLED:
		break;
	}
	return false;
}

/* "leaf3 was not reached (timeout)" */
static void
say_silent(struct page *page, size_t device)
{
	const struct judgement *j = page->judgement;
	enum visit_status status = j->observations->items[device].status;

	prose_name(&page->prose, j->topology->devices[device].name);
	prose_sayf(&page->prose, " was not %s (%s)",
	    has_spoken(status) ? "read" : "reached", visit_status_name(status));
}

static void
add_lost(struct page *page)
{
	const struct news *n = page->news;
	const char *word = "not verified any more:";

	for (size_t i = 0; i < n->lost_count; i++) {
		const char *error =
		    page->judgement->observations->items[n->lost[i]].error;

		if (i == SILENCE_LINES) {
			add_more(page, word, n->lost_count - i);
			return;
		}
		prose_add(&page->prose, PROSE_WARNING, span_of(word));
		prose_say(&page->prose, " ");
		say_silent(page, n->lost[i]);
		if (error && *error) {
			prose_say(&page->prose, ": ");
			prose_add(&page->prose, PROSE_QUOTE, span_of(error));
		}
		end_line(page);
	}
}

static void
add_back(struct page *page)
{
	const struct news *n = page->news;
	const char *word = "verified again:";

	for (size_t i = 0; i < n->back_count; i++) {
		if (i == SILENCE_LINES) {
			add_more(page, word, n->back_count - i);
			return;
		}
		prose_sayf(&page->prose, "%s ", word);
		prose_name(&page->prose,
		    page->judgement->topology->devices[n->back[i]].name);
		prose_say(&page->prose, " answers");
		end_line(page);
	}
}

static void
add_doubts(struct page *page)
{
	const struct news *n = page->news;
	size_t told = 0;

	for (size_t i = 0; i < n->doubt_count; i++) {
		const struct news_doubt *doubt = &n->doubts[i];

		if (is_told_by_device(doubt->entry->kind))
			continue;
		if (told++ >= SILENCE_LINES)
			continue;
		say_entry(page, PROSE_WARNING, "in doubt:", doubt->entry);
		if (doubt->device != DEVICE_FOREIGN) {
			prose_say(&page->prose, ": ");
			say_silent(page, doubt->device);
		}
		end_line(page);
	}
	if (told > SILENCE_LINES)
		add_more(page, "in doubt:", told - SILENCE_LINES);
}

static void
add_entries(struct page *page, const char *word, enum prose_style style,
    const struct ledger_entry *const *entries, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (is_told_by_device(entries[i]->kind))
			continue;
		say_entry(page, style, word, entries[i]);
		end_line(page);
	}
}

static void
add_findings(struct page *page, const char *word, enum prose_style style,
    const struct finding *const *findings, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (is_told_by_device(findings[i]->kind))
			continue;
		prose_add(&page->prose, style, span_of(word));
		prose_say(&page->prose, " ");
		add_finding(page, findings[i]);
	}
}

/* It is the same as before, but for a waiver. */
static bool
is_about_waiver(const struct news_change *change)
{
	return span_is(span_of(change->was[0]->past.id), change->now->id);
}

static void
say_was(struct page *page, const struct news_change *change)
{
	for (size_t i = 0; i < change->was_count; i++) {
		const struct past_finding *was = &change->was[i]->past;

		prose_say(&page->prose, i ? ", " : " ");
		say_kind(page, was->kind, was->id);
	}
	prose_say(&page->prose, change->was_count == 1 ? " is " : " are ");
}

/* "changed: missing 12345678 is now wrong-port 87654321: ..." */
static void
add_change(struct page *page, const struct news_change *change)
{
	prose_add(&page->prose, PROSE_WARNING, span_of("changed:"));
	say_was(page, change);
	if (!is_about_waiver(change)) {
		prose_say(&page->prose, "now ");
		add_finding(page, change->now);
		return;
	}
	prose_say(&page->prose,
	    change->now->waived ? "waived now: " : "no longer waived: ");
	wording_add_headline(&page->prose, page->judgement, change->now);
	end_line(page);
}

/* --- totals --------------------------------------------------------------- */

static size_t
count_severity(const struct judgement *judgement, enum severity severity)
{
	size_t count = 0;

	for (size_t i = 0; i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];

		count += finding->severity == severity && !finding->waived &&
			 !is_told_by_device(finding->kind);
	}
	return count;
}

static size_t
count_silent(const struct judgement *judgement)
{
	size_t count = 0;

	for (size_t i = 0; i < judgement->observations->count; i++)
		count += report_is_in_trouble(judgement, i);
	return count;
}

static size_t
count_doubts(const struct news *news)
{
	size_t count = news->held_count;

	for (size_t i = 0; i < news->kept_count; i++)
		count += !is_told_by_device(news->kept[i]->kind);
	return count;
}

void
news_add_faults(const struct judgement *judgement, const struct news *news,
    struct str *out)
{
	size_t faults = count_severity(judgement, SEVERITY_ERROR);
	size_t doubts = count_doubts(news);

	if (faults)
		str_addf(out, "%zu fault%s left", faults,
		    faults == 1 ? "" : "s");
	else
		str_add(out, "no fault seen");
	if (doubts)
		str_addf(out, ", %zu in doubt", doubts);
}

static void
add_count(struct str *out, const char *before, size_t count, const char *what,
    const char *after)
{
	if (count)
		str_addf(out, "%s%zu %s%s%s", before, count, what,
		    count == 1 ? "" : "s", after);
}

void
news_add_totals(const struct judgement *judgement, const struct news *news,
    struct str *out)
{
	const struct summary *s = &judgement->summary;

	if (totals_all_right(judgement)) {
		totals_add_line(judgement, out);
		return;
	}
	news_add_faults(judgement, news, out);
	str_addf(out, ", %zu of %zu cable%s verified", s->ok + s->ok_one_sided,
	    s->cables, s->cables == 1 ? "" : "s");
	if (s->ok_one_sided)
		str_addf(out, ", %zu of them as far as one end can tell",
		    s->ok_one_sided);
	add_count(out, "; ", count_silent(judgement), "device", " not read");
	add_count(out, "; ", count_severity(judgement, SEVERITY_WARNING),
	    "warning", "");
	add_count(out, "; ", s->waived, "finding", " waived");
}

void
report_news_text(const struct judgement *judgement, const struct news *news,
    const char *clock, const struct report_style *style, struct str *out)
{
	struct page page = {
	    .judgement = judgement,
	    .news = news,
	    .style = style,
	    .prose = PROSE_INIT,
	    .out = out,
	};
	struct str totals = STR_INIT;

	if (!news->differs)
		return;
	str_addf(&page.lead, "%s ", clock);
	add_lost(&page);
	add_doubts(&page);
	add_back(&page);
	add_findings(&page, "still there:", PROSE_ERROR, news->still,
	    news->still_count);
	add_entries(&page, "fixed:", PROSE_RIGHT, news->fixed,
	    news->fixed_count);
	add_entries(&page, "no longer asked for:", PROSE_TEXT, news->withdrawn,
	    news->withdrawn_count);
	for (size_t i = 0; i < news->changed_count; i++)
		add_change(&page, &news->changed[i]);
	add_findings(&page, "new:", PROSE_ERROR, news->fresh,
	    news->fresh_count);
	news_add_totals(judgement, news, &totals);
	prose_say(&page.prose, str_text(&totals));
	end_line(&page);
	str_release(&totals);
	str_release(&page.lead);
	prose_release(&page.prose);
}
