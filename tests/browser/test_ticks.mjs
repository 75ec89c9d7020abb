// A step that was ticked stays ticked: after a reload, and after the browser
// has been closed, although the page is only a file.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { closePage, openPage, startBrowser } from "./browser.mjs";
import { makeRooms, newFolder } from "./labs.mjs";

const lab = makeRooms();
const kept = newFolder();
let browser = await startBrowser(kept);

after(() => browser.close());

async function restartBrowser() {
  await browser.close();
  browser = await startBrowser(kept);
}

/** Which of the boxes on `page` are ticked, as numbers from 0. */
function ticked(page) {
  return page.locator("input[data-step]").evaluateAll((boxes) =>
    boxes.flatMap((box, i) => box.checked ? [i] : []));
}

async function ticksSurvive(address, progress) {
  let page = await openPage(browser, address);
  const boxes = page.locator("input[data-step]");

  assert.ok(await boxes.count() > 3, "boxes");
  assert.deepEqual(await ticked(page), []);
  await boxes.nth(1).check();
  await boxes.nth(2).check();
  assert.deepEqual(await ticked(page), [1, 2]);
  assert.match(await page.locator(progress).textContent(), /^2\b/);
  await page.reload();
  assert.deepEqual(await ticked(page), [1, 2]);
  assert.match(await page.locator(progress).textContent(), /^2\b/);
  await boxes.nth(1).uncheck();
  await closePage(page);

  await restartBrowser();
  page = await openPage(browser, address);
  assert.deepEqual(await ticked(page), [2]);
  await page.locator("input[data-step]").nth(2).uncheck();
  await page.reload();
  assert.deepEqual(await ticked(page), []);
  await closePage(page);
}

test("ticks in the report survive", () =>
  ticksSurvive(lab.report, "#progress"));

test("ticks in the work order survive", () =>
  ticksSurvive(lab.plan, "nav b"));

test("a card is done when all of its steps are", async () => {
  const page = await openPage(browser, lab.report);
  const id = lab.verdict.findings.find((f) => f.kind === "swapped").id;
  const boxes = await page.locator(`#f-${id} input[data-step]`).all();
  const isDone = () => page.locator(`#f-${id}`).evaluate((card) =>
    card.classList.contains("done"));

  assert.ok(boxes.length > 1);
  for (const box of boxes) {
    assert.equal(await isDone(), false);
    await box.check();
  }
  assert.equal(await isDone(), true);
  await boxes[0].uncheck();
  assert.equal(await isDone(), false);
  await closePage(page);
});

test("the work order knows the next step and which racks are done", async () => {
  const page = await openPage(browser, lab.plan);
  const numberOf = () => page.evaluate(() =>
    document.activeElement.dataset.step);
  const doneRacks = () => page.locator("nav a.done").count();
  const boxes = await page.locator("input[data-step]").all();
  const first = await page.locator("#stop-1 input[data-step]").count();

  const current = () => page.locator("nav a[aria-current]").evaluateAll(
    (links) => links.map((link) => link.hash).join());

  assert.equal(await current(), "#stop-1");
  await page.click("#next");
  assert.equal(await numberOf(), "1");
  for (const box of boxes.slice(0, first)) {
    assert.equal(await doneRacks(), 0);
    await box.check();
  }
  assert.equal(await doneRacks(), 1);
  assert.equal(await current(), "#stop-2");
  await page.click("#next");
  assert.equal(await numberOf(), String(first + 1));
  for (const box of boxes.slice(first)) {
    await box.check();
  }
  assert.ok(await page.locator("#next").isDisabled());
  assert.equal(await current(), "");
  for (const box of boxes) {
    await box.uncheck();
  }
  await closePage(page);
});

test("who signed the work order is kept with it", async () => {
  const page = await openPage(browser, lab.plan);

  await page.locator("[data-sign=name-1]").fill("Kim");
  await page.reload();
  assert.equal(await page.locator("[data-sign=name-1]").inputValue(), "Kim");
  await closePage(page);
});

test("ticks belong to a collection, not to a file", async () => {
  const once = makeRooms("2026-11-23T09:00:00Z");
  const again = makeRooms("2026-11-23T09:00:00Z");
  const later = makeRooms("2026-11-23T10:00:00Z");

  for (const kind of ["report", "plan"]) {
    const first = await openPage(browser, once[kind]);

    await first.locator("input[data-step]").first().check();
    await closePage(first);

    const same = await openPage(browser, again[kind]);
    assert.deepEqual(await ticked(same), [0]);
    await closePage(same);

    /* What is still wrong an hour later was not done. */
    const fresh = await openPage(browser, later[kind]);
    assert.deepEqual(await ticked(fresh), []);
    await closePage(fresh);
  }
});
