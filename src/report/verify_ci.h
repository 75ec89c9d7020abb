/*
 * verify_ci -- the verdict for programs that watch over a repository.
 *
 * Four formats that CI systems read, and one for spreadsheets.  All say the
 * same in the same order; `level` is what --fail-on asks for and decides what
 * is shown as a failure.  All of them are the same bytes for the same input.
 */
#ifndef REPORT_VERIFY_CI_H
#define REPORT_VERIFY_CI_H

#include "base/str.h"
#include "model/finding.h"
#include "report/notice.h"

/*
 * JUnit XML: one test case a cable.  A cable with a fault is a failure; one
 * that could not be verified is an error, or skipped where the level does not
 * want all verified.  Findings about no cable, and devices that gave no usable
 * answer, have test cases in suites of their own.
 */
void report_verify_junit(const struct judgement *judgement,
    enum notice_level level, struct str *out);

/*
 * SARIF 2.1.0: a rule a kind, a result a finding, on its line of the plan and
 * with the finding's id as fingerprint; a notification for each device that
 * gave no usable answer.
 */
void report_verify_sarif(const struct judgement *judgement,
    enum notice_level level, struct str *out);

/* GitHub workflow commands: an annotation a finding, then the totals. */
void report_verify_github(const struct judgement *judgement,
    enum notice_level level, struct str *out);

/* GitHub allows a job summary of 1 MiB; there are others with less. */
#define REPORT_MARKDOWN_MAX ((size_t)900 << 10)

/*
 * A job summary in Markdown: totals, then the findings, then devices without
 * an answer.  It stays below REPORT_MARKDOWN_MAX bytes and says what it left
 * out and where that is to be found.
 */
void report_verify_markdown(const struct judgement *judgement,
    enum notice_level level, struct str *out);

/*
 * CSV with a header: a row for each cable of each finding, for each finding
 * about no cable, and for each cable that nobody could verify.
 */
void report_verify_csv(const struct judgement *judgement,
    enum notice_level level, struct str *out);

#endif
