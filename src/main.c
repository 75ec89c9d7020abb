/*
 * cablecheck: are the cables where the plan says?
 *
 * Everything happens in the command that the first word names; the table of
 * commands is in cmd/command.c.
 */
#include "cmd/command.h"

int
main(int argc, char **argv)
{
	return command_main(argc, argv);
}
