/*
 * cabling_table -- cabling lists with a cable in each row.
 *
 * Every tool that knows spreadsheets has such a list, and they differ in what
 * the columns are called, in a few words, and in what they leave out.  So a
 * format is a table: the names of columns, and what each of them says (its
 * role).  What only one tool does is in a function of its format, which is
 * shown every row before it is taken.
 */
#ifndef FORMAT_CABLING_TABLE_H
#define FORMAT_CABLING_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/span.h"
#include "base/str.h"
#include "format/cabling.h"
#include "format/cabling_draft.h"

/* What a column says; the roles of end b follow those of end a, in order. */
enum table_role {
	TABLE_A_DEVICE,
	TABLE_A_PORT,
	TABLE_A_RACK,
	TABLE_A_UNIT,
	TABLE_A_KIND, /* what it is: a host, a switch; an interface */
	TABLE_A_SITE, /* within which names of devices are unique */
	TABLE_B_DEVICE,
	TABLE_B_PORT,
	TABLE_B_RACK,
	TABLE_B_UNIT,
	TABLE_B_KIND,
	TABLE_B_SITE,
	TABLE_LABEL,
	TABLE_STATE,
	TABLE_COLOR,
	TABLE_TYPE,
	TABLE_LENGTH,
	TABLE_LENGTH_UNIT,
	TABLE_NOTE,
	TABLE_COMMENT, /* more of a note */
	TABLE_ROLES
};

/* How far the roles of end b are from those of end a. */
#define TABLE_END_ROLES TABLE_B_DEVICE

#define TABLE_HAS(role) (1u << (role))
#define TABLE_BOTH_ENDS                                                        \
	(TABLE_HAS(TABLE_A_DEVICE) | TABLE_HAS(TABLE_A_PORT) |                 \
	    TABLE_HAS(TABLE_B_DEVICE) | TABLE_HAS(TABLE_B_PORT))

/*
 * A name that a column may have.  One that stands in a file twice is there for
 * both ends: its first row here that is free is taken.
 */
struct table_column {
	const char *name;
	enum table_role role;
};

/* One way to lay out a list. */
struct table_layout {
	const struct table_column *columns;
	size_t count;
	unsigned needs; /* TABLE_HAS() of roles; makes it this layout */
	/* Not NULL: such a file cannot be read, and this says what to do. */
	const char *refusal;
	/* The kind of device that nobody logs in to; NULL: no kind is. */
	const char *host;
	/*
	 * Turns what this tool says into words of ours; what it makes lives in
	 * `arena`.  Not NULL is why the row is no cable of ours: "they ...".
	 */
	const char *(*adapt)(struct arena *arena, struct span *values);
};

/* The layouts of a format, in the order in which a file is held to them. */
struct table_format {
	const struct table_layout *layouts;
	size_t count;
};

/* Is the first row of the file that of one of them? */
bool cabling_table_is(const struct table_format *format,
    const struct cabling_source *source);

void cabling_table_read(const struct table_format *format,
    struct cabling_draft *draft, const struct cabling_source *source);

/* How a list is written. */
struct table_output {
	const struct table_column *columns;
	size_t count;
	size_t always; /* so many are there even if no cable fills them */
	bool removed;  /* those that must be absent are there, too */
	/* Appends a cell of its own; NULL: cabling_table_add(). */
	void (*add)(struct str *cell, const struct topology *topology,
	    const struct cable *cable, enum table_role role);
};

/* Appends what the plan says in that role, in its own words. */
void cabling_table_add(struct str *cell, const struct topology *topology,
    const struct cable *cable, enum table_role role);

/* For formats without a word for it: cables that must be absent are. */
bool cabling_table_takes(const struct topology *topology,
    const struct cable *cable);

void cabling_table_write(const struct table_output *output,
    const struct topology *topology, struct str *out);

#endif
