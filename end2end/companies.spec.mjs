// Companies: adding, finding, changing; contacts.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { AddCompany, Companies, CompanyCard } from "./pages/companies.mjs";
import { Conflict } from "./pages/conflict.mjs";
import { company, named, signedIn } from "./pages/steps.mjs";

test.beforeEach(async ({ page }) => signedIn(page));

test.describe("a company", () => {
  test.use({ allowedErrors: [/422/] });

  test("is added once its problems are mended; what was typed stays", async ({ page }) => {
    const name = named("Żółw i Spółka");
    const add = new AddCompany(page);
    await add.open();
    await add.city.fill("Łódź");
    await add.nip.fill("1234567890");
    await add.send();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("wymaga");
    await expect(add.name).toHaveAttribute("aria-invalid", "true");
    await expect(add.name).toBeFocused();
    await expect(add.city).toHaveValue("Łódź");
    await expect(page.getByText("To nie jest poprawny NIP.")).toBeVisible();
    await expectAccessible(page);
    await add.name.fill(name);
    await add.nip.fill("526-025-02-74");
    await add.send();
    await expect(new CompanyCard(page).heading(name)).toBeVisible();
    await expectAccessible(page);
  });
});

test("the way back from a company leads to the same place of the same list", async ({ page }) => {
  const word = named("Powrotna").split(" ").at(-1);
  const name = (at) => `Powrotna ${word} ${String(at).padStart(2, "0")}`;
  for (let at = 0; at < 70; at += 1) await company(page, name(at));
  const companies = new Companies(page);
  await companies.open();
  await companies.search(word);
  await expect(companies.row(name(0))).toBeVisible();
  const deep = companies.row(name(64));
  await expect(async () => {
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect(deep).toBeInViewport({ timeout: 500 });
  }).toPass();
  await page.waitForTimeout(500);
  const before = await page.evaluate(() => scrollY);
  const seen = await deep.boundingBox();
  await deep.click();
  await expect(new CompanyCard(page).heading(name(64))).toBeVisible();
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.goBack();
  await expect(page.getByRole("searchbox")).toHaveValue(word);
  await expect(deep).toBeInViewport();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before);
  expect(Math.abs((await deep.boundingBox()).y - seen.y)).toBeLessThan(2);
  // What was asked for stands in the address: it outlives a reload, and a colleague can be sent it.
  await expect(page).toHaveURL(new RegExp(`text=${word}$`));
  await page.reload();
  await expect(page.getByRole("searchbox")).toHaveValue(word);
  await expect(companies.row(name(0))).toBeVisible();
  // The link in the navigation leads to the list as a whole.
  await page.getByRole("navigation").getByRole("link", { name: "Firmy" }).first().click();
  await expect(page.getByRole("searchbox")).toHaveValue("");
});

test("search finds by beginnings, without Polish letters", async ({ page }) => {
  const name = named("Łąka Świętokrzyska");
  await company(page, name);
  const companies = new Companies(page);
  await companies.open();
  await companies.search(`swieto ${name.split(" ").at(-1)}`);
  await expect(companies.row(name)).toBeVisible();
  await companies.search("nikt taki nie istnieje");
  await expect(page.getByText("Żadna firma nie pasuje")).toBeVisible();
  await expectAccessible(page);
});

test("data are changed and contacts added", async ({ page }) => {
  const id = await company(page, named("Zmienna"));
  const card = new CompanyCard(page);
  await card.open(id);
  await page.getByRole("link", { name: "Zmień" }).click();
  await page.getByLabel("Telefon").fill("+48 22 123 45 67");
  await page.getByRole("button", { name: "Zapisz" }).click();
  await expect(page.getByRole("link", { name: "+48 22 123 45 67" })).toBeVisible();
  await page.getByRole("button", { name: "Dodaj osobę" }).click();
  await page.getByLabel("Imię i nazwisko").fill("Janina Kowalska");
  await page.getByRole("dialog").getByRole("button", { name: "Dodaj", exact: true }).click();
  await expect(page.getByText("Janina Kowalska")).toBeVisible();
});

test.describe("two at once", () => {
  test.use({ allowedErrors: [/409/] });

  test("the second is told and keeps what they typed", async ({ page, browser, baseURL }) => {
    const id = await company(page, named("Sporna"));
    const other = await browser.newPage({ baseURL, locale: "pl-PL" });
    await signedIn(other);
    await page.goto(`/companies/${id}/edit`);
    await page.getByLabel("Miejscowość").fill("Kraków");
    await other.goto(`/companies/${id}/edit`);
    await other.getByLabel("Telefon").fill("500 600 700");
    await other.getByRole("button", { name: "Zapisz" }).click();
    await other.getByRole("heading", { name: "Dane firmy" }).waitFor();
    await page.getByRole("button", { name: "Zapisz" }).click();
    const conflict = new Conflict(page);
    await expect(conflict.theirs("Telefon")).toBeChecked();
    await expect(page.getByLabel("Miejscowość")).toHaveValue("Kraków");
    await conflict.save();
    await expect(page.getByText("Kraków")).toBeVisible();
    await expect(page.getByRole("link", { name: "500 600 700" })).toBeVisible();
    await other.close();
  });
});

test.describe("what is not there", () => {
  test.use({ allowedErrors: [/404/] });

  test("a record that is not there says so and offers nothing", async ({ page }) => {
    for (const noun of ["companies", "events", "event-types"]) {
      await page.goto(`/${noun}/00000000-0000-0000-0000-000000000000`);
      await expect(page.getByRole("heading", { name: "Nie ma takiego wpisu", level: 1 })).toBeVisible();
      await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
      await expect(page.getByRole("main").getByRole("link")).toHaveCount(1);
    }
    await expectAccessible(page);
  });
});

test("whoever cancels a form gives up what was typed; whoever reloads it does not", async ({ page }) => {
  await page.goto("/companies/new");
  const name = page.getByLabel(/^Nazwa/);
  await name.fill("Porzucona");
  await page.waitForTimeout(500);
  await page.reload();
  await expect(name).toHaveValue("Porzucona");
  await page.getByRole("main").getByRole("link", { name: "Anuluj" }).click();
  await expect(page.getByRole("heading", { name: "Firmy", level: 1 })).toBeVisible();
  await page.goto("/companies/new");
  await expect(name).toHaveValue("");
});
