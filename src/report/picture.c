/*
 * What each cable is shown as; see picture.h.
 *
 * In the compared picture a desired cable is drawn by its verdict.  A miswired
 * one is drawn twice: where it belongs, and (as the observed cables of its
 * finding) where it is.  A cable that only one end hears is drawn once, with an
 * arrow at the end that hears.
 */
#include "report/picture.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/str.h"
#include "model/ifname.h"
#include "model/visit.h"
#include "report/picture_build.h"

/* clang-format off */
static const enum drawing_style verdict_styles[] = {
	[VERDICT_OK]           = DRAWING_OK,
	[VERDICT_OK_ONE_SIDED] = DRAWING_OK,
	[VERDICT_MISSING]      = DRAWING_MISSING,
	[VERDICT_MISWIRED]     = DRAWING_WANTED,
	[VERDICT_ONE_WAY]      = DRAWING_ONE_WAY,
	[VERDICT_UNVERIFIED]   = DRAWING_UNVERIFIED,
	[VERDICT_NOT_JUDGED]   = DRAWING_PLANNED,
};
/* clang-format on */

/* What a finding says of a cable of the plan. */
struct note {
	const struct finding *finding;
	enum drawing_arrow arrow;
};

/* "C-0007: leaf1 Ethernet1/49 -- spine1 Ethernet1/3 (blue, smf, 5m): ok" */
static const char *
describe_cable(struct picture *picture, const struct topology *topology,
    const struct cable *cable, enum drawing_style style)
{
	const char *details[] = {cable->color, cable->type, cable->length};
	struct str text = STR_INIT;
	const char *gap = " (";
	const char *copy;

	if (cable->label)
		str_addf(&text, "%s: ", cable->label);
	str_addf(&text, "%s %s -- %s %s",
	    topology->devices[cable->a.device].name, cable->a.port,
	    topology->devices[cable->b.device].name, cable->b.port);
	for (size_t i = 0; i < COUNT_OF(details); i++) {
		if (!details[i])
			continue;
		str_addf(&text, "%s%s", gap, details[i]);
		gap = ", ";
	}
	if (gap[0] == ',')
		str_add_char(&text, ')');
	str_addf(&text, ": %s", picture_style_name(picture, style));
	copy = arena_strdup(picture_arena(picture), str_text(&text));
	str_release(&text);
	return copy;
}

/* Where the page in a browser tells of a finding. */
static const char *
link_to(struct picture *picture, const struct finding *finding)
{
	if (!finding)
		return "";
	return arena_printf(picture_arena(picture), "#f-%s", finding->id);
}

/* "...: missing, finding 9f31c2aa, waived: SFP is on order" */
static const char *
add_finding(struct picture *picture, const char *tooltip,
    const struct finding *finding)
{
	if (!finding)
		return tooltip;
	return arena_printf(picture_arena(picture), "%s, finding %s%s%s",
	    tooltip, finding->id, finding->waived ? ", waived: " : "",
	    finding->waived ? finding->waived->reason : "");
}

/* A fault that is waived is drawn as that, whatever it is. */
static enum drawing_style
style_in(const struct finding *finding, enum drawing_style style)
{
	return finding && finding->waived && style > DRAWING_WAIVED
		   ? DRAWING_WAIVED
		   : style;
}

static void
add_desired(struct picture *picture, const struct topology *topology,
    const struct cable *cable, enum drawing_style style,
    const struct note *note)
{
	struct picture_cable drawn = {
	    .a = cable->a.device,
	    .b = cable->b.device,
	    .port_a = cable->a.port,
	    .port_b = cable->b.port,
	    .style = style_in(note->finding, style),
	    .arrow = note->arrow,
	    .label = cable->label ? cable->label : "",
	    .link = link_to(picture, note->finding),
	};

	drawn.tooltip = add_finding(picture,
	    describe_cable(picture, topology, cable, style), note->finding);
	picture_add(picture, &drawn);
}

static size_t
device_of(struct picture *picture, const struct port *port)
{
	if (port->device == DEVICE_FOREIGN)
		return picture_foreign(picture, port->device_name);
	return port->device;
}

static const char *
seen_from(const struct observed_cable *cable)
{
	if (cable->seen_by == SEEN_BY_BOTH)
		return "seen from both ends";
	return cable->seen_by == SEEN_BY_A ? "seen from the first end"
					   : "seen from the second end";
}

static void
add_observed(struct picture *picture, const struct observed_cable *cable,
    enum drawing_style style, const struct finding *finding)
{
	const char *label = finding ? finding_kind_name(finding->kind) : "";
	struct picture_cable drawn = {
	    .a = device_of(picture, &cable->a),
	    .b = device_of(picture, &cable->b),
	    .port_a = cable->a.name,
	    .port_b = cable->b.name,
	    .style = style_in(finding, style),
	    .label = label,
	    .link = link_to(picture, finding),
	};

