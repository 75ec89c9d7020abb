/*
 * Names of ports: one table of families, one small parser.
 *
 * A name is letters, perhaps a blank, and numbers: "Gig 1/0/1.100",
 * "Serial0/1/0:23", "MgmtEth0/RP0/CPU0/0".  The letters choose a row of the
 * table; the row says how the name is written in full.  Where two platforms
 * use the same letters for different names the *shape* of the numbers decides:
 *
 *   - IOS-XR counts rack/slot/module/port, so four or more numbers are XR's:
 *     Te0/0/0/1 is TenGigE0/0/0/1, and Te1/2/0/0 is in rack 1.  Three are
 *     IOS's, and so is Te1/0/5/2, a Catalyst's broken-out port 5: member,
 *     slot 0, a port and a lane of it, both counted from 1.  The shape alone
 *     decides, never the spelling, so all spellings of a port stay equal.
 *   - "Po1" is Port-channel1, "PO1/0" is POS1/0.
 *   - "eth" before a single number ("eth0", "ETH1.20") is the network card of
 *     a Linux host and passes unchanged; "Eth1/1" is Ethernet1/1 in any case.
 *     Old routers' "Ethernet0" is written in full or as "Et0" or "E0".
 *   - "Lo0" is Loopback0, "Lo0/1" is LongReachEthernet0/1.
 *   - "mgmt0" is a Nexus's, "mgmt0/RP0/CPU0/0" is XR's MgmtEth.
 *
 * Behind the path may stand a channel and a sub-interface, in either order:
 * "Serial1/0:0.16" is a frame relay circuit in a channel group.
 *
 * Letters match a row when they are one of its short forms, or the beginning
 * of its full spelling ("GigabitE1/0/1"), as the devices' own command line
 * takes them; a beginning that fits several rows is ambiguous.  Everything
 * else is a name of somebody else's ("vmnic2", "Port 1", "ge-0/0/1", "ethanol")
 * and passes unchanged.
 */
#include "model/ifname.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"

enum shape {
	ANY,     /* one number or more */
	SINGLE,  /* one number */
	SLOTTED, /* two numbers or more */
	IOS,     /* anything that is not XR */
	XR,      /* rack/slot/module/port */
	NODE,    /* XR with the names of cards in it: 0/RP0/CPU0/0 */
};

struct family {
	const char *name;   /* canonical; NULL: not ours, pass unchanged */
	const char *brief;  /* the usual short form */
	const char *forms;  /* further short forms, each before a blank */
	unsigned int least; /* letters that a beginning must have */
	enum shape shape;
	const char *also; /* another full spelling, or NULL */
};

/*
 * The first row with a fitting short form wins.  Catalyst and IE switches,
 * ISR, ASR and CSR routers, wireless controllers (IOS), Nexus and UCS (NX-OS),
 * NCS and ASR 9000 (XR); Management and ma1 are other makers' spelling of a
 * thing that CDP shows.
 */
