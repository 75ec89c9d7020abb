/*
 * Pictures: that what is drawn is what was asked for, and that the same drawing
 * gives the same bytes.
 */
#include "pictures.h"

#include <unistd.h>

/* --- what is drawn -------------------------------------------------------- */

static struct drawing *
two_racks(void)
{
	struct drawing *drawing = new_drawing(3, 3);
	struct drawing_edge *edge;

	drawing->cluster_count = 2;
	drawing->clusters =
	    arena_array(drawing->arena, 2, sizeof(*drawing->clusters));
	drawing->clusters[0].label = "rack A1";
	drawing->clusters[1].label = "rack A2";
	add_node(drawing, "leaf1", 3)->cluster = 0;
	add_node(drawing, "leaf2", 2)->cluster = 0;
	add_node(drawing, "spine1", 2)->cluster = 1;
	drawing->nodes[0].sublabel = "U39";
	edge = add_edge(drawing, 0, 2, DRAWING_WRONG);
	edge->port_a = 0;
	edge->port_b = 0;
	edge->label = "C-0001";
	add_edge(drawing, 0, 2, DRAWING_MISSING)->port_a = 1;
	add_edge(drawing, 1, 2, DRAWING_ONE_WAY)->arrow = DRAWING_ARROW_B;
	return drawing;
}

static void
test_svg_shows_racks_devices_ports_and_labels(void **state)
{
	static const char *const shown[] = {">rack A1</text>",
	    ">rack A2</text>", "leaf1</text>", "U39", ">Eth1/3</text>",
	    ">C&#45;0001</text>", "title=\"Ethernet1/3: ok\"",
	    "title=\"a cable\"", ">a title</text>", ">a subtitle</text>"};
	struct drawing *drawing = two_racks();
	char *svg = render(drawing, "svg");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(shown); i++) {
		if (!strstr(svg, shown[i]))
			fail_msg("%s is not shown in %s", shown[i], svg);
	}
	assert_int_equal(count_of(svg, "class=\"cluster\""), 2);
	assert_well_formed(svg);
	free(svg);
	drawing_free(drawing);
}

/* A line ends at the row of its port, on the side of its box. */
static void
test_lines_meet_the_rows_of_their_ports(void **state)
{
	struct drawing *drawing = two_racks();
	char *svg = render(drawing, "svg");
	const char *row = strstr(svg, "title=\"Ethernet1/2: ok\"");
	const char *line = strstr(svg, "stroke-dasharray");
	double corners[8];
	double x, y;

	(void)state;
	assert_non_null(row);
	assert_non_null(line);
	row = strstr(row, "points=\"");
	assert_int_equal(sscanf(row, "points=\"%lf,%lf %lf,%lf %lf,%lf %lf,%lf",
			     &corners[0], &corners[1], &corners[2], &corners[3],
			     &corners[4], &corners[5], &corners[6],
			     &corners[7]),
	    8);
	assert_int_equal(sscanf(strstr(line, " d=\"M"), " d=\"M%lf,%lf", &x,
			     &y),
	    2);
	assert_true(y > corners[3] && y < corners[1]);
	assert_true(x >= corners[4] && x <= corners[4] + 3);
	free(svg);
	drawing_free(drawing);
}

/* Each can be told from every other without colour, by the pair given here. */
static void
test_each_style_has_its_own_line(void **state)
{
	static const struct {
		enum drawing_style style;
		const char *dash;
		const char *width;
	} lines[] = {
	    {DRAWING_OK, NULL, NULL},
	    {DRAWING_PLANNED, "\"5,2\"", "stroke-width=\"0.8\""},
	    {DRAWING_UNVERIFIED, "\"1,5\"", "stroke-width=\"1.4\""},
	    {DRAWING_WAIVED, "\"5,2\"", "stroke-width=\"1.2\""},
	    {DRAWING_WANTED, "\"1,5\"", "stroke-width=\"2.6\""},
	    {DRAWING_ONE_WAY, NULL, "stroke-width=\"1.8\""},
	    {DRAWING_EXTRA, NULL, "stroke-width=\"1.4\""},
	    {DRAWING_MISSING, "\"5,2\"", "stroke-width=\"2\""},
	    {DRAWING_CONFLICT, "\"5,2\"", "stroke-width=\"3\""},
	    {DRAWING_WRONG, NULL, "stroke-width=\"3\""},
	};

	(void)state;
	assert_int_equal(COUNT_OF(lines), DRAWING_STYLES);
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		struct drawing *drawing = new_drawing(2, 1);
		bool extra = lines[i].style == DRAWING_EXTRA;
		char *svg;

		add_node(drawing, "a", 0);
		add_node(drawing, "b", 0);
		add_edge(drawing, 0, 1, lines[i].style);
		svg = render(drawing, "svg");
		assert_int_equal(count_of(svg, "stroke-dasharray="),
		    lines[i].dash ? 1 : 0);
		if (lines[i].dash)
			assert_non_null(strstr(svg, lines[i].dash));
		if (lines[i].width)
			assert_non_null(strstr(svg, lines[i].width));
		/* A double line is three lines, the middle one white. */
		assert_int_equal(count_of(svg, "<path"), extra ? 3 : 1);
		free(svg);
		drawing_free(drawing);
	}
}

