// Nothing typed is lost: events that were begun are kept in the browser and offered again.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { Conflict } from "./pages/conflict.mjs";
import { Form } from "./pages/form.mjs";
import { Register } from "./pages/register.mjs";
import { call, change, company, named, newest, publish, signedIn, type } from "./pages/steps.mjs";

const label = (pl, en) => ({ pl, en });
const field = (key, kind, name, more = {}) => ({ node: "field", key, type: kind, label: label(name, name), ...more });
const rest = 600;

async function begin(page, nodes) {
  await signedIn(page);
  const [id, key] = [await company(page, named("Szkicowana")), await type(page, "Szkic", { nodes })];
  const register = new Register(page);
  const open = async () => {
    await page.goto(`/register?type=${key}&company=${id}`);
    await expect(register.company).not.toHaveValue("");
  };
  await open();
  return { id, key, register, open, form: new Form(page) };
}

test("several events are begun, gone on with, and discarded one by one", async ({ page }) => {
  const { id, register, open } = await begin(page, [field("a", "text", "Pole"), field("docs", "file", "Pliki")]);
  await page.getByLabel("Pole", { exact: true }).fill("pierwsze");
  await register.note.fill("Szkic pierwszy");
  await page.waitForTimeout(rest);
  await open();
  await page.getByLabel("Pole", { exact: true }).fill("drugie");
  await register.note.fill("Szkic drugi");
  await page.getByLabel("Wybierz pliki").setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("a") });
  await expect(page.getByRole("link", { name: "a.txt" })).toBeVisible();
  await page.waitForTimeout(rest);
  await open();
  await expect(register.drafts).toHaveCount(2);
  await expect(register.drafts.first()).toContainText("Szkic drugi");
  await expectAccessible(page);
  await register.goOn("Szkic pierwszy");
  await expect(page.getByLabel("Pole", { exact: true })).toHaveValue("pierwsze");
  await expect(register.drafts).toHaveCount(1);
  // Going over to another keeps this one.
  await page.getByLabel("Pole", { exact: true }).fill("pierwsze, zmienione");
  await register.goOn("Szkic drugi");
  await expect(page.getByLabel("Pole", { exact: true })).toHaveValue("drugie");
  await expect(page.getByRole("link", { name: "a.txt" })).toBeVisible();
  await register.goOn("Szkic pierwszy");
  await expect(page.getByLabel("Pole", { exact: true })).toHaveValue("pierwsze, zmienione");
  const files = () =>
    page.evaluate(
      () =>
        new Promise((done) => {
          indexedDB.open("kronika").onsuccess = ({ target }) => {
            const count = target.result.transaction("files").objectStore("files").count();
            count.onsuccess = () => done(count.result);
          };
        }),
    );
  expect(await files()).toBe(1);
  await register.discard("Szkic drugi");
  await expect(register.drafts).toHaveCount(0);
  await expect.poll(files).toBe(0);
  await register.send();
  await register.done();
  expect((await newest(page, id)).values).toEqual({ a: "pierwsze, zmienione" });
  await open();
  await expect(register.drafts).toHaveCount(0);
});

test("a tab that is closed while somebody types loses nothing", async ({ page, context }) => {
  const { key } = await begin(page, [field("a", "text", "Pole")]);
  await page.getByLabel("Pole").fill("ostatnie słowo");
  await page.close({ runBeforeUnload: true });
  const other = await context.newPage();
  await other.goto(`/register?type=${key}`);
  await new Register(other).goOn();
  await expect(other.getByLabel("Pole")).toHaveValue("ostatnie słowo");
});

