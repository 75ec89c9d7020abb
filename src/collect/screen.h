/*
 * screen -- what a device's bytes look like to somebody who reads them.
 *
 * Escape sequences, backspaces and lone CRs are how devices draw; prompts and
 * pagers are told by what stands there in the end.
 */
#ifndef COLLECT_SCREEN_H
#define COLLECT_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "base/str.h"

/* The length of an escape sequence at the front of `s`, or 0. */
size_t screen_escape_length(struct span s);

/* Replaces `out` by what the line looks like. */
void screen_clean_line(struct span line, struct str *out);

bool screen_contains(struct span text, const char *word); /* no case */

/* These four take a line that is clean. */

/* The key that a pager waits for here, or 0. */
char screen_pager_key(struct span line);
bool screen_wants_password(struct span line);
bool screen_wants_user(struct span line);

/* It ends as questions do; no prompt of a command line does. */
bool screen_is_question(struct span line);

/* The last line of `text`, which has no end yet; it may be empty. */
struct span screen_open_line(struct span text);

/* Whether `text` ends in an open line that looks as if it waited for keys. */
bool screen_waits_for_keys(struct span text);

#endif
