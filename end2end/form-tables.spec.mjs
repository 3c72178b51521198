// Tables of a form: rows that are added, removed and put in order, each with its own conditions; sections; problems at
// their places, summed up at the top.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { Conflict } from "./pages/conflict.mjs";
import { Form } from "./pages/form.mjs";
import { Register } from "./pages/register.mjs";
import { change, company, named, newest, signedIn, type } from "./pages/steps.mjs";

const label = (pl, en) => ({ pl, en });
const field = (key, kind, name, more = {}) => ({ node: "field", key, type: kind, label: label(name, name), ...more });

const people = {
  node: "table",
  key: "people",
  label: label("Uczestnicy", "People"),
  min_items: 1,
  max_items: 3,
  nodes: [
    field("name", "text", "Imię", { required: true }),
    field("age", "integer", "Wiek", { min: 0 }),
    field("guardian", "text", "Opiekun", { visible_if: "age < 18", required_if: "age < 18" }),
    field("fee", "computed", "Opłata", { expr: "age < 18 ? 0 : 50", result: "decimal", scale: 2 }),
  ],
};

async function begin(page, form) {
  await signedIn(page);
  const [id, key] = [await company(page, named("Tabelowa")), await type(page, "Tabela", form)];
  const register = new Register(page);
  await page.goto(`/register?type=${key}&company=${id}`);
  await expect(register.company).not.toHaveValue("");
  return { id, key, register, form: new Form(page) };
}

test("rows are added, judged each by itself, put in order, removed and brought back", async ({ page }) => {
  const { id, register, form } = await begin(page, {
    nodes: [people, field("total", "computed", "Razem", { expr: "sum(people.map(p, p.fee))", result: "decimal", scale: 2 })],
  });
  const [first, second] = [form.row("Uczestnicy", 1), form.row("Uczestnicy", 2)];
  await register.send();
  await expect(form.summary).toContainText("Uczestnicy:");
  await form.addRow("Uczestnicy");
  await expect(first.getByLabel("Imię")).toBeFocused();
  await expect(form.summary).toContainText("Imię (1): Wypełnij to pole.");
  await form.jump("Imię");
  await expect(first.getByLabel("Imię")).toBeFocused();
  await first.getByLabel("Imię").fill("Jaś");
  await first.getByLabel("Wiek").fill("9");
  await expect(first.getByLabel("Opiekun")).toHaveAttribute("aria-required", "true");
  await expect(first.getByText("Wypełnij to pole.")).toBeVisible();
  await form.addRow("Uczestnicy");
  await second.getByLabel("Imię").fill("Ewa");
  await second.getByLabel("Wiek").fill("40");
  await expect(second.getByLabel("Opiekun")).toHaveCount(0);
  await expect(second.getByRole("status").filter({ hasText: "50,00" })).toHaveCount(1);
  await expect(page.locator(".computed", { hasText: "Razem" })).toContainText("50,00");
  await expectAccessible(page);
  // By keyboard; the focus stays with the row.
  await second.getByRole("button", { name: "Wiersz 2 wyżej" }).focus();
  await page.keyboard.press("Enter");
  await expect(first.getByLabel("Imię")).toHaveValue("Ewa");
  await expect(second.getByLabel("Opiekun")).toHaveCount(1);
  await expect(first.getByRole("button", { name: "Wiersz 1 niżej" })).toBeFocused();
  await form.addRow("Uczestnicy");
  await expect(form.table("Uczestnicy").getByRole("button", { name: "Dodaj wiersz" })).toBeDisabled();
  await form.row("Uczestnicy", 3).getByRole("button", { name: "Usuń wiersz 3" }).click();
  await expect(form.rows("Uczestnicy")).toHaveCount(2);
  await second.getByRole("button", { name: "Usuń wiersz 2" }).click();
  await expect(form.rows("Uczestnicy")).toHaveCount(1);
  await page.getByRole("button", { name: "Cofnij" }).click();
  await expect(second.getByLabel("Imię")).toHaveValue("Jaś");
  await second.getByLabel("Opiekun").fill("Mama");
  await register.send();
  await register.done();
  const table = page.getByRole("region", { name: "Uczestnicy" });
  await expect(table.getByRole("row")).toHaveCount(3);
  await expect(table.getByRole("row").nth(2)).toContainText("Mama");
  const { values } = await newest(page, id);
  expect(values).toEqual({
    people: [
      { name: "Ewa", age: 40, fee: "50.00" },
      { name: "Jaś", age: 9, guardian: "Mama", fee: "0.00" },
    ],
    total: "50.00",
  });
  await expectAccessible(page);
});

