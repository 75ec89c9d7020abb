/*
 * cabling_draft -- a plan that grows while another tool's file is read.
 *
 * Readers of foreign files say what they find, in the order in which they find
 * it: a device, something about it, a cable between two ports.  What is said
 * twice (most tools list a cable at both of its ends) becomes one thing.  At
 * the end all of it goes through the reader of our own plans, so that one code
 * decides what a plan may be, and every mistake is told at its place in the
 * foreign file.
 */
#ifndef FORMAT_CABLING_DRAFT_H
#define FORMAT_CABLING_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/diag.h"
#include "base/span.h"
#include "model/topology.h"

struct cabling_draft; /* opaque */

/* A place in the file that is read, from 1; column 0: the line as a whole. */
struct spot {
	unsigned line;
	unsigned column;
};

#define DRAFT_NONE ((size_t)-1)

/* What can be said of a device: keys of a plan, with values as written there.
 */
enum draft_device_key {
	DRAFT_HOST,
	DRAFT_PORT,
	DRAFT_PLATFORM,
	DRAFT_RACK,
	DRAFT_UNIT,
	DRAFT_SERIAL,
	DRAFT_COLLECT, /* "false" */
	DRAFT_DEVICE_KEYS
};

/* The same for a cable. */
enum draft_cable_key {
	DRAFT_LABEL,
	DRAFT_STATE, /* "planned", "removed" */
	DRAFT_COLOR,
	DRAFT_TYPE,
	DRAFT_LENGTH,
	DRAFT_NOTE,
	DRAFT_CABLE_KEYS
};

/* One end of a cable, as the file names it. */
struct draft_end {
	struct span device;
	struct span port;
	struct spot at;
};

/* `file` is what messages call it; both must outlive the draft. */
struct cabling_draft *cabling_draft_new(const char *file,
    struct diag_list *diags);
void cabling_draft_free(struct cabling_draft *draft); /* NULL is fine */

/* What a reader has to say of the file itself; an error spoils the draft. */
void draft_error(struct cabling_draft *draft, struct spot at,
    const char *format, ...) PRINTF_LIKE(3, 4);
void draft_warning(struct cabling_draft *draft, struct spot at,
    const char *format, ...) PRINTF_LIKE(3, 4);
void draft_note(struct cabling_draft *draft, struct spot at, const char *format,
    ...) PRINTF_LIKE(3, 4);

/* The name of the plan, where the file has one. */
void draft_name(struct cabling_draft *draft, struct span name, struct spot at);

/*
 * The device of that name, without regard to case: a new one when nobody has
 * named it before.  DRAFT_NONE, after saying why, when that is no name.
 */
size_t draft_device(struct cabling_draft *draft, struct span name,
    struct spot at);

/*
 * The same for a file in which each device stands once: that it has been
 * declared before, by a name that differs in case at most, is a mistake.
 */
size_t draft_declare(struct cabling_draft *draft, struct span name,
    struct spot at);

/*
 * Says something of a device or a cable; nothing where the value is absent,
 * blank, or the key has a value already: the first one stays, and a warning
 * tells of another one, but of a label; notes are put one behind the other.
 * DRAFT_NONE as device or cable is ignored.
 */
void draft_device_set(struct cabling_draft *draft, size_t device,
    enum draft_device_key key, struct span value, struct spot at);
void draft_cable_set(struct cabling_draft *draft, size_t cable,
    enum draft_cable_key key, struct span value, struct spot at);

/*
 * The cable between two ports; its devices are added where they are new.  The
 * same pair of ports, in either order, is the same cable.  DRAFT_NONE, after
 * saying why, when an end has no name or no port.
 */
size_t draft_cable(struct cabling_draft *draft, const struct draft_end *a,
    const struct draft_end *b);

size_t draft_cable_count(const struct cabling_draft *draft);

/*
 * Makes a topology of it, which the caller frees.  Mistakes are added to the
 * diagnostics; if there is one, be it of the reader's telling, it is NULL.
 */
struct topology *cabling_draft_finish(struct cabling_draft *draft);

#endif
