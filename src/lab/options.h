/*
 * options -- the command line of cablecheck-lab, as a table.
 */
#ifndef LAB_OPTIONS_H
#define LAB_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include <libssh/libssh.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"

#define OPTIONS_KEYS_MAX 64

/* All texts borrow from argv. */
struct options {
	const char *topology;  /* NULL only with help or version */
	const char *inventory; /* this and the next: NULL when not given */
	const char *faults;
	const char *port_file;
	const char *known_hosts;
	const char *host_key;
	const char *banner_file;
	const char *username;
	const char *authorized_keys[OPTIONS_KEYS_MAX];
	size_t authorized_key_count;
	enum ssh_keytypes_e host_key_type;
	unsigned logins; /* set of enum login */
	unsigned latency_ms;
	unsigned seed;
	unsigned share; /* of `shares` of the devices; counted from 1 */
	unsigned shares;
	bool help;
	bool version;
};

/*
 * Reads the command line; options may stand before or after the topology, and
 * "--" ends them.
 */
MUST_CHECK bool options_read(struct options *options, int argc, char **argv,
    struct err *err);

/* Appends the usage and a line for each option. */
void options_add_help(struct str *out);

/* Appends the program's name and version. */
void options_add_version(struct str *out);

#endif
