/*
 * html_card -- one finding on the page: what is wrong, and what to do.
 */
#ifndef REPORT_HTML_CARD_H
#define REPORT_HTML_CARD_H

#include "base/str.h"
#include "model/finding.h"
#include "report/html_lists.h"

/* Appends the card, which the address "#f-ID" leads to. */
void html_card_add(struct str *out, const struct judgement *judgement,
    const struct finding *finding, const struct html_racks *racks);

#endif
