/*
 * Names in pictures: whatever a device is called, its name does not leave its
 * place, and people see what it is.
 */
#include "pictures.h"

static void
test_dot_of_hostile_names_reads_back_whole(void **state)
{
	size_t count = COUNT_OF(hostile);

	(void)state;
	for (int racks = 0; racks < 2; racks++) {
		struct drawing *drawing = hostile_drawing(racks == 1);
		char *dot = render(drawing, "dot");

		assert_dot_has(dot, count, count, racks == 1 ? count : 0);
		free(dot);
		drawing_free(drawing);
	}
}

/* What was read back, written and read again, is the same: nothing is lost. */
static void
test_dot_of_hostile_names_keeps_each_name_apart(void **state)
{
	struct drawing *drawing = hostile_drawing(false);
	char *dot = render(drawing, "dot");
	Agraph_t *graph = agmemread(dot);
	size_t i = 0;

	(void)state;
	for (Agnode_t *node = agfstnode(graph); node;
	     node = agnxtnode(graph, node)) {
		assert_int_equal(agdegree(graph, node, 1, 1), 2);
		assert_null(strchr(agnameof(node), '\\'));
		assert_true(aghtmlstr(agget(node, "label")));
		i++;
	}
	assert_int_equal(i, COUNT_OF(hostile));
	agclose(graph);
	free(dot);
	drawing_free(drawing);
}

static void
test_svg_of_hostile_names_is_well_formed(void **state)
{
	(void)state;
	for (int racks = 0; racks < 2; racks++) {
		struct drawing *drawing = hostile_drawing(racks == 1);
		char *svg = render(drawing, "svg");

		assert_well_formed(svg);
		assert_null(strstr(svg, "<script"));
		assert_null(strstr(svg, "<b>"));
		assert_null(strstr(svg, "&foo;"));
		assert_null(strstr(svg, "\x1b"));
		assert_int_equal(count_of(svg, "</svg>"), 1);
		assert_int_equal(count_of(svg, "class=\"edge\""),
		    COUNT_OF(hostile) + 1);
		free(svg);
		drawing_free(drawing);
	}
}

/* Graphviz would have put the node's own name there. */
static void
test_backslash_letters_are_shown_not_obeyed(void **state)
{
	struct drawing *drawing = new_drawing(1, 0);
	char *svg;

	(void)state;
	add_node(drawing, "a\\Nb\\Gc", 0);
	svg = render(drawing, "svg");
	assert_non_null(strstr(svg, "a\342\210\226Nb\342\210\226Gc</text>"));
	free(svg);
	drawing_free(drawing);
}

static void
test_names_of_ten_thousand_characters_are_cut(void **state)
{
	struct drawing *drawing = new_drawing(2, 1);
	char *names[2];
	char *out;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		names[i] = xmalloc(10001);
		memset(names[i], '"', 10000);
		names[i][10000] = '\0';
		/* They differ in the middle, which is what is cut out. */
		names[i][5000] = (char)('a' + i);
		add_node(drawing, names[i], 1)->ports[0].label = names[i];
		drawing->nodes[i].sublabel = names[i];
	}
	add_edge(drawing, 0, 1, DRAWING_WRONG)->label = names[0];
	drawing->edges[0].tooltip = names[0];
	drawing->title = names[0];
	drawing->subtitle = names[0];
	out = render(drawing, "svg");
	assert_well_formed(out);
	assert_true(strlen(out) < 30000);
	free(out);
	out = render(drawing, "dot");
	assert_dot_has(out, 2, 1, 0);
	assert_true(strlen(out) < 30000);
	free(out);
	drawing_free(drawing);
	free(names[0]);
	free(names[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_dot_of_hostile_names_reads_back_whole),
	    cmocka_unit_test(test_dot_of_hostile_names_keeps_each_name_apart),
	    cmocka_unit_test(test_svg_of_hostile_names_is_well_formed),
	    cmocka_unit_test(test_backslash_letters_are_shown_not_obeyed),
	    cmocka_unit_test(test_names_of_ten_thousand_characters_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
