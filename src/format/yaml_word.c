/*
 * What YAML would take for something else is quoted; see yaml_word.h.
 */
#include "format/yaml_word.h"

#include <ctype.h>
#include <string.h>

#include "base/attr.h"

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

void
yaml_add_quoted(struct str *out, struct span text)
{
	str_add_char(out, '"');
	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.text[i];

		if (c == '"' || c == '\\')
			str_add_char(out, '\\');
		if (c < 0x20 || c == 0x7f)
			str_addf(out, "\\x%02x", c);
		else
			str_add_char(out, (char)c);
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
