/*
 * graphviz_text -- names from strangers as text that Graphviz takes literally.
 *
 * Graphviz reads its strings three times over: "\N" in a label is the name of
 * the node, "&lt;" is a character, and what is left is written into SVG, where
 * "&foo;" would go through as it is and break the file (2.42).  A backslash at
 * the end of a name would even swallow the closing quote in DOT.  Escaping for
 * all of these at once depends on the version; so the two characters that start
 * it all never get there: a backslash is shown as U+2216 and an ampersand as
 * U+FF06, which look the same.  Control characters and bytes that are not UTF-8
 * are shown as text_escape() shows them, and text of any length is cut.
 */
#ifndef FORMAT_GRAPHVIZ_TEXT_H
#define FORMAT_GRAPHVIZ_TEXT_H

#include <stddef.h>

#include "base/str.h"

/* How many characters of a name are shown, and of a tooltip. */
#define GRAPHVIZ_NAME_MAX 40
/* Trouble, another name, and the unit behind them. */
#define GRAPHVIZ_SUB_MAX 80
#define GRAPHVIZ_TOOLTIP_MAX 400

/*
 * For names and plain attributes: appends at most `max` characters of `text`;
 * where more are cut out, an ellipsis stands in the middle, because names
 * differ at their ends.
 */
void graphviz_text_plain(struct str *out, const char *text, size_t max);

/* For HTML-like labels: the same with '<', '>' and '"' as entities. */
void graphviz_text_html(struct str *out, const char *text, size_t max);

/*
 * The width of what the above show, in units of the font size: an estimate on
 * the wide side, because fonts differ from one machine to the next.
 */
double graphviz_text_width(const char *text, size_t max);

#endif
