/*
 * What a device must be, and what it prints.
 *
 * The plan says `platform: nxos`, the neighbor prints "N9K-C93180YC-FX" and a
 * version; the plan says `serial: FDO2151ABCD`, the neighbor prints
 * "leaf1(FDO2151ABCD)".  What is in no table is no contradiction: platforms are
 * many, and new ones appear.  All neighbors of a device hear the same of it, so
 * one entry for each name by which it is heard is enough to raise a suspicion;
 * only then are all looked at, and the one at the lowest port is quoted.
 */
#include "check/other_box.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "check/order.h"
#include "check/places.h"

/* --- platforms ------------------------------------------------------------ */

/* clang-format off */
static const struct {
	const char *text;
	enum platform platform;
} version_words[] = {
	{ "IOS XR",                            PLATFORM_IOSXR },
	{ "IOS-XR",                            PLATFORM_IOSXR },
	{ "NX-OS",                             PLATFORM_NXOS },
	{ "Nexus Operating System",            PLATFORM_NXOS },
	{ "IOS-XE",                            PLATFORM_IOS },
	{ "IOS XE",                            PLATFORM_IOS },
	{ "IOS Software",                      PLATFORM_IOS },
	{ "IOS (tm)",                          PLATFORM_IOS },
	{ "Cisco Internetwork Operating Sys",  PLATFORM_IOS },
}, platform_words[] = {
	{ "IOS-XR",   PLATFORM_IOSXR },
	{ "ASR9K",    PLATFORM_IOSXR },
	{ "ASR-9",    PLATFORM_IOSXR },
	{ "NCS-5",    PLATFORM_IOSXR },
	{ "CRS-",     PLATFORM_IOSXR },
	{ "N9K-",     PLATFORM_NXOS },
	{ "N7K-",     PLATFORM_NXOS },
	{ "N77-",     PLATFORM_NXOS },
	{ "N6K-",     PLATFORM_NXOS },
	{ "N5K-",     PLATFORM_NXOS },
	{ "N3K-",     PLATFORM_NXOS },
	{ "Nexus",    PLATFORM_NXOS },
	{ "WS-C",     PLATFORM_IOS },
	{ "C9200",    PLATFORM_IOS },
	{ "C9300",    PLATFORM_IOS },
	{ "C9400",    PLATFORM_IOS },
	{ "C9500",    PLATFORM_IOS },
	{ "C9600",    PLATFORM_IOS },
	{ "ISR",      PLATFORM_IOS },
	{ "ASR1",     PLATFORM_IOS },
	{ "CSR1000V", PLATFORM_IOS },
};
/* clang-format on */

/* The texts of a version are long; the word stands near its beginning. */
#define VERSION_LOOKED_AT 400

/* PLATFORM_AUTO for what is in no table. */
static enum platform
printed_platform(const struct neighbor *heard)
{
	struct span version = heard->version;

	if (version.length > VERSION_LOOKED_AT)
		version.length = VERSION_LOOKED_AT;
	for (size_t i = 0; i < COUNT_OF(version_words); i++) {
		if (span_find(version, version_words[i].text))
			return version_words[i].platform;
	}
	for (size_t i = 0; i < COUNT_OF(platform_words); i++) {
		if (span_find(heard->platform, platform_words[i].text))
			return platform_words[i].platform;
	}
	return PLATFORM_AUTO;
}

static bool
has_other_platform(const struct device *device, const struct neighbor *heard,
    struct mismatch *m)
{
	enum platform printed;

	if (device->platform == PLATFORM_AUTO)
		return false;
	printed = printed_platform(heard);
	if (printed == PLATFORM_AUTO || printed == device->platform)
		return false;
	*m = (struct mismatch){
	    .expected = platform_name(device->platform),
	    .printed =
		heard->platform.length ? heard->platform : heard->version,
	    .heard = heard,
	};
	return true;
}

/* --- serial numbers ------------------------------------------------------- */

/* Letters and digits, and some of each; not a word in brackets. */
static bool
is_serial(struct span text)
{
	size_t digits = 0;

	for (size_t i = 0; i < text.length; i++) {
		char ch = text.text[i];
		bool digit = ch >= '0' && ch <= '9';

		if (!digit && !(ch >= 'A' && ch <= 'Z') &&
		    !(ch >= 'a' && ch <= 'z'))
			return false;
		digits += digit;
	}
	return text.length >= 8 && digits >= 4;
}

/* "leaf1(FDO2151ABCD)" and "FDO2151ABCD(leaf1)": which part is which? */
static bool
find_serial(const struct device *device, struct span printed,
    struct span *serial)
{
	const char *open = span_find_char(printed, '(');
	struct span outer;
	struct span inner;

