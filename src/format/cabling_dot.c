/*
 * The grammar of DOT without a stack: what must be remembered of the braces
 * around a statement is where they were opened.  Each function below reads from
 * one kind of token on, and says whether that made an event.
 */
#include "format/cabling_dot.h"

#include "base/attr.h"
#include "base/str.h"

static struct dot_token
take(struct dot_reader *r)
{
	struct dot_token token = r->token;

	r->token = dot_lexer_next(&r->lexer);
	return token;
}

static bool
next_is(const struct dot_reader *r, enum dot_token_kind kind)
{
	return r->token.kind == kind;
}

static bool
next_is_word(const struct dot_reader *r, const char *word)
{
	return next_is(r, DOT_TOKEN_NAME) && !r->token.quoted &&
	       span_is_nocase(r->token.text, word);
}

static void
take_word(struct dot_reader *r, const char *word)
{
	if (next_is_word(r, word))
		take(r);
}

/* --- mistakes ------------------------------------------------------------- */

/* Where reading can go on after a mistake in `line`. */
static bool
is_fresh_start(const struct dot_token *token, unsigned line)
{
	return token->kind == DOT_TOKEN_END || token->kind == DOT_TOKEN_OPEN ||
	       token->kind == DOT_TOKEN_CLOSE || token->fatal ||
	       token->at.line != line;
}

static bool
fail(struct dot_reader *r, struct dot_event *event, struct spot at,
    const char *text)
{
	event->kind = DOT_TROUBLE;
	event->at = at;
	event->text = span_of(text);
	r->joined = false;
	r->has_end = false;
	r->in_list = false;
	r->owner = DOT_OF_NOBODY;
	while (!is_fresh_start(&r->token, at.line))
		take(r);
	return true;
}

/* The same, and nothing more can be read. */
static bool
give_up(struct dot_reader *r, struct dot_event *event, struct spot at,
    const char *text)
{
	fail(r, event, at, text);
	r->done = true;
	return true;
}

/* Something else was expected than the next token. */
static bool
fail_here(struct dot_reader *r, struct dot_event *event, const char *text)
{
	struct dot_token token = r->token;

	if (token.kind != DOT_TOKEN_TROUBLE)
		return fail(r, event, token.at, text);
	fail(r, event, token.at, "");
	event->text = token.text;
	r->done = token.fatal;
	return true;
}

/* --- statements ----------------------------------------------------------- */

/* An end of an edge, a node alone, or a group (without a name) in braces. */
static bool
read_end(struct dot_reader *r, struct dot_event *event, struct draft_end end)
{
	bool joined = r->joined;
	bool joins = next_is(r, DOT_TOKEN_JOINT);
	bool tells = joined || (!joins && end.device.text);

	event->kind = joined ? DOT_EDGE : DOT_NODE;
	event->at = joined ? r->end.at : end.at;
	event->ends[0] = joined ? r->end : end;
	event->ends[1] = end;
	r->owner = joined || joins ? DOT_OF_EDGE : DOT_OF_NODE;
	r->joined = false;
	r->has_end = true;
	r->end = end;
	return tells;
}

static bool
is_compass_point(struct span text)
{
	static const char *const points[] = {"n", "ne", "e", "se", "s", "sw",
	    "w", "nw", "c", "_"};

	for (size_t i = 0; i < COUNT_OF(points); i++) {
		if (span_is(text, points[i]))
			return true;
	}
	return false;
}

/*
 * "node:port" and "node:port:side".  What is no side of a box belongs to the
 * port, which cgraph hands over with its colon as well.
 */
