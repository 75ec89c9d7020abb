/*
 * What a picture shows, and as what.
 *
 * Topology and judgement are put together by hand, so that these tests are
 * about the picture alone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/picture.h"

/* A lab in the making; everything lives in the topology's arena. */
struct lab {
	struct topology *topology;
	struct observations observations;
	struct judgement judgement;
};

static const struct picture_choice everything = PICTURE_CHOICE_INIT;

#define DEVICES_MAX 320
#define CABLES_MAX 1000

static struct lab
new_lab(void)
{
	struct lab lab = {.topology = topology_new()};
	struct topology *topology = lab.topology;
	struct arena *arena = topology->arena;
	struct judgement *judgement = &lab.judgement;

	topology->name = "lab";
	topology->devices =
	    arena_array(arena, DEVICES_MAX, sizeof(struct device));
	topology->cables = arena_array(arena, CABLES_MAX, sizeof(struct cable));
	lab.observations.items =
	    arena_array(arena, DEVICES_MAX, sizeof(struct observation));
	judgement->topology = topology;
	judgement->verdicts =
	    arena_array(arena, CABLES_MAX, sizeof(enum verdict));
	judgement->observed =
	    arena_array(arena, CABLES_MAX, sizeof(struct observed_cable));
	judgement->findings =
	    arena_array(arena, CABLES_MAX, sizeof(struct finding));
	return lab;
}

static void
free_lab(struct lab *lab)
{
	topology_free(lab->topology);
}

static size_t
add_device(struct lab *lab, const char *name, const char *rack, unsigned unit)
{
	struct topology *topology = lab->topology;
	struct device *device = &topology->devices[topology->device_count];

	device->name = name;
	device->host = name;
	device->rack = rack;
	device->unit = unit;
	device->collect = true;
	lab->observations.items[topology->device_count].status = VISIT_OK;
	lab->observations.count++;
	return topology->device_count++;
}

static const char *
port_name(struct lab *lab, unsigned number)
{
	return arena_printf(lab->topology->arena, "Ethernet1/%u", number);
}

static struct cable *
add_cable(struct lab *lab, size_t a, unsigned port_a, size_t b, unsigned port_b)
{
	struct topology *topology = lab->topology;
	struct cable *cable = &topology->cables[topology->cable_count++];

	cable->id = "id";
	cable->a.device = a;
	cable->a.port = port_name(lab, port_a);
	cable->b.device = b;
	cable->b.port = port_name(lab, port_b);
	return cable;
}

static void
set_verdict(struct lab *lab, const struct cable *cable, enum verdict verdict)
{
	lab->judgement.verdicts[cable - lab->topology->cables] = verdict;
}

static struct port
port_of(struct lab *lab, size_t device, unsigned port)
{
	return (struct port){device, lab->topology->devices[device].name,
	    port_name(lab, port)};
}

/* A finding about one observed cable and, unless NULL, one desired one. */
static struct observed_cable *
add_finding(struct lab *lab, enum finding_kind kind, const struct cable *cable,
    struct observed_cable seen)
{
	struct judgement *judgement = &lab->judgement;
	struct arena *arena = lab->topology->arena;
	struct finding *finding =
	    &judgement->findings[judgement->finding_count++];
	size_t *indices = arena_array(arena, 2, sizeof(*indices));

	finding->kind = kind;
	if (cable) {
		indices[0] = (size_t)(cable - lab->topology->cables);
		finding->cables = &indices[0];
		finding->cable_count = 1;
	}
	indices[1] = judgement->observed_count;
	finding->observed = &indices[1];
	finding->observed_count = 1;
	judgement->observed[judgement->observed_count] = seen;
	return &judgement->observed[judgement->observed_count++];
}

static void
mark_dark(struct lab *lab, size_t device)
{
	struct judgement *judgement = &lab->judgement;
	struct finding *finding =
	    &judgement->findings[judgement->finding_count++];
	size_t *index = arena_array(lab->topology->arena, 1, sizeof(*index));

	*index = device;
	finding->kind = FINDING_DEVICE_DARK;
	finding->devices = index;
	finding->device_count = 1;
	lab->observations.items[device].status = VISIT_TIMEOUT;
}

static struct drawing *
judged(struct lab *lab, enum picture_view view)
{
	struct summary *summary = &lab->judgement.summary;

	lab->judgement.observations = &lab->observations;
	summary->findings = lab->judgement.finding_count;
	summary->devices = lab->topology->device_count;
	summary->devices_ok = summary->devices;
	summary->cables = lab->topology->cable_count;
	return picture_of_judgement(&lab->judgement,
	    &(struct picture_choice){view, DRAWING_NONE, NULL, NULL});
}

static const struct drawing_node *
node_named(const struct drawing *drawing, const char *name)
{
	for (size_t i = 0; i < drawing->node_count; i++) {
		if (strcmp(drawing->nodes[i].name, name) == 0)
			return &drawing->nodes[i];
	}
	return NULL;
}

static size_t
count_edges(const struct drawing *drawing, enum drawing_style style)
{
	size_t count = 0;

	for (size_t i = 0; i < drawing->edge_count; i++)
		count += drawing->edges[i].style == style ? 1 : 0;
	return count;
}

