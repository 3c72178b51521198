// Signing in and out, the language, the theme.
import { admin, expect, expectAccessible, test } from "./fixtures.mjs";
import { Shell } from "./pages/shell.mjs";
import { SignIn } from "./pages/sign-in.mjs";
import { signedIn } from "./pages/steps.mjs";

test.describe("a wrong password", () => {
  test.use({ allowedErrors: [/401/] });

  test("is told and leaves the login as it was typed", async ({ page }) => {
    const signIn = new SignIn(page);
    await signIn.open();
    await signIn.as({ login: admin.login, password: "zupełnie inne" });
    await expect(signIn.error).toContainText("Login lub hasło jest nieprawidłowe.");
    await expect(page.getByLabel("Login")).toHaveValue(admin.login);
    await expectAccessible(page);
  });
});

test("in and out", async ({ page }) => {
  await signedIn(page);
  await new Shell(page).signOut();
  await expect(new SignIn(page).button).toBeVisible();
});

test("the language changes at once and is remembered", async ({ page }) => {
  const signIn = new SignIn(page);
  await signIn.open();
  await page.getByLabel("Login").fill("ktoś");
  await page.getByRole("button", { name: "English" }).click();
  await expect(signIn.button).toHaveText("Sign in");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByLabel("Login")).toHaveValue("ktoś");
  await page.reload();
  await expect(signIn.button).toHaveText("Sign in");
});

test.describe("a session that ends", () => {
  test.use({ allowedErrors: [/401/] });

  test("asks to sign in again, and what was sent goes on", async ({ page, context }) => {
    await signedIn(page);
    await page.goto("/companies/new");
    await page.getByLabel("Nazwa").fill("Trwała Firma");
    await context.clearCookies();
    await page.getByRole("button", { name: "Dodaj firmę" }).click();
    const dialog = page.getByRole("dialog", { name: "Sesja wygasła" });
    await expect(dialog).toBeVisible();
    await expectAccessible(page);
    await dialog.getByLabel("Hasło").fill(admin.password);
    await dialog.getByRole("button", { name: "Zaloguj się" }).click();
    await expect(dialog).toBeHidden();
    // It waited in the outbox, and is sent now that one is signed in.
    await expect(page.getByRole("heading", { name: "Trwała Firma", level: 1 })).toBeVisible();
    await expect(page.getByRole("banner").getByRole("link", { name: /Do wysłania/ })).toBeHidden();
    const answer = await page.request.get("/api/v1/companies?text=trwała");
    expect((await answer.json()).items.map(({ name }) => name)).toEqual(["Trwała Firma"]);
  });
});
