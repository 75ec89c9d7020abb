/*
 * pictures -- drawings to draw, and a strict look at what became of them.
 *
 * The SVG is read by a small scanner of our own, because a tolerant reader
 * would hide just what these tests are after.
 */
#ifndef TESTS_FORMAT_PICTURES_H
#define TESTS_FORMAT_PICTURES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <cgraph.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "format/graphviz.h"

/* --- drawings to draw ----------------------------------------------------- */

static const char *const hostile[] = {
    "\"]; node [label=\"x\"]; a -- b; x [",
    "<script>alert(1)</script>",
    "<b>bold</b>",
    "\\N\\G\\L\\E\\T\\H",
    "ends in a backslash\\",
    "ends in a quote\"",
    "\\\"",
    "&lt;&foo;&#0;&#x1b;&amp;amp;",
    "line\nfeed\r\ttab\x1b[31m",
    "\xff\xfe not UTF-8 \xc3",
    "\xef\xbf\xbe\xef\xbf\xbf no XML characters",
    "\xe2\x80\xae right to left",
    "-->]]></svg>",
    "'); DROP TABLE cables; --",
    "<TABLE><TR><TD>x</TD></TR></TABLE>",
    "}",
    "{|}",
    "cluster_0",
    "label~0",
    "legend~0",
    "graph",
    "html",
    "p0:p1",
    " ",
    "%1",
    "%n%s",
};

static inline struct drawing *
new_drawing(size_t nodes, size_t edges)
{
	struct drawing *drawing = drawing_new();

	drawing->title = "a title";
	drawing->subtitle = "a subtitle";
	drawing->nodes =
	    arena_array(drawing->arena, nodes + 1, sizeof(*drawing->nodes));
	drawing->edges =
	    arena_array(drawing->arena, edges + 1, sizeof(*drawing->edges));
	return drawing;
}

static inline struct drawing_node *
add_node(struct drawing *drawing, const char *name, size_t ports)
{
	struct drawing_node *node = &drawing->nodes[drawing->node_count++];

	node->name = name;
	node->sublabel = "";
	node->cluster = DRAWING_NONE;
	node->port_count = ports;
	node->ports =
	    arena_array(drawing->arena, ports + 1, sizeof(*node->ports));
	for (size_t i = 0; i < ports; i++) {
		node->ports[i].name =
		    arena_printf(drawing->arena, "Ethernet1/%zu", i + 1);
		node->ports[i].label =
		    arena_printf(drawing->arena, "Eth1/%zu", i + 1);
		node->ports[i].listed = true;
		node->ports[i].mark = "";
	}
	return node;
}

static inline struct drawing_edge *
add_edge(struct drawing *drawing, size_t a, size_t b, enum drawing_style style)
{
	struct drawing_edge *edge = &drawing->edges[drawing->edge_count++];

	*edge = (struct drawing_edge){
	    .a = a,
	    .b = b,
	    .port_a = DRAWING_NONE,
	    .port_b = DRAWING_NONE,
	    .style = style,
	    .count = 1,
	    .label = "",
	    .tooltip = "a cable",
	    .link = "",
	};
	return edge;
}

/* Every text that a drawing has is hostile at least once. */
static inline struct drawing *
hostile_drawing(bool racks)
{
	size_t count = COUNT_OF(hostile);
	struct drawing *drawing = new_drawing(count, count);

	drawing->title = hostile[0];
	drawing->subtitle = hostile[7];
	if (racks) {
		drawing->cluster_count = count;
		drawing->clusters = arena_array(drawing->arena, count,
		    sizeof(*drawing->clusters));
	}
	for (size_t i = 0; i < count; i++) {
		struct drawing_node *node = add_node(drawing, hostile[i], 2);

		node->sublabel = hostile[i];
		node->ports[0].name = hostile[i];
		node->ports[0].label = hostile[i];
		node->ports[1].name = hostile[count - 1 - i];
		node->ports[1].label = hostile[count - 1 - i];
		node->ports[1].listed = false;
		if (racks) {
			node->cluster = i;
			drawing->clusters[i].label = hostile[i];
		}
	}
	for (size_t i = 0; i < count; i++) {
		struct drawing_edge *edge = add_edge(drawing, i,
		    (i + 1) % count, (enum drawing_style)(i % DRAWING_STYLES));

		edge->port_a = 0;
		edge->port_b = 1;
		edge->label = hostile[i];
		edge->tooltip = hostile[i];
		edge->link = hostile[i];
		edge->arrow = (enum drawing_arrow)(i % 3);
	}
	drawing->legend_count = 1;
	drawing->legends[0].style = DRAWING_WRONG;
	drawing->legends[0].text = hostile[1];
	return drawing;
}

