/*
 * html_text -- names and sentences inside an HTML page.
 *
 * Everything that a device or a file says is first made harmless as for a
 * terminal (text_escape(): no control, no hidden or reordering character, valid
 * UTF-8), cut to a length that a page can bear, and then escaped so that it is
 * text in every place of the page, quoted attributes included.  The result is
 * well-formed XML as well as HTML, so that any XML parser can check the page.
 */
#ifndef REPORT_HTML_TEXT_H
#define REPORT_HTML_TEXT_H

#include <stddef.h>

#include "base/span.h"
#include "base/str.h"
#include "report/prose.h"

/* Appends at most `max` characters of `text`. */
void html_text_add(struct str *out, struct span text, size_t max);

/*
 * As an element with the class that html_page.css has for `style`, cut to what
 * prose.h has for it.
 */
void html_text_add_styled(struct str *out, enum prose_style style,
    struct span text);

/*
 * Appends each sentence of `prose` between `before` and `after`, which are
 * ours and go out as they are.
 */
void html_text_add_prose(struct str *out, const struct prose *prose,
    const char *before, const char *after);

/* A whole file of the media type `type` (ours) as a data: address. */
void html_text_add_data(struct str *out, const char *type, struct span file);

#endif
