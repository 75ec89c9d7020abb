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
// What no plan may hold, only the devices say.
const WRITE = `
import json, os, sys
sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
from hostile import EVIL, SAID, UNSEEN, write_lab
names = [(evil, None) for evil in EVIL + UNSEEN]
names += [("plain", said) for said in SAID]
for number, (evil, said) in enumerate(names):
    folder = os.path.join(sys.argv[2], str(number))
    os.mkdir(folder)
    write_lab(folder, evil, said)
print(json.dumps([said.decode("latin-1") if said else evil
                  for evil, said in names]))
`;

const folder = newFolder();
const EVIL = JSON.parse(execFileSync("python3",
  ["-c", WRITE, path.join(ROOT, "tests/e2e"), folder]).toString());
const browser = await startBrowser();
const shapes = { report: new Set(), plan: new Set() };

after(() => browser.close());

/**
 * What of it a person must be able to read: all that is not an order to a
 * terminal or a CI system or invisible, of which some words are enough.
 */
function readable(evil) {
  const altered = /[^\x20-\x7e\u05d0-\u05ea]|##\[/;
  const visible = evil.replace(/\x1b\[\d*[A-Za-z]/g, "");

  if (evil.length > 400) { return evil.slice(0, 60) + "..."; }
  return altered.test(evil) ? /[a-z]{3,}|\{\{ x/.exec(visible)[0] : evil;
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

/** Names are what is searched for, and part of where ticks are kept. */
async function isUsable(page, evil) {
  await page.locator("input[data-step]").first().check();
  await page.selectOption("#device", { index: 1 });
  await page.fill("#search", readable(evil).split(" ")[0]);
  await page.reload();
  await settle(page);
  assert.ok(await page.locator("article.card:visible").count() > 0,
    "it cannot be searched for");
  assert.ok(await page.locator("input[data-step]").first().isChecked());
}

async function isHarmless(kind, address, evil) {
  const page = await openPage(browser, address, { size: PHONE });

  await unfold(page);
  const seen = await lookAt(page);

  assert.deepEqual(seen.handlers, []);
  assert.ok(seen.text.includes(readable(evil)), "not shown in " + seen.text);
  assert.doesNotMatch(seen.text, /[\u2028-\u202e\u2066-\u2069\u200b\ufeff\u00ad]/);
  assert.doesNotMatch(seen.text, /[\0-\x08\x0b-\x1f\x7f-\x9f]/);
  assert.equal(await overflow(page), 0, "it widens the page");
  shapes[kind].add(seen.shape);
  if (kind === "report") {
    await isUsable(page, evil);
  }
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
