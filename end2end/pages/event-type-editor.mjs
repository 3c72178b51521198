// The editor of event types. In Polish.
import { Page } from "./page.mjs";

export class EventTypeEditor extends Page {
  async openNew() {
    await this.page.goto("/event-types/new");
    await this.namePl.waitFor();
  }

  async openSettings(id) {
    await this.page.goto(`/event-types/${id}/edit`);
    await this.namePl.waitFor();
  }

  async openDraft(id) {
    await this.page.goto(`/event-types/${id}/draft`);
    await this.pattern.waitFor();
  }

  get namePl() {
    return this.page.getByLabel("Nazwa po polsku").first();
  }

  get nameEn() {
    return this.page.getByLabel("Nazwa po angielsku").first();
  }

  get key() {
    return this.page.getByRole("textbox", { name: "Klucz" }).first();
  }

  get kind() {
    return this.page.getByLabel("Typ", { exact: true });
  }

  get color() {
    return this.page.getByRole("textbox", { name: "Kolor", exact: true });
  }

  get defaultNote() {
    return this.page.getByLabel("Notatka domyślna");
  }

  get active() {
    return this.page.getByLabel("W użyciu");
  }

  get pattern() {
    return this.page.getByLabel("Wzór numeru");
  }

  get reset() {
    return this.page.getByLabel("Licznik zaczyna od nowa");
  }

  get example() {
    return this.page.locator(".example");
  }

  get backdating() {
    return this.page.getByLabel("Ile dni wstecz");
  }

  link(name) {
    return this.page.getByRole("group", { name: "Powiązania" }).getByLabel(name, { exact: true });
  }

  /** A settlement by its place, from 1. */
  settlement(place) {
    return this.page.getByRole("group", { name: `Rozliczenie ${place}`, exact: true });
  }

  async addSettlement() {
    await this.page.getByRole("button", { name: "Dodaj rozliczenie" }).click();
  }

  get form() {
    return this.page.getByLabel("Formularz jako JSON");
  }

  /** The buttons that lead to the faults of the form. */
  get faults() {
    return this.page.locator(".faults").getByRole("button");
  }

  /** What the form's text has marked. */
  marked() {
    return this.form.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
  }

  get sound() {
    return this.page.getByText("Formularz jest poprawny.");
  }

  get preview() {
    return this.page.getByRole("region", { name: "Podgląd" });
  }

  get changes() {
    return this.page.locator("section").filter({ hasText: "Zmiany względem wersji" });
  }

  async button(name) {
    await this.page.getByRole("button", { name, exact: true }).click();
  }

  get dialog() {
    return this.page.getByRole("dialog");
  }

  async importFile(file) {
    await this.page.getByLabel("Wczytaj z pliku").setInputFiles(file);
  }

  async exported() {
    const coming = this.page.waitForEvent("download");
    await this.button("Zapisz do pliku");
    const file = await coming;
    const chunks = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk);
    return { name: file.suggestedFilename(), text: Buffer.concat(chunks).toString("utf8") };
  }
}
