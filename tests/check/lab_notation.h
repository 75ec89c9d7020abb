/*
 * lab_notation -- small labs written as text, and judgements as text.
 *
 * A test of the comparison is a drawing: this is desired, that is observed,
 * this should come out.  So a lab is a few lines,
 *
 *   device b status=timeout rack=R1 unit=7 alias=b-old serial=S
 *          host=192.0.2.1 platform=nxos
 *          domain=example.net unwanted outside
 *   cable a:p1 b:p2 [planned|removed] type=smf length=5m
 *                                       the plan; makes devices as needed
 *   wire  a:p1 b:p2 [key=value]         there; heard by each end that answers
 *   hears a:p1 phone7:Port [key=value]  one sighting, whoever answers
 *          cap=Phone sysname=N address=A cut (the text ends in this entry)
 *          hold=SECONDS duplex=full vlan=N shows=PLATFORM lldp
 *          chassis=ID
 *   ignore device=a port=p* neighbor=SEP* capability=Phone
 *
 * and what came of it is one line per finding,
 *
 *   swapped a:p1=b:p1 a:p2=b:p2 | a:p1-b:p2 a:p2-b:p1 | unplug a:p1; ...
 *
 * followed by one line of totals.  A "#" starts a comment.
 */
#ifndef TESTS_CHECK_LAB_NOTATION_H
#define TESTS_CHECK_LAB_NOTATION_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "check/check.h"
#include "check/simulate.h"
#include "check/work_order.h"
#include "model/ifname.h"

/* A sighting before the text is put together. */
struct lab_hears {
	size_t device;
	struct span local_port, device_id, port_id;
	struct span capability, system_name, address, chassis;
	struct span hold, duplex, vlan, shows;
	bool cut, lldp;
};

struct lab {
	struct topology *topology;
	struct observations observations;
	struct judgement *judgement;
	size_t device_capacity, cable_capacity, ignore_capacity;
	size_t observation_capacity;
	struct lab_hears *hears;
	size_t hears_count, hears_capacity;
};

static inline struct span
lab_word(struct span *line)
{
	struct span word;
	size_t i = 0;

	*line = span_trim(*line);
	while (i < line->length && line->text[i] != ' ')
		i++;
	word = span_make(line->text, i);
	*line = span_skip(*line, i);
	return word;
}

/* "key=value" into the value, or false. */
static inline bool
lab_key(struct span word, const char *key, struct span *value)
{
	size_t length = strlen(key);

	if (!span_starts(word, key) || word.length <= length ||
	    word.text[length] != '=')
		return false;
	*value = span_skip(word, length + 1);
	return true;
}

static inline void
lab_divide(struct span end, struct span *device, struct span *port)
{
	const char *colon = span_find_char(end, ':');

	assert_non_null(colon);
	*device = span_make(end.text, (size_t)(colon - end.text));
	*port = span_skip(end, device->length + 1);
}

static inline size_t
lab_device(struct lab *lab, struct span name)
{
	struct topology *t = lab->topology;
	struct device *d;
	size_t index;

	if (topology_find_device(t, name, &index))
		return index;
	t->devices = arena_grow(t->arena, t->devices, t->device_count,
	    &lab->device_capacity, sizeof(*t->devices));
	lab->observations.items =
	    arena_grow(t->arena, lab->observations.items, t->device_count,
		&lab->observation_capacity, sizeof(*lab->observations.items));
	d = &t->devices[t->device_count];
	*d = (struct device){.name = arena_span(t->arena, name)};
	d->host = d->name;
	d->collect = true;
	map_add(t->by_name, name, t->device_count, NULL);
	lab->observations.items[t->device_count] = (struct observation){
	    .status = VISIT_OK,
	    .file = arena_printf(t->arena, "%s.txt", d->name),
	};
	lab->observations.count = t->device_count + 1;
	return t->device_count++;
}

