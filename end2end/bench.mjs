// Measures the client in Chromium on the demo firm: first paint, interactions, and Lighthouse.
//
//   node end2end/bench.mjs PROGRAM
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { held, multiply } from "./pages/outbox.mjs";
import { start } from "./server.mjs";

const LIGHTHOUSE = "lighthouse@13.5.0";
const executablePath = process.env.KRONIKA_CHROMIUM || "/usr/bin/chromium-headless-shell";
const args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];
const ROUNDS = 7;

const sorted = (figures) => figures.toSorted((a, b) => a - b);
const share = (figures, part) => sorted(figures)[Math.min(figures.length - 1, Math.floor(figures.length * part))];
const ms = (figure) => Math.round(figure);

async function signIn(page, url, login = "manager") {
  await page.goto(url);
  await page.locator("input").first().fill(login);
  await page.locator("input[type=password]").fill("kronika-demo");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Dzisiaj" }).waitFor();
}

/** The first paint, which is the name of the product; the last one that shows more than any before, which is what one came
 *  for; and when the page's heading was found with nothing left to wait for. */
async function paints(browser, url, path, state) {
  const [first, useful, whole] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.newContext({ locale: "pl-PL", storageState: state });
    const page = await context.newPage();
    await page.goto(url + path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForFunction(() => !document.querySelector(".skeleton"));
    whole.push(await page.evaluate(() => performance.now()));
    const paint = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
    first.push(await page.evaluate(paint));
    const largest = () =>
      new Promise((done) => {
        const watch = new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime));
        watch.observe({ type: "largest-contentful-paint", buffered: true });
      });
    useful.push(await page.evaluate(largest));
    await context.close();
  }
  return [first, useful, whole].map((figures) => ms(share(figures, 0.5)));
}

/**
 * From a key or a press to the paint that follows it, in milliseconds, of all those made by `act`. The browser is told not to
 * wait for the screen's next refresh: what is measured is the work, not where in a frame somebody happened to press.
 */
async function interactions(page, act) {
  await page.evaluate(() => {
    const timings = (window.timings = []);
    const begun = (event) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        // After the frame has been painted.
        port1.onmessage = () => timings.push(performance.now() - event.timeStamp);
        port2.postMessage(0);
      });
    };
    for (const kind of ["keydown", "click"]) addEventListener(kind, begun, { capture: true });
  });
  await act();
  await page.waitForTimeout(300);
  const all = await page.evaluate(() => window.timings);
  return [share(all, 0.5), share(all, 0.95), Math.max(...all)].map((figure) => figure.toFixed(1));
}

/** A form of so many fields of all plain types in sections, every tenth of them with a condition. */
function largeForm(count) {
  const kinds = ["text", "decimal", "integer", "date", "boolean", "choice", "long_text", "money", "email", "time"];
  const options = ["a", "b", "c"].map((key) => ({ key, label: { pl: `Opcja ${key}` } }));
  const field = (at) => {
    const type = kinds[at % kinds.length];
    const made = { node: "field", key: `f${at}`, type, label: { pl: `Pole ${at}` }, required: at % 7 === 0 };
    if (type === "choice") made.options = options;
    if (at % 10 === 3 && at > 10) made.visible_if = `f${at - 10} != '2026-01-01'`.replace("'2026-01-01'", 'date("2026-01-01")');
    return made;
  };
  const sections = [];
  for (let at = 0; at < count; at += 30) {
    const nodes = Array.from({ length: Math.min(30, count - at) }, (_, more) => field(at + more));
    sections.push({ node: "section", title: { pl: `Część ${sections.length + 1}` }, columns: 2, nodes });
  }
  return { nodes: sections };
}

