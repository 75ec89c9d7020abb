/*
 * libyaml hands out events (a scalar, a list begins, a list ends, ...); here
 * they become a tree.  The lists and maps that are still open stand on a stack
 * of fixed depth, so nothing recurses on input.
 *
 * An anchor (&name) is remembered when its node is complete, together with the
 * number of nodes and levels that it stands for.  An alias is then one node
 * that shares the children of the anchor's, and both numbers are charged as if
 * they had been written out: the sum has a limit, so ten lines that each hold
 * the line above ten times end here and not in the readers.
 */
#include "format/yaml_tree.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "format/yaml_json.h"
#include "format/yaml_merge.h"
#include "format/yaml_problem.h"

struct anchor {
	const struct yaml_node *node;
	size_t weight; /* nodes, all aliases written out */
	size_t height; /* levels below it */
};

/* A list or map whose end has not come yet. */
struct open {
	struct yaml_node *node;
	struct yaml_node **tail; /* where the next child goes */
	char *anchor;            /* owned; NULL when it has none */
	size_t weight_before;
	size_t height;
	bool merges; /* holds a key << */
};

struct builder {
	struct yaml_tree *tree;
	struct diag_list *diags;
	struct open stack[YAML_DEPTH_MAX];
	size_t depth;
	size_t nodes;    /* that stand in the file */
	size_t borrowed; /* that aliases stand for */
	struct map *anchor_names;
	struct anchor *anchors;
	size_t anchor_count;
	size_t anchor_capacity;
	unsigned documents;
};

static bool
fail(struct builder *b, const yaml_mark_t *mark, const char *text)
{
	struct place where = {b->tree->file, (unsigned)mark->line + 1,
	    (unsigned)mark->column + 1};

	diag_add(b->diags, where, SEVERITY_ERROR, "%s", text);
	return false;
}

/* Hangs `node` into the list or map that is open, or makes it the root. */
static void
attach(struct builder *b, struct yaml_node *node, size_t height)
{
	struct open *parent;

	if (b->depth == 0) {
		b->tree->root = node;
		return;
	}
	parent = &b->stack[b->depth - 1];
	*parent->tail = node;
	parent->tail = &node->next;
	/* Pairs are counted when the map ends. */
	parent->node->length++;
	if (parent->height < height + 1)
		parent->height = height + 1;
}

static void
set_place(struct yaml_node *node, const yaml_mark_t *mark)
{
	node->line = (uint32_t)mark->line + 1;
	node->column = (uint32_t)mark->column + 1;
}

static struct yaml_node *
node_new(struct builder *b, enum yaml_kind kind, const yaml_mark_t *mark)
{
	struct yaml_node *node =
	    arena_alloc(b->tree->arena, sizeof(struct yaml_node));

	b->nodes++;
	node->kind = (unsigned char)kind;
	set_place(node, mark);
	return node;
}

static size_t
total_weight(const struct builder *b)
{
	return b->nodes + b->borrowed;
}

/* A later anchor of the same name takes the place of the earlier one. */
static void
remember_anchor(struct builder *b, const char *name, struct anchor anchor)
{
	if (!name)
		return;
	b->anchors = grow_array(b->anchors, b->anchor_count,
	    &b->anchor_capacity, sizeof(*b->anchors));
	map_set(b->anchor_names, span_of(name), b->anchor_count);
	b->anchors[b->anchor_count++] = anchor;
}

static const struct anchor *
find_anchor(const struct builder *b, const char *name)
{
	size_t index = 0;

	if (!map_find(b->anchor_names, span_of(name), &index))
		return NULL;
	return &b->anchors[index];
}

static bool
is_open_anchor(const struct builder *b, const char *name)
{
	for (size_t i = 0; i < b->depth; i++) {
		if (b->stack[i].anchor && strcmp(b->stack[i].anchor, name) == 0)
			return true;
	}
	return false;
}

/* Our texts, lists and maps say all that the core schema's tags could. */
static bool
tag_is_harmless(const char *tag)
{
	static const char *const known[] = {"!", YAML_STR_TAG, YAML_INT_TAG,
	    YAML_FLOAT_TAG, YAML_BOOL_TAG, YAML_NULL_TAG, YAML_SEQ_TAG,
	    YAML_MAP_TAG};

	for (size_t i = 0; i < COUNT_OF(known); i++) {
		if (strcmp(tag, known[i]) == 0)
			return true;
	}
	return false;
}

