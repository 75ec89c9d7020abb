/*
 * Four parts: what is wrong, what the plan says, what the devices say, and why
 * that makes this verdict; see explain.h.
 */
#include "report/explain.h"

#include "report/phrase.h"
#include "report/text.h"
#include "report/wording.h"

/* What is quoted stands under its heading. */
#define DEEP "      "

static void
add_heading(const char *text, const struct report_style *style, struct str *out)
{
	struct prose prose = PROSE_INIT;

	str_add_char(out, '\n');
	prose_say(&prose, text);
	style_wrap(style, &prose, "", out);
	prose_release(&prose);
}

static void
add_title(const struct explanation *e, const struct report_style *style,
    struct str *out)
{
	struct prose prose = PROSE_INIT;

	if (e->finding) {
		prose_add(&prose,
		    e->finding->severity == SEVERITY_ERROR ? PROSE_ERROR
							   : PROSE_WARNING,
		    span_of(finding_kind_name(e->finding->kind)));
		prose_sayf(&prose, " %s", e->finding->id);
		style_wrap(style, &prose, "", out);
		prose_clear(&prose);
		wording_add_headline(&prose, e->judgement, e->finding);
		prose_next(&prose);
		wording_add_details(&prose, e->judgement, e->finding);
		if (e->finding->waived || e->finding->expired) {
			prose_next(&prose);
			wording_add_waiver(&prose,
			    e->finding->waived ? e->finding->waived
					       : e->finding->expired,
			    !e->finding->waived);
		}
	} else {
		prose_name(&prose,
		    e->judgement->topology->cables[e->cables[0]].id);
		prose_say(&prose, ": ");
		prose_say(&prose,
		    verdict_name(e->judgement->verdicts[e->cables[0]]));
	}
	style_wrap(style, &prose, e->finding ? "  " : "", out);
	prose_release(&prose);
}

/* --- the plan ------------------------------------------------------------ */

static struct span
find_line(struct span text, size_t number)
{
	struct span line = SPAN_ABSENT;

	for (size_t i = 0; i < number; i++) {
		if (!span_next_line(&text, &line))
			return SPAN_ABSENT;
	}
	return line;
}

static void
add_plan(const struct explanation *e, const struct report_style *style,
    struct str *out)
{
	struct prose prose = PROSE_INIT;

	if (e->cable_count)
		add_heading("what the plan says", style, out);
	for (size_t i = 0; i < e->cable_count; i++) {
		const struct cable *cable =
		    &e->judgement->topology->cables[e->cables[i]];
		struct span line = find_line(e->plan, cable->place.line);

		prose_clear(&prose);
		wording_add_cable(&prose, e->judgement, e->cables[i]);
		style_wrap(style, &prose, "  ", out);
		prose_clear(&prose);
		prose_name(&prose, cable->place.file);
		prose_sayf(&prose, ":%u: ", cable->place.line);
		prose_add(&prose, PROSE_QUOTE, span_trim(line));
		style_wrap(style, &prose, DEEP, out);
	}
	prose_release(&prose);
}

/* --- the devices --------------------------------------------------------- */

/* "alias": as a sentence says it. */
static const char *const rules[] = {
    [MATCHED_BY_NOTHING] = "no device of the plan goes by that name",
    [MATCHED_BY_NAME] = "its name in the plan",
    [MATCHED_BY_ALIAS] = "an alias in the plan",
    [MATCHED_BY_DOMAIN] = "its name with or without a known domain",
    [MATCHED_BY_CUT_NAME] = "the first 40 letters of its name",
    [MATCHED_BY_NAME_SERIAL] = "its name, a serial number in brackets",
    [MATCHED_BY_SERIAL_NAME] = "a serial number, its name in brackets",
    [MATCHED_BY_SERIAL] = "its serial number in the plan",
    [MATCHED_BY_MAC] = "its MAC address in the plan",
    [MATCHED_BY_SYSTEM_NAME] = "the system name that it sends",
    [MATCHED_BY_ADDRESS] = "an address of its that the plan gives",
};

