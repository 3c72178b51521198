// What every spec imports: the real program on a new database, a page that must stay free of errors, and a
// check of accessibility.
//
//   import { test, expect, expectAccessible } from "./fixtures.mjs";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { expect, test as base } from "@playwright/test";
import { start } from "./server.mjs";

const program = process.env.KRONIKA_BIN || fileURLToPath(new URL("../target/debug/kronika", import.meta.url));

/** The person that every new database begins with. */
export const admin = { login: "admin", name: "Anna Admin", password: "Bardzo-tajne-haslo-1" };

export const test = base.extend({
  /** `{url, dataDir, run}`: one server for each worker; `run(args, input)` is its command line. */
  kronika: [
    async ({}, use) => {
      const server = await start(program, (run) => {
        const { login, name, password } = admin;
        const person = ["user", "add", login, "--name", name, "--role", "administrator", "--password-stdin"];
        run(person, `${password}\n`);
      });
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
  await expectNone(page, new AxeBuilder({ page }).withTags(tags));
}

/** The same of colours only, for a page that was looked at in the other theme. */
export async function expectContrast(page) {
  await expectNone(page, new AxeBuilder({ page }).withRules(["color-contrast"]));
}

async function expectNone(page, axe) {
  await settled(page);
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}`),
  );
  expect(found, "accessibility").toEqual([]);
}

/** Waits until what comes and goes has come or gone: half-way it has neither its colours nor its place. */
async function settled(page) {
  await page.evaluate(async () => {
    const ends = (one) => Number.isFinite(one.effect?.getComputedTiming().endTime);
    const moving = () => document.getAnimations().filter((one) => one.playState === "running" && ends(one));
    const late = new Promise((resolve) => setTimeout(resolve, 3_000));
    await Promise.race([late, Promise.allSettled(moving().map((one) => one.finished))]);
  });
}
