/*
 * `cablecheck trust`: see the host keys of a lab once, and know them from then
 * on.
 *
 * One device after another is asked for its key, on one connection that ends
 * before anybody logs in: devices have few VTY lines, and a scan of all of them
 * for every type of key at once has locked people out.  What is new is shown
 * and added when the user says so; what has changed is shown beside the lines
 * that it contradicts and is replaced only by a word typed for it alone.  The
 * file is written at the end, whole or not at all.
 *
 * Where bastions stand in between, theirs are the first keys to be trusted,
 * from here outwards: nobody logs in to a stranger, not even to see the key of
 * what is behind.  Each stage is then shown, confirmed and written by itself.
 *
 * The files are those that the devices are collected with: ssh's configuration
 * may name others for some of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "cmd/command.h"
#include "cmd/gather.h"
#include "cmd/output.h"
#include "cmd/progress.h"
#include "cmd/targets.h"
#include "cmd/trust_key.h"
#include "cmd/trust_write.h"
#include "collect/known_hosts_book.h"

struct trust {
	struct progress progress; /* first: progress_update() takes a trust */
	const struct options *options;
	char *path;          /* owned; where new keys go */
	bool several;        /* they go to others as well */
	struct targets ways; /* to all devices */
	struct credentials credentials;
	struct trust_totals totals;
	/* Of the stage that is on: */
	struct collect_target *targets; /* owned; one for each address */
	struct trust_key *keys;         /* owned; one for each target */
	size_t count;
	struct known_hosts_book book; /* owned */
	struct visit_list visits;
	bool terminal;
	bool all;     /* no more questions about new keys */
	bool quit;    /* nothing is to be written */
	bool is_mute; /* standard output takes nothing, as was told */
};

/* --- asking the devices --------------------------------------------------- */

/*
 * Devices at one address and port, seen from the same place, are one host; it
 * is visited once.
 */
static void
add_target(struct trust *trust, struct map *addresses,
    const struct collect_target *target)
{
	char *address = str_printf("%p %s %u", (const void *)target->jump,
	    target->host, target->port);
	size_t i = trust->count;

	if (map_add(addresses, span_of(address), trust->count, &i)) {
		trust->targets[trust->count] = *target;
		trust->targets[trust->count++].host_keys = NULL;
	} else {
		str_add(&trust->keys[i].others, ", ");
		text_escape(&trust->keys[i].others, span_of(target->name));
	}
	free(address);
}

static void
on_key(void *context, const struct collect_target *target, struct span key)
{
	struct trust *trust = context;
	struct trust_key *found = &trust->keys[target - trust->targets];

	free(found->bytes);
	found->bytes = xstrndup(key.text, key.length);
	found->length = key.length;
}

static void
on_log(void *context, const char *device, const char *text)
{
	progress_clear(context);
	output_message("%s: %s", device, text);
}

static struct collect_settings
make_settings(struct trust *trust)
{
	const struct options *options = trust->options;
	struct collect_settings settings = COLLECT_SETTINGS_INIT;

	settings.jobs = 1;
	targets_settings(&settings, options);
	settings.on_host_key = on_key;
	settings.on_progress = progress_update;
	settings.on_log = options->verbose ? on_log : NULL;
	settings.context = trust;
	return settings;
}

/* New keys go to one file, or ssh's configuration has others for some. */
static void
note_path(struct trust *trust, const char *path)
{
	if (!trust->path)
		trust->path = xstrdup(path);
	else if (strcmp(trust->path, path) != 0)
		trust->several = true;
}

static bool
visit(struct trust *trust, struct err *err)
{
	struct collect_settings settings = make_settings(trust);
	bool ok;

	if (!known_hosts_book_open(&trust->book, &settings, trust->targets,
		trust->count, err))
		return false;
	progress_init(&trust->progress, trust->options->quiet,
	    trust->options->verbose);
	ok = collect_run(trust->targets, trust->count, &settings,
	    &trust->visits, err);
	progress_clear(&trust->progress);
	for (size_t i = 0; ok && i < trust->count; i++) {
		struct trust_key *key = &trust->keys[i];

		key->target = &trust->targets[i];
		key->visit = &trust->visits.items[i];
		trust_key_judge(key, &trust->book);
		note_path(trust, key->files->paths[0]);
	}
	return ok;
}

/* --- asking the user ------------------------------------------------------ */

