/*
 * options_set -- what the setters of all options have in common.
 *
 * A setter checks a value and stores it in a field of struct options.  Most
 * are one of four kinds, so they are made by these macros: a string, one more
 * word of a list, a flag, or one of a few words.  The rows that use them stand
 * in options_general.c, options_collect.c and options_output.c.
 */
#ifndef CMD_OPTIONS_SET_H
#define CMD_OPTIONS_SET_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/err.h"
#include "cmd/options.h"

#define STRING_SETTER(field)                                                   \
	static bool set_##field(struct options *options, const char *value,    \
	    struct err *err)                                                   \
	{                                                                      \
		(void)err;                                                     \
		options->field = value;                                        \
		return true;                                                   \
	}

#define WORD_SETTER(field)                                                     \
	static bool set_##field(struct options *options, const char *value,    \
	    struct err *err)                                                   \
	{                                                                      \
		(void)err;                                                     \
		options_add_word(&options->field, value);                      \
		return true;                                                   \
	}

#define FLAG_SETTER(field)                                                     \
	static bool set_##field(struct options *options, const char *value,    \
	    struct err *err)                                                   \
	{                                                                      \
		(void)err;                                                     \
		(void)value;                                                   \
		options->field = true;                                         \
		return true;                                                   \
	}

/* `choices` ends with a NULL word. */
#define CHOICE_SETTER(field, kind, choices)                                    \
	static bool set_##field(struct options *options, const char *value,    \
	    struct err *err)                                                   \
	{                                                                      \
		int chosen = 0;                                                \
                                                                               \
		if (!options_choose(choices, value, &chosen, err))             \
			return false;                                          \
		options->field = (enum kind)chosen;                            \
		return true;                                                   \
	}

#define NUMBER_SETTER(field, min, max)                                         \
	static bool set_##field(struct options *options, const char *value,    \
	    struct err *err)                                                   \
	{                                                                      \
		return options_set_number(&options->field, value, min, max,    \
		    err);                                                      \
	}

/* The group options_NAME of the rows in NAME_rows. */
#define GROUP(group, text)                                                     \
	const struct option_group options_##group = {text, group##_rows,       \
	    COUNT_OF(group##_rows)}

/* options_choices.c has them all. */
extern const struct choice color_choices[];
extern const struct choice os_choices[];
extern const struct choice dialect_choices[];
extern const struct choice host_key_choices[];
extern const struct choice view_choices[];
extern const struct choice subject_choices[];
extern const struct choice fail_on_choices[];

void options_add_word(struct words *words, const char *word);

/* Finds `value` among `choices`, or says which there are. */
MUST_CHECK bool options_choose(const struct choice *choices, const char *value,
    int *chosen, struct err *err);

MUST_CHECK bool options_set_number(unsigned *field, const char *value, long min,
    long max, struct err *err);

#endif
