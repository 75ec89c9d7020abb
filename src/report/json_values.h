/*
 * json_values -- objects that several of our JSON documents hold.
 *
 * A port, a step and a summary look the same wherever they stand, so that a
 * program that reads one document can read the next.
 */
#ifndef REPORT_JSON_VALUES_H
#define REPORT_JSON_VALUES_H

#include <jansson.h>

#include "model/finding.h"

/* {"device": …, "port": …} */
json_t *json_value_port(struct port port);

/* {"action": …, "device": …, "port": …} and "to" where the action has one. */
json_t *json_value_step(const struct plan_step *step);

/* The totals of a judgement. */
json_t *json_value_summary(const struct summary *summary);

/* The same, and what has changed since the baseline, or null. */
json_t *json_value_totals(const struct judgement *judgement);

/* A finding of an earlier run, in the words of then. */
json_t *json_value_past(const struct past_finding *past);

/* All that is told of a finding in one go. */
json_t *json_value_message(const struct judgement *judgement,
    const struct finding *finding);

#endif
