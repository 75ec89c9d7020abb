"""Names that nobody means well with, and a lab in which everything has them."""

import json
import os

# A plan may hold these, and devices may say them.
EVIL = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' autofocus onfocus='alert(1)",
    "</title><base href=//198.51.100.1/>",
    "--><!-- ]]> &lt;&#x3c;",
    "A" * 10000,
    "\u202egnorw\u202c \u200b\ufeff",
    "\u05d0\u05d1\u05d2",
    "\"]; node [label=x",
    "=cmd|' /C calc'!A0",
    "::error file=x,line=1::y%0A",
    "`a` | **b** [c](javascript:d) @e",
]

# Likewise, but nobody is to see these as they are.
UNSEEN = [
    "\x9b31m C1 \x85 next line",
    "\u2028 line \u2029 paragraph",
    "\u2066isolated\u2069 \u00ad soft",
    "\ufffe no \uffff characters",
    "::add-mask::a ##[add-mask]b ::stop-commands::c",
    "a;=1+1; @SUM(A1);-2",
    "```\u00a0``` ~~~ <!-- {{ x }} ${{ y }}",
    "%s%n%1000000d \\N\\G\\L {0} {|}",
]

# What only devices say: no plan may hold a control character or broken UTF-8.
SAID = [
    b"\x1b[2J\x1b[31mred\x1b]0;title\x07",
    b"line\rreturn\x0b\x0c\x08\x7f",
    b"\xff\xfe\xc0\xaf\xed\xa0\x80 broken \xf5\x80 \xe2\x82",
    b"zero\x00byte",
    b"two\n::error::lines\n=1+1\n]]>\n",
    b"\x9b31m\x85 eight bits",
]

ENTRY = b"""-------------------------
Device ID: %s
Entry address(es):
  IP address: %s
Platform: cisco WS-C2960X-48TS-L,  Capabilities: Switch IGMP
Interface: %s,  Port ID (outgoing port): %s
Holdtime : 141 sec

Version :
made up

advertisement version: 2

"""


def capture(*entries):
    """What a switch prints that hears (local port, device, port and, if not usual, address)."""
    said = b"sw#show cdp neighbors detail\n"
    for port, device, far, *address in entries:
        said += ENTRY % (device, *(address or [b"192.0.2.1"]), port.encode(),
                         far)
    return said + b"\nTotal cdp entries displayed : %d\nsw#\n" % len(entries)


def write_lab(folder, evil, said=None, plan="lab.yaml"):
    """Two switches and a silent one, in all of whose names `evil` stands.

    What a device says besides names of the plan holds the bytes `said`.
    """
    quoted = json.dumps  # a JSON string is a YAML string
    said, error = said or evil.encode(), evil
    if said != evil.encode():
        error = said.decode("latin-1").replace("\0", "")
    evil = evil[:200]  # a plan has no longer names
    left, right = "l" + evil, "r" + evil
    with open(os.path.join(folder, plan), "w", encoding="utf-8") as out:
        out.write("name: %s\ndevices:\n" % quoted(evil))
        for name in (left, right, "silent"):
            out.write("  ? %s\n  : {host: 192.0.2.1, rack: %s, unit: 3}\n" %
                      (quoted(name), quoted(evil)))
        out.write("cables:\n  - {a: {device: %s, port: Gi1/0/1}, "
                  "b: {device: %s, port: %s}, label: %s, color: %s}\n" %
                  tuple(quoted(x) for x in (left, right, "p" + evil, evil,
                                            evil)))
        for port, far in (("s", right), ("t", left)):
            out.write("  - {a: {device: silent, port: %s}, "
                      "b: {device: %s, port: Gi1/0/2}}\n" %
                      (quoted(port + evil), quoted(far)))
    os.mkdir(os.path.join(folder, "taken"))
    devices = {
        left: {"status": "ok", "file": "l.txt", "platform": "ios"},
        right: {"status": "ok", "file": "r.txt", "platform": "ios"},
        "silent": {"status": "timeout", "error": error},
    }
    heard = {
        "l": [("GigabitEthernet1/0/1", right.encode(), b"o" + said),
              ("GigabitEthernet1/0/2", b"x" + said, b"q" + said,
               b"198.51.100.9")],
        "r": [("GigabitEthernet1/0/1", left.encode(), b"o" + said)],
    }
    for name, entries in heard.items():
        with open(os.path.join(folder, "taken", name + ".txt"), "wb") as out:
            out.write(capture(*entries))
    with open(os.path.join(folder, "taken", "snapshot.json"), "w",
              encoding="utf-8") as out:
        json.dump({"schema": "cablecheck/snapshot/1", "devices": devices}, out)