test("leaving for another page loses nothing", async ({ page }) => {
  const { register, open } = await begin(page, [field("a", "text", "Pole")]);
  await page.getByLabel("Pole").fill("szybko dalej");
  await page.getByRole("navigation").getByRole("link", { name: "Firmy" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Firmy" }).waitFor();
  await open();
  await register.goOn();
  await expect(page.getByLabel("Pole")).toHaveValue("szybko dalej");
});

test("what was typed and not chosen stands there again", async ({ page }) => {
  const { register, open } = await begin(page, [field("who", "user", "Kto")]);
  await page.getByLabel("Kto", { exact: true }).fill("Nikt Taki");
  await register.company.fill("Firma spoza spisu");
  await page.waitForTimeout(rest);
  await open();
  await register.goOn();
  await expect(register.company).toHaveValue("Firma spoza spisu");
  await expect(page.getByLabel("Kto", { exact: true })).toHaveValue("Nikt Taki");
  // It is still to be chosen.
  await register.send();
  await expect(new Form(page).summary.getByRole("link")).toHaveCount(2);
  // Taken back, it is forgotten.
  await page.getByLabel("Kto", { exact: true }).fill("");
  await register.company.fill("");
  await page.waitForTimeout(rest);
  await open();
  await expect(register.drafts).toHaveCount(0);
});

test("what was typed and not chosen goes with its row, and with its field", async ({ page }) => {
  const { form } = await begin(page, [
    { node: "table", key: "people", label: label("Ludzie", "People"), nodes: [field("who", "user", "Kto")] },
    field("more", "boolean", "Więcej"),
    field("other", "user", "Inny", { visible_if: "more" }),
  ]);
  const who = (row) => form.row("Ludzie", row).getByRole("combobox");
  await form.addRow("Ludzie");
  await who(1).fill("pierwszy");
  await form.addRow("Ludzie");
  // Who comes into the field sees what stands below: nothing opens by itself.
  await expect(who(2)).toBeFocused();
  await expect(form.suggestions).toHaveCount(0);
  await who(2).fill("drugi");
  await page.getByRole("button", { name: "Wiersz 2 wyżej" }).click();
  await expect(who(1)).toHaveValue("drugi");
  await expect(who(2)).toHaveValue("pierwszy");
  await page.getByRole("button", { name: "Usuń wiersz 1" }).click();
  await expect(who(1)).toHaveValue("pierwszy");
  const more = page.getByLabel("Więcej");
  await more.check();
  await form.combobox("Inny").fill("trzeci");
  await more.uncheck();
  await expect(form.combobox("Inny")).toHaveCount(0);
  await more.check();
  await expect(form.combobox("Inny")).toHaveValue("trzeci");
});

test("the draft of an older client is taken over", async ({ page }) => {
  const { key, register, open } = await begin(page, [field("a", "text", "Pole")]);
  await page.evaluate(async (kind) => {
    const { items } = await (await fetch("/api/v1/users")).json();
    const user = items[0].id;
    const draft = { id: "0199b0d4-0000-7000-8000-000000000001", kind, note: "Dawny szkic", values: { a: "dawne" }, kept_at: "2026-01-01T10:00:00Z" };
    localStorage.setItem(`kronika.draft.${user}`, JSON.stringify(draft));
  }, key);
  await open();
  await register.goOn("Dawny szkic");
  await expect(page.getByLabel("Pole")).toHaveValue("dawne");
  expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("kronika.draft")))).toEqual([]);
});

test.describe("a session that has expired", () => {
  test.use({ allowedErrors: [/401/] });

  test("loses nothing", async ({ page, context }) => {
    const { id, register, open } = await begin(page, [field("a", "text", "Pole")]);
    await page.getByLabel("Pole").fill("przed wygaśnięciem");
    await page.waitForTimeout(rest);
    await context.clearCookies();
    await page.reload();
    await signedIn(page);
    await open();
    await register.goOn();
    await expect(page.getByLabel("Pole")).toHaveValue("przed wygaśnięciem");
    await register.send();
    await register.done();
    expect((await newest(page, id)).values).toEqual({ a: "przed wygaśnięciem" });
  });
});

