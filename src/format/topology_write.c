/*
 * Devices a line each, cables a line for each run of them, ignore rules with
 * the reason behind them.  See topology_write.h.
 */
#include "format/topology_write.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "format/topology_fold.h"
#include "format/yaml_word.h"

/* "DEVICE:PORT" or, where that would be read otherwise, a map. */
static void
add_end(struct str *out, const struct topology *t, const struct endpoint *end)
{
	const char *device = t->devices[end->device].name;
	char *text;

	if (strpbrk(device, "[]:") || strpbrk(end->port, "[]")) {
		str_add(out, "{device: ");
		yaml_add_quoted(out, span_of(device));
		str_add(out, ", port: ");
		yaml_add_quoted(out, span_of(end->port));
		str_add_char(out, '}');
		return;
	}
	text = str_printf("%s:%s", device, end->port);
	/* A colon at the end would make it a key. */
	if (yaml_is_plain(span_of(text), "-_./:") &&
	    !span_ends(span_of(text), ":"))
		str_add(out, text);
	else
		yaml_add_quoted(out, span_of(text));
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
write_list(struct str *out, const struct string_list *list)
{
	str_add_char(out, '[');
	for (size_t i = 0; i < list->count; i++) {
		str_add(out, i ? ", " : "");
		yaml_add_word(out, span_of(list->items[i]));
	}
	str_add_char(out, ']');
}

static void
write_name(const struct topology *t, struct str *out)
{
	str_add(out, "name: ");
	yaml_add_word(out, span_of(t->name));
	str_add_char(out, '\n');
}

static void
write_defaults(const struct string_list *domains, struct str *out)
{
	if (!domains->count)
		return;
	str_add(out, "defaults:\n  domain: ");
	write_list(out, domains);
	str_add_char(out, '\n');
}

static bool
lists_equal(const struct string_list *a, const struct string_list *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		if (strcmp(a->items[i], b->items[i]) != 0)
			return false;
	}
	return true;
}

/* The domains that all devices have; none where one has others. */
static struct string_list
common_domains(const struct topology *t)
{
	static const struct string_list none = {NULL, 0};

	for (size_t i = 1; i < t->device_count; i++) {
		if (!lists_equal(&t->devices[i].domains,
			&t->devices[0].domains))
			return none;
	}
	return t->device_count ? t->devices[0].domains : none;
}

static void
write_head(const struct learned *learned, struct str *out)
{
	str_add(out,
	    "# What the devices said, written down by `cablecheck learn`: the "
	    "cabling that\n# is there, right or wrong. Look it through, then "
	    "keep it as the plan.\n");
	write_name(learned->topology, out);
	write_defaults(&learned->domains, out);
}

/* ", key: value"; the first of a device without the comma. */
static void
add_key(struct str *out, bool *first, const char *key, const char *value)
{
	str_addf(out, "%s%s: ", *first ? "" : ", ", key);
	yaml_add_word(out, span_of(value));
	*first = false;
}

static void
add_number(struct str *out, bool *first, const char *key, unsigned number)
{
	str_addf(out, "%s%s: %u", *first ? "" : ", ", key, number);
	*first = false;
}

static void
add_list(struct str *out, bool *first, const char *key,
    const struct string_list *list)
{
	str_addf(out, "%s%s: ", *first ? "" : ", ", key);
	write_list(out, list);
	*first = false;
}

/* The ways to a device, as they are read: [USER@]HOST[:PORT]. */
static void
add_jumps(struct str *out, bool *first, const struct jump_list *jumps)
{
	str_addf(out, "%sjump: [", *first ? "" : ", ");
	for (size_t i = 0; i < jumps->count; i++) {
		const struct jump *jump = &jumps->items[i];
		bool brackets = strchr(jump->host, ':') != NULL;
		struct str text = STR_INIT;

		if (jump->user)
			str_addf(&text, "%s@", jump->user);
		str_addf(&text, brackets ? "[%s]" : "%s", jump->host);
		if (jump->port)
			str_addf(&text, ":%u", jump->port);
		str_add(out, i ? ", " : "");
		yaml_add_quoted(out, str_span(&text));
		str_release(&text);
	}
	str_add_char(out, ']');
	*first = false;
}

/* What stands beside the devices: domains of all, and one note for each. */
struct device_context {
	const struct string_list *domains;
	const char *const *notes; /* or NULL */
};

