// What axe-core, a checker for WCAG, has to say: nothing, about either page, in
// light and in dark, on a desk and on a phone.
//
// Its text is evaluated in the page by the debugger, because the page's own
// policy runs no script that is brought along, and should not.

import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";

import { closePage, DESKTOP, openPage, PHONE, startBrowser, unfold }
  from "./browser.mjs";
import { makeRooms } from "./labs.mjs";

const AXE = fs.readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/* Colours are the same on all sizes. */
const LOOKS = [["light", DESKTOP], ["dark", DESKTOP], ["light", PHONE]];
const lab = makeRooms();
const browser = await startBrowser();

after(() => browser.close());

/** Everything open, one step ticked: all that can be seen is seen. */
async function showAll(page) {
  await unfold(page);
  await page.evaluate(() => {
    document.querySelectorAll(".card").forEach((card) => {
      card.style.contentVisibility = "visible";
    });
  });
  await page.locator("input[data-step]").first().check();
}

async function violations(address, options) {
  const page = await openPage(browser, address, options);

  await showAll(page);
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, {
      resultTypes: ["violations"],
    });

    return {
      passes: result.passes.length,
      violations: result.violations.map((rule) => `${rule.impact}: ` +
        `${rule.id}: ${rule.nodes.map((n) => n.html.slice(0, 90)).join(" | ")}`),
    };
  });

  await closePage(page);
  assert.ok(found.passes > 20, `only ${found.passes} rules had work`);
  return found.violations;
}

for (const kind of ["report", "plan"]) {
  for (const [scheme, size] of LOOKS) {
    test(`axe finds nothing: ${kind}, ${scheme}, ${size.width} wide`,
      async () => assert.deepEqual(
        await violations(lab[kind], { scheme, size }), []));
  }

  test(`the ${kind} is dark where dark is wanted`, async () => {
    const brightness = {};

    for (const scheme of ["light", "dark"]) {
      const page = await openPage(browser, lab[kind], { scheme });

      brightness[scheme] = await page.evaluate(() => Math.max(
        ...getComputedStyle(document.body).backgroundColor.match(/\d+/g)));
      await closePage(page);
    }
    assert.ok(brightness.light > 200, String(brightness.light));
    assert.ok(brightness.dark < 60, String(brightness.dark));
  });
}
