/*
 * The proof that an answer is whole; see whole.h.
 *
 * The last line says by what it might be proved, and is cheap to look at; only
 * then the text is parsed.
 *
 * A neighbor can print what it likes into its version text, such a last line
 * as well.  So it must be the only one of its kind, stand behind the version
 * and count right.  What is left is a device that hangs up exactly behind the
 * line that a neighbor has made up; as much as the neighbor had pretended
 * then, it could pretend in any answer.
 */
#include "parse/whole.h"

#include "base/attr.h"
#include "model/neighbor.h"
#include "parse/parse.h"

#define MARK "]]>]]>" /* NETCONF: behind a document */

static const char total[] = "Total cdp entries displayed";

/* Takes the last line off the end of `text`, and blanks behind it. */
static struct span
take_last_line(struct span *text)
{
	struct span line = span_trim(*text);
	const char *end = line.text + line.length;
	size_t length = 0;

	while (length < line.length && end[-1 - (ptrdiff_t)length] != '\n')
		length++;
	*text = span_make(line.text, line.length - length);
	return span_trim(span_make(end - length, length));
}

static bool
is_understood(const struct neighbor_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct neighbor *neighbor = &list->items[i];

		if (neighbor->truncated || !neighbor->device_id.length ||
		    !neighbor->local_port.length ||
		    span_is_absent(neighbor->port_id))
			return false;
	}
	return list->state == NEIGHBORS_OK;
}

/* Of how many entries the last line tells; false if it is no such line. */
static bool
read_total(struct span line, long *count)
{
	if (!span_starts(line, total))
		return false;
	line = span_skip_blanks(span_skip(line, sizeof(total) - 1));
	return span_starts(line, ":") &&
	       span_to_number(span_trim(span_skip(line, 1)), PARSE_WHOLE_MAX,
		   count);
}

/*
 * The device's own line behind the version of the last entry: without it, what
 * follows may be the version still.
 */
static bool
ends_behind_version(const struct neighbor_list *list, struct span text)
{
	struct span entry = text;
	const char *found;

	if (!list->count ||
	    span_is_absent(list->items[list->count - 1].version))
		return true;
	while ((found = span_find(entry, "Device ID")) != NULL) {
		text = span_skip(entry, (size_t)(found - entry.text));
		entry = span_skip(text, 1);
	}
	return span_find(text, "dvertisement version") ||
	       span_find(text, "dvertisement Version");
}

static bool
is_whole_listing(struct span text, long count)
{
	struct neighbor_list *list = parse_neighbors(text, PARSE_CDP);
	bool whole = is_understood(list) && list->count == (size_t)count &&
		     ends_behind_version(list, text);

	neighbor_list_free(list);
	return whole;
}

static bool
is_whole_document(struct span text)
{
	struct neighbor_list *list = parse_neighbors(text, PARSE_XML);
	bool whole = is_understood(list);

	neighbor_list_free(list);
	return whole;
}

bool
parse_is_whole(struct span text)
{
	struct span before = text;
	struct span line;
	long count;

	if (text.length > PARSE_WHOLE_MAX)
		return false;
	line = take_last_line(&before);
	if (read_total(line, &count))
		return !span_find(before, total) &&
		       is_whole_listing(text, count);
	if (span_is(line, MARK))
		line = take_last_line(&before);
	return span_starts(line, "</") && is_whole_document(text);
}
