/*
 * A technician without hands.
 *
 * Only the cables of the findings move, so only their ends are known here, by
 * number.  A cable whose one end is a stranger, or a port that nobody names,
 * is found by its other end, which is always known.  When all steps are taken,
 * every device whose ports are concerned gets a new list of neighbors: what it
 * heard elsewhere stays, what it hears on these ports follows from the cables.
 */
#include "check/simulate.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/str.h"
#include "check/check.h"
#include "check/logical.h"
#include "check/order.h"
#include "check/work_order_names.h"
#include "check/work_order_ports.h"
#include "model/ifname.h"

struct line {
	struct port ends[2];
	size_t numbers[2]; /* of the ports, or WORK_ORDER_NO_PORT */
	bool there;
};

struct socket {
	size_t device;
	size_t line;  /* that is plugged in here, or WORK_NONE */
	bool touched; /* what is heard here has changed */
};

struct room {
	const struct judgement *before;
	struct work_order_names names;
	struct work_order_ports ports;
	struct socket *sockets; /* owned, one per port */
	size_t socket_capacity;
	struct line *lines; /* owned */
	size_t line_count;
	size_t line_capacity;
	size_t hand; /* line whose plug is held, or WORK_NONE */
	unsigned hand_end;
};

/* --- ports and lines ------------------------------------------------------ */

static size_t
number_of(struct room *room, struct port port)
{
	size_t known = work_order_ports_count(&room->ports);
	size_t number = work_order_ports_add(&room->ports, port);

	if (number == known) {
		room->sockets = grow_array(room->sockets, known,
		    &room->socket_capacity, sizeof(*room->sockets));
		room->sockets[number] = (struct socket){
		    .device = port.device,
		    .line = WORK_NONE,
		};
	}
	return number;
}

static void
set_line_at(struct room *room, size_t number, size_t line)
{
	if (number != WORK_ORDER_NO_PORT)
		room->sockets[number].line = line;
}

static void
add_line(struct room *room, struct port a, struct port b)
{
	struct line *line;

	room->lines = grow_array(room->lines, room->line_count,
	    &room->line_capacity, sizeof(*room->lines));
	line = &room->lines[room->line_count];
	*line = (struct line){
	    .ends = {a, b},
	    .numbers = {number_of(room, a), number_of(room, b)},
	    .there = true,
	};
	set_line_at(room, line->numbers[0], room->line_count);
	set_line_at(room, line->numbers[1], room->line_count);
	room->line_count++;
}

static bool
is_port(struct port a, struct port b)
{
	return a.device == b.device &&
	       strcasecmp(a.device_name, b.device_name) == 0 &&
	       strcasecmp(a.name, b.name) == 0;
}

/* The line from `at` to `far`, and which end of it is in `at`. */
static size_t
find_line(struct room *room, struct port at, struct port far, unsigned *end)
{
	size_t near_number = number_of(room, at);
	size_t far_number = number_of(room, far);
	size_t number =
	    far_number != WORK_ORDER_NO_PORT ? far_number : near_number;
	size_t found = number == WORK_ORDER_NO_PORT
			   ? WORK_NONE
			   : room->sockets[number].line;

	if (found == WORK_NONE)
		return WORK_NONE;
	for (*end = 0; *end < 2; ++*end) {
		const struct line *line = &room->lines[found];

		if (is_port(line->ends[*end], at) &&
		    is_port(line->ends[1 - *end], far))
			return found;
	}
	return WORK_NONE;
}

static struct port
port_of(const struct room *room, const struct endpoint *end)
{
	return (struct port){
	    .device = end->device,
	    .device_name = room->before->topology->devices[end->device].name,
	    .name = end->port,
	};
}

/* The end of the step's cable that is not `goal` and so stays in its port. */
static bool
find_far(const struct room *room, const struct plan_step *step,
    struct port goal, struct port *far)
{
	const struct cable *cable;
	struct port a;

	if (step->cable == WORK_NONE)
		return false;
	cable = &room->before->topology->cables[step->cable];
	a = port_of(room, &cable->a);
	*far = is_port(a, goal) ? port_of(room, &cable->b) : a;
	return true;
}

/* --- steps ---------------------------------------------------------------- */

static bool
is_free(struct room *room, struct port port)
{
	size_t number = number_of(room, port);

	return number != WORK_ORDER_NO_PORT &&
	       room->sockets[number].line == WORK_NONE;
}

