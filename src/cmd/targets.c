/*
 * Targets; see targets.h.
 *
 * Devices behind the same bastion must have the same bastion, as an object:
 * the sessions with it are shared.  So each is known by its words and by those
 * of all that come before it.
 */
#include "cmd/targets.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"

#define SSH_PORT 22

/* What is needed while the ways are found. */
struct finder {
	struct targets *targets;
	const struct topology *topology;
	const struct options *options;
	struct jump_list option; /* of --jump */
	struct map *bastions;    /* by all words on the way: their index */
	size_t capacity;
};

void
targets_release(struct targets *targets)
{
	free(targets->items);
	free(targets->devices);
	free(targets->bastions);
	arena_free(targets->arena);
	*targets = (struct targets){NULL, NULL, 0, NULL, 0, NULL};
}

/* --- bastions ------------------------------------------------------------- */

/* What is a device of the plan is called by its name. */
static const struct device *
find_device(const struct finder *finder, const char *name)
{
	size_t index = 0;

	if (!topology_find_device(finder->topology, span_of(name), &index))
		return NULL;
	return &finder->topology->devices[index];
}

static struct targets_bastion *
make_bastion(struct finder *finder, const struct jump *jump,
    const struct collect_target *before)
{
	const struct device *device = find_device(finder, jump->host);
	struct targets *targets = finder->targets;
	struct targets_bastion *bastion =
	    arena_alloc(targets->arena, sizeof(*bastion));

	*bastion = (struct targets_bastion){
	    .target = {.name = device ? device->name : jump->host,
		.host = device ? device->host : jump->host,
		.port = device ? device->port : SSH_PORT,
		.jump = before},
	    .user = jump->user,
	    .device_user = device ? device->username : NULL,
	};
	if (jump->port)
		bastion->target.port = jump->port;
	targets->bastions =
	    grow_array(targets->bastions, targets->bastion_count,
		&finder->capacity, sizeof(struct targets_bastion *));
	targets->bastions[targets->bastion_count++] = bastion;
	return bastion;
}

/* The last bastion on a way, made with all before it when it is new. */
static const struct collect_target *
find_bastion(struct finder *finder, const struct jump_list *jumps)
{
	struct targets_bastion *bastion = NULL;
	struct str words = STR_INIT;

	for (size_t i = 0; i < jumps->count; i++) {
		const struct jump *jump = &jumps->items[i];
		size_t index = finder->targets->bastion_count;

		str_addf(&words, "%s@%s:%u,", jump->user ? jump->user : "",
		    jump->host, jump->port);
		if (map_add(finder->bastions, str_span(&words), index, &index))
			bastion = make_bastion(finder, jump,
			    bastion ? &bastion->target : NULL);
		else
			bastion = finder->targets->bastions[index];
	}
	str_release(&words);
	return bastion ? &bastion->target : NULL;
}

/* --- devices -------------------------------------------------------------- */

static const struct jump_list *
jumps_of(const struct finder *finder, const struct device *device)
{
	return finder->options->jump ? &finder->option : &device->jumps;
}

static void
add_target(struct finder *finder, const struct device *device)
{
	struct targets *targets = finder->targets;
	struct collect_target *target = &targets->items[targets->count];

	*target = (struct collect_target){
	    .name = device->name,
	    .host = device->host,
	    .port = device->port,
	    .platform = device->platform,
	    .username = device->username,
	    .group = device->rack,
	    .jump = find_bastion(finder, jumps_of(finder, device)),
	};
	/* A bastion that is a device of the plan is not behind itself. */
	for (const struct collect_target *hop = target->jump; hop;
	     hop = hop->jump) {
		if (strcmp(hop->name, device->name) == 0)
			target->jump = hop->jump;
	}
	targets->devices[targets->count++] = device;
}

static bool
read_option(struct finder *finder, struct err *err)
{
	const char *text = finder->options->jump;

	if (!text || jump_list_read(finder->targets->arena, span_of(text),
			 &finder->option))
		return true;
	return err_set(err, ERR_INPUT,
	    "--jump must be [USER@]HOST[:PORT], several of them with commas "
	    "between, or none");
}

bool
targets_find(struct targets *targets, const struct gathering *gathering,
    const struct options *options, struct err *err)
{
	const struct topology *topology = gathering->topology;
	struct finder finder = {.targets = targets,
	    .topology = topology,
	    .options = options,
	    .bastions = map_new_exact()};
	bool ok;

	targets->arena = arena_new();
	targets->items =
	    xcalloc(topology->device_count, sizeof(*targets->items));
	targets->devices =
	    xcalloc(topology->device_count, sizeof(const struct device *));
	ok = read_option(&finder, err);
	for (size_t i = 0; ok && i < topology->device_count; i++) {
		if (!gathering->observations.items[i].not_wanted)
			add_target(&finder, &topology->devices[i]);
	}
	map_free(finder.bastions);
	return ok;
}

/* --- who logs in ---------------------------------------------------------- */

static bool
log_in(struct collect_target *target, struct credentials *credentials,
    const char *otherwise, struct err *err)
{
	const struct login *login;

	if (!credentials_find(credentials, target->name, &login, err))
		return false;
	if (login->username)
		target->username = login->username;
	if (!target->username)
		target->username = otherwise;
	target->credential = &login->credential;
	return true;
}

static bool
is_on_way(const struct collect_target *target,
    const struct collect_target *bastion)
{
	while (target && target != bastion)
		target = target->jump;
	return target != NULL;
}

/* Who logs in to a bastion when nobody says so: who does behind it. */
static const char *
find_user_behind(const struct targets *targets,
    const struct collect_target *bastion)
{
	for (size_t i = 0; i < targets->count; i++) {
		if (is_on_way(targets->items[i].jump, bastion))
			return targets->items[i].username;
	}
	return NULL;
}

/* "netops@gateway" is meant so, whatever is said of users elsewhere. */
static bool
log_in_bastion(struct targets *targets, struct targets_bastion *bastion,
    struct credentials *credentials, struct err *err)
{
	struct collect_target *target = &bastion->target;

	target->username = bastion->device_user;
	if (!log_in(target, credentials, find_user_behind(targets, target),
		err))
		return false;
	if (bastion->user)
		target->username = bastion->user;
	return true;
}

bool
targets_log_in(struct targets *targets, struct credentials *credentials,
    struct err *err)
{
	for (size_t i = 0; i < targets->count; i++) {
		if (!log_in(&targets->items[i], credentials,
			credentials->fallback, err))
			return false;
	}
	for (size_t i = 0; i < targets->bastion_count; i++) {
		if (!log_in_bastion(targets, targets->bastions[i], credentials,
			err))
			return false;
	}
	return true;
}

void
targets_settings(struct collect_settings *settings,
    const struct options *options)
{
	settings->known_hosts = options->known_hosts;
	settings->host_keys = options->host_keys;
	settings->no_old_algorithms = options->no_legacy_algorithms;
	settings->retries = options->retries;
	if (options->jobs)
		settings->jobs = options->jobs;
	if (options->timeout)
		settings->timeout_seconds = options->timeout;
	if (options->logins)
		settings->logins = options->logins;
	if (options->max_output)
		settings->max_bytes = (size_t)options->max_output << 20;
	settings->rate = options->rate;
	settings->group_jobs = options->rack_jobs;
	settings->deadline_seconds = options->deadline;
}