	drawn.tooltip = add_finding(picture,
	    arena_printf(picture_arena(picture), "%s %s -- %s %s: %s%s%s",
		cable->a.device_name, cable->a.name, cable->b.device_name,
		cable->b.name, label, label[0] != '\0' ? ", " : "",
		seen_from(cable)),
	    finding);
	picture_add(picture, &drawn);
}

/* A device outside --limit and --rack is not asked for. */
static bool
is_in_scope(const struct picture_choice *choice, size_t device)
{
	return device == DEVICE_FOREIGN || !choice->scope ||
	       !choice->scope->items[device].out_of_scope;
}

static bool
is_asked_for(const struct picture_choice *choice, size_t a, size_t b)
{
	if (choice->focus == DRAWING_NONE)
		return is_in_scope(choice, a) || is_in_scope(choice, b);
	return a == choice->focus || b == choice->focus;
}

/*
 * The findings are those of the scope already: all of one is shown, so that the
 * other half of a swap is there, too.
 */
static bool
is_part_of_finding(const struct picture_choice *choice, size_t a, size_t b)
{
	return choice->focus == DRAWING_NONE || is_asked_for(choice, a, b);
}

/* Begins a picture as it was asked for. */
static struct picture *
begin(const struct topology *topology, const struct picture_choice *choice,
    const char *right)
{
	struct picture *picture = picture_begin(topology, right);

	if (choice->view == PICTURE_RACK)
		picture_from_front(picture);
	if (choice->focus != DRAWING_NONE) {
		picture_show(picture, choice->focus);
		picture_in_detail(picture);
		return picture;
	}
	for (size_t i = 0; i < topology->device_count; i++) {
		if (choice->view != PICTURE_FAULTS && is_in_scope(choice, i))
			picture_show(picture, i);
	}
	return picture;
}

/* What a picture is of: "five-racks: the plan", "five-racks: leaf1". */
struct subject {
	const struct topology *topology;
	const struct picture_choice *choice;
	const char *what;
};

static struct drawing *
finish(struct picture *picture, const struct subject *subject,
    const struct str *subtitle)
{
	const struct topology *topology = subject->topology;
	size_t focus = subject->choice->focus;
	const char *title;

	if (focus == DRAWING_NONE)
		title = arena_printf(picture_arena(picture), "%s: %s",
		    topology->name, subject->what);
	else
		title = arena_printf(picture_arena(picture), "%s: %s, %s",
		    topology->name, topology->devices[focus].name,
		    subject->what);
	return picture_finish(picture, title, str_text(subtitle));
}

static void
add_count(struct str *text, size_t count, const char *what)
{
	if (count > 0)
		str_addf(text, "%s%zu %s", text->length > 0 ? ", " : "", count,
		    what);
}

static const char *
plural(size_t count)
{
	return count == 1 ? "" : "s";
}

struct drawing *
picture_of_topology(const struct topology *topology,
    const struct picture_choice *choice)
{
	static const struct note nothing = {NULL, DRAWING_NO_ARROW};
	struct picture *picture = begin(topology, choice, "in the plan");
	struct subject subject = {topology, choice, "the plan"};
	struct str subtitle = STR_INIT;
	struct drawing *drawing;
	size_t shown = 0;

	for (size_t i = 0; i < topology->cable_count; i++) {
		const struct cable *cable = &topology->cables[i];

		if (cable->state == CABLE_REMOVED ||
		    !is_asked_for(choice, cable->a.device, cable->b.device))
			continue;
		add_desired(picture, topology, cable,
		    cable->state == CABLE_PLANNED ? DRAWING_PLANNED
						  : DRAWING_OK,
		    &nothing);
		shown++;
	}
	str_addf(&subtitle, "%zu device%s, %zu cable%s", topology->device_count,
	    plural(topology->device_count), shown, plural(shown));
	drawing = finish(picture, &subject, &subtitle);
	str_release(&subtitle);
	return drawing;
}

/* --- what is there -------------------------------------------------------- */

static bool
was_reached(const struct observation *observation)
{
	return observation->status == VISIT_OK;
}

/* Devices that somebody should have reached, and what kept them from it. */
static void
mark_devices(struct picture *picture, const struct judgement *judgement)
{
	const struct observations *all = judgement->observations;

	for (size_t i = 0; i < all->count; i++) {
		const struct observation *observation = &all->items[i];

		if (!was_reached(observation) && !observation->not_wanted)
			picture_mark(picture, i, DRAWING_SILENT,
			    visit_status_name(observation->status));
	}
}