/* clang-format off */
static const struct family families[] = {
	{ NULL,                   NULL,     "eth ",         99, SINGLE,  NULL },
	{ NULL,                   NULL,     "port wlan ",   99, ANY,     NULL },
	{ "Ethernet",             "Et",     "e ",            2, SINGLE,  NULL },
	{ "Ethernet",             "Eth",    "e et ",         2, SLOTTED, NULL },
	{ "FastEthernet",         "Fa",     "fas ",          2, ANY,     NULL },
	{ "GigabitEthernet",      "Gi",     "g gig ",        2, ANY,
	  "GigE" },
	{ "TwoGigabitEthernet",   "Tw",     "",              3, ANY,
	  "TwoGigE" },
	{ "FiveGigabitEthernet",  "Fi",     "",              3, IOS,
	  "FiveGigE" },
	{ "FiftyGigE",            "Fif",    "",              3, IOS,     NULL },
	{ "FiftyGigE",            "Fi",     "fif ",          3, XR,      NULL },
	{ "TenGigabitEthernet",   "Te",     "ten ",          2, IOS,
	  "TenGigE" },
	{ "TenGigE",              "Te",     "ten ",          2, XR,
	  "TenGigabitEthernet" },
	{ "TwentyFiveGigE",       "Twe",    "tf ",           3, ANY,
	  "TwentyFiveGigabitEthernet" },
	{ "FortyGigabitEthernet", "Fo",     "for ",          3, IOS,
	  "FortyGigE" },
	{ "FortyGigE",            "Fo",     "for ",          3, XR,
	  "FortyGigabitEthernet" },
	{ "HundredGigE",          "Hu",     "hun ",          2, ANY,
	  "HundredGigabitEthernet" },
	{ "TwoHundredGigE",       "TwoHu",  "th ",           3, ANY,     NULL },
	{ "FourHundredGigE",      "FourHu", "fh fou ",       3, ANY,     NULL },
	{ "EightHundredGigE",     "EH",     "",              3, ANY,     NULL },
	{ "AppGigabitEthernet",   "Ap",     "",              3, SLOTTED, NULL },
	{ "Wlan-GigabitEthernet", "Wl",     "",              5, ANY,     NULL },
	/* NX-OS has been seen to print "mgmt:0" in LLDP. */
	{ "mgmt",                 "mgmt",   "mgmt: ",        3, SINGLE,  NULL },
	{ "MgmtEth",              "Mg",     "mgmt ",         3, NODE,    NULL },
	{ "Management",           "Ma",     "",              3, ANY,     NULL },
	{ "Serial",               "Se",     "s ser ",        2, SLOTTED, NULL },
	{ "Serial",               "Se",     "ser ",          2, SINGLE,  NULL },
	{ "Port-channel",         "Po",     "portchannel ",  5, SINGLE,  NULL },
	{ "POS",                  "PO",     "",              3, SLOTTED, NULL },
	{ "Bundle-Ether",         "BE",     "bu ",           6, SINGLE,  NULL },
	{ "Vlan",                 "Vl",     "",              2, SINGLE,  NULL },
	{ "BDI",                  "BDI",    "bd ",           3, SINGLE,  NULL },
	{ "BVI",                  "BVI",    "bv ",           3, SINGLE,  NULL },
	{ "Loopback",             "Lo",     "",              2, SINGLE,  NULL },
	{ "LongReachEthernet",    "Lo",     "",              3, SLOTTED, NULL },
	{ "Tunnel",               "Tu",     "",              2, ANY,     NULL },
	{ "Null",                 "Nu",     "",              2, SINGLE,  NULL },
	{ "ATM",                  "AT",     "",              3, ANY,     NULL },
	{ "Cellular",             "Ce",     "",              4, ANY,     NULL },
	{ "Multilink",            "Mu",     "",              3, ANY,     NULL },
	/* "br0" is a Linux bridge. */
	{ "BRI",                  "BR",     "",              3, SLOTTED, NULL },
	{ "ucse",                 "ucse",   "",              3, SLOTTED, NULL },
	/* ISR: the inner ports of service modules. */
	{ "Embedded-Service-Engine",   "Em", "",             3, SLOTTED, NULL },
	{ "Integrated-Service-Engine", "In", "",             3, SLOTTED, NULL },
	{ "Service-Engine",            "SE-", "",            4, SLOTTED, NULL },
	{ "Vethernet",            "Veth",   "",              4, ANY,     NULL },
	{ "San-port-channel",     "San-po", "",              5, SINGLE,  NULL },
	{ "fc",                   "fc",     "",              2, ANY,     NULL },
	{ "vfc",                  "vfc",    "",              3, ANY,     NULL },
};

/* The cards in an XR name, the longer spelling first. */
static const char *const nodes[] = { "RSP", "RP", "CPU", "LC", "SC", "DRP" };
/* clang-format on */

/* Larger numbers and longer paths than any device has: not a port of ours. */
#define DIGITS_MAX 9
#define PATH_MAX_PARTS 8

/* Members of the largest stack; XR counts its racks from 0. */
#define STACK_MAX 16

struct part {
	const char *node; /* "RP" of "RP0"; NULL for a bare number */
	long number;
};

/* ".100", a sub-interface, or ":23", a channel. */
struct mark {
	char sign;
	long number;
};

/* A name taken apart; `family` is NULL when it passes unchanged. */
struct taken {
	const struct family *family;
	struct span letters;
	struct part parts[PATH_MAX_PARTS];
	size_t count;
	bool has_nodes;
	struct mark marks[2]; /* at most one of each, in the order printed */
	size_t mark_count;
};

/* Takes a number off the front of `rest`. */
static bool
take_number(struct span *rest, long *number)
{
	size_t length = 0;

	while (
	    length < rest->length && isdigit((unsigned char)rest->text[length]))
		length++;
	if (length > DIGITS_MAX ||
	    !span_to_number(span_make(rest->text, length), 999999999, number))
		return false;
	*rest = span_skip(*rest, length);
	return true;
}

/* Takes what may stand behind the path; false when anything else does. */
static bool
take_marks(struct span *rest, struct taken *t)
{
	while (rest->length) {
		struct mark *mark = &t->marks[t->mark_count];
		char sign = rest->text[0];

		if (t->mark_count == COUNT_OF(t->marks) ||
		    (sign != '.' && sign != ':') ||
		    (t->mark_count && sign == t->marks[0].sign))
			return false;
		*rest = span_skip(*rest, 1);
		mark->sign = sign;
		if (!take_number(rest, &mark->number))
			return false;
		t->mark_count++;
	}
	return true;
}

