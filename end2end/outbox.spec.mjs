// What waits in the outbox is sent over a bad network: it arrives once and whole, or waits for a person.
import { admin, expect, expectAccessible } from "./fixtures.mjs";
import { begun, isRegistration, registered, test } from "./net.mjs";
import { AddCompany, CompanyCard } from "./pages/companies.mjs";
import { Outbox, held, multiply, put } from "./pages/outbox.mjs";
import { Register } from "./pages/register.mjs";
import { company, named, signedIn } from "./pages/steps.mjs";

test("a server that answers after 15 seconds does not hold the page up", { tag: "@alone" }, async ({ page, net, kronika }) => {
  test.setTimeout(60_000);
  await signedIn(page);
  const id = await company(page, named("Powolna"));
  const register = await begun(page, id);
  await register.note.fill("Powoli");
  net.fault = (request) => (isRegistration(request) ? { delay: 15_000 } : null);
  const from = Date.now();
  await register.send();
  const card = new CompanyCard(page);
  await expect(card.event("Powoli").first()).toBeVisible();
  expect(Date.now() - from).toBeLessThan(2_500);
  await expect(new Outbox(page).link).toBeHidden({ timeout: 25_000 });
  await expect(card.event("Powoli")).toHaveCount(1);
  expect(await registered(kronika, id, "Powoli")).toHaveLength(1);
});

test("an answer that is cut after the server has committed makes exactly one event", async ({ page, net, kronika }) => {
  await signedIn(page);
  const id = await company(page, named("Ucięta"));
  const register = await begun(page, id);
  await register.note.fill("Ucięte");
  let lost = 0;
  net.fault = (request) => (isRegistration(request) && lost++ < 2 ? "lose" : null);
  await register.send();
  const card = new CompanyCard(page);
  await expect(card.event("Ucięte").first()).toBeVisible();
  await expect(new Outbox(page).link).toBeHidden({ timeout: 20_000 });
  await expect(card.event("Ucięte")).toHaveCount(1);
  expect(lost).toBe(3);
  expect(await registered(kronika, id, "Ucięte")).toHaveLength(1);
});

test("a page that the network puts in the place of the answer accepts nothing", async ({ page, net, kronika }) => {
  await signedIn(page);
  const id = await company(page, named("Hotelowa"));
  const register = await begun(page, id);
  await register.note.fill("Z hotelu");
  net.fault = ({ path }) => (path.startsWith("/api/v1/events") ? "portal" : null);
  await register.send();
  const card = new CompanyCard(page);
  await expect(card.event("Z hotelu")).toContainText("czeka");
  net.fault = () => null;
  await expect.poll(async () => (await registered(kronika, id, "Z hotelu")).length, { timeout: 15_000 }).toBe(1);
  await expect(new Outbox(page).link).toBeHidden({ timeout: 10_000 });
});

test("what is on its way is neither changed nor deleted", { tag: "@alone" }, async ({ page, net, kronika }) => {
  await signedIn(page);
  const id = await company(page, named("Wysyłana"));
  const register = await begun(page, id);
  await register.note.fill("W drodze");
  net.fault = (request) => (isRegistration(request) ? { delay: 7_000 } : null);
  await register.send();
  await expect(new CompanyCard(page).event("W drodze").first()).toBeVisible();
  const outbox = new Outbox(page);
  await outbox.link.click();
  const item = outbox.item("W drodze");
  await expect(item).toContainText("wysyłanie");
  await expect(item.getByRole("button", { name: "Usuń" })).toBeDisabled();
  await expect(item.getByRole("button", { name: "Zmień" })).toBeDisabled();
  await expect(page.getByText("Wszystko wysłane")).toBeVisible({ timeout: 15_000 });
  expect(await registered(kronika, id, "W drodze")).toHaveLength(1);
});

test("a correction that is refused once more stays where it can be corrected", async ({ page, context, kronika }) => {
  await signedIn(page);
  await held(page);
  await new Register(page).open();
  const add = new AddCompany(page);
  await add.open();
  await context.setOffline(true);
  const name = named("Błędny NIP");
  await add.name.fill(name);
  await add.nip.fill("123");
  await add.send();
  await expect(new CompanyCard(page).heading(name)).toBeVisible();
  await context.setOffline(false);
  const outbox = new Outbox(page);
  await outbox.open();
  await expect(outbox.item(name)).toContainText("wymaga uwagi", { timeout: 15_000 });
  await expect(outbox.item(name)).toContainText("NIP:");
  await outbox.edit(name);
  await add.nip.fill("124");
  await add.send();
  await expect(page.getByRole("main").getByRole("alert").first()).toContainText("1");
  await outbox.open();
  await expect(outbox.item(name)).toContainText("wymaga uwagi");
  await outbox.edit(name);
  await expect(add.nip).toHaveValue("124");
  await add.nip.fill("526-025-02-74");
  await add.send();
  await expect(new CompanyCard(page).heading(name)).toBeVisible();
  await expect(outbox.link).toBeHidden();
  const headers = { authorization: `Bearer ${kronika.run(["token", "create", "--login", admin.login]).trim()}` };
  const found = await (await fetch(`${kronika.url}/api/v1/companies?text=${encodeURIComponent(name)}`, { headers })).json();
  expect(found.items.map((one) => one.nip)).toEqual(["5260250274"]);
});

