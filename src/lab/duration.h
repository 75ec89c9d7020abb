/*
 * duration -- times as people write them: "50ms", "2s".
 */
#ifndef LAB_DURATION_H
#define LAB_DURATION_H

#include <stdbool.h>

#include "base/span.h"

#define DURATION_MAX_MS 3600000u

/* Reads "50ms" or "2s", up to an hour; false, changing nothing, otherwise. */
bool duration_read(struct span text, unsigned *milliseconds);

#endif