/* Both ends of a line hear something else now. */
static void
touch(struct room *room, size_t line)
{
	for (unsigned end = 0; end < 2; end++) {
		size_t number = room->lines[line].numbers[end];

		if (number != WORK_ORDER_NO_PORT)
			room->sockets[number].touched = true;
	}
}

static void
take_out(struct room *room, size_t line, unsigned end)
{
	touch(room, line);
	set_line_at(room, room->lines[line].numbers[end], WORK_NONE);
}

static void
put_in(struct room *room, size_t line, unsigned end, struct port port)
{
	size_t number = number_of(room, port);

	room->lines[line].ends[end] = port;
	room->lines[line].numbers[end] = number;
	set_line_at(room, number, line);
	touch(room, line);
}

/*
 * The plug in `at` whose cable will join `goal` to where its other plug is.
 */
static enum simulate_trouble
find_plug(struct room *room, const struct plan_step *step, struct port goal,
    size_t *line, unsigned *end)
{
	struct port far;

	if (!find_far(room, step, goal, &far))
		return SIMULATE_NO_PLUG;
	*line = find_line(room, step->at, far, end);
	return *line == WORK_NONE ? SIMULATE_NO_PLUG : SIMULATE_FINE;
}

static enum simulate_trouble
step_unplug(struct room *room, const struct plan_step *step)
{
	size_t number = number_of(room, step->at);

	if (room->hand != WORK_NONE)
		return SIMULATE_HAND_FULL;
	if (number == WORK_ORDER_NO_PORT ||
	    room->sockets[number].line == WORK_NONE)
		return SIMULATE_NO_PLUG;
	room->hand = room->sockets[number].line;
	room->hand_end = room->lines[room->hand].numbers[0] != number;
	take_out(room, room->hand, room->hand_end);
	return SIMULATE_FINE;
}

static enum simulate_trouble
step_plug(struct room *room, const struct plan_step *step)
{
	if (room->hand == WORK_NONE)
		return SIMULATE_HAND_EMPTY;
	if (!is_free(room, step->at))
		return SIMULATE_NOT_FREE;
	put_in(room, room->hand, room->hand_end, step->at);
	room->hand = WORK_NONE;
	return SIMULATE_FINE;
}

static enum simulate_trouble
step_move(struct room *room, const struct plan_step *step)
{
	size_t line = WORK_NONE;
	unsigned end = 0;
	enum simulate_trouble trouble =
	    find_plug(room, step, step->to, &line, &end);

	if (trouble != SIMULATE_FINE)
		return trouble;
	if (!is_free(room, step->to))
		return SIMULATE_NOT_FREE;
	take_out(room, line, end);
	put_in(room, line, end, step->to);
	return SIMULATE_FINE;
}

static enum simulate_trouble
step_add(struct room *room, const struct plan_step *step)
{
	if (!is_free(room, step->at) || !is_free(room, step->to))
		return SIMULATE_NOT_FREE;
	add_line(room, step->at, step->to);
	touch(room, room->line_count - 1);
	return SIMULATE_FINE;
}

static enum simulate_trouble
step_remove(struct room *room, const struct plan_step *step)
{
	unsigned end = 0;
	size_t line = find_line(room, step->at, step->to, &end);

	if (line == WORK_NONE)
		return SIMULATE_NO_PLUG;
	take_out(room, line, 0);
	take_out(room, line, 1);
	room->lines[line].there = false;
	return SIMULATE_FINE;
}

/* The cables of this room have their right names from the beginning. */
static enum simulate_trouble
step_name(struct room *room, const struct plan_step *step)
{
	(void)room;
	(void)step;
	return SIMULATE_FINE;
}

/* clang-format off */
static enum simulate_trouble (*const actions[])(struct room *room,
    const struct plan_step *step) = {
	[STEP_UNPLUG]   = step_unplug,
	[STEP_MOVE]     = step_move,
	[STEP_PLUG]     = step_plug,
	[STEP_ADD]      = step_add,
	[STEP_REMOVE]   = step_remove,
	[STEP_EXCHANGE] = step_name,
	[STEP_RENAME]   = step_name,
};
/* clang-format on */

static void
take_steps(struct room *room, const struct work_order *order,
    struct simulation *s)
{
	for (size_t i = 0; i < order->step_count; i++) {
		const struct plan_step *step = work_order_step(order, i);

		s->trouble = actions[step->action](room, step);
		if (s->trouble != SIMULATE_FINE) {
			s->failed_step = i;
			return;
		}
	}
	s->failed_step = SIMULATE_DONE;
}

