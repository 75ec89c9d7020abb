/*
 * cabling_json -- writing other tools' JSON.
 */
#ifndef FORMAT_CABLING_JSON_H
#define FORMAT_CABLING_JSON_H

#include <jansson.h>

#include "base/str.h"

/* Appends the document, indented, with a line end; takes `root` over. */
void cabling_json_add(json_t *root, struct str *out);

#endif
