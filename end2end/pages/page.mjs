// What all page objects have in common. A page object says in the words of the product what a person does on
// a page; specs hold no selectors.

export class Page {
  /** @param {import("@playwright/test").Page} page */
  constructor(page) {
    this.page = page;
  }

  /** The client has started: it has put something into the body in the place of what the page itself shows. */
  async started() {
    await this.page.locator("body > :not(.splash):not(script)").first().waitFor({ state: "attached" });
  }
}
