/*
 * libyaml says "did not find expected key"; the person at the keyboard has
 * indented a line by three blanks.  This table leads from one to the other.  A
 * problem that is not in it is passed on in libyaml's own words.
 */
#include "format/yaml_problem.h"

#include <string.h>

#include "base/attr.h"

/* clang-format off */
static const struct {
	const char *problem;
	const char *words;
} explained[] = {
	{ "did not find expected key",
	  "this does not fit the lines above it: check the indentation, and "
	  "put names that hold any of [ ] { } : # in quotes" },
	{ "did not find expected '-' indicator",
	  "this does not belong to the list above it: check the indentation "
	  "and the \"- \" in front" },
	{ "did not find expected ',' or ']'",
	  "a list in [ ] lacks a comma or its ] here: names that hold any of "
	  "[ ] { } need quotes" },
	{ "did not find expected ',' or '}'",
	  "a map in { } lacks a comma or its } here: names that hold any of "
	  "[ ] { } need quotes" },
	{ "could not find expected ':'",
	  "a key without a \":\" and a value" },
	{ "mapping values are not allowed in this context",
	  "a \":\" is not allowed here: either the line is indented wrongly "
	  "or the text before it needs quotes" },
	{ "mapping keys are not allowed in this context",
	  "a key is not allowed here: check the indentation" },
	{ "block sequence entries are not allowed in this context",
	  "a \"- \" is not allowed here: a list starts on a line of its own" },
	{ "did not find expected node content",
	  "a value is missing here" },
	{ "did not find expected <document start>",
	  "this does not belong to what stands above it: check the "
	  "indentation" },
	{ "found unexpected end of stream",
	  "the file ends inside a quoted text" },
	{ "found unexpected document indicator",
	  "the document ends inside a quoted text" },
	{ "found unknown escape character",
	  "no such escape: write \\\\ for a backslash, or use single quotes" },
	{ "did not find expected hexdecimal number",
	  "the digits of an escape are missing: write \\\\ for a backslash, or "
	  "use single quotes" },
	{ "found invalid Unicode character escape code",
	  "an escape names no character" },
	{ "found a tab character that violates indentation",
	  "a tab cannot indent YAML: use blanks" },
	{ "found a tab character where an indentation space is expected",
	  "a tab cannot indent YAML: use blanks" },
	{ "control characters are not allowed",
	  "a control character: this is no text file" },
	{ "did not find expected alphabetic or numeric character",
	  "a name must follow & and *: to write the character itself, put the "
	  "text in quotes" },
	{ "did not find expected comment or line break",
	  "nothing may follow | or > on its line: to write the character "
	  "itself, put the text in quotes" },
};

static const struct {
	char c;
	const char *words;
} bad_starts[] = {
	{ '\t', "a tab cannot indent YAML: use blanks" },
	{ '@',  "a text that starts with @ needs quotes" },
	{ '`',  "a text that starts with ` needs quotes" },
	{ '%',  "a text that starts with % needs quotes" },
};
/* clang-format on */

static const char *
explain_start(struct span rest)
{
	for (size_t i = 0; rest.length && i < COUNT_OF(bad_starts); i++) {
		if (rest.text[0] == bad_starts[i].c)
			return bad_starts[i].words;
	}
	return "no value can start like this";
}

static const char *
explain(const char *problem, struct span rest)
{
	if (strcmp(problem, "found character that cannot start any token") == 0)
		return explain_start(rest);
	for (size_t i = 0; i < COUNT_OF(explained); i++) {
		if (strcmp(problem, explained[i].problem) == 0)
			return explained[i].words;
	}
	/* "invalid leading UTF-8 octet" and its many relatives. */
	if (strstr(problem, "UTF-8") || strstr(problem, "Unicode character"))
		return "the text is not UTF-8";
	return problem;
}

void
yaml_problem_explain(struct str *out, const char *problem, struct span rest,
    unsigned began)
{
	str_add(out,
	    problem ? explain(problem, rest) : "this cannot be read as YAML");
	if (began)
		str_addf(out, " (it began on line %u)", began);
}