/* --- what the devices say then -------------------------------------------- */

/* What is heard on a sub-interface comes through the plug in its port. */
static bool
is_touched(struct room *room, size_t device, struct str *name)
{
	size_t number =
	    work_order_ports_find(&room->ports, device, str_text(name));
	size_t parent = logical_parent_length(str_span(name));

	if (number == WORK_ORDER_NO_PORT && parent) {
		name->length = parent;
		name->text[parent] = '\0';
		number =
		    work_order_ports_find(&room->ports, device, str_text(name));
	}
	return number != WORK_ORDER_NO_PORT && room->sockets[number].touched;
}

/* An entry as it will be when the device that it is about has its name. */
static struct neighbor
rename_entry(const struct neighbor *heard, const char *name)
{
	struct neighbor right = *heard;

	/* Its addresses and numbers would still tell who it was before. */
	right.device_id = span_of(name);
	right.system_name = SPAN_ABSENT;
	right.chassis_id = SPAN_ABSENT;
	right.entry_addresses = (struct span_list){NULL, 0};
	right.mgmt_addresses = (struct span_list){NULL, 0};
	return right;
}

/* What a device heard, everybody being called by their right names. */
static struct neighbor_list *
copy_renamed(struct room *room, struct identity *identity, size_t device,
    const struct neighbor_list *heard)
{
	const struct device *devices = room->before->topology->devices;
	struct neighbor_list *copy = neighbor_list_new();
	struct str name = STR_INIT;

	copy->state = heard->state;
	for (size_t i = 0; i < heard->count; i++) {
		const struct neighbor *n = &heard->items[i];
		struct port near = {.device = device, .device_name = ""};
		size_t meant;

		if (judgement_is_outdated(room->before, n))
			continue;
		str_clear(&name);
		ifname_add_canonical(&name, n->local_port);
		near.name = str_text(&name);
		meant = work_order_names_heard(&room->names, identity, near, n);
		*neighbor_list_add(copy) =
		    meant == SIZE_MAX ? *n
				      : rename_entry(n, devices[meant].name);
	}
	str_release(&name);
	return copy;
}

static bool
has_old(const struct judgement *before, const struct neighbor_list *heard)
{
	for (size_t i = 0; i < heard->count; i++) {
		if (judgement_is_outdated(before, &heard->items[i]))
			return true;
	}
	return false;
}

/* By the time that all is done, what is old already is forgotten. */
static void
forget_old(struct room *room, struct simulation *s,
    struct neighbor_list **lists)
{
	for (size_t i = 0; i < s->observations.count; i++) {
		struct observation *o = &s->observations.items[i];
		struct neighbor_list *copy;

		if (!o->heard || !has_old(room->before, o->heard))
			continue;
		copy = neighbor_list_new();
		copy->state = o->heard->state;
		for (size_t k = 0; k < o->heard->count; k++) {
			if (!judgement_is_outdated(room->before,
				&o->heard->items[k]))
				*neighbor_list_add(copy) = o->heard->items[k];
		}
		o->heard = lists[i] = copy;
	}
}

/* Every device speaks from its own place, and calls all by their names. */
static void
set_names_right(struct room *room, struct simulation *s,
    struct neighbor_list **lists)
{
	const struct observations *before = room->before->observations;
	struct identity *identity;
	uint32_t *ranks;

	if (work_order_names_are_right(&room->names)) {
		if (room->before->outdated_count)
			forget_old(room, s, lists);
		return;
	}
	ranks = order_rank_devices(room->before->topology);
	identity = identity_new(room->before->topology, ranks);
	for (size_t i = 0; i < before->count; i++) {
		struct observation *o = &s->observations.items[i];
		size_t voice = work_order_names_voice(&room->names, i);

		*o = before->items[voice];
		o->not_wanted = before->items[i].not_wanted;
		o->out_of_scope = before->items[i].out_of_scope;
		if (!o->heard)
			continue;
		lists[i] = copy_renamed(room, identity, i, o->heard);
		o->heard = lists[i];
	}
	identity_free(identity);
	free(ranks);
}