/* The only edge of a style. */
static const struct drawing_edge *
edge_of(const struct drawing *drawing, enum drawing_style style)
{
	assert_int_equal(count_edges(drawing, style), 1);
	for (size_t i = 0; i < drawing->edge_count; i++) {
		if (drawing->edges[i].style == style)
			return &drawing->edges[i];
	}
	return NULL;
}

static void
assert_end(const struct drawing *drawing, size_t node, size_t port,
    const char *device, const char *name)
{
	assert_string_equal(drawing->nodes[node].name, device);
	assert_int_not_equal(port, DRAWING_NONE);
	assert_string_equal(drawing->nodes[node].ports[port].name, name);
}

/* Two leafs with so many right cables that they are merged. */
static struct lab
big_lab(void)
{
	struct lab lab = new_lab();

	add_device(&lab, "leaf1", "A1", 10);
	add_device(&lab, "leaf2", "A2", 10);
	add_device(&lab, "leaf3", "A2", 9);
	for (unsigned i = 1; i <= 100; i++)
		add_cable(&lab, 0, i, i % 2, i + (i % 2 ? 0 : 200));
	return lab;
}

/* --- the plan ------------------------------------------------------------- */

static void
test_plan_shows_each_cable_with_its_ports(void **state)
{
	struct lab lab = new_lab();
	size_t a = add_device(&lab, "a", NULL, 0);
	size_t b = add_device(&lab, "b", NULL, 0);
	struct cable *first = add_cable(&lab, a, 10, b, 2);
	struct drawing *drawing;
	const struct drawing_edge *edge;

	(void)state;
	first->label = "C-0001";
	first->color = "blue";
	first->length = "5m";
	add_device(&lab, "alone", NULL, 0);
	drawing = picture_of_topology(lab.topology, &everything);
	assert_string_equal(drawing->title, "lab: the plan");
	assert_string_equal(drawing->subtitle, "3 devices, 1 cable");
	assert_string_equal(drawing->legends[0].text, "in the plan (1)");
	assert_int_equal(drawing->node_count, 3);
	assert_int_equal(drawing->cluster_count, 0);
	edge = edge_of(drawing, DRAWING_OK);
	assert_end(drawing, edge->a, edge->port_a, "a", "Ethernet1/10");
	assert_end(drawing, edge->b, edge->port_b, "b", "Ethernet1/2");
	assert_string_equal(edge->label, "C-0001");
	assert_string_equal(edge->tooltip,
	    "C-0001: a Ethernet1/10 -- b Ethernet1/2 (blue, 5m): in the plan");
	assert_string_equal(drawing->nodes[edge->a].ports[0].label, "Eth1/10");
	assert_true(drawing->nodes[edge->a].ports[0].listed);
	drawing_free(drawing);
	free_lab(&lab);
}

static void
test_plan_leaves_out_removed_cables_and_marks_planned_ones(void **state)
{
	struct lab lab = new_lab();
	struct drawing *drawing;

	(void)state;
	add_device(&lab, "a", NULL, 0);
	add_device(&lab, "b", NULL, 0);
	add_cable(&lab, 0, 1, 1, 1)->state = CABLE_REMOVED;
	add_cable(&lab, 0, 2, 1, 2)->state = CABLE_PLANNED;
	drawing = picture_of_topology(lab.topology, &everything);
	assert_int_equal(drawing->edge_count, 1);
	assert_int_equal(drawing->edges[0].style, DRAWING_PLANNED);
	assert_int_equal(drawing->nodes[0].port_count, 1);
	drawing_free(drawing);
	free_lab(&lab);
}

/* --- grouping ------------------------------------------------------------- */

static void
test_racks_stand_in_natural_order_and_devices_from_the_top(void **state)
{
	static const struct {
		const char *name;
		const char *rack;
		unsigned unit;
	} given[] = {
	    {"low", "A10", 1},
	    {"loose", NULL, 0},
	    {"second", "A2", 40},
	    {"top", "A2", 41},
	    {"high", "A10", 42},
	};
	static const char *const order[] = {"top", "second", "high", "low",
	    "loose"};
	static const char *const racks[] = {"rack A2", "rack A10", "no rack"};
	struct lab lab = new_lab();
	struct drawing *drawing;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(given); i++)
		add_device(&lab, given[i].name, given[i].rack, given[i].unit);
	drawing = picture_of_topology(lab.topology, &everything);
	assert_int_equal(drawing->node_count, COUNT_OF(order));
	for (size_t i = 0; i < COUNT_OF(order); i++)
		assert_string_equal(drawing->nodes[i].name, order[i]);
	assert_int_equal(drawing->cluster_count, COUNT_OF(racks));
	for (size_t i = 0; i < COUNT_OF(racks); i++)
		assert_string_equal(drawing->clusters[i].label, racks[i]);
	assert_int_equal(drawing->nodes[4].cluster, 2);
	assert_string_equal(drawing->nodes[0].sublabel, "U41");
	assert_string_equal(drawing->nodes[4].sublabel, "");
	drawing_free(drawing);
	free_lab(&lab);
}

