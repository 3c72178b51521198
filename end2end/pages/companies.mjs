// The list of companies, adding one, and a company's card. In Polish.
import { Page } from "./page.mjs";

export class Companies extends Page {
  async open() {
    await this.page.goto("/companies");
    await this.page.getByRole("heading", { name: "Firmy", level: 1 }).waitFor();
  }

  async search(text) {
    await this.page.getByRole("searchbox").fill(text);
  }

  row(name) {
    return this.page.getByRole("main").getByRole("link", { name, exact: true });
  }
}

export class AddCompany extends Page {
  async open() {
    await this.page.goto("/companies/new");
    await this.name.waitFor();
  }

  get name() {
    return this.page.getByLabel("Nazwa");
  }

  get nip() {
    return this.page.getByLabel("NIP");
  }

  get city() {
    return this.page.getByLabel("Miejscowość");
  }

  async send() {
    await this.page.getByRole("button", { name: "Dodaj firmę" }).click();
  }
}

export class CompanyCard extends Page {
  async open(id) {
    await this.page.goto(`/companies/${id}`);
    await this.page.getByRole("heading", { name: "Najnowsze zdarzenia" }).waitFor();
  }

  async openHistory(id) {
    await this.page.goto(`/companies/${id}/events`);
    await this.page.getByLabel("Notatka lub numer").waitFor();
  }

  get id() {
    return new URL(this.page.url()).pathname.split("/")[2];
  }

  heading(name) {
    return this.page.getByRole("heading", { name, level: 1 });
  }

  event(note) {
    return this.page.getByRole("main").getByRole("listitem").filter({ hasText: note });
  }
}
