/*
 * The screen of a watch; see watch_screen.h.
 */
#include "cmd/watch_screen.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cmd/output.h"

void
watch_screen_init(struct watch_screen *screen, const struct options *options)
{
	screen->options = options;
	progress_init(&screen->line, options->quiet, false);
}

void
watch_screen_clock(char clock[WATCH_CLOCK_SIZE])
{
	time_t now = time(NULL);
	struct tm local = {0};

	localtime_r(&now, &local);
	if (strftime(clock, WATCH_CLOCK_SIZE, "%H:%M:%S", &local) == 0)
		strcpy(clock, "--:--:--");
}

bool
watch_screen_has_line(const struct watch_screen *screen)
{
	return screen->line.mode == PROGRESS_TERMINAL;
}

void
watch_screen_line(struct watch_screen *screen, const struct str *text,
    const struct str *brief)
{
	progress_say(&screen->line, str_span(text), str_span(brief));
}

void
watch_screen_wipe(struct watch_screen *screen)
{
	progress_clear(&screen->line);
}

void
watch_screen_after_return(struct watch_screen *screen)
{
	if (screen->line.shown)
		screen->line.shown++;
}

bool
watch_screen_tell(struct watch_screen *screen, const struct str *text)
{
	watch_screen_wipe(screen);
	return !text->length || output_write(NULL, text);
}

void
watch_screen_ring(void)
{
	if (isatty(STDERR_FILENO))
		(void)!write(STDERR_FILENO, "\a", 1);
	else if (isatty(STDOUT_FILENO))
		(void)!write(STDOUT_FILENO, "\a", 1);
}