static void
test_many_devices_without_racks_are_grouped_by_kind(void **state)
{
	struct lab lab = new_lab();
	struct drawing *drawing;

	(void)state;
	for (unsigned i = 1; i <= 60; i++) {
		const char *kind = i % 3 == 0 ? "spine-" : "leaf";

		add_device(&lab,
		    arena_printf(lab.topology->arena, "%s%u", kind, i), NULL,
		    0);
	}
	add_device(&lab, "7", NULL, 0);
	drawing = picture_of_topology(lab.topology, &everything);
	assert_int_equal(drawing->cluster_count, 3);
	assert_string_equal(drawing->clusters[0].label, "leaf");
	assert_string_equal(drawing->clusters[1].label, "other devices");
	assert_string_equal(drawing->clusters[2].label, "spine");
	assert_string_equal(drawing->nodes[0].name, "leaf1");
	assert_string_equal(drawing->nodes[1].name, "leaf2");
	drawing_free(drawing);
	free_lab(&lab);
}

/* --- big labs ------------------------------------------------------------- */

static void
test_right_cables_of_a_pair_become_one_line_in_a_big_lab(void **state)
{
	struct lab lab = big_lab();
	struct drawing *drawing;
	size_t total = 0;

	(void)state;
	for (size_t i = 0; i < lab.topology->cable_count; i++)
		lab.topology->cables[i].label = "C";
	drawing = judged(&lab, PICTURE_NETWORK);
	assert_int_equal(drawing->edge_count, 2);
	for (size_t i = 0; i < drawing->edge_count; i++) {
		total += drawing->edges[i].count;
		assert_int_equal(drawing->edges[i].port_a, DRAWING_NONE);
		assert_string_equal(drawing->edges[i].label, "\303\22750");
	}
	assert_int_equal(total, 100);
	assert_string_equal(drawing->edges[1].tooltip,
	    "leaf1 -- leaf2: 50 cables, ok");
	assert_string_equal(drawing->legends[0].text, "ok (100)");
	drawing_free(drawing);
	free_lab(&lab);
}

static void
test_wrong_cables_keep_a_line_and_listed_ports_in_a_big_lab(void **state)
{
	struct lab lab = big_lab();
	struct cable *cable = add_cable(&lab, 0, 300, 2, 7);
	struct drawing *drawing;
	const struct drawing_edge *wanted;
	const struct drawing_edge *wrong;

	(void)state;
	cable->label = "C-0300";
	set_verdict(&lab, cable, VERDICT_MISWIRED);
	add_finding(&lab, FINDING_WRONG_PORT, cable,
	    (struct observed_cable){port_of(&lab, 0, 300), port_of(&lab, 2, 8),
		SEEN_BY_BOTH, NULL, NULL});
	drawing = judged(&lab, PICTURE_NETWORK);
	wanted = edge_of(drawing, DRAWING_WANTED);
	wrong = edge_of(drawing, DRAWING_WRONG);
	assert_end(drawing, wanted->b, wanted->port_b, "leaf3", "Ethernet1/7");
	assert_end(drawing, wrong->b, wrong->port_b, "leaf3", "Ethernet1/8");
	assert_string_equal(wanted->label, "C-0300");
	assert_string_equal(wrong->label, "wrong-port");
	for (size_t i = 0; i < drawing->node_count; i++) {
		const struct drawing_node *node = &drawing->nodes[i];

		for (size_t k = 0; k < node->port_count; k++) {
			bool right = node->ports[k].style == DRAWING_OK;

			assert_int_equal(node->ports[k].listed, !right);
			/* Only cells are short of room. */
			assert_int_equal(node->ports[k].label[0],
			    right ? '1' : 'E');
		}
	}
	/* A port shows the worst of its cables. */
	assert_int_equal(drawing->nodes[wrong->a].ports[wrong->port_a].style,
	    DRAWING_WRONG);
	drawing_free(drawing);
	free_lab(&lab);
}

static void
test_cells_keep_letters_where_numbers_alone_are_ambiguous(void **state)
{
	struct lab lab = big_lab();
	struct cable *cable = add_cable(&lab, 2, 1, 2, 2);
	struct drawing *drawing;
	const struct drawing_node *node;

	(void)state;
	cable->a.port = "GigabitEthernet1/1/1";
	cable->b.port = "TenGigabitEthernet1/1/1";
	add_cable(&lab, 2, 3, 1, 999);
	add_cable(&lab, 2, 4, 1, 998)->a.port = "mgmt0";
	drawing = judged(&lab, PICTURE_NETWORK);
	node = node_named(drawing, "leaf3");
	assert_int_equal(node->port_count, 4);
	for (size_t i = 0; i < node->port_count; i++) {
		const char *label = node->ports[i].label;
		const char *name = node->ports[i].name;

		if (strcmp(name, "Ethernet1/3") == 0)
			assert_string_equal(label, "1/3");
		else if (strcmp(name, "mgmt0") == 0)
			assert_string_equal(label, "mgmt0");
		else
			assert_int_equal(label[0], name[0]);
	}
	drawing_free(drawing);
	free_lab(&lab);
}

