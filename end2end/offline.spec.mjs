// Work without network, on a tablet: the client opens, lists can be read, what is entered waits.
import { expect, expectAccessible } from "./fixtures.mjs";
import { registered, test } from "./net.mjs";
import { AddCompany, CompanyCard } from "./pages/companies.mjs";
import { Outbox, held } from "./pages/outbox.mjs";
import { Register } from "./pages/register.mjs";
import { company, named, signedIn } from "./pages/steps.mjs";

test("the client opens without network, an event waits, and is registered once there is one", async ({
  page,
  context,
  kronika,
}, info) => {
  await signedIn(page);
  await held(page);
  const name = named("Zasięgowa");
  const id = await company(page, name);
  const card = new CompanyCard(page);
  await card.open(id);
  await new Register(page).open(id);
  await context.setOffline(true);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Dzisiaj", level: 1 })).toBeVisible();
  await card.open(id);
  await expect(card.heading(name)).toBeVisible();
  const register = new Register(page);
  await register.open();
  await register.company.fill(name.slice(0, 6));
  await page.getByRole("option", { name }).click();
  await register.note.fill("Bez zasięgu");
  const from = Date.now();
  await register.send();
  await expect(card.event("Bez zasięgu")).toContainText("czeka na wysłanie");
  expect(Date.now() - from).toBeLessThan(2_500);
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath("card.png"), fullPage: true });
  const outbox = new Outbox(page);
  await outbox.link.click();
  await expect(outbox.item("Bez zasięgu")).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath("outbox.png"), fullPage: true });
  // A reload and another start change nothing.
  await page.reload();
  await expect(outbox.item("Bez zasięgu")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("Wszystko wysłane")).toBeVisible({ timeout: 15_000 });
  await expect(outbox.link).toBeHidden();
  expect(await registered(kronika, id, "Bez zasięgu")).toHaveLength(1);
  await card.open(id);
  await expect(card.event("Bez zasięgu")).not.toContainText("czeka");
});

test("a long list that was read in part says where it ends without network", async ({ page, context }) => {
  test.setTimeout(60_000);
  await signedIn(page);
  await held(page);
  // Only its beginning comes.
  await page.route("**/api/fn/companies", (route) =>
    /"after":"/.test(route.request().postData()) ? route.abort() : route.continue(),
  );
  for (let at = 0; at < 60; at += 1) await company(page, named(`Aaa ${at}`));
  await page.goto("/companies");
  const rows = page.getByRole("main").locator("a.row-link");
  await expect(rows.first()).toBeVisible();
  const names = await rows.allTextContents();
  await context.setOffline(true);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(page.getByText("Nie można połączyć się z serwerem")).toBeVisible({ timeout: 10_000 });
  const all = await rows.allTextContents();
  expect(new Set(all).size).toBe(all.length);
  await page.reload();
  await expect(rows.first()).toHaveText(names[0]);
});

test("a new company and its event are sent in their order", async ({ page, context, kronika }) => {
  await signedIn(page);
  await held(page);
  await new Register(page).open();
  const add = new AddCompany(page);
  await add.open();
  await context.setOffline(true);
  const name = named("Nowa w polu");
  await add.name.fill(name);
  await add.send();
  const card = new CompanyCard(page);
  await expect(card.heading(name)).toBeVisible();
  const id = card.id;
  await page.getByRole("link", { name: "Zarejestruj zdarzenie" }).first().click();
  const register = new Register(page);
  await expect(register.company).toHaveValue(name);
  await register.note.fill("Pierwsza wizyta");
  await register.send();
  await expect(card.event("Pierwsza wizyta")).toContainText("czeka");
  const outbox = new Outbox(page);
  await outbox.open();
  await expect(outbox.items).toHaveCount(2);
  await expect(outbox.item("Pierwsza wizyta")).toContainText("czeka na wcześniejszy wpis");
  await context.setOffline(false);
  await expect(page.getByText("Wszystko wysłane")).toBeVisible({ timeout: 15_000 });
  expect(await registered(kronika, id, "Pierwsza wizyta")).toHaveLength(1);
});