/* Ansible's way to keep a secret: encrypted, so it may be passed over. */
static bool
is_vault(const yaml_event_t *event)
{
	return strcmp((const char *)event->data.scalar.tag, "!vault") == 0 &&
	       span_starts(span_make((const char *)event->data.scalar.value,
			       event->data.scalar.length),
		   "$ANSIBLE_VAULT;");
}

static bool
add_text(struct builder *b, const yaml_event_t *event)
{
	const char *tag = (const char *)event->data.scalar.tag;
	const char *name = (const char *)event->data.scalar.anchor;
	struct span value = {(const char *)event->data.scalar.value,
	    event->data.scalar.length};
	struct yaml_node *node;
	struct open *parent;

	if (tag && !tag_is_harmless(tag) && !is_vault(event))
		return fail(b, &event->start_mark,
		    "tags (!name) mean nothing here");
	node = node_new(b, YAML_KIND_TEXT, &event->start_mark);
	node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	node->text = arena_span(b->tree->arena, value);
	node->length = (uint32_t)value.length;
	parent = b->depth ? &b->stack[b->depth - 1] : NULL;
	if (parent && parent->node->kind == YAML_KIND_MAP &&
	    parent->node->length % 2 == 0 && yaml_is_merge_key(node))
		parent->merges = true;
	attach(b, node, 0);
	remember_anchor(b, name, (struct anchor){node, 1, 0});
	return true;
}

static bool
add_alias(struct builder *b, const yaml_event_t *event)
{
	const char *name = (const char *)event->data.alias.anchor;
	const struct anchor *anchor = find_anchor(b, name);
	struct yaml_node *node;

	if (is_open_anchor(b, name))
		return fail(b, &event->start_mark,
		    "this alias stands inside the value that it refers to");
	if (!anchor)
		return fail(b, &event->start_mark,
		    "this alias refers to no anchor above it: to write a text "
		    "that starts with *, put it in quotes");
	if (b->depth + anchor->height > YAML_DEPTH_MAX)
		return fail(b, &event->start_mark,
		    "with this alias, values are nested too deeply");
	b->borrowed += anchor->weight;
	if (b->borrowed > YAML_ALIAS_MAX)
		return fail(b, &event->start_mark,
		    "with this alias, the aliases stand for too many values");
	node = arena_alloc(b->tree->arena, sizeof(*node));
	*node = *anchor->node;
	node->next = NULL;
	set_place(node, &event->start_mark);
	attach(b, node, anchor->height);
	return true;
}

static bool
open_node(struct builder *b, const yaml_event_t *event, enum yaml_kind kind)
{
	bool is_map = kind == YAML_KIND_MAP;
	const char *name =
	    (const char *)(is_map ? event->data.mapping_start.anchor
				  : event->data.sequence_start.anchor);
	const char *tag =
	    (const char *)(is_map ? event->data.mapping_start.tag
				  : event->data.sequence_start.tag);
	size_t before = total_weight(b);
	struct yaml_node *node;

	if (tag && !tag_is_harmless(tag))
		return fail(b, &event->start_mark,
		    "tags (!name) mean nothing here");
	if (b->depth == YAML_DEPTH_MAX)
		return fail(b, &event->start_mark,
		    "lists and maps are nested too deeply");
	node = node_new(b, kind, &event->start_mark);
	b->stack[b->depth++] = (struct open){
	    .node = node,
	    .tail = &node->first,
	    .anchor = name ? xstrdup(name) : NULL,
	    .weight_before = before,
	};
	return true;
}

static bool
close_node(struct builder *b)
{
	struct open open = b->stack[--b->depth];
	size_t weight = total_weight(b) - open.weight_before;
	bool ok = true;

	if (open.node->kind == YAML_KIND_MAP)
		open.node->length /= 2;
	if (open.merges)
		ok = yaml_merge(b->tree, open.node, b->diags);
	attach(b, open.node, open.height);
	remember_anchor(b, open.anchor,
	    (struct anchor){open.node, weight, open.height});
	free(open.anchor);
	return ok;
}

static bool
start_document(struct builder *b, const yaml_event_t *event)
{
	if (b->documents++)
		return fail(b, &event->start_mark,
		    "a second document starts here: a file holds one");
	return true;
}

static bool
take_event(struct builder *b, const yaml_event_t *event)
{
	if (b->nodes >= YAML_NODES_MAX)
		return fail(b, &event->start_mark,
		    "the file holds too many values");
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return add_text(b, event);
	case YAML_ALIAS_EVENT:
		return add_alias(b, event);
	case YAML_SEQUENCE_START_EVENT:
		return open_node(b, event, YAML_KIND_LIST);
	case YAML_MAPPING_START_EVENT:
		return open_node(b, event, YAML_KIND_MAP);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return close_node(b);
	case YAML_DOCUMENT_START_EVENT:
		return start_document(b, event);
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		return true;
	}
	return true;
}

