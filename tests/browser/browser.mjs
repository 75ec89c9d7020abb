// A browser without a window, and pages that must behave in it.
//
// Every page opened by openPage() is watched: what it asks for besides itself,
// what it prints on its console, each error and each dialog are kept in
// page.complaints, and closePage() fails if there are any.  A page that was closed
// is used again for the next address: a new one costs more than all the rest.

import assert from "node:assert/strict";

import { newFolder } from "./labs.mjs";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic",
  "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

export const DESKTOP = { width: 1280, height: 900 };
export const TABLET = { width: 800, height: 1280 };
export const PHONE = { width: 390, height: 844 };

async function loadPlaywright() {
  try {
    return await import("playwright-core");
  } catch (error) {
    console.error("tests/browser: no playwright-core here " +
      `(${error.code}); run scripts/setup --tests`);
    process.exit(1);
  }
}

const { chromium } = await loadPlaywright();

let idle = []; /* pages of the browser that was started last */

/** Starts a browser that keeps what it keeps in `folder`, empty at first. */
export async function startBrowser(folder = newFolder()) {
  const browser = await chromium.launchPersistentContext(folder, {
    executablePath: CHROMIUM, args: ARGUMENTS, headless: true, viewport: DESKTOP,
  });

  idle = browser.pages();
  return browser;
}

function watch(page) {
  const complain = (text) => page.complaints.push(text);

  page.on("request", (request) => {
    const url = request.url();

    if (url.split("#")[0] !== page.address &&
        !url.startsWith("data:image/svg+xml;base64,")) {
      complain("it asks for " + url.slice(0, 200));
    }
  });
  page.on("console", (line) => complain(`console: ${line.text()}`));
  page.on("pageerror", (error) => complain(`error: ${error}`));
  page.on("dialog", (dialog) => {
    complain(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
}

export async function openPage(browser, address, { size = DESKTOP,
  scheme = "light" } = {}) {
  const page = idle.pop() ?? await browser.newPage();

  if (!page.complaints) {
    page.setDefaultTimeout(20000);
    watch(page);
  }
  page.complaints = [];
  page.address = address;
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: scheme });
  await page.goto(address);
  return page;
}

export async function closePage(page) {
  const complaints = page.complaints;

  dropPage(page);
  assert.deepEqual(complaints, []);
}

/** As closePage(), of a page that was given reason to complain. */
export function dropPage(page) {
  idle.push(page);
}

/** Waits until the page has been painted with what was changed before. */
export function settle(page) {
  return page.evaluate(() => new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(done));
  }));
}

/** Opens whatever can be opened, so that all of the page is looked at. */
export async function unfold(page) {
  if (await page.locator("#more[aria-expanded=false]:visible").count() > 0) {
    await page.click("#more");
  }
  await page.evaluate(() => {
    document.querySelectorAll("details").forEach((details) => {
      details.open = true;
    });
  });
}

/** Whether anything of the page is to the right of the screen. */
export function overflow(page) {
  return page.evaluate(() =>
    document.documentElement.scrollWidth - window.innerWidth);
}
