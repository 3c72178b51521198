// A form that a firm designed, being filled in. In Polish.
import { Page } from "./page.mjs";

export class Form extends Page {
  /** One of a few options that are in sight. */
  option(field, name) {
    return this.page.getByRole("radiogroup", { name: new RegExp(`^${field}( wymagane)?$`) }).getByRole("radio", { name, exact: true });
  }

  combobox(field) {
    return this.page.getByRole("combobox", { name: new RegExp(`^${field}( wymagane)?$`) });
  }

  /** Finds something by typing and chooses it. */
  async find(field, text, name) {
    await this.combobox(field).fill(text);
    await this.suggestions.filter({ hasText: name }).click();
  }

  /** What a field to be typed in suggests. */
  get suggestions() {
    return this.page.getByRole("listbox").getByRole("option");
  }

  group(name) {
    return this.page.getByRole("group", { name: new RegExp(`^${name}( wymagane)?$`) });
  }

  /** All that is wrong, at the top. */
  get summary() {
    return this.page.getByRole("main").locator(".trouble");
  }

  /** To the field, from the summary. */
  async jump(field) {
    await this.summary.getByRole("link", { name: field }).first().click();
  }

  /** What is wrong with one field. */
  problem(field) {
    const label = this.page.locator("label, legend", { hasText: new RegExp(`^\\s*${field}\\s*(\\*\\s*wymagane)?\\s*$`) });
    return this.page.locator(".field", { has: label }).locator("> .problem");
  }

  section(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** A table, and its rows from 1. */
  table(name) {
    return this.page.locator(".table-field", { has: this.page.locator("legend", { hasText: name }) });
  }

  row(table, number) {
    return this.table(table).getByRole("group", { name: `${table} ${number}` });
  }

  rows(table) {
    return this.table(table).locator(".entry");
  }

  async addRow(table) {
    await this.table(table).getByRole("button", { name: "Dodaj wiersz" }).click();
  }
}