static bool
read_name(struct dot_reader *r, struct dot_event *event, struct dot_token name)
{
	struct draft_end end = {.device = name.text, .at = name.at};
	struct str port = STR_INIT;
	size_t parts = 0;

	while (next_is(r, DOT_TOKEN_COLON)) {
		struct span part;

		take(r);
		if (!next_is(r, DOT_TOKEN_NAME)) {
			str_release(&port);
			return fail_here(r, event,
			    "no name of a port stands behind the \":\"");
		}
		part = take(r).text;
		if (parts && is_compass_point(part))
			continue;
		if (parts++)
			str_add_char(&port, ':');
		str_add_span(&port, part);
		end.port = part;
	}
	if (parts > 1)
		end.port =
		    span_make(arena_span(r->lexer.arena, str_span(&port)),
			port.length);
	str_release(&port);
	return read_end(r, event, end);
}

/* "name=value", in a list or as a statement; a value may be missing in one. */
static bool
read_attribute(struct dot_reader *r, struct dot_event *event,
    struct dot_token name, enum dot_owner owner)
{
	event->kind = DOT_ATTRIBUTE;
	event->at = name.at;
	event->owner = owner;
	event->depth = r->depth;
	event->name = name.text;
	event->value = span_of("true");
	if (!next_is(r, DOT_TOKEN_EQUALS))
		return true;
	take(r);
	if (!next_is(r, DOT_TOKEN_NAME) && !next_is(r, DOT_TOKEN_MARKUP))
		return fail_here(r, event, "no value stands behind the \"=\"");
	event->is_markup = next_is(r, DOT_TOKEN_MARKUP);
	event->value = take(r).text;
	return true;
}

static bool
on_subgraph(struct dot_reader *r, struct dot_event *event, struct spot at)
{
	if (next_is(r, DOT_TOKEN_NAME))
		take(r);
	/* A joint counts for what is in the braces. */
	if (next_is(r, DOT_TOKEN_OPEN))
		return false;
	return read_end(r, event, (struct draft_end){.at = at});
}

/* "graph [...]" and its like, for which `owner` has the attributes. */
static bool
on_defaults(struct dot_reader *r, struct dot_event *event, enum dot_owner owner,
    struct spot at)
{
	r->owner = owner;
	r->has_end = false;
	if (r->joined || !next_is(r, DOT_TOKEN_LIST))
		return fail(r, event, at,
		    "no list of attributes stands behind a word that DOT keeps "
		    "for them: in quotes it is a name");
	return false;
}

static bool
on_name(struct dot_reader *r, struct dot_event *event)
{
	/* clang-format off */
	static const struct {
		const char *word;
		enum dot_owner owner;
	} kept[] = {
		{ "graph",   DOT_OF_GRAPH },
		{ "node",    DOT_OF_ALL },
		{ "edge",    DOT_OF_ALL },
		{ "digraph", DOT_OF_NOBODY },
		{ "strict",  DOT_OF_NOBODY },
	};
	/* clang-format on */
	bool is_subgraph = next_is_word(r, "subgraph");
	size_t i = 0;
	struct dot_token name;

	while (i < COUNT_OF(kept) && !next_is_word(r, kept[i].word))
		i++;
	name = take(r);
	if (is_subgraph)
		return on_subgraph(r, event, name.at);
	if (i < COUNT_OF(kept))
		return on_defaults(r, event, kept[i].owner, name.at);
	if (!r->joined && next_is(r, DOT_TOKEN_EQUALS))
		return read_attribute(r, event, name, DOT_OF_GRAPH);
	return read_name(r, event, name);
}

static bool
on_joint(struct dot_reader *r, struct dot_event *event)
{
	if (!r->has_end)
		return fail_here(r, event, "no node stands before this edge");
	r->joined = true;
	take(r);
	return false;
}

static bool
on_open(struct dot_reader *r, struct dot_event *event)
{
	struct spot at = r->token.at;
	bool joined = r->joined;

	if (r->depth == DOT_DEPTH_MAX)
		return give_up(r, event, at, "braces are nested too deeply");
	r->braces[r->depth++] = at;
	take(r);
	if (joined)
		read_end(r, event, (struct draft_end){.at = at});
	r->has_end = false;
	r->owner = DOT_OF_NOBODY;
	return joined;
}

