/*
 * manners -- how the devices of each platform talk, as a table.
 *
 * Three vendors' worth of habits: what a device calls itself, how its prompt
 * looks, how it pages, how it refuses, how it hangs up.  One row a platform;
 * the code around it knows no platform by name.
 */
#ifndef LAB_MANNERS_H
#define LAB_MANNERS_H

#include <stdbool.h>

#include "lab/traits.h"
#include "model/topology.h"

struct manners {
	enum platform platform;

	/* The connection. */
	const char *ident;      /* what follows "SSH-2.0-" */
	bool one_channel;       /* a second one ends the connection */
	enum exec_end exec_end; /* after an exec; a shell ends the same way */
	unsigned login_tries;

	/* The command line. */
	const char *prompt;       /* %s: the device's name */
	const char *more;         /* what stands at the end of a page */
	const char *more_erase;   /* what makes it go away again */
	bool folds_lines;         /* breaks long ones at the terminal's width */
	bool has_xml;             /* answers in XML behind `| xml` */
	const char *time_stamp;   /* before each answer; NULL: none */
	const char *invalid;      /* below the caret line */
	const char *ambiguous;    /* %s: what was typed */
	const char *incomplete;   /* a whole line */
	const char *exec_refused; /* %s: what was asked for */
	int exec_refused_status;
	const char *exec_first; /* before the output of an exec */
	bool exec_last_newline; /* behind its last line */

	/* What others hear of it. */
	const char *factory_name;
	const char *cdp_platform; /* "cisco WS-C9300-48T" */
	const char *capabilities;
	const char *version; /* lines, joined with '\n' */
	const char *model;   /* for its own `show version` */
};

/* The row of a device: its box's, or that of a server. */
const struct manners *manners_of_device(const struct device *device,
    const struct traits *traits);

/* The row of a platform; `auto` talks as `ios` does. */
const struct manners *manners_of(enum platform platform);

/* Makes a device's own manners, `own`, out of its platform's and its traits. */
void manners_adapt(struct manners *own, const struct traits *traits);

/* The row of whatever is in the topology but never logged in to: a server. */
const struct manners *manners_of_server(void);

#endif
