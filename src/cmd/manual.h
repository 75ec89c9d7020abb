/*
 * manual -- the manual page, made from the tables of commands and options.
 */
#ifndef CMD_MANUAL_H
#define CMD_MANUAL_H

#include "base/str.h"

/* Appends cablecheck(1) in the language of mdoc(7). */
void manual_add(struct str *out);

#endif
