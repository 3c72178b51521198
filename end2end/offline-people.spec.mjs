// Several people on one tablet: what is kept there belongs to the person.
import { admin, expect } from "./fixtures.mjs";
import { begun, isRegistration, registered, test } from "./net.mjs";
import { CompanyCard } from "./pages/companies.mjs";
import { held } from "./pages/outbox.mjs";
import { SignIn } from "./pages/sign-in.mjs";
import { change, company, named, signedIn } from "./pages/steps.mjs";

/** How many companies with that id can be found here without network. */
function readable(page, id) {
  return page.evaluate(async (id) => {
    const db = await new Promise((done) => (indexedDB.open("kronika").onsuccess = (event) => done(event.target.result)));
    const keys = await new Promise((done) => {
      db.transaction("companies").objectStore("companies").getAllKeys().onsuccess = (event) => done(event.target.result);
    });
    db.close();
    return keys.filter((key) => key.endsWith(id)).length;
  }, id);
}

test("who signs out without network does not sign out whoever signs in after them", async ({ page, context, kronika }) => {
  const other = { login: `ola.${Date.now()}`, name: "Ola Inna", password: "Inne-tajne-haslo-4" };
  kronika.run(["user", "add", other.login, "--name", other.name, "--role", "employee", "--password-stdin"], `${other.password}\n`);
  await signedIn(page);
  await held(page);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("button", { name: "Wyloguj się" }).click();
  await expect(page.getByRole("button", { name: "Zaloguj się" })).toBeVisible();
  await context.setOffline(false);
  await new SignIn(page).as(other);
  await expect(page.getByRole("heading", { name: "Dzisiaj", level: 1 })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Dzisiaj", level: 1 })).toBeVisible();
});

test("the outbox belongs to its person, through an expired session and another one on the same tablet", async ({
  page,
  context,
  net,
  kronika,
}) => {
  const other = { login: `jan.${Date.now()}`, name: "Jan Inny", password: "Inne-tajne-haslo-2" };
  kronika.run(["user", "add", other.login, "--name", other.name, "--role", "employee", "--password-stdin"], `${other.password}\n`);
  await signedIn(page);
  const id = await company(page, named("Wspólny tablet"));
  const register = await begun(page, id);
  await register.note.fill("Moje własne");
  net.fault = (request) => (isRegistration(request) ? "refuse" : null);
  await register.send();
  await expect(new CompanyCard(page).event("Moje własne")).toContainText("czeka");
  // The session ends, and the outbox says so rather than lose anything.
  await context.clearCookies();
  net.fault = () => null;
  await page.goto("/outbox");
  const signIn = new SignIn(page);
  await signIn.as(other);
  await expect(page.getByText("Wszystko wysłane")).toBeVisible();
  await page.waitForTimeout(1_000);
  expect(net.seen.filter(isRegistration)).not.toEqual([]);
  expect(await registered(kronika, id, "Moje własne")).toHaveLength(0);
  await context.clearCookies();
  await page.goto("/outbox");
  await signIn.as(admin);
  await expect.poll(async () => (await registered(kronika, id, "Moje własne")).length, { timeout: 15_000 }).toBe(1);
  const [event] = await registered(kronika, id, "Moje własne");
  expect(event.registered_by_name).toBe(admin.name);
});

test("what is readable without network goes with the person, and comes again with them", async ({ page }) => {
  await signedIn(page);
  const origin = new URL(page.url()).origin;
  const me = await (await page.request.get(`${origin}/api/v1/me`)).json();
  const data = { name: named("Moja"), account_manager: me.id };
  const made = await page.request.post(`${origin}/api/v1/companies`, { data, headers: { origin } });
  const { id } = await made.json();
  const known = () => readable(page, id);
  await page.reload();
  await expect.poll(known, { timeout: 15_000 }).toBe(1);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("button", { name: "Wyloguj się" }).click();
  await expect(page.getByRole("button", { name: "Zaloguj się" })).toBeVisible();
  await expect.poll(known).toBe(0);
  await new SignIn(page).as(admin);
  await expect.poll(known, { timeout: 15_000 }).toBe(1);
});

test("a company that is given to a person later is readable without network, unopened", async ({ page, context }) => {
  await signedIn(page);
  await held(page);
  const origin = new URL(page.url()).origin;
  const me = await (await page.request.get(`${origin}/api/v1/me`)).json();
  const name = named("Przekazana");
  const id = await company(page, name);
  // The first fetching is over, and the company is nobody's.
  await page.waitForTimeout(4_000);
  expect(await readable(page, id)).toBe(0);
  await change(page, "companies", id, { account_manager: me.id });
  await expect.poll(() => readable(page, id), { timeout: 15_000 }).toBe(1);
  await context.setOffline(true);
  const card = new CompanyCard(page);
  await card.open(id);
  await expect(card.heading(name)).toBeVisible();
});

test("a tab of one person sends nothing in the name of another who has signed in since", async ({ page, context, net, kronika }) => {
  const other = { login: `ewa.${Date.now()}`, name: "Ewa Inna", password: "Inne-tajne-haslo-3" };
  kronika.run(["user", "add", other.login, "--name", other.name, "--role", "employee", "--password-stdin"], `${other.password}\n`);
  await signedIn(page);
  const id = await company(page, named("Dwie karty"));
  const register = await begun(page, id);
  await register.note.fill("Z pierwszej karty");
  const second = await context.newPage();
  await context.clearCookies();
  await second.goto("/");
  await new SignIn(second).as(other);
  await second.getByRole("heading", { name: "Dzisiaj", level: 1 }).waitFor();
  await page.keyboard.press("Enter");
  await register.send();
  await expect(page.getByRole("dialog")).toBeVisible({ timeout: 10_000 });
  expect(await registered(kronika, id, "Z pierwszej karty")).toHaveLength(0);
});
