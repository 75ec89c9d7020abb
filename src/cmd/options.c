/*
 * The options, row by row, and the one loop that reads them.  A setter only
 * checks and stores; what an option does is the command's business.
 */
#include "cmd/options.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/span.h"
#include "base/text.h"

#define DEFAULT_RETRIES 2

static void
add_word(struct words *words, const char *word)
{
	words->items = grow_array(words->items, words->count, &words->capacity,
	    sizeof(*words->items));
	words->items[words->count++] = word;
}

/* --- setters ------------------------------------------------------------- */

#define STRING_SETTER(field)                                                   \
	static bool set_##field(struct options *options, const char *value,    \
	    struct err *err)                                                   \
	{                                                                      \
		(void)err;                                                     \
		options->field = value;                                        \
		return true;                                                   \
	}

#define WORD_SETTER(field)                                                     \
	static bool set_##field(struct options *options, const char *value,    \
	    struct err *err)                                                   \
	{                                                                      \
		(void)err;                                                     \
		add_word(&options->field, value);                              \
		return true;                                                   \
	}

#define FLAG_SETTER(field)                                                     \
	static bool set_##field(struct options *options, const char *value,    \
	    struct err *err)                                                   \
	{                                                                      \
		(void)err;                                                     \
		(void)value;                                                   \
		options->field = true;                                         \
		return true;                                                   \
	}

STRING_SETTER(inventory)
STRING_SETTER(format)
STRING_SETTER(output)
STRING_SETTER(user)
STRING_SETTER(password_command)
STRING_SETTER(identity)
STRING_SETTER(known_hosts)
WORD_SETTER(reports)
WORD_SETTER(limits)
WORD_SETTER(racks)
FLAG_SETTER(ask_password)
FLAG_SETTER(quiet)
FLAG_SETTER(verbose)
FLAG_SETTER(help)
FLAG_SETTER(version)

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
	add_word(&options->from, value);
	return true;
}

static bool
set_save(struct options *options, const char *value, struct err *err)
{
	options->save = value;
	return is_folder(value, err);
}

static bool
set_number(unsigned *field, const char *value, long min, long max,
    struct err *err)
{
	long number = 0;

	if (!span_to_number(span_of(value), max, &number) || number < min)
		return err_set(err, ERR_INPUT,
		    "'%s' is not a number from %ld to %ld", value, min, max);
	*field = (unsigned)number;
	return true;
}

static bool
set_jobs(struct options *options, const char *value, struct err *err)
{
	return set_number(&options->jobs, value, 1, 100000, err);
}

static bool
set_timeout(struct options *options, const char *value, struct err *err)
{
	return set_number(&options->timeout, value, 1, 86400, err);
}

static bool
set_retries(struct options *options, const char *value, struct err *err)
{
	return set_number(&options->retries, value, 0, 100, err);
}

struct choice {
	const char *word;
	int value;
};

static const char *
next_choice(size_t i, const void *context)
{
	const struct choice *choices = context;

	return choices[i].word;
}

/* Finds `value` among `choices`, which end with a NULL word. */
static bool
choose(const struct choice *choices, const char *value, int *chosen,
    struct err *err)
{
	struct str words = STR_INIT;
	const char *near;

	for (size_t i = 0; choices[i].word; i++) {
		if (strcmp(choices[i].word, value) == 0) {
			*chosen = choices[i].value;
			return true;
		}
	}
	for (size_t i = 0; choices[i].word; i++)
		str_addf(&words, "%s%s", i ? ", " : "", choices[i].word);
	near = text_nearest(span_of(value), next_choice, choices);
	if (near)
		err_set(err, ERR_INPUT, "'%s' is unknown; did you mean %s?",
		    value, near);
	else
		err_set(err, ERR_INPUT, "'%s' is unknown; it is one of %s",
		    value, str_text(&words));
	str_release(&words);
	return false;
}

/* clang-format off */
static const struct choice host_key_choices[] = {
	{ "strict",     HOST_KEYS_STRICT },
	{ "accept-new", HOST_KEYS_ACCEPT_NEW },
	{ "off",        HOST_KEYS_OFF },
	{ NULL, 0 },
};

static const struct choice color_choices[] = {
	{ "auto",   COLOR_AUTO },
	{ "always", COLOR_ALWAYS },
	{ "never",  COLOR_NEVER },
	{ NULL, 0 },
};

static const struct choice view_choices[] = {
	{ "network", PICTURE_NETWORK },
	{ "faults",  PICTURE_FAULTS },
	{ NULL, 0 },
};

static const struct choice subject_choices[] = {
	{ "desired",  SUBJECT_DESIRED },
	{ "observed", SUBJECT_OBSERVED },
	{ "compared", SUBJECT_COMPARED },
	{ NULL, 0 },
};

static const struct choice os_choices[] = {
	{ "auto",   PARSE_AUTO },
	{ "ios",    PARSE_ON_IOS },
	{ "nxos",   PARSE_ON_NXOS },
	{ "iosxr",  PARSE_ON_IOSXR },
	{ "aireos", PARSE_ON_AIREOS },
	{ "catos",  PARSE_ON_CATOS },
	{ NULL, 0 },
};

