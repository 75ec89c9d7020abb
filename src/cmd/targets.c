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
#include "cmd/ssh_hosts.h"
#include "cmd/ssh_values.h"
#include "collect/key.h"

#define SSH_PORT 22
#define DEPTH_MAX 8

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
	free(targets->answers);
	free(targets->bastions);
	free(targets->keyed);
	arena_free(targets->arena);
	ssh_hosts_free(targets->hosts);
	memset(targets, 0, sizeof(*targets));
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
    const struct collect_target *before, const struct ssh_config_answer *answer)
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
	    .answer = *answer,
	};
	if (!device && ssh_values_port(answer))
		bastion->target.port = ssh_values_port(answer);
	if (jump->port)
		bastion->target.port = jump->port;
	if (!bastion->device_user)
		bastion->device_user = answer->values[SSH_CONFIG_USER];
	ssh_values_apply(answer, finder->options, targets->arena,
	    &bastion->target);
	if (!before)
		bastion->target.proxy_command =
		    ssh_values_text(answer, SSH_CONFIG_PROXY_COMMAND);
	targets->bastions =
	    grow_array(targets->bastions, targets->bastion_count,
		&finder->capacity, sizeof(struct targets_bastion *));
	targets->bastions[targets->bastion_count++] = bastion;
	return bastion;
}

/* What ssh says of the way to a host; false when that is no way. */
static bool
read_way(const struct finder *finder, const char *host,
    const struct ssh_config_answer *answer, struct jump_list *jumps,
    struct err *err)
{
	const char *text = ssh_values_text(answer, SSH_CONFIG_PROXY_JUMP);

	*jumps = (struct jump_list){NULL, 0};
	if (!text ||
	    jump_list_read(finder->targets->arena, span_of(text), jumps))
		return true;
	return err_set(err, ERR_INPUT,
	    "ssh's configuration has a ProxyJump for %s that cannot be used: "
	    "%s",
	    host, text);
}

/*
 * The last bastion on a way, made with all before it when it is new.  The
 * first one may itself have others before it, by ssh's configuration.
 */
static bool
find_bastion(struct finder *finder, const struct jump_list *jumps,
    unsigned depth, const struct collect_target **last, struct err *err)
{
	struct targets *targets = finder->targets;
	struct str words = STR_INIT;
	bool ok = true;

	*last = NULL;
	for (size_t i = 0; ok && i < jumps->count; i++) {
		const struct jump *jump = &jumps->items[i];
		const struct device *device = find_device(finder, jump->host);
		struct ssh_config_answer answer;
		struct jump_list more = {NULL, 0};
		size_t index;

		ok = ssh_hosts_find(targets->hosts,
			 device ? device->host : jump->host, &answer, err) &&
		     read_way(finder, jump->host, &answer, &more, err);
		if (ok && i == 0 && more.count && depth < DEPTH_MAX)
			ok = find_bastion(finder, &more, depth + 1, last, err);
		str_addf(&words, "%p %s@%s:%u,", (const void *)*last,
		    jump->user ? jump->user : "", jump->host, jump->port);
		index = targets->bastion_count;
		if (ok &&
		    map_add(finder->bastions, str_span(&words), index, &index))
			(void)make_bastion(finder, jump, *last, &answer);
		if (ok)
			*last = &targets->bastions[index]->target;
	}
	str_release(&words);
	return ok;
}

/* --- devices -------------------------------------------------------------- */

static bool
find_way(struct finder *finder, const struct device *device,
    const struct ssh_config_answer *answer, struct collect_target *target,
    struct err *err)
{
	const struct jump_list *jumps = &device->jumps;
	struct jump_list said = {NULL, 0};

	if (finder->options->jump) {
		jumps = &finder->option;
	} else if (!device->jump_given) {
		if (!read_way(finder, device->name, answer, &said, err))
			return false;
		jumps = &said;
		target->proxy_command =
		    ssh_values_text(answer, SSH_CONFIG_PROXY_COMMAND);
	}
	if (!find_bastion(finder, jumps, 0, &target->jump, err))
		return false;
	/* A bastion that is a device of the plan is not behind itself. */
	for (const struct collect_target *hop = target->jump; hop;
	     hop = hop->jump) {
		if (strcmp(hop->name, device->name) == 0)
			target->jump = hop->jump;
	}
	return true;
}

static bool
add_target(struct finder *finder, const struct device *device, struct err *err)
{
	struct targets *targets = finder->targets;
	struct collect_target *target = &targets->items[targets->count];
	struct ssh_config_answer *answer = &targets->answers[targets->count];

	*target = (struct collect_target){
	    .name = device->name,
	    .host = device->host,
	    .port = device->port,
	    .platform = device->platform,
	    .username = device->username,
	    .group = device->rack,
	};
	if (!ssh_hosts_find(targets->hosts, device->host, answer, err))
		return false;
	if (!target->username)
		target->username = answer->values[SSH_CONFIG_USER];
	if (!device->port_given && ssh_values_port(answer))
		target->port = ssh_values_port(answer);
	ssh_values_apply(answer, finder->options, targets->arena, target);
	targets->count++;
	return find_way(finder, device, answer, target, err);
}