test("an event is finished in the version that it was begun in", async ({ page }) => {
  const { id, key, register, open } = await begin(page, [field("a", "text", "Pole"), field("b", "integer", "Liczba")]);
  await page.getByLabel("Pole").fill("w pierwszej");
  await page.getByLabel("Liczba").fill("7");
  await page.waitForTimeout(rest);
  await publish(page, key, { nodes: [field("a", "text", "Pole nowe", { id: "a" }), field("c", "text", "Inne", { required: true })] });
  // The page that is open stays as it is.
  await expect(page.getByText("Opublikowano wersję 2 tego formularza.")).toBeVisible();
  await expect(page.getByLabel("Liczba")).toHaveValue("7");
  await open();
  await expect(page.getByLabel("Pole nowe")).toBeVisible();
  await register.goOn();
  await expect(page.getByLabel("Liczba")).toHaveValue("7");
  await expectAccessible(page);
  await register.send();
  await register.done();
  const event = await newest(page, id);
  expect(event.form_version).toBe(1);
  expect(event.values).toEqual({ a: "w pierwszej", b: 7 });
});

test("an event is moved to the new version, and what would be lost is shown first", async ({ page }) => {
  const { id, key, register } = await begin(page, [field("a", "text", "Pole"), field("b", "integer", "Liczba")]);
  await page.getByLabel("Pole").fill("do nowej");
  await page.getByLabel("Liczba").fill("7");
  await page.waitForTimeout(rest);
  await publish(page, key, { nodes: [field("renamed", "text", "Pole nowe", { id: "a" })] });
  await page.getByRole("button", { name: "Przenieś do nowej wersji" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("listitem")).toHaveText(["Liczba: 7"]);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Przenieś do nowej wersji" }).click();
  await expect(page.getByLabel("Pole nowe")).toHaveValue("do nowej");
  await expect(page.getByText("Opublikowano wersję")).toHaveCount(0);
  await register.send();
  await register.done();
  const event = await newest(page, id);
  expect(event.form_version).toBe(2);
  expect(event.values).toEqual({ renamed: "do nowej" });
});

test("settlements are entered, shown where they are fixed, and worked out", async ({ page }) => {
  await signedIn(page);
  const id = await company(page, named("Rozliczana"));
  const key = await type(page, "Rozliczenie", { nodes: [] }, {
    settlements: [
      { key: "mileage", name: label("Dojazd", "Mileage"), unit: "km", quantity: "editable", unit_price: "locked", default_unit_price: "1.15", currency: "PLN" },
      { key: "hours", name: label("Godziny", "Hours"), unit: "h", quantity: "editable", unit_price: "editable", default_unit_price: "200", currency: "PLN" },
    ],
  });
  const register = new Register(page);
  await page.goto(`/register?type=${key}&company=${id}`);
  await expect(register.company).not.toHaveValue("");
  const [mileage, hours] = [page.getByRole("group", { name: "Dojazd" }), page.getByRole("group", { name: "Godziny" })];
  await mileage.getByLabel("Ilość").fill("120,5");
  await expect(mileage.getByText("138,58 PLN")).toBeVisible();
  await expect(mileage.getByLabel("Cena jednostkowa")).toHaveCount(0);
  await hours.getByLabel("Ilość").fill("dużo");
  await register.send();
  await expect(register.summary).toContainText("Ilość (2): To nie jest poprawna wartość.");
  await hours.getByLabel("Ilość").fill("1,5");
  await expect(hours.getByText("300,00 PLN")).toBeVisible();
  await hours.getByLabel("Cena jednostkowa").fill("100");
  await expect(hours.getByText("150,00 PLN")).toBeVisible();
  await expectAccessible(page);
  await page.waitForTimeout(rest);
  await page.reload();
  await register.goOn();
  await expect(mileage.getByText("138,58 PLN")).toBeVisible();
  await register.send();
  await register.done();
  const settled = page.getByRole("region", { name: "Rozliczenia" });
  await expect(settled.getByRole("row", { name: /Dojazd/ })).toContainText("138,58 PLN");
  await expectAccessible(page);
  const { settlements } = await newest(page, id);
  expect(settlements.map(({ quantity, unit_price, amount }) => [quantity, unit_price, amount])).toEqual([
    ["120.5", "1.15", "138.58"],
    ["1.5", "100", "150.00"],
  ]);
  // They are changed like the rest of the event.
  await page.getByRole("link", { name: "Zmień", exact: true }).click();
  await expect(mileage.getByLabel("Ilość")).toHaveValue("120,5");
  await hours.getByLabel("Ilość").fill("2,5");
  await expect(hours.getByText("250,00 PLN")).toBeVisible();
  await page.getByRole("button", { name: "Zapisz" }).click();
  await register.done();
  await expect(settled.getByRole("row", { name: /Godziny/ })).toContainText("250,00 PLN");
  expect((await newest(page, id)).settlements.map(({ amount }) => amount)).toEqual(["138.58", "250.00"]);
});

test.describe("a version that is withdrawn", () => {
  test.use({ allowedErrors: [/409/] });

  test("while it is filled in, says so with the reason, and what was typed stays", async ({ page }) => {
    const { key, register } = await begin(page, [field("a", "text", "Pole")]);
    await page.getByLabel("Pole", { exact: true }).fill("wpisane");
    await page.waitForTimeout(rest);
    await publish(page, key, { nodes: [field("a", "text", "Pole"), field("b", "text", "Drugie")] });
    const origin = new URL(page.url()).origin;
    const withdrawn = await page.request.put(`${origin}/api/v1/event-types/${key}/versions/1/withdrawal`, {
      data: { reason: "brak zgody klienta" },
      headers: { origin },
    });
    expect(withdrawn.ok(), await withdrawn.text()).toBe(true);
    await register.send();
    await expect(register.error).toContainText("została wycofana: brak zgody klienta");
    await expect(page.getByRole("link", { name: "Pokaż zdarzenie" })).toHaveCount(0);
    await page.getByRole("button", { name: "Przenieś" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Przenieś" }).click();
    await expect(page.getByLabel("Pole", { exact: true })).toHaveValue("wpisane");
    await page.getByLabel("Drugie").fill("dopisane");
    await register.send();
    await register.done();
  });
});

test.describe("a change", () => {
  test.use({ allowedErrors: [/409/] });

  test("what is typed in the place of what stands there is offered after a reload, and asks what was changed meanwhile", async ({
    page,
  }) => {
    const { id, register } = await begin(page, [field("a", "text", "Pole"), field("b", "decimal", "Liczba")]);
    await page.getByLabel("Pole", { exact: true }).fill("pierwotne");
    await register.note.fill("Notatka pierwotna");
    await register.send();
    await register.done();
    const event = await newest(page, id);
    await page.goto(`/events/${event.id}/edit`);
    const [a, b] = [page.getByLabel("Pole", { exact: true }), page.getByLabel("Liczba")];
    await expect(a).toHaveValue("pierwotne");
    await a.fill("poprawione");
    await b.fill("1250,5");
    await page.reload();
    const told = page.getByText("Wróciło to, co tu wpisano");
    await expect(told).toBeVisible();
    await expect(a).toHaveValue("poprawione");
    await expectAccessible(page);
    await change(page, "events", event.id, { note: "Notatka cudza", values: { a: "cudze" } });
    await page.reload();
    await expect(a).toHaveValue("poprawione");
    await expect(b).toHaveValue(/^1\s?250,5$/);
    await page.getByRole("button", { name: "Zapisz" }).click();
    const conflict = new Conflict(page);
    await expect(conflict.field("Pole")).toContainText("cudze");
    await expect(conflict.mine("Pole")).toBeChecked();
    await conflict.save();
    await register.done();
    const after = await newest(page, id);
    expect(after.values).toEqual({ a: "poprawione", b: "1250.5" });
    expect(after.note).toBe("Notatka cudza");
    await page.goto(`/events/${event.id}/edit`);
    await expect(a).toHaveValue("poprawione");
    await expect(told).toHaveCount(0);
  });
});

test("a company and a person that were being entered are offered after a reload", async ({ page }) => {
  await signedIn(page);
  const id = await company(page, named("Poprawiana"));
  const offer = page.getByText("Wróciło to, co tu wpisano");
  await page.goto("/companies/new");
  await page.getByLabel("Nazwa").fill("Niedopisana");
  await page.reload();
  await expect(offer).toBeVisible();
  await expect(page.getByLabel("Nazwa")).toHaveValue("Niedopisana");
  await page.goto(`/companies/${id}/edit`);
  await expect(offer).toHaveCount(0);
  await page.getByLabel("Miejscowość").fill("Kraków");
  await page.reload();
  await expect(page.getByLabel("Miejscowość")).toHaveValue("Kraków");
  await page.getByRole("button", { name: "Odrzuć" }).click();
  await expect(offer).toHaveCount(0);
  await expect(page.getByLabel("Miejscowość")).toHaveValue("");
  await page.reload();
  await expect(page.getByLabel("Miejscowość")).toHaveValue("");
  await page.goto(`/companies/${id}`);
  const add = page.getByRole("button", { name: "Dodaj osobę" });
  await add.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Imię i nazwisko").fill("Jan Niedopisany");
  await page.reload();
  await add.click();
  await expectAccessible(page);
  await expect(dialog.getByLabel("Imię i nazwisko")).toHaveValue("Jan Niedopisany");
  await dialog.getByRole("button", { name: "Dodaj", exact: true }).click();
  await expect(page.getByText("Jan Niedopisany")).toBeVisible();
  await page.reload();
  await add.click();
  await expect(dialog).toBeVisible();
  await expect(offer).toHaveCount(0);
});

test("choices alone are kept, and what was typed and taken back is not offered", async ({ page }) => {
  await signedIn(page);
  const name = named("Wybrana");
  await company(page, name);
  const register = new Register(page);
  await register.open();
  await register.find("Firma", name, name);
  await page.waitForTimeout(700);
  await register.open();
  await expect(register.drafts).toHaveCount(1);
  await register.goOn();
  await expect(register.company).toHaveValue(name);
  await register.note.fill("A jednak");
  await register.send();
  await page.waitForURL(/\/(companies|events)\/[0-9a-f-]{36}/);
  await register.open();
  await register.note.fill("Jednak nie");
  await page.waitForTimeout(700);
  await register.note.fill("");
  await page.waitForTimeout(700);
  await register.open();
  await expect(register.note).toHaveValue("");
  await page.waitForTimeout(700);
  await expect(register.drafts).toHaveCount(0);
});

test.describe("an event that is cancelled", () => {
  test.use({ allowedErrors: [/50\d/] });

  test("is not changed any more, and a dialog stays while it sends", async ({ page }) => {
    await signedIn(page);
    const event = await call(page, await company(page, named("Odwołana")), "Do anulowania");
    await page.goto(`/events/${event.id}`);
    await page.getByRole("button", { name: "Anuluj zdarzenie" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill("Pomyłka");
    let fails = true;
    await page.route("**/api/fn/cancel_event", async (route) => {
      await new Promise((done) => setTimeout(done, 800));
      return fails ? route.fulfill({ status: 503, body: "{}", contentType: "application/json" }) : route.continue();
    });
    const send = dialog.getByRole("button", { name: "Anuluj zdarzenie" });
    await send.click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(dialog.getByRole("alert")).toBeVisible();
    await expect(dialog.getByRole("textbox")).toHaveValue("Pomyłka");
    fails = false;
    await send.click();
    await expect(dialog).toBeHidden();
    await page.goto(`/events/${event.id}/edit`);
    await expect(page.getByText("To zdarzenie jest anulowane")).toBeVisible();
    await expect(page.getByLabel("Notatka")).toHaveCount(0);
  });
});