/* What a device heard on ports that nobody has touched. */
static struct neighbor_list *
copy_untouched(struct room *room, size_t device,
    const struct neighbor_list *heard)
{
	struct neighbor_list *copy = neighbor_list_new();
	struct str name = STR_INIT;

	copy->state = heard->state;
	for (size_t i = 0; i < heard->count; i++) {
		str_clear(&name);
		ifname_add_canonical(&name, heard->items[i].local_port);
		if (!is_touched(room, device, &name))
			*neighbor_list_add(copy) = heard->items[i];
	}
	str_release(&name);
	return copy;
}

/* Every device with a port that was touched gets a list of its own. */
static void
change_lists(struct room *room, struct simulation *s,
    struct neighbor_list **lists)
{
	size_t count = work_order_ports_count(&room->ports);
	bool *changed = xcalloc(s->observations.count + 1, sizeof(*changed));

	for (size_t i = 0; i < count; i++) {
		struct neighbor_list *copy;
		const struct socket *socket = &room->sockets[i];
		struct observation *o = &s->observations.items[socket->device];

		if (!socket->touched || changed[socket->device] || !o->heard)
			continue;
		changed[socket->device] = true;
		copy = copy_untouched(room, socket->device, o->heard);
		neighbor_list_free(lists[socket->device]);
		o->heard = lists[socket->device] = copy;
	}
	free(changed);
}

static void
say(const struct room *room, struct neighbor_list *list, struct port near,
    struct port far)
{
	struct neighbor *said;

	/* A device that is never heard will not be heard here either. */
	if (far.device != DEVICE_FOREIGN &&
	    !work_order_names_is_alive(&room->names, far.device))
		return;
	said = neighbor_list_add(list);
	said->local_port = span_of(near.name);
	said->device_id = span_of(far.device_name);
	said->port_id = span_of(far.name);
}

static void
say_lines(struct room *room, struct simulation *s, struct neighbor_list **lists)
{
	for (size_t i = 0; i < room->line_count; i++) {
		const struct line *line = &room->lines[i];

		for (unsigned end = 0; line->there && end < 2; end++) {
			size_t number = line->numbers[end];
			size_t device = line->ends[end].device;

			if (number == WORK_ORDER_NO_PORT ||
			    !room->sockets[number].touched || !lists[device] ||
			    s->observations.items[device].status != VISIT_OK)
				continue;
			say(room, lists[device], line->ends[end],
			    line->ends[1 - end]);
		}
	}
}

/* --- the whole ------------------------------------------------------------ */

/* The lists that were made here, and no other, are ours to free. */
struct made {
	struct simulation simulation;
	struct neighbor_list **lists; /* one per device, or NULL */
};

static void
room_init(struct room *room, const struct judgement *before)
{
	*room = (struct room){.before = before, .hand = WORK_NONE};
	work_order_ports_init(&room->ports);
	work_order_names_init(&room->names, before);
	for (size_t i = 0; i < before->finding_count; i++) {
		const struct finding *f = &before->findings[i];

		for (size_t k = 0; k < f->observed_count; k++) {
			struct port ends[2];

			work_order_names_ends(&room->names,
			    &before->observed[f->observed[k]], ends);
			add_line(room, ends[0], ends[1]);
		}
	}
}

static void
room_release(struct room *room)
{
	work_order_ports_release(&room->ports);
	work_order_names_release(&room->names);
	free(room->sockets);
	free(room->lines);
}

struct simulation *
simulate_run(const struct judgement *before, const struct work_order *order)
{
	struct made *made = xcalloc(1, sizeof(*made));
	struct simulation *s = &made->simulation;
	size_t count = before->observations->count;
	struct room room;

	made->lists = xcalloc(count + 1, sizeof(struct neighbor_list *));
	s->observations.items = xcalloc(count + 1, sizeof(struct observation));
	s->observations.count = count;
	if (count)
		memcpy(s->observations.items, before->observations->items,
		    count * sizeof(struct observation));
	room_init(&room, before);
	take_steps(&room, order, s);
	set_names_right(&room, s, made->lists);
	change_lists(&room, s, made->lists);
	say_lines(&room, s, made->lists);
	room_release(&room);
	s->judgement = check_run(before->topology, &s->observations);
	return s;
}

void
simulation_free(struct simulation *simulation)
{
	struct made *made = (struct made *)(void *)simulation;

	if (!made)
		return;
	judgement_free(simulation->judgement);
	for (size_t i = 0; i < simulation->observations.count; i++)
		neighbor_list_free(made->lists[i]);
	free(made->lists);
	free(simulation->observations.items);
	free(made);
}
