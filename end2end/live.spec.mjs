// The main job through the browser: sign in, add a company, register, and a colleague sees it live.
import { admin, expect, expectAccessible, test } from "./fixtures.mjs";

async function signIn(page) {
  await page.goto("/");
  await page.getByLabel("Login", { exact: true }).fill(admin.login);
  await page.getByLabel("Hasło", { exact: true }).fill(admin.password);
  await page.getByRole("button", { name: "Zaloguj się" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Firmy" })).toBeVisible();
}

test("a registration appears on a colleague's open card without a reload", async ({ page, browser, baseURL }, info) => {
  await signIn(page);
  await expectAccessible(page);
  const name = `Żółw ${info.project.name} ${Date.now()}`;
  await page.getByRole("link", { name: "Dodaj firmę" }).first().click();
  await page.getByLabel(/^Nazwa/).fill(name);
  await page.getByRole("button", { name: "Dodaj firmę" }).click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
  const card = page.url();

  const colleague = await browser.newContext({ baseURL, locale: "pl-PL" });
  const other = await colleague.newPage();
  await signIn(other);
  await other.goto(card);
  await expect(other.getByRole("heading", { name })).toBeVisible();

  await page.getByRole("link", { name: "Zarejestruj zdarzenie" }).first().click();
  await page.getByLabel("Notatka").fill("Rozmowa o dostawie");
  await page.getByRole("button", { name: "Zarejestruj", exact: true }).click();
  await expect(other.getByText("Rozmowa o dostawie").first()).toBeVisible({ timeout: 3000 });
  await expectAccessible(other);
  await other.screenshot({ path: info.outputPath("card.png"), fullPage: true });
  await colleague.close();
});
