/*
 * See graphviz.h.
 *
 * Graphviz reports trouble through one function pointer for the whole process,
 * and prints to stderr without it; while a drawing is rendered it points here,
 * and what it says becomes the text of our error.
 */
#include "format/graphviz.h"

#include <gvc.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "base/span.h"
#include "format/graphviz_graph.h"
#include "format/graphviz_place.h"

/* What "dot" lays out in well under a second: see the measurements there. */
#define ENGINE_NODES ((size_t)60)
#define ENGINE_EDGES ((size_t)200)

#define COMPLAINT_MAX 300

/*
 * One context for the whole process, never freed: the text layout of 2.42 keeps
 * a pointer to the last font's name, which would go with the context, and reads
 * it in the next.
 */
static GVC_t *
shared_context(void)
{
	static GVC_t *context;

	if (!context)
		context = gvContext();
	return context;
}

/* What Graphviz said last; it has no room for a context of ours. */
static struct str complaint;

static int
hear_complaint(char *text)
{
	size_t length = strnlen(text, COMPLAINT_MAX);

	if (complaint.length < COMPLAINT_MAX)
		str_add_span(&complaint, span_make(text, length));
	return 0;
}

static bool
fail(struct err *err, const char *what)
{
	struct span text = span_trim(str_span(&complaint));

	return err_set(err, ERR_SYSTEM, "Graphviz cannot %s: %.*s", what,
	    (int)text.length, text.length > 0 ? text.text : "");
}

static int
write_text(void *channel, const char *text)
{
	str_add(channel, text);
	return 0;
}

static int
flush_text(void *channel)
{
	(void)channel;
	return 0;
}

/* The graph itself, as cgraph writes it. */
static bool
write_dot(const struct drawing *drawing, const struct placing *sizes,
    struct str *out, struct err *err)
{
	static Agiodisc_t io = {NULL, write_text, flush_text};
	Agraph_t *graph = graphviz_graph(drawing, NULL, sizes);
	bool ok = false;

	graph->clos->disc.io = &io;
	if (agwrite(graph, out) != 0)
		fail(err, "write the graph");
	else
		ok = true;
	agclose(graph);
	return ok;
}

/* A big lab is not for the engines, and racks have their places already. */
static bool
wants_engine(const struct drawing *drawing)
{
	return drawing->cluster_count == 0 && drawing->node_count > 1 &&
	       !drawing->elevation && drawing->node_count <= ENGINE_NODES &&
	       drawing->edge_count <= ENGINE_EDGES;
}

/* Moves the boxes to where "dot" puts them. */
static bool
run_engine(GVC_t *context, const struct drawing *drawing,
    struct placing *placing, struct err *err)
{
	Agraph_t *graph = graphviz_skeleton(drawing, placing);
	size_t i = 0;
	bool ok = false;

	if (gvLayout(context, graph, "dot") != 0) {
		fail(err, "lay out the picture");
		goto done;
	}
	/* Nodes come in the order in which they were made. */
	for (Agnode_t *node = agfstnode(graph); node;
	     node = agnxtnode(graph, node)) {
		placing->nodes[i].center.x = ND_coord(node).x;
		placing->nodes[i].center.y = ND_coord(node).y;
		i++;
	}
	gvFreeLayout(context, graph);
	ok = true;

done:
	agclose(graph);
	return ok;
}

/*
 * PDF says when it was made, and this version cannot be talked out of it; but
 * the same drawing gives the same bytes.  Blanks take the place of the date,
 * since the places of all that follows are written down in the file.
 */
static void
blank_date(char *text, size_t length)
{
	static const char key[] = "/CreationDate (";
	char *at = memmem(text, length, key, sizeof(key) - 1);
	char *end = at ? memchr(at, ')', length - (size_t)(at - text)) : NULL;

	if (end)
		memset(at, ' ', (size_t)(end - at) + 1);
}

/*
 * The date that is blanked is as long as the zone is far from Greenwich, and
 * the libraries below ask nobody but TZ which zone it is.  Returns what it was;
 * nothing else of the program runs meanwhile.
 */
static char *
enter_greenwich(void)
{
	const char *zone = getenv("TZ");
	char *kept = zone ? xstrdup(zone) : NULL;

	setenv("TZ", "UTC0", 1);
	tzset();
	return kept;
}

static void
leave_greenwich(char *kept)
{
	if (kept)
		setenv("TZ", kept, 1);
	else
		unsetenv("TZ");
	tzset();
	free(kept);
}

static bool
write_picture(GVC_t *context, Agraph_t *graph, const char *format,
    struct str *out, struct err *err)
{
	char *zone;
	char *text = NULL;
	unsigned length = 0;
	bool ok = false;

	if (gvLayout(context, graph, "nop2") != 0)
		return fail(err, "place the picture");
	zone = enter_greenwich();
	ok = gvRenderData(context, graph, format, &text, &length) == 0 &&
	     length > 0;
	leave_greenwich(zone);
	if (!ok) {
		fail(err, "draw the picture");
		goto done;
	}
	if (strcmp(format, "pdf") == 0)
		blank_date(text, length);
	str_add_span(out, span_make(text, length));

done:
	gvFreeRenderData(text);
	gvFreeLayout(context, graph);
	return ok;
}

static bool
draw(const struct drawing *drawing, struct placing *placing, const char *format,
    struct str *out, struct err *err)
{
	GVC_t *context = shared_context();
	Agraph_t *graph = NULL;
	bool ok = false;

	if (wants_engine(drawing) &&
	    !run_engine(context, drawing, placing, err))
		goto done;
	placing_finish(placing, drawing);
	graph = graphviz_graph(drawing, placing, placing);
	if (!write_picture(context, graph, format, out, err))
		goto done;
	ok = true;

done:
	if (graph)
		agclose(graph);
	return ok;
}

bool
graphviz_render(const struct drawing *drawing, const char *format,
    struct str *out, struct err *err)
{
	struct placing *placing = placing_new(drawing);
	agusererrf former = agseterrf(hear_complaint);
	bool ok;

	str_clear(&complaint);
	if (strcmp(format, "dot") == 0)
		ok = write_dot(drawing, placing, out, err);
	else
		ok = draw(drawing, placing, format, out, err);
	agseterrf(former);
	str_release(&complaint);
	placing_free(placing);
	return ok;
}