static void
test_legend_has_a_sample_for_each_row(void **state)
{
	struct drawing *drawing = two_racks();
	char *svg;

	(void)state;
	drawing->legend_count = 2;
	drawing->legends[0].style = DRAWING_WRONG;
	drawing->legends[0].text = "in the wrong place (1)";
	drawing->legends[1].style = DRAWING_MISSING;
	drawing->legends[1].text = "missing (1)";
	svg = render(drawing, "svg");
	assert_non_null(strstr(svg, ">\303\227 in the wrong place (1)</text>"));
	assert_int_equal(count_of(svg, "class=\"edge\""),
	    drawing->edge_count + 2);
	free(svg);
	svg = render(drawing, "dot");
	assert_non_null(strstr(svg, "bold red: in the wrong place (1)"));
	assert_dot_has(svg, 3, 3, 2);
	free(svg);
	drawing_free(drawing);
}

static void
test_an_empty_drawing_is_a_picture_with_a_title(void **state)
{
	struct drawing *drawing = new_drawing(0, 0);
	char *out = render(drawing, "svg");

	(void)state;
	assert_well_formed(out);
	assert_non_null(strstr(out, ">a title</text>"));
	free(out);
	out = render(drawing, "dot");
	assert_dot_has(out, 0, 0, 0);
	free(out);
	drawing_free(drawing);
}

static void
test_a_cable_to_the_same_device_is_drawn(void **state)
{
	struct drawing *drawing = new_drawing(1, 1);
	char *svg;

	(void)state;
	add_node(drawing, "a", 2);
	add_edge(drawing, 0, 0, DRAWING_EXTRA)->port_a = 0;
	svg = render(drawing, "svg");
	assert_int_equal(count_of(svg, "class=\"edge\""), 1);
	free(svg);
	drawing_free(drawing);
}

/* No engine is asked: this one would not be back for minutes. */
static void
test_a_big_network_without_racks_is_drawn_at_once(void **state)
{
	size_t nodes = 300, edges = 2000;
	struct drawing *drawing = new_drawing(nodes, edges);
	char *svg;

	(void)state;
	for (size_t i = 0; i < nodes; i++)
		add_node(drawing, arena_printf(drawing->arena, "device%zu", i),
		    1);
	for (size_t i = 0; i < edges; i++)
		add_edge(drawing, i % nodes, (i * 7919 + 1) % nodes,
		    DRAWING_OK);
	svg = render(drawing, "svg");
	assert_int_equal(count_of(svg, "class=\"node\""), nodes);
	assert_int_equal(count_of(svg, "class=\"edge\""), edges);
	free(svg);
	drawing_free(drawing);
}

/* --- bytes and errors ----------------------------------------------------- */

static void
test_the_same_drawing_gives_the_same_bytes(void **state)
{
	static const char *const formats[] = {"dot", "svg"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(formats); i++) {
		struct drawing *drawing = hostile_drawing(true);
		char *first = render(drawing, formats[i]);
		void *elsewhere = xmalloc(100000); /* moves later addresses */
		char *second = render(drawing, formats[i]);

		assert_string_equal(first, second);
		free(elsewhere);
		free(first);
		free(second);
		drawing_free(drawing);
	}
}

static void
test_racks_keep_their_order(void **state)
{
	size_t count = 30;
	struct drawing *drawing = new_drawing(count, 0);
	const char *last;
	char *svg;

	(void)state;
	drawing->cluster_count = count;
	drawing->clusters =
	    arena_array(drawing->arena, count, sizeof(*drawing->clusters));
	for (size_t i = 0; i < count; i++) {
		drawing->clusters[i].label =
		    arena_printf(drawing->arena, "rack %02zu.", i);
		add_node(drawing, arena_printf(drawing->arena, "device%zu", i),
		    0)
		    ->cluster = i;
	}
	svg = render(drawing, "svg");
	last = svg;
	for (size_t i = 0; i < count; i++) {
		last = strstr(last, drawing->clusters[i].label);
		assert_non_null(last);
	}
	free(svg);
	drawing_free(drawing);
}

static void
test_an_unknown_format_is_an_error_and_adds_nothing(void **state)
{
	struct drawing *drawing = two_racks();
	struct str out = STR_INIT;
	struct err err = ERR_INIT;

	(void)state;
	str_add(&out, "before");
	assert_false(graphviz_render(drawing, "papyrus", &out, &err));
	assert_string_equal(str_text(&out), "before");
	assert_non_null(strstr(err.text, "papyrus"));
	str_release(&out);
	drawing_free(drawing);
}

