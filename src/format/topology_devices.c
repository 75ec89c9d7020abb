/*
 * A device is read into a part: some of its keys are given, the rest are not.
 * The defaults are a part as well, and so is what an inventory says of the same
 * device.  Merging is filling the holes of one part from another, key by key;
 * a table knows where each key lives, so a new key is a new row.
 */
#include "format/topology_devices.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "format/topology_range.h"

#define UNIT_MAX 100
#define PORT_MAX 65535
#define SSH_PORT 22

enum device_key {
	KEY_HOST,
	KEY_PORT,
	KEY_PLATFORM,
	KEY_USERNAME,
	KEY_RACK,
	KEY_UNIT,
	KEY_SERIAL,
	KEY_ALIASES,
	KEY_DOMAIN,
	KEY_COLLECT,
	KEY_JUMP,
	DEVICE_KEYS
};

/* The aliases once more, each with its place. */
struct alias_list {
	struct string_list names;
	struct place *places;
};

struct device_part {
	struct device device;
	struct alias_list aliases;
	bool given[DEVICE_KEYS];
};

/* Reads the value of a key into `target`, a field of a struct device_part. */
struct device_field {
	const char *what;
	bool (*read)(const struct yaml_reader *r, const struct yaml_node *node,
	    const char *what, void *target);
	size_t offset;
	size_t size;
};

static bool
read_name(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, void *target)
{
	return yaml_read_text(r, node, what, YAML_NAME_MAX, target);
}

/* Not quoted when it is wrong: people write user:password@host. */
static bool
read_host(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, void *target)
{
	const char **host = target;
	const char *read = NULL;

	if (!yaml_read_text(r, node, what, YAML_NAME_MAX, &read))
		return false;
	if (strpbrk(read, " \"'@/\\")) {
		yaml_error(r, node,
		    "%s must be an address or a host name and nothing else",
		    what);
		return false;
	}
	*host = read;
	return true;
}

static bool
read_port(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, void *target)
{
	return yaml_read_number(r, node, what,
	    (struct yaml_limits){1, PORT_MAX}, target);
}

static bool
read_unit(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, void *target)
{
	return yaml_read_number(r, node, what,
	    (struct yaml_limits){1, UNIT_MAX}, target);
}

static bool
read_collect(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, void *target)
{
	return yaml_read_bool(r, node, what, target);
}

static bool
read_domain(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, void *target)
{
	return yaml_read_texts(r, node, what, target);
}

static bool
read_platform(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, void *target)
{
	static const char *const names[] = {"ios", "nxos", "iosxr", "auto"};

	if (!yaml_expect(r, node, what, YAML_KIND_TEXT))
		return false;
	if (platform_from_name(yaml_span(node), target))
		return true;
	yaml_report_word(r, node, what,
	    &(struct yaml_keys){"a platform", names, COUNT_OF(names)});
	return false;
}

static bool
read_aliases(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, void *target)
{
	struct alias_list *aliases = target;
	struct string_list names = {NULL, 0};

	if (!yaml_read_texts(r, node, what, &names))
		return false;
	aliases->names = names;
	aliases->places =
	    arena_array(r->arena, names.count, sizeof(*aliases->places));
	if (node->kind == YAML_KIND_LIST)
		node = node->first;
	for (size_t i = 0; i < names.count; i++, node = node->next)
		aliases->places[i] = yaml_place(r, node);
	return true;
}

/* Not quoted when it is wrong: people write user:password@host. */
static bool
read_jump(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, void *target)
{
	struct string_list hops = {NULL, 0};
	struct str text = STR_INIT;
	bool ok;

	if (!yaml_read_texts(r, node, what, &hops))
		return false;
	for (size_t i = 0; i < hops.count; i++)
		str_addf(&text, "%s%s", i ? "," : "", hops.items[i]);
	if (hops.count == 0)
		str_add(&text, "none");
	ok = jump_list_read(r->arena, str_span(&text), target);
	str_release(&text);
	if (!ok)
		yaml_error(r, node,
		    "%s must be [USER@]HOST[:PORT], a list of them in the "
		    "order in which they are passed, or none",
		    what);
	return ok;
}

#define IN_PART(field)                                                         \
	offsetof(struct device_part, field),                                   \
	    sizeof(((struct device_part *)NULL)->field)

