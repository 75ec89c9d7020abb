// The filters of the report each show exactly the cards that they should.
//
// What they should is worked out here from the JSON report and the plan, not
// from anything that the page says.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { closePage, openPage, settle, startBrowser } from "./browser.mjs";
import { makeRooms, RACK_OF } from "./labs.mjs";

const lab = makeRooms();
const findings = lab.verdict.findings;
let browser;
let page;

before(async () => {
  browser = await startBrowser();
  page = await openPage(browser, lab.report);
});

after(async () => {
  await closePage(page);
  await browser.close();
});

function devicesOf(finding) {
  const ends = [...finding.cables, ...finding.observed].flatMap(
    (cable) => [cable.a.device, cable.b.device]);

  return new Set([...finding.devices, ...ends]);
}

function racksOf(finding) {
  return new Set([...devicesOf(finding)].map((name) => RACK_OF.get(name)));
}

/** The ids of the findings that `is` says yes to, in order. */
function idsOf(is) {
  return findings.filter(is).map((finding) => "f-" + finding.id).sort();
}

async function shownIds() {
  await settle(page);
  const ids = await page.locator("article.card:visible").evaluateAll(
    (cards) => cards.map((card) => card.id));
  const words = await page.locator("#shown").textContent();

  assert.equal(words, `${ids.length} of ${findings.length} findings shown`);
  return ids.sort();
}

async function labelsOf(id) {
  const labels = await page.locator(`#${id} option`).allTextContents();

  return labels.slice(1); /* the first is "all" */
}

/** Each choice of a select in turn shows what `fits(finding, label)` says. */
async function checkSelect(id, expectedLabels, fits) {
  assert.deepEqual(await labelsOf(id), expectedLabels);
  for (const label of expectedLabels) {
    await page.selectOption("#" + id, { label });
    assert.deepEqual(await shownIds(),
      idsOf((finding) => fits(finding, label)), `${id}: ${label}`);
  }
  await page.click("#clear");
  assert.deepEqual(await shownIds(), idsOf(() => true));
}

test("the lab has what the filters are to tell apart", async () => {
  assert.ok(findings.length >= 6, "findings");
  assert.ok(new Set(findings.map((finding) => finding.kind)).size >= 4);
  assert.equal(findings.filter((finding) => finding.waived).length, 1);
  assert.deepEqual(await shownIds(), idsOf(() => true));
});

test("a rack shows the findings with a device in it", async () => {
  await checkSelect("rack", ["A1", "A2", "B1"],
    (finding, rack) => racksOf(finding).has(rack));
});

test("a device shows the findings that it is part of", async () => {
  await checkSelect("device", [...RACK_OF.keys()],
    (finding, device) => devicesOf(finding).has(device));
});

test("a kind shows the findings of that kind", async () => {
  await checkSelect("kind", [...new Set(findings.map((f) => f.kind))],
    (finding, kind) => finding.kind === kind);
});

test("a status shows open, done or waived findings", async () => {
  const swapped = findings.find((finding) => finding.kind === "swapped");
  const states = (finding) => {
    if (finding.waived) { return "waived"; }
    return finding === swapped ? "done" : "open";
  };

  for (const box of await page.locator(`#f-${swapped.id} input`).all()) {
    await box.check();
  }
  await checkSelect("status", ["open", "done", "waived"],
    (finding, state) => states(finding) === state);
  for (const box of await page.locator(`#f-${swapped.id} input`).all()) {
    await box.uncheck();
  }
});

test("a search shows the cards with all of its words", async () => {
  const kind = (name) => idsOf((finding) => finding.kind === name);
  const c32 = idsOf((finding) => finding.cables.some(
    (cable) => cable.id === "C-32"));

  for (const [words, expected] of [
    ["C-32", c32],
    ["c-32 LEAF3", c32],
    ["C-32 leaf1", []],
    ["on order", idsOf((finding) => finding.waived)],
    ["swapped spine1", kind("swapped")],
    ["no such words", []],
    ["", idsOf(() => true)],
  ]) {
    await page.fill("#search", words);
    assert.deepEqual(await shownIds(), expected, words);
  }
});

test("where nothing fits the page says so", async () => {
  const words = page.locator("#nothing");

  assert.equal(await words.isVisible(), false);
  await page.fill("#search", "no such words");
  assert.deepEqual(await shownIds(), []);
  assert.ok(await words.isVisible());
  await page.click("#all");
  assert.deepEqual(await shownIds(), idsOf(() => true));
  assert.equal(await words.isVisible(), false);
});

test("filters survive a reload, and are counted where they are folded away",
  async () => {
    await page.selectOption("#rack", { label: "B1" });
    await page.fill("#search", "leaf5");
    const ids = await shownIds();

    assert.ok(ids.length > 0);
    assert.ok(ids.length < findings.length);
    await page.reload();
    assert.deepEqual(await shownIds(), ids);
    assert.equal(await page.inputValue("#search"), "leaf5");
    assert.equal(await page.locator("#more").textContent(), "Filters (1)");
    await page.click("#clear");
    assert.equal(await page.locator("#more").textContent(), "Filters");
    await page.reload();
    assert.deepEqual(await shownIds(), idsOf(() => true));
  });

test("filters are combined", async () => {
  await page.selectOption("#rack", { label: "B1" });
  await page.selectOption("#kind", { label: "missing" });
  await page.selectOption("#status", { label: "waived" });
  assert.deepEqual(await shownIds(), idsOf((finding) => finding.waived));
  await page.selectOption("#rack", { label: "A1" });
  assert.deepEqual(await shownIds(), []);
  await page.click("#clear");
});

test("the devices table follows rack, device and answer", async () => {
  const rows = async () => {
    await settle(page);
    return page.locator("tr[data-device]:visible td:first-child")
      .allTextContents();
  };

  await page.selectOption("#rack", { label: "A2" });
  assert.deepEqual((await rows()).sort(), ["leaf3", "leaf4", "spine2"]);
  await page.click("#clear");
  await page.selectOption("#answer", { label: "timeout" });
  assert.deepEqual(await rows(), ["quiet"]);
  await page.click("#clear");
  assert.equal((await rows()).length, RACK_OF.size);
});

test("a link to a card that is filtered out shows it", async () => {
  const id = "f-" + findings[0].id;

  await page.fill("#search", "no such words");
  assert.deepEqual(await shownIds(), []);
  await page.evaluate((hash) => { location.hash = hash; }, id);
  await page.waitForSelector(`#${id}:visible`);
  assert.deepEqual(await shownIds(), idsOf(() => true));
});
