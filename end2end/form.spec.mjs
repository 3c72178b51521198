// A type with a form: the seven plain field types, judged as one types.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { Register } from "./pages/register.mjs";
import { company, named, signedIn } from "./pages/steps.mjs";

const label = (pl, en) => ({ pl, en });
const form = {
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
    data: { key, kind: "form", name: label(`Szkolenie ${key}`, `Training ${key}`), form },
    headers: { origin: baseURL },
  });
  expect(made.ok(), await made.text()).toBe(true);
  const id = await company(page, named("Szkolona"));
  const register = new Register(page);
  await page.goto(`/register?type=${key}&company=${id}`);
  await page.getByLabel("Temat").waitFor();
  await expect(register.company).not.toHaveValue("");
  await page.getByLabel("Liczba osób").fill("51");
  await page.getByLabel("Kilometry").fill("dużo");
  await register.send();
  await expect(page.getByText("Wypełnij to pole.")).toBeVisible();
  await expect(page.getByText("Nie więcej niż 50.")).toBeVisible();
  await expect(page.getByText("To nie jest poprawna wartość.")).toBeVisible();
  await expect(page.getByLabel("Temat")).toBeFocused();
  await expectAccessible(page);
  await page.getByLabel("Kilometry").fill("120,55");
  await expect(page.getByText("Najwyżej 1 miejsce po przecinku.")).toBeVisible();
  await page.getByLabel("Kilometry").fill("1 120,5");
  await page.getByLabel("Temat").fill("Rust od podstaw");
  await page.getByLabel("Liczba osób").fill("012");
  await page.getByLabel("Zapłacono").check();
  await page.getByLabel("Następny termin").fill("2026-12-24");
  await page.getByLabel("Miejsce").selectOption({ label: "U klienta" });
  await page.getByLabel("Sprawozdanie").fill("Wszyscy zadowoleni.");
  await register.send();
  await register.done();
  const main = page.getByRole("main");
  for (const text of ["Rust od podstaw", "12", "1120,5 km", "tak", "2026-12-24", "U klienta", "Wszyscy zadowoleni."]) {
    await expect(main.getByText(text, { exact: true })).toBeVisible();
  }
});
