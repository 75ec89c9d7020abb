/*
 * watch_screen -- what a watch shows while it runs.
 *
 * What is told stays, on standard output.  On a terminal a line below it, on
 * standard error, is written anew again and again: how the last pass went, and
 * when the next one begins.
 */
#ifndef CMD_WATCH_SCREEN_H
#define CMD_WATCH_SCREEN_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/str.h"
#include "cmd/options.h"
#include "cmd/progress.h"

/* "14:03:20", and a NUL. */
#define WATCH_CLOCK_SIZE 9

struct watch_screen {
	const struct options *options;
	struct progress line;
};

void watch_screen_init(struct watch_screen *screen,
    const struct options *options);

/* The local time of day. */
void watch_screen_clock(char clock[WATCH_CLOCK_SIZE]);

/* Whether there is a line that can be written anew. */
bool watch_screen_has_line(const struct watch_screen *screen);

/*
 * Writes the line: `text`, or where that is too long `brief`, as much of it as
 * fits.
 */
void watch_screen_line(struct watch_screen *screen, const struct str *text,
    const struct str *brief);

/* Wipes the line. */
void watch_screen_wipe(struct watch_screen *screen);

/* Somebody has pressed Return, which took the cursor down by one. */
void watch_screen_after_return(struct watch_screen *screen);

/* Writes `text` to standard output; false when that is of no use any more. */
MUST_CHECK bool watch_screen_tell(struct watch_screen *screen,
    const struct str *text);

/* The bell of the terminal, if there is one. */
void watch_screen_ring(void);

#endif
