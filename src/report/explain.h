/*
 * explain -- one finding, or one cable, with all that speaks for the verdict.
 *
 * For whoever does not believe a finding, or an `ok`: the line of the plan, the
 * lines that both ends print, by which rule each name was recognised, and why
 * the verdict is this one and none of its neighbors.
 */
#ifndef REPORT_EXPLAIN_H
#define REPORT_EXPLAIN_H

#include "model/account.h"
#include "report/style.h"

struct explanation {
	const struct judgement *judgement;
	const struct finding *finding; /* NULL: nothing is wrong */
	/* The cables in question: those of the finding, or the one. */
	const size_t *cables;
	size_t cable_count;
	/* Every port in question: the ends of the cables first, in pairs. */
	const struct port_account *ports;
	size_t port_count;
	struct span plan; /* the plan's text; absent where it cannot be had */
};

void report_explain_text(const struct explanation *explanation,
    const struct report_style *style, struct str *out);

/*
 * Why the finding is of its kind and not of another, a sentence each with
 * prose_next() between them.
 */
void explain_add_why_finding(struct prose *prose,
    const struct explanation *explanation);

/* Why the verdict on cable number `i` of the explanation is what it is. */
void explain_add_why_cable(struct prose *prose,
    const struct explanation *explanation, size_t i);

#endif
