/*
 * A dialogue with a device that says anything at any time.  The input is a
 * list of pieces: a byte for the pause before it, a byte for its length, and
 * then its bytes.  Whatever it says, the answer is no longer than what came.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "collect/command.h"
#include "collect/dialogue.h"
#include "collect/screen.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check_answer(const struct dialogue *dialogue, size_t received)
{
	struct str answer = STR_INIT;

	dialogue_get_answer(dialogue, &answer);
	if (answer.length > received)
		abort();
	str_release(&answer);
}

/* The secret is typed only at what looks like a prompt for it. */
static void
check_secret(const struct dialogue *dialogue, struct span typed)
{
	if (span_is(typed, "sesame\r") &&
	    !screen_waits_for_keys(dialogue_seen(dialogue)))
		abort();
}

/* Lets the time pass in which nothing comes. */
static uint64_t
wait_for(struct dialogue *dialogue, uint64_t now, uint64_t until)
{
	struct str typed = STR_INIT;
	enum dialogue_state state;

	while (dialogue_due(dialogue) <= until) {
		if (dialogue_due(dialogue) > now)
			now = dialogue_due(dialogue);
		state = dialogue_run(dialogue, now, &typed);
		if (state == DIALOGUE_LOCKED &&
		    dialogue_due(dialogue) == DIALOGUE_NEVER)
			dialogue_unlock(dialogue, now, &typed);
		if (state >= DIALOGUE_DONE)
			break;
		/* What was typed last shows at what it was typed. */
		check_secret(dialogue, str_span(&typed));
		str_clear(&typed);
	}
	str_release(&typed);
	return until;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct secret *enable = secret_new(span_of("sesame"));
	const struct dialogue_plan plan = {
	    .commands = command_set_of(PLATFORM_NXOS),
	    .enable = enable,
	    .user = "netops",
	    .password = enable,
	};
	struct dialogue *dialogue = dialogue_new(&plan, 0);
	uint64_t now = 0;
	size_t i = 0;

	while (i + 2 <= length) {
		size_t pause = (size_t)bytes[i] * 10;
		size_t piece = bytes[i + 1];

		i += 2;
		if (piece > length - i)
			piece = length - i;
		now = wait_for(dialogue, now, now + pause);
		dialogue_receive(dialogue,
		    span_make((const char *)bytes + i, piece), now);
		i += piece;
		check_answer(dialogue, length);
	}
	wait_for(dialogue, now, now + 10000);
	check_answer(dialogue, length);
	(void)dialogue_prompt(dialogue);
	dialogue_free(dialogue);
	secret_free(enable);
	return 0;
}