static void
show(struct trust *trust, const struct str *text)
{
	if (!trust->is_mute && !output_write(NULL, text))
		trust->is_mute = true;
}

/* The answer, without blanks around it; "q" when there is none. */
static struct span
ask(const char *question, char *line, size_t size)
{
	fputs(question, stdout);
	fflush(stdout);
	if (!fgets(line, (int)size, stdin)) {
		fputc('\n', stdout);
		return span_of("q");
	}
	return span_trim(span_of(line));
}

static void
ask_about_new(struct trust *trust, struct trust_key *key)
{
	char line[64];
	struct span answer;

	for (;;) {
		answer = ask("add it? [y]es, [n]o, [a]ll new keys, [q]uit "
			     "without a change: ",
		    line, sizeof(line));
		if (span_is_nocase(answer, "y") ||
		    span_is_nocase(answer, "yes")) {
			key->accepted = true;
			return;
		}
		if (span_is_nocase(answer, "n") || span_is_nocase(answer, "no"))
			return;
		if (span_is_nocase(answer, "a") ||
		    span_is_nocase(answer, "all")) {
			trust->all = true;
			key->accepted = true;
			return;
		}
		if (span_is_nocase(answer, "q") ||
		    span_is_nocase(answer, "quit")) {
			trust->quit = true;
			return;
		}
	}
}

/* Nothing that is typed out of habit may replace a key. */
static void
ask_about_changed(struct trust *trust, struct trust_key *key)
{
	char line[64];
	struct span answer;

	answer = ask("type \"replace\" to trust the new key, Enter to keep "
		     "what is known, q to quit: ",
	    line, sizeof(line));
	key->accepted = span_is_nocase(answer, "replace");
	if (span_is_nocase(answer, "q") || span_is_nocase(answer, "quit"))
		trust->quit = true;
}

static void
decide(struct trust *trust, struct trust_key *key)
{
	if (!trust_key_has_file(key))
		return;
	switch (key->state) {
	case TRUST_NEW:
		if (trust->all)
			key->accepted = true;
		else if (trust->terminal)
			ask_about_new(trust, key);
		break;
	case TRUST_CHANGED:
		if (trust->terminal)
			ask_about_changed(trust, key);
		break;
	case TRUST_KNOWN:
	case TRUST_REVOKED:
	case TRUST_FAILED:
		break;
	}
}

/* Shows each key in the order of the plan, and asks where that is needed. */
static void
decide_all(struct trust *trust)
{
	for (size_t i = 0; i < trust->count && !trust->quit; i++) {
		struct trust_key *key = &trust->keys[i];
		struct str text = STR_INIT;

		if (key->state == TRUST_KNOWN && !trust->options->verbose)
			continue;
		trust_key_describe(key, &trust->book, &text);
		show(trust, &text);
		str_release(&text);
		decide(trust, key);
	}
}

/* --- the end -------------------------------------------------------------- */

static enum exit_status
finish(struct trust *trust)
{
	const struct trust_totals *totals = &trust->totals;
	struct str text = STR_INIT;

	trust_totals_describe(totals, trust->several ? NULL : trust->path,
	    &text);
	if (trust->quit)
		str_add(&text, "nothing was changed\n");
	else if (totals->new_left && !trust->terminal && !trust->all)
		str_add(&text, "nothing was added: run this on a terminal to "
			       "confirm each key, or with --yes\n");
	show(trust, &text);
	str_release(&text);
	if (trust->is_mute)
		return EXIT_TROUBLE;
	if (totals->changed_left || totals->revoked)
		return EXIT_FAULTS;
	return totals->new_left || totals->failed ? EXIT_UNVERIFIED
						  : EXIT_CLEAN;
}

/* --- stages --------------------------------------------------------------- */

static void
end_stage(struct trust *trust)
{
	for (size_t i = 0; i < trust->count; i++)
		trust_key_release(&trust->keys[i]);
	free(trust->keys);
	free(trust->targets);
	trust->keys = NULL;
	trust->targets = NULL;
	trust->count = 0;
	known_hosts_book_release(&trust->book);
	visit_list_release(&trust->visits);
	trust->visits = (struct visit_list)VISIT_LIST_INIT;
}

/* How many bastions stand before a target. */
static size_t
distance_of(const struct collect_target *target)
{
	size_t distance = 0;

	while ((target = target->jump) != NULL)
		distance++;
	return distance;
}

