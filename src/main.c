/*
 * cablecheck: are the cables where the plan says?
 *
 * Everything happens in the command that the first word names; the table of
 * commands is in cmd/command.c.
 */
#include <malloc.h>

#include "cmd/command.h"

/*
 * A second thread would get a heap of its own, which glibc grows by a page at
 * a time with a system call each.  Where two read a lab side by side, waiting
 * for each other's malloc() costs less than that.
 */
static void
share_heap(void)
{
#ifdef M_ARENA_MAX
	(void)mallopt(M_ARENA_MAX, 1);
	(void)mallopt(M_TOP_PAD, 1 << 20);
#endif
}

int
main(int argc, char **argv)
{
	share_heap();
	return command_main(argc, argv);
}
