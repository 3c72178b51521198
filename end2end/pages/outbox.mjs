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
