/*
 * Writing and reading are two codes, so each run holds one against the other.
 */
#include "cmd/written_plan.h"

#include "cmd/output.h"
#include "format/topology_yaml.h"

bool
written_plan_reads_back(const struct str *text)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct topology *topology = NULL;
	struct err err = ERR_INIT;
	bool ok = topology_read_text("written.yaml", str_span(text), &topology,
		      &diags, &err) &&
		  topology;

	if (!ok) {
		output_diags(&diags, true);
		output_message("the plan that was written cannot be read back: "
			       "that is a mistake of cablecheck; please report "
			       "it together with what it was made of");
	}
	topology_free(topology);
	diag_list_release(&diags);
	return ok;
}