/* --- faults --------------------------------------------------------------- */

static void
test_faults_view_holds_only_what_a_fault_concerns(void **state)
{
	struct lab lab = big_lab();
	struct cable *missing = &lab.topology->cables[0];
	struct drawing *drawing;
	const struct drawing_edge *edge;

	(void)state;
	set_verdict(&lab, missing, VERDICT_MISSING);
	lab.judgement.finding_count = 1;
	lab.judgement.findings[0].kind = FINDING_MISSING;
	/* leaf3 has a cable of which nobody knows, which is not a fault. */
	set_verdict(&lab, add_cable(&lab, 0, 500, 2, 1), VERDICT_UNVERIFIED);
	drawing = judged(&lab, PICTURE_FAULTS);
	assert_int_equal(drawing->node_count, 2);
	assert_null(node_named(drawing, "leaf3"));
	edge = edge_of(drawing, DRAWING_MISSING);
	assert_int_equal(drawing->edge_count, 1);
	assert_end(drawing, edge->a, edge->port_a, "leaf1", "Ethernet1/1");
	for (size_t i = 0; i < drawing->node_count; i++)
		assert_int_equal(drawing->nodes[i].port_count, 1);
	assert_string_equal(drawing->title, "lab: what is wrong");
	drawing_free(drawing);
	free_lab(&lab);
}

static void
test_faults_view_of_a_right_lab_is_empty_and_says_so(void **state)
{
	struct lab lab = big_lab();
	struct drawing *drawing = judged(&lab, PICTURE_FAULTS);

	(void)state;
	assert_int_equal(drawing->node_count, 0);
	assert_int_equal(drawing->edge_count, 0);
	assert_string_equal(drawing->title, "lab: nothing is wrong");
	drawing_free(drawing);
	free_lab(&lab);
}

static void
test_a_dark_device_is_in_the_faults_view_without_its_cables(void **state)
{
	struct lab lab = big_lab();
	struct drawing *drawing;

	(void)state;
	set_verdict(&lab, add_cable(&lab, 0, 500, 2, 1), VERDICT_UNVERIFIED);
	mark_dark(&lab, 2);
	drawing = judged(&lab, PICTURE_FAULTS);
	assert_int_equal(drawing->node_count, 1);
	assert_int_equal(drawing->edge_count, 0);
	assert_string_equal(drawing->nodes[0].name, "leaf3");
	assert_string_equal(drawing->nodes[0].sublabel, "timeout  U9");
	assert_int_equal(drawing->nodes[0].look, DRAWING_SILENT);
	drawing_free(drawing);
	drawing = judged(&lab, PICTURE_NETWORK);
	assert_int_equal(count_edges(drawing, DRAWING_UNVERIFIED), 1);
	assert_int_equal(node_named(drawing, "leaf3")->look, DRAWING_SILENT);
	assert_int_equal(node_named(drawing, "leaf1")->look, DRAWING_DEVICE);
	drawing_free(drawing);
	free_lab(&lab);
}

/* Whichever way round the observation is written down. */
static void
test_one_way_arrow_points_at_the_end_that_hears(void **state)
{
	static const struct {
		bool turned;
		enum seen_by seen_by;
		enum drawing_arrow arrow;
	} cases[] = {
	    {false, SEEN_BY_A, DRAWING_ARROW_A},
	    {false, SEEN_BY_B, DRAWING_ARROW_B},
	    {true, SEEN_BY_A, DRAWING_ARROW_B},
	    {true, SEEN_BY_B, DRAWING_ARROW_A},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct lab lab = new_lab();
		size_t a = add_device(&lab, "a", NULL, 0);
		size_t b = add_device(&lab, "b", NULL, 0);
		struct cable *cable = add_cable(&lab, a, 1, b, 2);
		struct port left = port_of(&lab, a, 1);
		struct port right = port_of(&lab, b, 2);
		struct drawing *drawing;

		set_verdict(&lab, cable, VERDICT_ONE_WAY);
		add_finding(&lab, FINDING_ONE_WAY, cable,
		    (struct observed_cable){cases[i].turned ? right : left,
			cases[i].turned ? left : right, cases[i].seen_by, NULL,
			NULL});
		drawing = judged(&lab, PICTURE_FAULTS);
		assert_int_equal(drawing->edge_count, 1);
		assert_int_equal(edge_of(drawing, DRAWING_ONE_WAY)->arrow,
		    cases[i].arrow);
		drawing_free(drawing);
		free_lab(&lab);
	}
}