struct drawing *
picture_of_observed(const struct judgement *judgement,
    const struct picture_choice *choice)
{
	const struct topology *topology = judgement->topology;
	struct picture *picture = begin(topology, choice, "seen");
	struct subject subject = {topology, choice, "what is there"};
	struct str subtitle = STR_INIT;
	struct drawing *drawing;

	mark_devices(picture, judgement);
	for (size_t i = 0; i < judgement->observed_count; i++) {
		const struct observed_cable *seen = &judgement->observed[i];

		if (is_asked_for(choice, seen->a.device, seen->b.device))
			add_observed(picture, seen, DRAWING_OK, NULL);
	}
	str_addf(&subtitle, "%zu of %zu devices reached, %zu cable%s seen",
	    judgement->summary.devices_ok, judgement->summary.devices,
	    judgement->observed_count, plural(judgement->observed_count));
	drawing = finish(picture, &subject, &subtitle);
	str_release(&subtitle);
	return drawing;
}

/* --- the one held against the other --------------------------------------- */

static bool
is_end(const struct port *port, const struct endpoint *end)
{
	return port->device == end->device &&
	       ifname_equal(span_of(port->name), span_of(end->port));
}

/* The end of a one-way cable that hears the other. */
static enum drawing_arrow
hearing_end(const struct cable *cable, const struct observed_cable *seen)
{
	if (seen->seen_by == SEEN_BY_BOTH)
		return DRAWING_NO_ARROW;
	if (is_end(seen->seen_by == SEEN_BY_A ? &seen->a : &seen->b, &cable->a))
		return DRAWING_ARROW_A;
	return DRAWING_ARROW_B;
}

/* One note per cable of the plan; to be freed. */
static struct note *
find_notes(const struct judgement *judgement)
{
	const struct topology *topology = judgement->topology;
	struct note *notes = xcalloc(topology->cable_count + 1, sizeof(*notes));

	for (size_t i = 0; i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];

		for (size_t k = 0; k < finding->cable_count; k++) {
			size_t cable = finding->cables[k];

			notes[cable].finding = finding;
			if (finding->kind == FINDING_ONE_WAY &&
			    k < finding->observed_count)
				notes[cable].arrow = hearing_end(
				    &topology->cables[cable],
				    &judgement->observed[finding->observed[k]]);
		}
	}
	return notes;
}

/* A cable that nobody judges is drawn only where it is still to come. */
static bool
is_drawn(const struct cable *cable, enum verdict verdict,
    enum picture_view view)
{
	if (verdict == VERDICT_NOT_JUDGED)
		return view != PICTURE_FAULTS && cable->state == CABLE_PLANNED;
	return view != PICTURE_FAULTS ||
	       verdict_styles[verdict] > DRAWING_UNVERIFIED;
}

static void
add_judged(struct picture *picture, const struct judgement *judgement,
    const struct picture_choice *choice)
{
	const struct topology *topology = judgement->topology;
	struct note *notes = find_notes(judgement);

	for (size_t i = 0; i < topology->cable_count; i++) {
		const struct cable *cable = &topology->cables[i];
		enum verdict verdict = judgement->verdicts[i];

		if (is_drawn(cable, verdict, choice->view) &&
		    (notes[i].finding ? is_part_of_finding
				      : is_asked_for)(choice, cable->a.device,
			cable->b.device))
			add_desired(picture, topology, cable,
			    verdict_styles[verdict], &notes[i]);
	}
	free(notes);
}

/*
 * How the observed cables of a finding are drawn.  DRAWING_OK: not at all, for
 * they are where they belong, and their verdict has drawn them.
 */
static enum drawing_style
style_of_observed(const struct finding *finding)
{
	static const struct {
		enum finding_kind kind;
		enum drawing_style style;
	} styles[] = {
	    {FINDING_EXTRA, DRAWING_EXTRA},
	    {FINDING_CONFLICT, DRAWING_CONFLICT},
	    {FINDING_ONE_WAY, DRAWING_OK},
	    {FINDING_DUPLEX_MISMATCH, DRAWING_OK},
	    {FINDING_VLAN_MISMATCH, DRAWING_OK},
	    {FINDING_DEVICE_MISNAMED, DRAWING_UNVERIFIED},
	};

	for (size_t i = 0; i < COUNT_OF(styles); i++) {
		if (styles[i].kind == finding->kind)
			return styles[i].style;
	}
	return DRAWING_WRONG;
}

/* Where a misnamed device speaks for itself, its cables are those drawn. */
static bool
is_drawn_already(const struct observed_cable *seen, enum drawing_style style)
{
	return style == DRAWING_OK ||
	       (style == DRAWING_UNVERIFIED && seen->seen_by == SEEN_BY_BOTH);
}

