/*
 * Plans that nobody would write: a few thousand of them, thrown with dice, full
 * of names that mean something to one format or another.  Whatever a plan
 * holds, each format writes what it reads again, takes for its own, and writes
 * the same way; and what does not come back was told to be left out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../light.h"
#include "cabling_reading.h"
#include "format/topology_write.h"

#define PLANS 1000
#define PLANS_LIGHT 30 /* under valgrind */

/* --- dice ----------------------------------------------------------------- */

/* The same throws in each run. */
static uint32_t dice = 1;

static unsigned
throw_below(unsigned count)
{
	dice = dice * 1664525u + 1013904223u;
	return (dice >> 16) % count;
}

/* clang-format off */
static const char *const pieces[] = {
	"a", "b1", "leaf", "Eth1/1", "Ethernet1/2", "eth", "1", "7", "0x1f",
	"1e3", ".inf", "2026-01-01", "10.0.0.1", ".", "lab.example", "E",
	"\"", "'", "`", "\\", ":", " ", "- ", "-", "--", "->", "<", ">", "<<",
	"&", "&amp;", "]]>", "#", ",", ";", "{", "}", "{{", "[", "]", "(", ")",
	"~", "=", "=1+1", "%", "@", "|", "|-", "*", "!", "?", "/", "//", "/*",
	"+", "$", "^", "yes", "null", "true", "graph", "node", "host",
	"mgmt-net", "name", "cables",
	"\xc3\xa9", "\xcc\x81", "\xc5\xbd", "\xf0\x9f\x94\x8c", "\xc2\x80",
	"\xc2\x85", "\xc2\xa0", "\xe2\x80\xa8", "\xef\xbb\xbf", "\xef\xbf\xbe",
};

static const char *const platforms[] = { "ios", "nxos", "iosxr" };
static const char *const states[] = { "planned", "removed" };
/* clang-format on */

/* A name of up to four pieces, which lives until the next but seven. */
static struct span
throw_name(void)
{
	static struct str names[8];
	static size_t next;
	struct str *name = &names[next++ % COUNT_OF(names)];

	str_clear(name);
	for (unsigned i = throw_below(4) + 1; i; i--)
		str_add(name, pieces[throw_below(COUNT_OF(pieces))]);
	return str_span(name);
}

static const struct spot at = {1, 1};

static void
throw_device(struct cabling_draft *draft, size_t device)
{
	if (throw_below(2))
		draft_device_set(draft, device, DRAFT_PLATFORM,
		    span_of(platforms[throw_below(COUNT_OF(platforms))]), at);
	if (throw_below(3) == 0)
		draft_device_set(draft, device, DRAFT_COLLECT, span_of("false"),
		    at);
	if (throw_below(2))
		draft_device_set(draft, device, DRAFT_HOST,
		    span_of(throw_below(2) ? "192.0.2.1" : "h.example"), at);
	if (throw_below(3) == 0)
		draft_device_set(draft, device, DRAFT_RACK, throw_name(), at);
	if (throw_below(3) == 0)
		draft_device_set(draft, device, DRAFT_UNIT, span_of("12"), at);
	if (throw_below(3) == 0)
		draft_device_set(draft, device, DRAFT_SERIAL, throw_name(), at);
}

static void
throw_cable(struct cabling_draft *draft, size_t cable)
{
	static const enum draft_cable_key keys[] = {DRAFT_LABEL, DRAFT_COLOR,
	    DRAFT_TYPE, DRAFT_LENGTH, DRAFT_NOTE};

	if (throw_below(3) == 0)
		draft_cable_set(draft, cable, DRAFT_STATE,
		    span_of(states[throw_below(COUNT_OF(states))]), at);
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		if (throw_below(3) == 0)
			draft_cable_set(draft, cable, keys[i], throw_name(),
			    at);
	}
}

