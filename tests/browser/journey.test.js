// The journey in a real browser: a roof, a price, a contract, a crew, a change, and the proof of who looked.
// In English and Spanish, on a phone and on a desk; its pictures are the README's.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { join } from "node:path";
import { Demo, shots } from "./lib/demo.js";
import { enter, launch, person, sound, submit, value } from "./lib/browser.js";

let demo, browser, pictures;
before(async () => {
  [demo, browser, pictures] = [await Demo.start(), await launch(), await shots()];
}, { timeout: 600_000 });
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const roof = { town: "Denver", length_0: "14", width_0: "9", pitch_0: "25", direction_0: "180", bill: "150" };
const password = "a quiet orchard behind the station";
let count = 0;

for (const language of ["en", "es"]) {
  for (const width of [390, 1280]) {
    test(`from a roof to an accepted order (${language}, ${width} px)`, { timeout: 300_000 }, async () => {
      const shot = async (page, name) => page.screenshot({ path: join(pictures, `${name}-${language}-${width}.png`), fullPage: true });
      const customer = await person(browser, { language, width });
      const { page } = customer;
      const email = `journey${++count}.${Date.now()}@mail.example`;

      await page.goto(demo.base);
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      await sound(customer, "home");
      await shot(page, "home");

      await page.goto(`${demo.base}/estimate`);
      await sound(customer, "estimate form");
      for (const [name, typed] of Object.entries(roof)) await page.locator(`[name="${name}"]`).first().fill(typed);
      await shot(page, "form");
      await submit(page, "estimate-form");
      await sound(customer, "estimate");
      await shot(page, "estimate");
      const price = await value(page, "price");
      assert.match(price, /\$\d/);
      assert.ok(await value(page, "earliest"));
      assert.ok(!page.url().includes("39.7"), "no coordinates in a URL");

      await submit(page, "lock-form-medium");
      assert.equal(await value(page, "price"), price);
      await sound(customer, "quote");
      await shot(page, "quote");
      const quote = page.url();

      await page.goto(`${demo.base}/sign-up`);
      await sound(customer, "sign-up");
      await page.fill('[name="name"]', "Lucía Ñandú O'Brien");
      await page.fill('[name="email"]', email);
      await page.fill('[name="password"]', password);
      await submit(page, "sign-up-form");
      await sound(customer, "look into your inbox");
      let link;
      for (let tries = 0; tries < 50 && !link; tries++) {
        await page.goto(`${demo.base}/mailbox`);
        if ((await page.content()).includes(email)) link = await page.locator('a[href*="/confirm/"]').first().getAttribute("href");
        else await page.waitForTimeout(200);
      }
      await sound(customer, "mailbox");
      await page.goto(new URL(link, demo.base).href);
      await submit(page, "confirm-form");

      await page.goto(`${quote}/sign`);
      await sound(customer, "site");
      await page.fill('[name="street"]', "1437 Bannock St");
      await page.fill('[name="town"]', "Denver");
      await page.fill('[name="zip"]', "80202");
      await submit(page, "contract-form");
      await sound(customer, "contract");
      await shot(page, "contract");
      await page.locator('#sign-form [name="consent"]').check();
      await submit(page, "sign-form");
      const order = new URL(page.url()).pathname.split("/").at(-1);
      assert.match(order, /^ord_[0-9a-f]{32}$/);
      await sound(customer, "order");
      const before = await page.locator("main").innerText();

      // The order page is open while the crew accepts: it changes by itself.
      const crew = await person(browser, { language, width: 390 });
      let offered;
      for (let tries = 0; tries < 50 && !offered; tries++) {
        offered = await demo.link("crew", order).catch(() => null);
        if (!offered) await page.waitForTimeout(200);
      }
      await enter(crew, offered);
      await crew.page.goto(`${demo.base}/offers`);
      await sound(crew, "offers");
      const offers = await crew.page.locator('a[href^="/offers/off_"]').evaluateAll((links) => links.map((a) => a.href));
      assert.ok(offers.length > 0);
      // Ids ascend with time, so the newest is this order's.
      await crew.page.goto(offers.sort().at(-1));
      assert.ok(!(await crew.page.content()).includes("Bannock"), "no address before accepting");
      await sound(crew, "offer");
      await shot(crew.page, "offer");
      await submit(crew.page, "accept-form");
      assert.ok((await crew.page.content()).includes("1437 Bannock St"), "the address after accepting");
      await sound(crew, "job");
      await shot(crew.page, "job");
      await page.waitForFunction((old) => document.querySelector("main")?.innerText !== old, before, { timeout: 15_000 });
      await page.reload();
      const date = await value(page, "install-date");
      await sound(customer, "matched order");
      await shot(page, "order");

      const support = await person(browser, { language, width });
      await enter(support, await demo.link("support"));
      await support.page.goto(`${demo.base}/orders/${order}`);
      assert.ok(!(await support.page.content()).includes("Bannock"), "support sees it masked");
      await sound(support, "support's order");
      await shot(support.page, "support");
      await support.page.goto(`${demo.base}/orders/${order}/match`);
      await sound(support, "match");
      const today = new Date(`${(await support.page.locator("[data-today]").first().getAttribute("data-today").catch(() => null)) ?? new Date().toISOString().slice(0, 10)}T12:00:00Z`);
      let proposed = false;
      for (let weeks = 8; weeks < 20 && !proposed; weeks++) {
        await support.page.goto(`${demo.base}/orders/${order}/changes`);
        const day = new Date(today.getTime() + weeks * 7 * 86_400_000);
        while (day.getUTCDay() !== 2) day.setUTCDate(day.getUTCDate() + 1);
        await support.page.fill('[name="install_date"]', day.toISOString().slice(0, 10));
        await support.page.fill('[name="reason"]', "The street is closed that week.");
        const answer = support.page.waitForResponse((r) => r.request().method() === "POST");
        await support.page.locator("#propose-form button[type=submit]").first().click();
        proposed = (await answer).status() < 400;
      }
      assert.ok(proposed, "a new day could be proposed");

      await page.goto(`${demo.base}/orders/${order}`);
      assert.equal(await value(page, "install-date"), date, "nothing changes before the customer agrees");
      await sound(customer, "order with a proposal");
      await shot(page, "proposal");
      await submit(page, "agree-form");
      await page.goto(`${demo.base}/orders/${order}`);
      assert.notEqual(await value(page, "install-date"), date);

      await page.goto(`${demo.base}/orders/${order}/leave`);
      assert.match(await value(page, "refund"), /\$0/);
      await sound(customer, "leave");
      for (const who of [customer, crew, support]) await who.context.close();
    });
  }
}

