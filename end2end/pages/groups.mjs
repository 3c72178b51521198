// Groups of people. In Polish.
import { Page } from "./page.mjs";

export class Groups extends Page {
  async open() {
    await this.page.goto("/people/groups");
    await this.page.getByRole("heading", { name: "Grupy", level: 1 }).waitFor();
  }

  get dialog() {
    return this.page.getByRole("dialog");
  }

  group(name) {
    return this.page.getByRole("main").getByRole("listitem").filter({ hasText: name });
  }

  async add(name, members) {
    await this.page.getByRole("button", { name: "Dodaj grupę" }).click();
    await this.fill(name, members);
    await this.dialog.getByRole("button", { name: "Dodaj", exact: true }).click();
  }

  async edit(name) {
    await this.page.getByRole("button", { name: `Zmień ${name}` }).click();
  }

  async fill(name, members = []) {
    await this.dialog.getByLabel("Nazwa").fill(name);
    for (const member of members) await this.dialog.getByLabel(member).check();
  }

  async save() {
    await this.dialog.getByRole("button", { name: "Zapisz" }).click();
  }

  async delete(name) {
    await this.page.getByRole("button", { name: `Usuń ${name}` }).click();
  }

  async confirm() {
    await this.dialog.getByRole("button", { name: "Usuń" }).click();
  }
}
