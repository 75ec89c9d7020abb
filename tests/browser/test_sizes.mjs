// Phones, tablets and desks: nothing sticks out sideways, and what is touched is
// large enough for a thumb in a glove.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { closePage, DESKTOP, openPage, overflow, PHONE, startBrowser, TABLET,
  unfold } from "./browser.mjs";
import { makeBig, makeRooms } from "./labs.mjs";

const ROOMS = makeRooms();
const BIG = makeBig(1400);
const FINGER = 44; /* pixels, as WCAG 2.5.5 has it */
const browser = await startBrowser();

after(() => browser.close());

/** Everything that is touched and smaller than that, in words. */
function smallTargets(page) {
  return page.evaluate((finger) => {
    const can = "a[href], button, input, select, summary";
    const target = (element) => {
      const label = element.closest("label");

      return element.type === "checkbox" ? label ?? element : element;
    };

    return [...document.querySelectorAll(can)]
      .filter((element) => element.checkVisibility())
      .map((element) => [element, target(element).getBoundingClientRect()])
      .filter(([, box]) => box.height < finger || box.width < finger)
      .map(([element, box]) => `${element.outerHTML.slice(0, 60)}: ` +
        `${Math.round(box.width)}x${Math.round(box.height)}`);
  }, FINGER);
}

async function fits(address, size) {
  const page = await openPage(browser, address, { size });

  await unfold(page);
  assert.equal(await overflow(page), 0, "pixels to the right of the screen");
  if (size !== DESKTOP) {
    assert.deepEqual(await smallTargets(page), []);
  }
  await closePage(page);
}

for (const [name, size] of Object.entries({ PHONE, TABLET, DESKTOP })) {
  for (const kind of ["report", "plan"]) {
    test(`the ${kind} fits a ${name.toLowerCase()}`, () =>
      fits(ROOMS[kind], size));
    test(`the ${kind} of 1,400 cables fits a ${name.toLowerCase()}`, () =>
      fits(BIG[kind], size));
  }
}

test("what stays in place while scrolling covers nothing else that does",
  async () => {
    for (const kind of ["report", "plan"]) {
      const page = await openPage(browser, BIG[kind], { size: DESKTOP });
      const bar = kind === "report" ? "#tools" : "nav";

      for (let y = 0; y < 20000; y += 700) {
        const covered = await page.evaluate(([to, what]) => {
          window.scrollTo(0, to);
          const element = document.querySelector(what);
          const box = element.getBoundingClientRect();
          const top = document.elementFromPoint(box.left + 30, box.top + 20);

          return element.contains(top) ? "" : top?.outerHTML.slice(0, 80);
        }, [y, bar]);

        assert.equal(covered, "", `scrolled to ${y}`);
      }
      await closePage(page);
    }
  });

test("letters are large enough to read", async () => {
  for (const kind of ["report", "plan"]) {
    const page = await openPage(browser, ROOMS[kind], { size: PHONE });
    const smallest = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.body,
        NodeFilter.SHOW_TEXT);
      let least = Infinity;

      while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;

        const picture = element.closest("svg");
        const scale = picture ?
          picture.clientWidth / picture.viewBox.baseVal.width : 1;
        const size = scale * parseFloat(getComputedStyle(element).fontSize);

        if (walker.currentNode.data.trim() && element.checkVisibility()) {
          least = Math.min(least, picture ? size * 12 / 8.5 : size);
        }
      }
      return least;
    });

    assert.ok(smallest >= 12, `${kind}: ${smallest} px`);
    await closePage(page);
  }
});
