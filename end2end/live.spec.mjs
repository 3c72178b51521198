// The main job through the browser: sign in, add a company, register, and a colleague sees it live.
import { admin, expect, expectAccessible, test } from "./fixtures.mjs";
import { CompanyCard } from "./pages/companies.mjs";
import { Register } from "./pages/register.mjs";
import { call, company, named, signedIn } from "./pages/steps.mjs";

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

test("in an open card and an open history, within a second, lit up", async ({ page, browser, baseURL }) => {
  await signedIn(page);
  const id = await company(page, named("Żywa"));
  await call(page, id, "Dawniej");
  const card = new CompanyCard(page);
  await card.open(id);
  await expect(card.event("Dawniej")).toBeVisible();
  const second = await page.context().newPage();
  const history = new CompanyCard(second);
  await history.openHistory(id);
  await expect(history.event("Dawniej")).toBeVisible();

  const context = await browser.newContext({ baseURL, locale: "pl-PL" });
  const colleague = await context.newPage();
  await signedIn(colleague);
  const register = new Register(colleague);
  await register.open(id);
  await expect(register.company).not.toHaveValue("");
  await register.note.fill("Właśnie dzwonił klient");
  const answered = colleague.waitForResponse((response) => response.url().endsWith("/api/v1/events"));
  await register.send();
  await answered;
  const from = Date.now();
  await expect(card.event("Właśnie dzwonił klient")).toBeVisible({ timeout: 1_500 });
  await expect(history.event("Właśnie dzwonił klient")).toBeVisible({ timeout: 1_500 });
  expect(Date.now() - from).toBeLessThan(1_500);
  await expect(card.event("Właśnie dzwonił klient")).toHaveClass(/fresh/);
  await expect(card.event("Dawniej")).not.toHaveClass(/fresh/);
  await context.close();
});