/* NULL: what was thrown is no plan. */
static struct topology *
throw_plan(void)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct cabling_draft *draft = cabling_draft_new("in", &diags);
	unsigned devices = throw_below(4) + 2;
	struct str names[8] = {STR_INIT};
	struct topology *topology;

	for (unsigned i = 0; i < devices; i++) {
		str_add_span(&names[i], throw_name());
		throw_device(draft,
		    draft_device(draft, str_span(&names[i]), at));
	}
	for (unsigned i = throw_below(5) + 1; i; i--) {
		struct draft_end a = {str_span(&names[throw_below(devices)]),
		    throw_name(), at};
		struct draft_end b = {str_span(&names[throw_below(devices)]),
		    throw_name(), at};

		throw_cable(draft, draft_cable(draft, &a, &b));
	}
	draft_name(draft, throw_name(), at);
	topology = cabling_draft_finish(draft);
	cabling_draft_free(draft);
	diag_list_release(&diags);
	for (unsigned i = 0; i < devices; i++)
		str_release(&names[i]);
	return topology;
}

/* --- what comes back ------------------------------------------------------ */

/* One plan through one format. */
struct journey {
	const struct cabling_format *format;
	const struct topology *before;
	const struct topology *after;
	struct str written;
	struct str losses; /* as the user is told */
};

static void
fail_journey(const struct journey *j, const char *what, const char *value)
{
	struct str plan = STR_INIT;

	topology_write_plan(j->before, &plan);
	/* cmocka cuts what it prints itself. */
	fprintf(stderr, "%s: %s '%s'\nplan:\n%s\nwritten:\n%s\ntold:\n%s",
	    j->format->name, what, value, str_text(&plan),
	    str_text(&j->written), str_text(&j->losses));
	fail();
}

/* What is not there any more had to be told, unless it is kept. */
static void
check_value(const struct journey *j, unsigned kept, const char *what,
    const char *before, const char *after)
{
	/* NetBox knows few of each; others stand in the note. */
	bool told = strstr(str_text(&j->losses), what) ||
		    strcmp(j->format->name, "netbox") == 0;

	if (before && after && strcmp(before, after) == 0)
		return;
	if (!before && after && strcmp(j->format->name, "netbox") != 0)
		fail_journey(j, what, after);
	if (before && (!told || ((j->format->keeps & kept) &&
				    strcmp(j->format->name, "netbox") != 0)))
		fail_journey(j, what, before);
}

static void
check_cable_values(const struct journey *j, const struct cable *a,
    const struct cable *b)
{
	check_value(j, KEEPS_LABELS, "label", a->label, b->label);
	check_value(j, KEEPS_COLORS, "color", a->color, b->color);
	check_value(j, KEEPS_TYPES, "type", a->type, b->type);
	check_value(j, KEEPS_LENGTHS, "length", a->length, b->length);
	check_value(j, KEEPS_NOTES, "note", a->note, b->note);
	if (a->state != b->state &&
	    ((j->format->keeps & KEEPS_STATES) ||
		!strstr(str_text(&j->losses), "state of")))
		fail_journey(j, "state of", a->id);
}

static bool
is_same_end(const struct journey *j, const struct endpoint *before,
    const struct endpoint *after)
{
	return strcmp(j->before->devices[before->device].name,
		   j->after->devices[after->device].name) == 0 &&
	       strcmp(before->port, after->port) == 0;
}

static void
check_cable(const struct journey *j, const struct cable *cable)
{
	for (size_t i = 0; i < j->after->cable_count; i++) {
		const struct cable *other = &j->after->cables[i];

		if ((is_same_end(j, &cable->a, &other->a) &&
			is_same_end(j, &cable->b, &other->b)) ||
		    (is_same_end(j, &cable->a, &other->b) &&
			is_same_end(j, &cable->b, &other->a))) {
			check_cable_values(j, cable, other);
			return;
		}
	}
	fail_journey(j, "no longer has cable", cable->id);
}

static const char *
platform_of(const struct device *device)
{
	return device->platform == PLATFORM_AUTO
		   ? NULL
		   : platform_name(device->platform);
}

