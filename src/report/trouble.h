/*
 * trouble -- the part of the report on what could not be found out.
 *
 * Not verified is something else than wrong, so it stands apart from the
 * findings: a row for each device that gave no usable answer, and the cables
 * that nobody could verify, summed up by the device that is to blame.  Each
 * adds nothing when there is nothing to say.
 */
#ifndef REPORT_TROUBLE_H
#define REPORT_TROUBLE_H

#include <stdbool.h>

#include "base/str.h"
#include "model/finding.h"
#include "report/style.h"

/*
 * Whether dark devices are told together, because they are many: a mistyped
 * password must not become a block for each of a thousand devices.  Their
 * rows then say why.
 */
bool trouble_folds_dark(const struct judgement *judgement,
    const struct report_style *style);

/* A device whose dark finding tells its story already is referred to that. */
void trouble_add_devices(const struct judgement *judgement,
    const struct report_style *style, struct str *out);

/* Cables of dark devices are counted in their findings and not here again. */
void trouble_add_unverified(const struct judgement *judgement,
    const struct report_style *style, struct str *out);

#endif
