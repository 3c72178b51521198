// Registering an event, by mouse and by keyboard, and what becomes of what was typed.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { CompanyCard } from "./pages/companies.mjs";
import { Register } from "./pages/register.mjs";
import { call, company, named, signedIn } from "./pages/steps.mjs";

test.beforeEach(async ({ page }) => signedIn(page));

test("a simplified event, from the card and back to it", async ({ page }) => {
  const name = named("Rejestrowa");
  const id = await company(page, name);
  const card = new CompanyCard(page);
  await card.open(id);
  await page.getByRole("main").getByRole("link", { name: "Zarejestruj zdarzenie" }).click();
  const register = new Register(page);
  await expect(register.company).toHaveValue(name);
  await register.type.selectOption({ label: "Wizyta u klienta" });
  await register.note.fill("Obejrzeliśmy stoisko.");
  await expectAccessible(page);
  await register.send();
  await register.done();
  await expectAccessible(page);
  await page.getByRole("main").getByRole("link", { name }).click();
  await expect(card.event("Obejrzeliśmy stoisko.")).toContainText("Wizyta u klienta");
  await page.getByRole("link", { name: "Cała historia" }).click();
  await expect(card.event("Obejrzeliśmy stoisko.")).toBeVisible();
  await page.getByLabel("Notatka lub numer").fill("obejrz");
  await expect(card.event("Obejrzeliśmy stoisko.")).toBeVisible();
  // What is no day is told, and takes nothing away.
  const from = page.getByLabel("Od dnia");
  await from.fill("kiedyś");
  await from.blur();
  await expect(page.getByText("To nie jest poprawna wartość.")).toBeVisible();
  await expect(card.event("Obejrzeliśmy stoisko.")).toBeVisible();
  await from.fill("1.1.2020");
  await expect(page.getByText("To nie jest poprawna wartość.")).toBeHidden();
  await page.getByLabel("Rodzaj zdarzenia").selectOption({ label: "Otrzymany e-mail" });
  await expect(page.getByText("Żadne zdarzenie nie pasuje do filtrów")).toBeVisible();
});

test("whoever is quicker than the network is not asked for the company that the address names", async ({ page }) => {
  const name = named("Spóźniona");
  const id = await company(page, name);
  await page.route("**/api/fn/company_card", async (route) => {
    await new Promise((later) => setTimeout(later, 1_500));
    await route.continue();
  });
  const register = new Register(page);
  await register.open(id);
  await register.note.fill("Szybsza od sieci");
  await expect(register.company).toHaveValue("");
  await register.send();
  await register.done();
  await expect(page.getByRole("main").getByRole("link", { name })).toBeVisible();
  await expect(page.getByText("Szybsza od sieci")).toBeVisible();
});

test("by keyboard only", async ({ page }) => {
  const name = named("Klawiszowa");
  await company(page, name);
  const register = new Register(page);
  await register.open();
  await register.type.focus();
  await page.keyboard.press("Tab");
  await expect(register.company).toBeFocused();
  await page.keyboard.type(name);
  await expect(page.getByRole("option", { name })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(register.company).toHaveValue(name);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(register.note).toBeFocused();
  await page.keyboard.type("Tylko klawiatura");
  await page.getByRole("button", { name: "Zarejestruj", exact: true }).focus();
  await page.keyboard.press("Enter");
  await register.done();
  await expect(page.getByText("Tylko klawiatura")).toBeVisible();
});

test.describe("a refused event", () => {
  test.use({ allowedErrors: [/422/] });

  test("keeps what was typed and says what is wrong, at the field", async ({ page }) => {
    const id = await company(page, named("Odmowna"));
    const register = new Register(page);
    await register.open();
    await register.note.fill("To nie może przepaść");
    await register.send();
    await expect(register.error).toContainText("1 pole wymaga poprawy.");
    await expect(register.summary).toBeFocused();
    await register.jump("Firma");
    await expect(register.company).toBeFocused();
    await expect(register.note).toHaveValue("To nie może przepaść");
    await register.open(id);
    await register.note.fill("To nie może przepaść");
    await register.occurredAt.fill("2299-01-01T10:00");
    await register.send();
    await expect(register.problem("Kiedy")).toHaveText("To nie jest poprawna wartość.");
    await expect(register.note).toHaveValue("To nie może przepaść");
  });
});

test.describe("without network", () => {
  test.use({ allowedErrors: [/ERR_|Failed to fetch/] });

  test("the state is shown, and the event waits until there is one", async ({ page, context }) => {
    const id = await company(page, named("Odległa"));
    const register = new Register(page);
    await register.open(id);
    await expect(register.company).not.toHaveValue("");
    await register.note.fill("Z daleka");
    // The code of the page that registering leads to comes by itself.
    const known = () => performance.getEntriesByType("resource").some((one) => /split_companies/.test(one.name) && one.responseEnd);
    await page.waitForFunction(known);
    await context.setOffline(true);
    await expect(page.getByText("Brak połączenia z serwerem.")).toBeVisible();
    await register.send();
    const waiting = page.getByRole("main").getByRole("listitem").filter({ hasText: "Z daleka" });
    await expect(waiting).toContainText("czeka na wysłanie");
    await expectAccessible(page);
    await context.setOffline(false);
    await expect(page.getByText("Brak połączenia z serwerem.")).toBeHidden();
    await expect(waiting).not.toContainText("czeka", { timeout: 10_000 });
    await expect(waiting).toHaveCount(1);
  });
});

test("a company that was chosen stays, though that of the address comes late", async ({ page }) => {
  const [asked, other] = [named("Spóźniona"), named("Wybrana")];
  const [id] = [await company(page, asked), await company(page, other)];
  let answer = () => {};
  const late = new Promise((done) => (answer = done));
  await page.route("**/api/fn/company_card*", async (route) => {
    await late;
    await route.continue();
  });
  const register = new Register(page);
  await register.open(id);
  await register.find("Firma", other.split(" ").at(-1), other);
  const read = page.waitForResponse("**/api/fn/company_card*");
  answer();
  await read;
  await page.waitForTimeout(300);
  await expect(register.company).toHaveValue(other);
});

test("a draft is offered after a reload", async ({ page }) => {
  const name = named("Szkicowa");
  const id = await company(page, name);
  const register = new Register(page);
  await register.open(id);
  await expect(register.company).toHaveValue(name);
  await register.note.fill("Zacząłem i nie skończyłem");
  await register.open();
  await expect(register.note).toHaveValue("");
  await register.goOn();
  await expect(register.note).toHaveValue("Zacząłem i nie skończyłem");
  await expect(register.company).toHaveValue(name);
  await register.send();
  await register.done();
  await register.open();
  await expect(register.drafts).toHaveCount(0);
});

test("a cancelled event stays, marked, with its reason", async ({ page }) => {
  const id = await company(page, named("Pomyłkowa"));
  const event = await call(page, id, "Pomyłka");
  await page.goto(`/events/${event.id}`);
  await page.getByRole("button", { name: "Anuluj zdarzenie" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Anuluj zdarzenie" }).click();
  await expect(dialog.getByText("Wypełnij to pole.").first()).toBeVisible();
  await dialog.getByLabel("Powód").fill("Nie ten klient");
  await dialog.getByRole("button", { name: "Anuluj zdarzenie" }).click();
  await expect(dialog).toBeHidden();
  // The button that opened it has gone; whoever works by keyboard goes on at the heading.
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(page.getByText("anulowane", { exact: true })).toBeVisible();
  await expect(page.getByText("Nie ten klient").first()).toBeVisible();
});
