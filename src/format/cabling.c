/*
 * Which format a file is, and what all formats have in common; see cabling.h.
 */
#include "format/cabling.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "format/cabling_formats.h"
#include "format/cabling_yaml.h"
#include "format/topology_yaml.h"

/*
 * In the order in which a file is held against them: ours comes first, and
 * those that are recognized by little come last.
 */
static const struct cabling_format *const formats[] = {
    &cabling_topology,
    &cabling_batfish,
    &cabling_cable_plan,
    &cabling_cvt,
    &cabling_ptm,
    &cabling_containerlab,
    &cabling_cml,
    &cabling_netlab,
    &cabling_hyperfabric,
    &cabling_dell,
    &cabling_netbox,
    &cabling_p2p,
    &cabling_avd,
    &cabling_netlab_wiring,
    &cabling_plain,
    &cabling_netdisco,
};

const struct cabling_format *
cabling_format_at(size_t i)
{
	return i < COUNT_OF(formats) ? formats[i] : NULL;
}

const struct cabling_format *
cabling_format_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(formats); i++) {
		if (span_is_nocase(span_of(name), formats[i]->name))
			return formats[i];
	}
	return NULL;
}

/* Ours has a reader of its own. */
bool
cabling_can_read(const struct cabling_format *format)
{
	return format->read || format == &cabling_topology;
}

/* --- reading -------------------------------------------------------------- */

/*
 * Windows' spreadsheets write "\xef\xbb\xbf" before UTF-8, or no UTF-8 at all;
 * what a name would become then is anybody's guess, so nobody guesses.
 */
static bool
check_encoding(const char *file, struct span *text, struct diag_list *diags)
{
	struct place place = {file, 1, 0};
	struct span rest;

	if (span_starts(*text, "\xef\xbb\xbf"))
		*text = span_skip(*text, 3);
	for (rest = *text; rest.length;) {
		size_t length = text_utf8_length(rest);

		if (!length || !rest.text[0]) {
			diag_add(diags, place, SEVERITY_ERROR,
			    "this is not UTF-8: save the file as UTF-8 (in a "
			    "spreadsheet: CSV UTF-8)");
			return false;
		}
		place.line += rest.text[0] == '\n';
		rest = span_skip(rest, length);
	}
	return true;
}

static const struct cabling_format *
recognize(const struct cabling_source *source, bool yaml)
{
	for (size_t i = 0; i < COUNT_OF(formats); i++) {
		if (formats[i]->yaml == yaml && formats[i]->is(source))
			return formats[i];
	}
	return NULL;
}

static void
read_as(const struct cabling_format *format,
    const struct cabling_source *source, struct topology **topology,
    struct diag_list *diags)
{
	struct cabling_draft *draft = cabling_draft_new(source->file, diags);

	format->read(draft, source);
	*topology = cabling_draft_finish(draft);
	cabling_draft_free(draft);
}

static void
tell_empty(const struct cabling_source *source, struct diag_list *diags)
{
	diag_add(diags, (struct place){source->file, 1, 1}, SEVERITY_ERROR,
	    "the file is empty");
}

/* Ours has a reader of its own, which a draft would only stand in the way of.
 */
static bool
read_source(const struct cabling_format *format,
    const struct cabling_source *source, struct topology **topology,
    struct diag_list *diags, struct err *err)
{
	if (format == &cabling_topology)
		return topology_read_text(source->file, source->text, topology,
		    diags, err);
	if (format->yaml ? !source->tree->root
			 : !span_trim(source->text).length)
		tell_empty(source, diags);
	else
		read_as(format, source, topology, diags);
	return true;
}

static bool
read_yaml(const struct cabling_format *format, struct cabling_source *source,
    const struct cabling_format **taken_for, struct topology **topology,
    struct diag_list *diags, struct err *err)
{
	struct yaml_tree tree;
	bool ok = true;

	if (yaml_tree_read(&tree, source->file, source->text, diags)) {
		source->tree = &tree;
		if (!format && tree.root)
			format = recognize(source, true);
		*taken_for = format;
		if (format)
			ok = read_source(format, source, topology, diags, err);
		else if (tree.root)
			ok = err_set(err, ERR_INPUT,
			    "%s is of no format that is known here; name it "
			    "with --input-format",
			    source->file);
		else
			tell_empty(source, diags);
	} else if (!format) {
		/* What is wrong with it as YAML may be beside the point. */
		diag_add(diags, (struct place){source->file, 0, 0},
		    SEVERITY_NOTE,
		    "read as YAML, for it begins like no other format that is "
		    "known here; --input-format says what it is");
	}
	yaml_tree_release(&tree);
	return ok;
}

