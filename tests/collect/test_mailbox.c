/*
 * Letters between threads: none is lost, those of one thread keep their order,
 * and whoever opens one may post another.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/mem.h"
#include "collect/loop.h"
#include "collect/mailbox.h"

#define WRITERS 4
#define LETTERS 5000

struct reader {
	uv_loop_t *loop;
	struct mailbox box;
	size_t next[WRITERS]; /* the number that the next letter must have */
	size_t opened;
	size_t wanted;
};

struct numbered {
	struct letter letter; /* first */
	struct reader *reader;
	size_t writer;
	size_t number;
};

struct writer {
	struct reader *reader;
	size_t index;
	uv_thread_t thread;
};

static void
on_open(struct letter *letter)
{
	struct numbered *numbered = (struct numbered *)letter;
	struct reader *reader = numbered->reader;

	assert_int_equal(reader->next[numbered->writer]++, numbered->number);
	free(numbered);
	if (++reader->opened == reader->wanted)
		uv_stop(reader->loop);
}

static struct numbered *
letter_new(struct reader *reader, size_t number)
{
	struct numbered *numbered = xcalloc(1, sizeof(*numbered));

	numbered->letter.open = on_open;
	numbered->reader = reader;
	numbered->number = number;
	return numbered;
}

static void
post(struct reader *reader, size_t writer, size_t number,
    void (*open)(struct letter *letter))
{
	struct numbered *numbered = letter_new(reader, number);

	numbered->letter.open = open;
	numbered->writer = writer;
	mailbox_post(&reader->box, &numbered->letter);
}

static void
start(struct reader *reader, size_t wanted)
{
	struct err err = ERR_INIT;

	*reader = (struct reader){.wanted = wanted};
	assert_true(loop_new(&reader->loop, &err));
	assert_true(mailbox_init(&reader->box, reader->loop));
}

static void
finish(struct reader *reader)
{
	mailbox_close(&reader->box);
	loop_end(reader->loop);
	mailbox_release(&reader->box);
	assert_int_equal(reader->opened, reader->wanted);
}

static void
write_many(void *argument)
{
	const struct writer *writer = argument;

	for (size_t i = 0; i < LETTERS; i++)
		post(writer->reader, writer->index, i, on_open);
}

static void
test_letters_of_many_threads_arrive_in_order(void **state)
{
	struct writer writers[WRITERS];
	struct reader reader;

	(void)state;
	start(&reader, (size_t)WRITERS * LETTERS);
	for (size_t i = 0; i < WRITERS; i++) {
		writers[i] = (struct writer){.reader = &reader, .index = i};
		assert_int_equal(uv_thread_create(&writers[i].thread,
				     write_many, &writers[i]),
		    0);
	}
	uv_run(reader.loop, UV_RUN_DEFAULT);
	for (size_t i = 0; i < WRITERS; i++)
		assert_int_equal(uv_thread_join(&writers[i].thread), 0);
	finish(&reader);
}

/* Posts its successor while it is being opened. */
static void
on_chain(struct letter *letter)
{
	struct numbered *numbered = (struct numbered *)letter;

	if (numbered->number + 1 < numbered->reader->wanted)
		post(numbered->reader, 0, numbered->number + 1, on_chain);
	on_open(letter);
}

static void
test_a_letter_may_be_posted_while_one_is_opened(void **state)
{
	struct reader reader;

	(void)state;
	start(&reader, 1000);
	post(&reader, 0, 0, on_chain);
	uv_run(reader.loop, UV_RUN_DEFAULT);
	finish(&reader);
}

static void
test_letters_left_in_a_box_are_opened_when_it_closes(void **state)
{
	struct reader reader;

	(void)state;
	start(&reader, 3);
	for (size_t i = 0; i < 3; i++)
		post(&reader, 1, i, on_open);
	finish(&reader);
}

/* Many are left, one wakes for all of them. */
static void
test_letters_that_are_left_wait_for_the_bell(void **state)
{
	struct reader reader;

	(void)state;
	start(&reader, 100);
	for (size_t i = 0; i < 100; i++)
		mailbox_leave(&reader.box, &letter_new(&reader, i)->letter);
	uv_run(reader.loop, UV_RUN_NOWAIT);
	assert_int_equal(reader.opened, 0);
	mailbox_ring(&reader.box);
	mailbox_ring(&reader.box);
	uv_run(reader.loop, UV_RUN_DEFAULT);
	assert_int_equal(reader.opened, 100);
	/* An empty box has no need of a bell. */
	mailbox_ring(&reader.box);
	uv_run(reader.loop, UV_RUN_NOWAIT);
	finish(&reader);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_letters_of_many_threads_arrive_in_order),
	    cmocka_unit_test(test_a_letter_may_be_posted_while_one_is_opened),
	    cmocka_unit_test(
		test_letters_left_in_a_box_are_opened_when_it_closes),
	    cmocka_unit_test(test_letters_that_are_left_wait_for_the_bell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
