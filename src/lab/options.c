/*
 * The table, and reading a command line with it; see options.h.
 */
#include "lab/options.h"

#include <limits.h>
#include <string.h>

#include "lab/duration.h"
#include "lab/faults.h"
#include "lab/hostkey.h"
#include "lab/login.h"
#include "lab/settings.h"

#define SHARES_MAX 1000

struct option {
	const char *name;     /* without the dashes */
	const char *argument; /* NULL: a flag */
	const char *help;
	bool (
	    *set)(struct options *options, const char *value, struct err *err);
};

/* --- setters -------------------------------------------------------------- */

/* clang-format off */
#define TEXT_SETTER(field)                                                     \
	static bool set_##field(struct options *options, const char *value,    \
	    struct err *err)                                                   \
	{                                                                      \
		(void)err;                                                     \
		options->field = value;                                        \
		return true;                                                   \
	}

TEXT_SETTER(inventory)
TEXT_SETTER(faults)
TEXT_SETTER(port_file)
TEXT_SETTER(known_hosts)
TEXT_SETTER(host_key)
TEXT_SETTER(banner_file)
TEXT_SETTER(username)
/* clang-format on */

static bool
set_host_key_type(struct options *options, const char *value, struct err *err)
{
	return hostkey_type_from_name(span_of(value),
		   &options->host_key_type) ||
	       err_set(err, ERR_INPUT,
		   "--host-key-type is ed25519, rsa or ecdsa, not %s", value);
}

static bool
add_authorized_key(struct options *options, const char *value, struct err *err)
{
	if (options->authorized_key_count == OPTIONS_KEYS_MAX)
		return err_set(err, ERR_INPUT,
		    "--authorized-key may be given %d times", OPTIONS_KEYS_MAX);
	options->authorized_keys[options->authorized_key_count++] = value;
	return true;
}

/* The first --auth replaces the default, the next ones add to it. */
static bool
set_auth(struct options *options, const char *value, struct err *err)
{
	struct span rest = span_of(value);
	enum login login;

	options->logins = 0;
	while (true) {
		const char *comma = span_find_char(rest, ',');
		size_t length =
		    comma ? (size_t)(comma - rest.text) : rest.length;

		if (!login_from_name(span_make(rest.text, length), &login))
			return err_set(err, ERR_INPUT,
			    "--auth takes password, keyboard-interactive and "
			    "publickey, with commas between, not %s",
			    value);
		options->logins |= login;
		if (!comma)
			return true;
		rest = span_skip(rest, length + 1);
	}
}

static bool
set_latency(struct options *options, const char *value, struct err *err)
{
	return duration_read(span_of(value), &options->latency_ms) ||
	       err_set(err, ERR_INPUT,
		   "--latency is a time such as 50ms or 2s, not %s", value);
}

static bool
set_seed(struct options *options, const char *value, struct err *err)
{
	long number;

	if (!span_to_number(span_of(value), INT_MAX, &number))
		return err_set(err, ERR_INPUT, "--seed is a number, not %s",
		    value);
	options->seed = (unsigned)number;
	return true;
}

/* "2/3": the second third of the devices. */
static bool
set_share(struct options *options, const char *value, struct err *err)
{
	struct span which = span_of(value);
	const char *slash = span_find_char(which, '/');
	long share, shares;

	if (slash) {
		which.length = (size_t)(slash - value);
		if (span_to_number(which, SHARES_MAX, &share) &&
		    span_to_number(span_of(slash + 1), SHARES_MAX, &shares) &&
		    share >= 1 && share <= shares) {
			options->share = (unsigned)share;
			options->shares = (unsigned)shares;
			return true;
		}
	}
	return err_set(err, ERR_INPUT,
	    "--share is two numbers up to %d such as 1/4, not %s", SHARES_MAX,
	    value);
}

static bool
set_help(struct options *options, const char *value, struct err *err)
{
	(void)value;
	(void)err;
	options->help = true;
	return true;
}

static bool
set_version(struct options *options, const char *value, struct err *err)
{
	(void)value;
	(void)err;
	options->version = true;
	return true;
}