static void
add_findings(struct picture *picture, const struct judgement *judgement,
    const struct picture_choice *choice)
{
	for (size_t i = 0; i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];
		enum drawing_style style = style_of_observed(finding);

		for (size_t k = 0; k < finding->observed_count; k++) {
			const struct observed_cable *seen =
			    &judgement->observed[finding->observed[k]];

			if (!is_drawn_already(seen, style) &&
			    is_part_of_finding(choice, seen->a.device,
				seen->b.device))
				add_observed(picture, seen, style, finding);
		}
	}
}

/*
 * Its cables may all be where they should, so that the device itself must tell.
 * What is waived need not catch the eye.
 */
static void
mark_misnamed_device(struct picture *picture, const struct finding *finding,
    size_t device, const struct observation *observation)
{
	bool is_silent = !was_reached(observation) && !observation->not_wanted;
	enum drawing_look look = DRAWING_MISNAMED;
	const char *trouble =
	    arena_printf(picture_arena(picture), "%s%s%s %.*s",
		is_silent ? visit_status_name(observation->status) : "",
		is_silent ? ", " : "",
		finding->names_only ? "heard as" : "calls itself",
		(int)finding->heard_as.length, finding->heard_as.text);

	if (finding->waived)
		look = is_silent ? DRAWING_SILENT : DRAWING_DEVICE;
	picture_mark(picture, device, look, trouble);
}

static void
mark_misnamed(struct picture *picture, const struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];

		if (finding->kind != FINDING_DEVICE_MISNAMED)
			continue;
		for (size_t k = 0; k < finding->device_count; k++) {
			size_t device = finding->devices[k];

			mark_misnamed_device(picture, finding, device,
			    &judgement->observations->items[device]);
		}
	}
}

/* A dark device is a finding, so it belongs into the picture of faults. */
static void
show_devices_of_findings(struct picture *picture,
    const struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];

		for (size_t k = 0; k < finding->device_count; k++)
			picture_show(picture, finding->devices[k]);
	}
}

static void
add_totals(struct str *text, const struct summary *summary)
{
	size_t ok = summary->ok + summary->ok_one_sided;

	add_count(text, ok, "ok");
	add_count(text, summary->miswired, "miswired");
	add_count(text, summary->missing, "missing");
	add_count(text, summary->one_way, "one-way");
	add_count(text, summary->extra, "extra");
	add_count(text, summary->unverified, "not verified");
}

static void
number_port(struct picture *picture, struct port port, size_t number)
{
	if (port.device != DEVICE_FOREIGN)
		picture_number_port(picture, port.device, port.name, number);
}

/* The numbers of the work order, on the ports that its steps are about. */
static void
number_steps(struct picture *picture, const struct work_order *order)
{
	for (size_t i = 0; order && i < order->step_count; i++) {
		number_port(picture, work_order_first_port(order, i), i + 1);
		if (step_action_has_to(work_order_step(order, i)->action))
			number_port(picture, work_order_last_port(order, i),
			    i + 1);
	}
}

static const char *
what_is_shown(const struct judgement *judgement, enum picture_view view)
{
	if (view != PICTURE_FAULTS)
		return "the plan and what is there";
	return judgement->summary.findings > 0 ? "what is wrong"
					       : "nothing is wrong";
}

struct drawing *
picture_of_judgement(const struct judgement *judgement,
    const struct picture_choice *choice)
{
	const struct topology *topology = judgement->topology;
	const struct summary *summary = &judgement->summary;
	struct picture *picture = begin(topology, choice, "ok");
	struct subject subject = {topology, choice,
	    what_is_shown(judgement, choice->view)};
	struct str totals = STR_INIT;
	struct str subtitle = STR_INIT;
	struct drawing *drawing;

	mark_devices(picture, judgement);
	mark_misnamed(picture, judgement);
	if (choice->view == PICTURE_FAULTS && choice->focus == DRAWING_NONE)
		show_devices_of_findings(picture, judgement);
	add_judged(picture, judgement, choice);
	add_findings(picture, judgement, choice);
	number_steps(picture, choice->order);
	add_totals(&totals, summary);
	str_addf(&subtitle, "%zu of %zu devices reached; %zu cable%s: %s",
	    summary->devices_ok, summary->devices, summary->cables,
	    plural(summary->cables), str_text(&totals));
	if (summary->waived)
		str_addf(&subtitle, "; %zu finding%s waived", summary->waived,
		    plural(summary->waived));
	if (choice->order && choice->order->step_count)
		str_add(&subtitle, "; # numbers are steps of the work order");
	drawing = finish(picture, &subject, &subtitle);
	str_release(&totals);
	str_release(&subtitle);
	return drawing;
}
