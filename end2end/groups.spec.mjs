// Groups: an administrator makes, renames, fills and deletes them; everybody else sees them, live.
import { admin, expect, expectAccessible, test } from "./fixtures.mjs";
import { Groups } from "./pages/groups.mjs";
import { named, signedIn } from "./pages/steps.mjs";

test.use({ allowedErrors: [/422/] });

test("a group is made, changed and deleted, and a colleague sees it", async ({ page, browser, baseURL }) => {
  await signedIn(page);
  const groups = new Groups(page);
  await groups.open();
  await expectAccessible(page);
  const colleague = await browser.newContext({ baseURL, locale: "pl-PL" });
  const theirs = new Groups(await colleague.newPage());
  await signedIn(theirs.page);
  await theirs.open();

  const [name, renamed] = [named("Serwis"), named("Handel")];
  await groups.add(name, [admin.name]);
  await expect(groups.dialog).toBeHidden();
  await expect(groups.group(name)).toContainText(admin.name);
  await expect(theirs.group(name)).toBeVisible();

  await groups.add(name);
  await expect(groups.dialog.getByText("Taka wartość już istnieje.")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(groups.dialog).toBeHidden();

  await groups.edit(name);
  await expect(groups.dialog.getByLabel(admin.name)).toBeChecked();
  await groups.dialog.getByLabel(admin.name).uncheck();
  await groups.fill(renamed);
  await groups.save();
  await expect(groups.group(renamed)).toContainText("—");
  await expect(theirs.group(renamed)).toBeVisible();
  await expect(theirs.group(name)).toHaveCount(0);

  await groups.delete(renamed);
  await expectAccessible(page);
  await groups.confirm();
  await expect(groups.group(renamed)).toHaveCount(0);
  await expect(theirs.group(renamed)).toHaveCount(0);
  await colleague.close();
});

test("people and groups are tabs with addresses of their own", async ({ page }) => {
  await signedIn(page);
  await page.goto("/people");
  const tabs = page.getByRole("main").getByRole("navigation");
  await tabs.getByRole("link", { name: "Grupy" }).click();
  await expect(page).toHaveURL(/\/people\/groups$/);
  await expect(page.getByRole("heading", { name: "Grupy", level: 1 })).toBeFocused();
  await page.reload();
  await expect(tabs.getByRole("link", { name: "Grupy" })).toHaveAttribute("aria-current", "page");
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Pracownicy", level: 1 })).toBeVisible();
});
