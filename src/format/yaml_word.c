/*
 * What YAML would take for something else is quoted; see yaml_word.h.
 */
#include "format/yaml_word.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "base/attr.h"
#include "base/text.h"

bool
yaml_is_plain(struct span text, const char *more)
{
	if (!text.length || !isalpha((unsigned char)text.text[0]))
		return false;
	for (size_t i = 0; i < text.length; i++) {
		if (!isalnum((unsigned char)text.text[i]) &&
		    !strchr(more, text.text[i]))
			return false;
	}
	return true;
}

/* What YAML itself has a meaning for. */
static bool
is_reserved(struct span text)
{
	static const char *const words[] = {"null", "true", "false", "yes",
	    "no", "on", "off", "y", "n"};

	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (span_is_nocase(text, words[i]))
			return true;
	}
	return false;
}

/* The number of the character of that many bytes at the front. */
static uint32_t
decode(struct span text, size_t length)
{
	static const unsigned char head_bits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	uint32_t code = (unsigned char)text.text[0] & head_bits[length];

	for (size_t i = 1; i < length; i++)
		code = code << 6 | ((unsigned char)text.text[i] & 0x3f);
	return code;
}

static bool
is_safe(uint32_t code)
{
	return code >= 0x20 && (code < 0x7f || code >= 0xa0) &&
	       code != 0x2028 && code != 0x2029 && code != 0xfeff &&
	       code != 0xfffe && code != 0xffff;
}

size_t
yaml_unsafe_length(struct span text, uint32_t *code)
{
	size_t length = text_utf8_length(text);

	if (!length)
		return 0;
	*code = decode(text, length);
	return is_safe(*code) ? 0 : length;
}

void
yaml_add_quoted(struct str *out, struct span text)
{
	str_add_char(out, '"');
	while (text.length) {
		uint32_t code;
		size_t length = yaml_unsafe_length(text, &code);

		if (length) {
			str_addf(out, code < 0x100 ? "\\x%02x" : "\\u%04x",
			    (unsigned)code);
			text = span_skip(text, length);
			continue;
		}
		if (text.text[0] == '"' || text.text[0] == '\\')
			str_add_char(out, '\\');
		str_add_char(out, text.text[0]);
		text = span_skip(text, 1);
	}
	str_add_char(out, '"');
}

void
yaml_add_word(struct str *out, struct span text)
{
	if (yaml_is_plain(text, "-_./") && !is_reserved(text))
		str_add_span(out, text);
	else
		yaml_add_quoted(out, text);
}
