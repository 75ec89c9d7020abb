"""Snapshots written by hand: what devices would say of the cables that are in.

A lab is a list of cables ("leaf1:Ethernet1/1", "spine1:Ethernet1/1"); each end
that is a device of the snapshot hears the other.
"""

import json
import os
import subprocess

CABLECHECK = os.environ["CABLECHECK"]


def entry(port, device, far_port, platform="N9K-C93180YC-FX"):
    return (f"----------------------------------------\n"
            f"Device ID:{device}\n"
            f"Platform: {platform}, Capabilities: Router Switch\n"
            f"Interface: {port}, Port ID (outgoing port): {far_port}\n"
            f"Holdtime: 155 sec\n\n")


def write(folder, cables, devices, taken_at="2026-11-23T08:00:00Z",
          lost=(), deaf=()):
    """The devices in `lost` gave no answer; the ends in `deaf` hear nobody."""
    os.makedirs(folder, exist_ok=True)
    said = {device: "" for device in devices}
    for ends in cables:
        for near, far in (ends, ends[::-1]):
            device, port = near.split(":", 1)
            if device in said and near not in deaf:
                said[device] += entry(port, *far.split(":", 1))
    visits = {}
    for device, text in said.items():
        if device in lost:
            visits[device] = {"status": "timeout",
                              "error": "no answer from 192.0.2.1:22"}
            continue
        visits[device] = {"status": "ok", "file": device + ".txt",
                          "platform": "nxos"}
        with open(os.path.join(folder, device + ".txt"), "w",
                  encoding="utf-8") as out:
            out.write(device + "# show cdp neighbors detail\n" + text +
                      device + "#\n")
    index = {"schema": "cablecheck/snapshot/1", "devices": visits}
    if taken_at:
        index["taken_at"] = taken_at
    with open(os.path.join(folder, "snapshot.json"), "w",
              encoding="utf-8") as out:
        json.dump(index, out)
    return folder


def run(*words, stdin=None):
    """(exit status, stdout, stderr)"""
    done = subprocess.run([CABLECHECK, *words], capture_output=True,
                          stdin=subprocess.DEVNULL if stdin is None else None,
                          input=stdin, timeout=120, check=False)
    return (done.returncode, done.stdout.decode("utf-8"),
            done.stderr.decode("utf-8"))


def run_json(*words):
    status, out, err = run(*words, "--format", "json")
    if not out:
        raise AssertionError((status, err))
    return status, json.loads(out)
