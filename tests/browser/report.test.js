// The audit's report of the broken company, as somebody opens it from her disk: no network, no script, for a board and for
// an engineer, on a phone and on a desk, light and dark, in both languages.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { shots } from "./lib/demo.js";
import { launch, person, sound } from "./lib/browser.js";

const broken = join(import.meta.dirname, "..", "..", "crates", "audit", "fixtures", "companies", "broken");
// What somebody might write into a file that is audited, so that the report would run it.
const hostile = `</code></li><script>document.title='owned'</script><img src=https://evil.example/x onerror=alert(1)>`;

let browser, pictures, home;
before(async () => {
  [browser, pictures, home] = [await launch(), await shots(), await mkdtemp(join(tmpdir(), "sunward-report-"))];
  await cp(broken, join(home, "company"), { recursive: true });
  const folder = join(home, "company", "hostile");
  await mkdir(folder);
  await writeFile(join(folder, "page.py"), `import os\nfrom fastapi import Request\n\nasync def show(request: Request):\n    os.system("echo ${hostile}" + request.query_params["name"])\n`);
  // One long word cannot be wider than a phone either.
  await writeFile(join(folder, `${"long".repeat(50)}.py`), `import hashlib\n\ndef store(password):\n    return hashlib.md5(password.encode()).hexdigest()  # ${"x".repeat(400)}\n`);
}, { timeout: 60_000 });
after(async () => {
  await browser?.close();
  if (home) await rm(home, { recursive: true, force: true });
});

async function report(language) {
  const file = join(home, `${language}.html`);
  const company = join(home, "company");
  const words = ["audit", "--repo", company, "--no-history", "--no-scanners", "--staff", join(company, "staff.csv"), "--name", `Helios ${hostile}`, "--language", language, "--html", file];
  const code = await new Promise((resolve) => execFile(process.env.SUNWARD, words, { maxBuffer: 1 << 26 }, (error) => resolve(error?.code ?? 0)));
  assert.equal(code, 6, "the broken company's worst finding is critical");
  return pathToFileURL(file).href;
}

for (const language of ["en", "es"]) {
  test(`the report in ${language}`, { timeout: 300_000 }, async () => {
    const url = await report(language);
    for (const [width, theme] of [[390, "light"], [390, "dark"], [1280, "light"], [1280, "dark"]]) {
      const name = `report-${language}-${width}-${theme}`;
      const who = await person(browser, { language, width, theme });
      const asked = [];
      who.page.on("request", (request) => asked.push(request.url()));
      await who.page.goto(url);
      assert.deepEqual(asked, [url], `${name} asks for nothing but itself`);
      const { scripts, images, handlers, title, text } = await who.page.evaluate(() => ({
        scripts: document.scripts.length,
        images: document.images.length,
        handlers: [...document.querySelectorAll("*")].filter((element) => [...element.attributes].some((attribute) => attribute.name.startsWith("on"))).length,
        title: document.title,
        text: document.body.textContent,
      }));
      assert.deepEqual([scripts, images, handlers], [0, 0, 0], name);
      assert.ok(title !== "owned" && text.includes("<script>document.title='owned'</script>"), `${name}: a hostile text stays text`);
      await who.page.screenshot({ path: join(pictures, `${name}-first.png`) });
      await sound(who, name);
      // Everything opened, the page holds still.
      await who.page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
      await sound(who, `${name} opened`);
      await who.page.screenshot({ path: join(pictures, `${name}.png`), fullPage: false });
      await who.context.close();
    }
  });
}