const struct cabling_format *
cabling_recognize(struct span text)
{
	struct cabling_source source = {"", text, NULL};
	const struct cabling_format *format = NULL;
	struct diag_list diags = DIAG_LIST_INIT;
	struct yaml_tree tree = {NULL, NULL, NULL};

	if (check_encoding("", &source.text, &diags))
		format = recognize(&source, false);
	if (!format && !diags.errors &&
	    yaml_tree_read(&tree, "", source.text, &diags) && tree.root) {
		source.tree = &tree;
		format = recognize(&source, true);
	}
	yaml_tree_release(&tree);
	diag_list_release(&diags);
	return format;
}

bool
cabling_read_text(const struct cabling_format *format, const char *file,
    struct span text, const struct cabling_format **taken_for,
    struct topology **topology, struct diag_list *diags, struct err *err)
{
	struct cabling_source source = {file, text, NULL};

	*topology = NULL;
	*taken_for = format;
	if (text.length > TOPOLOGY_FILE_MAX)
		return err_set(err, ERR_LIMIT, "%s has more than %zu bytes",
		    file, TOPOLOGY_FILE_MAX);
	if (!check_encoding(file, &source.text, diags))
		return true;
	if (!format)
		format = recognize(&source, false);
	if (!format || format->yaml)
		return read_yaml(format, &source, taken_for, topology, diags,
		    err);
	*taken_for = format;
	return read_source(format, &source, topology, diags, err);
}

bool
cabling_read(const struct cabling_format *format, const char *path,
    const struct cabling_format **taken_for, struct topology **topology,
    struct diag_list *diags, struct err *err)
{
	char *text = NULL;
	size_t length = 0;
	bool ok;

	*topology = NULL;
	*taken_for = format;
	if (!file_read(path, TOPOLOGY_FILE_MAX, &text, &length, err))
		return false;
	ok = cabling_read_text(format, path, span_make(text, length), taken_for,
	    topology, diags, err);
	free(text);
	return ok;
}

/* --- losses --------------------------------------------------------------- */

static bool
device_address(const struct device *device)
{
	return cabling_is_ipv4(device->host);
}

static bool
device_host_name(const struct device *device)
{
	return strcmp(device->host, device->name) != 0 &&
	       !cabling_is_ipv4(device->host);
}

static bool
device_port(const struct device *device)
{
	return device->port != 22;
}

static bool
device_platform(const struct device *device)
{
	return device->platform != PLATFORM_AUTO;
}

static bool
device_rack(const struct device *device)
{
	return device->rack;
}

static bool
device_unit(const struct device *device)
{
	return device->unit;
}

static bool
device_serial(const struct device *device)
{
	return device->serial;
}

static bool
device_login(const struct device *device)
{
	return device->username || device->jump_given;
}

static bool
device_bare_host(const struct device *device)
{
	return !device->collect && device->platform == PLATFORM_AUTO;
}

static bool
device_known_host(const struct device *device)
{
	return !device->collect && device->platform != PLATFORM_AUTO;
}

static bool
device_names(const struct device *device)
{
	return device->aliases.count || device->domains.count;
}

static bool
cable_label(const struct cable *cable)
{
	return cable->label;
}

static bool
cable_state(const struct cable *cable)
{
	return cable->state != CABLE_INSTALLED;
}

static bool
cable_color(const struct cable *cable)
{
	return cable->color;
}

static bool
cable_type(const struct cable *cable)
{
	return cable->type;
}

static bool
cable_length(const struct cable *cable)
{
	return cable->length;
}

static bool
cable_note(const struct cable *cable)
{
	return cable->note;
}

static bool
cable_hops(const struct cable *cable)
{
	return cable->via.count;
}

/* clang-format off */
static const struct {
	unsigned kept;
	const char *what;
	bool (*has)(const struct device *device);
} device_losses[] = {
	{ KEEPS_ADDRESSES, "address",        device_address },
	{ 0,               "host name",      device_host_name },
	{ 0,               "TCP port",       device_port },
	{ KEEPS_PLATFORMS, "platform",       device_platform },
	{ KEEPS_RACKS,     "rack",           device_rack },
	{ KEEPS_UNITS,     "unit",           device_unit },
	{ KEEPS_SERIALS,   "serial number",  device_serial },
	{ KEEPS_LOGINS,    "way to log in",  device_login },
	{ KEEPS_HOSTS | KEEPS_BARE_HOSTS,
	                   "`collect: false`", device_bare_host },
	{ KEEPS_HOSTS,     "`collect: false` beside a platform",
	                                       device_known_host },
	{ KEEPS_NAMES,     "other names",    device_names },
};

