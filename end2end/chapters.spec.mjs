// Chapters of the client: what a first visit does without, and what happens when it cannot be fetched.
import { admin, expect, expectAccessible, test } from "./fixtures.mjs";
import { signedIn } from "./pages/steps.mjs";
import { SignIn } from "./pages/sign-in.mjs";

// Its worker would bring them from its store.
test.use({ serviceWorkers: "block" });

const heading = (page, name) => page.getByRole("heading", { name, level: 1 });
const chapter = "**/split_firm-*.wasm";

test("a first visit does without them, a link that is pointed at brings its own", async ({ page }) => {
  const fetched = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  const signIn = new SignIn(page);
  await signIn.open();
  await page.waitForTimeout(2_500);
  await signIn.as(admin);
  await heading(page, "Dzisiaj").waitFor();
  expect(fetched.filter((path) => /^\/(split|chunk)_/.test(path))).toEqual([]);
  const coming = page.waitForRequest(chapter);
  await page.locator("a[href='/people']").first().dispatchEvent("pointerover");
  await coming;
  // All of them come once there is nothing else to do, and then no page waits.
  await expect.poll(() => fetched.some((path) => path.startsWith("/split_events-"))).toBe(true);
  await page.goto("/about");
  await expect(heading(page, "O programie")).toBeVisible();
});

test("that of the address travels beside the client, and once", async ({ page }) => {
  await signedIn(page);
  const pages = { "/register": "events", "/companies": "companies", "/events": "companies", "/people": "firm", "/event-types/new": "types" };
  for (const [path, name] of Object.entries(pages)) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const asked = await page.evaluate(() => performance.getEntriesByType("resource").map((one) => [one.name, one.initiatorType]));
    const early = asked.filter(([file, by]) => by === "link" && file.endsWith(".wasm") && /\/(split|chunk)_/.test(file));
    const own = early.filter(([file]) => file.includes("/split_"));
    expect(own, path).toEqual([[expect.stringContaining(`/split_${name}-`), "link"]]);
    // `fetch` finds what has come already: all that the chapter consists of was named, and nothing is asked for twice.
    const again = asked.filter(([file, by]) => by !== "link" && early.some(([other]) => other === file));
    expect(again, path).toEqual([]);
  }
});

test.describe("that cannot be fetched", () => {
  test.use({ allowedErrors: [/Failed to (fetch|load resource)|TypeError/] });

  test("say so, and come at the next try", async ({ page }) => {
    await page.route(chapter, (route) => route.abort("connectionreset"));
    await signedIn(page);
    await page.goto("/people");
    const alert = page.getByRole("main").getByRole("alert");
    await expect(alert).toBeVisible();
    await expectAccessible(page);
    await page.unroute(chapter);
    await alert.getByRole("button", { name: "Spróbuj ponownie" }).click();
    await expect(heading(page, "Pracownicy")).toBeVisible();
  });

  test("because there is a newer client, load that one", async ({ page }) => {
    await signedIn(page);
    let newer = true;
    page.on("request", (request) => (newer &&= !request.isNavigationRequest()));
    await page.route(chapter, (route) => (newer ? route.fulfill({ status: 404, body: "" }) : route.continue()));
    // What the page that goes away has asked is nobody's any more.
    await page.route("**/api/fn/**", async (route) => {
      const told = newer ? { "x-kronika-client": "newer" } : {};
      const answered = async (answer) => route.fulfill({ response: answer, headers: { ...answer.headers(), ...told } });
      await route.fetch().then(answered).catch(() => {});
    });
    await page.evaluate(() => (window.older = true));
    // Within the client, as a person goes: `goto` would load it anew by itself.
    await page.evaluate(() => {
      history.pushState(1, "", "/people");
      dispatchEvent(new PopStateEvent("popstate"));
    });
    await expect(heading(page, "Pracownicy")).toBeVisible();
    expect(await page.evaluate(() => window.older)).toBeUndefined();
  });
});
