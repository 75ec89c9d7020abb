/*
 * cabling_dot_lexer -- the words of a DOT file, with their places.
 *
 * Graphviz has a reader of its own, but it knows no line of an edge, keeps its
 * state in globals and recurses with the depth of braces.  Who reads a cabling
 * plan wants mistakes told at their place, so this splits the text itself: in
 * one pass, with nothing but a place in the text to remember.
 */
#ifndef FORMAT_CABLING_DOT_LEXER_H
#define FORMAT_CABLING_DOT_LEXER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/span.h"
#include "format/cabling_draft.h"

enum dot_token_kind {
	DOT_TOKEN_END,
	DOT_TOKEN_TROUBLE,
	DOT_TOKEN_NAME,      /* a word, a number, or anything in quotes */
	DOT_TOKEN_MARKUP,    /* <...> */
	DOT_TOKEN_JOINT,     /* -- or -> */
	DOT_TOKEN_OPEN,      /* { */
	DOT_TOKEN_CLOSE,     /* } */
	DOT_TOKEN_LIST,      /* [ */
	DOT_TOKEN_LIST_END,  /* ] */
	DOT_TOKEN_EQUALS,    /* = */
	DOT_TOKEN_COLON,     /* : */
	DOT_TOKEN_SEPARATOR, /* ; or , */
	DOT_TOKEN_KINDS
};

struct dot_token {
	enum dot_token_kind kind;
	bool quoted; /* then it is no keyword */
	bool fatal;  /* trouble that leaves nothing to read on */
	/* Of names without quotes and escapes; of trouble, what it is. */
	struct span text;
	struct spot at;
};

/* Start with dot_lexer_init(); there is nothing to release. */
struct dot_lexer {
	struct span rest; /* borrowed */
	struct spot at;   /* of its front; columns count characters */
	struct arena *arena;
};

/* Texts of tokens live as long as `text` and `arena`. */
void dot_lexer_init(struct dot_lexer *lexer, struct span text,
    struct arena *arena);

struct dot_token dot_lexer_next(struct dot_lexer *lexer);

#endif
