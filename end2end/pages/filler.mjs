// Fills any form on screen as somebody would who has an answer to everything, by its JSON.

const TEXTS = ["Ala ma kota", "12345678910", "1234", "12", "1", "01017012345", "123456789", "00-950", "A1", "2026", "1975-01", "NOK", "123456", "10:30"];
const DOCUMENT = { name: "umowa.txt", mimeType: "text/plain", buffer: Buffer.from("Umowa") };
const PICTURE = {
  name: "kropka.png",
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
};

/** Every field and table of a form by its key; those of a table's rows as `table.key`. */
function nodesOf(form) {
  const found = new Map();
  const walk = (nodes, within) => {
    for (const node of nodes) {
      if (node.node === "field") found.set(within + node.key, node);
      if (node.node === "section") walk(node.nodes, within);
      if (node.node === "table") {
        found.set(node.key, node);
        walk(node.nodes, `${node.key}.`);
      }
    }
  };
  walk(form.nodes, "");
  return found;
}

/**
 * Fills what is in sight, and what comes into sight by that, until nothing new comes. Every table gets a row. Gives the
 * paths that were filled. What is typed, ticked or chosen in sight goes in by events of the page itself, many at once: the
 * largest forms have hundreds of fields.
 */
export async function fillEverything(page, form) {
  const nodes = nodesOf(form);
  const done = new Set();
  for (;;) {
    const inSight = await page.locator(".fill [data-path]").evaluateAll((parts) =>
      parts.filter((part) => part.checkVisibility()).map((part) => part.dataset.path),
    );
    const next = inSight.filter((path) => !done.has(path));
    if (next.length === 0) return [...done];
    const answers = next.map((path) => {
      const node = nodes.get(path.replace(/\[\d+\]/, ""));
      done.add(path);
      return { path, type: node.node === "table" ? "table" : node.type, text: node.node === "table" ? "" : answer(node, done.size) };
    });
    const left = await page.evaluate(fillPlain, answers);
    for (const { path, type } of left) {
      const part = page.locator(`[data-path="${path}"]`);
      // What was filled before it may have hidden it.
      if (await part.isVisible()) await fillOne(page, part, type);
    }
  }
}

/** In the page. Gives what a person has to do by hand. */
async function fillPlain(answers) {
  const left = [];
  const write = (input, text) => {
    const kind = input instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    input.focus();
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(input, text);
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    input.blur();
  };
  for (const { path, type, text } of answers) {
    const part = document.querySelector(`[data-path="${path}"]`);
    // Nobody types what is computed or locked.
    if (!part?.checkVisibility() || type === "computed" || part.querySelector("fieldset:disabled")) continue;
    const tick = part.querySelector("input[type=radio], input[type=checkbox]");
    if (type === "table") {
      if (!part.querySelector(".entry")) part.querySelector(".entry-actions button").click();
    } else if (["choice", "choices", "boolean", "rating"].includes(type) && tick) {
      // Who ranks takes each option once.
      const ranked = Number(path.match(/rank_(\d+)$/)?.[1] ?? 1);
      const chosen = part.querySelectorAll("input[type=radio], input[type=checkbox]")[ranked - 1] ?? tick;
      if (!chosen.checked) chosen.click();
    } else if (type === "location") {
      const [lat, lon] = part.querySelectorAll("input");
      write(lat, "52,2297");
      write(lon, "21,0122");
    } else if (["choice", "file", "photo", "signature"].includes(type)) {
      left.push({ path, type });
    } else {
      write(part.querySelector("input, textarea"), text);
    }
    // What depends on it comes or goes.
    await new Promise((done) => setTimeout(done));
  }
  return left;
}

async function fillOne(page, part, type) {
  const input = part.locator("input").first();
  switch (type) {
    case "choice":
      await part.getByRole("combobox").click();
      return part.getByRole("option").first().click();
    case "signature":
      return sign(page, part);
    default:
      await input.setInputFiles(type === "photo" ? PICTURE : DOCUMENT);
      return part.getByRole("listitem").first().waitFor();
  }
}

async function sign(page, part) {
  const paper = part.locator("canvas");
  await paper.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await paper.boundingBox();
  await page.mouse.move(x + width * 0.2, y + height * 0.6);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.7, y + height * 0.3, { steps: 4 });
  await page.mouse.up();
}

/** What somebody types in a field that keeps to its limits: dates one after the other, by the field's place in the form. */
function answer({ type, min, max, scale, pattern, min_length: least = 0, max_length: most = 4_000 }, place) {
  const bound = (value) => (min !== undefined && value < min ? min : max !== undefined && value > max ? max : value);
  const number = (value) => {
    const least = min === undefined ? value : Math.max(value, Number(min));
    return max === undefined ? least : Math.min(least, Number(max));
  };
  switch (type) {
    case "integer":
      return String(number(3));
    case "decimal":
    case "money":
      return number(3).toFixed(scale === undefined ? 1 : Math.min(scale, 1)).replace(".", ",");
    case "duration":
      return `0:${String(number(45)).padStart(2, "0")}`;
    case "date":
      return bound(new Date(Date.UTC(2026, 0, 15 + place)).toISOString().slice(0, 10));
    case "time":
      return bound("08:15");
    case "date_time":
      return "2026-01-15T08:15";
    case "email":
      return "jan@example.com";
    case "phone":
      return "+48 500 600 700";
    case "url":
      return "https://example.com";
    case "nip":
      return "526-025-02-74";
    default: {
      const fits = (text) => !pattern || new RegExp(`^(?:${pattern})$`, "u").test(text);
      const text = TEXTS.find((text) => text.length >= least && text.length <= most && fits(text));
      return text ?? "Ala ma kota ".repeat(400).slice(0, Math.max(least, 1)).slice(0, most);
    }
  }
}
