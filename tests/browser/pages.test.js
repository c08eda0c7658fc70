// Every role's own pages, light and dark, on a phone and on a desk, in both languages.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { Demo, shots } from "./lib/demo.js";
import { enter, launch, person, sound } from "./lib/browser.js";

let demo, browser, pictures;
before(async () => {
  [demo, browser, pictures] = [await Demo.start(), await launch(), await shots()];
}, { timeout: 600_000 });
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const pages = {
  visitor: ["/", "/estimate", "/sign-up", "/sign-up/sent", "/sign-in", "/reset", "/reset/sent", "/reset/done", "/mailbox", "/offline", "/no-such-page"],
  customer: ["/orders", "/account", "first-order"],
  crew: ["/offers", "/orders", "first-order"],
  support: ["/support", "first-order"],
  operations: ["/board", "first-order"],
  sales: ["/metrics"],
  engineer: ["/health"],
  officer: ["/trail", "/audit"],
  head: ["/metrics", "/health", "/trail", "/audit"],
};
const home = { customer: "/orders", crew: "/orders", support: "/support", operations: "/board" };

for (const [role, paths] of Object.entries(pages)) {
  test(`${role}'s pages`, { timeout: 300_000 }, async () => {
    const link = role === "visitor" ? null : await demo.link(role);
    const start = await person(browser);
    if (link) await enter(start, link);
    const storageState = await start.context.storageState();
    let order;
    if (paths.includes("first-order")) {
      await start.page.goto(demo.base + home[role]);
      const first = start.page.locator('a[href^="/orders/ord_"]').first();
      order = (await first.count()) > 0 ? await first.getAttribute("href") : undefined;
      assert.ok(order || role === "crew", `${role} has an order to look at`);
    }
    await start.context.close();
    for (const [language, width, theme] of [["en", 1280, "light"], ["es", 390, "dark"], ["en", 390, "light"], ["es", 1280, "dark"]]) {
      const who = await person(browser, { language, width, theme, storageState });
      for (const path of paths) {
        const real = path === "first-order" ? order : path;
        if (!real) continue;
        await who.page.goto(demo.base + real);
        await sound(who, `${role} ${real} ${language} ${width} ${theme}`);
        const name = `${role}-${path.replaceAll("/", "_")}-${language}-${width}-${theme}.png`;
        await who.page.screenshot({ path: join(pictures, name), fullPage: true });
      }
      await who.context.close();
    }
  });
}

test("the app can be installed and answers without a network", { timeout: 60_000 }, async () => {
  const { context, page } = await person(browser, { width: 390 });
  await page.goto(demo.base);
  await page.evaluate(() => navigator.serviceWorker.ready.then((r) => r.active?.state));
  const manifest = await page.evaluate(() => fetch(document.querySelector("link[rel=manifest]").href).then((r) => r.json()));
  assert.ok(manifest.icons.some((icon) => icon.sizes === "512x512"));
  const cached = await page.evaluate(async () => {
    const urls = [];
    for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) urls.push(new URL(request.url).pathname);
    return urls;
  });
  assert.ok(cached.length > 0 && cached.every((path) => path.startsWith("/assets/") || ["/offline", "/manifest.webmanifest", "/favicon.ico", "/apple-touch-icon.png"].includes(path)), cached.join(" "));
  await context.setOffline(true);
  await page.goto(`${demo.base}/orders`).catch(() => {});
  assert.ok((await page.locator("main").innerText()).length > 10);
  await context.close();
});
