/*
 * Finds what ID means and puts together all that there is to be said of it.
 *
 * Findings go before cables, because that is what a report prints: a whole id,
 * then the start of one.  A cable answers to its id, its label and each of its
 * ends.  One that is part of a finding is explained by that finding.
 */
#include "cmd/explain.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "check/account.h"
#include "cmd/output.h"
#include "format/topology_yaml.h"
#include "model/ifname.h"
#include "report/explain.h"
#include "report/json.h"

#define NO_CABLE ((size_t)-1)

static bool
is_json(const struct options *options)
{
	return options->format && strcmp(options->format, "json") == 0;
}

bool
explain_has_format(const struct options *options)
{
	if (!options->explain || !options->format || is_json(options) ||
	    strcmp(options->format, "text") == 0)
		return true;
	output_message("verify: --explain has the formats text and json");
	return false;
}

/* --- what is meant ------------------------------------------------------- */

struct target {
	const struct finding *finding; /* NULL: a cable in no finding */
	size_t cable;                  /* or NO_CABLE */
};

/* How many findings have ids that start so; `*first` is the first of them. */
static size_t
find_findings(const struct judgement *judgement, const char *id,
    const struct finding **first)
{
	size_t length = strlen(id);
	size_t count = 0;

	for (size_t i = 0; length && i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];

		if (strncasecmp(finding->id, id, length) != 0)
			continue;
		if (!count)
			*first = finding;
		count++;
	}
	return count;
}

static bool
is_end(const struct topology *t, const struct endpoint *end, struct span word)
{
	const char *colon = span_find_char(word, ':');
	struct span device;
	size_t index;

	if (!colon)
		return false;
	device = span_make(word.text, (size_t)(colon - word.text));
	return topology_find_device(t, device, &index) &&
	       index == end->device &&
	       ifname_equal(span_skip(word, device.length + 1),
		   span_of(end->port));
}

static bool
is_called(const struct topology *t, const struct cable *cable, struct span word)
{
	return span_is_nocase(word, cable->id) ||
	       (cable->label && span_is_nocase(word, cable->label)) ||
	       is_end(t, &cable->a, word) || is_end(t, &cable->b, word);
}

static size_t
find_cable(const struct topology *t, struct span word)
{
	for (size_t i = 0; i < t->cable_count; i++) {
		if (is_called(t, &t->cables[i], word))
			return i;
	}
	return NO_CABLE;
}

static const struct finding *
finding_of_cable(const struct judgement *judgement, size_t cable)
{
	for (size_t i = 0; i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];

		for (size_t k = 0; k < finding->cable_count; k++) {
			if (finding->cables[k] == cable)
				return finding;
		}
	}
	return NULL;
}

/* Everything that could have been meant, one after the other. */
static const char *
next_name(size_t i, const void *context)
{
	const struct judgement *judgement = context;
	const struct topology *t = judgement->topology;

	if (i < judgement->finding_count)
		return judgement->findings[i].id;
	i -= judgement->finding_count;
	return i < t->cable_count ? t->cables[i].id : NULL;
}

static void
tell_several(const struct judgement *judgement, const char *id)
{
	struct str list = STR_INIT;
	size_t length = strlen(id);
	size_t shown = 0;

	for (size_t i = 0; i < judgement->finding_count && shown < 8; i++) {
		if (strncasecmp(judgement->findings[i].id, id, length) == 0)
			str_addf(&list, "%s%s", shown++ ? ", " : "",
			    judgement->findings[i].id);
	}
	output_message("verify: --explain %s: several findings begin so: %s",
	    id, str_text(&list));
	str_release(&list);
}

static void
tell_unknown(const struct judgement *judgement, const char *id)
{
	const char *near = text_nearest(span_of(id), next_name, judgement);

	if (near)
		output_message("verify: --explain %s: there is no such finding "
			       "and no such cable; did you mean %s?",
		    id, near);
	else
		output_message("verify: --explain %s: there is no such finding "
			       "and no such cable; the report shows the ids of "
			       "the findings, and cables go by label or by an "
			       "end, DEVICE:PORT",
		    id);
}

static bool
find_target(const struct judgement *judgement, const char *id,
    struct target *target)
{
	size_t count = find_findings(judgement, id, &target->finding);