test("rows are in drafts, and can be changed afterwards", async ({ page }) => {
  const { id, register, form } = await begin(page, { nodes: [people] });
  await form.addRow("Uczestnicy");
  await form.row("Uczestnicy", 1).getByLabel("Imię").fill("Ola");
  await form.row("Uczestnicy", 1).getByLabel("Wiek").fill("33");
  await form.addRow("Uczestnicy");
  await page.waitForTimeout(600);
  await page.reload();
  await register.goOn();
  await expect(form.rows("Uczestnicy")).toHaveCount(2);
  await expect(form.row("Uczestnicy", 1).getByLabel("Imię")).toHaveValue("Ola");
  await form.row("Uczestnicy", 2).getByLabel("Imię").fill("Ala");
  await register.send();
  await register.done();
  const event = await newest(page, id);
  await page.goto(`/events/${event.id}/edit`);
  await expect(form.row("Uczestnicy", 2).getByLabel("Imię")).toHaveValue("Ala");
  await form.row("Uczestnicy", 1).getByRole("button", { name: "Usuń wiersz 1" }).click();
  await page.getByRole("button", { name: "Zapisz" }).click();
  await register.done();
  expect((await newest(page, id)).values).toEqual({ people: [{ name: "Ala", fee: "50.00" }] });
});

test.describe("two at once", () => {
  test.use({ allowedErrors: [/409/] });

  test("a table and a choice are shown in words, and one of both is taken", async ({ page }) => {
    const options = [
      { key: "a", label: label("Pierwszy", "First") },
      { key: "b", label: label("Drugi", "Second") },
      { key: "c", label: label("Trzeci", "Third") },
    ];
    const { id, register, form } = await begin(page, { nodes: [people, field("kind", "choice", "Rodzaj", { options })] });
    await form.addRow("Uczestnicy");
    await form.row("Uczestnicy", 1).getByLabel("Imię").fill("Ola");
    await form.option("Rodzaj", "Pierwszy").check();
    await register.send();
    await register.done();
    const event = await newest(page, id);
    await page.goto(`/events/${event.id}/edit`);
    await form.row("Uczestnicy", 1).getByLabel("Imię").fill("Olga");
    await form.option("Rodzaj", "Drugi").check();
    await change(page, "events", event.id, { values: { people: [{ name: "Ola" }, { name: "Jan", age: 50 }], kind: "c" } });
    await page.getByRole("button", { name: "Zapisz" }).click();
    const conflict = new Conflict(page);
    await expect(conflict.field("Uczestnicy")).toContainText("Olga");
    await expect(conflict.field("Uczestnicy")).toContainText("Jan, 50");
    await expect(conflict.field("Rodzaj")).toContainText("Trzeci");
    await expectAccessible(page);
    await conflict.theirs("Uczestnicy").check();
    await conflict.mine("Rodzaj").check();
    await conflict.save();
    await register.done();
    const { values } = await newest(page, id);
    expect(values.kind).toBe("b");
    expect(values.people.map(({ name }) => name)).toEqual(["Ola", "Jan"]);
    // The log tells it in words too.
    await expect(page.getByRole("main").locator(".log")).toContainText("Rodzaj: Trzeci → Drugi");
  });
});

test("a file that is added to an event goes before the change", async ({ page }) => {
  const { id, register, form } = await begin(page, { nodes: [field("a", "text", "Pole"), field("docs", "file", "Dokumenty")] });
  await page.getByLabel("Pole").fill("x");
  await register.send();
  await register.done();
  const event = await newest(page, id);
  await page.goto(`/events/${event.id}/edit`);
  const file = { name: "protokół.txt", mimeType: "text/plain", buffer: Buffer.from("Wszystko działa") };
  await form.group("Dokumenty").getByLabel("Wybierz pliki").setInputFiles(file);
  await expect(form.group("Dokumenty").getByRole("link", { name: "protokół.txt" })).toBeVisible();
  await page.getByRole("button", { name: "Zapisz" }).click();
  await register.done();
  const link = page.getByRole("link", { name: "protokół.txt" });
  await expect(link).toBeVisible();
  const content = await page.request.get(new URL(await link.getAttribute("href"), page.url()).href);
  expect(await content.text()).toBe("Wszystko działa");
  // It is still there when the event is changed again.
  await page.goto(`/events/${event.id}/edit`);
  await expect(form.group("Dokumenty").getByRole("link", { name: "protokół.txt" })).toBeVisible();
});

test("a row of many fields is a card; a table takes the width there is", async ({ page, viewport }) => {
  const many = {
    node: "table",
    key: "visits",
    label: label("Wizyty", "Visits"),
    nodes: [
      field("day", "date", "Dzień"),
      field("note", "long_text", "Opis"),
      { node: "section", title: label("Dojazd", "Travel"), columns: 2, nodes: [field("km", "decimal", "Kilometry"), field("car", "text", "Auto")] },
    ],
  };
  const { form } = await begin(page, { nodes: [people, many] });
  await form.addRow("Uczestnicy");
  await form.addRow("Wizyty");
  const place = (row, name) => form.row(row, 1).getByLabel(name).boundingBox();
  const [name, age] = [await place("Uczestnicy", "Imię"), await place("Uczestnicy", "Wiek")];
  if (viewport.width > 1000) expect(Math.abs(name.y - age.y)).toBeLessThan(2);
  else if (viewport.width < 500) expect(age.y).toBeGreaterThan(name.y + 20);
  const [day, note] = [await place("Wizyty", "Dzień"), await place("Wizyty", "Opis")];
  expect(note.y).toBeGreaterThan(day.y + 20);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBe(0);
  await expectAccessible(page);
});