/* Findings whose observed cables are not in a wrong place. */
static void
test_only_what_is_in_a_wrong_place_is_drawn_so(void **state)
{
	static const struct {
		enum finding_kind kind;
		enum verdict verdict;
		enum seen_by seen_by;
		enum drawing_style style; /* of all edges */
		size_t edges;
	} cases[] = {
	    {FINDING_DUPLEX_MISMATCH, VERDICT_OK, SEEN_BY_BOTH, DRAWING_OK, 1},
	    {FINDING_VLAN_MISMATCH, VERDICT_OK, SEEN_BY_BOTH, DRAWING_OK, 1},
	    {FINDING_DEVICE_MISNAMED, VERDICT_UNVERIFIED, SEEN_BY_A,
		DRAWING_UNVERIFIED, 2},
	    {FINDING_DEVICE_MISNAMED, VERDICT_UNVERIFIED, SEEN_BY_BOTH,
		DRAWING_UNVERIFIED, 1},
	    /* Which of two that contradict each other is there? */
	    {FINDING_CONFLICT, VERDICT_OK, SEEN_BY_BOTH, DRAWING_CONFLICT, 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct lab lab = new_lab();
		size_t a = add_device(&lab, "a", NULL, 0);
		size_t b = add_device(&lab, "b", NULL, 0);
		struct cable *cable = add_cable(&lab, a, 1, b, 2);
		struct port there = {DEVICE_FOREIGN, "stranger",
		    port_name(&lab, 2)};
		struct drawing *drawing;

		set_verdict(&lab, cable, cases[i].verdict);
		add_finding(&lab, cases[i].kind, cable,
		    (struct observed_cable){port_of(&lab, a, 1), there,
			cases[i].seen_by, NULL, NULL});
		drawing = judged(&lab, PICTURE_NETWORK);
		assert_int_equal(count_edges(drawing, DRAWING_WRONG), 0);
		assert_int_equal(count_edges(drawing, cases[i].style),
		    cases[i].edges);
		drawing_free(drawing);
		free_lab(&lab);
	}
}

/* Its cables are in place, and in the racks there are none to be labelled. */
static void
test_a_misnamed_device_tells_its_wrong_name_in_every_view(void **state)
{
	static const enum picture_view views[] = {PICTURE_NETWORK,
	    PICTURE_FAULTS, PICTURE_RACK};
	static const struct {
		enum visit_status status;
		bool names_only;
		bool waived;
		enum drawing_look look;
		const char *sublabel;
	} cases[] = {
	    {VISIT_OK, false, false, DRAWING_MISNAMED,
		"calls itself oldbox  U3"},
	    {VISIT_OK, true, false, DRAWING_MISNAMED, "heard as oldbox  U3"},
	    {VISIT_TIMEOUT, false, false, DRAWING_MISNAMED,
		"timeout, calls itself oldbox  U3"},
	    {VISIT_OK, false, true, DRAWING_DEVICE, "calls itself oldbox  U3"},
	    {VISIT_TIMEOUT, false, true, DRAWING_SILENT,
		"timeout, calls itself oldbox  U3"},
	};
	static const struct waiver waiver = {.reason = "to be renamed"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases) * COUNT_OF(views); i++) {
		size_t k = i / COUNT_OF(views);
		struct lab lab = new_lab();
		size_t box = add_device(&lab, "leaf2", "A1", 3);
		struct finding *finding = &lab.judgement.findings[0];
		const struct drawing_node *node;
		struct drawing *drawing;

		mark_dark(&lab, box);
		finding->kind = FINDING_DEVICE_MISNAMED;
		finding->heard_as = span_make("oldboxes", 6);
		finding->names_only = cases[k].names_only;
		finding->waived = cases[k].waived ? &waiver : NULL;
		lab.observations.items[box].status = cases[k].status;
		drawing = judged(&lab, views[i % COUNT_OF(views)]);
		node = node_named(drawing, "leaf2");
		assert_non_null(node);
		assert_int_equal(node->look, cases[k].look);
		assert_string_equal(node->sublabel, cases[k].sublabel);
		drawing_free(drawing);
		free_lab(&lab);
	}
}

static void
test_the_legend_of_a_conflict_says_so(void **state)
{
	struct lab lab = new_lab();
	size_t a = add_device(&lab, "a", NULL, 0);
	size_t b = add_device(&lab, "b", NULL, 0);
	struct drawing *drawing;

	(void)state;
	add_finding(&lab, FINDING_CONFLICT, NULL,
	    (struct observed_cable){port_of(&lab, a, 1), port_of(&lab, b, 2),
		SEEN_BY_A, NULL, NULL});
	drawing = judged(&lab, PICTURE_NETWORK);
	assert_int_equal(drawing->legend_count, 1);
	assert_int_equal(drawing->legends[0].style, DRAWING_CONFLICT);
	assert_string_equal(drawing->legends[0].text, "in conflict (1)");
	assert_string_equal(drawing_style_sign(DRAWING_CONFLICT), "!");
	drawing_free(drawing);
	free_lab(&lab);
}