static const struct choice dialect_choices[] = {
	{ "auto",  PARSE_AUTO },
	{ "cdp",   PARSE_CDP },
	{ "lldp",  PARSE_LLDP },
	{ "xml",   PARSE_XML },
	{ "json",  PARSE_JSON },
	{ NULL, 0 },
};
/* clang-format on */

static bool
set_host_keys(struct options *options, const char *value, struct err *err)
{
	int chosen = 0;

	if (!choose(host_key_choices, value, &chosen, err))
		return false;
	options->host_keys = (enum host_key_policy)chosen;
	return true;
}

static bool
set_color(struct options *options, const char *value, struct err *err)
{
	int chosen = 0;

	if (!choose(color_choices, value, &chosen, err))
		return false;
	options->color = (enum color_mode)chosen;
	return true;
}

static bool
set_view(struct options *options, const char *value, struct err *err)
{
	int chosen = 0;

	if (!choose(view_choices, value, &chosen, err))
		return false;
	options->view = (enum picture_view)chosen;
	return true;
}

static bool
set_subject(struct options *options, const char *value, struct err *err)
{
	int chosen = 0;

	if (!choose(subject_choices, value, &chosen, err))
		return false;
	options->subject = (enum graph_subject)chosen;
	return true;
}

static bool
set_os(struct options *options, const char *value, struct err *err)
{
	int chosen = 0;

	if (!choose(os_choices, value, &chosen, err))
		return false;
	options->os = (enum parse_dialect)chosen;
	return true;
}

static bool
set_dialect(struct options *options, const char *value, struct err *err)
{
	int chosen = 0;

	if (!choose(dialect_choices, value, &chosen, err))
		return false;
	options->dialect = (enum parse_dialect)chosen;
	return true;
}

/* --- the rows ------------------------------------------------------------ */

/* clang-format off */
static const struct option general_rows[] = {
	{ "color", 0, "WHEN", "auto, always or never; auto colours a terminal "
	    "unless NO_COLOR is set", set_color },
	{ "quiet", 'q', NULL, "no progress, no warnings, no notes",
	    set_quiet },
	{ "verbose", 'v', NULL, "show evidence and every step of every visit",
	    set_verbose },
	{ "help", 'h', NULL, "show this help", set_help },
	{ "version", 0, NULL, "show the version", set_version },
};

static const struct option topology_rows[] = {
	{ "inventory", 0, "FILE", "merge `devices:` and `defaults:` of this "
	    "YAML file into the topology", set_inventory },
};

static const struct option scope_rows[] = {
	{ "limit", 0, "PATTERN", "only these devices (glob; may be repeated)",
	    set_limits },
	{ "rack", 0, "PATTERN", "only the devices of these racks (glob; may "
	    "be repeated)", set_racks },
};

static const struct option snapshot_rows[] = {
	{ "from", 0, "SNAPSHOT", "take observations from this folder instead "
	    "of live devices; may be repeated, later ones win", set_from },
	{ "save", 0, "SNAPSHOT", "keep what was collected in this folder",
	    set_save },
};

static const struct option collect_rows[] = {
	{ "jobs", 0, "N", "devices worked on at once", set_jobs },
	{ "timeout", 0, "SECONDS", "for the whole visit to one device",
	    set_timeout },
	{ "retries", 0, "N", "more tries after a fault that can pass "
	    "(default 2)", set_retries },
};

static const struct option login_rows[] = {
	{ "user", 0, "NAME", "log in under this name; else "
	    "CABLECHECK_USERNAME, the topology's, your own", set_user },
	{ "ask-password", 0, NULL, "ask for the password on the terminal",
	    set_ask_password },
	{ "password-command", 0, "CMD", "take the password from the first "
	    "line that CMD prints; else CABLECHECK_PASSWORD",
	    set_password_command },
	{ "identity", 0, "FILE", "log in with this private key",
	    set_identity },
	{ "known-hosts", 0, "FILE", "host keys to trust (default "
	    "~/.ssh/known_hosts)", set_known_hosts },
	{ "host-keys", 0, "POLICY", "strict (default), accept-new or off",
	    set_host_keys },
};

static const struct option output_rows[] = {
	{ "format", 0, "FORMAT", "what goes to standard output", set_format },
	{ "output", 'o', "FILE", "write there instead; the file is replaced "
	    "whole or not at all", set_output },
};

static const struct option folder_rows[] = {
	{ "output", 'o', "SNAPSHOT", "the folder to write; one that holds an "
	    "older snapshot is replaced", set_save },
};

static const struct option report_rows[] = {
	{ "report", 0, "FORMAT=FILE", "one more report to FILE; may be "
	    "repeated", set_reports },
};

static const struct option picture_rows[] = {
	{ "view", 0, "VIEW", "of dot and svg: network (default) or faults",
	    set_view },
};

static const struct option subject_rows[] = {
	{ "show", 0, "WHAT", "desired, observed or compared cabling (default: "
	    "compared with --from, desired without)", set_subject },
};