/* The place of byte `offset`, counted from the front: errors only. */
static struct place
place_of_offset(const char *file, struct span text, size_t offset)
{
	struct place where = {file, 1, 0};
	size_t start = 0;

	if (offset > text.length)
		offset = text.length;
	for (size_t i = 0; i < offset; i++) {
		if (text.text[i] == '\n') {
			where.line++;
			start = i + 1;
		}
	}
	where.column = (unsigned)text_characters(
			   span_make(text.text + start, offset - start)) +
		       1;
	return where;
}

/* The text from line `line`, column `column` on (both from 0). */
static struct span
text_at(struct span text, size_t line, size_t column)
{
	struct span skipped;

	while (line-- > 0 && span_next_line(&text, &skipped))
		;
	while (column > 0 && text.length) {
		text = span_skip(text, 1);
		if (!text.length || (text.text[0] & 0xc0) != 0x80)
			column--;
	}
	return text;
}

static void
report_problem(const struct builder *b, const yaml_parser_t *parser,
    struct span text)
{
	const yaml_mark_t *mark = &parser->problem_mark;
	struct place where = {b->tree->file, 0, 0};
	struct str words = STR_INIT;
	unsigned began = 0;

	/* A key that never gets its colon is noticed at the next one. */
	if (parser->problem &&
	    strcmp(parser->problem, "could not find expected ':'") == 0)
		mark = &parser->context_mark;
	if (parser->context && parser->context_mark.line != mark->line)
		began = (unsigned)parser->context_mark.line + 1;
	where.line = (unsigned)mark->line + 1;
	where.column = (unsigned)mark->column + 1;
	if (parser->error == YAML_READER_ERROR) {
		where = place_of_offset(b->tree->file, text,
		    parser->problem_offset);
		began = 0;
	}
	yaml_problem_explain(&words, parser->problem,
	    text_at(text, mark->line, mark->column), began);
	diag_add(b->diags, where, SEVERITY_ERROR, "%s", str_text(&words));
	str_release(&words);
}

static bool
build(struct builder *b, struct span text)
{
	bool ended = false;
	yaml_parser_t parser;
	bool ok = true;

	if (!yaml_parser_initialize(&parser))
		bug("out of memory");
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text.text,
	    text.length);
	while (ok && !ended) {
		yaml_event_t event;

		if (!yaml_parser_parse(&parser, &event)) {
			if (parser.error == YAML_MEMORY_ERROR)
				bug("out of memory");
			report_problem(b, &parser, text);
			ok = false;
			break;
		}
		ended = event.type == YAML_STREAM_END_EVENT;
		ok = take_event(b, &event);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return ok;
}

/* Windows editors put a mark in front of UTF-8; UTF-16 is another matter. */
static bool
skip_byte_order_mark(struct span *text)
{
	if (span_starts(*text, "\xff\xfe") || span_starts(*text, "\xfe\xff"))
		return false;
	if (span_starts(*text, "\xef\xbb\xbf"))
		*text = span_skip(*text, 3);
	return true;
}

bool
yaml_tree_read(struct yaml_tree *tree, const char *file, struct span text,
    struct diag_list *diags)
{
	struct builder b = {.tree = tree, .diags = diags};
	bool ok = false;

	*tree = (struct yaml_tree){arena_new(), file, NULL};
	if (!skip_byte_order_mark(&text)) {
		diag_add(diags, (struct place){file, 1, 1}, SEVERITY_ERROR,
		    "the text is UTF-16: save it as UTF-8");
		return false;
	}
	b.anchor_names = map_new_exact();
	ok = build(&b, yaml_from_json(text, tree->arena));
	for (size_t i = 0; i < b.depth; i++)
		free(b.stack[i].anchor);
	free(b.anchors);
	map_free(b.anchor_names);
	if (!ok)
		tree->root = NULL;
	return ok;
}

void
yaml_tree_release(struct yaml_tree *tree)
{
	arena_free(tree->arena);
	*tree = (struct yaml_tree){NULL, NULL, NULL};
}

const struct yaml_node *
yaml_get(const struct yaml_node *map, const char *key)
{
	if (!map || map->kind != YAML_KIND_MAP)
		return NULL;
	for (const struct yaml_node *k = map->first; k; k = k->next->next) {
		if (k->kind == YAML_KIND_TEXT &&
		    span_is(span_make(k->text, k->length), key))
			return k->next;
	}
	return NULL;
}
