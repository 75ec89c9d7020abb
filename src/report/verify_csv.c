/*
 * Findings as rows; see verify_ci.h.  A spreadsheet sorts and filters, so every
 * cell holds one thing and a finding is repeated for each of its cables.
 */
#include "report/verify_ci.h"

#include <stdlib.h>

#include "base/attr.h"
#include "report/csv.h"

static const char *const header[] = {"finding", "kind", "severity", "message",
    "label", "a_device", "a_port", "a_rack", "a_unit", "b_device", "b_port",
    "b_rack", "b_unit", "color", "type", "length", "file", "line"};

/* Cells of one cable: label, ends, looks. */
#define CABLE_CELLS 12

static void
add_end(struct csv_row *row, const struct topology *topology,
    const struct endpoint *end)
{
	const struct device *device = &topology->devices[end->device];

	csv_add_string(row, device->name);
	csv_add_string(row, end->port);
	csv_add_string(row, device->rack);
	csv_add_number(row, device->unit);
}

static void
add_cable(struct csv_row *row, const struct topology *topology, size_t index)
{
	const struct cable *cable = &topology->cables[index];

	csv_add_string(row, cable->label);
	add_end(row, topology, &cable->a);
	add_end(row, topology, &cable->b);
	csv_add_string(row, cable->color);
	csv_add_string(row, cable->type);
	csv_add_string(row, cable->length);
}

static void
end_row(struct csv_row *row, struct place place)
{
	csv_add_string(row, place.file);
	csv_add_number(row, place.line);
	csv_end_row(row);
}

static void
begin_row(struct csv_row *row, const struct judgement *judgement,
    const struct finding *finding)
{
	struct str message = STR_INIT;

	notice_message(judgement, finding, &message);
	csv_add_string(row, finding->id);
	csv_add_string(row, finding_kind_name(finding->kind));
	csv_add_string(row, severity_name(finding->severity));
	csv_add(row, str_span(&message));
	str_release(&message);
}

static void
add_finding(struct csv_row *row, const struct judgement *judgement,
    const struct finding *finding)
{
	const struct topology *topology = judgement->topology;

	for (size_t i = 0; i < finding->cable_count; i++) {
		begin_row(row, judgement, finding);
		add_cable(row, topology, finding->cables[i]);
		end_row(row, topology->cables[finding->cables[i]].place);
	}
	if (finding->cable_count)
		return;
	begin_row(row, judgement, finding);
	for (size_t i = 0; i < CABLE_CELLS; i++)
		csv_add_string(row, NULL);
	end_row(row, notice_place(judgement, finding));
}

static void
add_unverified(struct csv_row *row, const struct topology *topology,
    size_t index)
{
	csv_add_string(row, NULL);
	csv_add_string(row, "unverified");
	csv_add_string(row, NULL);
	csv_add_string(row, "neither end vouches for this cable");
	add_cable(row, topology, index);
	end_row(row, topology->cables[index].place);
}

void
report_verify_csv(const struct judgement *judgement, enum notice_level level,
    struct str *out)
{
	const struct finding **by_cable = notice_by_cable(judgement);
	struct csv_row row = {.out = out};

	(void)level; /* the severity has a column */
	for (size_t i = 0; i < COUNT_OF(header); i++)
		csv_add_string(&row, header[i]);
	csv_end_row(&row);
	for (size_t i = 0; i < judgement->finding_count; i++)
		add_finding(&row, judgement, &judgement->findings[i]);
	for (size_t i = 0; i < judgement->topology->cable_count; i++) {
		if (judgement->verdicts[i] == VERDICT_UNVERIFIED &&
		    !by_cable[i])
			add_unverified(&row, judgement->topology, i);
	}
	free(by_cable);
}
