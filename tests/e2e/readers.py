"""Readers of reports: from bytes to a shape that no name may change.

JUnit is held against a schema (xmllint), SARIF against the rules that we rely on
(python3-jsonschema), DOT against Graphviz's own reader (gc); the others are read by
what Python has.  A shape is what a reader sees besides the names: elements, keys,
levels, counts.
"""

import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import jsonschema

FIXTURES = os.path.join(os.environ["SOURCE"], "fixtures", "e2e")
checks = 0


def check(condition, *what):
    """Ends the test with a message unless the condition holds."""
    global checks
    checks += 1
    if not condition:
        print("FAILED:", *what, file=sys.stderr)
        sys.exit(1)


# Controls, and what hides or turns text: too few here, never too many.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e"
                    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffe\uffff]")


def check_harmless(line):
    """A line of text that neither terminals nor logs of CI systems obey."""
    check(not UNSEEN.search(line), "not to be seen:", repr(line))
    check(not re.match(r"\s*::[A-Za-z]", line), "an order:", line)
    check(not re.search(r"##[A-Za-z]*\[", line), "an order:", line)


def read_text(text):
    lines = text.decode("utf-8").split("\n")
    for line in lines:
        check_harmless(line)
    return [match[1] for match in
            (re.fullmatch("([a-z-]+) [0-9a-f]{8}", line) for line in lines)
            if match]


def keys_of(value):
    """Its keys, all the way down, and what kind of value each has."""
    if isinstance(value, dict):
        return {key: keys_of(one) for key, one in value.items()}
    if isinstance(value, list):
        return [keys_of(one) for one in value]
    return type(value).__name__


def no_constant(word):
    raise ValueError(word)


def read_json(text):
    return keys_of(json.loads(text.decode("utf-8"),
                              parse_constant=no_constant))


def read_dot(text):
    count = subprocess.run(["gc", "-n", "-e", "-C"], input=text, timeout=60,
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    check(count.returncode == 0, "Graphviz cannot read it")
    return count.stdout.split()


def read_svg(text):
    root = xml.etree.ElementTree.fromstring(text)
    for element in root.iter():
        for name, value in element.attrib.items():
            check(not name.lower().startswith("on"), "a script:", name)
            check(not name.endswith("href") or value.startswith("#"), value)
        for words in (element.text or "", element.tail or ""):
            check(not UNSEEN.search(words.replace("\n", "")), repr(words))
    return [element.tag for element in root.iter()]


def read_junit(text):
    with tempfile.NamedTemporaryFile(suffix=".xml") as out:
        out.write(text)
        out.flush()
        lint = subprocess.run(
            ["xmllint", "--noout", "--nonet", "--schema",
             os.path.join(FIXTURES, "junit.xsd"), out.name],
            capture_output=True, timeout=60)
    check(lint.returncode == 0, "xmllint:", lint.stderr.decode())
    root = xml.etree.ElementTree.fromstring(text)
    for suite in root:
        check(int(suite.get("tests")) == len(suite), "a wrong count")
        for name, tag in (("failures", "failure"), ("errors", "error"),
                          ("skipped", "skipped")):
            check(int(suite.get(name)) ==
                  len(suite.findall("testcase/" + tag)), "count of", name)
    return [element.tag for element in root.iter()]


def read_sarif(text):
    with open(os.path.join(FIXTURES, "sarif-rules.json")) as rules:
        jsonschema.Draft7Validator(json.load(rules)).validate(
            json.loads(text))
    run = json.loads(text)["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        check(rules[result["ruleIndex"]] == result["ruleId"], "a wrong rule")
        for place in [result] + result.get("relatedLocations", []):
            check(not re.search(r"\][\[(]", place["message"]["text"]), "a link")
    return [(r["ruleId"], r["level"]) for r in run["results"]]


COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def read_github(text):
    lines = text.decode("utf-8").split("\n")
    check(lines.pop() == "", "the last line has no end")
    shape = []
    for line in lines:
        match = COMMAND.fullmatch(line)
        check(match, "no command:", line)
        names = [p.split("=", 1)[0] for p in match[2].split(",")]
        check(set(names) <= {"file", "line", "col", "title"}, names)
        # What the runner unescapes: nothing but what was escaped.
        check(set(re.findall("%..", line)) <= {"%25", "%3A", "%2C"}, line)
        check_harmless(line.lstrip(":"))
        shape.append((match[1], tuple(names)))
    return shape


def without_code(line):
    """The line as Markdown sees it: without what stands in code spans."""
    plain, at = "", 0
    for match in re.finditer(r"`+", line):
        if match.start() < at:
            continue
        end = re.compile(r"(?<!`)%s(?!`)" % match[0]).search(line, match.end())
        check(end, "a code span without end:", line)
        plain += line[at:match.start()] + "code"
        at = end.end()
    return plain + line[at:]


def read_markdown(text):
    lines = text.decode("utf-8").split("\n")
    check(not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", text), "controls")
    return [re.sub("[0-9a-f]{8}$", "ID", without_code(x)) for x in lines]


def read_csv(text):
    text = text.decode("utf-8")
    check(text.endswith("\r\n") and "\n" not in text.replace("\r\n", ""),
          "line ends")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    for row in rows:
        check(len(row) == len(rows[0]), "a row of", len(row))
        for cell in row:
            check(cell.strip()[:1] not in tuple("=+-@"), "a formula:", cell)
    # A program that splits elsewhere knows no quotes within a cell.
    for cell in re.split("[;\r\n]", text):
        check(cell.strip()[:1] not in tuple("=+-@"), "a formula:", cell)
    return [(len(row), row[1], row[2]) for row in rows]


READERS = {"text": read_text, "json": read_json, "dot": read_dot,
           "svg": read_svg, "junit": read_junit, "sarif": read_sarif, "github": read_github,
           "markdown": read_markdown, "csv": read_csv}
