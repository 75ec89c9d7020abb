/*
 * cabling -- other tools' cabling files, as a table of formats.
 *
 * A lab seldom begins with us: its cabling stands in a spreadsheet, in NetBox,
 * in the file of a simulator.  Each format is a row: its name, how it is
 * recognized, its reader, its writer, and what of a plan it has a place for.
 * Readers fill a draft (cabling_draft.h); writers are given a topology.
 *
 *	cabling_draft.c     the plan that grows while a file is read
 *	cabling_FORMAT.c    reader and writer of one format, or of a few alike
 */
#ifndef FORMAT_CABLING_H
#define FORMAT_CABLING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/diag.h"
#include "base/err.h"
#include "base/str.h"
#include "format/cabling_draft.h"
#include "format/yaml_tree.h"
#include "model/topology.h"

/* What a writer keeps of a plan besides devices, cables and their ports. */
enum cabling_keeps {
	KEEPS_ADDRESSES = 1 << 0, /* where a host is an IPv4 address */
	KEEPS_PLATFORMS = 1 << 1,
	KEEPS_RACKS = 1 << 2,
	KEEPS_UNITS = 1 << 3,
	KEEPS_SERIALS = 1 << 4,
	KEEPS_LABELS = 1 << 5,
	KEEPS_STATES = 1 << 6,
	KEEPS_COLORS = 1 << 7,
	KEEPS_TYPES = 1 << 8,
	KEEPS_LENGTHS = 1 << 9,
	KEEPS_NOTES = 1 << 10,
	KEEPS_HOPS = 1 << 11,
	KEEPS_LONE_DEVICES = 1 << 12, /* that have no cable */
	KEEPS_RULES = 1 << 13,        /* ignore rules and waivers */
	KEEPS_LOGINS = 1 << 14,       /* users, ways through other hosts */
	KEEPS_NAMES = 1 << 15,        /* aliases, domains */
	KEEPS_HOSTS = 1 << 16,        /* which devices are never logged in to */
	KEEPS_BARE_HOSTS = 1 << 17,   /* the same, of those without platform */
};

#define KEEPS_ALL (~0u)

/* A file that is to be read. */
struct cabling_source {
	const char *file; /* as messages call it */
	struct span text; /* UTF-8, without a byte order mark */
	/* Of formats with `yaml`: the whole file, which has a value. */
	const struct yaml_tree *tree;
};

struct cabling_format {
	const char *name;  /* one word, for the command line */
	const char *title; /* whose it is, for people */
	bool yaml;         /* YAML, or JSON, which is read as such */
	/*
	 * Is this file one of those?  Decides by what no other format has, as
	 * cheaply as it can; the first row that says yes is taken.
	 */
	bool (*is)(const struct cabling_source *source);
	/* NULL: is only written.  Mistakes are told to the draft. */
	void (*read)(struct cabling_draft *draft,
	    const struct cabling_source *source);
	/* NULL: is only read.  The same topology gives the same bytes. */
	void (*write)(const struct topology *topology, struct str *out);
	unsigned keeps; /* by `write` */
	/* Is this cable written at all?  NULL: each one is. */
	bool (
	    *takes)(const struct topology *topology, const struct cable *cable);
};

/* Row `i`, or NULL behind the last. */
const struct cabling_format *cabling_format_at(size_t i);

/* By name; NULL: there is none. */
const struct cabling_format *cabling_format_find(const char *name);

/* Is it read, too, or only written? */
bool cabling_can_read(const struct cabling_format *format);

/* What a text is, as far as can be seen; NULL: nobody knows. */
const struct cabling_format *cabling_recognize(struct span text);

/*
 * Reads a file of any format, our own included, or of `format` unless that is
 * NULL.  False when it cannot be read at all, or nobody knows what it is.
 * Mistakes inside it are added to `diags`; if there is one, `*topology` is
 * NULL, otherwise the caller frees it.  `*taken_for` is the format.
 */
MUST_CHECK bool cabling_read_text(const struct cabling_format *format,
    const char *file, struct span text, const struct cabling_format **taken_for,
    struct topology **topology, struct diag_list *diags, struct err *err);

/* As cabling_read_text(), over a file; "-" is standard input. */
MUST_CHECK bool cabling_read(const struct cabling_format *format,
    const char *path, const struct cabling_format **taken_for,
    struct topology **topology, struct diag_list *diags, struct err *err);

/* How many cables of a topology the format writes. */
size_t cabling_count_taken(const struct cabling_format *format,
    const struct topology *topology);

/* A warning that counts what `format` has no place for, if there is any. */
void cabling_tell_losses(const struct cabling_format *format,
    const struct topology *topology, struct diag_list *diags);

#endif
