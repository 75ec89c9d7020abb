/*
 * Netdisco's topology file: a device, and below it, indented, its links.
 * (netdisco/netdisco, bin/nd-import-topology)
 *
 *	leaf1
 *	  link:Ethernet1/49,spine1,Ethernet1/1
 *
 * There are no quotes: the line is cut at its first two commas, so only the
 * last name may hold one.  A cable is written from whichever end allows that;
 * one that fits neither way is left out, and told.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "format/cabling_formats.h"

#define LINK "link:"

struct link {
	struct span left_port;
	struct span right_device;
	struct span right_port;
};

/* --- reading -------------------------------------------------------------- */

static bool
is_indented(struct span line)
{
	return span_starts(line, " ") || span_starts(line, "\t");
}

static bool
is_nothing(struct span line)
{
	line = span_trim(line);
	return !line.length || line.text[0] == '#';
}

/* Another address of the device, which cables do not need. */
static bool
is_alias(struct span line)
{
	return is_indented(line) &&
	       span_starts_nocase(span_trim(line), "alias:");
}

/* What stands before the next comma; false: there is none. */
static bool
cut(struct span *rest, struct span *part)
{
	const char *comma = span_find_char(*rest, ',');

	if (!comma)
		return false;
	*part = span_make(rest->text, (size_t)(comma - rest->text));
	*rest = span_skip(*rest, part->length + 1);
	*part = span_trim(*part);
	return true;
}

/* Reads "  link:left-port,right-device,right-port". */
static bool
read_link(struct span line, struct link *link)
{
	struct span rest = span_trim(line);

	if (!is_indented(line) || !span_starts_nocase(rest, LINK))
		return false;
	rest = span_skip(rest, strlen(LINK));
	if (!cut(&rest, &link->left_port) || !cut(&rest, &link->right_device))
		return false;
	link->right_port = span_trim(rest);
	return true;
}

/*
 * By its first device and link.  A key of YAML ends in ":", and a name that
 * does as well has to do without being recognized.
 */
static bool
is_netdisco(const struct cabling_source *source)
{
	struct span rest = source->text;
	struct span device = SPAN_ABSENT;
	struct span line;
	struct link link;

	while (span_next_line(&rest, &line)) {
		if (is_nothing(line) || (device.length && is_alias(line)))
			continue;
		if (device.length)
			return read_link(line, &link) &&
			       link.left_port.length &&
			       link.right_device.length &&
			       link.right_port.length;
		device = span_trim(line);
		if (is_indented(line) || span_ends(device, ":"))
			return false;
	}
	return false;
}

static void
read_indented(struct cabling_draft *draft, struct span device, struct span line,
    struct spot at)
{
	struct draft_end a = {.device = device, .at = at};
	struct draft_end b = {.at = at};
	struct link link;

	if (!device.length) {
		draft_error(draft, at, "no device stands above this line");
	} else if (!read_link(line, &link)) {
		draft_error(draft, at,
		    "this is no `link:PORT,DEVICE,PORT` of a device");
	} else {
		a.port = link.left_port;
		b.device = link.right_device;
		b.port = link.right_port;
		draft_cable(draft, &a, &b);
	}
}

static void
read_netdisco(struct cabling_draft *draft, const struct cabling_source *source)
{
	struct span rest = source->text;
	struct span device = SPAN_ABSENT;
	struct spot at = {0, 0};
	struct span line;

	while (span_next_line(&rest, &line)) {
		at.line++;
		if (is_nothing(line) || (device.length && is_alias(line)))
			continue;
		if (is_indented(line)) {
			read_indented(draft, device, line, at);
			continue;
		}
		device = span_trim(line);
		draft_device(draft, device, at);
	}
}

/* --- writing -------------------------------------------------------------- */

/* No comment, and at the front of a file no byte order mark. */
static bool
can_begin_line(const char *device)
{
	return device[0] != '#' &&
	       !span_starts(span_of(device), "\xef\xbb\xbf");
}

/* Which end can stand on the left; NULL: neither. */
static const struct endpoint *
left_end(const struct topology *t, const struct cable *cable)
{
	const struct endpoint *const ends[] = {&cable->a, &cable->b};

	for (size_t i = 0; i < 2; i++) {
		const char *left = t->devices[ends[i]->device].name;
		const char *right = t->devices[ends[!i]->device].name;

		if (can_begin_line(left) && !strchr(ends[i]->port, ',') &&
		    !strchr(right, ','))
			return ends[i];
	}
	return NULL;
}

static bool
takes_cable(const struct topology *t, const struct cable *cable)
{
	return cable->state != CABLE_REMOVED && left_end(t, cable);
}

/* Cables by the device on their left, in the order in which these come up. */
struct group {
	size_t *cables;
	size_t count;
	size_t capacity;
};

static void
write_group(const struct topology *t, const struct group *group,
    struct str *out)
{
	for (size_t i = 0; i < group->count; i++) {
		const struct cable *cable = &t->cables[group->cables[i]];
		const struct endpoint *left = left_end(t, cable);
		const struct endpoint *right =
		    left == &cable->a ? &cable->b : &cable->a;

		if (i == 0)
			str_addf(out, "%s\n", t->devices[left->device].name);
		str_addf(out, "  " LINK "%s,%s,%s\n", left->port,
		    t->devices[right->device].name, right->port);
	}
}

static void
write_netdisco(const struct topology *t, struct str *out)
{
	struct group *groups = xcalloc(t->device_count + 1, sizeof(*groups));
	size_t *order = xcalloc(t->device_count + 1, sizeof(*order));
	size_t count = 0;

	for (size_t i = 0; i < t->cable_count; i++) {
		struct group *group;

		if (!takes_cable(t, &t->cables[i]))
			continue;
		group = &groups[left_end(t, &t->cables[i])->device];
		if (!group->count)
			order[count++] = (size_t)(group - groups);
		group->cables = grow_array(group->cables, group->count,
		    &group->capacity, sizeof(*group->cables));
		group->cables[group->count++] = i;
	}
	for (size_t i = 0; i < count; i++) {
		write_group(t, &groups[order[i]], out);
		free(groups[order[i]].cables);
	}
	free(order);
	free(groups);
}

const struct cabling_format cabling_netdisco = {
    .name = "netdisco",
    .title = "Netdisco's topology file",
    .is = is_netdisco,
    .read = read_netdisco,
    .write = write_netdisco,
    .takes = takes_cable,
};