static inline void
lab_read_device(struct lab *lab, struct span line)
{
	struct arena *arena = lab->topology->arena;
	size_t index = lab_device(lab, lab_word(&line));
	struct device *d = &lab->topology->devices[index];
	struct observation *o = &lab->observations.items[index];
	struct span word;

	while ((word = lab_word(&line)).length) {
		struct span value;

		if (lab_key(word, "status", &value))
			assert_true(visit_status_from_name(value, &o->status));
		else if (lab_key(word, "rack", &value))
			d->rack = arena_span(arena, value);
		else if (lab_key(word, "unit", &value))
			d->unit = (unsigned)strtoul(value.text, NULL, 10);
		else if (lab_key(word, "serial", &value))
			d->serial = arena_span(arena, value);
		else if (lab_key(word, "host", &value))
			d->host = arena_span(arena, value);
		else if (lab_key(word, "platform", &value))
			assert_true(platform_from_name(value, &d->platform));
		else if (lab_key(word, "alias", &value)) {
			d->aliases.items =
			    arena_array(arena, 1, sizeof(char *));
			d->aliases.items[0] = arena_span(arena, value);
			d->aliases.count = 1;
			map_add(lab->topology->by_name, value, index, NULL);
		} else if (lab_key(word, "domain", &value)) {
			d->domains.items =
			    arena_array(arena, 1, sizeof(char *));
			d->domains.items[0] = arena_span(arena, value);
			d->domains.count = 1;
		} else if (span_is(word, "unwanted"))
			o->not_wanted = true;
		else if (span_is(word, "outside"))
			o->not_wanted = o->out_of_scope = true;
		else
			fail_msg("device: %.*s", (int)word.length, word.text);
	}
}

static inline struct endpoint
lab_endpoint(struct lab *lab, struct span end)
{
	struct span device;
	struct span port;

	lab_divide(end, &device, &port);
	return (struct endpoint){
	    .device = lab_device(lab, device),
	    .port = ifname_canonical(lab->topology->arena, port),
	};
}

static inline void
lab_read_cable(struct lab *lab, struct span line)
{
	struct topology *t = lab->topology;
	struct cable *cable;
	struct span value;
	struct span word;

	t->cables = arena_grow(t->arena, t->cables, t->cable_count,
	    &lab->cable_capacity, sizeof(*t->cables));
	cable = &t->cables[t->cable_count++];
	*cable = (struct cable){.id = "", .place = {"lab", 1, 1}};
	cable->a = lab_endpoint(lab, lab_word(&line));
	cable->b = lab_endpoint(lab, lab_word(&line));
	cable->id = arena_printf(t->arena, "%s:%s--%s:%s",
	    t->devices[cable->a.device].name, cable->a.port,
	    t->devices[cable->b.device].name, cable->b.port);
	while ((word = lab_word(&line)).length) {
		if (lab_key(word, "type", &value))
			cable->type = arena_span(t->arena, value);
		else if (lab_key(word, "length", &value))
			cable->length = arena_span(t->arena, value);
		else if (span_is(word, "planned"))
			cable->state = CABLE_PLANNED;
		else if (span_is(word, "removed"))
			cable->state = CABLE_REMOVED;
		else
			fail_msg("cable: %.*s", (int)word.length, word.text);
	}
}

static inline struct lab_hears *
lab_add_hears(struct lab *lab, struct span near, struct span far)
{
	struct lab_hears *h;
	struct span device;

	lab->hears = grow_array(lab->hears, lab->hears_count,
	    &lab->hears_capacity, sizeof(*lab->hears));
	h = &lab->hears[lab->hears_count++];
	*h = (struct lab_hears){.cut = false};
	lab_divide(near, &device, &h->local_port);
	assert_true(topology_find_device(lab->topology, device, &h->device));
	lab_divide(far, &h->device_id, &h->port_id);
	return h;
}

