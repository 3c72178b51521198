// Every page in both languages and both themes: it is there, and axe finds nothing.
import { expect, expectAccessible, expectContrast, test } from "./fixtures.mjs";
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
    "/password": "Zmień hasło",
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

for (const language of ["pl", "en"]) {
  test(`all pages, ${language}`, async ({ page }, info) => {
    test.slow();
    await page.addInitScript((code) => localStorage.setItem("kronika.language", code), language);
    await signedIn(page);
    const id = await company(page, named("Stronicowa"));
    const event = await call(page, id, "Notatka do strony");
    for (const [path, title] of Object.entries(titles[language])) {
      await go(page, path, language);
      await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
      await expect(page).toHaveTitle(`${title} · Kronika`);
      await looked(page, language, info);
    }
    const [card, one] = [`/companies/${id}`, `/events/${event.id}`];
    for (const path of [card, `${card}/events`, `${card}/edit`, one, `${one}/edit`]) {
      await go(page, path, language);
      await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("…");
      await looked(page, language, info);
    }
  });
}

/** By its address in one language, within the running client in the other. */
async function go(page, path, language) {
  if (language === "pl") return page.goto(path);
  await page.evaluate((path) => {
    history.pushState(Date.now() + 1, "", path);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
}

/** Both themes on the desktop; on the smaller screens each language and each theme once. */
async function looked(page, language, info) {
  expect(await shifted(page), "layout shift on load").toBeLessThan(0.01);
  await expect(page.locator(".skeleton")).toHaveCount(0);
  const [first, second] = language === "pl" ? ["light", "dark"] : ["dark", "light"];
  await page.emulateMedia({ colorScheme: first });
  await expectAccessible(page);
  if (info.project.name !== "desktop") return;
  await page.emulateMedia({ colorScheme: second });
  await expectContrast(page);
}

test("a link goes to its page and the way back works", async ({ page }) => {
  await signedIn(page);
  await page.getByRole("link", { name: "Zdarzenia" }).click();
  await expect(page).toHaveURL(/\/events$/);
  await expect(page.getByRole("heading", { name: "Zdarzenia", level: 1 })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Dzisiaj", level: 1 })).toBeVisible();
});

/** How far what stands on the page has moved since it was loaded, as browsers reckon it. */
function shifted(page) {
  return page.evaluate(
    () =>
      new Promise((done) => {
        const observer = new PerformanceObserver((list) => {
          const own = list.getEntries().filter((entry) => !entry.hadRecentInput);
          done(own.reduce((sum, entry) => sum + entry.value, 0));
        });
        observer.observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(0), 100);
      }),
  );
}
