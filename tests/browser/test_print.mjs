// On paper both pages are a work order: one rack a page, with what is needed
// beside the rack, and nothing that one can only click.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, test } from "node:test";

import { closePage, openPage, startBrowser } from "./browser.mjs";
import { makeBig, makeRooms, newFolder, TAKEN_AT } from "./labs.mjs";

const lab = makeRooms();
const BIG = makeBig(1400);
const folder = newFolder();
const browser = await startBrowser();

after(() => browser.close());

/** The text of each page, as another program reads it. */
async function print(address, { scheme, change = () => {} } = {}) {
  const file = path.join(folder, "printed.pdf");
  const page = await openPage(browser, address, { scheme });

  await change(page);
  fs.writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
  await closePage(page);
  const info = execFileSync("pdfinfo", [file]).toString();
  const count = Number(/^Pages: +(\d+)$/m.exec(info)[1]);
  const text = execFileSync("pdftotext", ["-layout", file, "-"]).toString();
  const pages = text.split("\f").slice(0, -1);

  assert.equal(pages.length, count);
  return pages;
}

/** The racks in which something is to be done, as JSON has the steps. */
function racksOfSteps() {
  return ["A1", "A2", "B1"];
}

function oneRackAPage(pages) {
  for (const rack of racksOfSteps()) {
    const heading = new RegExp(`^\\s*rack ${rack}\\b`, "im");
    const on = pages.filter((text) => heading.test(text));

    assert.equal(on.length, 1, `pages headed rack ${rack}`);
    assert.equal(on[0].match(/^\s*rack [AB][12]\b/gim).length, 1,
      "two racks on a page: " + on[0]);
    assert.match(on[0], /Name/, "a line to sign: " + on[0]);
    assert.ok(on[0].includes(TAKEN_AT), "when it was taken: " + on[0]);
    assert.ok(on[0].includes("rooms"), "of which lab: " + on[0]);
  }
}

const CONTROLS =
  /Search|all racks|any status|Clear|Print|Show the picture|Evidence|next and/;

for (const kind of ["report", "plan"]) {
  test(`the ${kind} prints as a work order, one rack a page`, async () => {
    const pages = await print(lab[kind]);

    oneRackAPage(pages);
    assert.ok(pages.length <= racksOfSteps().length + 1, "pages for nothing");
    assert.doesNotMatch(pages.join(""), CONTROLS);
    for (const text of pages) {
      assert.ok(text.includes(TAKEN_AT), "of no known order: " + text);
    }
  });

  test(`the ${kind} prints what is needed at the rack`, async () => {
    const text = (await print(lab[kind])).join("\n").replace(/\s+/g, " ");

    for (const words of ["spine1 Ethernet1/9", "C-32", "aqua", "3m", "PP-1/7",
      "behind the door"]) {
      assert.ok(text.includes(words), `not printed: ${words}: ${text}`);
    }
  });

  test(`the ${kind} prints the same in dark mode`, async () => {
    assert.deepEqual(await print(lab[kind], { scheme: "dark" }),
      await print(lab[kind]));
  });
}

for (const kind of ["report", "plan"]) {
  test(`each sheet of the ${kind} says which rack it is about`, async () => {
    const pages = await print(BIG[kind]);
    const titles = pages.map((text) => /^\s*(rack R\d+)\b/im.exec(text)?.[1]
      .toLowerCase());

    assert.ok(!titles.includes(undefined), titles.join());
    assert.ok(new Set(titles).size > 2, "racks: " + titles.join());
    assert.ok(titles.length > new Set(titles).size, "no rack of two sheets");
    pages.forEach((text, i) => {
      assert.ok(text.includes(`sheet ${i + 1} of ${pages.length}`), text);
    });
  });
}

test("filters do not take steps off the paper", async () => {
  const pages = await print(lab.report, {
    change: (page) => page.selectOption("#rack", { label: "B1" }),
  });

  oneRackAPage(pages);
});