static inline bool
lab_read_hears_word(struct lab_hears *h, struct span word)
{
	const struct {
		const char *key;
		struct span *value;
	} keys[] = {
	    {"cap", &h->capability},
	    {"sysname", &h->system_name},
	    {"address", &h->address},
	    {"chassis", &h->chassis},
	    {"hold", &h->hold},
	    {"duplex", &h->duplex},
	    {"vlan", &h->vlan},
	    {"shows", &h->shows},
	};

	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		if (lab_key(word, keys[i].key, keys[i].value))
			return true;
	}
	h->cut = h->cut || span_is(word, "cut");
	h->lldp = h->lldp || span_is(word, "lldp");
	return span_is(word, "cut") || span_is(word, "lldp");
}

static inline void
lab_read_hears_words(struct lab_hears *h, struct span line)
{
	struct span word;

	while ((word = lab_word(&line)).length)
		assert_true(lab_read_hears_word(h, word));
}

static inline void
lab_read_hears(struct lab *lab, struct span line)
{
	struct span near = lab_word(&line);
	struct lab_hears *h = lab_add_hears(lab, near, lab_word(&line));

	lab_read_hears_words(h, line);
}

/* What is said of the wire, each end says of the other. */
static inline void
lab_read_wire(struct lab *lab, struct span line)
{
	struct span ends[2];

	ends[0] = lab_word(&line);
	ends[1] = lab_word(&line);
	for (size_t i = 0; i < 2; i++) {
		struct span device;
		struct span port;
		size_t index;

		lab_divide(ends[i], &device, &port);
		index = lab_device(lab, device);
		if (lab->observations.items[index].status == VISIT_OK)
			lab_read_hears_words(lab_add_hears(lab, ends[i],
						 ends[1 - i]),
			    line);
	}
}

static inline void
lab_read_ignore(struct lab *lab, struct span line)
{
	struct topology *t = lab->topology;
	struct ignore_rule *rule;
	struct span word;

	t->ignores = arena_grow(t->arena, t->ignores, t->ignore_count,
	    &lab->ignore_capacity, sizeof(*t->ignores));
	rule = &t->ignores[t->ignore_count++];
	*rule = (struct ignore_rule){.device = NULL};
	while ((word = lab_word(&line)).length) {
		struct span value;

		if (lab_key(word, "device", &value))
			rule->device = arena_span(t->arena, value);
		else if (lab_key(word, "port", &value))
			rule->port = arena_span(t->arena, value);
		else if (lab_key(word, "neighbor", &value))
			rule->neighbor = arena_span(t->arena, value);
		else if (lab_key(word, "capability", &value))
			rule->capability = arena_span(t->arena, value);
		else
			fail_msg("ignore: %.*s", (int)word.length, word.text);
	}
}

static inline void
lab_read_line(struct lab *lab, struct span line)
{
	static const struct {
		const char *word;
		void (*read)(struct lab *lab, struct span line);
	} lines[] = {
	    {"device", lab_read_device},
	    {"cable", lab_read_cable},
	    {"wire", lab_read_wire},
	    {"hears", lab_read_hears},
	    {"ignore", lab_read_ignore},
	};
	const char *comment = span_find_char(line, '#');
	struct span word;

	if (comment)
		line.length = (size_t)(comment - line.text);
	word = lab_word(&line);
	if (!word.length)
		return;
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		if (span_is(word, lines[i].word)) {
			lines[i].read(lab, line);
			return;
		}
	}
	fail_msg("lab: %.*s", (int)word.length, word.text);
}

static inline struct span
lab_at(const char *text, size_t offset, struct span value)
{
	return value.length ? span_make(text + offset, value.length)
			    : SPAN_ABSENT;
}

static inline struct span_list
lab_list(struct arena *arena, struct span value)
{
	struct span_list list = {NULL, 0};

	if (value.length) {
		list.items = arena_array(arena, 1, sizeof(*list.items));
		list.items[0] = value;
		list.count = 1;
	}
	return list;
}

