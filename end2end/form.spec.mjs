// A type with a form: plain fields, judged as one types; what comes, goes and is computed.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { Form } from "./pages/form.mjs";
import { Register } from "./pages/register.mjs";
import { company, named, signedIn } from "./pages/steps.mjs";

const label = (pl, en) => ({ pl, en });
const training = {
  nodes: [
    { node: "field", key: "topic", type: "text", label: label("Temat", "Topic"), required: true, max_length: 20 },
    { node: "field", key: "report", type: "long_text", label: label("Sprawozdanie", "Report") },
    { node: "field", key: "people", type: "integer", label: label("Liczba osób", "People"), min: 1, max: 50 },
    {
      node: "field",
      key: "km",
      type: "decimal",
      label: label("Kilometry", "Kilometres"),
      min: "0",
      max: "2000",
      scale: 1,
      unit: "km",
    },
    { node: "field", key: "paid", type: "boolean", label: label("Zapłacono", "Paid") },
    { node: "field", key: "next", type: "date", label: label("Następny termin", "Next date") },
    {
      node: "field",
      key: "place",
      type: "choice",
      label: label("Miejsce", "Place"),
      options: [
        { key: "here", label: label("U nas", "Here") },
        { key: "there", label: label("U klienta", "At the client's") },
      ],
    },
  ],
};

test("all seven field types are filled, judged and read back", async ({ page, baseURL }) => {
  await signedIn(page);
  const key = `training_${Math.random().toString(36).slice(2, 8)}`;
  const made = await page.request.post("/api/v1/event-types", {
    data: { key, kind: "form", name: label(`Szkolenie ${key}`, `Training ${key}`), form: training },
    headers: { origin: baseURL },
  });
  expect(made.ok(), await made.text()).toBe(true);
  const id = await company(page, named("Szkolona"));
  const [register, form] = [new Register(page), new Form(page)];
  await page.goto(`/register?type=${key}&company=${id}`);
  await page.getByLabel("Temat").waitFor();
  await expect(register.company).not.toHaveValue("");
  await page.getByLabel("Liczba osób").fill("51");
  await page.getByLabel("Kilometry").fill("dużo");
  await register.send();
  await expect(form.problem("Temat")).toHaveText("Wypełnij to pole.");
  await expect(form.problem("Liczba osób")).toHaveText("Nie więcej niż 50.");
  await expect(form.problem("Kilometry")).toHaveText("To nie jest poprawna wartość.");
  await expect(form.summary).toBeFocused();
  await expectAccessible(page);
  await page.getByLabel("Kilometry").fill("120,55");
  await expect(form.problem("Kilometry")).toHaveText("Najwyżej 1 miejsce po przecinku.");
  await page.getByLabel("Kilometry").fill("1 120,5");
  await page.getByLabel("Temat").fill("Rust od podstaw");
  await page.getByLabel("Liczba osób").fill("012");
  await page.getByLabel("Zapłacono").check();
  await page.getByLabel("Następny termin").fill("2026-12-24");
  await form.option("Miejsce", "U klienta").check();
  await page.getByLabel("Sprawozdanie").fill("Wszyscy zadowoleni.");
  await register.send();
  await register.done();
  const main = page.getByRole("main");
  for (const text of ["Rust od podstaw", "12", "1 120,5 km", "tak", "24 gru 2026", "U klienta", "Wszyscy zadowoleni."]) {
    await expect(main.getByText(text, { exact: true })).toBeVisible();
  }
});

