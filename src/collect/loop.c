/*
 * Beginning and end of event loops; see loop.h.
 */
#include "collect/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

#define CLOSING_MS 500

/*
 * libuv's first loop takes descriptors of its own for the loop, and for a pipe
 * that guards its signals; where there are none for that pipe, it aborts.
 */
static bool
can_begin(void)
{
	int files[3];
	int count = 0;
	int number;

	while (count < (int)COUNT_OF(files)) {
		files[count] = open("/dev/null", O_RDONLY | O_CLOEXEC);
		if (files[count] < 0)
			break;
		count++;
	}
	number = errno;
	for (int i = 0; i < count; i++)
		close(files[i]);
	errno = number;
	return count == COUNT_OF(files);
}

bool
loop_new(uv_loop_t **loop, struct err *err)
{
	uv_loop_t *made;
	int status;

	if (!can_begin())
		return err_errno(err, "cannot start the event loop");
	made = xcalloc(1, sizeof(*made));
	status = uv_loop_init(made);
	if (status != 0) {
		free(made);
		return err_set(err, ERR_SYSTEM,
		    "cannot start the event loop: %s", uv_strerror(status));
	}
	*loop = made;
	return true;
}

void
loop_call_by(uv_timer_t *timer, uv_timer_cb call, uint64_t due)
{
	uint64_t now = uv_now(timer->loop);
	uint64_t left = due > now ? due - now : 0;

	if (!uv_is_active((uv_handle_t *)timer) ||
	    uv_timer_get_due_in(timer) > left)
		uv_timer_start(timer, call, left, 0);
}

static void
on_closing(uv_timer_t *timer)
{
	uv_stop(timer->loop);
}

void
loop_end(uv_loop_t *loop)
{
	uv_timer_t closing;

	/* One turn for a uv_stop() that nobody has consumed yet. */
	uv_run(loop, UV_RUN_NOWAIT);
	uv_timer_init(loop, &closing);
	uv_timer_start(&closing, on_closing, CLOSING_MS, 0);
	uv_unref((uv_handle_t *)&closing);
	uv_run(loop, UV_RUN_DEFAULT);
	uv_close((uv_handle_t *)&closing, NULL);
	uv_run(loop, UV_RUN_NOWAIT);
	if (uv_loop_close(loop) == 0)
		free(loop);
}
