// The main job through the browser: sign in, add a company, register, and a colleague sees it live.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { CompanyCard } from "./pages/companies.mjs";
import { Register } from "./pages/register.mjs";
import { call, change, company, named, signedIn } from "./pages/steps.mjs";

test("a registration appears on a colleague's open card without a reload", async ({ page, browser, baseURL }, info) => {
  await signedIn(page);
  await expectAccessible(page);
  const name = `Żółw ${info.project.name} ${Date.now()}`;
  await page.getByRole("link", { name: "Firmy" }).click();
  await page.getByRole("link", { name: "Dodaj firmę" }).first().click();
  await page.getByLabel(/^Nazwa/).fill(name);
  await page.getByRole("button", { name: "Dodaj firmę" }).click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
  const card = page.url();

  const colleague = await browser.newContext({ baseURL, locale: "pl-PL" });
  const other = await colleague.newPage();
  await signedIn(other);
  await other.goto(card);
  await expect(other.getByRole("heading", { name })).toBeVisible();

  await page.getByRole("link", { name: "Zarejestruj zdarzenie" }).first().click();
  await page.getByLabel("Notatka").fill("Rozmowa o dostawie");
  await page.getByRole("button", { name: "Zarejestruj", exact: true }).click();
  await expect(other.getByText("Rozmowa o dostawie").first()).toBeVisible();
  await expectAccessible(other);
  await other.screenshot({ path: info.outputPath("card.png"), fullPage: true });
  await colleague.close();
});

test("in an open card and an open history, within a second, lit up", { tag: "@alone" }, async ({ page, browser, baseURL }) => {
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

test("changes of a company, a contact list and an event reach open pages", async ({ page, browser, baseURL }) => {
  await signedIn(page);
  const id = await company(page, named("Zmienna"));
  const event = await call(page, id, "Przed zmianą");
  const context = await browser.newContext({ baseURL, locale: "pl-PL" });
  const colleague = await context.newPage();
  await signedIn(colleague);

  await page.goto(`/events/${event.id}`);
  await expect(page.getByText("Przed zmianą")).toBeVisible();
  await change(colleague, "events", event.id, { note: "Po zmianie" });
  await expect(page.getByText("Po zmianie").first()).toBeVisible();
  await expect(page.locator(".card.fresh")).toBeVisible();
  await expect(page.locator(".log")).toContainText("Przed zmianą → Po zmianie");

  await new CompanyCard(page).open(id);
  await change(colleague, "companies", id, { city: "Toruń" });
  await expect(page.locator(".card.fresh")).toContainText("Toruń");
  await context.close();
});

test.describe("without network", () => {
  // The browser itself reports each try to connect again, or to fetch a chapter of the client.
  test.use({ allowedErrors: [/ERR_INTERNET_DISCONNECTED|Failed to fetch/] });

  test("what happened while the connection was lost comes after it", async ({ page, browser, baseURL }) => {
    await signedIn(page);
    const id = await company(page, named("Zgubiona"));
    await call(page, id, "Dawniej");
    const card = new CompanyCard(page);
    await card.open(id);
    await expect(page.locator(".connection[data-state=live]")).toBeAttached();
    const context = await browser.newContext({ baseURL, locale: "pl-PL" });
    const colleague = await context.newPage();
    await signedIn(colleague);

    await page.context().setOffline(true);
    await expect(page.locator(".connection[data-state=lost]")).toBeAttached();
    await call(colleague, id, "W czasie przerwy");
    await page.context().setOffline(false);
    await expect(card.event("W czasie przerwy")).toBeVisible({ timeout: 5_000 });
    await expect(card.event("W czasie przerwy")).toHaveClass(/fresh/);
    await context.close();
  });
});

test("tabs share one stream, and another takes over when the first is closed", async ({ page, context }) => {
  const streams = [];
  context.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/v1/live") streams.push(request.url());
  });
  await signedIn(page);
  const id = await company(page, named("Wspólna"));
  const first = new CompanyCard(page);
  await first.open(id);
  await expect(page.locator(".connection[data-state=live]")).toBeAttached();
  const before = streams.length;
  const second = new CompanyCard(await context.newPage());
  const third = new CompanyCard(await context.newPage());
  await second.open(id);
  await third.openHistory(id);
  await expect(second.page.locator(".connection[data-state=live]")).toBeAttached();
  await call(page, id, "Do wszystkich");
  for (const tab of [first, second, third]) {
    await expect(tab.event("Do wszystkich")).toBeVisible();
  }
  expect(streams.length, "the other tabs opened no stream").toBe(before);

  await page.close();
  await call(second.page, id, "Po zamknięciu");
  for (const tab of [second, third]) {
    await expect(tab.event("Po zamknięciu")).toBeVisible();
  }
  await expect.poll(() => streams.length).toBe(before + 1);
  expect(streams.at(-1), "from where the closed tab was").toContain("since=");
});