static void
write_device(const struct device *device, const struct device_context *context,
    const char *note, struct str *out)
{
	bool first = true;

	str_add(out, "  ");
	yaml_add_word(out, span_of(device->name));
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
	if (device->aliases.count)
		add_list(out, &first, "aliases", &device->aliases);
	if (!lists_equal(&device->domains, context->domains))
		add_list(out, &first, "domain", &device->domains);
	if (device->jump_given)
		add_jumps(out, &first, &device->jumps);
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
write_devices(const struct topology *t, const struct device_context *context,
    struct str *out)
{
	size_t *order = xcalloc(t->device_count + 1, sizeof(*order));

	for (size_t i = 0; i < t->device_count; i++)
		order[i] = i;
	qsort_r(order, t->device_count, sizeof(*order), compare_devices,
	    (void *)t);
	str_add(out, t->device_count ? "devices:\n" : "devices: {}\n");
	for (size_t i = 0; i < t->device_count; i++)
		write_device(&t->devices[order[i]], context,
		    context->notes ? context->notes[order[i]] : NULL, out);
	free(order);
}

/* ", key: value" for everything that is said of a cable. */
static bool
add_extras(struct str *out, const struct cable *cable)
{
	static const char *const states[] = {
	    [CABLE_PLANNED] = "planned",
	    [CABLE_REMOVED] = "removed",
	};
	const struct {
		const char *key;
		const char *value;
	} words[] = {
	    {"state", states[cable->state]},
	    {"label", cable->label},
	    {"color", cable->color},
	    {"type", cable->type},
	    {"length", cable->length},
	    {"note", cable->note},
	};
	bool first = false;
	bool any = false;

	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (!words[i].value)
			continue;
		add_key(out, &first, words[i].key, words[i].value);
		any = true;
	}
	if (cable->via.count)
		add_list(out, &first, "via", &cable->via);
	return any || cable->via.count;
}

static void
write_cable(const struct topology *t, const struct cable *cable,
    struct str *out)
{
	struct str extras = STR_INIT;
	bool map = add_extras(&extras, cable);

	str_add(out, map ? "  - {a: " : "  - [");
	add_end(out, t, &cable->a);
	str_add(out, map ? ", b: " : ", ");
	add_end(out, t, &cable->b);
	str_add_span(out, str_span(&extras));
	str_add(out, map ? "}\n" : "]\n");
	str_release(&extras);
}

static void
write_fold(const struct folds *folds, const struct fold *fold, struct str *out)
{
	const struct topology *t = folds->topology;
	struct str a = STR_INIT;
	struct str b = STR_INIT;

	if (fold->count == 1) {
		write_cable(t, &t->cables[folds->order[fold->first]], out);
		return;
	}
	folds_add_ends(folds, fold, &a, &b);
	str_add(out, "  - [");
	yaml_add_quoted(out, str_span(&a));
	str_add(out, ", ");
	yaml_add_quoted(out, str_span(&b));
	str_add(out, "]\n");
	str_release(&a);
	str_release(&b);
}

static void
write_cables(const struct topology *t, struct str *out)
{
	struct folds folds;

	str_add(out, "cables:");
	if (!t->cable_count)
		str_add(out, " []");
	str_add_char(out, '\n');
	folds_make(&folds, t);
	for (size_t i = 0; i < folds.count; i++)
		write_fold(&folds, &folds.items[i], out);
	folds_release(&folds);
}

/* A key of which nothing may be said. */
static void
add_known(struct str *out, bool *first, const char *key, const char *value)
{
	if (value)
		add_key(out, first, key, value);
}

/* `notes`: one per rule, or NULL. */
static void
write_ignores(const struct topology *t, const char *const *notes,
    struct str *out)
{
	if (t->ignore_count)
		str_add(out, "ignore:\n");
	for (size_t i = 0; i < t->ignore_count; i++) {
		const struct ignore_rule *rule = &t->ignores[i];
		bool first = true;

		str_add(out, "  - {");
		add_known(out, &first, "device", rule->device);
		add_known(out, &first, "port", rule->port);
		add_known(out, &first, "neighbor", rule->neighbor);
		add_known(out, &first, "capability", rule->capability);
		str_add_char(out, '}');
		if (notes) {
			str_add(out, "  ");
			add_comment(out, notes[i]);
		}
		str_add_char(out, '\n');
	}
}

static void
write_waivers(const struct topology *t, struct str *out)
{
	if (t->waiver_count)
		str_add(out, "waivers:\n");
	for (size_t i = 0; i < t->waiver_count; i++) {
		const struct waiver *waiver = &t->waivers[i];
		bool first = true;

		str_add(out, "  - {");
		add_known(out, &first, "finding", waiver->finding);
		add_known(out, &first, "kind", waiver->kind);
		add_known(out, &first, "device", waiver->device);
		if (waiver->cable_count) {
			str_addf(out, "%scable: [", first ? "" : ", ");
			for (size_t k = 0; k < waiver->cable_count; k++) {
				const char *id =
				    t->cables[waiver->cables[k]].id;

				str_add(out, k ? ", " : "");
				yaml_add_word(out, span_of(id));
			}
			str_add_char(out, ']');
			first = false;
		}
		add_known(out, &first, "reason", waiver->reason);
		add_known(out, &first, "owner", waiver->owner);
		add_known(out, &first, "until", waiver->until);
		str_add(out, "}\n");
	}
}

void
topology_write(const struct learned *learned, struct str *out)
{
	const struct topology *t = learned->topology;
	struct device_context context = {&learned->domains,
	    learned->device_notes};

	write_head(learned, out);
	write_devices(t, &context, out);
	write_cables(t, out);
	write_ignores(t, learned->ignore_notes, out);
}

void
topology_write_plan(const struct topology *t, struct str *out)
{
	struct string_list domains = common_domains(t);
	struct device_context context = {&domains, NULL};

	write_name(t, out);
	write_defaults(&domains, out);
	write_devices(t, &context, out);
	write_cables(t, out);
	write_ignores(t, NULL, out);
	write_waivers(t, out);
}
