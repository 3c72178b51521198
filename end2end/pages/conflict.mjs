// Two at once: the dialog in which the second person chooses. In Polish.
import { Page } from "./page.mjs";

export class Conflict extends Page {
  get dialog() {
    return this.page.getByRole("dialog", { name: "Ktoś zmienił te dane w międzyczasie" });
  }

  /** The two values of a field. */
  field(name) {
    return this.dialog.getByRole("group", { name });
  }

  mine(name) {
    return this.field(name).getByRole("radio", { name: /^Twoja wartość/ });
  }

  theirs(name) {
    return this.field(name).getByRole("radio", { name: /^Zapisana w międzyczasie/ });
  }

  async save() {
    await this.dialog.getByRole("button", { name: "Zapisz" }).click();
  }

  async back() {
    await this.dialog.getByRole("button", { name: "Wróć do formularza" }).click();
  }
}
