/*
 * tree -- JSON values out of our own, by way of jansson.
 *
 * jansson refuses text that is not UTF-8 and returns NULL when memory is out;
 * both end here, so that the writers above read like the documents that they
 * write.  Functions that return a value give a new reference.
 */
#ifndef REPORT_TREE_H
#define REPORT_TREE_H

#include <stddef.h>

#include <jansson.h>

#include "base/span.h"
#include "base/str.h"

json_t *tree_object(void);
json_t *tree_array(void);

/* A string, with U+FFFD for what is not UTF-8; absent or NULL gives null. */
json_t *tree_span(struct span text);
json_t *tree_string(const char *text);

json_t *tree_count(size_t count);

/* A line or column: 0, which means unknown, gives null. */
json_t *tree_place(size_t place);

/* Seconds with at most three decimals; below 0 or not finite gives null. */
json_t *tree_seconds(double seconds);

/* Both take `value`. */
void tree_set(json_t *object, const char *key, json_t *value);
void tree_append(json_t *array, json_t *value);

/* Appends the document, indented by 2, with a line end; takes `root`. */
void tree_write(json_t *root, struct str *out);

/* The same on one line. */
void tree_write_line(json_t *root, struct str *out);

#endif
