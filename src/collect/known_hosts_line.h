/*
 * known_hosts_line -- one line of a known_hosts file: taking it apart, seeing
 * whom it is about, and putting one together.
 *
 * What the reader (known_hosts.h) and the editor (known_hosts_edit.h) share.
 */
#ifndef COLLECT_KNOWN_HOSTS_LINE_H
#define COLLECT_KNOWN_HOSTS_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

enum known_hosts_marker {
	MARKER_NONE,
	MARKER_REVOKED,
};

/* Borrows from the text of the line. */
struct known_hosts_line {
	enum known_hosts_marker marker;
	struct span names; /* comma separated, or one hashed name */
	struct span type;
	struct span base64;
};

/* False for a comment, an empty line and what makes no sense to us. */
bool known_hosts_line_read(struct span text, struct known_hosts_line *line);

/* Decodes base64, to be freed; NULL when it is none. */
char *known_hosts_decode(struct span text, size_t *length);

/*
 * "leaf1", or "[leaf1]:2222" for any port but 22; in small letters; to be
 * freed.
 */
char *known_hosts_spell(const char *host, unsigned port);

/*
 * Whether a line with these names is about `name`, as known_hosts_spell()
 * gives it.  A name denied with "!" is not matched by what stands beside it.
 */
bool known_hosts_names_match(struct span names, const char *name);

/* No hashes and no patterns, "!" included: what a map can find. */
bool known_hosts_names_are_plain(struct span names);

/* The line for a key, without its end; NULL when the key is damaged. */
char *known_hosts_line_format(const char *host, unsigned port, struct span key,
    bool hashed);

/* Makes the folder of a file, as ssh makes ~/.ssh; its parents must exist. */
void known_hosts_make_folder(const char *path);

#endif
