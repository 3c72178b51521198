// Older forms and an older client: what was begun with them is finished.
import { expect } from "./fixtures.mjs";
import { begun, isRegistration, registered, test } from "./net.mjs";
import { CompanyCard } from "./pages/companies.mjs";
import { Outbox, held } from "./pages/outbox.mjs";
import { Register } from "./pages/register.mjs";
import { company, named, publish, signedIn, type } from "./pages/steps.mjs";

test("an event that was filled in an older form is accepted in it", async ({ page, context, kronika }) => {
  await signedIn(page);
  await held(page);
  const key = `polowa_${Date.now()}`;
  const field = (name) => ({ node: "field", key: name, type: "text", label: { pl: name }, required: true });
  const headers = { origin: new URL(page.url()).origin };
  const types = `${new URL(page.url()).origin}/api/v1/event-types`;
  const made = await page.request.post(types, {
    headers,
    data: { key, kind: "form", name: { pl: key }, color: "#1f77b4", task_color: "#aec7e8", form: { nodes: [field("stare")] } },
  });
  expect(made.status()).toBe(201);
  const id = await company(page, named("Wersyjna"));
  const register = new Register(page);
  await page.goto(`/register?company=${id}&type=${key}`);
  await page.getByLabel("stare").fill("wypełnione dawniej");
  await expect(register.company).not.toHaveValue("");
  await context.setOffline(true);
  await register.note.fill("W starym formularzu");
  await register.send();
  await expect(new CompanyCard(page).event("W starym formularzu")).toContainText("czeka");
  const draft = await page.request.put(`${types}/${key}/draft`, { headers, data: { form: { nodes: [field("nowe")] } } });
  expect(draft.ok()).toBe(true);
  expect((await page.request.post(`${types}/${key}/publish`, { headers, data: { note: "nowa" } })).ok()).toBe(true);
  await context.setOffline(false);
  await expect.poll(async () => (await registered(kronika, id, "W starym formularzu")).length, { timeout: 15_000 }).toBe(1);
});

test("a draft of an older version is finished in it without network", async ({ page, context, kronika }) => {
  await signedIn(page);
  await held(page);
  const field = (name) => ({ node: "field", key: name, type: "text", label: { pl: name }, required: true });
  const key = await type(page, "Dawna", { nodes: [field("stare")] });
  const id = await company(page, named("Zaczęta"));
  const register = new Register(page);
  await page.goto(`/register?company=${id}&type=${key}`);
  await expect(register.company).not.toHaveValue("");
  await page.getByLabel("stare").fill("zaczęte dawniej");
  await register.note.fill("Zaczęte");
  await page.waitForTimeout(600);
  await page.goto("/");
  await publish(page, key, { nodes: [field("nowe")] });
  const versionIsKept = () =>
    page.evaluate(async (key) => {
      const db = await new Promise((done) => (indexedDB.open("kronika").onsuccess = (event) => done(event.target.result)));
      const keys = await new Promise((done) => {
        db.transaction("answers").objectStore("answers").getAllKeys().onsuccess = (event) => done(event.target.result);
      });
      db.close();
      return keys.some((one) => one.includes("event_type_version") && one.includes(key));
    }, key);
  await expect.poll(versionIsKept, { timeout: 15_000 }).toBe(true);
  await register.open();
  await expect(register.drafts).toHaveCount(1);
  await context.setOffline(true);
  await page.reload();
  await register.goOn("Zaczęte");
  await expect(page.getByLabel("stare")).toHaveValue("zaczęte dawniej");
  await register.send();
  await expect(new CompanyCard(page).event("Zaczęte")).toContainText("czeka");
  await context.setOffline(false);
  await expect.poll(async () => (await registered(kronika, id, "Zaczęte")).length, { timeout: 15_000 }).toBe(1);
});

test("a newer client takes over once no form is open, and what waits outlives it", async ({ page, context, net }) => {
  await signedIn(page);
  await held(page);
  const id = await company(page, named("Aktualizowana"));
  const register = await begun(page, id);
  net.fault = (request) => (isRegistration(request) ? "refuse" : null);
  await register.note.fill("Przed aktualizacją");
  await register.send();
  await expect(new CompanyCard(page).event("Przed aktualizacją")).toContainText("czeka");
  await register.open(id);
  await register.note.fill("W trakcie pisania");
  const other = await context.newPage();
  await other.goto("/");
  const client = (tab) => tab.locator("meta[name=client]").getAttribute("content");
  const before = await client(other);
  net.client = "0123456789abcdef";
  await other.getByRole("link", { name: "Firmy" }).click();
  await expect(other.getByText("Jest nowa wersja")).toBeVisible({ timeout: 15_000 });
  // A form is open in the other tab.
  await other.getByRole("link", { name: "Zdarzenia", exact: true }).click();
  await expect(other.getByRole("heading", { name: "Zdarzenia", level: 1 })).toBeVisible();
  expect(await client(other)).toBe(before);
  await expect(register.note).toHaveValue("W trakcie pisania");
  await page.goto("about:blank");
  // The browser may take a while to let the form's lock go: the link that is followed after that brings the client.
  await expect(async () => {
    await other.getByRole("link", { name: "Firmy" }).click();
    await expect.poll(() => client(other).catch(() => ""), { timeout: 4_000 }).toBe(net.client);
  }).toPass({ timeout: 20_000 });
  const outbox = new Outbox(other);
  await outbox.open();
  await expect(outbox.item("Przed aktualizacją")).toBeVisible();
});
