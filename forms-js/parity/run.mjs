// The JavaScript packages against the native library, byte for byte, in Node and in Chromium:
// `node forms-js/parity/run.mjs CASES.jsonl PACKAGES CHROMIUM`, the packages as `cargo xtask forms-js` leaves them.
import { readFile } from "node:fs/promises";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { chromium } from "@playwright/test";
import { compare } from "./compare.mjs";

const [casesFile, packages, executablePath] = process.argv.slice(2).map((file) => path.resolve(file));
const cases = await readFile(casesFile, "utf8");
const LEAST = 10_000;

const agreed = [tell("Node", inNode()), tell("Chromium", await inChromium())];
// Chromium may leave pipes open behind it, for which Node would wait.
process.exit(agreed.every(Boolean) ? 0 : 1);

function inNode() {
  const engine = createRequire(import.meta.url)(path.join(packages, "node"));
  return compare(engine, cases.trimEnd().split("\n"));
}

async function inChromium() {
  const files = {
    "/": ["text/html", "<!doctype html><title>parity</title>"],
    "/cases": ["text/plain; charset=utf-8", cases],
    "/compare.mjs": ["text/javascript", await readFile(new URL("compare.mjs", import.meta.url))],
    "/forms.js": ["text/javascript", await readFile(path.join(packages, "web/forms.js"))],
    "/forms_bg.wasm": ["application/wasm", await readFile(path.join(packages, "web/forms_bg.wasm"))],
  };
  const server = http.createServer((request, response) => {
    const [type, content] = files[request.url] ?? [];
    response.writeHead(type ? 200 : 404, { "content-type": type ?? "text/plain" }).end(content);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    return await page.evaluate(async () => {
      const [engine, { compare }] = await Promise.all([import("/forms.js"), import("/compare.mjs")]);
      await engine.default();
      const cases = await (await fetch("/cases")).text();
      return compare(engine, cases.trimEnd().split("\n"));
    });
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

function tell(where, { cases, different, differences }) {
  console.log(`${where}: ${cases} cases, ${different} answered otherwise than by the native library`);
  for (const difference of differences) console.log(JSON.stringify(difference, null, 2).slice(0, 6000));
  return different === 0 && cases >= LEAST;
}