static const char *
take_node(struct span *rest)
{
	for (size_t i = 0; i < COUNT_OF(nodes); i++) {
		if (span_starts_nocase(*rest, nodes[i])) {
			*rest = span_skip(*rest, strlen(nodes[i]));
			return nodes[i];
		}
	}
	return NULL;
}

/* "1/0/1", "0/RP0/CPU0/0": a path that begins with a number. */
static bool
take_path(struct span *rest, struct taken *t)
{
	do {
		struct part *part = &t->parts[t->count];

		if (t->count == PATH_MAX_PARTS)
			return false;
		if (t->count++) {
			*rest = span_skip(*rest, 1); /* the slash */
			part->node = take_node(rest);
			t->has_nodes = t->has_nodes || part->node;
		}
		if (!take_number(rest, &part->number))
			return false;
	} while (rest->length && rest->text[0] == '/');
	return true;
}

/* With a colon behind them, if there is one: it belongs to "mgmt:0". */
static struct span
take_letters(struct span *rest)
{
	size_t length = 0;
	struct span letters;

	while (length < rest->length &&
	       (isalpha((unsigned char)rest->text[length]) ||
		   rest->text[length] == '-'))
		length++;
	if (length && length < rest->length && rest->text[length] == ':')
		length++;
	letters = span_make(rest->text, length);
	*rest = span_skip(*rest, length);
	*rest = span_skip_blanks(*rest);
	return letters;
}

/* Splits a trimmed name; false when it is not letters and numbers. */
static bool
take_apart(struct span name, struct taken *t)
{
	*t = (struct taken){.family = NULL};
	t->letters = take_letters(&name);
	return t->letters.length && take_path(&name, t) && take_marks(&name, t);
}

/* A lane of a Catalyst's broken-out port: member/0/port/lane. */
static bool
is_breakout(const struct taken *t)
{
	const struct part *parts = t->parts;

	return t->count == 4 && parts[0].number >= 1 &&
	       parts[0].number <= STACK_MAX && parts[1].number == 0 &&
	       parts[2].number >= 1 && parts[3].number >= 1;
}

static bool
shape_fits(const struct taken *t, enum shape shape)
{
	bool is_xr = t->count >= 4 && !is_breakout(t);

	if (t->has_nodes)
		return shape == NODE;
	switch (shape) {
	case ANY:
		return true;
	case SINGLE:
		return t->count == 1;
	case SLOTTED:
		return t->count >= 2;
	case IOS:
		return !is_xr;
	case XR:
		return is_xr;
	case NODE:
		return t->count >= 2;
	}
	return false;
}

/* True when `letters` is one of the words of `forms`. */
static bool
forms_hold(const char *forms, struct span letters)
{
	while (*forms) {
		size_t length = strcspn(forms, " ");

		if (length == letters.length &&
		    strncasecmp(forms, letters.text, length) == 0)
			return true;
		forms += length + 1;
	}
	return false;
}

static bool
family_has_form(const struct family *family, struct span letters)
{
	return forms_hold(family->forms, letters) ||
	       (family->name && span_is_nocase(letters, family->name)) ||
	       (family->brief && span_is_nocase(letters, family->brief)) ||
	       (family->also && span_is_nocase(letters, family->also));
}

static bool
begins(const char *spelling, struct span letters)
{
	return spelling && letters.length <= strlen(spelling) &&
	       strncasecmp(spelling, letters.text, letters.length) == 0;
}

/*
 * True when `letters` are a beginning of the family's name.  A single letter
 * is never enough to mean a family, but "T1/1" was meant for one: with
 * `single` it counts, for telling that several fit.
 */
static bool
family_begins(const struct family *family, const struct taken *t, bool single)
{
	size_t least = family->least;

	if (single && t->letters.length == 1 && t->count >= 2 && family->name)
		least = 1;
	return t->letters.length >= least &&
	       (begins(family->name, t->letters) ||
		   begins(family->also, t->letters));
}

/* The row of a short form, or NULL. */
static const struct family *
find_form(const struct taken *t)
{
	for (size_t i = 0; i < COUNT_OF(families); i++) {
		if (shape_fits(t, families[i].shape) &&
		    family_has_form(&families[i], t->letters))
			return &families[i];
	}
	return NULL;
}

/* Up to two rows whose name begins so; returns how many were found. */
static size_t
find_beginnings(const struct taken *t, bool single,
    const struct family *found[2])
{
	size_t count = 0;

	for (size_t i = 0; i < COUNT_OF(families) && count < 2; i++) {
		if (shape_fits(t, families[i].shape) &&
		    family_begins(&families[i], t, single))
			found[count++] = &families[i];
	}
	return count;
}

/* Takes `name` apart and finds its family, if it has one. */
static void
name_take(struct span name, struct taken *t)
{
	const struct family *found[2];

	if (!take_apart(name, t))
		return;
	t->family = find_form(t);
	if (!t->family && find_beginnings(t, false, found) == 1)
		t->family = found[0];
	if (t->family && !t->family->name)
		t->family = NULL;
}

