// Registering an event. In Polish.
import { Form } from "./form.mjs";

export class Register extends Form {
  async open(company) {
    await this.page.goto(company ? `/register?company=${company}` : "/register");
    await this.note.waitFor();
  }

  get type() {
    return this.page.getByLabel("Rodzaj zdarzenia");
  }

  get company() {
    return this.combobox("Firma");
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

  /** Events that were begun and not sent. */
  get drafts() {
    return this.page.getByRole("listitem").filter({ has: this.page.getByRole("button", { name: "Dokończ" }) });
  }

  /** Goes on with the only draft, or with the one that says so. */
  async goOn(text = "") {
    await this.drafts.filter({ hasText: text }).getByRole("button", { name: "Dokończ" }).click();
  }

  async discard(text) {
    await this.drafts.filter({ hasText: text }).getByRole("button", { name: "Odrzuć" }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Odrzuć" }).click();
  }

  async send() {
    await this.page.getByRole("button", { name: "Zarejestruj", exact: true }).click();
  }

  /** The page that follows: the event with its log. */
  async done() {
    await this.page.getByRole("heading", { name: "Przebieg" }).waitFor();
  }
}