static inline long
lab_number(struct span digits)
{
	return digits.length ? strtol(digits.text, NULL, 10)
			     : NEIGHBOR_NO_NUMBER;
}

/* Writes what one device says, as a device would, and its neighbor list. */
static inline void
lab_write_device(struct lab *lab, size_t device)
{
	struct observation *o = &lab->observations.items[device];
	struct neighbor_list *list = neighbor_list_new();
	struct arena *arena = lab->topology->arena;
	struct str text = STR_INIT;
	size_t line = 1;
	size_t offset = 0;
	char *whole;

	for (size_t i = 0; i < lab->hears_count; i++) {
		const struct lab_hears *h = &lab->hears[i];

		if (h->device != device)
			continue;
		str_addf(&text,
		    "Device ID: %.*s\nInterface: %.*s,  port %.*s%s",
		    (int)h->device_id.length, h->device_id.text,
		    (int)h->local_port.length, h->local_port.text,
		    (int)h->port_id.length, h->port_id.text,
		    h->cut ? "" : "\n");
	}
	whole = arena_span(arena, str_span(&text));
	o->text = span_make(whole, text.length);
	str_release(&text);
	for (size_t i = 0; i < lab->hears_count; i++) {
		const struct lab_hears *h = &lab->hears[i];
		struct neighbor *n;

		if (h->device != device)
			continue;
		n = neighbor_list_add(list);
		offset += strlen("Device ID: ");
		n->device_id = lab_at(whole, offset, h->device_id);
		offset += h->device_id.length + strlen("\nInterface: ");
		n->local_port = lab_at(whole, offset, h->local_port);
		offset += h->local_port.length + strlen(",  port ");
		n->port_id = lab_at(whole, offset, h->port_id);
		offset += h->port_id.length + (h->cut ? 0 : 1);
		n->capabilities = lab_list(arena, h->capability);
		n->entry_addresses = lab_list(arena, h->address);
		n->chassis_id = h->chassis;
		n->system_name = h->system_name;
		n->holdtime = (int32_t)lab_number(h->hold);
		n->native_vlan = (int32_t)lab_number(h->vlan);
		n->duplex = h->duplex;
		n->platform = h->shows;
		n->protocol = h->lldp ? NEIGHBOR_LLDP : NEIGHBOR_CDP;
		n->truncated = h->cut;
		n->line = (uint32_t)line;
		n->local_port_line = (uint32_t)line + 1;
		line += 2;
	}
	o->heard = list;
}

/* Reads the notation and judges the lab.  `text` must outlive it. */
static inline struct lab *
lab_new(const char *text)
{
	struct lab *lab = xcalloc(1, sizeof(*lab));
	struct span rest = span_of(text);
	struct span line;

	lab->topology = topology_new();
	while (span_next_line(&rest, &line))
		lab_read_line(lab, line);
	for (size_t i = 0; i < lab->observations.count; i++)
		lab_write_device(lab, i);
	lab->judgement = check_run(lab->topology, &lab->observations);
	return lab;
}

static inline void
lab_free(struct lab *lab)
{
	judgement_free(lab->judgement);
	for (size_t i = 0; i < lab->observations.count; i++) {
		/* Made by us; borrowed and const for everybody else. */
		neighbor_list_free((
		    struct neighbor_list *)(uintptr_t)lab->observations.items[i]
				       .heard);
	}
	topology_free(lab->topology);
	free(lab->hears);
	free(lab);
}

/* --- judgements as text ------------------------------------------------ */

static inline void
lab_show_port(struct str *out, const struct port *port)
{
	str_addf(out, "%s%s:%s", port->device == DEVICE_FOREIGN ? "?" : "",
	    port->device_name, port->name);
}

static inline void
lab_show_cable(struct str *out, const struct lab *lab, size_t cable)
{
	const struct topology *t = lab->topology;
	const struct cable *k = &t->cables[cable];

	str_addf(out, " %s:%s=%s:%s", t->devices[k->a.device].name, k->a.port,
	    t->devices[k->b.device].name, k->b.port);
}

