/*
 * notice -- a finding in one sentence and at one place.
 *
 * CI systems show a finding as a line of text beside a line of the plan.  What
 * that text and that line are is the same in JUnit, SARIF, GitHub, Markdown and
 * CSV, and so is what a kind of finding means in general.
 */
#ifndef REPORT_NOTICE_H
#define REPORT_NOTICE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"
#include "model/finding.h"

/* What --fail-on says: from which kind of trouble on a run has failed. */
enum notice_level {
	NOTICE_USUAL,      /* faults fail, doubt is told apart, warnings pass */
	NOTICE_ERROR,      /* only faults fail */
	NOTICE_WARNING,    /* faults and warnings fail */
	NOTICE_UNVERIFIED, /* these fail, and doubt is told apart */
};

/* Whether `finding` alone makes a run fail; one that is waived never does. */
bool notice_fails(const struct finding *finding, enum notice_level level);

/* Whether what could not be verified matters. */
bool notice_wants_all_verified(enum notice_level level);

/* Characters of a message; what is longer is cut and ends in "...". */
#define NOTICE_MAX 4000

/*
 * Appends what is wrong, and any waiver, as one line that is harmless on a
 * terminal.
 */
void notice_message(const struct judgement *judgement,
    const struct finding *finding, struct str *out);

/*
 * The line of the plan that the finding is about: its first cable, or else its
 * first device; the whole file where it concerns neither.
 */
struct place notice_place(const struct judgement *judgement,
    const struct finding *finding);

/* Appends the ends of a cable: "leaf1 Ethernet1/49 -- spine1 Ethernet1/3". */
void notice_cable(const struct judgement *judgement, size_t cable,
    struct str *out);

/*
 * For each cable of the plan the first finding about it, or NULL; to free.
 * The judgement must outlive it.
 */
const struct finding **notice_by_cable(const struct judgement *judgement);

/* "leaf2: timeout: no answer from ..."; harmless on a terminal. */
void notice_trouble(const struct judgement *judgement, size_t device,
    struct str *out);

/* What a kind of finding means, and what one does about it. */
const char *notice_meaning(enum finding_kind kind);
const char *notice_advice(enum finding_kind kind);

#endif
