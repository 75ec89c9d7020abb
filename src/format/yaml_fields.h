/*
 * yaml_fields -- taking typed values out of a YAML tree, and complaining.
 *
 * The readers of our files know a handful of maps with a handful of keys each.
 * Here a map is held against the list of its keys (unknown ones are reported,
 * with the one that was probably meant) and a value is taken as a text, number,
 * truth value or list.  Every complaint is an error at the place of the key or
 * value that is wrong, and reading goes on.
 */
#ifndef FORMAT_YAML_FIELDS_H
#define FORMAT_YAML_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/diag.h"
#include "base/span.h"
#include "format/yaml_tree.h"
#include "model/topology.h"

/* A file that is being read.  All borrowed. */
struct yaml_reader {
	const struct yaml_tree *tree;
	struct diag_list *diags;
	struct arena *arena; /* where the values that are read are kept */
	const char *file;    /* for places; lives as long as `arena` */
	bool secrets_told;   /* yaml_refuse_secrets() has seen the tree */
};

/* The keys of one kind of map. */
struct yaml_keys {
	const char *what; /* whose keys: "a device" */
	const char *const *names;
	size_t count;
};

/* Names, ports and hosts; notes may be longer. */
#define YAML_NAME_MAX 255
#define YAML_NOTE_MAX 4095

/* For messages: the start of a text, in words safe to print. */
struct yaml_quote {
	char text[96];
};

struct yaml_quote yaml_quote(struct span text);

struct span yaml_span(const struct yaml_node *text);
struct place yaml_place(const struct yaml_reader *r,
    const struct yaml_node *node);

/* "line 3", and of which file when it is not `here`. */
struct yaml_line_words {
	char text[160];
};

struct yaml_line_words yaml_line_words(const struct place *line,
    const char *here);

/* Nothing was written, or null, or ~. */
bool yaml_is_null(const struct yaml_node *node);

void yaml_error(const struct yaml_reader *r, const struct yaml_node *at,
    const char *format, ...) PRINTF_LIKE(3, 4);
void yaml_warning(const struct yaml_reader *r, const struct yaml_node *at,
    const char *format, ...) PRINTF_LIKE(3, 4);

/*
 * True when `node` is of that kind and not null; otherwise says that `what`,
 * a key ("`cables`") or a thing ("a cable"), must be a list, a map or a text.
 */
bool yaml_expect(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, enum yaml_kind kind);

/*
 * Fills values[i] with the value of keys->names[i], or NULL.  False after
 * reporting keys that are unknown or stand twice.  `map` must be a map.
 */
bool yaml_read_keys(const struct yaml_reader *r, const struct yaml_node *map,
    const struct yaml_keys *keys, const struct yaml_node **values);

/*
 * The readers of values return false, leaving the target alone, after
 * reporting what is wrong with `what`.  Texts are copies in the arena: not
 * empty, without control characters, of at most `max` bytes.
 */
bool yaml_read_text(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, size_t max, const char **text);
bool yaml_read_bool(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, bool *value);

struct yaml_limits {
	unsigned least;
	unsigned most;
};

bool yaml_read_number(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, struct yaml_limits limits, unsigned *number);

/*
 * Reports that `node` is none of the words that `what` may be, with the one
 * that was probably meant.
 */
void yaml_report_word(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, const struct yaml_keys *words);

/* One text, or a list of them. */
bool yaml_read_texts(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, struct string_list *list);

/*
 * True when `name` can be a name: not empty, at most YAML_NAME_MAX bytes, no
 * control characters.  Otherwise reports it at `at`.
 */
bool yaml_check_name(const struct yaml_reader *r, const struct yaml_node *at,
    const char *what, struct span name);

#endif
