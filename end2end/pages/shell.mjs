// What surrounds every page: navigation, the person's own menu, the command palette, the bars over the page.
import { Page } from "./page.mjs";

export class Shell extends Page {
  get navigation() {
    return this.page.getByRole("navigation", { name: /^(Główna nawigacja|Main navigation)$/ });
  }

  /** The button of the person's own menu: their name, or “Menu” on small screens. */
  get menuButton() {
    return this.page.locator("[popovertarget=own-menu]");
  }

  get menu() {
    return this.page.locator("#own-menu");
  }

  get html() {
    return this.page.locator("html");
  }

  get newVersion() {
    return this.page.getByText(/^(Jest nowa wersja Kroniki|There is a new version)/);
  }

  async openMenu() {
    await this.menuButton.click();
    await this.menu.waitFor();
  }

  async signOut() {
    await this.openMenu();
    await this.menu.getByRole("button", { name: "Wyloguj się" }).click();
  }
}

export class Palette extends Page {
  get dialog() {
    return this.page.getByRole("dialog", { name: /^(Szukaj|Search)$/ });
  }

  get field() {
    return this.dialog.getByRole("combobox");
  }

  get chosen() {
    return this.dialog.getByRole("option", { selected: true });
  }

  option(name) {
    return this.dialog.getByRole("option", { name });
  }

  group(name) {
    return this.dialog.getByRole("group", { name });
  }

  async openByKeys() {
    await this.page.keyboard.press("Control+k");
    await this.field.waitFor();
  }

  async openByButton() {
    await this.page.getByRole("button", { name: "Szukaj" }).click();
    await this.field.waitFor();
  }
}