test("parts come and go with what is typed, and values are computed at once", async ({ page, baseURL }) => {
  await signedIn(page);
  const key = `visit_${Math.random().toString(36).slice(2, 8)}`;
  const trip = {
    nodes: [
      {
        node: "field",
        key: "how",
        type: "choice",
        label: label("Dojazd", "Travel"),
        default: "train",
        options: [
          { key: "car", label: label("Samochód", "Car") },
          { key: "train", label: label("Pociąg", "Train") },
        ],
      },
      {
        node: "section",
        id: "car",
        title: label("Rozliczenie auta", "Car"),
        visible_if: "how == 'car'",
        nodes: [
          { node: "field", key: "km", type: "decimal", label: label("Kilometry", "Kilometres"), required: true, scale: 1 },
          {
            node: "field",
            key: "cost",
            type: "computed",
            label: label("Koszt", "Cost"),
            expr: "km * 1.15",
            result: "decimal",
            scale: 2,
          },
          { node: "text", text: label("To dużo.", "That is a lot."), visible_if: "cost > 100" },
        ],
      },
      { node: "field", key: "why", type: "text", label: label("Powód", "Why"), required_if: "cost > 100" },
      {
        node: "field",
        key: "rate",
        type: "decimal",
        label: label("Stawka", "Rate"),
        default: "1.15",
        read_only_if: "how == 'car'",
      },
      { node: "field", key: "day", type: "date", label: label("Dzień", "Day"), default_expr: "today" },
      { node: "field", key: "when", type: "date_time", label: label("Początek", "Beginning") },
      { node: "field", key: "who", type: "user", label: label("Z kim", "With whom") },
      { node: "field", key: "mark", type: "rating", label: label("Ocena", "Mark") },
      {
        node: "field",
        key: "about",
        type: "choices",
        label: label("Tematy", "Topics"),
        options: [
          { key: "price", label: label("Cena", "Price") },
          { key: "time", label: label("Termin", "Time") },
          { key: "place", label: label("Miejsce", "Place") },
        ],
      },
    ],
  };
  const made = await page.request.post("/api/v1/event-types", {
    data: { key, kind: "form", name: label(`Dojazd ${key}`, `Trip ${key}`), form: trip },
    headers: { origin: baseURL },
  });
  expect(made.ok(), await made.text()).toBe(true);
  const id = await company(page, named("Odwiedzana"));
  const [register, form] = [new Register(page), new Form(page)];
  await page.goto(`/register?type=${key}&company=${id}`);
  await expect(register.company).not.toHaveValue("");
  await expect(form.option("Dojazd", "Pociąg")).toBeChecked();
  await expect(page.getByLabel("Dzień")).not.toHaveValue("");
  await expect(page.getByLabel("Kilometry")).toHaveCount(0);
  await form.option("Dojazd", "Samochód").check();
  await page.getByLabel("Kilometry").fill("50");
  const cost = page.getByRole("status").filter({ hasText: /^\d/ });
  await expect(cost).toHaveText("57,50");
  await expect(page.getByText("To dużo.")).toHaveCount(0);
  await page.getByLabel("Kilometry").fill("100,5");
  await expect(cost).toHaveText("115,58");
  await expect(page.getByText("To dużo.")).toBeVisible();
  await expect(page.getByLabel("Powód")).toHaveAttribute("aria-required", "true");
  await expect(page.getByLabel("Stawka")).toBeDisabled();
  await expect(page.getByLabel("Stawka")).toHaveValue("1,15");
  await register.send();
  await expect(form.summary).toContainText("Powód: Wypełnij to pole.");
  await form.jump("Powód");
  await expect(page.getByLabel("Powód")).toBeFocused();
  await page.getByLabel("Powód").fill("Objazd");
  await expect(page.getByText("Wypełnij to pole.")).toHaveCount(0);
  await page.getByLabel("Początek").fill("2026-07-01T23:30");
  await form.find("Z kim", "anna", "Anna Admin");
  await form.option("Ocena", "4 / 5").check();
  await page.getByRole("checkbox", { name: "Termin" }).check();
  await page.getByRole("checkbox", { name: "Cena" }).check();
  await expectAccessible(page);
  // Defaults alone are no draft, and what was typed is one.
  await page.reload();
  await expect(page.getByLabel("Kilometry")).toHaveCount(0);
  await register.goOn();
  await expect(page.getByLabel("Kilometry")).toHaveValue("100,5");
  await expect(page.getByLabel("Powód")).toHaveValue("Objazd");
  await expect(page.getByRole("checkbox", { name: "Cena" })).toBeChecked();
  // What is hidden keeps what was typed.
  await form.option("Dojazd", "Pociąg").check();
  await expect(page.getByLabel("Kilometry")).toHaveCount(0);
  await expect(page.getByLabel("Powód")).toHaveAttribute("aria-required", "false");
  await expect(page.getByLabel("Stawka")).toBeEnabled();
  await form.option("Dojazd", "Samochód").check();
  await expect(page.getByLabel("Kilometry")).toHaveValue("100,5");
  await register.send();
  await register.done();
  const main = page.getByRole("main");
  for (const text of ["100,5", "115,58", "Anna Admin", "Cena, Termin"]) {
    await expect(main.getByText(text, { exact: true }).first()).toBeVisible();
  }
  const { items } = await (await page.request.get(`/api/v1/companies/${id}/events`)).json();
  const event = await (await page.request.get(`/api/v1/events/${items[0].id}`)).json();
  expect(event.values).toMatchObject({
    how: "car",
    km: "100.5",
    rate: "1.15",
    cost: "115.58",
    when: "2026-07-01T23:30:00+02:00",
    mark: 4,
    about: ["price", "time"],
  });
  // A change begins with what is stored, and nothing else changes.
  await page.goto(`/events/${event.id}/edit`);
  await expect(page.getByLabel("Początek")).toHaveValue("01.07.2026 23:30");
  await expect(page.getByRole("checkbox", { name: "Termin" })).toBeChecked();
  await form.option("Dojazd", "Pociąg").check();
  await page.getByRole("button", { name: "Zapisz" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Dojazd");
  await expect(async () => {
    const { values } = await (await page.request.get(`/api/v1/events/${event.id}`)).json();
    expect(values).toEqual({ ...event.values, how: "train", km: undefined, cost: undefined });
  }).toPass({ timeout: 5_000 });
});