test("a tab that is killed while it sends loses nothing", async ({ page, context, net, kronika }) => {
  await signedIn(page);
  const id = await company(page, named("Ubita"));
  const register = await begun(page, id);
  await register.note.fill("Przed końcem karty");
  net.fault = (request) => (isRegistration(request) ? "refuse" : null);
  await register.send();
  await expect(new CompanyCard(page).event("Przed końcem karty")).toContainText("czeka");
  await page.close();
  net.fault = () => null;
  const again = await context.newPage();
  await again.goto("/");
  await expect.poll(async () => (await registered(kronika, id, "Przed końcem karty")).length, { timeout: 15_000 }).toBe(1);
  await expect(new Outbox(again).link).toBeHidden();
});

test("a refused event waits for a person, is corrected and sent; others are not held up", async ({
  page,
  context,
  kronika,
}, info) => {
  await signedIn(page);
  await held(page);
  const id = await company(page, named("Poprawna"));
  const register = await begun(page, id);
  await context.setOffline(true);
  await register.note.fill("Z przyszłości");
  await register.occurredAt.fill("2299-01-01T10:00");
  await register.send();
  const card = new CompanyCard(page);
  await expect(card.event("Z przyszłości")).toContainText("czeka");
  await register.open(id);
  await register.note.fill("Zwykłe");
  await register.send();
  await expect(card.event("Zwykłe")).toContainText("czeka");
  await context.setOffline(false);
  const outbox = new Outbox(page);
  await outbox.open();
  await expect(outbox.item("Z przyszłości")).toContainText("wymaga uwagi", { timeout: 15_000 });
  await expect(outbox.item("Zwykłe")).toHaveCount(0);
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath("refused.png"), fullPage: true });
  await outbox.edit("Z przyszłości");
  await expect(register.note).toHaveValue("Z przyszłości");
  await register.occurredAt.fill("");
  await register.send();
  await register.done();
  expect(await registered(kronika, id, "Z przyszłości")).toHaveLength(1);
  expect(await registered(kronika, id, "Zwykłe")).toHaveLength(1);
});

test("an event for a task that is gone meanwhile waits for a person, and goes without it", async ({ page, context, kronika }) => {
  await signedIn(page);
  await held(page);
  const id = await company(page, named("Zadaniowa"));
  const register = await begun(page, id);
  await context.setOffline(true);
  await register.note.fill("Z zadania");
  await register.send();
  await expect(new CompanyCard(page).event("Z zadania")).toContainText("czeka");
  await put(page, { task: crypto.randomUUID() });
  const outbox = new Outbox(page);
  await outbox.open();
  await context.setOffline(false);
  await expect(outbox.item("Z zadania")).toContainText("wymaga uwagi", { timeout: 15_000 });
  await expect(outbox.item("Z zadania")).toContainText("Zadanie:");
  expect(await registered(kronika, id, "Z zadania")).toHaveLength(0);
  await outbox.edit("Z zadania");
  await expect(register.summary).toContainText("Zadanie:");
  await register.send();
  await register.done();
  expect(await registered(kronika, id, "Z zadania")).toHaveLength(1);
});

test("two hundred queued events are sent in one go, each once", async ({ page, context, kronika }) => {
  test.setTimeout(120_000);
  await signedIn(page);
  await held(page);
  const id = await company(page, named("Masowa"));
  const register = await begun(page, id);
  await context.setOffline(true);
  await register.note.fill("Wzór");
  await register.send();
  await expect(new CompanyCard(page).event("Wzór")).toContainText("czeka");
  await multiply(page, 200);
  const outbox = new Outbox(page);
  await outbox.open();
  await expect(outbox.items).toHaveCount(200);
  await context.setOffline(false);
  await expect(page.getByText("Wszystko wysłane")).toBeVisible({ timeout: 90_000 });
  const all = await registered(kronika, id, "Wzór");
  expect(all).toHaveLength(200);
  expect(new Set(all.map((event) => event.note)).size).toBe(200);
});
