/*
 * cablecheck: are the cables where the plan says?
 *
 * Everything happens in the command that the first word names; the table of
 * commands is in cmd/command.c.
 */
#include <malloc.h>

#include "cmd/command.h"

/*
 * Asking for memory a page or two at a time would be a system call each.  A
 * heap for all threads would be one more thing to save, but they would wait for
 * each other: that costs a fifth of the time of a large lab.
 */
static void
grow_in_steps(void)
{
#ifdef M_TOP_PAD
	(void)mallopt(M_TOP_PAD, 1 << 20);
#endif
}

int
main(int argc, char **argv)
{
	grow_in_steps();
	return command_main(argc, argv);
}
