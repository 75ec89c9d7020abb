// Names that nobody means well with, in every place of both pages: nothing of
// them runs or becomes part of the page, and a person can read them.
//
// The names are those of tests/e2e/hostile.py.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, test } from "node:test";

import { closePage, openPage, overflow, PHONE, settle, startBrowser,
  unfold }
  from "./browser.mjs";
import { makePages, newFolder, ROOT } from "./labs.mjs";

// Writes a lab for each name into a folder of its own, and all names as JSON.
const WRITE = `
import json, os, sys
sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
from hostile import EVIL, write_lab
for number, evil in enumerate(EVIL):
    folder = os.path.join(sys.argv[2], str(number))
    os.mkdir(folder)
    write_lab(folder, evil)
print(json.dumps(EVIL))
`;

const folder = newFolder();
const EVIL = JSON.parse(execFileSync("python3",
  ["-c", WRITE, path.join(ROOT, "tests/e2e"), folder]).toString());
const browser = await startBrowser();
const shapes = { report: new Set(), plan: new Set() };

after(() => browser.close());

/** As a person sees a name: what cannot be seen or is too long is written so. */
function readable(evil) {
  const hidden = /[\p{Cc}\p{Cf}]/u;

  if (evil.length > 400) { return evil.slice(0, 60) + "..."; }
  return hidden.test(evil) ? evil.match(/[a-z]{3,}/)[0] : evil;
}

/** The page as the browser understood it. */
function lookAt(page) {
  return page.evaluate(() => ({
    shape: [...document.querySelectorAll("*")].map((e) => e.tagName).join(),
    text: document.body.textContent,
    handlers: [...document.querySelectorAll("*")].flatMap((element) =>
      element.getAttributeNames().filter((name) => name.startsWith("on"))),
  }));
}

async function isHarmless(kind, address, evil) {
  const page = await openPage(browser, address, { size: PHONE });

  await unfold(page);
  const seen = await lookAt(page);

  assert.deepEqual(seen.handlers, []);
  assert.ok(seen.text.includes(readable(evil)), "not shown in " + seen.text);
  assert.doesNotMatch(seen.text, /[\u202a-\u202e\u2066-\u2069\u200b\ufeff]/);
  assert.doesNotMatch(seen.text, /[\0-\x08\x0b-\x1f\x7f-\x9f]/);
  assert.equal(await overflow(page), 0, "it widens the page");
  shapes[kind].add(seen.shape);
  if (kind === "report") {
    await page.selectOption("#device", { index: 1 });
    await page.fill("#search", readable(evil).split(" ")[0]);
    await settle(page);
    assert.ok(await page.locator("article.card:visible").count() > 0,
      "it cannot be searched for");
  }
  await page.locator("input[data-step]").first().check();
  await page.reload();
  assert.ok(await page.locator("input[data-step]").first().isChecked());
  await closePage(page);
}

EVIL.forEach((evil, number) => {
  test(`nothing comes of ${JSON.stringify(evil.slice(0, 40))}`, async () => {
    const here = path.join(folder, String(number));
    const lab = makePages(path.join(here, "lab.yaml"),
      path.join(here, "taken"), here);

    assert.ok(fs.existsSync(path.join(here, "report.html")));
    await isHarmless("report", lab.report, evil);
    await isHarmless("plan", lab.plan, evil);
  });
});

test("no name changes what a page is made of", () => {
  assert.equal(shapes.report.size, 1);
  assert.equal(shapes.plan.size, 1);
});
