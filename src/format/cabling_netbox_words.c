/*
 * Tables of words, from NetBox's choices (dcim/choices.py,
 * utilities/choices.py); see cabling_netbox_words.h.
 */
#include "format/cabling_netbox_words.h"

#include <ctype.h>

#include "base/attr.h"

/* clang-format off */
static const struct {
	const char *word;  /* in an import */
	const char *label; /* in an export */
} types[] = {
	{ "cat3",        "CAT3" },
	{ "cat5",        "CAT5" },
	{ "cat5e",       "CAT5e" },
	{ "cat6",        "CAT6" },
	{ "cat6a",       "CAT6a" },
	{ "cat7",        "CAT7" },
	{ "cat7a",       "CAT7a" },
	{ "cat8",        "CAT8" },
	{ "dac-active",  "Direct Attach Copper (Active)" },
	{ "dac-passive", "Direct Attach Copper (Passive)" },
	{ "mrj21-trunk", "MRJ21 Trunk" },
	{ "coaxial",     "Coaxial" },
	{ "mmf",         "Multimode Fiber" },
	{ "mmf-om1",     "Multimode Fiber (OM1)" },
	{ "mmf-om2",     "Multimode Fiber (OM2)" },
	{ "mmf-om3",     "Multimode Fiber (OM3)" },
	{ "mmf-om4",     "Multimode Fiber (OM4)" },
	{ "mmf-om5",     "Multimode Fiber (OM5)" },
	{ "smf",         "Singlemode Fiber" },
	{ "smf-os1",     "Singlemode Fiber (OS1)" },
	{ "smf-os2",     "Singlemode Fiber (OS2)" },
	{ "aoc",         "Active Optical Cabling (AOC)" },
	{ "usb",         "USB" },
};

/*
 * NetBox's palette, and below it names that people use for cables; each has
 * digits of its own, so that a name comes back as it was.
 */
static const struct {
	const char *name;
	const char *digits;
} colors[] = {
	{ "dark red",    "aa1409" },
	{ "red",         "f44336" },
	{ "pink",        "e91e63" },
	{ "rose",        "ffe4e1" },
	{ "fuchsia",     "ff66ff" },
	{ "purple",      "9c27b0" },
	{ "dark purple", "673ab7" },
	{ "indigo",      "3f51b5" },
	{ "blue",        "2196f3" },
	{ "light blue",  "03a9f4" },
	{ "cyan",        "00bcd4" },
	{ "teal",        "009688" },
	{ "aqua",        "00ffff" },
	{ "dark green",  "2f6a31" },
	{ "green",       "4caf50" },
	{ "light green", "8bc34a" },
	{ "lime",        "cddc39" },
	{ "yellow",      "ffeb3b" },
	{ "amber",       "ffc107" },
	{ "orange",      "ff9800" },
	{ "dark orange", "ff5722" },
	{ "brown",       "795548" },
	{ "light grey",  "c0c0c0" },
	{ "grey",        "9e9e9e" },
	{ "dark grey",   "607d8b" },
	{ "black",       "111111" },
	{ "white",       "ffffff" },
	{ "violet",      "ee82ee" },
	{ "magenta",     "ff00ff" },
	{ "gray",        "808080" },
	{ "slate",       "708090" },
	{ "turquoise",   "40e0d0" },
	{ "beige",       "f5f5dc" },
};

static const struct {
	const char *unit;
	const char *word;
} units[] = {
	{ "km", "kilometers" },
	{ "m",  "meters" },
	{ "cm", "centimeters" },
	{ "mi", "miles" },
	{ "ft", "feet" },
	{ "in", "inches" },
};
/* clang-format on */

/* --- types ---------------------------------------------------------------- */

struct span
netbox_type_read(struct span text)
{
	for (size_t i = 0; i < COUNT_OF(types); i++) {
		if (span_is_nocase(text, types[i].label))
			return span_of(types[i].word);
	}
	return text;
}

bool
netbox_type_is(const char *type)
{
	for (size_t i = 0; i < COUNT_OF(types); i++) {
		if (span_is(span_of(type), types[i].word))
			return true;
	}
	return false;
}

/* --- colors --------------------------------------------------------------- */

static bool
are_digits(struct span text)
{
	if (text.length != 6)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		if (!isxdigit((unsigned char)text.text[i]))
			return false;
	}
	return true;
}

struct span
netbox_color_read(struct arena *arena, struct span text)
{
	struct span digits = text;

	if (span_starts(digits, "#"))
		digits = span_skip(digits, 1);
	if (!are_digits(digits))
		return text;
	for (size_t i = 0; i < COUNT_OF(colors); i++) {
		if (span_is_nocase(digits, colors[i].digits))
			return span_of(colors[i].name);
	}
	return span_of(
	    arena_printf(arena, "#%.*s", (int)digits.length, digits.text));
}

struct span
netbox_color_find(const char *color)
{
	struct span text = span_of(color);

	for (size_t i = 0; i < COUNT_OF(colors); i++) {
		if (span_is_nocase(text, colors[i].name))
			return span_of(colors[i].digits);
	}
	if (span_starts(text, "#") && are_digits(span_skip(text, 1)))
		return span_skip(text, 1);
	return SPAN_ABSENT;
}

/* --- lengths -------------------------------------------------------------- */

static size_t
count_digits(struct span text)
{
	size_t count = 0;

	while (count < text.length && isdigit((unsigned char)text.text[count]))
		count++;
	return count;
}

/* Takes "5", "5.25" off the front; false: there is none. */
static bool
take_number(struct span *text, struct span *number)
{
	size_t length = count_digits(*text);
	struct span rest = span_skip(*text, length);

	if (!length)
		return false;
	if (span_starts(rest, ".") && count_digits(span_skip(rest, 1)))
		length += 1 + count_digits(span_skip(rest, 1));
	*number = span_make(text->text, length);
	*text = span_skip(*text, length);
	return true;
}

/* "05.50" and "5.5" are the same length, so they are written alike. */
static struct span
shorten(struct span number)
{
	while (number.length > 1 && number.text[0] == '0' &&
	       isdigit((unsigned char)number.text[1]))
		number = span_skip(number, 1);
	if (!span_find_char(number, '.'))
		return number;
	while (number.text[number.length - 1] == '0')
		number.length--;
	if (number.text[number.length - 1] == '.')
		number.length--;
	return number;
}

bool
netbox_length_split(struct span text, struct span *number, struct span *unit)
{
	struct span digits;

	if (!take_number(&text, &digits))
		return false;
	text = span_trim(text);
	for (size_t i = 0; i < COUNT_OF(units); i++) {
		if (!span_is_nocase(text, units[i].unit) &&
		    !span_is_nocase(text, units[i].word))
			continue;
		*number = shorten(digits);
		*unit = span_of(units[i].unit);
		return true;
	}
	return false;
}
