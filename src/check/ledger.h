/*
 * ledger -- taking down what is open after a pass; see news.h.
 *
 * The judgement is gone when the next pass is held against this one, and so may
 * the plan be: an entry is names, not numbers.
 */
#ifndef CHECK_LEDGER_H
#define CHECK_LEDGER_H

#include "base/str.h"
#include "model/news.h"

/* The names by which an entry knows ports, and cables that are there. */
void ledger_add_port(struct str *key, const char *device, const char *port);
void ledger_add_observed(struct str *key, const struct observed_cable *cable);

/* Whoever was to be asked, and gave no usable answer. */
bool ledger_is_silent(const struct judgement *judgement, size_t device);

#endif