/* clang-format off */
static const char *const key_names[DEVICE_KEYS] = {
	[KEY_HOST]     = "host",
	[KEY_PORT]     = "port",
	[KEY_PLATFORM] = "platform",
	[KEY_USERNAME] = "username",
	[KEY_RACK]     = "rack",
	[KEY_UNIT]     = "unit",
	[KEY_SERIAL]   = "serial",
	[KEY_ALIASES]  = "aliases",
	[KEY_DOMAIN]   = "domain",
	[KEY_COLLECT]  = "collect",
	[KEY_JUMP]     = "jump",
};

static const struct device_field fields[DEVICE_KEYS] = {
	[KEY_HOST]     = { "`host`",     read_host,     IN_PART(device.host) },
	[KEY_PORT]     = { "`port`",     read_port,     IN_PART(device.port) },
	[KEY_PLATFORM] = { "`platform`", read_platform, IN_PART(device.platform) },
	[KEY_USERNAME] = { "`username`", read_name,     IN_PART(device.username) },
	[KEY_RACK]     = { "`rack`",     read_name,     IN_PART(device.rack) },
	[KEY_UNIT]     = { "`unit`",     read_unit,     IN_PART(device.unit) },
	[KEY_SERIAL]   = { "`serial`",   read_name,     IN_PART(device.serial) },
	[KEY_ALIASES]  = { "`aliases`",  read_aliases,  IN_PART(aliases) },
	[KEY_DOMAIN]   = { "`domain`",   read_domain,   IN_PART(device.domains) },
	[KEY_COLLECT]  = { "`collect`",  read_collect,  IN_PART(device.collect) },
	[KEY_JUMP]     = { "`jump`",     read_jump,     IN_PART(device.jumps) },
};
/* clang-format on */

static const struct yaml_keys device_keys = {"a device", key_names,
    DEVICE_KEYS};

static void
part_read(struct device_part *part, const struct yaml_reader *r,
    const struct yaml_node *map)
{
	const struct yaml_node *values[DEVICE_KEYS];

	*part =
	    (struct device_part){.device = {.port = SSH_PORT, .collect = true}};
	/* "srv1:" with nothing behind it is a device that is all defaults. */
	if (yaml_is_null(map) ||
	    !yaml_expect(r, map, "a device", YAML_KIND_MAP))
		return;
	yaml_read_keys(r, map, &device_keys, values);
	for (size_t i = 0; i < DEVICE_KEYS; i++) {
		const struct device_field *field = &fields[i];
		void *target = (char *)part + field->offset;

		if (values[i])
			part->given[i] =
			    field->read(r, values[i], field->what, target);
	}
}

/* Takes from `other` the keys that `part` does not have. */
static void
part_fill(struct device_part *part, const struct device_part *other)
{
	for (size_t i = 0; i < DEVICE_KEYS; i++) {
		size_t offset = fields[i].offset;

		if (part->given[i] || !other->given[i])
			continue;
		memcpy((char *)part + offset, (const char *)other + offset,
		    fields[i].size);
		part->given[i] = true;
	}
}

enum file_number { FILE_PLAN, FILE_INVENTORY, FILES };

struct entry {
	struct device_part part;
	bool in_file[FILES];
	struct place places[FILES];
};

/* The devices while they are being put together. */
struct book {
	struct topology *topology;
	struct entry *entries; /* owned */
	size_t count;
	size_t capacity;
	struct device_part defaults[FILES];
};

static bool
check_device_name(const struct yaml_reader *r, const struct yaml_node *key,
    struct span name)
{
	struct arena *scratch;
	struct range range;
	bool is_range;

	if (!yaml_check_name(r, key, "the name of a device", name))
		return false;
	if (!span_find_char(name, '['))
		return true;
	scratch = arena_new();
	is_range = range_read(&range, name, scratch) == RANGE_OK;
	arena_free(scratch);
	if (is_range)
		yaml_error(r, key,
		    "\"%s\": ranges are for cables; every device has an entry "
		    "of its own",
		    yaml_quote(name).text);
	return !is_range;
}

static void
report_duplicate(const struct yaml_reader *r, const struct yaml_node *key,
    const char *first_name, unsigned first_line)
{
	struct yaml_quote name = yaml_quote(span_trim(yaml_span(key)));
	struct yaml_quote other = yaml_quote(span_of(first_name));

	if (strcmp(name.text, other.text) == 0)
		yaml_error(r, key,
		    "device \"%s\" stands here twice: first on line %u",
		    name.text, first_line);
	else
		yaml_error(r, key,
		    "device \"%s\" is \"%s\" on line %u: the case of letters "
		    "does not tell devices apart",
		    name.text, other.text, first_line);
}

