// The versions of an event type: what changed, rolled back, withdrawn, taken back into use.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { signedIn } from "./pages/steps.mjs";

const field = (key, pl, more) => ({ node: "field", key, type: "integer", label: { pl, en: key }, ...more });

test.use({ allowedErrors: [/422/] });

test("versions are compared, rolled back and withdrawn", async ({ page, baseURL }) => {
  await signedIn(page);
  const key = `audit_${Math.random().toString(36).slice(2, 8)}`;
  const send = async (method, path, data) => {
    const answer = await page.request.fetch(`/api/v1/event-types${path}`, { method, data, headers: { origin: baseURL } });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  };
  const publish = async (nodes, note) => {
    await send("PUT", `/${key}/draft`, { form: { nodes } });
    await send("POST", `/${key}/publish`, { note });
  };
  const first = [field("km", "Kilometry", { max: 100 }), field("people", "Osoby")];
  await send("POST", "", { key, kind: "form", name: { pl: `Audyt ${key}`, en: `Audit ${key}` }, form: { nodes: first } });
  await publish([field("km", "Kilometry", { max: 200 }), field("days", "Dni")], "dłuższe trasy");

  await page.goto("/event-types");
  await page.getByRole("link", { name: `Audyt ${key}` }).click();
  await expect(page.getByRole("heading", { name: `Audyt ${key}`, level: 1 })).toBeVisible();
  const version = (number) => page.getByRole("listitem").filter({ hasText: `Wersja ${number}` });
  await expect(version(2)).toContainText("obowiązuje");
  await expect(version(2)).toContainText("dłuższe trasy");
  await expect(page.getByRole("button", { name: "Wycofaj: Wersja 2" })).toHaveCount(0);
  await page.getByRole("button", { name: "Co się zmieniło: Wersja 2" }).click();
  await expect(version(2)).toContainText("zmieniono pole Kilometry");
  await expect(version(2)).toContainText("max: 100 → 200");
  await expect(version(2)).toContainText("dodano pole Dni");
  await expect(version(2)).toContainText("usunięto pole Osoby");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Wycofaj: Wersja 1" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Wycofaj" }).click();
  await expect(dialog.getByText("Wypełnij to pole.")).toBeVisible();
  await dialog.getByLabel("Powód").fill("za krótkie trasy");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Wycofaj" }).click();
  await expect(dialog).toBeHidden();
  await expect(version(1)).toContainText("wycofana");
  await expect(version(1)).toContainText("za krótkie trasy");
  await page.getByRole("button", { name: "Cofnij wycofanie: Wersja 1" }).click();
  await expect(version(1)).not.toContainText("wycofana");

  await page.getByRole("button", { name: "Przywróć: Wersja 1" }).click();
  await dialog.getByLabel("Notatka").fill("z powrotem");
  await dialog.getByRole("button", { name: "Przywróć" }).click();
  await expect(version(3)).toContainText("obowiązuje");
  await expect(version(3)).toContainText("z powrotem");
  const { form } = await (await page.request.get(`/api/v1/event-types/${key}`)).json();
  expect(form.nodes.map((node) => node.key)).toEqual(["km", "people"]);
});
