/*
 * sample -- judgements made by hand, and files to hold reports against.
 *
 * A report must be right whatever the comparison does, so its tests do not
 * use it: they put devices, cables, sightings and findings together here.
 *
 * Expected output is in fixtures/report/.  CABLECHECK_BLESS=1 in the
 * environment writes these files anew; the test still fails, so that nobody
 * blesses without looking.
 */
#ifndef TESTS_REPORT_SAMPLE_H
#define TESTS_REPORT_SAMPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "model/finding.h"

#define SAMPLE_MAX 64
#define NO_CABLE SIZE_MAX

struct sample {
	struct arena *arena;
	struct topology *topology;
	struct observations observations;
	struct judgement judgement;
};

static inline void
sample_init(struct sample *s)
{
	struct judgement *j = &s->judgement;

	*s = (struct sample){.arena = arena_new()};
	s->topology = topology_new();
	s->topology->name = "lab";
	s->topology->devices =
	    arena_array(s->arena, SAMPLE_MAX, sizeof(struct device));
	s->topology->cables =
	    arena_array(s->arena, SAMPLE_MAX, sizeof(struct cable));
	s->observations.items =
	    arena_array(s->arena, SAMPLE_MAX, sizeof(struct observation));
	j->topology = s->topology;
	j->observations = &s->observations;
	j->verdicts = arena_array(s->arena, SAMPLE_MAX, sizeof(*j->verdicts));
	j->observed = arena_array(s->arena, SAMPLE_MAX, sizeof(*j->observed));
	j->findings = arena_array(s->arena, SAMPLE_MAX, sizeof(*j->findings));
	j->heard_as = arena_array(s->arena, SAMPLE_MAX, sizeof(*j->heard_as));
	j->ambiguities =
	    arena_array(s->arena, SAMPLE_MAX, sizeof(*j->ambiguities));
}

static inline void
sample_release(struct sample *s)
{
	topology_free(s->topology);
	arena_free(s->arena);
}

/* A device that answered; `unit` 0 and `rack` NULL where nobody knows. */
static inline size_t
sample_device(struct sample *s, const char *name, const char *rack,
    unsigned unit)
{
	size_t index = s->topology->device_count++;

	assert_true(index < SAMPLE_MAX);
	s->topology->devices[index] = (struct device){
	    .name = name,
	    .host = name,
	    .port = 22,
	    .rack = rack,
	    .unit = unit,
	    .collect = true,
	    .place = {"lab.yaml", 3 + (unsigned)index, 3},
	};
	s->observations.items[index] = (struct observation){
	    .status = VISIT_OK,
	    .seconds = 0.41,
	    .file = arena_printf(s->arena, "%s.txt", name),
	    .heard = NULL,
	};
	s->observations.count = s->topology->device_count;
	s->judgement.summary.devices++;
	s->judgement.summary.devices_ok++;
	return index;
}

static inline void
sample_trouble(struct sample *s, size_t device, enum visit_status status,
    const char *error)
{
	s->observations.items[device].status = status;
	s->observations.items[device].error = error;
	s->observations.items[device].seconds = VISIT_NO_SECONDS;
	s->judgement.summary.devices_ok--;
}

static inline struct port
sample_port(const struct sample *s, size_t device, const char *name)
{
	return (struct port){
	    .device = device,
	    .device_name = s->topology->devices[device].name,
	    .name = name,
	};
}

static inline struct port
sample_stranger(const char *device, const char *name)
{
	return (struct port){DEVICE_FOREIGN, device, name};
}

/* A cable of the plan, one per line from line 21 on. */
static inline size_t
sample_cable(struct sample *s, struct port a, struct port b,
    enum verdict verdict)
{
	size_t index = s->topology->cable_count++;
	unsigned line = 21 + (unsigned)index;

	assert_true(index < SAMPLE_MAX);
	s->topology->cables[index] = (struct cable){
	    .id = arena_printf(s->arena, "C-%04zu", index + 1),
	    .a = {a.device, a.name, {"lab.yaml", line, 5}},
	    .b = {b.device, b.name, {"lab.yaml", line, 25}},
	    .state = CABLE_INSTALLED,
	    .label = arena_printf(s->arena, "C-%04zu", index + 1),
	    .color = index % 2 ? "yellow" : "blue",
	    .place = {"lab.yaml", line, 5},
	};
	s->judgement.verdicts[index] = verdict;
	s->judgement.summary.cables++;
	return index;
}

static inline const struct neighbor *
sample_heard(struct sample *s, long holdtime)
{
	struct neighbor *neighbor = arena_alloc(s->arena, sizeof(*neighbor));

	*neighbor = (struct neighbor){
	    .native_vlan = NEIGHBOR_NO_NUMBER,
	    .mtu = NEIGHBOR_NO_NUMBER,
	    .holdtime = (int32_t)holdtime,
	};
	return neighbor;
}

/* Hold times of what a hears and of what b hears. */
static inline size_t
sample_observed(struct sample *s, struct port a, struct port b,
    enum seen_by seen_by)
{
	size_t index = s->judgement.observed_count++;