/* clang-format off */
static const struct option table[] = {
	{ "inventory", "FILE", "merge devices from this file in",
	    set_inventory },
	{ "faults", "FILE", "what is wrong: cables, devices",
	    set_faults },
	{ "port-file", "FILE", "let the kernel choose ports; write them to "
	    "FILE,\nan inventory for cablecheck --inventory",
	    set_port_file },
	{ "known-hosts", "FILE", "write the devices' host keys to FILE",
	    set_known_hosts },
	{ "host-key", "FILE", "keep the host key there; without it, each "
	    "lab\nhas a new one",
	    set_host_key },
	{ "host-key-type", "TYPE", "ed25519 (default), rsa or ecdsa, for a "
	    "new key",
	    set_host_key_type },
	{ "user", "NAME", "let in only this user; without it, anybody",
	    set_username },
	{ "authorized-key", "FILE", "let in who has this public key; may be "
	    "repeated",
	    add_authorized_key },
	{ "auth", "METHODS", "ways to log in, with commas between: "
	    "password,\nkeyboard-interactive, publickey (default: all)",
	    set_auth },
	{ "banner", "FILE", "what devices show before the login",
	    set_banner_file },
	{ "latency", "TIME", "how long a device takes for each answer: "
	    "50ms",
	    set_latency },
	{ "seed", "N", "other hold times and serial numbers",
	    set_seed },
	{ "share", "I/N", "serve only every Nth device, from the Ith on: "
	    "several\nlabs of one topology share it among processes",
	    set_share },
	{ "help", NULL, "show this", set_help },
	{ "version", NULL, "show the version", set_version },
};
/* clang-format on */

/* --- reading -------------------------------------------------------------- */

static const struct option *
find(struct span name)
{
	for (size_t i = 0; i < COUNT_OF(table); i++) {
		if (span_is(name, table[i].name))
			return &table[i];
	}
	return NULL;
}

/* `argv[*at]` begins with "--"; takes its value from there or from the next. */
static bool
read_option(struct options *options, char **argv, int *at, struct err *err)
{
	struct span word = span_of(argv[*at] + 2);
	const char *equals = span_find_char(word, '=');
	const char *value = equals ? equals + 1 : NULL;
	const struct option *option;

	if (equals)
		word.length = (size_t)(equals - word.text);
	option = find(word);
	if (!option)
		return err_set(err, ERR_INPUT, "there is no option --%.*s",
		    (int)word.length, word.text);
	if (!option->argument && value)
		return err_set(err, ERR_INPUT, "--%s takes no value",
		    option->name);
	if (option->argument && !value)
		value = argv[++*at];
	if (option->argument && !value)
		return err_set(err, ERR_INPUT, "--%s needs %s", option->name,
		    option->argument);
	return option->set(options, value, err);
}

static bool
take_argument(struct options *options, const char *word, struct err *err)
{
	if (options->topology)
		return err_set(err, ERR_INPUT,
		    "one topology is enough: %s or %s", options->topology,
		    word);
	options->topology = word;
	return true;
}

bool
options_read(struct options *options, int argc, char **argv, struct err *err)
{
	bool only_arguments = false;

	*options = (struct options){
	    .host_key_type = SSH_KEYTYPE_ED25519,
	    .logins = LOGIN_PASSWORD | LOGIN_KEYBOARD | LOGIN_KEY,
	    .share = 1,
	    .shares = 1,
	};
	for (int i = 1; i < argc; i++) {
		bool ok;

		if (!only_arguments && strcmp(argv[i], "--") == 0) {
			only_arguments = true;
			continue;
		}
		if (!only_arguments && strncmp(argv[i], "--", 2) == 0)
			ok = read_option(options, argv, &i, err);
		else
			ok = take_argument(options, argv[i], err);
		if (!ok)
			return false;
	}
	if (!options->topology && !options->help && !options->version)
		return err_set(err, ERR_INPUT, "which topology?");
	return true;
}

void
options_add_help(struct str *out)
{
	str_add(out,
	    "usage: cablecheck-lab TOPOLOGY [OPTION]...\n\n"
	    "Serves every device of a topology as an SSH device on this "
	    "machine.\nThe password is that in CABLECHECK_PASSWORD, "
	    "otherwise \"cablecheck\".\n"
	    "Prints \"ready: N devices\" when all listen; ends on "
	    "SIGTERM.\n\n");
	for (size_t i = 0; i < COUNT_OF(table); i++) {
		struct span rest = span_of(table[i].help);
		struct span line;
		struct str head = STR_INIT;

		str_addf(&head, "--%s%s%s", table[i].name,
		    table[i].argument ? " " : "",
		    table[i].argument ? table[i].argument : "");
		while (span_next_line(&rest, &line)) {
			str_addf(out, "  %-22s %.*s\n", str_text(&head),
			    (int)line.length, line.text);
			str_clear(&head);
		}
		str_release(&head);
	}
	str_add(out, "\nThe faults file says what is wrong, in YAML:\n\n"
		     "  cabling:\n"
		     "    - missing: leaf1:Eth1/49\n"
		     "    - swap: [spine1:Eth1/3, spine1:Eth1/4]\n"
		     "  devices:\n"
		     "    \"leaf[7-9]\": {hang: auth, banner: \"keep out\"}\n\n"
		     "cabling takes, with ports written DEVICE:PORT:\n\n");
	faults_add_help(out);
	str_add(out, "\ndevices, by name, range or pattern, take:\n\n");
	settings_add_help(out);
}

void
options_add_version(struct str *out)
{
	str_add(out, "cablecheck-lab " CABLECHECK_VERSION "\n");
}