/* Long enough for any family with the longest path. */
struct written {
	char text[IFNAME_MAX + 1];
	size_t length;
};

_Static_assert(32 + PATH_MAX_PARTS * (DIGITS_MAX + 4) + 2 * (DIGITS_MAX + 1) <
		   IFNAME_MAX,
    "a name of a known family is never cut");

static void
write_text(struct written *w, const char *text)
{
	size_t length = strlen(text);

	memcpy(w->text + w->length, text, length);
	w->length += length;
}

static void
write_number(struct written *w, long number)
{
	char digits[24];
	char *at = digits + sizeof(digits) - 1;

	*at = '\0';
	do {
		*--at = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	write_text(w, at);
}

static void
write_numbers(struct written *w, const struct taken *t)
{
	for (size_t i = 0; i < t->count; i++) {
		if (i)
			write_text(w, "/");
		if (t->parts[i].node)
			write_text(w, t->parts[i].node);
		write_number(w, t->parts[i].number);
	}
	for (size_t i = 0; i < t->mark_count; i++) {
		write_text(w, t->marks[i].sign == ':' ? ":" : ".");
		write_number(w, t->marks[i].number);
	}
}

/*
 * An unknown name as it is.  A NUL would end the C string early and make
 * "Ethernet1/1\0..." pass for Ethernet1/1.
 */
static void
write_unchanged(struct written *w, struct span name)
{
	memcpy(w->text, name.text, name.length);
	w->length = name.length;
	for (size_t i = 0; i < w->length; i++) {
		if (!w->text[i])
			w->text[i] = '?';
	}
}

/* Blanks at the ends gone, and no longer than a name may be. */
static struct span
clean(struct span name)
{
	name = span_trim(name);
	if (name.length > IFNAME_MAX) {
		name.length = IFNAME_MAX;
		name = span_trim(name);
	}
	return name;
}

static void
write_name(struct written *w, struct span name, bool brief)
{
	struct taken t;

	w->length = 0;
	name = clean(name);
	name_take(name, &t);
	if (t.family) {
		write_text(w, brief ? t.family->brief : t.family->name);
		write_numbers(w, &t);
	} else if (name.length) {
		write_unchanged(w, name);
	}
	w->text[w->length] = '\0';
}

char *
ifname_canonical(struct arena *arena, struct span name)
{
	struct written w;

	write_name(&w, name, false);
	return arena_span(arena, span_make(w.text, w.length));
}

void
ifname_add_canonical(struct str *out, struct span name)
{
	struct written w;

	write_name(&w, name, false);
	str_add_span(out, span_make(w.text, w.length));
}

void
ifname_add_short(struct str *out, const char *canonical)
{
	struct written w;

	write_name(&w, span_of(canonical), true);
	str_add_span(out, span_make(w.text, w.length));
}

bool
ifname_equal(struct span a, struct span b)
{
	struct written long_a;
	struct written long_b;

	write_name(&long_a, a, false);
	write_name(&long_b, b, false);
	return long_a.length == long_b.length &&
	       strcasecmp(long_a.text, long_b.text) == 0;
}

/*
 * Compares the runs of digits at `*a` and `*b` by value, however long they
 * are, and moves both behind them.
 */
static int
compare_digits(const char **a, const char **b)
{
	size_t length_a;
	size_t length_b;
	int order;

	*a += strspn(*a, "0");
	*b += strspn(*b, "0");
	length_a = strspn(*a, "0123456789");
	length_b = strspn(*b, "0123456789");
	if (length_a != length_b)
		return length_a < length_b ? -1 : 1;
	order = memcmp(*a, *b, length_a);
	*a += length_a;
	*b += length_b;
	return order;
}

int
ifname_compare(const char *a, const char *b)
{
	const char *whole_a = a;
	const char *whole_b = b;

	while (*a && *b) {
		int order;

		if (isdigit((unsigned char)*a) && isdigit((unsigned char)*b)) {
			order = compare_digits(&a, &b);
		} else {
			order = tolower((unsigned char)*a++) -
				tolower((unsigned char)*b++);
		}
		if (order)
			return order < 0 ? -1 : 1;
	}
	if (*a || *b)
		return *a ? 1 : -1;
	/* Names that differ in leading zeros only are still two names. */
	return strcasecmp(whole_a, whole_b);
}

bool
ifname_is_ambiguous(struct span name, const char **first, const char **second)
{
	const struct family *found[2];
	struct taken t;

	if (!take_apart(clean(name), &t) || find_form(&t) ||
	    find_beginnings(&t, true, found) < 2)
		return false;
	*first = found[0]->name;
	*second = found[1]->name;
	return true;
}
