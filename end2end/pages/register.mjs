// Registering an event. In Polish.
import { Page } from "./page.mjs";

export class Register extends Page {
  async open(company) {
    await this.page.goto(company ? `/register?company=${company}` : "/register");
    await this.note.waitFor();
  }

  get type() {
    return this.page.getByLabel("Rodzaj zdarzenia");
  }

  get company() {
    return this.page.getByRole("combobox", { name: "Firma" });
  }

  get note() {
    return this.page.getByLabel("Notatka");
  }

  get occurredAt() {
    return this.page.getByLabel("Kiedy");
  }

  get error() {
    return this.page.getByRole("main").getByRole("alert");
  }

  async send() {
    await this.page.getByRole("button", { name: "Zarejestruj", exact: true }).click();
  }

  /** The page that follows: the event with its log. */
  async done() {
    await this.page.getByRole("heading", { name: "Przebieg" }).waitFor();
  }
}