describe("what a browser adds", () => {
  test("every step works without JavaScript", { timeout: 120_000 }, async () => {
    const { context, page } = await person(browser, { javaScript: false, width: 390 });
    await page.goto(`${demo.base}/estimate`);
    for (const [name, typed] of Object.entries(roof)) await page.locator(`[name="${name}"]`).first().fill(typed);
    await submit(page, "estimate-form");
    await submit(page, "lock-form-medium");
    assert.match(page.url(), /\/quotes\/quo_/);
    await context.close();
  });

  test("a refused form keeps what was typed and says where", { timeout: 60_000 }, async () => {
    const { context, page } = await person(browser, { javaScript: false });
    await page.goto(`${demo.base}/estimate`);
    await page.locator('[name="town"]').fill("Denver");
    await page.locator('[name="length_0"]').first().fill("-3");
    await submit(page, "estimate-form");
    assert.equal(await page.locator('[name="town"]').inputValue(), "Denver");
    assert.equal(await page.locator('[name="length_0"]').first().inputValue(), "-3");
    assert.ok(await page.locator(".error-summary").isVisible());
    await context.close();
  });

  test("next event moves the demo's clock, and every page shows its date", { timeout: 60_000 }, async () => {
    const { context, page } = await person(browser);
    await page.goto(demo.base);
    const before = await page.locator("[data-today]").first().getAttribute("data-today");
    for (let clicks = 0; clicks < 30; clicks++) {
      await submit(page, "next-event-form");
      if ((await page.locator("[data-today]").first().getAttribute("data-today")) !== before) break;
    }
    assert.ok((await page.locator("[data-today]").first().getAttribute("data-today")) > before);
    await context.close();
  });

  test("scripts of strangers do not run, and pages do not sit in frames", { timeout: 60_000 }, async () => {
    const { context, page } = await person(browser);
    const answer = await page.goto(demo.base);
    assert.match(answer.headers()["content-security-policy"], /default-src 'none'/);
    const session = await context.newCDPSession(page);
    const evaluate = (expression) => session.send("Runtime.evaluate", { expression, allowUnsafeEvalBlockedByCSP: false, returnByValue: true });
    assert.match((await evaluate("eval('1')")).exceptionDetails.exception.description, /EvalError/);
    assert.match((await evaluate("document.body.innerHTML = '<b>x</b>'")).exceptionDetails.exception.description, /TrustedHTML/);
    assert.equal(await page.evaluate(() => document.cookie), "", "no cookie that a script can read");
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
    await context.close();
  });
});
