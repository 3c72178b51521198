// What waits to be sent. In Polish.
import { Page } from "./page.mjs";

export class Outbox extends Page {
  async open() {
    await this.page.goto("/outbox");
    await this.page.getByRole("heading", { name: "Do wysłania", level: 1 }).waitFor();
  }

  /** The way to it in the navigation, there while something waits. */
  get link() {
    return this.page.getByRole("banner").getByRole("link", { name: /Do wysłania/ });
  }

  item(text) {
    return this.page.getByRole("main").getByRole("listitem").filter({ hasText: text });
  }

  get items() {
    return this.page.locator(".outbox-item");
  }

  async edit(text) {
    await this.item(text).getByRole("button", { name: "Zmień" }).click();
  }

  async sendAll() {
    await this.page.getByRole("button", { name: "Wyślij wszystko" }).click();
  }

  async delete(text) {
    await this.item(text).getByRole("button", { name: "Usuń" }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Usuń" }).click();
  }
}

/** The service worker holds the client now: the page opens without network. */
export async function held(page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, { timeout: 20_000 });
}

/** Puts more into the command of the one entry that waits, as an older client or another door would have. */
export function put(page, more) {
  return page.evaluate(async (more) => {
    const db = await new Promise((done) => (indexedDB.open("kronika").onsuccess = (event) => done(event.target.result)));
    const store = db.transaction("outbox", "readwrite").objectStore("outbox");
    const asked = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
    const [[key], [value]] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
    const item = JSON.parse(value);
    store.put(JSON.stringify({ ...item, command: JSON.stringify({ ...JSON.parse(item.command), ...more }) }), key);
    await new Promise((done) => (store.transaction.oncomplete = done));
    db.close();
  }, more);
}

/** A week in the field: the one entry that waits becomes so many, as the outbox keeps them, each with its note and number. */
export function multiply(page, count) {
  return page.evaluate(async (count) => {
    const db = await new Promise((done) => (indexedDB.open("kronika").onsuccess = (event) => done(event.target.result)));
    const store = db.transaction("outbox", "readwrite").objectStore("outbox");
    const asked = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
    const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
    const [person] = keys[0].split("/");
    const item = JSON.parse(values[0]);
    const command = JSON.parse(item.command);
    for (let n = 1; n < count; n += 1) {
      const id = crypto.randomUUID();
      const at = Date.parse(item.queued_at) + n;
      const note = `${item.note} ${n}`;
      const more = { id, note, queued_at: new Date(at).toISOString(), command: JSON.stringify({ ...command, id, note }) };
      store.put(JSON.stringify({ ...item, ...more }), `${person}/${String(at * 1000).padStart(16, "0")}-${id}`);
    }
    await new Promise((done) => (store.transaction.oncomplete = done));
    db.close();
  }, count);
}
