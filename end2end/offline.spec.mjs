// Work without network, on a tablet: the client opens, events wait in the outbox, and arrive once and whole.
import { admin, expect, expectAccessible, test as base } from "./fixtures.mjs";
import { AddCompany, CompanyCard } from "./pages/companies.mjs";
import { Outbox, held, multiply, put } from "./pages/outbox.mjs";
import { Register } from "./pages/register.mjs";
import { SignIn } from "./pages/sign-in.mjs";
import { Form } from "./pages/form.mjs";
import { change, company, named, publish, signedIn, type } from "./pages/steps.mjs";
import { startProxy } from "./proxy.mjs";

const test = base.extend({
  net: [
    async ({ kronika }, use) => {
      const net = await startProxy(kronika.url);
      await use(net);
      await net.stop();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ net }, use) => {
    net.fault = () => null;
    net.client = null;
    await use(net.url);
  },
  // Connections fail here on purpose, and refused commands are answered with an error.
  allowedErrors: [/ERR_|Failed to (fetch|load)|NetworkError|status of (401|409|422|503)/],
});

test.use({ serviceWorkers: "allow" });

/** All events of a company with that note, asked of the server itself. */
async function registered(kronika, id, note) {
  kronika.token ??= kronika.run(["token", "create", "--login", admin.login]).trim();
  const headers = { authorization: `Bearer ${kronika.token}` };
  const { items } = await (await fetch(`${kronika.url}/api/v1/companies/${id}/events?limit=200`, { headers })).json();
  return items.filter((event) => event.note.includes(note));
}

/** The page for registering, with the company there. */
async function begun(page, company) {
  const register = new Register(page);
  await register.open(company);
  await expect(register.company).not.toHaveValue("");
  return register;
}

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

const isRegistration = ({ method, path }) => method === "POST" && path === "/api/v1/events";

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
  await other.getByRole("link", { name: "Firmy" }).click();
  await expect.poll(() => client(other).catch(() => ""), { timeout: 10_000 }).toBe(net.client);
  const outbox = new Outbox(other);
  await outbox.open();
  await expect(outbox.item("Przed aktualizacją")).toBeVisible();
});

test.describe("with two photos and a signature", () => {
  const label = (pl) => ({ pl });
  const nodes = [
    { node: "field", key: "shots", type: "photo", label: label("Zdjęcia") },
    { node: "field", key: "sign", type: "signature", label: label("Podpis") },
  ];
  const isFile = ({ method, path }) => method === "POST" && path === "/api/v1/files";
  const isPart = ({ method, path }) => method === "PATCH" && path.startsWith("/api/v1/files/");
  /** The fault comes once, with the so-manieth such request. */
  const once = (which, number, fault) => {
    let seen = 0;
    return (request) => (which(request) && ++seen === number ? fault : null);
  };
  const points = {
    "the first file is not announced": () => once(isFile, 1, "refuse"),
    "the first file's part is cut": () => once(isPart, 1, "refuse"),
    "the first file's part breaks off half-way": () => once(isPart, 1, { cut: 20_000 }),
    "the answer to a part is lost": () => once(isPart, 1, "lose"),
    "everything is as slow as a telephone of old": () => () => ({ rate: 60_000 }),
    "the second file is not announced": () => once(isFile, 2, "refuse"),
    "the answer to the last file is lost": () => once(isPart, 3, "lose"),
    "the event is not sent": () => once(isRegistration, 1, "refuse"),
    "the answer to the event is lost": () => once(isRegistration, 1, "lose"),
  };

  async function filled(page, note) {
    const register = new Register(page);
    await expect(register.company).not.toHaveValue("");
    const form = new Form(page);
    const picture = await page.evaluate(async () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 400, height: 300 });
      const pen = canvas.getContext("2d");
      // Nothing that packs well: it has to take a while.
      for (let at = 0; at < 30_000; at += 1) {
        pen.fillStyle = `rgb(${Math.random() * 255} ${Math.random() * 255} ${Math.random() * 255})`;
        pen.fillRect(Math.random() * 400, Math.random() * 300, 3, 3);
      }
      const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
      return [...new Uint8Array(await blob.arrayBuffer())];
    });
    const shots = form.group("Zdjęcia");
    for (const name of ["jeden.png", "dwa.png"]) {
      const file = { name, mimeType: "image/png", buffer: Buffer.from(picture) };
      await shots.getByLabel("Zrób zdjęcie").setInputFiles(file);
    }
    await expect(shots.getByRole("listitem")).toHaveCount(2);
    const paper = form.group("Podpis").locator("canvas");
    await paper.scrollIntoViewIfNeeded();
    const box = await paper.boundingBox();
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 120, box.y + 60, { steps: 5 });
    await page.mouse.up();
    await register.note.fill(note);
    return register;
  }

  async function arrived(kronika, id, note) {
    await expect.poll(async () => (await registered(kronika, id, note)).length, { timeout: 25_000 }).toBe(1);
    const [event] = await registered(kronika, id, note);
    const headers = { authorization: `Bearer ${kronika.token}` };
    const whole = await (await fetch(`${kronika.url}/api/v1/events/${event.id}`, { headers })).json();
    expect(whole.values.shots).toHaveLength(2);
    expect(whole.values.sign).toHaveLength(1);
    for (const file of [...whole.values.shots, ...whole.values.sign]) {
      const about = await (await fetch(`${kronika.url}/api/v1/files/${file}`, { headers })).json();
      expect(about.complete).toBe(true);
      const content = await (await fetch(`${kronika.url}/api/v1/files/${file}/content`, { headers })).arrayBuffer();
      expect(content.byteLength).toBe(about.size);
    }
  }

  test("whatever is cut while it is sent, it arrives once and whole", async ({ page, net, kronika }) => {
    test.setTimeout(150_000);
    await signedIn(page);
    const key = await type(page, "Odbiór", { nodes });
    const id = await company(page, named("Odbiorcza"));
    for (const [point, fault] of Object.entries(points)) {
      await test.step(point, async () => {
        await page.goto(`/register?type=${key}&company=${id}`);
        const register = await filled(page, point);
        net.fault = fault();
        await register.send();
        await arrived(kronika, id, point);
        await expect(new Outbox(page).link).toBeHidden({ timeout: 20_000 });
        net.fault = () => null;
      });
    }
  });

  test("filled without network and through a restart of the tab", async ({ page, context, kronika }) => {
    test.setTimeout(60_000);
    await signedIn(page);
    await held(page);
    const key = await type(page, "Odbiór", { nodes });
    const id = await company(page, named("Zdalna"));
    await page.goto(`/register?type=${key}&company=${id}`);
    await expect(new Register(page).company).not.toHaveValue("");
    await context.setOffline(true);
    const register = await filled(page, "W polu");
    await register.send();
    await expect(new CompanyCard(page).event("W polu")).toContainText("czeka");
    await page.close();
    const again = await context.newPage();
    await again.goto("/outbox");
    await expect(new Outbox(again).item("W polu")).toContainText("3 pliki");
    await context.setOffline(false);
    await arrived(kronika, id, "W polu");
    await expect(again.getByText("Wszystko wysłane")).toBeVisible();
    const left = await again.evaluate(async () => {
      const db = await new Promise((done) => (indexedDB.open("kronika").onsuccess = (event) => done(event.target.result)));
      return new Promise((done) => {
        db.transaction("blobs").objectStore("blobs").count().onsuccess = (event) => done(event.target.result);
      });
    });
    expect(left, "files that are left on the device").toBe(0);
  });
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
