// What every spec imports: the real program on a new database, a page that must stay free of errors, and a
// check of accessibility.
//
//   import { test, expect, expectAccessible } from "./fixtures.mjs";
import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { expect, test as base } from "@playwright/test";

const program = process.env.KRONIKA_BIN || fileURLToPath(new URL("../target/debug/kronika", import.meta.url));

/** The person that every new database begins with. */
export const admin = { login: "admin", name: "Anna Admin", password: "Bardzo-tajne-haslo-1" };

export const test = base.extend({
  /** `{url, dataDir, run}`: one server for each worker; `run(args, input)` is its command line. */
  kronika: [
    async ({}, use) => {
      const server = await start();
      try {
        await use(server);
      } finally {
        await server.stop();
      }
    },
    { scope: "worker", timeout: 60_000 },
  ],

  baseURL: async ({ kronika }, use) => use(kronika.url),

  /** Whatever the page complains about fails the test, unless the test allows it. */
  allowedErrors: [[], { option: true }],
  page: async ({ page, allowedErrors }, use) => {
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
    });
    await use(page);
    const unexpected = errors.filter((error) => !allowedErrors.some((allowed) => allowed.test(error)));
    expect(unexpected, "errors in the browser's console").toEqual([]);
  },
});

export { expect };

/** Fails on what axe finds against WCAG 2.2 A and AA, naming rule and element. */
export async function expectAccessible(page) {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}`),
  );
  expect(found, "accessibility").toEqual([]);
}

async function start() {
  const folder = mkdtempSync(join(tmpdir(), "kronika-end2end-"));
  const dataDir = join(folder, "data");
  const log = join(folder, "log");
  const listen = `127.0.0.1:${await freePort()}`;
  const env = { ...clean(process.env), KRONIKA_DATA_DIR: dataDir, KRONIKA_LISTEN: listen };

  const run = (args, input = "") => {
    const done = spawnSync(program, args, { env, input, encoding: "utf8" });
    if (done.error) throw done.error;
    if (done.status !== 0) throw new Error(`kronika ${args.join(" ")} ended with ${done.status}\n${done.stderr}`);
    return done.stdout;
  };
  run(
    ["user", "add", admin.login, "--name", admin.name, "--role", "administrator", "--password-stdin"],
    `${admin.password}\n`,
  );

  const output = openSync(log, "w");
  // `setpriv` turns into the program, which then ends with us even if we are killed.
  const child = spawn("setpriv", ["--pdeathsig", "KILL", program, "serve"], {
    env,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
    rmSync(folder, { recursive: true, force: true });
  };

  const url = `http://${listen}`;
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await fetch(`${url}/api/v1/health`).catch(() => null);
    if (answer?.ok) break;
    if (child.exitCode !== null || Date.now() > deadline) {
      const said = readFileSync(log, "utf8");
      await stop();
      throw new Error(`the server is not ready:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url, dataDir, run, stop };
}

/** Settings of the person who runs the tests are not those of the server under test. */
function clean(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("KRONIKA_")));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
