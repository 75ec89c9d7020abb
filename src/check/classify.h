/*
 * classify -- which kind of mistake a component is.
 */
#ifndef CHECK_CLASSIFY_H
#define CHECK_CLASSIFY_H

#include "check/component.h"

enum finding_kind classify_component(const struct comparison *c,
    const struct component *component);

#endif
