// Real forms from elsewhere: imported, published, opened on screen, filled to the last field, and registered.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { basename, join } from "node:path";
import { expect, test } from "./fixtures.mjs";
import { fillEverything } from "./pages/filler.mjs";
import { Register } from "./pages/register.mjs";
import { company, named, newest, signedIn, type } from "./pages/steps.mjs";

const data = process.env.KRONIKA_TEST_DATA || fileURLToPath(new URL("../../shared/data", import.meta.url));
const files = ["xlsform", "formio"].flatMap((kind) => {
  const folder = join(data, "forms", kind);
  return existsSync(folder) ? readdirSync(folder).toSorted().map((name) => join(folder, name)) : [];
});

test("there are forms from elsewhere", () => {
  test.skip(files.length === 0, `no real forms in ${data}: KRONIKA_TEST_DATA names the folder that holds them`);
  expect(files.length).toBeGreaterThan(0);
});

// Several with one signing in.
for (let from = 0; from < files.length; from += 8) {
  const some = files.slice(from, from + 8);
  test(`${basename(some[0])} and the next ${some.length - 1} are filled on screen`, async ({ page }) => {
    test.setTimeout(120_000);
    await signedIn(page);
    const id = await company(page, named("Importowa"));
    for (const file of some) await test.step(basename(file), () => filled(page, id, file));
  });
}

async function filled(page, id, file) {
  const name = basename(file);
  const origin = new URL(page.url()).origin;
  const read = await page.request.post(`${origin}/api/v1/forms/import?name=${encodeURIComponent(name)}`, {
    data: readFileSync(file),
    headers: { origin, "content-type": "application/octet-stream" },
  });
  expect(read.ok(), await read.text()).toBe(true);
  const { form } = await read.json();
  const key = await type(page, name, form);
  const register = new Register(page);
  await page.goto(`/register?type=${key}&company=${id}`);
  await expect(register.company).not.toHaveValue("");
  const paths = await fillEverything(page, form);
  expect(paths.length, name).toBeGreaterThan(0);
  await register.send();
  const done = page.getByRole("heading", { name: /^(Przebieg|Najnowsze zdarzenia)$/ });
  await expect(done.or(register.summary.getByRole("listitem")).first()).toBeVisible({ timeout: 15_000 });
  expect(await register.summary.getByRole("listitem").allTextContents(), `${name}: problems`).toEqual([]);
  // On a busy machine it may still be on its way.
  const registered = () =>
    newest(page, id).then((event) => event.type === key && Object.keys(event.values).length > 0, () => false);
  await expect.poll(registered, { message: name, timeout: 20_000 }).toBe(true);
}
