"""Names that nobody means well with, and a lab in which everything has them."""

import json
import os

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
CAPTURE = """sw#show cdp neighbors detail
-------------------------
Device ID: %s
Entry address(es):
  IP address: 192.0.2.1
Platform: cisco WS-C2960X-48TS-L,  Capabilities: Switch IGMP
Interface: GigabitEthernet1/0/1,  Port ID (outgoing port): %s
Holdtime : 141 sec

Version :
made up

advertisement version: 2


Total cdp entries displayed : 1
sw#
"""


def write_lab(folder, evil):
    """Two switches and a silent one, in all of whose names `evil` stands."""
    quoted = json.dumps  # a JSON string is a YAML string
    said, error = "o" + evil, evil
    evil = evil[:200]  # a plan has no longer names
    left, right = "l" + evil, "r" + evil
    with open(os.path.join(folder, "lab.yaml"), "w", encoding="utf-8") as out:
        out.write("name: %s\ndevices:\n" % quoted(evil))
        for name in (left, right, "silent"):
            out.write("  ? %s\n  : {host: 192.0.2.1, rack: %s, unit: 3}\n" %
                      (quoted(name), quoted(evil)))
        out.write("cables:\n  - {a: {device: %s, port: Gi1/0/1}, "
                  "b: {device: %s, port: %s}, label: %s, color: %s}\n" %
                  tuple(quoted(x) for x in (left, right, "p" + evil, evil,
                                            evil)))
        out.write("  - {a: {device: silent, port: %s}, "
                  "b: {device: %s, port: Gi1/0/2}}\n" %
                  (quoted("s" + evil), quoted(right)))
    os.mkdir(os.path.join(folder, "taken"))
    devices = {
        left: {"status": "ok", "file": "l.txt", "platform": "ios"},
        right: {"status": "ok", "file": "r.txt", "platform": "ios"},
        "silent": {"status": "timeout", "error": error},
    }
    for name, heard in (("l", right), ("r", left)):
        path = os.path.join(folder, "taken", name + ".txt")
        with open(path, "w", encoding="utf-8") as out:
            out.write(CAPTURE % (heard, said))
    with open(os.path.join(folder, "taken", "snapshot.json"), "w",
              encoding="utf-8") as out:
        json.dump({"schema": "cablecheck/snapshot/1", "devices": devices}, out)
