/*
 * cablecheck-lab -- a room full of devices, on loopback.
 *
 * Serves every device of a topology as an SSH device with the manners of its
 * platform, wired as the topology plans, or as a faults file spoils it.  It is
 * how a newcomer tries cablecheck without any device and how the tests see
 * whole visits.  It shares the model and the topology reader with cablecheck
 * and nothing that parses, compares or collects, so it can prove something.
 *
 * Read main() for the order of things: options, topology, faults, sockets,
 * "ready", until SIGTERM.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <libssh/libssh.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "format/topology_yaml.h"
#include "lab/faults.h"
#include "lab/hostkey.h"
#include "lab/options.h"
#include "lab/server.h"

#define STATUS_USAGE 2    /* CONTRACT: bad usage, unusable input */
#define STATUS_INTERNAL 4 /* the machine refused something */

#define DEFAULT_PASSWORD "cablecheck"
#define BANNER_MAX 16384

/* Everything that main() frees at the end, in whatever state it is. */
struct lab {
	struct options options;
	struct topology *topology;
	struct wiring *wiring;
	struct arena *arena;
	struct traits *traits;
	struct secret *password;
	struct secret *enable;
	ssh_key host_key;
	ssh_key keys[OPTIONS_KEYS_MAX];
	size_t key_count;
	char *banner;
	struct server_options server_options;
	struct server *server;
};

/* Mistakes in an input file, all of them; false if one is an error. */
static bool
show_diags(struct diag_list *diags)
{
	struct str text = STR_INIT;
	bool ok = diags->errors == 0;

	diag_format_text(diags, &text);
	fputs(str_text(&text), stderr);
	str_release(&text);
	diag_list_release(diags);
	return ok;
}

/* A thousand devices need two thousand descriptors, and the usual soft limit
 * is 1,024. */
static void
raise_descriptor_limit(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

static bool
read_topology(struct lab *lab, struct err *err)
{
	struct diag_list diags = DIAG_LIST_INIT;
	bool done = topology_read(lab->options.topology, lab->options.inventory,
	    &lab->topology, &diags, err);

	if (!show_diags(&diags))
		return err_set(err, ERR_INPUT, "%s cannot be used",
		    lab->options.topology);
	return done;
}

static void
prepare_devices(struct lab *lab)
{
	size_t count = lab->topology->device_count;

	lab->wiring = wiring_new(lab->topology);
	lab->arena = arena_new();
	lab->traits = xcalloc(count, sizeof(*lab->traits));
	for (size_t i = 0; i < count; i++) {
		lab->traits[i].logins = lab->options.logins;
		lab->traits[i].latency_ms = lab->options.latency_ms;
		lab->traits[i].banner = lab->banner;
	}
}

static bool
read_faults(struct lab *lab, struct err *err)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct faults_target target = {lab->topology, lab->wiring, lab->traits,
	    lab->arena};
	bool done;

	if (!lab->options.faults)
		return true;
	done = faults_apply(lab->options.faults, &target, &diags, err);
	if (!show_diags(&diags))
		return err_set(err, ERR_INPUT, "%s cannot be used",
		    lab->options.faults);
	return done;
}

static bool
read_credentials(struct lab *lab, struct err *err)
{
	const struct options *options = &lab->options;
	const char *password = getenv("CABLECHECK_PASSWORD");
	const char *enable = getenv("CABLECHECK_ENABLE");

	if (!password)
		password = DEFAULT_PASSWORD;
	lab->password = secret_new(span_of(password));
	lab->enable = secret_new(span_of(enable ? enable : password));
	for (size_t i = 0; i < options->authorized_key_count; i++) {
		const char *path = options->authorized_keys[i];

		if (ssh_pki_import_pubkey_file(path, &lab->keys[i]) != SSH_OK)
			return err_set(err, ERR_INPUT, "%s holds no public key",
			    path);
		lab->key_count++;
	}
	return hostkey_obtain(options->host_key, options->host_key_type,
	    &lab->host_key, err);
}

static bool
read_banner(struct lab *lab, struct err *err)
{
	size_t length;

	return !lab->options.banner_file ||
	       file_read(lab->options.banner_file, BANNER_MAX, &lab->banner,
		   &length, err);
}

static bool
start_server(struct lab *lab, struct err *err)
{
	lab->server_options = (struct server_options){
	    .topology = lab->topology,
	    .wiring = lab->wiring,
	    .traits = lab->traits,
	    .username = lab->options.username,
	    .password = lab->password,
	    .enable = lab->enable,
	    .host_key = lab->host_key,
	    .keys = lab->keys,
	    .key_count = lab->key_count,
	    .seed = lab->options.seed,
	    .share = lab->options.share,
	    .shares = lab->options.shares,
	    .choose_ports = lab->options.port_file != NULL,
	};
	return server_new(&lab->server_options, &lab->server, err);
}

/* Whole files, before "ready": who waits for that may read them. */
static bool
write_files(const struct lab *lab, struct err *err)
{
	struct str text = STR_INIT;
	bool ok = false;

	if (lab->options.port_file) {
		server_add_inventory(lab->server, &text);
		if (!file_write(lab->options.port_file, str_span(&text), 0644,
			err))
			goto done;
	}
	if (lab->options.known_hosts) {
		str_clear(&text);
		if (!server_add_known_hosts(lab->server, &text, err) ||
		    !file_write(lab->options.known_hosts, str_span(&text), 0644,
			err))
			goto done;
	}
	ok = true;

done:
	str_release(&text);
	return ok;
}

static void
say_ready(const struct lab *lab)
{
	if (!getenv("CABLECHECK_PASSWORD"))
		fprintf(stderr,
		    "cablecheck-lab: the password is \"%s\"; "
		    "CABLECHECK_PASSWORD sets another\n",
		    DEFAULT_PASSWORD);
	printf("ready: %zu devices\n", server_count(lab->server));
	fflush(stdout);
}

static bool
run(struct lab *lab, struct err *err)
{
	raise_descriptor_limit();
	if (!read_banner(lab, err) || !read_topology(lab, err))
		return false;
	prepare_devices(lab);
	if (!read_faults(lab, err) || !read_credentials(lab, err) ||
	    !start_server(lab, err) || !write_files(lab, err))
		return false;
	say_ready(lab);
	server_run(lab->server);
	return true;
}

static void
release(struct lab *lab)
{
	server_free(lab->server);
	ssh_key_free(lab->host_key);
	for (size_t i = 0; i < lab->key_count; i++)
		ssh_key_free(lab->keys[i]);
	secret_free(lab->password);
	secret_free(lab->enable);
	wiring_free(lab->wiring);
	arena_free(lab->arena);
	free(lab->traits);
	free(lab->banner);
	topology_free(lab->topology);
}

/* --help and --version. */
static void
show_words(const struct options *options)
{
	struct str text = STR_INIT;

	if (options->help)
		options_add_help(&text);
	else
		options_add_version(&text);
	fputs(str_text(&text), stdout);
	str_release(&text);
}

int
main(int argc, char **argv)
{
	struct lab lab = {.topology = NULL};
	struct err err = ERR_INIT;
	bool ok;

	signal(SIGPIPE, SIG_IGN);
	ok = options_read(&lab.options, argc, argv, &err);
	if (ok && (lab.options.help || lab.options.version))
		show_words(&lab.options);
	else if (ok)
		ok = run(&lab, &err);
	release(&lab);
	if (ok)
		return 0;
	fprintf(stderr, "cablecheck-lab: %s\n", err.text);
	return err.code == ERR_SYSTEM ? STATUS_INTERNAL : STATUS_USAGE;
}
