/*
 * cabling_netbox_words -- what NetBox calls types, colors and lengths.
 *
 * A plan has free text there.  What NetBox knows is turned into its words and
 * back without loss; of all else these say that it is nothing of NetBox's.
 */
#ifndef FORMAT_CABLING_NETBOX_WORDS_H
#define FORMAT_CABLING_NETBOX_WORDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/span.h"

/* "Singlemode Fiber (OS2)" gives "smf-os2"; other texts stay. */
struct span netbox_type_read(struct span text);

/* Is it one of NetBox's, as its import spells it? */
bool netbox_type_is(const char *type);

/* "2196f3" and "#2196f3" give "blue", and "#123456" where none has a name. */
struct span netbox_color_read(struct arena *arena, struct span text);

/* The six digits of a color, with or without a name; absent: it has none. */
struct span netbox_color_find(const char *color);

/*
 * Cuts "5.00 Meters" into "5" and "m"; false where that is no number with a
 * unit that NetBox knows.  Both are parts of `text`, or static.
 */
bool netbox_length_split(struct span text, struct span *number,
    struct span *unit);

#endif