static const struct option dialect_rows[] = {
	{ "os", 0, "OS", "read only what these devices print: ios (IOS and "
	    "IOS-XE), nxos, iosxr, aireos, catos; default auto", set_os },
	{ "dialect", 0, "DIALECT", "read only this: cdp or lldp (text), "
	    "xml, json; default auto", set_dialect },
};
/* clang-format on */

#define GROUP(group, text)                                                     \
	const struct option_group options_##group = {text, group##_rows,       \
	    COUNT_OF(group##_rows)}

GROUP(general, "General");
GROUP(topology, "Topology");
GROUP(scope, "Scope");
GROUP(snapshot, "Snapshots");
GROUP(collect, "Collecting");
GROUP(login, "Logging in");
GROUP(output, "Output");
GROUP(folder, "Output");
GROUP(report, "Reports");
GROUP(picture, "Pictures");
GROUP(subject, "Subject");
GROUP(dialect, "Reading");

/* --- the loop ------------------------------------------------------------ */

void
options_init(struct options *options)
{
	*options = (struct options){
	    .retries = DEFAULT_RETRIES,
	    .host_keys = HOST_KEYS_STRICT,
	    .view = PICTURE_NETWORK,
	};
}

void
options_release(struct options *options)
{
	free(options->arguments.items);
	free(options->from.items);
	free(options->reports.items);
	free(options->limits.items);
	free(options->racks.items);
}

static const struct option *
row_at(const struct option_group *const *groups, size_t i)
{
	for (; *groups; groups++) {
		if (i < (*groups)->count)
			return &(*groups)->rows[i];
		i -= (*groups)->count;
	}
	return NULL;
}

static const char *
next_name(size_t i, const void *context)
{
	const struct option *row = row_at(context, i);

	return row ? row->name : NULL;
}

static const struct option *
find_long(const struct option_group *const *groups, struct span name)
{
	const struct option *row;

	for (size_t i = 0; (row = row_at(groups, i)) != NULL; i++) {
		if (span_is(name, row->name))
			return row;
	}
	return NULL;
}

static const struct option *
find_letter(const struct option_group *const *groups, char letter)
{
	const struct option *row;

	for (size_t i = 0; (row = row_at(groups, i)) != NULL; i++) {
		if (row->letter == letter && letter)
			return row;
	}
	return NULL;
}

/* The words not read yet. */
struct reader {
	struct options *options;
	const struct option_group *const *groups;
	char **next;
	char **end;
};

static bool
apply(struct reader *reader, const struct option *row, const char *value,
    struct err *err)
{
	if (row->argument && !value) {
		if (reader->next == reader->end)
			return err_set(err, ERR_INPUT,
			    "--%s needs an argument: --%s %s", row->name,
			    row->name, row->argument);
		value = *reader->next++;
	}
	if (!row->argument && value)
		return err_set(err, ERR_INPUT, "--%s takes no argument",
		    row->name);
	if (row->argument && !*value)
		return err_set(err, ERR_INPUT, "--%s needs a %s, not nothing",
		    row->name, row->argument);
	if (!row->set(reader->options, value, err)) {
		err_wrap(err, "--%s", row->name);
		return false;
	}
	return true;
}

static bool
read_long(struct reader *reader, const char *word, struct err *err)
{
	const char *equals = strchr(word, '=');
	struct span name =
	    equals ? span_make(word, (size_t)(equals - word)) : span_of(word);
	const struct option *row = find_long(reader->groups, name);
	const char *near;

	if (row)
		return apply(reader, row, equals ? equals + 1 : NULL, err);
	near = text_nearest(name, next_name, reader->groups);
	if (near)
		return err_set(err, ERR_INPUT,
		    "unknown option --%.*s; did you mean --%s?",
		    (int)name.length, name.text, near);
	return err_set(err, ERR_INPUT, "unknown option --%.*s",
	    (int)name.length, name.text);
}

/* "-qv", "-o FILE" and "-oFILE". */
static bool
read_letters(struct reader *reader, const char *letters, struct err *err)
{
	for (; *letters; letters++) {
		const struct option *row =
		    find_letter(reader->groups, *letters);

		if (!row)
			return err_set(err, ERR_INPUT, "unknown option -%c",
			    *letters);
		if (row->argument)
			return apply(reader, row,
			    letters[1] ? letters + 1 : NULL, err);
		if (!apply(reader, row, NULL, err))
			return false;
	}
	return true;
}

bool
options_parse(struct options *options, const struct option_group *const *groups,
    int argc, char **argv, struct err *err)
{
	struct reader reader = {options, groups, argv, argv + argc};
	bool only_arguments = false;

	while (reader.next < reader.end) {
		const char *word = *reader.next++;

		if (only_arguments || word[0] != '-' || !word[1])
			add_word(&options->arguments, word);
		else if (strcmp(word, "--") == 0)
			only_arguments = true;
		else if (word[1] == '-' && !read_long(&reader, word + 2, err))
			return false;
		else if (word[1] != '-' &&
			 !read_letters(&reader, word + 1, err))
			return false;
	}
	return true;
}
