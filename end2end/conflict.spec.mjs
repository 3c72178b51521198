// Two at once: the second person sees both values and chooses, field by field; nothing typed is lost.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { CompanyCard } from "./pages/companies.mjs";
import { Conflict } from "./pages/conflict.mjs";
import { Register } from "./pages/register.mjs";
import { call, change, company, contact, named, signedIn } from "./pages/steps.mjs";

test.use({ allowedErrors: [/409/] });
test.beforeEach(async ({ page }) => signedIn(page));

const save = (page) => page.getByRole("main").getByRole("button", { name: "Zapisz" }).first().click();

test("of a company", async ({ page }) => {
  const id = await company(page, named("Sporna"));
  await page.goto(`/companies/${id}/edit`);
  await page.getByLabel("Miejscowość").fill("Kraków");
  await page.getByLabel("Ulica i numer").fill("Długa 1");
  await page.getByLabel("E-mail").fill("moj@example.com");
  // Meanwhile somebody else is quicker.
  await change(page, "companies", id, { city: "Gdańsk", street: "Krótka 2", phone: "500 600 700" });
  await save(page);

  const conflict = new Conflict(page);
  await expect(conflict.field("Miejscowość")).toContainText("Kraków");
  await expect(conflict.field("Miejscowość")).toContainText("Gdańsk");
  await expect(conflict.mine("Miejscowość")).toBeChecked();
  await expect(conflict.theirs("Telefon")).toBeChecked();
  await expect(conflict.field("E-mail")).toHaveCount(0);
  await expectAccessible(page);

  // Going back loses nothing, and asks again.
  await conflict.back();
  await expect(page.getByLabel("Miejscowość")).toHaveValue("Kraków");
  await save(page);
  await conflict.theirs("Ulica i numer").check();
  await conflict.save();
  const card = new CompanyCard(page);
  await expect(page.getByRole("heading", { name: "Dane firmy" })).toBeVisible();
  expect(card.id).toBe(id);
  const facts = page.getByRole("main");
  await expect(facts).toContainText("Krótka 2, Kraków");
  await expect(facts).toContainText("500 600 700");
  await expect(facts).toContainText("moj@example.com");
});

test("of a contact", async ({ page }) => {
  const id = await company(page, named("Kontaktowa"));
  const person = await contact(page, id, { name: "Janina Kowalska", phone: "1" });
  await new CompanyCard(page).open(id);
  await page.getByRole("button", { name: "Zmień Janina Kowalska" }).click();
  const dialog = page.getByRole("dialog", { name: "Zmiana danych osoby" });
  await dialog.getByLabel("Telefon").fill("222");
  await dialog.getByLabel("Stanowisko").fill("prezes");
  await change(page, "contacts", person.id, { phone: "333" });
  await dialog.getByRole("button", { name: "Zapisz" }).click();
  const conflict = new Conflict(page);
  await conflict.theirs("Telefon").check();
  await expectAccessible(page);
  await conflict.save();
  await expect(dialog).toBeHidden();
  const row = page.getByRole("listitem").filter({ hasText: "Janina Kowalska" });
  await expect(row).toContainText("333");
  await expect(row).toContainText("prezes");
});

test("of an event", async ({ page }) => {
  const id = await company(page, named("Zdarzeniowa"));
  const event = await call(page, id, "Na początku");
  await page.goto(`/events/${event.id}`);
  await page.getByRole("link", { name: "Zmień" }).click();
  await expect(page.getByLabel("Notatka")).toHaveValue("Na początku");
  await page.getByLabel("Notatka").fill("Moja wersja");
  await change(page, "events", event.id, { note: "Ich wersja" });
  await expectAccessible(page);
  await save(page);
  const conflict = new Conflict(page);
  await expect(conflict.field("Notatka")).toContainText("Ich wersja");
  await conflict.mine("Notatka").check();
  await conflict.save();
  // The log tells both changes, readably.
  const log = page.getByRole("main").locator(".log");
  await expect(log).toContainText("Notatka: Na początku → Ich wersja");
  await expect(log).toContainText("Notatka: Ich wersja → Moja wersja");
  await expectAccessible(page);
});

test("an event goes to another company, and its contact with it", async ({ page }) => {
  const [from, to, third] = [named("Skąd"), named("Dokąd"), named("Gdzie indziej")];
  const [fromId, toId, thirdId] = [await company(page, from), await company(page, to), await company(page, third)];
  const old = await contact(page, fromId, { name: "Jan Stary" });
  await contact(page, toId, { name: "Nina Nowa" });
  const event = await call(page, fromId, "Nie tej firmy", { contact: old.id });
  await page.goto(`/events/${event.id}/edit`);
  const register = new Register(page);
  await expect(register.company).toHaveValue(from);
  await expect(page.getByLabel("Osoba").locator("option:checked")).toHaveText("Jan Stary");
  await register.find("Firma", to, to);
  await expect(page.getByLabel("Osoba")).toHaveValue("");
  await page.getByLabel("Osoba").selectOption({ label: "Nina Nowa" });
  // What was chosen outlives a reload, by its name.
  await page.waitForTimeout(500);
  await page.reload();
  await expect(register.company).toHaveValue(to);
  await expect(page.getByLabel("Osoba").locator("option:checked")).toHaveText("Nina Nowa");

  await change(page, "events", event.id, { company: thirdId, contact: null });
  await save(page);
  const conflict = new Conflict(page);
  await expect(conflict.field("Firma")).toContainText(to);
  await expect(conflict.field("Firma")).toContainText(third);
  await conflict.mine("Firma").check();
  await conflict.mine("Osoba").check();
  await expectAccessible(page);
  await conflict.save();
  const main = page.getByRole("main");
  await expect(main.getByRole("link", { name: to })).toBeVisible();
  await expect(main).toContainText("Nina Nowa");
  await expect(main.locator(".log")).toContainText(`Firma: ${third} → ${to}`);
});
