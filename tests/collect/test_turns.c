/*
 * Turns: in the order in which they were asked for, whoever has furthest to go
 * first, one for each who asks, and never so many at once that a clock runs
 * late; and who asks for none is idle.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <uv.h>

#include "base/attr.h"
#include "collect/turns.h"

#define PLAYERS 4

struct player {
	struct turn turn;
	char letter;
};

static struct {
	uv_loop_t loop;
	struct turns turns;
	struct player players[PLAYERS];
	char taken[64];
	unsigned more; /* turns that the first one still asks for */
} game;

static void
take(struct turn *turn)
{
	struct player *player = (struct player *)turn;
	size_t length = strlen(game.taken);

	assert_true(length + 1 < sizeof(game.taken));
	game.taken[length] = player->letter;
	if (player == &game.players[0] && game.more > 0) {
		game.more--;
		turns_ask(&game.turns, turn, TURN_READS);
	}
}

static int
set_up(void **state)
{
	(void)state;
	memset(&game, 0, sizeof(game));
	assert_int_equal(uv_loop_init(&game.loop), 0);
	turns_init(&game.turns, &game.loop);
	for (int i = 0; i < PLAYERS; i++)
		game.players[i] = (struct player){.turn = {.take = take},
		    .letter = "abcd"[i]};
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	turns_close(&game.turns);
	uv_run(&game.loop, UV_RUN_DEFAULT);
	return uv_loop_close(&game.loop);
}

static void
ask_for(const char *letters, enum turn_level level)
{
	for (; *letters; letters++)
		turns_ask(&game.turns, &game.players[*letters - 'a'].turn,
		    level);
}

static void
ask(const char *letters)
{
	ask_for(letters, TURN_READS);
}

/* With nobody in line, the loop has nothing that keeps it. */
static void
play(void)
{
	assert_int_equal(uv_run(&game.loop, UV_RUN_DEFAULT), 0);
}

static void
test_turns_come_in_order_and_once(void **state)
{
	(void)state;
	ask("cabcca");
	play();
	assert_string_equal(game.taken, "cab");
	ask("b");
	play();
	assert_string_equal(game.taken, "cabb");
}

static void
test_who_asks_again_goes_to_the_end(void **state)
{
	(void)state;
	game.more = 3;
	ask("ab");
	play();
	assert_string_equal(game.taken, "abaaa");
}

static void
test_who_has_furthest_to_go_goes_first(void **state)
{
	(void)state;
	ask_for("c", TURN_READS);
	ask_for("b", TURN_COMPUTES);
	ask_for("a", TURN_ASKS);
	ask_for("d", TURN_BEGINS);
	play();
	assert_string_equal(game.taken, "dbac");
}

static void
test_who_cannot_wait_does_not(void **state)
{
	(void)state;
	ask("abc");
	ask_for("bd", TURN_NOW);
	assert_string_equal(game.taken, "bd");
	play();
	assert_string_equal(game.taken, "bdac");
}

static void
test_who_forgets_gets_none(void **state)
{
	(void)state;
	ask("abcd");
	turn_forget(&game.players[1].turn);
	turn_forget(&game.players[3].turn);
	turn_forget(&game.players[3].turn);
	play();
	assert_string_equal(game.taken, "ac");
}

static void
take_for_ever(struct turn *turn)
{
	if (strlen(game.taken) < 20)
		take(turn);
	if (!strchr(game.taken, 'd'))
		turns_ask(&game.turns, turn, TURN_BEGINS);
}

/* It would never end, if those that come first came for ever. */
static void
test_nobody_waits_for_ever(void **state)
{
	(void)state;
	for (int i = 0; i < 3; i++)
		game.players[i].turn.take = take_for_ever;
	ask_for("abc", TURN_BEGINS);
	ask_for("d", TURN_READS);
	play();
	assert_string_equal(game.taken, "abcabcadbca");
}

static void
on_timer(uv_timer_t *timer)
{
	turn_forget(timer->data);
	uv_close((uv_handle_t *)timer, NULL);
}

static void
take_and_ask_again(struct turn *turn)
{
	turns_ask(&game.turns, turn, TURN_READS);
}

/* It would never end, were the clock not looked at in between. */
static void
test_a_clock_is_looked_at_between_turns(void **state)
{
	struct turn *turn = &game.players[0].turn;
	uv_timer_t timer;

	(void)state;
	turn->take = take_and_ask_again;
	assert_int_equal(uv_timer_init(&game.loop, &timer), 0);
	timer.data = turn;
	assert_int_equal(uv_timer_start(&timer, on_timer, 20, 0), 0);
	ask("a");
	play();
}

static void
take_many(struct turn *turn)
{
	if (game.more-- > 1)
		turns_ask(&game.turns, turn, TURN_READS);
}

static void
on_idle(void *context)
{
	/* Not while there was something to do. */
	assert_int_equal(game.more, 0);
	*(unsigned *)context += 1;
}

/* More turns than fit into the moment after which a thread is idle. */
static void
test_idle_is_who_gives_no_turns(void **state)
{
	unsigned told = 0;

	(void)state;
	game.players[0].turn.take = take_many;
	game.more = 2000000;
	turns_tell_idle(&game.turns, on_idle, &told);
	ask("a");
	play();
	assert_int_equal(told, 1);
	turns_tell_idle(&game.turns, on_idle, &told);
	play();
	assert_int_equal(told, 2);
}

#define BACKLOG 40
#define EFFORT_NS ((uint64_t)250000)

static void
take_long(struct turn *turn)
{
	uint64_t end = uv_hrtime() + EFFORT_NS;

	(void)turn;
	while (uv_hrtime() < end)
		;
	game.more--;
}

/* Nobody asks any more, but many have not had their turn. */
static void
test_a_backlog_is_not_idle(void **state)
{
	struct turn turns[BACKLOG] = {{.take = NULL}};
	unsigned told = 0;

	(void)state;
	game.more = BACKLOG;
	for (size_t i = 0; i < BACKLOG; i++) {
		turns[i].take = take_long;
		turns_ask(&game.turns, &turns[i], TURN_COMPUTES);
	}
	turns_tell_idle(&game.turns, on_idle, &told);
	play();
	assert_int_equal(told, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_turns_come_in_order_and_once,
		set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_who_asks_again_goes_to_the_end,
		set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_who_has_furthest_to_go_goes_first, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_who_cannot_wait_does_not,
		set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_who_forgets_gets_none, set_up,
		tear_down),
	    cmocka_unit_test_setup_teardown(test_nobody_waits_for_ever, set_up,
		tear_down),
	    cmocka_unit_test_setup_teardown(
		test_a_clock_is_looked_at_between_turns, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_idle_is_who_gives_no_turns,
		set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_backlog_is_not_idle, set_up,
		tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
