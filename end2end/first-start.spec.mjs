// The first start on an empty database: a server of its own, without any person.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, expectAccessible, test as base } from "./fixtures.mjs";
import { FirstStart } from "./pages/sign-in.mjs";
import { freePort } from "./server.mjs";

const program = process.env.KRONIKA_BIN || fileURLToPath(new URL("../target/debug/kronika", import.meta.url));

const test = base.extend({
  baseURL: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "kronika-empty-"));
    const listen = `127.0.0.1:${await freePort()}`;
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, KRONIKA_DATA_DIR: folder, KRONIKA_LISTEN: listen };
    const server = spawn("setpriv", ["--pdeathsig", "KILL", program, "serve"], { env, stdio: "ignore" });
    const ended = new Promise((resolve) => server.once("exit", resolve));
    const url = `http://${listen}`;
    await expect(async () => expect((await fetch(`${url}/api/v1/health`)).ok).toBe(true)).toPass({ timeout: 20_000 });
    await use(url);
    server.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  },
});
test.use({ allowedErrors: [/422/] });

test("the first administrator is made and is signed in", async ({ page, browser, baseURL }) => {
  const first = new FirstStart(page);
  await first.open();
  await expectAccessible(page);
  const person = { name: "Zofia Pierwsza", login: "zofia", password: "Bardzo-tajne-1" };
  await first.create({ ...person, repeated: "inne" });
  await expect(page.getByText("Hasła są różne.")).toBeVisible();
  await expect(page.getByLabel("Login")).toHaveValue("zofia");
  await first.create({ ...person, password: "zofia", repeated: "zofia" });
  await expect(page.getByText("Co najmniej 8 znaków.").first()).toBeVisible();
  await first.create(person);
  await expect(page.getByText("Dziś nie ma jeszcze Twoich zdarzeń")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Firmy" }).click();
  await expect(page.getByText("Nie ma jeszcze żadnej firmy")).toBeVisible();
  const other = await browser.newPage({ baseURL, locale: "pl-PL" });
  await other.goto("/");
  await expect(other.getByRole("button", { name: "Zaloguj się" })).toBeVisible();
  await other.close();
});
