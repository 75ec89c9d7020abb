/*
 * Any bytes as `show lldp neighbors detail`, and as a capture that may hold
 * several commands.
 */
#include "check_neighbors.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	fuzz_parse(bytes, length, PARSE_LLDP);
	fuzz_parse(bytes, length, PARSE_AUTO);
	return 0;
}
