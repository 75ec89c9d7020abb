/*
 * Any bytes as XML from a device, and as a capture that may hold some.
 */
#include "check_neighbors.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	fuzz_parse(bytes, length, PARSE_XML);
	fuzz_parse(bytes, length, PARSE_AUTO);
	return 0;
}
