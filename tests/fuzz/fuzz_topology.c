/*
 * Any bytes as a plan, and, behind a line "%%", as an inventory.  A topology
 * that comes out must keep what the model promises.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "format/topology_yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check_end(const struct topology *t, const struct endpoint *end)
{
	if (end->device >= t->device_count || !end->port || !end->port[0] ||
	    !end->place.line || !end->place.column)
		bug("a bad end");
}

static void
check(const struct topology *t)
{
	for (size_t i = 0; i < t->device_count; i++) {
		const struct device *device = &t->devices[i];
		size_t index;

		if (!device->name[0] || !device->host || !device->port ||
		    !topology_find_device(t, span_of(device->name), &index) ||
		    index != i)
			bug("a bad device");
	}
	for (size_t i = 0; i < t->cable_count; i++) {
		if (!t->cables[i].id || !t->cables[i].place.line)
			bug("a bad cable");
		check_end(t, &t->cables[i].a);
		check_end(t, &t->cables[i].b);
	}
	for (size_t i = 0; i < t->ignore_count; i++) {
		const struct ignore_rule *rule = &t->ignores[i];

		if (!rule->device && !rule->port && !rule->neighbor &&
		    !rule->capability)
			bug("a rule that ignores everything");
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct span all = span_make((const char *)bytes, length);
	const char *border = span_find(all, "\n%%\n");
	struct topology_text plan = {"plan", all};
	struct topology_text inventory = {"inventory", SPAN_ABSENT};
	struct diag_list diags = DIAG_LIST_INIT;
	struct topology *topology = NULL;
	struct err err = ERR_INIT;

	if (border) {
		plan.text.length = (size_t)(border - all.text);
		inventory.text = span_skip(all, plan.text.length + 4);
	}
	if (!topology_read_texts(&plan, border ? &inventory : NULL, &topology,
		&diags, &err))
		bug("%s", err.text);
	if (!topology != (diags.errors > 0))
		bug("errors and a topology do not go together");
	if (topology)
		check(topology);
	topology_free(topology);
	diag_list_release(&diags);
	return 0;
}