/** The real forms with most fields, as the server imports them: `{name, count, form}`. */
async function realForms(page, url, most) {
  const data = process.env.KRONIKA_TEST_DATA || fileURLToPath(new URL("../../shared/data", import.meta.url));
  const found = [];
  for (const folder of ["xlsform", "formio"].map((kind) => join(data, "forms", kind)).filter(existsSync)) {
    for (const name of readdirSync(folder)) {
      const answer = await page.request.post(`${url}/api/v1/forms/import?name=${name}`, {
        data: readFileSync(join(folder, name)),
        headers: { origin: url, "content-type": "application/octet-stream" },
      });
      if (!answer.ok()) throw new Error(`${name}: ${answer.status()} ${await answer.text()}`);
      const { form } = await answer.json();
      const fields = [];
      const walk = (nodes) => nodes.forEach((one) => (one.node === "field" ? fields.push(one) : walk(one.nodes ?? [])));
      walk(form.nodes);
      found.push({ name, count: fields.length, form });
    }
  }
  return found.toSorted((a, b) => b.count - a.count).slice(0, most);
}

/** Makes an event type of a form, by REST. */
async function publish(page, url, key, form) {
  const made = await page.request.post(`${url}/api/v1/event-types`, {
    data: { key, kind: "form", name: { pl: key, en: key }, form },
    headers: { origin: url },
  });
  if (!made.ok()) throw new Error(`${key}: ${made.status()} ${await made.text()}`);
}

/** Opening a form: from the press on the list of types until all of it, the part `last` too, is in the page and painted. */
async function opening(page, url, key, last) {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.goto(`${url}/register`);
    const list = page.getByLabel("Rodzaj zdarzenia");
    await list.waitFor();
    await page.waitForTimeout(300);
    const time = await list.evaluate(async (select, [key, last]) => {
      const begun = performance.now();
      select.value = key;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      while (!document.querySelector(last)) await new Promise(requestAnimationFrame);
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - begun;
    }, [key, last]);
    times.push(time);
  }
  return [ms(share(times, 0.5)), ms(Math.max(...times))];
}

/** From the network's return to an empty outbox, in milliseconds. */
async function sending(browser, url, state, company, count) {
  const context = await browser.newContext({ locale: "pl-PL", storageState: state });
  const page = await context.newPage();
  await page.goto(`${url}/register?company=${company}`);
  await held(page);
  await page.waitForFunction(() => document.querySelector("[role=combobox]")?.value);
  await page.waitForTimeout(1_000);
  await context.setOffline(true);
  await page.getByLabel("Notatka").fill("Z tygodnia w polu");
  await page.getByRole("button", { name: "Zarejestruj", exact: true }).click();
  await page.getByText("czeka na wysłanie").first().waitFor();
  await multiply(page, count);
  await page.goto(`${url}/outbox`);
  await page.locator(".outbox-item").nth(count - 1).waitFor();
  const begun = Date.now();
  await context.setOffline(false);
  await page.getByText("Wszystko wysłane").waitFor({ timeout: 300_000 });
  const took = Date.now() - begun;
  await context.close();
  return took;
}