static const struct {
	unsigned kept;
	const char *what;
	bool (*has)(const struct cable *cable);
} cable_losses[] = {
	{ KEEPS_LABELS,  "label",            cable_label },
	{ KEEPS_STATES,  "state",            cable_state },
	{ KEEPS_COLORS,  "color",            cable_color },
	{ KEEPS_TYPES,   "type",             cable_type },
	{ KEEPS_LENGTHS, "length",           cable_length },
	{ KEEPS_NOTES,   "note",             cable_note },
	{ KEEPS_HOPS,    "patch panels",     cable_hops },
};
/* clang-format on */

static void
add_loss(struct str *losses, const char *what, const char *whose, size_t count)
{
	if (count)
		str_addf(losses, "%s%s of %zu %s%s", losses->length ? ", " : "",
		    what, count, whose, count == 1 ? "" : "s");
}

static void
add_device_losses(struct str *losses, unsigned keeps, const struct topology *t)
{
	for (size_t i = 0; i < COUNT_OF(device_losses); i++) {
		size_t count = 0;

		if (keeps == KEEPS_ALL || (keeps & device_losses[i].kept))
			continue;
		for (size_t k = 0; k < t->device_count; k++)
			count += device_losses[i].has(&t->devices[k]);
		add_loss(losses, device_losses[i].what, "device", count);
	}
}

static void
add_cable_losses(struct str *losses, unsigned keeps, const struct topology *t)
{
	for (size_t i = 0; i < COUNT_OF(cable_losses); i++) {
		size_t count = 0;

		if (keeps & cable_losses[i].kept)
			continue;
		for (size_t k = 0; k < t->cable_count; k++)
			count += cable_losses[i].has(&t->cables[k]);
		add_loss(losses, cable_losses[i].what, "cable", count);
	}
}

static bool
is_taken(const struct cabling_format *format, const struct topology *t,
    size_t cable)
{
	return !format->takes || format->takes(t, &t->cables[cable]);
}

/* Also those whose cables are all left out. */
static void
add_lone_devices(struct str *losses, const struct cabling_format *format,
    const struct topology *t)
{
	bool *joined = xcalloc(t->device_count + 1, sizeof(*joined));
	size_t lone = t->device_count;

	for (size_t i = 0; i < t->cable_count; i++) {
		const struct cable *cable = &t->cables[i];

		if (!is_taken(format, t, i))
			continue;
		lone -= !joined[cable->a.device];
		joined[cable->a.device] = true;
		lone -= !joined[cable->b.device];
		joined[cable->b.device] = true;
	}
	free(joined);
	if (lone)
		str_addf(losses, "%s%zu device%s without a cable",
		    losses->length ? ", " : "", lone, lone == 1 ? "" : "s");
}

size_t
cabling_count_taken(const struct cabling_format *format,
    const struct topology *t)
{
	size_t count = 0;

	for (size_t i = 0; i < t->cable_count; i++)
		count += is_taken(format, t, i);
	return count;
}

/* Whole cables. */
static void
add_lost_cables(struct str *losses, const struct cabling_format *format,
    const struct topology *t)
{
	size_t count = t->cable_count - cabling_count_taken(format, t);

	if (count)
		str_addf(losses, "%s%zu cable%s", losses->length ? ", " : "",
		    count, count == 1 ? "" : "s");
}

void
cabling_tell_losses(const struct cabling_format *format,
    const struct topology *t, struct diag_list *diags)
{
	size_t rules = t->ignore_count + t->waiver_count;
	struct str losses = STR_INIT;

	add_lost_cables(&losses, format, t);
	add_device_losses(&losses, format->keeps, t);
	add_cable_losses(&losses, format->keeps, t);
	if (!(format->keeps & KEEPS_LONE_DEVICES))
		add_lone_devices(&losses, format, t);
	if (rules && !(format->keeps & KEEPS_RULES))
		str_addf(&losses, "%s%zu ignore rule%s and waiver%s",
		    losses.length ? ", " : "", rules,
		    t->ignore_count == 1 ? "" : "s",
		    t->waiver_count == 1 ? "" : "s");
	if (losses.length)
		diag_add(diags, (struct place){t->file, 0, 0}, SEVERITY_WARNING,
		    "left out, for %s has no place for it: %s", format->name,
		    str_text(&losses));
	str_release(&losses);
}
