/*
 * options -- what can be said on the command line, as tables.
 *
 * An option is a row: its name, its argument, its help and a setter.  Rows
 * are gathered in groups; a command names the groups that it takes, so that
 * an option means the same everywhere and its help is written once.
 */
#ifndef CMD_OPTIONS_H
#define CMD_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "collect/collect.h"
#include "parse/parse.h"
#include "report/notice.h"
#include "report/picture.h"

/* Words of the command line; owns the array, borrows the words. */
struct words {
	const char **items;
	size_t count;
	size_t capacity;
};

enum color_mode {
	COLOR_AUTO,
	COLOR_ALWAYS,
	COLOR_NEVER,
};

enum graph_subject {
	SUBJECT_DEFAULT, /* compared with --from, desired without */
	SUBJECT_DESIRED,
	SUBJECT_OBSERVED,
	SUBJECT_COMPARED,
};

struct options {
	struct words arguments;
	struct words from;
	struct words reports;
	struct words limits;
	struct words racks;
	const char *inventory;
	const char *today; /* a valid day, or NULL */
	const char *jump;
	const char *explain;
	const char *baseline;
	const char *ssh_config;
	const char *save;
	const char *format;
	const char *input_format;
	const char *output;
	const char *user;
	const char *password_command;
	const char *credentials;
	const char *identity;
	const char *known_hosts;
	const char *focus; /* a device to draw alone */
	enum host_key_policy host_keys;
	bool host_keys_given;
	enum color_mode color;
	enum picture_view view;
	enum graph_subject subject;
	enum notice_level fail_on;
	enum parse_dialect os; /* these two: what a text may be */
	enum parse_dialect dialect;
	unsigned jobs;    /* 0: the collector's default */
	unsigned threads; /* 0: as devices and cores suggest */
	unsigned timeout; /* seconds; 0: the collector's default */
	unsigned retries;
	unsigned logins; /* 0: the collector's default */
	unsigned rate;   /* 0: no limit, as with the next two */
	unsigned rack_jobs;
	unsigned deadline;   /* seconds */
	unsigned max_output; /* MiB a device; 0: the collector's default */
	unsigned interval;   /* seconds between the starts of two passes */
	unsigned passes;     /* 0: until somebody ends it */
	bool until_clean;
	bool bell;
	bool ask_password;
	bool no_legacy_algorithms;
	bool yes; /* to every question that may be answered so */
	bool simulate;
	bool waived; /* plan for waived findings, too */
	bool pager;
	bool quiet;
	bool verbose;
	bool help;
	bool version;
};

struct option {
	const char *name;     /* without the dashes */
	char letter;          /* 0: none */
	const char *argument; /* NULL: a flag */
	const char *help;
	bool (
	    *set)(struct options *options, const char *value, struct err *err);
};

struct option_group {
	const char *title;
	const struct option *rows;
	size_t count;
};

/* A word that an option takes; a list of them ends with a NULL word. */
struct choice {
	const char *word;
	int value;
};

/* All that the option of that name takes; NULL where it takes anything. */
const struct choice *options_choices(const char *option);

extern const struct option_group options_general;
extern const struct option_group options_topology;
extern const struct option_group options_scope;
extern const struct option_group options_snapshot;
extern const struct option_group options_collect;
extern const struct option_group options_login;
extern const struct option_group options_host_key;
extern const struct option_group options_way;
extern const struct option_group options_output;
extern const struct option_group options_output_file; /* -o alone */
extern const struct option_group options_folder;      /* -o for a snapshot */
extern const struct option_group options_report;
extern const struct option_group options_verdict; /* when to fail */
extern const struct option_group options_picture;
extern const struct option_group options_judging;
extern const struct option_group options_waivers;
extern const struct option_group options_plan;
extern const struct option_group options_subject;
extern const struct option_group options_trust;
extern const struct option_group options_dialect;
extern const struct option_group options_input_format;
extern const struct option_group options_stream; /* --format alone */
extern const struct option_group options_watch;
extern const struct option_group options_baseline; /* --baseline alone */

void options_init(struct options *options);
void options_release(struct options *options);

/*
 * Reads the words of argv[from..argc) by the rows of `groups`.  Options may
 * stand before or after arguments; "--" ends them; "-" is an argument.
 * Fails with the words that tell what to do instead.
 */
MUST_CHECK bool options_parse(struct options *options,
    const struct option_group *const *groups, int argc, char **argv,
    struct err *err);

#endif