/* Graphviz prints its warnings there when nobody takes them. */
static void
test_nothing_is_printed_to_stderr(void **state)
{
	struct drawing *drawing = hostile_drawing(true);
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	FILE *heard = tmpfile();
	int saved = dup(STDERR_FILENO);
	bool ok;

	(void)state;
	assert_non_null(heard);
	fflush(stderr);
	assert_true(dup2(fileno(heard), STDERR_FILENO) >= 0);
	ok = graphviz_render(drawing, "svg", &out, &err);
	ok = ok && !graphviz_render(drawing, "papyrus", &out, &err);
	fflush(stderr);
	assert_true(dup2(saved, STDERR_FILENO) >= 0);
	close(saved);
	assert_true(ok);
	assert_int_equal(lseek(fileno(heard), 0, SEEK_END), 0);
	fclose(heard);
	str_release(&out);
	drawing_free(drawing);
}

/* --- racks from the front --------------------------------------------------
 */

static void
test_front_of_racks_shows_signs_and_numbers(void **state)
{
	struct drawing *drawing = two_racks();
	char *svg;

	(void)state;
	drawing->elevation = true;
	drawing->edge_count = 0;
	drawing->nodes[0].ports[0].listed = false;
	drawing->nodes[0].ports[0].style = DRAWING_WRONG;
	drawing->nodes[0].ports[0].mark = "3,4";
	svg = render(drawing, "svg");
	assert_non_null(strstr(svg, ">\303\227 Eth1/1 #3,4</text>"));
	free(svg);
	drawing_free(drawing);
}

static void
test_a_box_has_room_for_trouble_and_another_name(void **state)
{
	static const char text[] =
	    "not-collected, calls itself access-switch-0042  U30";
	struct drawing *drawing = two_racks();
	char *svg;

	(void)state;
	drawing->nodes[0].sublabel = text;
	drawing->nodes[0].look = DRAWING_MISNAMED;
	svg = render(drawing, "svg");
	assert_non_null(strstr(svg, "calls itself access&#45;switch&#45;0042"));
	free(svg);
	drawing_free(drawing);
}

static void
test_pdf_of_the_same_drawing_is_the_same_whenever(void **state)
{
	struct drawing *drawing = two_racks();
	struct str first = STR_INIT;
	struct str second = STR_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(setenv("TZ", "UTC0", 1), 0);
	assert_true(graphviz_render(drawing, "pdf", &first, &err));
	assert_true(span_starts(str_span(&first), "%PDF-"));
	/* A date of another length would move all that stands behind it. */
	assert_int_equal(setenv("TZ", "JST-9:30", 1), 0);
	assert_true(graphviz_render(drawing, "pdf", &second, &err));
	assert_true(span_equal(str_span(&first), str_span(&second)));
	assert_string_equal(getenv("TZ"), "JST-9:30");
	assert_int_equal(unsetenv("TZ"), 0);
	assert_true(graphviz_render(drawing, "pdf", &second, &err));
	assert_null(getenv("TZ"));
	str_release(&second);
	/* No date, so none that could differ. */
	assert_null(memmem(first.text, first.length, "CreationDate", 12));
	str_release(&first);
	drawing_free(drawing);
}

/* Drawing one picture changes defaults of all graphs to come. */
static void
test_the_same_drawing_is_the_same_after_other_pictures(void **state)
{
	static const char *const formats[] = {"dot", "svg", "pdf"};
	struct drawing *drawing = two_racks();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(formats); i++) {
		char *before = render(drawing, formats[i]);
		char *between = render(drawing, "svg");
		char *after = render(drawing, formats[i]);

		assert_string_equal(before, after);
		free(before);
		free(between);
		free(after);
	}
	drawing_free(drawing);
}

static void
test_png_is_one(void **state)
{
	struct drawing *drawing = two_racks();
	struct str out = STR_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_true(graphviz_render(drawing, "png", &out, &err));
	assert_true(span_starts(str_span(&out), "\211PNG\r\n"));
	str_release(&out);
	drawing_free(drawing);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(/* first: nothing is drawn yet */
		test_the_same_drawing_is_the_same_after_other_pictures),
	    cmocka_unit_test(test_svg_shows_racks_devices_ports_and_labels),
	    cmocka_unit_test(test_lines_meet_the_rows_of_their_ports),
	    cmocka_unit_test(test_each_style_has_its_own_line),
	    cmocka_unit_test(test_legend_has_a_sample_for_each_row),
	    cmocka_unit_test(test_an_empty_drawing_is_a_picture_with_a_title),
	    cmocka_unit_test(test_a_cable_to_the_same_device_is_drawn),
	    cmocka_unit_test(test_a_big_network_without_racks_is_drawn_at_once),
	    cmocka_unit_test(test_the_same_drawing_gives_the_same_bytes),
	    cmocka_unit_test(test_racks_keep_their_order),
	    cmocka_unit_test(
		test_an_unknown_format_is_an_error_and_adds_nothing),
	    cmocka_unit_test(test_nothing_is_printed_to_stderr),
	    cmocka_unit_test(test_front_of_racks_shows_signs_and_numbers),
	    cmocka_unit_test(test_a_box_has_room_for_trouble_and_another_name),
	    cmocka_unit_test(test_pdf_of_the_same_drawing_is_the_same_whenever),
	    cmocka_unit_test(test_png_is_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
