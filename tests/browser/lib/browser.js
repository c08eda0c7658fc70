// Chromium as people have it, and what every page must keep: no error in the console, nothing that the policy blocked,
// nothing that axe objects to, nothing wider than the screen.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const axe = await readFile(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });

// Somebody with a browser of her own. `problems` collects what her pages complained about.
export async function person(browser, { language = "en", width = 1280, theme = "light", javaScript = true, ...rest } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 900 },
    locale: language === "es" ? "es-US" : "en-US",
    colorScheme: theme,
    javaScriptEnabled: javaScript,
    reducedMotion: "reduce",
    ...rest,
  });
  const problems = [];
  const page = await context.newPage();
  // A refused form answers 422 on purpose; Chromium writes every such answer to the console.
  page.on("console", (message) => { if (message.type() === "error" && !/status of (4\d\d)/.test(message.text())) problems.push(message.text()); });
  page.on("pageerror", (error) => problems.push(String(error)));
  return { context, page, problems };
}

export async function enter(who, link) {
  await who.page.goto(link);
  await Promise.all([who.page.waitForURL((url) => !url.pathname.startsWith("/demo/sign-in")), who.page.locator("#demo-sign-in-form button[type=submit]").first().click()]);
}

// Runs axe in a copy of the page's document: the page's own policy allows no foreign script, as it should.
export async function accessible(page, name) {
  const session = await page.context().newCDPSession(page);
  const run = async (expression) => {
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    assert.equal(exceptionDetails, undefined, `${name}: ${JSON.stringify(exceptionDetails)}`);
    return result.value;
  };
  await run(`${axe}; 0`);
  const violations = await run(`axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ")).join(" | ")))`);
  assert.deepEqual(violations, [], name);
  await session.detach();
}

export async function fits(page, name) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wider <= 0, `${name} is ${wider} px wider than the screen`);
}

export async function sound(who, name) {
  await accessible(who.page, name);
  await fits(who.page, name);
  assert.deepEqual(who.problems, [], `${name} complained`);
}

// Sends a form and waits for the page that follows.
export async function submit(page, form) {
  await Promise.all([page.waitForLoadState("load"), page.waitForNavigation(), page.locator(`#${form} button[type=submit]:not([name=add_section])`).first().click()]);
}

export const value = (page, key) => page.locator(`[data-value="${key}"]`).first().innerText();
