// People: an administrator adds them and gives them passwords; everybody changes their own.
import { admin, expect, expectAccessible, test } from "./fixtures.mjs";
import { SignIn } from "./pages/sign-in.mjs";
import { named, signedIn, signedInByHand } from "./pages/steps.mjs";

test.use({ allowedErrors: [/401|403|422/] });

test("a new person signs in and changes the password", async ({ page, browser, baseURL }) => {
  await signedIn(page);
  await page.goto("/people");
  const name = named("Piotr");
  const login = name.toLowerCase().replace(" ", ".");
  await page.getByRole("button", { name: "Dodaj pracownika" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Imię i nazwisko").fill(name);
  await dialog.getByLabel("Login").fill(login);
  await dialog.getByLabel("Hasło").fill("krótkie");
  await dialog.getByRole("button", { name: "Dodaj", exact: true }).click();
  await expect(dialog.getByText("Co najmniej 8 znaków.").first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("Hasło").fill("Pierwsze-haslo-1");
  await dialog.getByRole("button", { name: "Dodaj", exact: true }).click();
  await expect(page.getByRole("rowheader", { name })).toBeVisible();

  const theirs = await browser.newPage({ baseURL, locale: "pl-PL" });
  await signedInByHand(theirs, { login, password: "Pierwsze-haslo-1" });
  await theirs.goto("/people");
  await expect(theirs.getByRole("rowheader", { name })).toBeVisible();
  await expect(theirs.getByRole("button", { name: "Dodaj pracownika" })).toHaveCount(0);
  await theirs.goto("/password");
  await theirs.getByLabel("Obecne hasło").fill("nie to");
  await theirs.getByLabel("Nowe hasło").fill("Drugie-haslo-2");
  await theirs.getByLabel("Powtórz hasło").fill("Drugie-haslo-2");
  await theirs.getByRole("button", { name: "Zapisz" }).click();
  await expect(theirs.getByText("Obecne hasło jest nieprawidłowe.")).toBeVisible();
  await theirs.getByLabel("Obecne hasło").fill("Pierwsze-haslo-1");
  await theirs.getByRole("button", { name: "Zapisz" }).click();
  await expect(theirs.getByText("Hasło zmienione.")).toBeVisible();
  await theirs.close();

  await page.getByRole("row", { name }).getByRole("button", { name: "Zmień" }).click();
  await dialog.getByRole("button", { name: "Nadaj hasło" }).click();
  await dialog.getByLabel("Nowe hasło").fill("Trzecie-haslo-3");
  await dialog.getByRole("button", { name: "Nadaj hasło" }).click();
  await expect(dialog).toBeHidden();
  const again = await browser.newPage({ baseURL, locale: "pl-PL" });
  await signedInByHand(again, { login, password: "Trzecie-haslo-3" });
  await again.close();

  // Another role, and out of the firm.
  await page.getByRole("row", { name }).getByRole("button", { name: "Zmień" }).click();
  await dialog.getByLabel("Rola").selectOption({ label: "kierownik" });
  await dialog.getByLabel("E-mail").fill("to nie adres");
  await dialog.getByRole("button", { name: "Zapisz" }).click();
  await expect(dialog.getByText("To nie jest poprawny adres e-mail.").first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("E-mail").fill("piotr@example.com");
  await dialog.getByLabel("Pracuje w firmie").uncheck();
  await dialog.getByRole("button", { name: "Zapisz" }).click();
  await expect(page.getByRole("row", { name })).toContainText("nieaktywny");
  await expect(page.getByRole("row", { name })).toContainText("kierownik");
  await expect(page.getByRole("row", { name })).toContainText("piotr@example.com");
  await page.getByRole("row", { name: "Anna Admin" }).getByRole("button", { name: "Zmień" }).click();
  await dialog.getByLabel("Rola").selectOption({ label: "pracownik" });
  await dialog.getByRole("button", { name: "Zapisz" }).click();
  await expect(dialog.getByText("To jedyny czynny administrator.").first()).toBeVisible();
  await dialog.getByRole("button", { name: "Anuluj" }).click();
  expect(login).not.toBe(admin.login);
  await expect(new SignIn(page).button).toHaveCount(0);
});
