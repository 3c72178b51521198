// Every page in both languages and both themes: it is there, and axe finds nothing.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { call, company, named, signedIn } from "./pages/steps.mjs";

const titles = {
  pl: {
    "/": "Dzisiaj",
    "/companies": "Firmy",
    "/companies/new": "Dodaj firmę",
    "/register": "Zarejestruj zdarzenie",
    "/events": "Zdarzenia",
    "/event-types": "Rodzaje zdarzeń",
    "/people": "Pracownicy",
    "/people/groups": "Grupy",
    "/password": "Zmiana hasła",
    "/settings": "Ustawienia",
    "/about": "O programie",
    "/nowhere": "Nie ma takiej strony",
  },
  en: {
    "/": "Today",
    "/companies": "Companies",
    "/companies/new": "Add a company",
    "/register": "Register an event",
    "/events": "Events",
    "/event-types": "Event types",
    "/people": "People",
    "/people/groups": "Groups",
    "/password": "Change password",
    "/settings": "Settings",
    "/about": "About",
    "/nowhere": "There is no such page",
  },
};

for (const colorScheme of ["light", "dark"]) {
  for (const language of ["pl", "en"]) {
    test.describe(`${language}, ${colorScheme}`, () => {
      test.use({ colorScheme });

      test("all pages", async ({ page }) => {
        // On the smaller screens each language and each theme once.
        const both = (language === "pl") === (colorScheme === "light");
        test.skip(test.info().project.name !== "desktop" && !both);
        test.slow();
        await page.addInitScript((code) => localStorage.setItem("kronika.language", code), language);
        await signedIn(page);
        const name = named("Stronicowa");
        const id = await company(page, name);
        const event = await call(page, id, "Notatka do strony");
        for (const [path, title] of Object.entries(titles[language])) {
          await page.goto(path);
          await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
          await expect(page.locator(".skeleton")).toHaveCount(0);
          await expect(page).toHaveTitle(`${title} · Kronika`);
          await expectAccessible(page);
        }
        const [card, one] = [`/companies/${id}`, `/events/${event.id}`];
        for (const path of [card, `${card}/events`, `${card}/edit`, one, `${one}/edit`]) {
          await page.goto(path);
          await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("…");
          await expect(page.locator(".skeleton")).toHaveCount(0);
          await expectAccessible(page);
        }
      });
    });
  }
}

test("a link goes to its page and the way back works", async ({ page }) => {
  await signedIn(page);
  await page.getByRole("link", { name: "Zdarzenia" }).click();
  await expect(page).toHaveURL(/\/events$/);
  await expect(page.getByRole("heading", { name: "Zdarzenia", level: 1 })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Dzisiaj", level: 1 })).toBeVisible();
});