	assert_true(index < SAMPLE_MAX);
	s->judgement.observed[index] = (struct observed_cable){
	    .a = a,
	    .b = b,
	    .seen_by = seen_by,
	    .heard_by_a = seen_by == SEEN_BY_B ? NULL : sample_heard(s, 133),
	    .heard_by_b = seen_by == SEEN_BY_A ? NULL : sample_heard(s, 27),
	};
	return index;
}

static inline struct finding *
sample_finding(struct sample *s, enum finding_kind kind)
{
	size_t index = s->judgement.finding_count++;
	struct finding *f = &s->judgement.findings[index];

	assert_true(index < SAMPLE_MAX);
	*f = (struct finding){
	    .kind = kind,
	    .severity = finding_kind_severity(kind),
	    .devices = arena_array(s->arena, SAMPLE_MAX, sizeof(size_t)),
	    .cables = arena_array(s->arena, SAMPLE_MAX, sizeof(size_t)),
	    .observed = arena_array(s->arena, SAMPLE_MAX, sizeof(size_t)),
	    .ambiguities = arena_array(s->arena, SAMPLE_MAX, sizeof(size_t)),
	    .evidence =
		arena_array(s->arena, SAMPLE_MAX, sizeof(struct evidence)),
	};
	f->plan.steps =
	    arena_array(s->arena, SAMPLE_MAX, sizeof(struct plan_step));
	memcpy(f->id, "00000000", 9);
	f->id[7] = (char)('0' + index % 10);
	f->id[6] = (char)('a' + index / 10);
	s->judgement.summary.findings++;
	return f;
}

/* The lists of a finding are const to everybody but the one who makes them. */
static inline void
sample_about(struct finding *f, size_t cable, size_t observed)
{
	if (cable != NO_CABLE)
		((size_t *)(uintptr_t)f->cables)[f->cable_count++] = cable;
	if (observed != NO_CABLE)
		((size_t *)(uintptr_t)f->observed)[f->observed_count++] =
		    observed;
}

/* Adds what was heard of the devices of `f`, which are the candidates. */
static inline void
sample_ambiguity(struct sample *s, struct finding *f, struct port by,
    const struct neighbor *heard)
{
	size_t index = s->judgement.ambiguity_count++;

	assert_true(index < SAMPLE_MAX);
	s->judgement.ambiguities[index] = (struct ambiguity){
	    .device = by.device,
	    .port = by.name,
	    .heard = heard,
	    .name = heard->device_id,
	    .matched_by = MATCHED_BY_SERIAL,
	    .candidates = f->devices,
	    .candidate_count = f->device_count,
	};
	((size_t *)(uintptr_t)f->ambiguities)[f->ambiguity_count++] = index;
}

/* The device in question is in its own place, under what `heard` calls it. */
static inline void
sample_mismatch(struct sample *s, struct finding *f, struct port by,
    const struct neighbor *heard)
{
	struct mismatch *m = arena_alloc(s->arena, sizeof(*m));

	*m = (struct mismatch){
	    .expected = s->topology->devices[f->devices[0]].name,
	    .printed = heard->device_id,
	    .device = by.device,
	    .port = by.name,
	    .heard = heard,
	};
	f->mismatches = m;
	f->mismatch_count = 1;
	f->places = f->devices;
	f->heard_as = heard->device_id;
}

static inline void
sample_about_device(struct finding *f, size_t device)
{
	((size_t *)(uintptr_t)f->devices)[f->device_count++] = device;
}

static inline void
sample_step(struct finding *f, struct plan_step step)
{
	assert_true(f->plan.step_count < SAMPLE_MAX);
	f->plan.steps[f->plan.step_count++] = step;
	f->plan.plug_moves +=
	    step.action == STEP_MOVE || step.action == STEP_PLUG;
	f->plan.cables_added += step.action == STEP_ADD;
	f->plan.cables_removed += step.action == STEP_REMOVE;
}

static inline void
sample_evidence(struct finding *f, size_t device, const char *file, size_t line,
    const char *text)
{
	f->evidence[f->evidence_count++] = (struct evidence){
	    .device = device,
	    .file = file,
	    .line = line,
	    .text = span_of(text),
	};
}

/* Others call it so. */
static inline void
sample_heard_as(struct sample *s, size_t device, const char *name,
    enum matched_by by)
{
	struct heard_names *names = &s->judgement.heard_as[device];

	if (!names->items)
		names->items = arena_array(s->arena, HEARD_NAMES_MAX,
		    sizeof(*names->items));
	assert_true(names->count < HEARD_NAMES_MAX);
	names->items[names->count++] = (struct heard_name){span_of(name), by};
}

/* Holds `text` against fixtures/report/NAME, byte for byte. */
static inline void
expect_fixture(const struct str *text, const char *name)
{
	char *path = str_printf("%s/report/%s", FIXTURES, name);
	struct err err = ERR_INIT;
	char *expected = NULL;
	size_t length;

	if (getenv("CABLECHECK_BLESS")) {
		if (!file_write(path, str_span(text), 0644, &err))
			fail_msg("%s", err.text);
		fail_msg("%s is blessed: look at it, then test it", path);
	}
	if (!file_read(path, (size_t)1 << 24, &expected, &length, &err))
		fail_msg("%s", err.text);
	if (!span_equal(str_span(text), span_make(expected, length)))
		fail_msg("%s differs; this came out:\n%s", path,
		    str_text(text));
	free(expected);
	free(path);
}

#endif
