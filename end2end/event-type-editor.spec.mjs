// The editor of event types: a type made, its settings and its next version changed, nothing typed lost.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { EventTypeEditor } from "./pages/event-type-editor.mjs";
import { Conflict } from "./pages/conflict.mjs";
import { change, named, signedIn } from "./pages/steps.mjs";

const field = (key, more) => ({ node: "field", key, type: "integer", label: { pl: key, en: key }, ...more });
const unique = () => `type_${Math.random().toString(36).slice(2, 8)}`;

test.use({ allowedErrors: [/400|403|409|422/] });
test.beforeEach(async ({ page }) => signedIn(page));

async function rest(page, method, path, data) {
  const { origin } = new URL(page.url());
  const answer = await page.request.fetch(`${origin}/api/v1/event-types${path}`, { method, data, headers: { origin } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

const made = (page, key, more) =>
  rest(page, "POST", "", { key, kind: "form", name: { pl: `Rodzaj ${key}`, en: `Type ${key}` }, form: { nodes: [field("km")] }, ...more });

test("a type is made with all that belongs to it", async ({ page }) => {
  const editor = new EventTypeEditor(page);
  await page.goto("/event-types");
  await page.getByRole("link", { name: "Nowy rodzaj zdarzenia" }).click();
  const name = named("Łączność próbna");
  await editor.namePl.fill(name);
  await expect(editor.key).toHaveValue(/^laczno[s]c_probna_/);
  await editor.nameEn.fill("Trial");
  await editor.color.fill("#12345");
  await editor.kind.selectOption({ label: "z formularzem" });
  await editor.link("Firma").selectOption({ label: "wymagane" });
  await editor.link("Zlecenie").selectOption({ label: "opcjonalne" });
  await editor.backdating.fill("30");

  await editor.pattern.fill("L/{seq:3}");
  await editor.reset.selectOption({ label: "co rok" });
  await expect(editor.example).toContainText("Licznik roczny wymaga we wzorze {YYYY} albo {YY}.");
  await editor.pattern.fill("L/{seq:3}/{YYYY}");
  await expect(editor.example).toContainText(`L/001/${new Date().getFullYear()}`);

  await editor.addSettlement();
  const line = editor.settlement(1);
  await line.getByLabel("Klucz").fill("mileage");
  await line.getByLabel("Nazwa po polsku").fill("Kilometry");
  await line.getByLabel("Jednostka", { exact: true }).fill("km");
  await line.getByLabel("Cena domyślna").fill("dużo");

  // What is wrong with the form is told with its place, and leads there.
  await editor.form.fill('{\n  "nodes": [,]\n}');
  await expect(editor.faults).toHaveText(["Wiersz 2, kolumna 13"]);
  const km = { ...field("km"), max: "many" };
  await editor.form.fill(JSON.stringify({ nodes: [km, field("km"), field("days", { visible_if: "kn > 3" })] }, null, 2));
  await expect(editor.faults).toHaveCount(3);
  await editor.faults.last().click();
  await expect(editor.form).toBeFocused();
  expect(await editor.marked()).toBe('"kn > 3"');
  await expectAccessible(page);
  const nodes = [field("km", { required: true, max: 100 }), field("days", { visible_if: "km > 3" })];
  await editor.form.fill(JSON.stringify({ nodes }));
  await expect(editor.sound).toBeVisible();
  await editor.button("Uporządkuj zapis");
  await expect(editor.form).toHaveValue(/\n {4}\{/);

  // The preview is filled in on trial.
  await expect(editor.preview.getByText("km Wypełnij to pole.")).toBeVisible();
  await editor.preview.getByLabel("km").fill("120");
  await expect(editor.preview.getByText("Nie więcej niż 100.").first()).toBeVisible();
  await expect(editor.preview.getByLabel("days")).toBeVisible();
  await editor.preview.getByLabel("km").fill("2");
  await expect(editor.preview.getByLabel("days")).toHaveCount(0);
  await expect(editor.preview.getByText("Wszystko w porządku.")).toBeVisible();
  await editor.preview.getByRole("button", { name: "Wyczyść" }).click();
  await expect(editor.preview.getByLabel("km")).toHaveValue("");

  await editor.button("Dodaj");
  await expect(line.getByText("To nie jest poprawna wartość.")).toBeVisible();
  await line.getByLabel("Cena domyślna").fill("1,15");
  await editor.button("Dodaj");
  await expect(page.getByText("Zapis ma niewłaściwą postać.").or(editor.color)).toBeVisible();
  await expect(editor.color).toHaveAttribute("aria-invalid", "true");
  await editor.color.fill("#0b7a55");
  const key = await editor.key.inputValue();
  await editor.button("Dodaj");
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  const type = await rest(page, "GET", `/${key}`);
  expect(type).toMatchObject({
    kind: "form",
    name: { pl: name, en: "Trial" },
    color: "#0b7a55",
    numbering: { pattern: "L/{seq:3}/{YYYY}", reset: "yearly", date: "occurred" },
    links: { company: "required", contact: "optional", deal: "hidden", order: "optional", product: "hidden" },
    settlements: [{ key: "mileage", unit: "km", quantity: "editable", unit_price: "locked", default_unit_price: "1.15" }],
    backdating: { max_days: 30 },
    on_behalf: true,
    version: 1,
  });
  expect(type.form.nodes.map((node) => node.key)).toEqual(["km", "days"]);
});

test("the next version is drafted, survives a reload, is compared and published", async ({ page }) => {
  const key = unique();
  const { id } = await made(page, key);
  const editor = new EventTypeEditor(page);
  await page.goto(`/event-types/${id}`);
  await page.getByRole("link", { name: "Następna wersja" }).click();
  await editor.backdating.fill("7");
  const nodes = [field("km", { max: 200 }), field("people")];
  await editor.form.fill(JSON.stringify({ nodes }));
  await expect(editor.changes).toContainText("dodano pole people");
  await expect(editor.changes).toContainText("zmieniono pole km");
  await expect(editor.changes).toContainText("max: — → 200");

  await page.reload();
  await expect(page.getByText("Wróciło to, co tu wpisano")).toBeVisible();
  await expect(editor.form).toHaveValue(/people/);
  await expect(editor.backdating).toHaveValue("7");

  await editor.button("Zapisz szkic");
  await expect(page.getByText("Szkic zapisany")).toBeVisible();
  expect(await rest(page, "GET", `/${key}/draft`)).toMatchObject({ backdating: { max_days: 7 } });
  await page.reload();
  await expect(editor.form).toHaveValue(/people/);
  await expect(page.getByText("Wróciło to, co tu wpisano")).toHaveCount(0);
  await expectAccessible(page);

  // A field's type is fixed: only the server can tell.
  await editor.form.fill(JSON.stringify({ nodes: [field("km", { type: "boolean" })] }));
  await editor.button("Zapisz szkic");
  await expect(editor.faults).toHaveCount(1);
  await expect(editor.form).toBeFocused();
  expect(await editor.marked()).not.toBe("");
  await editor.form.fill(JSON.stringify({ nodes }));
  await editor.button("Opublikuj");
  await editor.dialog.getByLabel("Co się zmieniło").fill("dłuższe trasy");
  await expectAccessible(page);
  await editor.dialog.getByRole("button", { name: "Opublikuj" }).click();
  await expect(page.getByRole("heading", { name: `Rodzaj ${key}`, level: 1 })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Wersja 2" })).toContainText("dłuższe trasy");
  expect(await rest(page, "GET", `/${key}`)).toMatchObject({ version: 2, has_draft: false, backdating: { max_days: 7 } });
});

test("two drafts at once are both seen, and a draft can be discarded", async ({ page }) => {
  const key = unique();
  const { id } = await made(page, key);
  const editor = new EventTypeEditor(page);
  await editor.openDraft(id);
  await editor.pattern.fill("A/{seq}");
  await editor.link("Produkt").selectOption({ label: "opcjonalne" });
  const links = { company: "optional", contact: "hidden", deal: "hidden", order: "hidden", product: "hidden" };
  await rest(page, "PUT", `/${key}/draft`, { numbering: { pattern: "B/{seq}" }, links });
  await editor.button("Zapisz szkic");
  const conflict = new Conflict(page);
  await expect(conflict.field("Wzór numeru")).toContainText("B/{seq}");
  await expect(conflict.mine("Wzór numeru")).toBeChecked();
  await expect(conflict.theirs("Osoba")).toBeChecked();
  await expect(conflict.field("Produkt")).toHaveCount(0);
  await expectAccessible(page);
  await conflict.save();
  await expect(page.getByText("Szkic zapisany")).toBeVisible();
  expect(await rest(page, "GET", `/${key}/draft`)).toMatchObject({
    numbering: { pattern: "A/{seq}" },
    links: { ...links, product: "optional" },
  });
  await editor.button("Odrzuć szkic");
  await editor.dialog.getByRole("button", { name: "Odrzuć szkic" }).click();
  await expect(page.getByRole("heading", { name: `Rodzaj ${key}`, level: 1 })).toBeVisible();
  expect(await rest(page, "GET", `/${key}`)).toMatchObject({ has_draft: false, version: 1 });
});

test("settings are changed, also by two at once, and a type is retired", async ({ page }) => {
  const key = unique();
  const { id } = await made(page, key);
  const editor = new EventTypeEditor(page);
  await editor.openSettings(id);
  await editor.namePl.fill("");
  await editor.nameEn.fill("");
  await editor.button("Zapisz");
  await expect(page.getByText("Wypełnij to pole.")).toBeVisible();
  await editor.namePl.fill(`Nowa ${key}`);
  await editor.defaultNote.fill("Dzień dobry");
  await editor.active.uncheck();
  await expectAccessible(page);
  await change(page, "event-types", id, { name: { pl: `Inna ${key}`, en: "Other" } });
  await editor.button("Zapisz");
  const conflict = new Conflict(page);
  await expect(conflict.field("Nazwa po polsku")).toContainText(`Inna ${key}`);
  await conflict.save();
  await expect(page.getByRole("heading", { name: `Nowa ${key}`, level: 1 })).toBeVisible();
  expect(await rest(page, "GET", `/${key}`)).toMatchObject({ active: false, default_note: "Dzień dobry" });
});

test("a form goes into a file and comes from one", async ({ page }) => {
  const key = unique();
  const { id } = await made(page, key);
  const editor = new EventTypeEditor(page);
  await editor.openDraft(id);
  const file = await editor.exported();
  expect(file.name).toBe(`${key}.json`);
  expect(JSON.parse(file.text).nodes.map((node) => node.key)).toEqual(["km"]);

  const own = { nodes: [field("own")] };
  await editor.importFile({ name: "own.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(own)) });
  await expect(page.getByText("Wczytano own.json.")).toBeVisible();
  await expect(editor.form).toHaveValue(/own/);
  await editor.button("Przywróć poprzedni");
  await expect(editor.form).not.toHaveValue(/own/);

  // Another program's form is read by the server, which tells what it had to leave out.
  const components = [
    { type: "textfield", key: "topic", label: "Topic", input: true, validate: { required: true } },
    { type: "recaptcha", key: "robot", label: "Robot", input: true },
  ];
  const other = Buffer.from(JSON.stringify({ display: "form", components }));
  await editor.importFile({ name: "other.json", mimeType: "application/json", buffer: other });
  await expect(page.getByText("Wczytano other.json. Wczytane części: 1.")).toBeVisible();
  await expect(page.getByText("/components/1")).toBeVisible();
  await expect(page.getByText("kto rejestruje, jest zalogowany")).toBeVisible();
  await expect(editor.form).toHaveValue(/"topic"/);
  await expect(editor.sound).toBeVisible();
  await expectAccessible(page);

  // What is none loses nothing of what was typed.
  await editor.importFile({ name: "none.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from("no form") });
  await expect(page.getByRole("main").getByRole("alert").filter({ hasText: "plik „none.xlsx” nie jest" })).toBeVisible();
  await expect(editor.form).toHaveValue(/"topic"/);
});

test("who is no administrator is told so, and sees no ways to it", async ({ page, kronika, browser }) => {
  const login = named("czytelnik").replace(" ", ".");
  const password = "Bardzo-tajne-haslo-2";
  kronika.run(["user", "add", login, "--name", "Czytelnik", "--role", "read-only", "--password-stdin"], `${password}\n`);
  const key = unique();
  const { id } = await made(page, key);
  const context = await browser.newContext({ locale: "en-GB", baseURL: kronika.url });
  const other = await context.newPage();
  await signedIn(other, { login, password });
  await other.goto(`/event-types/${id}`);
  await expect(other.getByRole("heading", { name: `Type ${key}`, level: 1 })).toBeVisible();
  await expect(other.getByRole("link", { name: "Next version" })).toHaveCount(0);
  for (const path of ["new", `${id}/edit`, `${id}/draft`]) {
    await other.goto(`/event-types/${path}`);
    await expect(other.getByRole("main").getByRole("alert")).toBeVisible();
  }
  await context.close();
});
