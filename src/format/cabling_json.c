/*
 * From jansson's tree to text; see cabling_json.h.
 */
#include "format/cabling_json.h"

#include "base/mem.h"
#include "format/yaml_word.h"

static int
add_piece(const char *piece, size_t length, void *out)
{
	str_add_span(out, span_make(piece, length));
	return 0;
}

/*
 * jansson writes as they are what JSON allows in a string and YAML does not,
 * and files of JSON are read as YAML here.
 */
static void
add_escaped(struct str *out, struct span text)
{
	while (text.length) {
		uint32_t code;
		size_t length = yaml_unsafe_length(text, &code);

		if (length && text.text[0] != '\n')
			str_addf(out, "\\u%04x", (unsigned)code);
		else
			str_add_char(out, text.text[0]);
		text = span_skip(text, length ? length : 1);
	}
}

void
cabling_json_add(json_t *root, struct str *out)
{
	struct str text = STR_INIT;

	/* Names come from a topology, which is UTF-8, so this cannot fail. */
	if (!root || json_dump_callback(root, add_piece, &text, JSON_INDENT(2)))
		bug("no JSON of a topology");
	add_escaped(out, str_span(&text));
	str_add_char(out, '\n');
	str_release(&text);
	json_decref(root);
}
