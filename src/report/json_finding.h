/*
 * json_finding -- a finding as an object, the same in every JSON document.
 *
 * `verify` lists them, `watch` tells of those that are new.
 */
#ifndef REPORT_JSON_FINDING_H
#define REPORT_JSON_FINDING_H

#include <stddef.h>

#include <jansson.h>

#include "model/finding.h"

json_t *json_value_finding(const struct judgement *judgement,
    const struct finding *finding);

/* A cable of the plan: its id, its ends and its line. */
json_t *json_value_cable(const struct topology *topology, size_t index);

/* Who waives something until when; null for NULL. */
json_t *json_value_waiver(const struct waiver *waiver);

#endif