static void
test_extra_cable_to_a_stranger_shows_the_stranger_apart(void **state)
{
	struct lab lab = new_lab();
	size_t a = add_device(&lab, "a", "A1", 3);
	struct drawing *drawing;
	const struct drawing_node *stranger;

	(void)state;
	for (unsigned i = 1; i <= 2; i++) {
		struct port there = {DEVICE_FOREIGN, "stranger",
		    port_name(&lab, i)};

		add_finding(&lab, FINDING_EXTRA, NULL,
		    (struct observed_cable){port_of(&lab, a, i), there,
			SEEN_BY_A, NULL, NULL});
	}
	drawing = judged(&lab, PICTURE_FAULTS);
	assert_int_equal(drawing->node_count, 2);
	assert_int_equal(count_edges(drawing, DRAWING_EXTRA), 2);
	stranger = node_named(drawing, "stranger");
	assert_non_null(stranger);
	assert_int_equal(stranger->look, DRAWING_FOREIGN);
	assert_string_equal(drawing->clusters[stranger->cluster].label,
	    "not in the plan");
	assert_int_equal(stranger->port_count, 2);
	drawing_free(drawing);
	free_lab(&lab);
}

static void
test_a_port_that_nobody_named_is_not_drawn(void **state)
{
	struct lab lab = new_lab();
	size_t a = add_device(&lab, "a", NULL, 0);
	struct port there = {DEVICE_FOREIGN, "stranger", ""};
	struct drawing *drawing;

	(void)state;
	add_finding(&lab, FINDING_EXTRA, NULL,
	    (struct observed_cable){port_of(&lab, a, 1), there, SEEN_BY_A, NULL,
		NULL});
	drawing = judged(&lab, PICTURE_FAULTS);
	assert_int_equal(edge_of(drawing, DRAWING_EXTRA)->port_b, DRAWING_NONE);
	assert_int_equal(node_named(drawing, "stranger")->port_count, 0);
	drawing_free(drawing);
	free_lab(&lab);
}

static void
test_cables_that_are_not_judged_are_drawn_only_when_planned(void **state)
{
	static const enum cable_state states[] = {CABLE_INSTALLED,
	    CABLE_PLANNED, CABLE_REMOVED};
	struct lab lab = new_lab();
	struct drawing *drawing;

	(void)state;
	add_device(&lab, "a", NULL, 0);
	add_device(&lab, "b", NULL, 0);
	for (unsigned i = 0; i < COUNT_OF(states); i++) {
		struct cable *cable = add_cable(&lab, 0, i, 1, i);

		cable->state = states[i];
		set_verdict(&lab, cable, VERDICT_NOT_JUDGED);
	}
	drawing = judged(&lab, PICTURE_NETWORK);
	assert_int_equal(drawing->edge_count, 1);
	assert_int_equal(drawing->edges[0].style, DRAWING_PLANNED);
	drawing_free(drawing);
	free_lab(&lab);
}

static void
test_legend_has_the_worst_first_and_only_what_is_there(void **state)
{
	struct lab lab = big_lab();
	struct drawing *drawing;

	(void)state;
	set_verdict(&lab, &lab.topology->cables[0], VERDICT_MISSING);
	set_verdict(&lab, &lab.topology->cables[1], VERDICT_MISSING);
	set_verdict(&lab, &lab.topology->cables[2], VERDICT_UNVERIFIED);
	lab.judgement.summary.ok = 97;
	lab.judgement.summary.missing = 2;
	lab.judgement.summary.unverified = 1;
	drawing = judged(&lab, PICTURE_NETWORK);
	assert_int_equal(drawing->legend_count, 3);
	assert_string_equal(drawing->legends[0].text, "missing (2)");
	assert_string_equal(drawing->legends[1].text, "not verified (1)");
	assert_string_equal(drawing->legends[2].text, "ok (97)");
	assert_string_equal(drawing->subtitle,
	    "3 of 3 devices reached; 100 cables: 97 ok, 2 missing, "
	    "1 not verified");
	drawing_free(drawing);
	free_lab(&lab);
}

/* --- what is there -------------------------------------------------------- */

static void
test_observed_picture_shows_what_was_seen_and_nothing_else(void **state)
{
	struct lab lab = new_lab();
	size_t a = add_device(&lab, "a", NULL, 0);
	size_t b = add_device(&lab, "b", NULL, 0);
	struct drawing *drawing;
	const struct drawing_edge *edge;

	(void)state;
	add_cable(&lab, a, 1, b, 1);
	lab.judgement.observed[0] = (struct observed_cable){port_of(&lab, a, 5),
	    port_of(&lab, b, 6), SEEN_BY_BOTH, NULL, NULL};
	lab.judgement.observed_count = 1;
	lab.judgement.observations = &lab.observations;
	drawing = picture_of_observed(&lab.judgement, &everything);
	assert_int_equal(drawing->edge_count, 1);
	edge = edge_of(drawing, DRAWING_OK);
	assert_end(drawing, edge->a, edge->port_a, "a", "Ethernet1/5");
	assert_end(drawing, edge->b, edge->port_b, "b", "Ethernet1/6");
	assert_string_equal(edge->tooltip,
	    "a Ethernet1/5 -- b Ethernet1/6: seen from both ends");
	assert_string_equal(edge->label, "");
	assert_string_equal(drawing->legends[0].text, "seen (1)");
	assert_string_equal(drawing->title, "lab: what is there");
	drawing_free(drawing);
	free_lab(&lab);
}

/* --- parts and other sides of it -------------------------------------------
 */

