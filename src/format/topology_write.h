/*
 * topology_write -- a plan as YAML, for people to go on with.
 *
 * libyaml writes no comments, and a first plan is half made of them; so the
 * text is put together here, and every name in it is quoted where YAML could
 * read anything else.  What comes out is read back by topology_yaml.h.
 */
#ifndef FORMAT_TOPOLOGY_WRITE_H
#define FORMAT_TOPOLOGY_WRITE_H

#include "base/str.h"
#include "model/learned.h"

/* Appends the whole file; the same plan gives the same bytes. */
void topology_write(const struct learned *learned, struct str *out);

/* The same for any plan, with everything that it says and nothing besides. */
void topology_write_plan(const struct topology *topology, struct str *out);

#endif
