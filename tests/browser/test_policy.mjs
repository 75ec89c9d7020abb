// The content security policy holds: whatever got into a page, the browser would
// neither run it nor ask anybody for anything.
//
// Here the debugger puts into the page what an attacker would like to, and then
// looks whether it had any effect: in the page, or at a server that listens for
// whatever gets out.  What the browser prints about each refusal is how it says
// that the policy, and not chance, was the reason.

import assert from "node:assert/strict";
import http from "node:http";
import { after, test } from "node:test";

import { dropPage, openPage, settle, startBrowser } from "./browser.mjs";
import { makeRooms } from "./labs.mjs";

const lab = makeRooms();
const browser = await startBrowser();
const asked = []; /* what has reached the server */
const server = http.createServer((request, response) => {
  asked.push(request.url);
  response.end();
});

await new Promise((done) => server.listen(0, "127.0.0.1", done));
const ELSEWHERE = `http://127.0.0.1:${server.address().port}/`;

after(async () => {
  await browser.close();
  server.close();
});

const ATTACKS = {
  "an element script": () => {
    const script = document.createElement("script");

    script.textContent = "window.hurt = true";
    document.body.append(script);
  },
  "a handler": () => {
    const button = document.createElement("button");

    button.setAttribute("onclick", "window.hurt = true");
    document.body.append(button);
    button.click();
  },
  "a script from elsewhere": (elsewhere) => {
    const script = document.createElement("script");

    script.src = elsewhere + "x.js";
    document.body.append(script);
  },
  "a script as data": () => {
    const script = document.createElement("script");

    script.src = "data:text/javascript,window.hurt = true";
    document.body.append(script);
  },
  "a frame": () => {
    const frame = document.createElement("iframe");

    frame.srcdoc = "<script>parent.hurt = true</script>";
    document.body.append(frame);
  },
  "a request": (elsewhere) => fetch(elsewhere).then(
    () => { window.hurt = true; }, () => {}),
  "a picture from elsewhere": (elsewhere) => new Promise((done) => {
    const image = new Image();

    image.onerror = done;
    image.src = elsewhere + "x.png";
  }),
  "a style": () => {
    const style = document.createElement("style");

    style.textContent = "body { color: rgb(1, 2, 3) !important }";
    document.head.append(style);
    if (getComputedStyle(document.body).color === "rgb(1, 2, 3)") {
      window.hurt = true;
    }
  },
  "a form": (elsewhere) => {
    const form = document.createElement("form");

    form.action = elsewhere;
    document.body.append(form);
    form.submit();
  },
};

for (const kind of ["report", "plan"]) {
  for (const [name, attack] of Object.entries(ATTACKS)) {
    test(`the ${kind} refuses ${name}`, async () => {
      const page = await openPage(browser, lab[kind]);

      await page.evaluate(attack, ELSEWHERE);
      await settle(page);
      assert.equal(await page.evaluate(() => window.hurt), undefined);
      assert.equal(page.url(), lab[kind]);
      assert.ok(page.complaints.some((line) =>
        line.includes("Content Security Policy")), page.complaints.join("\n"));
      dropPage(page);
      assert.deepEqual(asked, []);
    });
  }
}

test("the server would have noticed", async () => {
  await fetch(ELSEWHERE + "here");
  assert.deepEqual(asked, ["/here"]);
});