static inline void
lab_show_observed(struct str *out, const struct observed_cable *o)
{
	static const char *const joints[] = {
	    [SEEN_BY_BOTH] = "-",
	    [SEEN_BY_A] = ">",
	    [SEEN_BY_B] = "<",
	};

	str_add_char(out, ' ');
	lab_show_port(out, &o->a);
	str_add(out, joints[o->seen_by]);
	lab_show_port(out, &o->b);
}

static inline void
lab_show_step(struct str *out, const struct plan_step *step)
{
	str_addf(out, " %s ", step_action_name(step->action));
	lab_show_port(out, &step->at);
	if (step->to.device_name) {
		str_add_char(out, '>');
		lab_show_port(out, &step->to);
	}
	str_add_char(out, ';');
}

static inline void
lab_show_finding(struct str *out, const struct lab *lab,
    const struct finding *f)
{
	str_add(out, finding_kind_name(f->kind));
	for (size_t i = 0; i < f->device_count; i++)
		str_addf(out, " %s",
		    lab->topology->devices[f->devices[i]].name);
	if (f->has_explains)
		str_addf(out, " %zu/%zu", f->explains_cables, f->explains_of);
	for (size_t i = 0; i < f->cable_count; i++)
		lab_show_cable(out, lab, f->cables[i]);
	if (f->observed_count)
		str_add(out, " |");
	for (size_t i = 0; i < f->observed_count; i++)
		lab_show_observed(out,
		    &lab->judgement->observed[f->observed[i]]);
	if (f->plan.step_count)
		str_add(out, " |");
	for (size_t i = 0; i < f->plan.step_count; i++)
		lab_show_step(out, &f->plan.steps[i]);
	str_add_char(out, '\n');
}

/* All findings, then the totals that are not zero.  To be freed. */
static inline char *
lab_show(const struct lab *lab)
{
	const struct judgement *j = lab->judgement;
	const struct summary *s = &j->summary;
	const struct {
		const char *name;
		size_t count;
	} totals[] = {
	    {"ok", s->ok},
	    {"one-sided", s->ok_one_sided},
	    {"missing", s->missing},
	    {"miswired", s->miswired},
	    {"one-way", s->one_way},
	    {"unverified", s->unverified},
	    {"extra", s->extra},
	};
	struct str out = STR_INIT;

	for (size_t i = 0; i < j->finding_count; i++)
		lab_show_finding(&out, lab, &j->findings[i]);
	str_addf(&out, "of %zu:", s->cables);
	for (size_t i = 0; i < COUNT_OF(totals); i++) {
		if (totals[i].count)
			str_addf(&out, " %s %zu", totals[i].name,
			    totals[i].count);
	}
	return str_take(&out);
}

/*
 * Carries out what has to be done, which must be possible whatever the lab is
 * like.  Returns how many steps are to be done then.
 */
static inline size_t
lab_mend(const struct lab *lab)
{
	struct work_order *order = work_order_make(lab->judgement, NULL);
	struct simulation *s = simulate_run(lab->judgement, order);
	size_t left = 0;

	assert_true(s->failed_step == SIMULATE_DONE);
	for (size_t i = 0; i < s->judgement->finding_count; i++)
		left += s->judgement->findings[i].plan.step_count;
	left -= left < order->blocked_count ? left : order->blocked_count;
	simulation_free(s);
	work_order_free(order);
	return left;
}

/* Fails unless judging `text` gives exactly `expected`. */
static inline void
lab_expect(const char *text, const char *expected)
{
	struct lab *lab = lab_new(text);
	char *shown = lab_show(lab);

	assert_string_equal(shown, expected);
	free(shown);
	assert_int_equal(lab_mend(lab), 0);
	lab_free(lab);
}

#endif