static struct drawing *
chosen(struct lab *lab, struct picture_choice choice)
{
	drawing_free(judged(lab, PICTURE_NETWORK)); /* fills in the totals */
	return picture_of_judgement(&lab->judgement, &choice);
}

static void
test_focus_shows_one_device_with_all_its_ports(void **state)
{
	struct lab lab = big_lab();
	struct drawing *drawing;

	(void)state;
	add_device(&lab, "leaf4", "A3", 1);
	add_cable(&lab, 2, 1, 3, 1);
	set_verdict(&lab, add_cable(&lab, 0, 101, 2, 2), VERDICT_MISSING);
	drawing = chosen(&lab,
	    (struct picture_choice){PICTURE_NETWORK, 0, NULL, NULL});
	assert_non_null(strstr(drawing->title, "leaf1"));
	assert_null(node_named(drawing, "leaf4"));
	assert_int_equal(node_named(drawing, "leaf1")->port_count, 151);
	/* Every cable is a line of its own, right or not. */
	assert_int_equal(count_edges(drawing, DRAWING_OK), 100);
	assert_int_equal(count_edges(drawing, DRAWING_MISSING), 1);
	for (size_t i = 0; i < 151; i++)
		assert_true(node_named(drawing, "leaf1")->ports[i].listed);
	drawing_free(drawing);
	free_lab(&lab);
}

static void
test_rack_view_shows_ports_in_order_and_no_lines(void **state)
{
	struct lab lab = big_lab();
	const struct drawing_node *leaf;
	struct drawing *drawing;

	(void)state;
	set_verdict(&lab, add_cable(&lab, 0, 101, 2, 2), VERDICT_MISSING);
	drawing = chosen(&lab,
	    (struct picture_choice){PICTURE_RACK, DRAWING_NONE, NULL, NULL});
	assert_true(drawing->elevation);
	assert_int_equal(drawing->edge_count, 0);
	leaf = node_named(drawing, "leaf1");
	assert_int_equal(leaf->port_count, 151);
	assert_string_equal(leaf->ports[1].label, "1/2");
	assert_string_equal(leaf->ports[9].label, "1/10");
	assert_int_equal(leaf->ports[9].style, DRAWING_OK);
	assert_int_equal(leaf->ports[100].style, DRAWING_MISSING);
	assert_false(leaf->ports[100].listed);
	drawing_free(drawing);
	free_lab(&lab);
}

/* The work order of a technician who moves a plug and then adds a cable. */
static void
test_rack_view_numbers_the_ports_of_the_steps(void **state)
{
	struct lab lab = big_lab();
	struct plan_step plan[2] = {
	    {.action = STEP_MOVE,
		.at = port_of(&lab, 0, 7),
		.to = port_of(&lab, 0, 9)},
	    {.action = STEP_ADD,
		.at = port_of(&lab, 0, 7),
		.to = port_of(&lab, 1, 7)},
	};
	struct work_step steps[2] = {{.finding = 0, .step = 0},
	    {.finding = 0, .step = 1}};
	struct work_order order = {
	    .judgement = &lab.judgement,
	    .steps = steps,
	    .step_count = 2,
	};
	const struct drawing_node *leaf;
	struct drawing *drawing;

	(void)state;
	lab.judgement.findings[0].plan =
	    (struct plan){.steps = plan, .step_count = 2};
	drawing = chosen(&lab,
	    (struct picture_choice){PICTURE_RACK, DRAWING_NONE, NULL, &order});
	leaf = node_named(drawing, "leaf1");
	assert_string_equal(leaf->ports[6].name, "Ethernet1/7");
	assert_string_equal(leaf->ports[6].mark, "1,2");
	assert_string_equal(leaf->ports[7].mark, "");
	assert_string_equal(leaf->ports[8].mark, "1");
	drawing_free(drawing);
	free_lab(&lab);
}

static void
test_devices_out_of_scope_are_left_out(void **state)
{
	struct lab lab = new_lab();
	size_t a = add_device(&lab, "a", "A1", 2);
	size_t b = add_device(&lab, "b", "A2", 2);
	size_t c = add_device(&lab, "c", "A2", 1);
	struct picture_choice choice = {PICTURE_NETWORK, DRAWING_NONE,
	    &lab.observations, NULL};
	struct drawing *drawing;

	(void)state;
	add_cable(&lab, a, 1, b, 1);
	add_cable(&lab, b, 2, c, 2);
	lab.observations.items[b].out_of_scope = true;
	lab.observations.items[c].out_of_scope = true;
	set_verdict(&lab, &lab.topology->cables[1], VERDICT_NOT_JUDGED);
	drawing = chosen(&lab, choice);
	/* b is at the other end of a cable that was asked for. */
	assert_non_null(node_named(drawing, "b"));
	assert_null(node_named(drawing, "c"));
	drawing_free(drawing);
	choice.view = PICTURE_RACK;
	drawing = chosen(&lab, choice);
	assert_non_null(node_named(drawing, "a"));
	assert_null(node_named(drawing, "b"));
	drawing_free(drawing);
	free_lab(&lab);
}

