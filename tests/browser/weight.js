// What each page weighs on the wire: headers and bodies of all its requests, with an empty cache, as Chromium counts.

import { Demo } from "./lib/demo.js";
import { enter, launch, person } from "./lib/browser.js";

const PAGE = 40_000;
const SCRIPT = 12_000;
const [demo, browser] = [await Demo.start(), await launch()];
let tooHeavy = 0;

async function weigh(who, path) {
  const session = await who.context.newCDPSession(who.page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await session.send("Network.setBypassServiceWorker", { bypass: true });
  const kinds = new Map();
  const weights = new Map();
  session.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => weights.set(requestId, encodedDataLength));
  await who.page.goto(demo.base + path, { waitUntil: "load" });
  await who.page.waitForTimeout(300);
  await session.detach();
  const sum = (test) => [...weights].filter(([id]) => test(kinds.get(id))).reduce((total, [, bytes]) => total + bytes, 0);
  const [page, script] = [sum(() => true), sum((kind) => kind === "Script")];
  const heavy = page > PAGE || script > SCRIPT;
  tooHeavy += heavy ? 1 : 0;
  console.log(`${heavy ? "HEAVY" : "ok   "} ${String(page).padStart(7)} B  script ${String(script).padStart(6)} B  ${path}`);
}

try {
  const visitor = await person(browser, { width: 390 });
  for (const path of ["/", "/estimate", "/sign-up", "/sign-in"]) await weigh(visitor, path);
  const roof = { town: "Denver", length_0: "14", width_0: "9", pitch_0: "25", direction_0: "180", bill: "150" };
  await visitor.page.goto(`${demo.base}/estimate`);
  for (const [name, typed] of Object.entries(roof)) await visitor.page.locator(`[name="${name}"]`).first().fill(typed);
  await Promise.all([visitor.page.waitForURL(/estimates\/est_/), visitor.page.locator("#estimate-form button[type=submit]:not([name=add_section])").first().click()]);
  await weigh(visitor, new URL(visitor.page.url()).pathname);
  for (const [role, path] of [["customer", "/orders"], ["crew", "/offers"], ["support", "/support"], ["operations", "/board"], ["sales", "/metrics"], ["engineer", "/health"], ["officer", "/trail"]]) {
    const who = await person(browser, { width: 390 });
    await enter(who, await demo.link(role));
    await weigh(who, path);
    await who.page.goto(demo.base + path);
    const order = who.page.locator('a[href^="/orders/ord_"]').first();
    if ((await order.count()) > 0) await weigh(who, await order.getAttribute("href"));
    await who.context.close();
  }
} finally {
  await browser.close();
  await demo.stop();
}
console.log(`budgets: ${PAGE} B a page, ${SCRIPT} B of script; ${tooHeavy} page(s) over`);
process.exitCode = tooHeavy ? 1 : 0;
