/*
 * yaml_word -- writing texts in YAML so that they are read as they were.
 *
 * libyaml writes no comments and decides itself how its lists look, and what is
 * written here is made to be read by people; so it is put together by hand, and
 * this is the part of it that must be right.
 */
#ifndef FORMAT_YAML_WORD_H
#define FORMAT_YAML_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "base/str.h"

/* A letter, then letters, digits and bytes of `more`: needs no quotes. */
bool yaml_is_plain(struct span text, const char *more);

/*
 * Whether the character at the front cannot stand for itself, even in quotes:
 * YAML takes it for the end of a line, or for the mark of an encoding, or does
 * not allow it in a file.  Gives its length and its number; 0: it can.
 */
size_t yaml_unsafe_length(struct span text, uint32_t *code);

/* In double quotes, whatever it holds. */
void yaml_add_quoted(struct str *out, struct span text);

/* In quotes only where YAML could read anything else. */
void yaml_add_word(struct str *out, struct span text);

#endif