	if (!open || printed.text[printed.length - 1] != ')')
		return false;
	outer = span_make(printed.text, (size_t)(open - printed.text));
	inner = span_skip(printed, outer.length + 1);
	inner.length--;
	if (span_starts_nocase(outer, device->name))
		*serial = span_trim(inner);
	else if (span_starts_nocase(inner, device->name))
		*serial = span_trim(outer);
	else
		return false;
	return is_serial(*serial);
}

static bool
has_other_serial(const struct device *device, const struct neighbor *heard,
    struct mismatch *m)
{
	struct span serial;

	if (!device->serial ||
	    !find_serial(device, identity_printed_name(heard), &serial) ||
	    span_is_nocase(serial, device->serial))
		return false;
	*m = (struct mismatch){
	    .of_serial = true,
	    .expected = device->serial,
	    .printed = serial,
	    .heard = heard,
	};
	return true;
}

/* --- findings ------------------------------------------------------------- */

static bool (*const rules[])(const struct device *device,
    const struct neighbor *heard, struct mismatch *m) = {
    has_other_platform,
    has_other_serial,
};

/* What does not fit of one device, each as heard at the lowest port. */
struct contradiction {
	struct mismatch what[COUNT_OF(rules)];
	uint32_t near[COUNT_OF(rules)]; /* NONE: it fits */
};

static void
suspect(struct comparison *c, uint32_t device)
{
	if (!c->other_boxes)
		c->other_boxes =
		    xcalloc(c->topology->device_count, sizeof(*c->other_boxes));
	c->other_boxes[device] = true;
}

/* Most devices of a room run the same: it is searched for words once. */
static bool
is_like_last(const struct comparison *c, const struct device *device,
    const struct neighbor *heard)
{
	const struct last_look *last = &c->last_look;

	return last->heard && device->platform == last->platform &&
	       span_equal(heard->version, last->heard->version) &&
	       span_equal(heard->platform, last->heard->platform);
}

void
other_box_look(struct comparison *c, uint32_t device,
    const struct neighbor *heard)
{
	const struct device *d = &c->topology->devices[device];
	struct mismatch unused;

	if (d->serial && has_other_serial(d, heard, &unused))
		suspect(c, device);
	if (d->platform == PLATFORM_AUTO || is_like_last(c, d, heard))
		return;
	if (has_other_platform(d, heard, &unused))
		suspect(c, device);
	else
		c->last_look = (struct last_look){heard, d->platform};
}

static void
add_entry(const struct comparison *c, struct contradiction *all,
    const struct half *half)
{
	struct contradiction *mine = &all[half->device];
	const struct port_record *near = &c->ports.items[half->near];

	for (size_t i = 0; i < COUNT_OF(rules); i++) {
		struct mismatch m;

		if (!rules[i](&c->topology->devices[half->device], half->heard,
			&m) ||
		    (mine->near[i] != NONE &&
			order_compare_ports(c, mine->near[i], half->near) <= 0))
			continue;
		m.device = near->device;
		m.port = near->name;
		mine->what[i] = m;
		mine->near[i] = half->near;
	}
}

static void
add_finding(struct comparison *c, size_t device,
    const struct contradiction *mine)
{
	struct mismatch *list =
	    arena_array(c->arena, COUNT_OF(rules), sizeof(*list));
	size_t *devices = arena_array(c->arena, 1, sizeof(*devices));
	struct draft *draft;
	size_t count = 0;

	for (size_t i = 0; i < COUNT_OF(rules); i++) {
		if (mine->near[i] != NONE)
			list[count++] = mine->what[i];
	}
	if (!count)
		return;
	devices[0] = device;
	draft = comparison_add_finding(c, FINDING_PLATFORM_MISMATCH);
	draft->finding.devices = devices;
	draft->finding.device_count = 1;
	draft->finding.mismatches = list;
	draft->finding.mismatch_count = count;
	draft->place = (struct place_key){
	    .rank = c->device_ranks[device],
	    .device = "",
	    .port = "",
	};
}

void
other_box_run(struct comparison *c)
{
	size_t count = c->topology->device_count;
	struct contradiction *all;

	if (!c->other_boxes)
		return;
	all = xcalloc(count, sizeof(*all));
	memset(all, 0xff, count * sizeof(*all)); /* .near: NONE */
	for (size_t i = 0; i < c->half_count; i++) {
		const struct half *half = &c->halves[i];

		if (half->heard && half->device < HALF_AMBIGUOUS &&
		    c->other_boxes[half->device])
			add_entry(c, all, half);
	}
	/* Where a device is not itself, its box is not the question. */
	for (size_t i = 0; i < count; i++) {
		if (c->other_boxes[i] && !places_is_settled(c, (uint32_t)i))
			add_finding(c, i, &all[i]);
	}
	free(all);
}
