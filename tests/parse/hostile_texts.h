/*
 * Pieces that, repeated behind an opening, make the parser look ahead, look
 * back or copy as often as it can.  With anything quadratic in it they would
 * run for hours; the unit test shows that they end, the benchmark how fast.
 */
#ifndef TESTS_PARSE_HOSTILE_TEXTS_H
#define TESTS_PARSE_HOSTILE_TEXTS_H

#include "base/attr.h"
#include "base/str.h"

/* clang-format off */
static const char *const hostile_pieces[] = {
	"Device ID: x\n",
	"Device ID: x\nVersion :\n",
	"Version :\n\n",
	"\n", "\r", "\b", "-", "--More--", " --More-- \b\b\b", "\x1b", "\x1b[",
	"\x1b]", "%", "%A-3-", "#", "r1#\n", "x#\n\n\n", "cdp ", "x\n",
	"r1#show cdp neighbors detail\n",
	"-----\n", "-----\n\n\n\n",
	"dvertisement ", "advertisement version:\n",
	"%LINK-3-UPDOWN: x\n",
	"Platform: , Capabilities: ,", ", Port ID", "Interface: ,,,,,",
	"  IP address: 1.2.3.4\n",
	"Entry address(es): 1.2.3.4\n",
	"Total cdp entries displayed : 1\n",
	/* a prompt, a rule and a log line at once, or nearly so */
	"(1 %A-3-B:) #\n", "-----\n%A-3-B: x\n",
	/* exactly full lines */
	"Physical Location: 678901234567890123456789012345678901234567890123456"
	    "789012345678901\n",
	"123456789012345678901234567890123456789012345678901234567890123456789"
	    "01234567890\n",
	/* full, with a label, and a log line */
	"Physical Location: 6789 %A-3-B: 345678901234567890123456789012345678901"
	    "234567890\n",
	"Port Description: 78901 %A-3-B: 345678901234567890123456789012345678901"
	    "234567890\n",
	/* LLDP, XML, JSON */
	"Chassis id: x\n", "Local Intf: x\nSystem Description: \n",
	"Time remaining: 1 seconds\n",
	"<a\n", "<a>", "<ROW_cdp_neighbor_detail_info>", "]]>]]>",
	"{\"a\"\n", "{\"device_id\":1},", "[",
	/* a great many documents, whole, broken, or in chunks */
	"{}\n", "{\"ROW_nbor\":{}}\n", "<a/>\n", "<ROW_nbor/>\n", "<a>\n",
	"#1\n", "#1\n<a", "<a b=\"\n",
};

static const char *const hostile_openings[] = {
	"",
	"Device ID: x\n",
	"Device ID: x\nEntry address(es):\n",
	"Device ID: x\nInterface: ",
	"Device ID: x\nPlatform: ",
	"Device ID: x\nPlatform: x, Capabilities: ",
	"Device ID: x\nVersion :\nv\n",
	"r1#show cdp neighbors detail\nDevice ID: x\nVersion :\nv\n\n",
	"r1#show lldp neighbors detail\n",
	"r1#show lldp neighbors detail\nChassis id: x\n",
	"<?xml version=\"1.0\"?>\n<x>",
	"{\"ROW_cdp_neighbor_detail_info\": [",
	/* exactly full */
	("Device ID: x\nPhysical Location: 1234567890123456789012345678901234567"
	    "89012345678901234567890\n"),
};
/* clang-format on */

#define HOSTILE_TEXTS (COUNT_OF(hostile_pieces) * COUNT_OF(hostile_openings))

/* Text `i`, below HOSTILE_TEXTS, of `size` bytes or a few more. */
static inline void
hostile_text_make(struct str *text, size_t i, size_t size)
{
	const char *piece = hostile_pieces[i % COUNT_OF(hostile_pieces)];

	str_clear(text);
	str_add(text, hostile_openings[i / COUNT_OF(hostile_pieces)]);
	while (text->length < size)
		str_add(text, piece);
}

#endif