/* The bastions at a distance; NO_BASTION: the devices, wherever they are. */
#define NO_BASTION SIZE_MAX

static void
add_targets(struct trust *trust, size_t distance)
{
	const struct targets *ways = &trust->ways;
	size_t room = ways->count + ways->bastion_count;
	struct map *addresses = map_new();

	trust->targets = xcalloc(room, sizeof(*trust->targets));
	trust->keys = xcalloc(room, sizeof(*trust->keys));
	for (size_t i = 0; i < ways->bastion_count; i++) {
		const struct collect_target *bastion =
		    &ways->bastions[i]->target;

		if (distance_of(bastion) == distance)
			add_target(trust, addresses, bastion);
	}
	for (size_t i = 0; i < ways->count && distance == NO_BASTION; i++)
		add_target(trust, addresses, &ways->items[i]);
	map_free(addresses);
}

static bool
run_stage(struct trust *trust, size_t distance, struct err *err)
{
	bool ok;

	add_targets(trust, distance);
	ok = visit(trust, err);
	if (ok)
		decide_all(trust);
	if (ok && !trust->quit)
		ok = trust_write(trust->keys, trust->count, &trust->book, err);
	for (size_t i = 0; ok && i < trust->count; i++)
		trust_totals_add(&trust->totals, &trust->keys[i], !trust->quit);
	end_stage(trust);
	return ok;
}

static bool
run_stages(struct trust *trust, struct err *err)
{
	size_t distance = 0;
	size_t seen = 0;

	while (seen < trust->ways.bastion_count && !trust->quit) {
		if (!run_stage(trust, distance, err))
			return false;
		for (size_t i = 0; i < trust->ways.bastion_count; i++)
			seen += distance_of(&trust->ways.bastions[i]->target) ==
				distance;
		distance++;
	}
	return trust->quit || run_stage(trust, NO_BASTION, err);
}

/* Somebody has to log in only where something stands in between. */
static bool
prepare(struct trust *trust, const struct gathering *gathering, struct err *err)
{
	trust->terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
	trust->all = trust->options->yes;
	if (!targets_find(&trust->ways, gathering, trust->options, err))
		return false;
	if (!trust->ways.bastion_count)
		return true;
	return credentials_get_some(&trust->credentials, trust->options, err) &&
	       targets_log_in(&trust->ways, &trust->credentials, err);
}

static enum exit_status
work(struct trust *trust, const struct gathering *gathering)
{
	struct err err = ERR_INIT;

	if (prepare(trust, gathering, &err) && run_stages(trust, &err))
		return finish(trust);
	output_message("%s", err.text);
	return command_status_of(&err);
}

static void
release(struct trust *trust)
{
	targets_release(&trust->ways);
	credentials_release(&trust->credentials);
	free(trust->path);
}

static enum exit_status
run(const struct options *options)
{
	struct gathering gathering = GATHERING_INIT;
	struct trust trust = {.options = options,
	    .credentials = {.fallback = ""},
	    .visits = VISIT_LIST_INIT};
	enum exit_status status;

	status = gather_topology(&gathering, options);
	if (status == EXIT_CLEAN)
		status = work(&trust, &gathering);
	release(&trust);
	gathering_release(&gathering);
	return status;
}

static const struct option_group *const groups[] = {
    &options_trust,
    &options_topology,
    &options_scope,
    &options_collect,
    &options_way,
    &options_login,
    &options_general,
    NULL,
};

const struct command command_trust = {
    .name = "trust",
    .arguments = "TOPOLOGY",
    .summary = "show and accept the host keys of new devices",
    .details =
	"Fetches the host key of every device of TOPOLOGY, one device after "
	"another (--jobs N: so many at once) on one connection each, without "
	"logging in; shows the fingerprints of those that are "
	"not known and adds the ones that you confirm to the known_hosts file. "
	"Compare them with the devices' own (show crypto key mypubkey, show "
	"ssh key).\n"
	"A key that has changed is shown with the line of the file that it "
	"contradicts and is replaced only when you type so. Without a terminal "
	"and without --yes nothing is changed.\n"
	"Bastions are asked for their keys first; the options of logging in "
	"are for them alone.\n"
	"Exit status: 0 all keys are known now, 1 a key has changed or is "
	"revoked and was not accepted, 3 a new key was not accepted or a "
	"device not reached.",
    .least_arguments = 1,
    .most_arguments = 1,
    .groups = groups,
    .run = run,
};
