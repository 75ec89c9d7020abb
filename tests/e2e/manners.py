"""The lab's bad manners: how each is asked for, and what must come of it.

A row has the name of a device, its traits for the faults file, the status that
a visit must end in, and words that its message must hold.
"""

import os
import re
import sys

from lab import check

# The faults of a device, the status, and words that the message must hold.
MANNERS = [
    # Who is well in spite of them.
    ("well", "{}", "ok", ""),
    ("ident", "{ident: 'Cisco-2.0 (lab)'}", "ok", ""),
    ("age-ios12", "{algorithms: ios-12}", "ok", ""),
    ("age-ios15", "{algorithms: ios-15}", "ok", ""),
    ("age-xe16", "{algorithms: iosxe-16}", "ok", ""),
    ("age-xe1711", "{algorithms: iosxe-17.11}", "ok", ""),
    ("age-xe1716", "{algorithms: iosxe-17.16}", "ok", ""),
    ("age-nxos7", "{algorithms: nxos-7}", "ok", ""),
    ("age-nxos9", "{algorithms: nxos-9}", "ok", ""),
    ("age-iosxr", "{algorithms: iosxr}", "ok", ""),
    ("key-1024", "{host-key: rsa-1024}", "ok", ""),
    ("key-2048", "{host-key: rsa-2048}", "ok", ""),
    ("key-ecdsa", "{host-key: ecdsa}", "ok", ""),
    ("late-greeting", "{greet-delay: 600ms}", "ok", ""),
    ("late-keys", "{kex-delay: 600ms}", "ok", ""),
    ("late-login", "{auth-delay: 600ms}", "ok", ""),
    ("kbd-plain", "{auth: keyboard-interactive}", "ok", ""),
    ("kbd-named", "{auth: keyboard-interactive, keyboard: named}", "ok", ""),
    ("kbd-zero", "{auth: keyboard-interactive, keyboard: zero}", "ok", ""),
    ("only-password", "{auth: password}", "ok", ""),
    ("banner", "{banner: \"###\\n# keep out #\\nlogin>\"}", "ok", ""),
    ("end-close", "{exec-end: close}", "ok", ""),
    ("end-fin", "{exec-end: fin}", "ok", ""),
    ("end-reset", "{exec-end: reset}", "ok", ""),
    ("end-disconnect", "{exec-end: disconnect}", "ok", ""),
    ("end-stay", "{exec-end: stay}", "ok", ""),
    ("end-no-status", "{exec-end: no-status}", "ok", ""),
    ("packet-1", "{packet: 1}", "ok", ""),
    ("packet-1460", "{packet: 1460}", "ok", ""),
    ("stall", "{stall: 700ms}", "ok", ""),
    ("slow", "{slow: 100}", "ok", ""),
    ("stamped", "{time-stamp: \"Load for five secs: 13%/1%; one minute: 12%; "
     "five minutes: 13%\\nTime source is NTP, 14:09:24.976 EDT Wed Nov 18 "
     "2026\"}", "ok", ""),
    ("phones-500", "{phones: 500}", "ok", ""),
    ("hostile-exec", "{hostile: true}", "ok", ""),
    ("shell", "{exec: refuse}", "ok", ""),
    ("shell-hostile", "{exec: refuse, hostile: true}", "ok", ""),
    ("shell-logs", "{exec: refuse, logs: true}", "ok", ""),
    ("shell-motd", "{exec: refuse, motd: \"########\\nwelcome>\\nkeep out #\"}",
     "ok", ""),
    ("shell-odd", "{exec: refuse, prompt: '27N2(2960_PoE)#'}", "ok", ""),
    ("shell-bell", "{exec: refuse, prompt: \"bell#\\a\"}", "ok", ""),
    ("shell-narrow", "{exec: refuse, width: 24}", "ok", ""),
    ("shell-return", "{exec: refuse, greeting: press-return}", "ok", ""),
    ("shell-stamped", "{exec: refuse, time-stamp: \"Load for five secs: 9%/0%"
     "\\nTime source is NTP, 14:09:24.976 EDT Wed Nov 18 2026\"}", "ok", ""),
    ("shell-login", "{greeting: login, ident: WLC-1.0}", "ok", ""),
    ("pages-bs", "{exec: refuse, refuse-terminal: true, phones: 20}", "ok", ""),
    ("pages-inverse", "{exec: refuse, refuse-terminal: true, phones: 20, "
     "pager: inverse}", "ok", ""),
    ("pages-return", "{exec: refuse, refuse-terminal: true, phones: 20, "
     "pager: return}", "ok", ""),
    ("pages-angles", "{exec: refuse, refuse-terminal: true, phones: 20, "
     "pager: angles}", "ok", ""),

    # Who is not.
    ("refuses", "{refuse: true}", "refused", "VTY lines"),
    ("dark", "{power: off}", "refused", "SSH is not enabled"),
    ("junk", "{garbage: true}", "closed", "does not speak SSH"),
    ("key-wrong", "{known-key: wrong}", "host-key", "HAS CHANGED"),
    ("key-missing", "{known-key: missing}", "host-key", "trust"),
    ("loses-all", "{loses: 100}", "closed", "without a word"),
    ("hangs-banner", "{hang: banner}", "timeout", "SSH greeting"),
    ("hangs-kex", "{hang: kex}", "timeout", "exchanging keys"),
    ("hangs-auth", "{hang: auth}", "timeout", "logging in"),
    ("hangs-exec", "{hang: exec}", "timeout", "opening a channel"),
    ("hangs-output", "{hang: output}", "timeout", "answer"),
    ("idles", "{hang: exec, idle: 1s}", "denied", "does not grant"),
    ("kbd-new", "{auth: keyboard-interactive, keyboard: new}", "auth-failed",
     "expired"),
    ("kbd-token", "{auth: keyboard-interactive, keyboard: challenge}",
     "auth-failed", "token"),
    ("only-key", "{auth: publickey}", "auth-failed", "--identity"),
    ("refuses-all", "{wrong-password: true}", "auth-failed", "not tried again"),
    ("one-try", "{wrong-password: true, login-tries: 1}", "auth-failed", ""),
    # How many bytes of the 300 arrive, the kernel decides: a reset overtakes them.
    ("drops", "{drop: 300}", "closed", "hung up in the middle of its answer"),
    ("drops-at-once", "{drop: 0}", "closed", ""),
    ("endless", "{endless: true}", "limit", "bytes"),
    ("cdp-off", "{cdp: off}", "cdp-off", ""),
    ("role", "{answer: '% Permission denied for the role', answer-status: 30}",
     "denied", "may"),
    ("unauthorised", "{answer: 'Command authorization failed.'}", "denied",
     "may"),
    ("rambling", "{answer: 'It is a fine day.'}", "unparsable", ""),
    ("shell-refuses", "{greeting: login, wrong-password: true, "
     "ident: WLC-1.0}",
     "auth-failed", "in its shell"),
    ("menu", "{exec: refuse, greeting: menu}", "denied", "Enter Selection"),

    ("last", "{}", "ok", ""),
]


