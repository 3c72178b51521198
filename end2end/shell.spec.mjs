// The shell: the palette, the ways by keyboard, theme, density and language, a newer client on the server.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { Register } from "./pages/register.mjs";
import { Palette, Shell } from "./pages/shell.mjs";
import { call, company, contact, named, signedIn } from "./pages/steps.mjs";

test.beforeEach(async ({ page }) => signedIn(page));

test.describe("the palette", () => {
  test("finds companies and events by keyboard, and remembers what was open", async ({ page }) => {
    const name = named("Paletowa Łódź");
    const id = await company(page, name);
    const event = await call(page, id, `Umowa ${name}`);
    const palette = new Palette(page);
    await palette.openByKeys();
    await expect(palette.field).toBeFocused();
    await expect(palette.group("Polecenia")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.type(`paletowa lodz ${name.split(" ").at(-1)}`);
    await expect(palette.chosen).toContainText(name);
    await expectAccessible(page);
    await page.keyboard.press("ArrowDown");
    await expect(palette.chosen).toContainText(`Umowa ${name}`);
    await page.keyboard.press("Enter");
    await expect(palette.dialog).toBeHidden();
    await expect(page).toHaveURL(new RegExp(`/events/${event.id}$`));
    await page.keyboard.press("Control+k");
    await palette.field.fill(name);
    // Enter before the answer has come means the answer's first line.
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/companies/${id}$`));
    await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
    await page.goto("/events");
    await palette.openByButton();
    await expect(palette.group("Ostatnio otwarte").getByRole("option").first()).toContainText(name);
  });

  test("finds a contact by name and by telephone, and goes to the company", async ({ page }) => {
    const name = named("Kontaktowa");
    const id = await company(page, name);
    const person = named("Żaneta Ślęża");
    await contact(page, id, { name: person, position: "Prezes", phone: `+48 700 ${String(Date.now()).slice(-6)}` });
    const palette = new Palette(page);
    await palette.openByKeys();
    await palette.field.fill(`sleza ${person.split(" ").at(-1)}`);
    const found = palette.group("Osoby").getByRole("option");
    await expect(found).toContainText(person);
    await expect(found).toContainText(`Prezes · ${name}`);
    await expectAccessible(page);
    await found.click();
    await expect(page).toHaveURL(new RegExp(`/companies/${id}$`));
  });

  test("says that nothing fits, and closes by Escape", async ({ page }) => {
    const palette = new Palette(page);
    await palette.openByButton();
    await palette.field.fill("nikttakinieistnieje");
    await expect(palette.dialog.getByText("Nic nie pasuje")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(palette.dialog).toBeHidden();
    await expect(page.getByRole("button", { name: "Szukaj" })).toBeFocused();
  });

  test("goes to pages and switches theme, density and language", async ({ page }) => {
    const [palette, shell] = [new Palette(page), new Shell(page)];
    const choose = async (typed, option) => {
      await palette.openByKeys();
      await palette.field.fill(typed);
      await expect(palette.chosen).toContainText(option);
      await page.keyboard.press("Enter");
      await expect(palette.dialog).toBeHidden();
    };
    await choose("motyw ciem", "Motyw: Ciemny");
    await expect(shell.html).toHaveAttribute("data-theme", "dark");
    await choose("zwarta", "Gęstość: Zwarta");
    await expect(shell.html).toHaveAttribute("data-density", "compact");
    await choose("prac", "Pracownicy");
    await expect(page.getByRole("heading", { name: "Pracownicy", level: 1 })).toBeFocused();
    await choose("jezyk engl", "Język: English");
    await expect(page.getByRole("heading", { name: "People", level: 1 })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { name: "People", level: 1 })).toBeVisible();
    await expect(shell.html).toHaveAttribute("data-theme", "dark");
    await expect(shell.html).toHaveAttribute("data-density", "compact");
  });

  test.describe("without network", () => {
    test.use({ allowedErrors: [/ERR_|Failed to fetch/] });

    test("tells it, and still offers pages", async ({ page, context }) => {
      const palette = new Palette(page);
      // Its code is fetched when it is first opened.
      await palette.openByButton();
      await expect(palette.field).toBeFocused();
      await page.keyboard.press("Escape");
      await context.setOffline(true);
      await palette.openByButton();
      await palette.field.fill("prac");
      await expect(palette.option("Pracownicy")).toBeVisible();
      await expect(palette.dialog.getByText("Nie można połączyć się z serwerem.")).toBeVisible();
      await context.setOffline(false);
    });
  });
});

test("by keyboard past the navigation, into the menu and out", async ({ page }) => {
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Przejdź do treści" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  const shell = new Shell(page);
  await shell.menuButton.focus();
  await page.keyboard.press("Enter");
  await expect(shell.menu).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Tab");
  expect(await shell.menu.evaluate((menu) => menu.contains(document.activeElement))).toBe(true);
  await page.keyboard.press("Escape");
  await expect(shell.menu).toBeHidden();
  await expect(shell.menuButton).toBeFocused();
});

test("settings take effect at once and are remembered", async ({ page }) => {
  const shell = new Shell(page);
  await shell.openMenu();
  await shell.menu.getByRole("link", { name: "Ustawienia" }).click();
  await expect(shell.menu).toBeHidden();
  const main = page.getByRole("main");
  await main.getByRole("button", { name: "Ciemny" }).click();
  await expect(shell.html).toHaveAttribute("data-theme", "dark");
  await main.getByRole("button", { name: "Zwarta" }).click();
  await expect(shell.html).toHaveAttribute("data-density", "compact");
  await main.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  await page.reload();
  await expect(main.getByRole("button", { name: "Compact" })).toHaveAttribute("aria-pressed", "true");
  await expect(main.getByRole("button", { name: "Dark" })).toHaveAttribute("aria-pressed", "true");
});

test.describe("sessions", () => {
  test.use({ allowedErrors: [/401/] });

  test("another one is ended from the settings", async ({ page, browser, baseURL }) => {
    const other = await browser.newPage({ baseURL, locale: "pl-PL" });
    await signedIn(other);
    await page.goto("/settings");
    const rows = page.getByRole("main").getByRole("listitem");
    await expect(rows.getByText("ta przeglądarka")).toBeVisible();
    const before = await rows.count();
    await rows.getByRole("button", { name: "Zakończ" }).first().click();
    const dialog = page.getByRole("dialog", { name: "Zakończyć tę sesję?" });
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Zakończ" }).click();
    await expect(page.getByText("Sesja zakończona.")).toBeVisible();
    await expect(rows).toHaveCount(before - 1);
    // Where nothing happens it is noticed with the next sign of life of the live stream.
    await expect(other.getByRole("dialog", { name: "Sesja wygasła" })).toBeVisible({ timeout: 25_000 });
    await other.reload();
    await expect(other.getByRole("button", { name: "Zaloguj się" })).toBeVisible();
    await other.close();
  });

  test("look and signing out reach the other tabs of the browser", async ({ page, context }) => {
    const other = await context.newPage();
    await other.goto("/companies");
    await expect(other.getByRole("heading", { name: "Firmy", level: 1 })).toBeVisible();
    await page.goto("/settings");
    const main = page.getByRole("main");
    await main.getByRole("button", { name: "Ciemny" }).click();
    await main.getByRole("button", { name: "English" }).click();
    await expect(other.getByRole("heading", { name: "Companies", level: 1 })).toBeVisible();
    await expect(other.locator("html")).toHaveAttribute("data-theme", "dark");
    const shell = new Shell(page);
    await shell.openMenu();
    await shell.menu.getByRole("button", { name: "Sign out" }).click();
    await expect(other.getByRole("button", { name: "Sign in" })).toBeVisible();
    await expect(other.getByRole("heading", { name: "Companies", level: 1 })).toBeHidden();
  });
});

test("a newer client on the server is offered, and a begun event outlives the reload", async ({ page }) => {
  const id = await company(page, named("Wersyjna"));
  const [shell, register] = [new Shell(page), new Register(page)];
  await register.open(id);
  await register.note.fill("Zaczęte przed nową wersją");
  await expect(shell.newVersion).toBeHidden();
  // The server answers as one with another client would.
  await page.route("**/api/**", async (route) => {
    if (route.request().url().endsWith("/live")) return route.continue();
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "x-kronika-client": "newer" } });
  });
  await call(page, id, "Przyszło w międzyczasie");
  const palette = new Palette(page);
  await palette.openByKeys();
  await palette.field.fill("cokolwiek");
  await expect(shell.newVersion).toBeVisible();
  await page.keyboard.press("Escape");
  await expectAccessible(page);
  await expect(register.note).toHaveValue("Zaczęte przed nową wersją");
  await page.unroute("**/api/**");
  await page.getByRole("button", { name: "Wczytaj stronę ponownie" }).click();
  await register.goOn("Zaczęte przed nową wersją");
  await expect(register.note).toHaveValue("Zaczęte przed nową wersją");
  await expect(shell.newVersion).toBeHidden();
});