test.describe("on paper of several columns", () => {
  const form = {
    nodes: [
      {
        node: "section",
        title: label("Podstawowe", "Basics"),
        columns: 2,
        nodes: [
          field("one", "text", "Pierwsze", { required: true, help: label("Jak w umowie", "As agreed") }),
          field("two", "text", "Drugie"),
          field("wide", "text", "Szerokie", { width: 12 }),
          field("third", "text", "Trzecie", { width: 4 }),
        ],
      },
      { node: "section", title: label("Dodatkowe", "More"), nodes: [field("deep", "integer", "Głębokie", { max: 5 })] },
    ],
    rules: [{ assert: "one != two", message: label("Drugie musi być inne.", "The second must differ."), at: "two" }],
  };

  test("sections close and open, and stay open for what is wrong in them", async ({ page, viewport }) => {
    const { register, form: filled } = await begin(page, form);
    const [basics, more] = [filled.section("Podstawowe"), filled.section("Dodatkowe")];
    await expect(basics).toHaveAttribute("aria-expanded", "true");
    await more.focus();
    await page.keyboard.press("Enter");
    await expect(more).toHaveAttribute("aria-expanded", "false");
    await expect(page.getByLabel("Głębokie")).toBeHidden();
    await page.keyboard.press("Enter");
    await page.getByLabel("Głębokie").fill("9");
    await basics.click();
    await expect(more).toBeDisabled();
    await register.send();
    // What is wrong opens them; what is mended lets them close again.
    await expect(more).toHaveAttribute("aria-expanded", "true");
    await expect(basics).toHaveAttribute("aria-expanded", "true");
    await expect(filled.summary).toBeFocused();
    await expect(filled.summary).toContainText("2 pola wymagają poprawy.");
    await expectAccessible(page);
    await filled.jump("Głębokie");
    await expect(page.getByLabel("Głębokie")).toBeFocused();
    await page.getByLabel("Głębokie").fill("5");
    await expect(more).toBeEnabled();
    await more.click();
    await expect(more).toHaveAttribute("aria-expanded", "false");
    await filled.jump("Pierwsze");
    await page.getByLabel("Pierwsze").fill("a");
    await page.getByLabel("Drugie").fill("a");
    await expect(filled.summary).toContainText("Drugie: Drugie musi być inne.");
    await page.getByLabel("Drugie").fill("b");
    await expect(filled.summary).toBeHidden();
    const box = (name) => page.getByLabel(name).boundingBox();
    const [one, two, wide] = [await box("Pierwsze"), await box("Drugie"), await box("Szerokie")];
    if (viewport.width > 1000) {
      expect(Math.abs(one.y - two.y)).toBeLessThan(30);
      expect(wide.width).toBeGreaterThan(one.width * 1.8);
      expect((await box("Trzecie")).width).toBeLessThan(one.width);
    } else if (viewport.width < 500) {
      expect(two.y).toBeGreaterThan(one.y + 20);
    }
    await register.send();
    await register.done();
  });

  test("problems are told once a field was left, not before", async ({ page }) => {
    const { form: filled } = await begin(page, form);
    await expect(page.getByText("Wypełnij to pole.")).toHaveCount(0);
    await page.getByLabel("Głębokie").fill("9");
    await expect(filled.problem("Głębokie")).toHaveText("");
    await page.getByLabel("Głębokie").blur();
    await expect(filled.problem("Głębokie")).toHaveText("Nie więcej niż 5.");
    await expect(page.getByLabel("Głębokie")).toHaveAttribute("aria-invalid", "true");
    await page.getByLabel("Pierwsze").focus();
    await page.getByLabel("Drugie").focus();
    await expect(page.getByText("Wypełnij to pole.")).toHaveCount(1);
    await expect(filled.summary).toBeHidden();
  });
});

test.describe("what the server refuses", () => {
  test.use({ allowedErrors: [/422/] });

  test("stands at its field until that is changed", async ({ page }) => {
    const { register, form } = await begin(page, { nodes: [field("other", "company", "Druga firma"), field("a", "text", "Pole")] });
    const other = named("Znikająca");
    await company(page, other);
    await form.find("Druga firma", other, other);
    await page.route("**/api/v1/events", async (route) => {
      const problems = [{ path: "values.other", code: "reference", params: {} }];
      const body = { type: "about:blank", title: "Unprocessable", status: 422, problems };
      await route.fulfill({ status: 422, contentType: "application/problem+json", body: JSON.stringify(body) });
    });
    await register.send();
    await expect(form.summary).toContainText("Druga firma:");
    await page.getByLabel("Pole").fill("x");
    await expect(form.summary).toContainText("Druga firma:");
    await form.combobox("Druga firma").fill("");
    await expect(form.summary).toBeHidden();
  });
});