def crowd(count):
    """Rows of devices that are well."""
    return [("well%02d" % i, "{}", "ok", "") for i in range(count)]


def write_topology(folder, manners):
    """Everybody is a neighbor of the switch "hub", which is not asked."""
    plan = os.path.join(folder, "manners.yaml")
    faults = os.path.join(folder, "faults.yaml")
    with open(plan, "w", encoding="utf-8") as out:
        out.write("defaults: {platform: ios, username: netops}\ndevices:\n"
                  "  hub: {collect: false}\n")
        for name, _, _, _ in manners:
            out.write("  %s: {host: 127.0.0.1}\n" % name)
        out.write("cables:\n")
        for i, row in enumerate(manners):
            for port in range(1, 4):
                out.write("  - [%s:Gi1/0/%d, hub:eth%d]\n" %
                          (row[0], port, 3 * i + port))
    with open(faults, "w", encoding="utf-8") as out:
        out.write("devices:\n")
        for name, traits, _, _ in manners:
            # Another kind of device, or the others would be spared exec, too.
            traits = traits.replace("exec: refuse",
                                    "exec: refuse, ident: Shell-1.0")
            out.write("  %s: %s\n" % (name, traits))
    return plan, faults


def judge(manners, rows):
    failures = 0
    for name, traits, status, words in manners:
        row = rows[name]
        error = row["error"] or ""
        if row["status"] != status or words not in error:
            failures += 1
            print("FAILED: %s %s: %s (%s), not %s (%s)" %
                  (name, traits, row["status"], error, status, words),
                  file=sys.stderr)
        elif status == "ok":
            wanted = 3 + int(re.findall(r"phones: (\d+)", traits + "phones: 0")[0])
            if row["neighbors"] != wanted:
                failures += 1
                print("FAILED: %s %s: %d neighbors, not %d" %
                      (name, traits, row["neighbors"], wanted), file=sys.stderr)
    check(failures == 0, failures, "of", len(manners), "devices")