function lighthouse(url, cookie, preset) {
  const folder = mkdtempSync(join(tmpdir(), "kronika-lighthouse-"));
  const file = join(folder, "report.json");
  const words = ["--yes", LIGHTHOUSE, url, "--quiet", "--output=json", `--output-path=${file}`];
  words.push("--only-categories=performance,accessibility,best-practices", `--chrome-flags=--headless=new ${args.join(" ")}`);
  if (preset === "desktop") words.push("--preset=desktop");
  if (cookie) words.push(`--extra-headers=${JSON.stringify({ Cookie: cookie })}`);
  try {
    const done = spawnSync("npx", words, { encoding: "utf8", env: { ...process.env, CHROME_PATH: executablePath } });
    if (done.status !== 0) throw new Error(`Lighthouse ended with ${done.status}\n${done.stderr}`);
    return JSON.parse(readFileSync(file, "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const server = await start(process.argv[2], (run) => run(["demo"]));
const browser = await chromium.launch({ executablePath, args });
// It paints at once, so that only work is measured.
const unbound = ["--disable-gpu-vsync", "--disable-frame-rate-limit"];
const quick = await chromium.launch({ executablePath, args: [...args, ...unbound] });
let low = false;
try {
  const context = await browser.newContext({ locale: "pl-PL" });
  const page = await context.newPage();
  await signIn(page, server.url);
  const { items } = await (await page.request.get(`${server.url}/api/v1/companies?limit=1`)).json();
  const pages = { "/": "home", "/companies": "companies", [`/companies/${items[0].id}`]: "company card", "/register": "registering" };
  const state = await context.storageState();
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");

  console.log("\n## The client in Chromium\n");
  console.log(`| page, ${ROUNDS} first visits | first paint ms | useful paint ms | whole ms |\n|---|---|---|---|`);
  console.log(`| signing in | ${(await paints(browser, server.url, "/", undefined)).join(" | ")} |`);
  for (const [path, name] of Object.entries(pages)) {
    console.log(`| ${name} | ${(await paints(browser, server.url, path, state)).join(" | ")} |`);
  }

  console.log("\n| interaction, input to next paint | p50 ms | p95 ms | most ms |\n|---|---|---|---|");
  const signedIn = await quick.newContext({ locale: "pl-PL", storageState: state });
  const pressed = await signedIn.newPage();
  await pressed.goto(`${server.url}/companies`);
  await pressed.getByRole("searchbox").waitFor();
  const typed = await interactions(pressed, async () => {
    await pressed.getByRole("searchbox").pressSequentially("kowalska kowalska", { delay: 120 });
  });
  console.log(`| a letter in the search for companies | ${typed.join(" | ")} |`);
  const moved = await interactions(pressed, async () => {
    for (const name of ["Zdarzenia", "Firmy", "Dzisiaj", "Rodzaje zdarzeń", "Pracownicy"]) {
      await pressed.getByRole("navigation").getByRole("link", { name }).first().click();
      await pressed.getByRole("heading", { level: 1, name }).waitFor();
      await pressed.waitForTimeout(200);
    }
  });
  console.log(`| to another page | ${moved.join(" | ")} |`);

  const administrator = await quick.newContext({ locale: "pl-PL" });
  const large = await administrator.newPage();
  await signIn(large, server.url, "admin");
  await publish(large, server.url, "large", largeForm(559));
  const opened = await opening(large, server.url, "large", '[data-path="f558"] input');
  const keys = await interactions(large, async () => {
    await large.locator('[data-path="f300"] input').pressSequentially("Zażółć gęślą jaźń, raz i drugi", { delay: 60 });
    await large.locator('[data-path="f301"] input').pressSequentially("1234567890", { delay: 60 });
  });
  console.log("\n| form on screen | opening p50 ms | most ms | a key to the next paint p50 ms | p95 ms | most ms |\n|---|---|---|---|---|---|");
  console.log(`| made, 559 fields | ${opened.join(" | ")} | ${keys.join(" | ")} |`);
  for (const [at, { name, count, form }] of (await realForms(large, server.url, 3)).entries()) {
    const key = `real_${at}`;
    await publish(large, server.url, key, form);
    const opened = await opening(large, server.url, key, ".fill [data-path]");
    // Some begin with choices only.
    const inSight = large.locator(".fill :is(input[type=text], textarea)").first();
    const write = () => inSight.pressSequentially("Zażółć gęślą jaźń, raz i drugi", { delay: 60 });
    const keys = (await inSight.isVisible()) ? await interactions(large, write) : ["—", "—", "—"];
    console.log(`| ${name}, ${count} fields | ${opened.join(" | ")} | ${keys.join(" | ")} |`);
  }
  await administrator.close();

  const queued = await sending(browser, server.url, state, items[0].id, 200);
  console.log(`\n200 events that waited are sent in ${(queued / 1000).toFixed(1)} s (${ms(queued / 200)} ms each).`);

  console.log("\n| Lighthouse | performance | accessibility | best practices | layout shift |\n|---|---|---|---|---|");
  for (const preset of ["desktop", "mobile"]) {
    for (const [path, name] of [["/", "signing in"], ...Object.entries(pages)]) {
      const { categories, audits } = lighthouse(server.url + path, name === "signing in" ? "" : cookie, preset);
      const scores = ["performance", "accessibility", "best-practices"].map((key) => Math.round(categories[key].score * 100));
      low ||= scores.some((score) => score < 95);
      console.log(`| ${name}, ${preset} | ${scores.join(" | ")} | ${audits["cumulative-layout-shift"].displayValue} |`);
    }
  }
  if (low) console.log("\nA score is below 95.");
} finally {
  await browser.close();
  await quick.close();
  await server.stop();
}
