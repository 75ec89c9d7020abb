/*
 * Any bytes as other tools' cabling.  The first byte says as what: "a" is the
 * first row of the table of formats, "b" the next, and so on; all others leave
 * it to the text.  What comes out must be a sound plan, and where the format
 * can be written, writing it and reading that back must change nothing.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "format/cabling.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const struct cabling_format *
chosen(uint8_t byte)
{
	return byte < 'a' ? NULL : cabling_format_at((size_t)byte - 'a');
}

/* Ours is read by a reader of its own. */
static bool
is_read(const struct cabling_format *format)
{
	return format->read || strcmp(format->name, "topology") == 0;
}

static void
check_end(const struct topology *t, const struct endpoint *end)
{
	if (end->device >= t->device_count || !end->port || !end->port[0] ||
	    !end->place.line)
		bug("a bad end");
}

static void
check(const struct topology *t)
{
	for (size_t i = 0; i < t->device_count; i++) {
		size_t index;

		if (!t->devices[i].name[0] ||
		    !topology_find_device(t, span_of(t->devices[i].name),
			&index) ||
		    index != i)
			bug("a bad device");
	}
	for (size_t i = 0; i < t->cable_count; i++) {
		if (!t->cables[i].id)
			bug("a bad cable");
		check_end(t, &t->cables[i].a);
		check_end(t, &t->cables[i].b);
	}
}

/* Reads text that we have written, as the same file: it may name the plan. */
static struct topology *
read_own(const struct cabling_format *format, const struct str *text)
{
	const struct cabling_format *taken_for;
	struct diag_list diags = DIAG_LIST_INIT;
	struct topology *topology = NULL;
	struct str said = STR_INIT;
	struct err err = ERR_INIT;

	if (!cabling_read_text(format, "in", str_span(text), &taken_for,
		&topology, &diags, &err))
		bug("%s", err.text);
	diag_format_text(&diags, &said);
	if (!topology)
		bug("%s does not read what it has written: %s", format->name,
		    str_text(&said));
	str_release(&said);
	diag_list_release(&diags);
	return topology;
}

static void
check_there_and_back(const struct cabling_format *format,
    const struct topology *t)
{
	struct str first = STR_INIT;
	struct str second = STR_INIT;
	struct topology *again;

	format->write(t, &first);
	/* Netdisco's file is nothing but cables. */
	if (first.length) {
		again = read_own(format, &first);
		format->write(again, &second);
		if (strcmp(str_text(&first), str_text(&second)) != 0)
			bug("%s reads something else than it has written:\n%s\n"
			    "%s",
			    format->name, str_text(&first), str_text(&second));
		topology_free(again);
	}
	str_release(&first);
	str_release(&second);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	const struct cabling_format *format = length ? chosen(bytes[0]) : NULL;
	const struct cabling_format *taken_for = NULL;
	struct diag_list diags = DIAG_LIST_INIT;
	struct topology *topology = NULL;
	struct err err = ERR_INIT;
	bool readable;

	if (!length || (format && !is_read(format)))
		return 0;
	readable = cabling_read_text(format, "in",
	    span_make((const char *)bytes + 1, length - 1), &taken_for,
	    &topology, &diags, &err);
	if (readable && !topology != (diags.errors > 0))
		bug("errors and a topology do not go together");
	if (!readable && topology)
		bug("a topology of what cannot be read");
	if (topology) {
		check(topology);
		if (taken_for->write && is_read(taken_for))
			check_there_and_back(taken_for, topology);
	}
	topology_free(topology);
	diag_list_release(&diags);
	return 0;
}
