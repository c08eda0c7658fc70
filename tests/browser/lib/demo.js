// Starts a demo of its own for a test file: a free port, data in a temporary directory, ended by its own process id.
//
// The sample company takes a while to be lived through, so all files of one run share it: the first one makes it, the
// others copy it.

import { execFile, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const program = process.env.SUNWARD;
if (!program) throw new Error("SUNWARD must name the program; use scripts/browser-tests");

const exists = (path) => stat(path).then(() => true, () => false);

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export class Demo {
  static async start() {
    const template = join(tmpdir(), `sunward-browser-${process.ppid}`);
    const home = await mkdtemp(join(tmpdir(), "sunward-browser-run-"));
    const data = join(home, "data");
    const made = await exists(template);
    if (made) await cp(template, data, { recursive: true });
    const demo = new Demo(home, data, await freePort());
    await demo.#run();
    if (!made) {
      // A copy of a database is whole only when nobody writes it.
      await demo.#end();
      const copy = `${template}.${process.pid}`;
      await cp(data, copy, { recursive: true });
      await rename(copy, template).catch(() => rm(copy, { recursive: true, force: true }));
      await demo.#run();
    }
    return demo;
  }

  constructor(home, data, port) {
    this.home = home;
    this.data = data;
    this.port = port;
    this.base = `http://127.0.0.1:${port}`;
    this.output = "";
  }

  async #run() {
    this.output = "";
    this.child = spawn(program, ["demo", "--data", this.data, "--listen", `127.0.0.1:${this.port}`], { stdio: ["ignore", "pipe", "pipe"] });
    const ended = new Promise((_, reject) => this.child.once("exit", (code) => reject(new Error(`the demo ended with ${code}:\n${this.output}`))));
    ended.catch(() => {});
    const keep = (chunk) => { this.output += chunk; };
    this.child.stdout.on("data", keep);
    this.child.stderr.on("data", keep);
    const ready = (async () => {
      for (;;) {
        const answer = await fetch(`${this.base}/readyz`).catch(() => null);
        if (answer?.ok) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    })();
    await Promise.race([ready, ended]);
  }

  async #end() {
    if (this.child.exitCode !== null) return;
    const gone = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGINT");
    await gone;
  }

  // A fresh one-time link for the first person of a role, or for the crew that was offered an order.
  async link(role, order) {
    const rest = order ? ["--order", order] : [];
    const { stdout } = await promisify(execFile)(program, ["demo", "sign-in", role, ...rest, "--data", this.data]);
    const found = stdout.match(/https?:\/\/\S+\/demo\/sign-in\/(\S+)/);
    if (!found) throw new Error(`no link in: ${stdout}`);
    return `${this.base}/demo/sign-in/${found[1]}`;
  }

  async stop() {
    await this.#end();
    await rm(this.home, { recursive: true, force: true });
  }
}

export async function shots() {
  const directory = process.env.SUNWARD_SHOTS ?? join(import.meta.dirname, "..", "out");
  await mkdir(directory, { recursive: true });
  return directory;
}