static void
add_sighting_words(struct prose *prose, const struct sighting *s)
{
	prose_say(prose, "that is ");
	if (s->candidates > 1)
		prose_sayf(prose, "one of %zu devices, which cannot be told: ",
		    s->candidates);
	else
		phrase_port(prose, PROSE_IS, s->far);
	if (s->candidates <= 1)
		prose_say(prose, ": ");
	prose_say(prose, "\"");
	prose_add(prose, PROSE_NAME, s->name);
	prose_say(prose, "\" is ");
	prose_say(prose,
	    s->matched_by == MATCHED_BY_NOTHING ? "a stranger, " : "");
	prose_say(prose, rules[s->matched_by]);
	if (matched_by_name(s->matched_by))
		prose_sayf(prose, " (%s)", matched_by_name(s->matched_by));
	if (s->heard->holdtime != NEIGHBOR_NO_NUMBER)
		prose_sayf(prose, "; the entry holds for another %d s",
		    s->heard->holdtime);
	if (s->heard->truncated)
		prose_say(prose, "; the output ends inside this entry");
	if (s->ignored)
		prose_say(prose, "; a rule of the plan ignores it");
}

static void
add_sighting(const struct port_account *account, const struct sighting *s,
    const struct report_style *style, struct str *out)
{
	struct prose prose = PROSE_INIT;

	for (size_t i = 0; i < s->quote_count; i++) {
		prose_clear(&prose);
		prose_name(&prose,
		    account->seen->file ? account->seen->file : "?");
		prose_sayf(&prose, ":%zu: ", s->quotes[i].line);
		prose_add(&prose, PROSE_QUOTE, span_trim(s->quotes[i].text));
		style_wrap(style, &prose, DEEP, out);
	}
	prose_clear(&prose);
	add_sighting_words(&prose, s);
	style_wrap(style, &prose, "    ", out);
	prose_release(&prose);
}

static void
add_silence(struct prose *prose, const struct port_account *account)
{
	const struct observation *seen = account->seen;

	if (!seen) {
		prose_say(prose, "is a device outside the plan, so nobody "
				 "asked it");
		return;
	}
	if (seen->status == VISIT_OK) {
		prose_say(prose, "hears nobody there, and it answered in full");
		return;
	}
	prose_sayf(prose, "is no witness: %s", visit_status_name(seen->status));
	if (seen->error) {
		prose_say(prose, ", ");
		prose_add(prose, PROSE_QUOTE, span_of(seen->error));
	}
	prose_say(prose, account->alive ? "; other devices hear it, so it is "
					  "alive"
					: "; no other device hears it");
}

static void
add_port(const struct port_account *account, const struct report_style *style,
    struct str *out)
{
	struct prose prose = PROSE_INIT;

	phrase_port(&prose, PROSE_NAME, account->port);
	if (account->sighting_count) {
		prose_sayf(&prose, " hears %zu neighbor%s",
		    account->sighting_count,
		    account->sighting_count == 1 ? "" : "s");
	} else {
		prose_say(&prose, " ");
		add_silence(&prose, account);
	}
	if (account->ignored)
		prose_say(&prose, "; a rule of the plan ignores this port");
	style_wrap(style, &prose, "  ", out);
	for (size_t i = 0; i < account->sighting_count; i++)
		add_sighting(account, &account->sightings[i], style, out);
	prose_release(&prose);
}

static void
add_devices(const struct explanation *e, const struct report_style *style,
    struct str *out)
{
	if (e->port_count)
		add_heading("what the devices say", style, out);
	for (size_t i = 0; i < e->port_count; i++)
		add_port(&e->ports[i], style, out);
}

/* --- why ----------------------------------------------------------------- */

static void
add_why(const struct explanation *e, const struct report_style *style,
    struct str *out)
{
	struct prose prose = PROSE_INIT;

	add_heading("why", style, out);
	if (e->finding) {
		explain_add_why_finding(&prose, e);
		style_wrap(style, &prose, "  - ", out);
	}
	for (size_t i = 0; i < e->cable_count; i++) {
		prose_clear(&prose);
		explain_add_why_cable(&prose, e, i);
		style_wrap(style, &prose, "  - ", out);
	}
	prose_release(&prose);
}

void
report_explain_text(const struct explanation *explanation,
    const struct report_style *style, struct str *out)
{
	struct report_style page = *style;

	if (page.width < REPORT_WIDTH_MIN)
		page.width = REPORT_WIDTH_MIN;
	add_title(explanation, &page, out);
	add_plan(explanation, &page, out);
	add_devices(explanation, &page, out);
	add_why(explanation, &page, out);
}