static void
test_large_lab_is_drawn_from_rack_to_rack(void **state)
{
	struct lab lab = new_lab();
	const struct drawing_edge *edge;
	struct drawing *drawing;

	(void)state;
	for (unsigned i = 0; i < DEVICES_MAX; i++)
		add_device(&lab, arena_printf(lab.topology->arena, "d%u", i),
		    i < DEVICES_MAX / 2 ? "A1" : "A2", i % 40 + 1);
	for (unsigned i = 0; i < DEVICES_MAX / 2; i++) {
		add_cable(&lab, i, 1, DEVICES_MAX / 2 + i, 1);
		add_cable(&lab, i, 2, (i + 1) % (DEVICES_MAX / 2), 3);
	}
	set_verdict(&lab, &lab.topology->cables[0], VERDICT_MISSING);
	drawing = judged(&lab, PICTURE_NETWORK);
	edge = edge_of(drawing, DRAWING_OK);
	assert_true(edge->of_clusters);
	assert_int_equal(edge->count, DEVICES_MAX / 2 - 1);
	assert_non_null(strstr(edge->tooltip, "rack A1 -- rack A2"));
	/* What is wrong keeps its devices and ports. */
	edge = edge_of(drawing, DRAWING_MISSING);
	assert_false(edge->of_clusters);
	assert_end(drawing, edge->a, edge->port_a, "d0", "Ethernet1/1");
	assert_int_equal(node_named(drawing, "d0")->port_count, 1);
	assert_int_equal(node_named(drawing, "d1")->port_count, 0);
	drawing_free(drawing);
	free_lab(&lab);
}

static void
test_lines_lead_to_their_finding(void **state)
{
	struct lab lab = new_lab();
	size_t a = add_device(&lab, "a", NULL, 0);
	size_t b = add_device(&lab, "b", NULL, 0);
	struct cable *cable = add_cable(&lab, a, 1, b, 1);
	const struct drawing_edge *edge;
	struct drawing *drawing;

	(void)state;
	set_verdict(&lab, cable, VERDICT_MISWIRED);
	add_finding(&lab, FINDING_WRONG_PORT, cable,
	    (struct observed_cable){.a = port_of(&lab, a, 1),
		.b = port_of(&lab, b, 2)});
	memcpy(lab.judgement.findings[0].id, "9f31c2aa", 9);
	drawing = judged(&lab, PICTURE_FAULTS);
	edge = edge_of(drawing, DRAWING_WRONG);
	assert_string_equal(edge->link, "#f-9f31c2aa");
	assert_non_null(strstr(edge->tooltip, "finding 9f31c2aa"));
	edge = edge_of(drawing, DRAWING_WANTED);
	assert_string_equal(edge->link, "#f-9f31c2aa");
	drawing_free(drawing);
	free_lab(&lab);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_plan_shows_each_cable_with_its_ports),
	    cmocka_unit_test(
		test_plan_leaves_out_removed_cables_and_marks_planned_ones),
	    cmocka_unit_test(
		test_racks_stand_in_natural_order_and_devices_from_the_top),
	    cmocka_unit_test(
		test_many_devices_without_racks_are_grouped_by_kind),
	    cmocka_unit_test(
		test_right_cables_of_a_pair_become_one_line_in_a_big_lab),
	    cmocka_unit_test(
		test_wrong_cables_keep_a_line_and_listed_ports_in_a_big_lab),
	    cmocka_unit_test(
		test_cells_keep_letters_where_numbers_alone_are_ambiguous),
	    cmocka_unit_test(test_faults_view_holds_only_what_a_fault_concerns),
	    cmocka_unit_test(
		test_faults_view_of_a_right_lab_is_empty_and_says_so),
	    cmocka_unit_test(
		test_a_dark_device_is_in_the_faults_view_without_its_cables),
	    cmocka_unit_test(test_one_way_arrow_points_at_the_end_that_hears),
	    cmocka_unit_test(test_only_what_is_in_a_wrong_place_is_drawn_so),
	    cmocka_unit_test(
		test_a_misnamed_device_tells_its_wrong_name_in_every_view),
	    cmocka_unit_test(test_the_legend_of_a_conflict_says_so),
	    cmocka_unit_test(
		test_extra_cable_to_a_stranger_shows_the_stranger_apart),
	    cmocka_unit_test(test_a_port_that_nobody_named_is_not_drawn),
	    cmocka_unit_test(
		test_cables_that_are_not_judged_are_drawn_only_when_planned),
	    cmocka_unit_test(
		test_legend_has_the_worst_first_and_only_what_is_there),
	    cmocka_unit_test(
		test_observed_picture_shows_what_was_seen_and_nothing_else),
	    cmocka_unit_test(test_focus_shows_one_device_with_all_its_ports),
	    cmocka_unit_test(test_rack_view_shows_ports_in_order_and_no_lines),
	    cmocka_unit_test(test_rack_view_numbers_the_ports_of_the_steps),
	    cmocka_unit_test(test_devices_out_of_scope_are_left_out),
	    cmocka_unit_test(test_large_lab_is_drawn_from_rack_to_rack),
	    cmocka_unit_test(test_lines_lead_to_their_finding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
