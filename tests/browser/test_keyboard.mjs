// Everything works without a mouse: each control is reached by Tab, in the order
// in which it is read, is seen to have the focus, and answers its keys.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { closePage, openPage, settle, startBrowser } from "./browser.mjs";
import { makeRooms } from "./labs.mjs";

const lab = makeRooms();
const browser = await startBrowser();

after(() => browser.close());

/** Numbers whatever can have the focus, in the order of the document. */
function numberControls(page) {
  return page.evaluate(() => {
    const can = "a[href], button, input, select, summary, [tabindex='0']";
    const seen = [...document.querySelectorAll(can)].filter((element) =>
      element.checkVisibility());

    seen.forEach((element, i) => { element.focusNumber = i; });
    return seen.length;
  });
}

/** What has the focus, and whether a person can see that. */
function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const x = Math.min(box.left + box.width / 2, innerWidth - 1);
    const y = Math.min(box.top + box.height / 2, innerHeight - 1);
    const top = document.elementFromPoint(x, y);

    return {
      number: element.focusNumber,
      what: `${element.tagName} ${element.id} ${element.textContent}`
        .slice(0, 60),
      ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
      onTop: top === element || element.contains(top) ||
        Boolean(top?.closest("label")?.contains(element)),
    };
  });
}

async function tabThrough(address, size) {
  const page = await openPage(browser, address, { size });
  const count = await numberControls(page);

  assert.ok(count > 8, "controls: " + count);
  for (let i = 0; i < count; i++) {
    await page.keyboard.press("Tab");
    await settle(page);
    const now = await focused(page);

    assert.equal(now.number, i, `Tab ${i + 1} goes to ${now.what}`);
    assert.ok(now.ring >= 2, "no ring around " + now.what);
    assert.ok(now.onTop, "something covers " + now.what);
  }
  for (let i = count - 2; i >= 0; i--) {
    await page.keyboard.press("Shift+Tab");
    await settle(page);
    const now = await focused(page);

    assert.equal(now.number, i, `Shift+Tab goes to ${now.what}`);
    assert.ok(now.onTop, "something covers " + now.what);
  }
  await closePage(page);
}

test("Tab goes through the report in reading order", () =>
  tabThrough(lab.report));

test("Tab goes through the report on a low screen", () =>
  tabThrough(lab.report, { width: 1280, height: 500 }));

test("Tab goes through the work order in reading order", () =>
  tabThrough(lab.plan));

const activeCard = (page) => page.evaluate(() =>
  document.activeElement.closest("article.card")?.id ?? "");

test("j and k go from finding to finding", async () => {
  const page = await openPage(browser, lab.report);
  const ids = await page.locator("article.card").evaluateAll((cards) =>
    cards.map((card) => card.id));

  for (const id of ids) {
    await page.keyboard.press("j");
    assert.equal(await activeCard(page), id);
    assert.ok((await focused(page)).ring >= 2, "no ring around " + id);
  }
  await page.keyboard.press("j");
  assert.equal(await activeCard(page), ids.at(-1), "there is no next one");
  await page.keyboard.press("k");
  assert.equal(await activeCard(page), ids.at(-2));
  await closePage(page);
});

test("/ searches, Escape clears, letters are typed", async () => {
  const page = await openPage(browser, lab.report);
  const shown = async () => {
    await settle(page);
    return page.locator("article.card:visible").count();
  };
  const all = await shown();

  await page.keyboard.press("/");
  await page.keyboard.type("jk/C-32");
  assert.equal(await page.inputValue("#search"), "jk/C-32");
  assert.equal(await shown(), 0);
  await page.keyboard.press("Escape");
  assert.equal(await page.inputValue("#search"), "");
  assert.equal(await shown(), all);
  await closePage(page);
});

test("a modifier leaves a key to the browser", async () => {
  const page = await openPage(browser, lab.report);

  await page.keyboard.press("Alt+j");
  assert.equal(await activeCard(page), "");
  await closePage(page);
});

test("Space ticks a step and Enter opens the evidence", async () => {
  const page = await openPage(browser, lab.report);
  const box = page.locator("input[data-step]").first();
  const details = page.locator("article.card details").first();

  await box.focus();
  await page.keyboard.press("Space");
  assert.equal(await box.isChecked(), true);
  await details.locator("summary").focus();
  await page.keyboard.press("Enter");
  assert.equal(await details.evaluate((element) => element.open), true);
  assert.ok(await details.getByText("What the devices say").isVisible());
  await closePage(page);
});

test("a link of the work order goes to its rack", async () => {
  const page = await openPage(browser, lab.plan);
  const link = page.locator("nav a").last();

  await link.focus();
  await page.keyboard.press("Enter");
  const target = (await link.getAttribute("href")).slice(1);
  await page.waitForFunction((id) => {
    const box = document.getElementById(id).getBoundingClientRect();

    return box.top >= 0 && box.top < innerHeight;
  }, target);
  await closePage(page);
});
