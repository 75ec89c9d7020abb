/*
 * The table of picture formats; see pictures.h.
 */
#include "cmd/pictures.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/text.h"
#include "check/work_order.h"
#include "format/graphviz.h"

/* clang-format off */
static const struct picture_format formats[] = {
	{ "svg", false },
	{ "png", true },
	{ "pdf", true },
	{ "dot", false },
};
/* clang-format on */

const struct picture_format *
pictures_format_at(size_t i)
{
	return i < COUNT_OF(formats) ? &formats[i] : NULL;
}

const struct picture_format *
pictures_find(struct span name, struct err *err)
{
	struct str words = STR_INIT;

	for (size_t i = 0; i < COUNT_OF(formats); i++) {
		if (span_is(name, formats[i].name))
			return &formats[i];
	}
	for (size_t i = 0; i < COUNT_OF(formats); i++)
		str_addf(&words, "%s%s", i ? ", " : "", formats[i].name);
	err_set(err, ERR_INPUT, "unknown format '%.*s'; there are %s",
	    (int)name.length, name.text, str_text(&words));
	str_release(&words);
	return NULL;
}

static const char *
next_device(size_t i, const void *context)
{
	const struct topology *topology = context;

	return i < topology->device_count ? topology->devices[i].name : NULL;
}

static bool
focus_on(const struct topology *topology, const char *name, size_t *focus,
    struct err *err)
{
	const char *near;

	if (topology_find_device(topology, span_of(name), focus))
		return true;
	near = text_nearest(span_of(name), next_device, topology);
	if (near)
		return err_set(err, ERR_INPUT,
		    "--focus: the topology has no device '%s'; did you mean "
		    "%s?",
		    name, near);
	return err_set(err, ERR_INPUT,
	    "--focus: the topology has no device '%s'", name);
}

bool
pictures_choose(const struct topology *topology,
    const struct observations *scope, const struct options *options,
    struct picture_choice *choice, struct err *err)
{
	*choice = (struct picture_choice)PICTURE_CHOICE_INIT;
	choice->view = options->view;
	choice->scope = scope;
	return !options->focus ||
	       focus_on(topology, options->focus, &choice->focus, err);
}

struct drawing *
pictures_draw(const struct judgement *judgement,
    const struct picture_choice *choice)
{
	struct picture_choice numbered = *choice;
	struct work_order *order = NULL;
	struct drawing *drawing;

	if (choice->view == PICTURE_RACK)
		order = work_order_make(judgement, NULL);
	numbered.order = order;
	drawing = picture_of_judgement(judgement, &numbered);
	work_order_free(order);
	return drawing;
}

bool
pictures_render(struct drawing *drawing, const char *format, struct str *out,
    struct err *err)
{
	bool ok = graphviz_render(drawing, format, out, err);

	drawing_free(drawing);
	return ok;
}
