// Labs to look at: plans and snapshots written by hand, and what the program
// makes of them.
//
// A lab is a list of cables, each [near, far] such as ["leaf1:Ethernet1/1",
// "spine1:Ethernet1/1"]; every device of a snapshot hears what its cables lead
// to.  The program is build/cablecheck unless $CABLECHECK names another.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const ROOT = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)), "../..");
export const TAKEN_AT = "2026-11-23T08:00:00Z";

const CABLECHECK = process.env.CABLECHECK ?? ROOT + "/build/cablecheck";
const BENCH_CHECK = process.env.BENCH_CHECK ?? ROOT + "/build/tests/bench_check";

/** A new folder that is gone when the test program ends. */
export function newFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cablecheck-page-"));

  process.on("exit", () => fs.rmSync(folder,
    { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

function heard(port, device, farPort) {
  return "----------------------------------------\n" +
    `Device ID:${device}\nPlatform: N9K-C93180YC-FX, Capabilities: Switch\n` +
    `Interface: ${port}, Port ID (outgoing port): ${farPort}\n` +
    "Holdtime: 155 sec\n\n";
}

function split(end) {
  const at = end.indexOf(":");

  return [end.slice(0, at), end.slice(at + 1)];
}

/**
 * Writes a snapshot.  Devices in `lost` map to the error that they gave instead
 * of an answer; the ends in `deaf` hear nobody.
 */
export function writeSnapshot(folder, cables, devices,
  { lost = {}, deaf = [], takenAt = TAKEN_AT }) {
  const said = new Map(devices.map((device) => [device, ""]));
  const visits = {};

  fs.mkdirSync(folder, { recursive: true });
  for (const ends of cables) {
    for (const [near, far] of [ends, [...ends].reverse()]) {
      const [device, port] = split(near);

      if (said.has(device) && !deaf.includes(near)) {
        said.set(device, said.get(device) + heard(port, ...split(far)));
      }
    }
  }
  for (const [device, text] of said) {
    if (Object.hasOwn(lost, device)) {
      visits[device] = { status: "timeout", error: lost[device] };
      continue;
    }
    visits[device] = { status: "ok", file: device + ".txt", platform: "nxos" };
    fs.writeFileSync(path.join(folder, device + ".txt"),
      `${device}# show cdp neighbors detail\n${text}${device}#\n`);
  }
  fs.writeFileSync(path.join(folder, "snapshot.json"), JSON.stringify(
    { schema: "cablecheck/snapshot/1", devices: visits, taken_at: takenAt }));
}

function run(words) {
  const done = spawnSync(CABLECHECK, words,
    { stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28 });

  assert.equal(done.error, undefined, String(done.error));
  assert.ok([0, 1, 3].includes(done.status),
    `${words.join(" ")}: status ${done.status}: ${done.stderr}`);
  return done.stdout.toString();
}

/** The two pages of a lab as addresses, and the findings as JSON has them. */
export function makePages(plan, snapshot, folder) {
  const report = path.join(folder, "report.html");
  const order = path.join(folder, "plan.html");
  const words = [plan, "--from", snapshot];
  const json = run(["verify", ...words, "--format", "json",
    "--report", "html=" + report]);

  run(["plan", ...words, "--format", "html", "-o", order]);
  return {
    report: pathToFileURL(report).href,
    plan: pathToFileURL(order).href,
    verdict: JSON.parse(json),
  };
}

// Three racks and a mistake of each kind that a hand can make.  What is wrong:
//   swapped      leaf1 and leaf2 at spine1 (rack A1 alone)
//   missing      leaf3 to spine2 (A2), leaf5 to leaf6 (B1)
//   wrong port   leaf4 at spine1 (A1 and A2)
//   extra        leaf6 to leaf1 (B1 and A1)
//   one-way      leaf5 does not hear spine2 (B1 and A2)
//   waived       another cable from leaf5 to leaf6, and that is known (B1)
// and the device "quiet" gave no answer.
const ROOMS = `name: rooms
defaults: {platform: nxos}
devices:
  spine1: {rack: A1, unit: 40}
  spine2: {rack: A2, unit: 40}
  leaf1: {rack: A1, unit: 20}
  leaf2: {rack: A1, unit: 10}
  leaf3: {rack: A2, unit: 20}
  leaf4: {rack: A2, unit: 10}
  leaf5: {rack: B1, unit: 20}
  leaf6: {rack: B1, unit: 10}
  quiet: {rack: B1, unit: 5}
cables:
  - {a: leaf1:Eth1/1, b: spine1:Eth1/1, label: C-11, color: blue, type: om4}
  - {a: leaf2:Eth1/1, b: spine1:Eth1/2, label: C-21, color: blue, type: om4}
  - {a: leaf3:Eth1/1, b: spine1:Eth1/3, label: C-31}
  - {a: leaf4:Eth1/1, b: spine1:Eth1/4, label: C-41}
  - {a: leaf5:Eth1/1, b: spine1:Eth1/5, label: C-51}
  - {a: leaf1:Eth1/2, b: spine2:Eth1/1, label: C-12}
  - {a: leaf2:Eth1/2, b: spine2:Eth1/2, label: C-22}
  - {a: leaf3:Eth1/2, b: spine2:Eth1/3, label: C-32, color: aqua, length: 3m,
     note: behind the door, via: [PP-1/7, PP-2/7]}
  - {a: leaf4:Eth1/2, b: spine2:Eth1/4, label: C-42}
  - {a: leaf5:Eth1/2, b: spine2:Eth1/5, label: C-52}
  - {a: leaf5:Eth1/3, b: leaf6:Eth1/3, label: C-53}
  - {a: leaf5:Eth1/4, b: leaf6:Eth1/4, label: C-54}
  - {a: quiet:Eth1/1, b: quiet:Eth1/2, label: C-61}
waivers:
  - {cable: C-53, reason: the SFP is on order, owner: kim, until: 2026-12-31}
`;

const ROOMS_SEEN = [
  ["leaf1:Ethernet1/1", "spine1:Ethernet1/2"],
  ["leaf2:Ethernet1/1", "spine1:Ethernet1/1"],
  ["leaf3:Ethernet1/1", "spine1:Ethernet1/3"],
  ["leaf4:Ethernet1/1", "spine1:Ethernet1/9"],
  ["leaf5:Ethernet1/1", "spine1:Ethernet1/5"],
  ["leaf1:Ethernet1/2", "spine2:Ethernet1/1"],
  ["leaf2:Ethernet1/2", "spine2:Ethernet1/2"],
  ["leaf4:Ethernet1/2", "spine2:Ethernet1/4"],
  ["leaf5:Ethernet1/2", "spine2:Ethernet1/5"],
  ["leaf1:Ethernet1/9", "leaf6:Ethernet1/9"],
];

/** Device to rack, as ROOMS has it. */
export const RACK_OF = new Map([...ROOMS.matchAll(
  /^ {2}(\w+): \{rack: (\w+)/gm)].map((found) => [found[1], found[2]]));

export function makeRooms(takenAt = TAKEN_AT) {
  const folder = newFolder();
  const plan = path.join(folder, "rooms.yaml");
  const snapshot = path.join(folder, "seen");

  fs.writeFileSync(plan, ROOMS);
  writeSnapshot(snapshot, ROOMS_SEEN, [...RACK_OF.keys()], {
    lost: { quiet: "no answer from 192.0.2.1:22" },
    deaf: ["leaf5:Ethernet1/2"],
    takenAt,
  });
  return makePages(plan, snapshot, folder);
}

/** A lab of so many cables, one in a hundred of them wrong. */
export function makeBig(cables) {
  const folder = newFolder();

  execFileSync(BENCH_CHECK, ["--write", String(cables), folder]);
  return makePages(folder + "/lab.yaml", folder + "/snapshot", folder);
}
