// A company with 50,000 events: endless scroll with few rows in the page, and nothing moves under the reader's eyes.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./fixtures.mjs";
import { Companies, CompanyCard } from "./pages/companies.mjs";
import { call, change, signedIn } from "./pages/steps.mjs";

const COUNT = 50_000;
const NAME = "Bardzo Długa Historia";
const map = `source = "long"
[companies]
key = "{company}"
name = "{company}"
[events]
type = "{type}"
occurred_at = "{at}"
note = "{note}"
[[types]]
value = "call"
existing = "called_client"
`;

test.describe("50,000 events", () => {
  test.skip(({ isMobile }) => isMobile, "one width is enough");
  test.describe.configure({ timeout: 300_000 });

  test("scroll with few rows in the page", async ({ page, kronika }) => {
    seed(kronika);
    await signedIn(page);
    const companies = new Companies(page);
    await companies.open();
    await companies.search("bardzo dluga");
    await companies.row(NAME).click();
    const card = new CompanyCard(page);
    await expect(card.heading(NAME)).toBeVisible();
    await card.openHistory(card.id);
    await expect(card.event("Zdarzenie nr 1:")).toBeVisible();

    const walked = await page.evaluate(async (last) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      let [most, slowest, frames] = [0, 0, 0];
      const begun = performance.now();
      let before = begun;
      while (!document.querySelector("main").textContent.includes(last) && performance.now() - begun < 200_000) {
        window.scrollTo(0, document.documentElement.scrollHeight);
        await frame();
        const now = performance.now();
        slowest = Math.max(slowest, now - before);
        before = now;
        frames += 1;
        most = Math.max(most, document.querySelectorAll(".events > .row").length);
      }
      return { most, slowest, frames, took: performance.now() - begun };
    }, `Zdarzenie nr ${COUNT}:`);
    console.log("to the end:", walked);
    await expect(card.event(`Zdarzenie nr ${COUNT}:`)).toBeVisible();
    expect(walked.most).toBeLessThan(250);

    // Anywhere in between: a jump is drawn at once, and a step of the wheel costs little.
    const jumps = await page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const times = [];
      for (let step = 0; step < 40; step += 1) {
        const y = document.documentElement.scrollHeight * ((step * 0.37) % 1);
        const begun = performance.now();
        window.scrollTo(0, y);
        do await frame();
        while (!document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest(".row") && performance.now() - begun < 2_000);
        times.push(performance.now() - begun);
      }
      times.sort((one, other) => one - other);
      return { median: times[20], worst: times.at(-1), nodes: document.querySelectorAll("*").length };
    });
    console.log("jumps:", jumps);
    expect(jumps.nodes).toBeLessThan(3_500);
    expect(jumps.worst).toBeLessThan(1_000);

    // Something new comes in while one reads further down: it waits, and what is read stays where it is.
    await page.evaluate(() => window.scrollTo(0, 20_000));
    await page.waitForTimeout(500);
    const note = await page.evaluate(() => {
      const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
      return middle.closest(".row").querySelector(".row-note").textContent.trim();
    });
    const place = () => card.event(note).evaluate((one) => one.getBoundingClientRect().top);
    const before = await place();
    const id = card.id;
    await call(page, id, "Całkiem nowe");
    const pill = page.getByRole("button", { name: "1 nowa pozycja" });
    await expect(pill).toBeVisible({ timeout: 2_000 });
    expect(Math.abs((await place()) - before)).toBeLessThan(2);
    // What is being read changes where it stands, however far down.
    const href = await card.event(note).locator(".row-link").getAttribute("href");
    await change(page, "events", href.split("/").at(-1), { note: "Zmienione w głębi" });
    await expect(card.event("Zmienione w głębi")).toBeVisible({ timeout: 2_000 });
    expect(Math.abs((await card.event("Zmienione w głębi").evaluate((one) => one.getBoundingClientRect().top)) - before)).toBeLessThan(2);
    await pill.click();
    await expect(card.event("Całkiem nowe")).toBeInViewport();
    await expect(card.event("Całkiem nowe")).toHaveClass(/fresh/);
    await expect(pill).toBeHidden();
  });
});

/** Through the import, which is the quickest door that there is. */
function seed(kronika) {
  const [mapFile, rows] = [join(kronika.dataDir, "long.toml"), join(kronika.dataDir, "long.csv")];
  writeFileSync(mapFile, map);
  const lines = ["company,type,at,note"];
  for (let n = 1; n <= COUNT; n += 1) {
    const at = new Date(Date.UTC(2026, 0, 1) - n * 3_600_000).toISOString();
    lines.push(`${NAME},call,${at},Zdarzenie nr ${n}: ${"słowo ".repeat(n % 30)}`);
  }
  writeFileSync(rows, lines.join("\n"));
  kronika.run(["import", "--map", mapFile, rows]);
  rmSync(mapFile);
  rmSync(rows);
}
