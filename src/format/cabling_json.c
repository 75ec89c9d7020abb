/*
 * From jansson's tree to text; see cabling_json.h.
 */
#include "format/cabling_json.h"

#include "base/mem.h"

static int
add_piece(const char *piece, size_t length, void *out)
{
	str_add_span(out, span_make(piece, length));
	return 0;
}

void
cabling_json_add(json_t *root, struct str *out)
{
	/* Names come from a topology, which is UTF-8, so this cannot fail. */
	if (!root || json_dump_callback(root, add_piece, out, JSON_INDENT(2)))
		bug("no JSON of a topology");
	str_add_char(out, '\n');
	json_decref(root);
}