/* All at once, so that ssh need not be waited for each time. */
static bool
ask_ssh(struct targets *targets, const struct gathering *gathering,
    const struct options *options, struct err *err)
{
	const struct topology *topology = gathering->topology;
	const char **names =
	    xcalloc(topology->device_count, sizeof(const char *));
	size_t count = 0;
	bool ok;

	for (size_t i = 0; i < topology->device_count; i++) {
		if (!gathering->observations.items[i].not_wanted)
			names[count++] = topology->devices[i].host;
	}
	ok = ssh_hosts_open(&targets->hosts, options, err) &&
	     ssh_hosts_ask(targets->hosts, names, count, err);
	free(names);
	return ok;
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
	targets->answers =
	    xcalloc(topology->device_count, sizeof(*targets->answers));
	ok = read_option(&finder, err) &&
	     ask_ssh(targets, gathering, options, err);
	for (size_t i = 0; ok && i < topology->device_count; i++) {
		if (!gathering->observations.items[i].not_wanted)
			ok = add_target(&finder, &topology->devices[i], err);
	}
	map_free(finder.bastions);
	return ok;
}

/* --- who logs in ---------------------------------------------------------- */

static bool
same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* The same object for all that log in so: they share its proof. */
static const struct collect_credential *
find_keyed(struct targets *targets, const struct collect_credential *own,
    const char *identity, const char *agent)
{
	struct collect_credential *made;

	for (size_t i = 0; i < targets->keyed_count; i++) {
		const struct targets_keyed *keyed = &targets->keyed[i];

		if (keyed->own == own && same(keyed->identity, identity) &&
		    same(keyed->agent, agent))
			return keyed->credential;
	}
	made = arena_alloc(targets->arena, sizeof(*made));
	*made = *own;
	made->agent = agent;
	if (identity)
		made->identity = identity;
	targets->keyed = grow_array(targets->keyed, targets->keyed_count,
	    &targets->keyed_capacity, sizeof(*targets->keyed));
	targets->keyed[targets->keyed_count++] =
	    (struct targets_keyed){own, identity, agent, made};
	return made;
}

/*
 * One of ssh's configuration that is locked or public, with no agent to use it,
 * is left alone.
 */
static bool
is_of_use(const char *identity, const char *agent, bool has_passphrase)
{
	struct err ignored = ERR_INIT;
	bool locked = true;

	if (!key_is_locked(identity, &locked, &ignored))
		return false;
	if (agent)
		return true;
	return (!locked || has_passphrase) && !key_file_is_public(identity);
}

/* The keys of ssh's configuration serve where nobody has named others. */
static void
add_keys(struct targets *targets, struct collect_target *target,
    const struct ssh_config_answer *answer, const char *usual_agent)
{
	const struct collect_credential *own = target->credential;
	const char *identity = NULL;
	const char *agent = own->agent;

	if (answer->values[SSH_CONFIG_IDENTITY_AGENT] && agent == usual_agent)
		agent = ssh_values_path(answer, SSH_CONFIG_IDENTITY_AGENT,
		    target, targets->arena);
	if (!own->identity)
		identity = ssh_values_path(answer, SSH_CONFIG_IDENTITY_FILE,
		    target, targets->arena);
	if (identity && !is_of_use(identity, agent, own->passphrase != NULL))
		identity = NULL;
	if (identity || agent != own->agent)
		target->credential = find_keyed(targets, own, identity, agent);
}

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
	add_keys(targets, target, &bastion->answer, credentials->agent);
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
		add_keys(targets, &targets->items[i], &targets->answers[i],
		    credentials->agent);
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
	/* Whoever wants so many at once is not to wait for a default. */
	if (settings->logins < options->jobs)
		settings->logins = options->jobs;
	if (options->timeout)
		settings->timeout_seconds = options->timeout;
	if (options->logins)
		settings->logins = options->logins;
	if (options->max_output)
		settings->max_bytes = (size_t)options->max_output << 20;
	settings->threads = options->threads;
	settings->rate = options->rate;
	settings->group_jobs = options->rack_jobs;
	settings->deadline_seconds = options->deadline;
}

bool
targets_have_keys(const struct targets *targets)
{
	for (size_t i = 0; i < targets->count; i++) {
		const struct ssh_config_answer *answer = &targets->answers[i];

		if (answer->values[SSH_CONFIG_IDENTITY_FILE] ||
		    answer->values[SSH_CONFIG_IDENTITY_AGENT])
			return true;
	}
	return false;
}

static bool
is_unchecked(const struct collect_target *target, const struct options *options)
{
	enum host_key_policy policy = options->host_keys;

	if (target->host_keys)
		policy = *target->host_keys;
	return policy == HOST_KEYS_OFF;
}

size_t
targets_count_unchecked(const struct targets *targets,
    const struct options *options)
{
	size_t count = 0;

	for (size_t i = 0; i < targets->count; i++)
		count += is_unchecked(&targets->items[i], options);
	for (size_t i = 0; i < targets->bastion_count; i++)
		count += is_unchecked(&targets->bastions[i]->target, options);
	return count;
}