static void
check_device(const struct journey *j, const struct device *device)
{
	const char *losses = str_text(&j->losses);
	const struct device *other;
	size_t index;

	if (!topology_find_device(j->after, span_of(device->name), &index)) {
		if ((j->format->keeps & KEEPS_LONE_DEVICES) ||
		    !strstr(losses, "without a cable"))
			fail_journey(j, "no longer has", device->name);
		return;
	}
	other = &j->after->devices[index];
	assert_string_equal(other->name, device->name);
	/* There no node is of no kind. */
	if (strcmp(j->format->name, "cml") != 0 || platform_of(device))
		check_value(j, KEEPS_PLATFORMS, "platform", platform_of(device),
		    platform_of(other));
	check_value(j, KEEPS_RACKS, "rack", device->rack, other->rack);
	check_value(j, KEEPS_SERIALS, "serial", device->serial, other->serial);
	if (device->unit != other->unit && !strstr(losses, "unit of"))
		fail_journey(j, "unit of", device->name);
	if (device->collect != other->collect &&
	    (device->collect || !strstr(losses, "`collect: false`")))
		fail_journey(j, "collect of", device->name);
	if (cabling_format_find("topology") == j->format)
		assert_string_equal(other->host, device->host);
	if (strcmp(device->host, "192.0.2.1") == 0 &&
	    strcmp(other->host, device->host) != 0 &&
	    ((j->format->keeps & KEEPS_ADDRESSES) ||
		!strstr(losses, "address of")))
		fail_journey(j, "address of", device->name);
}

static void
check_journey(const struct journey *j, size_t taken)
{
	for (size_t i = 0; i < j->before->cable_count; i++) {
		const struct cable *cable = &j->before->cables[i];

		if (!j->format->takes || j->format->takes(j->before, cable))
			check_cable(j, cable);
		else if (!strstr(str_text(&j->losses), " cable"))
			fail_journey(j, "leaves out", cable->id);
	}
	for (size_t i = 0; i < j->before->device_count; i++)
		check_device(j, &j->before->devices[i]);
	assert_int_equal(j->after->cable_count, taken);
}

/* --- the journey ---------------------------------------------------------- */

static bool
is_read(const struct cabling_format *format)
{
	return format->read || strcmp(format->name, "topology") == 0;
}

/*
 * Nothing at all is a file of no format, and Netdisco's has nothing to be known
 * by when its first device has an odd name.
 */
static void
check_recognized(const struct journey *j, size_t taken)
{
	const struct cabling_format *is =
	    cabling_recognize(str_span(&j->written));

	if (taken && is != j->format &&
	    strcmp(j->format->name, "netdisco") != 0)
		fail_journey(j, "is taken for", is ? is->name : "nothing");
}

static void
send(struct topology *plan, const struct cabling_format *format)
{
	struct journey j = {.format = format,
	    .before = plan,
	    .written = STR_INIT,
	    .losses = STR_INIT};
	size_t taken = cabling_count_taken(format, plan);
	struct diag_list diags = DIAG_LIST_INIT;
	struct str again = STR_INIT;
	struct reading r;

	format->write(plan, &j.written);
	cabling_tell_losses(format, plan, &diags);
	diag_format_text(&diags, &j.losses);
	check_recognized(&j, taken);
	r = reading_of(format->name, str_span(&j.written));
	/* A list of nothing has nothing to be known by. */
	if (!r.topology && taken)
		fail_journey(&j, "does not read", str_text(&r.said));
	if (r.topology) {
		j.after = r.topology;
		check_journey(&j, taken);
		/* Not every file has a place for the plan's name. */
		r.topology->name = plan->name;
		format->write(r.topology, &again);
		if (strcmp(str_text(&again), str_text(&j.written)) != 0)
			fail_journey(&j, "then writes", str_text(&again));
	}
	reading_release(&r);
	str_release(&again);
	str_release(&j.written);
	str_release(&j.losses);
	diag_list_release(&diags);
}

static void
any_plan_comes_back_or_is_told(void **state)
{
	size_t most = light(PLANS, PLANS_LIGHT);
	size_t plans = 0;

	(void)state;
	while (plans < most) {
		struct topology *plan = throw_plan();

		if (!plan)
			continue;
		for (size_t i = 0; cabling_format_at(i); i++) {
			if (cabling_format_at(i)->write &&
			    is_read(cabling_format_at(i)))
				send(plan, cabling_format_at(i));
		}
		topology_free(plan);
		plans++;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_plan_comes_back_or_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
