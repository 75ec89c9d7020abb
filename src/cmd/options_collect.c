/*
 * The options of visiting devices, or of taking what they said from a snapshot.
 */
#include "cmd/options_set.h"

#include <string.h>

/* A snapshot is a folder; it cannot come from or go to a stream. */
static bool
is_folder(const char *value, struct err *err)
{
	if (strcmp(value, "-") != 0)
		return true;
	return err_set(err, ERR_INPUT, "a snapshot is a folder, not '-'");
}

static bool
set_from(struct options *options, const char *value, struct err *err)
{
	if (!is_folder(value, err))
		return false;
	options_add_word(&options->from, value);
	return true;
}

static bool
set_save(struct options *options, const char *value, struct err *err)
{
	options->save = value;
	return is_folder(value, err);
}

NUMBER_SETTER(jobs, 1, 100000)
NUMBER_SETTER(threads, 1, 64)
NUMBER_SETTER(timeout, 1, 86400)
NUMBER_SETTER(retries, 0, 100)
NUMBER_SETTER(logins, 1, 100000)
NUMBER_SETTER(rate, 0, 1000000)
NUMBER_SETTER(rack_jobs, 0, 100000)
NUMBER_SETTER(deadline, 0, 1000000)
NUMBER_SETTER(max_output, 1, 1024)
STRING_SETTER(user)
STRING_SETTER(jump)
STRING_SETTER(ssh_config)
STRING_SETTER(password_command)
STRING_SETTER(credentials)
STRING_SETTER(identity)
STRING_SETTER(known_hosts)
FLAG_SETTER(ask_password)
FLAG_SETTER(no_legacy_algorithms)
FLAG_SETTER(yes)

static bool
set_host_keys(struct options *options, const char *value, struct err *err)
{
	int chosen = 0;

	if (!options_choose(host_key_choices, value, &chosen, err))
		return false;
	options->host_keys = (enum host_key_policy)chosen;
	options->host_keys_given = true;
	return true;
}

/* clang-format off */
static const struct option snapshot_rows[] = {
	{ "from", 0, "SNAPSHOT", "take observations from this folder instead "
	    "of live devices; may be repeated, later ones win", set_from },
	{ "save", 0, "SNAPSHOT", "keep what was collected in this folder",
	    set_save },
};

static const struct option collect_rows[] = {
	{ "jobs", 0, "N", "devices worked on at once (default 1000; trust: 1)",
	    set_jobs },
	{ "threads", 0, "N", "that visit devices (default 1; from 500 devices on "
	    "one for each core, at most 4; trust: 1)", set_threads },
	{ "rack-jobs", 0, "N", "of one rack at once (default any)",
	    set_rack_jobs },
	{ "logins", 0, "N", "passwords being checked at once, to spare the "
	    "AAA servers (default 50, or the N of --jobs)", set_logins },
	{ "rate", 0, "N", "connections begun in a second, in irregular steps "
	    "(default any)", set_rate },
	{ "timeout", 0, "SECONDS", "for the whole visit to one device "
	    "(default 60)", set_timeout },
	{ "deadline", 0, "SECONDS", "for the whole run; what is not done then "
	    "is cancelled (default none)", set_deadline },
	{ "retries", 0, "N", "more tries after a fault that can pass "
	    "(default 2)", set_retries },
	{ "max-output", 0, "MIB", "that one device may send (default 32)",
	    set_max_output },
};

static const struct option login_rows[] = {
	{ "user", 0, "NAME", "log in under this name; else "
	    "CABLECHECK_USERNAME, the topology's, your own", set_user },
	{ "ask-password", 0, NULL, "ask for the password on the terminal",
	    set_ask_password },
	{ "password-command", 0, "CMD", "take the password from the first "
	    "line that CMD prints; else CABLECHECK_PASSWORD",
	    set_password_command },
	{ "credentials", 0, "FILE", "logins by groups of devices; the file "
	    "must have mode 0600", set_credentials },
	{ "identity", 0, "FILE", "log in with this private key; its "
	    "passphrase is asked for, or CABLECHECK_PASSPHRASE",
	    set_identity },
	{ "no-legacy-algorithms", 0, NULL, "refuse SHA-1, MD5, CBC ciphers "
	    "and ssh-rsa, which old devices need", set_no_legacy_algorithms },
};

static const struct option host_key_rows[] = {
	{ "known-hosts", 0, "FILE", "host keys to trust (default "
	    "~/.ssh/known_hosts)", set_known_hosts },
	{ "host-keys", 0, "POLICY", "strict (default), accept-new or off",
	    set_host_keys },
};

static const struct option way_rows[] = {
	{ "jump", 0, "HOPS", "reach the devices through these SSH servers: "
	    "[USER@]HOST[:PORT],...; none: directly", set_jump },
	{ "ssh-config", 0, "FILE", "take ways and logins from this file of "
	    "ssh (default: its own files); none: from no file",
	    set_ssh_config },
};

static const struct option trust_rows[] = {
	{ "known-hosts", 0, "FILE", "where keys are kept (default "
	    "~/.ssh/known_hosts)", set_known_hosts },
	{ "yes", 'y', NULL, "add all new keys without asking; a key that has "
	    "changed is not replaced by that", set_yes },
};

static const struct option folder_rows[] = {
	{ "output", 'o', "SNAPSHOT", "the folder to write; one that holds an "
	    "older snapshot is replaced", set_save },
};
/* clang-format on */

GROUP(snapshot, "Snapshots");
GROUP(collect, "Collecting");
GROUP(login, "Logging in");
GROUP(host_key, "Host keys");
GROUP(way, "The way there");
GROUP(folder, "Output");
GROUP(trust, "Host keys");
