/*
 * What is peculiar about devices, as tables of keys and words.
 *
 * The settings of a pattern are read once for each device that it names.  The
 * first reading reports the mistakes; if there are any, it stays the only one.
 */
#include "lab/faults_devices.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "format/topology_range.h"
#include "lab/duration.h"
#include "lab/login.h"

#define BANNER_MAX 16384
#define SLOW_MAX 65536
#define DROP_MAX 1000000000u

/* A setting that is being read for a device. */
struct setting {
	const struct yaml_reader *r;
	const struct yaml_node *value;
	const char *key;
	const struct faults_target *target;
	size_t device;
	struct traits *traits;
};

/* A word and what it stands for. */
struct word {
	const char *name;
	int value;
};

/* --- values --------------------------------------------------------------- */

static bool
read_word(const struct setting *setting, const struct word *words, size_t count,
    int *value)
{
	const char *names[8];

	if (count > COUNT_OF(names))
		bug("%zu words", count);
	if (!yaml_expect(setting->r, setting->value, setting->key,
		YAML_KIND_TEXT))
		return false;
	for (size_t i = 0; i < count; i++) {
		names[i] = words[i].name;
		if (span_is(yaml_span(setting->value), words[i].name)) {
			*value = words[i].value;
			return true;
		}
	}
	yaml_report_word(setting->r, setting->value, setting->key,
	    &(struct yaml_keys){setting->key, names, count});
	return false;
}

static void
read_flag(const struct setting *setting, bool *flag)
{
	yaml_read_bool(setting->r, setting->value, setting->key, flag);
}

static bool
is_switched_off(const struct setting *setting)
{
	bool on = true;

	read_flag(setting, &on);
	return !on;
}

/* --- settings ------------------------------------------------------------- */

static void
set_refuse(const struct setting *setting)
{
	read_flag(setting, &setting->traits->refuses);
}

static void
set_hang(const struct setting *setting)
{
	/* clang-format off */
	static const struct word words[] = {
		{ "connect",   HANG_BANNER },
		{ "banner",    HANG_BANNER },
		{ "handshake", HANG_KEX },
		{ "kex",       HANG_KEX },
		{ "auth",      HANG_AUTH },
		{ "exec",      HANG_EXEC },
		{ "output",    HANG_OUTPUT },
	};
	/* clang-format on */
	int hang = HANG_NEVER;

	if (read_word(setting, words, COUNT_OF(words), &hang))
		setting->traits->hang = (enum hang)hang;
}

static void
set_drop(const struct setting *setting)
{
	unsigned bytes;

	if (!yaml_read_number(setting->r, setting->value, setting->key,
		(struct yaml_limits){0, DROP_MAX}, &bytes))
		return;
	setting->traits->drops = true;
	setting->traits->drop_after = bytes;
}

static void
set_slow(const struct setting *setting)
{
	unsigned bytes;

	if (yaml_read_number(setting->r, setting->value, setting->key,
		(struct yaml_limits){1, SLOW_MAX}, &bytes))
		setting->traits->slow = bytes;
}

static void
set_wrong_password(const struct setting *setting)
{
	read_flag(setting, &setting->traits->wrong_password);
}

static void
set_garbage(const struct setting *setting)
{
	read_flag(setting, &setting->traits->is_garbage);
}

static void
set_cdp(const struct setting *setting)
{
	if (is_switched_off(setting))
		wiring_silence(setting->target->wiring, setting->device);
}

static void
set_power(const struct setting *setting)
{
	if (!is_switched_off(setting))
		return;
	setting->traits->is_off = true;
	wiring_silence(setting->target->wiring, setting->device);
}

static void
set_exec(const struct setting *setting)
{
	static const struct word words[] = {{"allow", 0}, {"refuse", 1}};
	int refused;

	if (read_word(setting, words, COUNT_OF(words), &refused))
		setting->traits->refuses_exec = refused;
}

static void
set_latency(const struct setting *setting)
{
	if (!yaml_expect(setting->r, setting->value, setting->key,
		YAML_KIND_TEXT))
		return;
	if (!duration_read(yaml_span(setting->value),
		&setting->traits->latency_ms))
		yaml_error(setting->r, setting->value,
		    "%s must be a time such as 200ms or 2s, not \"%s\"",
		    setting->key, yaml_quote(yaml_span(setting->value)).text);
}

static void
set_auth(const struct setting *setting)
{
	struct string_list names;
	unsigned logins = 0;
	enum login login;

	if (!yaml_read_texts(setting->r, setting->value, setting->key, &names))
		return;
	for (size_t i = 0; i < names.count; i++) {
		if (login_from_name(span_of(names.items[i]), &login))
			logins |= login;
		else
			yaml_error(setting->r, setting->value,
			    "%s may be password, keyboard-interactive or "
			    "publickey, not \"%s\"",
			    setting->key,
			    yaml_quote(span_of(names.items[i])).text);
	}
	setting->traits->logins = logins;
}

