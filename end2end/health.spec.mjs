// The least that must hold: the client starts under the real Content-Security-Policy, nothing is fetched twice.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { Page } from "./pages/page.mjs";

test("the client starts", async ({ page }) => {
  const fetched = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto("/");
  await new Page(page).started();
  expect(fetched.filter((path) => path.endsWith(".wasm"))).toHaveLength(1);
  await expectAccessible(page);
});