	target->cable = NO_CABLE;
	if (count == 1)
		return true;
	target->cable = find_cable(judgement->topology, span_of(id));
	if (target->cable != NO_CABLE) {
		target->finding = finding_of_cable(judgement, target->cable);
		return true;
	}
	if (count)
		tell_several(judgement, id);
	else
		tell_unknown(judgement, id);
	return false;
}

/* --- what there is to be said -------------------------------------------- */

struct ports {
	struct port_account *items;
	size_t count;
	size_t capacity;
};

static void
add_port(struct ports *ports, struct account_book *book, struct port port)
{
	ports->items = grow_array(ports->items, ports->count, &ports->capacity,
	    sizeof(*ports->items));
	ports->items[ports->count++] = account_of_port(book, port);
}

static bool
has_port(const struct ports *ports, struct port port)
{
	for (size_t i = 0; i < ports->count; i++) {
		const struct port *other = &ports->items[i].port;

		if (other->device == port.device &&
		    strcasecmp(other->name, port.name) == 0 &&
		    strcmp(other->device_name, port.device_name) == 0)
			return true;
	}
	return false;
}

static void
add_end(struct ports *ports, struct account_book *book,
    const struct judgement *judgement, const struct endpoint *end)
{
	add_port(ports, book,
	    (struct port){
		.device = end->device,
		.device_name = judgement->topology->devices[end->device].name,
		.name = end->port,
	    });
}

/* Strangers cannot be asked, so nothing is to be told of their ports. */
static void
add_observed_ports(struct ports *ports, struct account_book *book,
    const struct judgement *judgement, const struct finding *finding)
{
	for (size_t i = 0; i < finding->observed_count; i++) {
		const struct observed_cable *cable =
		    &judgement->observed[finding->observed[i]];
		const struct port ends[] = {cable->a, cable->b};

		for (size_t k = 0; k < COUNT_OF(ends); k++) {
			if (ends[k].device != DEVICE_FOREIGN && *ends[k].name &&
			    !has_port(ports, ends[k]))
				add_port(ports, book, ends[k]);
		}
	}
}

static void
add_ports(struct ports *ports, struct account_book *book,
    const struct explanation *e)
{
	const struct topology *t = e->judgement->topology;

	for (size_t i = 0; i < e->cable_count; i++) {
		const struct cable *cable = &t->cables[e->cables[i]];

		add_end(ports, book, e->judgement, &cable->a);
		add_end(ports, book, e->judgement, &cable->b);
	}
	if (e->finding)
		add_observed_ports(ports, book, e->judgement, e->finding);
}

/* The plan's own lines; one that came through a pipe is gone. */
static struct span
read_plan(const char *path, char **text)
{
	struct err err = ERR_INIT;
	size_t length;

	*text = NULL;
	if (strcmp(path, "-") == 0 ||
	    !file_read(path, TOPOLOGY_FILE_MAX, text, &length, &err))
		return SPAN_ABSENT;
	return span_make(*text, length);
}

static void
write_text(const struct judgement *judgement, const struct target *target,
    const struct options *options, struct str *out)
{
	struct account_book *book = account_book_new(judgement);
	struct report_style style = output_style(options);
	struct ports ports = {NULL, 0, 0};
	struct explanation e = {
	    .judgement = judgement,
	    .finding = target->finding,
	    .cables = &target->cable,
	    .cable_count = 1,
	};
	char *plan;

	if (e.finding) {
		e.cables = e.finding->cables;
		e.cable_count = e.finding->cable_count;
	}
	e.plan = read_plan(judgement->topology->file, &plan);
	add_ports(&ports, book, &e);
	e.ports = ports.items;
	e.port_count = ports.count;
	report_explain_text(&e, &style, out);
	free(ports.items);
	free(plan);
	account_book_free(book);
}

enum exit_status
explain_deliver(const struct judgement *judgement,
    const struct options *options)
{
	struct str out = STR_INIT;
	struct target target = {NULL, NO_CABLE};
	bool ok;

	if (!find_target(judgement, options->explain, &target))
		return EXIT_USAGE;
	if (!is_json(options))
		write_text(judgement, &target, options, &out);
	else if (target.finding)
		report_finding_json(judgement, target.finding, &out);
	else
		report_cable_json(judgement, target.cable, &out);
	ok = output_show(options, &out);
	str_release(&out);
	return ok ? EXIT_CLEAN : EXIT_TROUBLE;
}
