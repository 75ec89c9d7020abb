/*
 * day -- days of the calendar, written as 2026-12-31.
 *
 * Days stay texts: written like this they compare as texts do.
 */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include <stdbool.h>

#include "base/span.h"

/* Whether `text` is a day that there is: no 2026-02-30. */
bool day_is_valid(struct span text);

#endif