static inline char *
render(const struct drawing *drawing, const char *format)
{
	struct str out = STR_INIT;
	struct err err = ERR_INIT;

	if (!graphviz_render(drawing, format, &out, &err))
		fail_msg("%s", err.text);
	return str_take(&out);
}

/* --- a strict look at XML ------------------------------------------------- */

#define DEPTH_MAX 64

struct scan {
	const char *at;
	struct span open[DEPTH_MAX];
	size_t depth;
};

/* Character data, or a quoted value: no '<', only entities that exist. */
static inline void
scan_text(struct scan *scan, const char *stop)
{
	static const char *const entities[] = {"&lt;", "&gt;", "&amp;",
	    "&quot;", "&#45;", "&#39;", "&#160;"};

	while (*scan->at != '\0' && strchr(stop, *scan->at) == NULL) {
		bool known = *scan->at != '&';

		for (size_t i = 0; i < COUNT_OF(entities); i++) {
			if (span_starts(span_of(scan->at), entities[i]))
				known = true;
		}
		if (!known)
			fail_msg("unknown entity: %.20s", scan->at);
		if ((unsigned char)*scan->at < 0x20 && *scan->at != '\n')
			fail_msg("control byte: %.20s", scan->at);
		assert_int_not_equal(*scan->at, '<');
		scan->at++;
	}
}

static inline struct span
scan_name(struct scan *scan)
{
	const char *start = scan->at;

	while (isalnum((unsigned char)*scan->at) || *scan->at == ':' ||
	       *scan->at == '-')
		scan->at++;
	assert_true(scan->at > start);
	return span_make(start, (size_t)(scan->at - start));
}

static inline void
scan_blank(struct scan *scan)
{
	while (*scan->at == ' ' || *scan->at == '\n')
		scan->at++;
}

static inline void
scan_tag(struct scan *scan)
{
	struct span name = scan_name(scan);

	scan_blank(scan);
	while (*scan->at != '>' && *scan->at != '/') {
		scan_name(scan);
		assert_int_equal(*scan->at++, '=');
		assert_int_equal(*scan->at++, '"');
		scan_text(scan, "\"");
		assert_int_equal(*scan->at++, '"');
		scan_blank(scan);
	}
	if (*scan->at == '/') {
		scan->at++;
	} else {
		assert_true(scan->depth < DEPTH_MAX);
		scan->open[scan->depth++] = name;
	}
	assert_int_equal(*scan->at++, '>');
}

static inline void
scan_end_tag(struct scan *scan)
{
	struct span name = scan_name(scan);

	assert_true(scan->depth > 0);
	assert_true(span_equal(name, scan->open[--scan->depth]));
	assert_int_equal(*scan->at++, '>');
}

/* Comments, the declaration and the document type. */
static inline void
scan_aside(struct scan *scan, const char *start, const char *end)
{
	const char *stop = strstr(scan->at + strlen(start), end);

	assert_non_null(stop);
	if (strcmp(start, "<!--") == 0) {
		for (const char *p = scan->at + 4; p < stop; p++)
			assert_false(p[0] == '-' && p[1] == '-');
	}
	scan->at = stop + strlen(end);
}

static inline void
assert_well_formed(const char *svg)
{
	struct scan scan = {svg, {{NULL, 0}}, 0};

	while (*scan.at != '\0') {
		struct span rest = span_of(scan.at);

		if (span_starts(rest, "<!--")) {
			scan_aside(&scan, "<!--", "-->");
		} else if (span_starts(rest, "<?")) {
			scan_aside(&scan, "<?", "?>");
		} else if (span_starts(rest, "<!DOCTYPE")) {
			scan_aside(&scan, "<!", ">");
		} else if (span_starts(rest, "</")) {
			scan.at += 2;
			scan_end_tag(&scan);
		} else if (*scan.at == '<') {
			scan.at++;
			scan_tag(&scan);
		} else {
			scan_text(&scan, "<");
		}
	}
	assert_int_equal(scan.depth, 0);
}

static inline size_t
count_of(const char *text, const char *what)
{
	size_t count = 0;

	for (const char *p = strstr(text, what); p; p = strstr(p + 1, what))
		count++;
	return count;
}

static inline void
assert_dot_has(const char *dot, size_t nodes, size_t edges, size_t racks)
{
	Agraph_t *graph = agmemread(dot);
	int clusters = 0;

	assert_non_null(graph);
	for (Agraph_t *s = agfstsubg(graph); s; s = agnxtsubg(s))
		clusters++;
	assert_int_equal(agnnodes(graph), nodes);
	assert_int_equal(agnedges(graph), edges);
	assert_int_equal(clusters, racks);
	agclose(graph);
}

#endif
