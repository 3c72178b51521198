// Real forms from elsewhere: imported, published, opened on screen, filled to the last field, and registered.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
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

for (const file of files) {
  const name = file.split("/").at(-1);
  test(`${name} is filled on screen`, async ({ page }) => {
    test.slow();
    await signedIn(page);
    const origin = new URL(page.url()).origin;
    const read = await page.request.post(`${origin}/api/v1/forms/import?name=${encodeURIComponent(name)}`, {
      data: readFileSync(file),
      headers: { origin, "content-type": "application/octet-stream" },
    });
    expect(read.ok(), await read.text()).toBe(true);
    const { form } = await read.json();
    const [id, key] = [await company(page, named("Importowa")), await type(page, name, form)];
    const register = new Register(page);
    await page.goto(`/register?type=${key}&company=${id}`);
    await expect(register.company).not.toHaveValue("");
    const filled = await fillEverything(page, form);
    expect(filled.length).toBeGreaterThan(0);
    await register.send();
    const done = page.getByRole("heading", { name: /^(Przebieg|Najnowsze zdarzenia)$/ });
    await expect(done.or(register.summary.getByRole("listitem")).first()).toBeVisible({ timeout: 15_000 });
    expect(await register.summary.getByRole("listitem").allTextContents(), "problems").toEqual([]);
    // On a busy machine it may still be on its way.
    await expect.poll(() => newest(page, id).then(({ values }) => Object.keys(values).length, () => 0)).toBeGreaterThan(0);
  });
}