static struct entry *
add_entry(struct book *book, struct span name)
{
	struct entry *entry;

	book->entries = grow_array(book->entries, book->count, &book->capacity,
	    sizeof(*book->entries));
	entry = &book->entries[book->count];
	memset(entry, 0, sizeof(*entry));
	map_add(book->topology->by_name, name, book->count, NULL);
	book->count++;
	return entry;
}

static void
take_device(struct book *book, enum file_number file,
    const struct yaml_reader *r, const struct yaml_node *key)
{
	struct span name = span_trim(yaml_span(key));
	struct entry *entry = NULL;
	struct device_part part;
	size_t index;

	if (key->kind != YAML_KIND_TEXT) {
		yaml_error(r, key, "the name of a device must be a text");
		return;
	}
	if (!check_device_name(r, key, name))
		return;
	part_read(&part, r, key->next);
	if (map_find(book->topology->by_name, name, &index))
		entry = &book->entries[index];
	if (entry && entry->in_file[file]) {
		report_duplicate(r, key, entry->part.device.name,
		    entry->places[file].line);
		return;
	}
	if (entry) {
		/* The plan's part has been read first, and yields. */
		part_fill(&part, &entry->part);
		part.device.name = entry->part.device.name;
	} else {
		entry = add_entry(book, name);
		part.device.name = arena_span(book->topology->arena, name);
	}
	entry->part = part;
	entry->in_file[file] = true;
	entry->places[file] = yaml_place(r, key);
}

static void
read_source(struct book *book, enum file_number file,
    const struct device_source *source)
{
	if (source->defaults)
		part_read(&book->defaults[file], source->yaml,
		    source->defaults);
	if (!source->devices)
		return;
	for (const struct yaml_node *key = source->devices->first; key;
	     key = key->next->next)
		take_device(book, file, source->yaml, key);
}

static void
finish_device(struct book *book, struct entry *entry)
{
	enum file_number own =
	    entry->in_file[FILE_INVENTORY] ? FILE_INVENTORY : FILE_PLAN;
	enum file_number other = own == FILE_PLAN ? FILE_INVENTORY : FILE_PLAN;
	struct topology *topology = book->topology;
	struct device *device = &entry->part.device;

	part_fill(&entry->part, &book->defaults[own]);
	part_fill(&entry->part, &book->defaults[other]);
	device->aliases = entry->part.aliases.names;
	device->place = entry->in_file[FILE_PLAN]
			    ? entry->places[FILE_PLAN]
			    : entry->places[FILE_INVENTORY];
	device->port_given = entry->part.given[KEY_PORT];
	device->jump_given = entry->part.given[KEY_JUMP];
	if (!device->host)
		device->host = device->name;
	topology->devices[topology->device_count++] = *device;
}

/* An alias must lead to one device only. */
static void
add_alias(struct topology *topology, struct diag_list *diags, size_t index,
    size_t alias, const struct place *where)
{
	const char *name = topology->devices[index].aliases.items[alias];
	const struct device *other;
	size_t owner = index;

	if (map_add(topology->by_name, span_of(name), index, &owner) ||
	    owner == index)
		return;
	other = &topology->devices[owner];
	diag_add(diags, *where, SEVERITY_ERROR,
	    span_is_nocase(span_of(name), other->name)
		? "alias \"%s\" is the name of device \"%s\" on %s"
		: "alias \"%s\" is also an alias of device \"%s\" on %s",
	    yaml_quote(span_of(name)).text,
	    yaml_quote(span_of(other->name)).text,
	    yaml_line_words(&other->place, where->file).text);
}

/* The aliases of all devices, once all names are known. */
static void
add_aliases(struct book *book, struct diag_list *diags)
{
	struct topology *topology = book->topology;

	for (size_t i = 0; i < topology->device_count; i++) {
		const struct alias_list *aliases =
		    &book->entries[i].part.aliases;

		for (size_t k = 0; k < aliases->names.count; k++)
			add_alias(topology, diags, i, k, &aliases->places[k]);
	}
}

void
topology_devices_read(struct topology *topology,
    const struct device_source *plan, const struct device_source *inventory)
{
	struct book book = {.topology = topology};

	read_source(&book, FILE_PLAN, plan);
	if (inventory)
		read_source(&book, FILE_INVENTORY, inventory);
	topology->devices = arena_array(topology->arena, book.count,
	    sizeof(*topology->devices));
	for (size_t i = 0; i < book.count; i++)
		finish_device(&book, &book.entries[i]);
	add_aliases(&book, plan->yaml->diags);
	free(book.entries);
}
