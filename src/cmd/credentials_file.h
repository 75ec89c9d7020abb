/*
 * credentials_file -- logins by groups of devices, from --credentials FILE:
 *
 *	# whatever no section says
 *	username = netops
 *	password-command = pass show lab
 *
 *	[leaf* spine[12]]
 *	username = fabric
 *	password = "with spaces "
 *	enable = another
 *	logins = 10
 *
 *	[edge*]
 *	identity = ~/.ssh/edge
 *	passphrase = a third
 *	agent = no
 *
 * The first section with a pattern that matches a device's name is its own;
 * what it leaves out is taken from the lines above the first section.
 */
#ifndef CMD_CREDENTIALS_FILE_H
#define CMD_CREDENTIALS_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/secret.h"
#include "base/span.h"

/* Everything is NULL where the file says nothing. */
struct credentials_section {
	char *patterns; /* owned; NULL: the lines above all sections */
	char *username;
	char *identity;
	char *password_command;
	char *agent;  /* a path; "" means none */
	char *logins; /* a number from 1 on: its passwords at once */
	struct secret *password;
	struct secret *enable;
	struct secret *passphrase;
};

/* Start with zeroes.  The first section is the one without patterns. */
struct credentials_file {
	struct credentials_section *sections;
	size_t count;
	size_t capacity;
};

/*
 * Fails with ERR_INPUT, naming the line, or when others can read the file.  No
 * message holds a value.
 */
MUST_CHECK bool credentials_file_read(struct credentials_file *file,
    const char *path, struct err *err);
void credentials_file_release(struct credentials_file *file);

/* Do both say the same? */
bool credentials_file_equal(const struct credentials_file *a,
    const struct credentials_file *b);

/* The index of the section of a device; 0 when none has it. */
size_t credentials_file_find(const struct credentials_file *file,
    const char *device);

#endif
