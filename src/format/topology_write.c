/*
 * Devices a line each, cables a line for each run of them, ignore rules with
 * the reason behind them.  See topology_write.h.
 */
#include "format/topology_write.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "format/topology_fold.h"

/* --- words -----------------------------------------------------------------
 */

/* Letters, digits and what stands in names of devices and ports. */
static bool
is_harmless(struct span text, const char *more)
{
	if (!text.length || !isalpha((unsigned char)text.text[0]))
		return false;
	for (size_t i = 0; i < text.length; i++) {
		if (!isalnum((unsigned char)text.text[i]) &&
		    !strchr(more, text.text[i]))
			return false;
	}
	return true;
}

/* What YAML itself has a meaning for. */
static bool
is_reserved(struct span text)
{
	static const char *const words[] = {"null", "true", "false", "yes",
	    "no", "on", "off", "y", "n"};

	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (span_is_nocase(text, words[i]))
			return true;
	}
	return false;
}

static void
add_quoted(struct str *out, struct span text)
{
	str_add_char(out, '"');
	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.text[i];

		if (c == '"' || c == '\\')
			str_add_char(out, '\\');
		if (c < 0x20 || c == 0x7f)
			str_addf(out, "\\x%02x", c);
		else
			str_add_char(out, (char)c);
	}
	str_add_char(out, '"');
}

static void
add_word(struct str *out, struct span text)
{
	if (is_harmless(text, "-_./") && !is_reserved(text))
		str_add_span(out, text);
	else
		add_quoted(out, text);
}

/* "DEVICE:PORT" or, where that would be read otherwise, a map. */
static void
add_end(struct str *out, const struct topology *t, const struct endpoint *end)
{
	const char *device = t->devices[end->device].name;
	char *text;

	if (strpbrk(device, "[]:") || strpbrk(end->port, "[]")) {
		str_add(out, "{device: ");
		add_quoted(out, span_of(device));
		str_add(out, ", port: ");
		add_quoted(out, span_of(end->port));
		str_add_char(out, '}');
		return;
	}
	text = str_printf("%s:%s", device, end->port);
	if (is_harmless(span_of(text), "-_./:"))
		str_add(out, text);
	else
		add_quoted(out, span_of(text));
	free(text);
}

/* One line of comment, whatever is in it. */
static void
add_comment(struct str *out, const char *text)
{
	str_add(out, "# ");
	text_escape(out, span_of(text));
}

/* --- parts -----------------------------------------------------------------
 */

static void
write_head(const struct learned *learned, struct str *out)
{
	const struct string_list *domains = &learned->domains;

	str_add(out,
	    "# What the devices said, written down by `cablecheck learn`: the "
	    "cabling that\n# is there, right or wrong. Look it through, then "
	    "keep it as the plan.\nname: ");
	add_word(out, span_of(learned->topology->name));
	str_add_char(out, '\n');
	if (!domains->count)
		return;
	str_add(out, "defaults:\n  domain: [");
	for (size_t i = 0; i < domains->count; i++) {
		str_add(out, i ? ", " : "");
		add_word(out, span_of(domains->items[i]));
	}
	str_add(out, "]\n");
}

/* ", key: value"; the first of a device without the comma. */
static void
add_key(struct str *out, bool *first, const char *key, const char *value)
{
	str_addf(out, "%s%s: ", *first ? "" : ", ", key);
	add_word(out, span_of(value));
	*first = false;
}

static void
add_number(struct str *out, bool *first, const char *key, unsigned number)
{
	str_addf(out, "%s%s: %u", *first ? "" : ", ", key, number);
	*first = false;
}

static void
write_device(const struct learned *learned, size_t index, struct str *out)
{
	const struct device *device = &learned->topology->devices[index];
	const char *note = learned->device_notes[index];
	bool first = true;

	str_add(out, "  ");
	add_word(out, span_of(device->name));
	str_add(out, ": {");
	if (strcmp(device->host, device->name) != 0)
		add_key(out, &first, "host", device->host);
	if (device->port != 22)
		add_number(out, &first, "port", device->port);
	if (device->platform != PLATFORM_AUTO)
		add_key(out, &first, "platform",
		    platform_name(device->platform));
	if (device->username)
		add_key(out, &first, "username", device->username);
	if (device->rack)
		add_key(out, &first, "rack", device->rack);
	if (device->unit)
		add_number(out, &first, "unit", device->unit);
	if (device->serial)
		add_key(out, &first, "serial", device->serial);
	if (!device->collect)
		str_addf(out, "%scollect: false", first ? "" : ", ");
	str_add(out, "}");
	if (note) {
		str_add(out, "  ");
		add_comment(out, note);
	}
	str_add_char(out, '\n');
}

static int
compare_devices(const void *left, const void *right, void *context)
{
	const struct topology *t = context;

	return text_natural_compare(t->devices[*(const size_t *)left].name,
	    t->devices[*(const size_t *)right].name);
}

static void
write_devices(const struct learned *learned, struct str *out)
{
	struct topology *t = learned->topology;
	size_t *order = xcalloc(t->device_count + 1, sizeof(*order));

	for (size_t i = 0; i < t->device_count; i++)
		order[i] = i;
	qsort_r(order, t->device_count, sizeof(*order), compare_devices, t);
	str_add(out, "devices:\n");
	for (size_t i = 0; i < t->device_count; i++)
		write_device(learned, order[i], out);
	free(order);
}

static void
write_fold(const struct folds *folds, const struct fold *fold, struct str *out)
{
	const struct topology *t = folds->topology;
	const struct cable *cable = &t->cables[folds->order[fold->first]];
	struct str a = STR_INIT;
	struct str b = STR_INIT;

	str_add(out, "  - [");
	if (fold->count > 1) {
		folds_add_ends(folds, fold, &a, &b);
		add_quoted(out, str_span(&a));
		str_add(out, ", ");
		add_quoted(out, str_span(&b));
	} else {
		add_end(out, t, &cable->a);
		str_add(out, ", ");
		add_end(out, t, &cable->b);
	}
	str_add(out, "]\n");
	str_release(&a);
	str_release(&b);
}

static void
write_cables(const struct learned *learned, struct str *out)
{
	struct folds folds;

	str_add(out, "cables:");
	if (!learned->topology->cable_count)
		str_add(out, " []");
	str_add_char(out, '\n');
	folds_make(&folds, learned->topology);
	for (size_t i = 0; i < folds.count; i++)
		write_fold(&folds, &folds.items[i], out);
	folds_release(&folds);
}

static void
write_ignores(const struct learned *learned, struct str *out)
{
	const struct topology *t = learned->topology;

	if (t->ignore_count)
		str_add(out, "ignore:\n");
	for (size_t i = 0; i < t->ignore_count; i++) {
		const struct ignore_rule *rule = &t->ignores[i];
		bool first = true;

		str_add(out, "  - {");
		if (rule->device)
			add_key(out, &first, "device", rule->device);
		if (rule->port)
			add_key(out, &first, "port", rule->port);
		if (rule->capability)
			add_key(out, &first, "capability", rule->capability);
		str_add(out, "}  ");
		add_comment(out, learned->ignore_notes[i]);
		str_add_char(out, '\n');
	}
}

void
topology_write(const struct learned *learned, struct str *out)
{
	write_head(learned, out);
	write_devices(learned, out);
	write_cables(learned, out);
	write_ignores(learned, out);
}