/* A banner has several lines, which yaml_read_text() does not take. */
static void
set_banner(const struct setting *setting)
{
	if (!yaml_expect(setting->r, setting->value, setting->key,
		YAML_KIND_TEXT))
		return;
	if (setting->value->length > BANNER_MAX) {
		yaml_error(setting->r, setting->value,
		    "%s has more than %d bytes", setting->key, BANNER_MAX);
		return;
	}
	setting->traits->banner =
	    arena_span(setting->target->arena, yaml_span(setting->value));
}

static void
set_prompt(const struct setting *setting)
{
	yaml_read_text(setting->r, setting->value, setting->key, YAML_NAME_MAX,
	    &setting->traits->prompt);
}

/* clang-format off */
static const struct {
	const char *name;
	const char *what; /* in messages */
	void (*set)(const struct setting *setting);
} settings[] = {
	{ "refuse",         "`refuse`",         set_refuse },
	{ "hang",           "`hang`",           set_hang },
	{ "drop",           "`drop`",           set_drop },
	{ "slow",           "`slow`",           set_slow },
	{ "wrong-password", "`wrong-password`", set_wrong_password },
	{ "garbage",        "`garbage`",        set_garbage },
	{ "cdp",            "`cdp`",            set_cdp },
	{ "power",          "`power`",          set_power },
	{ "exec",           "`exec`",           set_exec },
	{ "latency",        "`latency`",        set_latency },
	{ "auth",           "`auth`",           set_auth },
	{ "banner",         "`banner`",         set_banner },
	{ "prompt",         "`prompt`",         set_prompt },
};
/* clang-format on */

/* --- devices -------------------------------------------------------------- */

static void
apply_settings(const struct yaml_reader *r, const struct yaml_node *map,
    const struct faults_target *target, size_t device)
{
	const struct yaml_node *values[COUNT_OF(settings)] = {NULL};
	const char *names[COUNT_OF(settings)];
	struct setting setting = {.r = r,
	    .target = target,
	    .device = device,
	    .traits = &target->traits[device]};

	for (size_t i = 0; i < COUNT_OF(settings); i++)
		names[i] = settings[i].name;
	yaml_read_keys(r, map,
	    &(struct yaml_keys){"a device's faults", names, COUNT_OF(names)},
	    values);
	for (size_t i = 0; i < COUNT_OF(settings); i++) {
		if (!values[i])
			continue;
		setting.value = values[i];
		setting.key = settings[i].what;
		settings[i].set(&setting);
	}
}

/* One entry of the map: a pattern and its settings. */
struct devices_entry {
	const struct yaml_reader *r;
	const struct yaml_node *key;
	const struct yaml_node *map;
	const struct faults_target *target;
	size_t errors_before;
};

static void
apply_to(const struct devices_entry *entry, size_t device)
{
	if (entry->r->diags->errors == entry->errors_before)
		apply_settings(entry->r, entry->map, entry->target, device);
}

/*
 * Mistakes in the settings are shown all the same; what they do to the first
 * device is of no interest any more.
 */
static void
report_unknown(const struct devices_entry *entry, const char *name)
{
	if (entry->target->topology->device_count > 0)
		apply_to(entry, 0);
	yaml_error(entry->r, entry->key, "the topology has no device \"%s\"",
	    yaml_quote(span_of(name)).text);
}

/* A name without brackets: of a device, or a pattern for several. */
static void
apply_to_name(const struct devices_entry *entry, const char *name)
{
	const struct topology *topology = entry->target->topology;
	size_t matches = 0;
	size_t device;

	if (topology_find_device(topology, span_of(name), &device)) {
		apply_to(entry, device);
		return;
	}
	if (strpbrk(name, "*?")) {
		for (size_t i = 0; i < topology->device_count; i++) {
			if (!text_glob_match(name, topology->devices[i].name))
				continue;
			apply_to(entry, i);
			matches++;
		}
	}
	if (matches == 0)
		report_unknown(entry, name);
}

static void
apply_entry(const struct devices_entry *entry)
{
	struct str name = STR_INIT;
	struct range range;
	enum range_result result =
	    range_read(&range, yaml_span(entry->key), entry->target->arena);

	if (result != RANGE_OK) {
		yaml_error(entry->r, entry->key, "\"%s\": %s",
		    yaml_quote(yaml_span(entry->key)).text,
		    range_explain(result));
		return;
	}
	for (size_t i = 0; i < range.count; i++) {
		str_clear(&name);
		range_add_name(&range, i, &name);
		apply_to_name(entry, str_text(&name));
	}
	str_release(&name);
}

void
faults_apply_devices(const struct yaml_reader *r, const struct yaml_node *map,
    const struct faults_target *target)
{
	const struct yaml_node *value;

	for (const struct yaml_node *key = map->first; key; key = value->next) {
		struct devices_entry entry = {r, key, NULL, target,
		    r->diags->errors};

		value = key->next;
		entry.map = value;
		if (yaml_expect(r, key, "a device's name", YAML_KIND_TEXT) &&
		    yaml_expect(r, value, "a device's faults", YAML_KIND_MAP))
			apply_entry(&entry);
	}
}