static bool
on_close(struct dot_reader *r, struct dot_event *event)
{
	take(r);
	r->depth--;
	r->has_end = true;
	r->owner = DOT_OF_EDGE;
	r->end = (struct draft_end){.at = r->braces[r->depth]};
	if (r->depth)
		return false;
	if (next_is(r, DOT_TOKEN_END)) {
		r->done = true;
		return false;
	}
	fail_here(r, event, "something stands behind the end of the graph");
	r->done = true;
	return true;
}

static bool
on_list(struct dot_reader *r, struct dot_event *event)
{
	if (r->owner == DOT_OF_NOBODY)
		return fail_here(r, event,
		    "nothing that could have attributes stands before these");
	r->list = r->token.at;
	r->in_list = true;
	r->has_end = false;
	take(r);
	return false;
}

static bool
on_separator(struct dot_reader *r, struct dot_event *event)
{
	(void)event;
	r->has_end = false;
	r->owner = DOT_OF_NOBODY;
	take(r);
	return false;
}

static bool
on_end(struct dot_reader *r, struct dot_event *event)
{
	return give_up(r, event, r->braces[r->depth - 1],
	    "a brace that is opened here is never closed");
}

static bool
on_junk(struct dot_reader *r, struct dot_event *event)
{
	return fail_here(r, event, "this is neither a node nor an edge");
}

/* clang-format off */
static bool (*const on_token[DOT_TOKEN_KINDS])(struct dot_reader *reader,
    struct dot_event *event) = {
	[DOT_TOKEN_END]       = on_end,
	[DOT_TOKEN_TROUBLE]   = on_junk,
	[DOT_TOKEN_NAME]      = on_name,
	[DOT_TOKEN_MARKUP]    = on_junk,
	[DOT_TOKEN_JOINT]     = on_joint,
	[DOT_TOKEN_OPEN]      = on_open,
	[DOT_TOKEN_CLOSE]     = on_close,
	[DOT_TOKEN_LIST]      = on_list,
	[DOT_TOKEN_LIST_END]  = on_junk,
	[DOT_TOKEN_EQUALS]    = on_junk,
	[DOT_TOKEN_COLON]     = on_junk,
	[DOT_TOKEN_SEPARATOR] = on_separator,
};
/* clang-format on */

/* From within a list of attributes. */
static bool
on_item(struct dot_reader *r, struct dot_event *event)
{
	if (next_is(r, DOT_TOKEN_NAME))
		return read_attribute(r, event, take(r), r->owner);
	if (next_is(r, DOT_TOKEN_END))
		return give_up(r, event, r->list,
		    "a list that is opened here is never closed");
	if (!next_is(r, DOT_TOKEN_SEPARATOR) && !next_is(r, DOT_TOKEN_LIST_END))
		return fail_here(r, event, "this is no attribute");
	r->in_list = next_is(r, DOT_TOKEN_SEPARATOR);
	take(r);
	return false;
}

/* --- the file ------------------------------------------------------------- */

bool
dot_open(struct dot_reader *r, struct span text, struct arena *arena)
{
	*r = (struct dot_reader){.done = false};
	dot_lexer_init(&r->lexer, text, arena);
	take(r);
	take_word(r, "strict");
	if (!next_is_word(r, "graph") && !next_is_word(r, "digraph"))
		return false;
	take(r);
	if (next_is(r, DOT_TOKEN_NAME))
		take(r);
	if (!next_is(r, DOT_TOKEN_OPEN))
		return false;
	r->braces[r->depth++] = r->token.at;
	take(r);
	return true;
}

bool
dot_next(struct dot_reader *r, struct dot_event *event)
{
	bool told = false;

	*event = (struct dot_event){.owner = DOT_OF_NOBODY};
	while (!told && !r->done) {
		if (r->in_list)
			told = on_item(r, event);
		else if (r->joined && !next_is(r, DOT_TOKEN_NAME) &&
			 !next_is(r, DOT_TOKEN_OPEN))
			told = fail_here(r, event,
			    "the second end of the edge is missing");
		else
			told = on_token[r->token.kind](r, event);
	}
	return told;
}
