// Signing in, and the first start of all.
import { Page } from "./page.mjs";

export class SignIn extends Page {
  async open() {
    await this.page.goto("/");
    await this.button.waitFor();
  }

  get button() {
    return this.page.getByRole("button", { name: /^(Zaloguj się|Sign in)$/ });
  }

  get error() {
    return this.page.getByRole("alert");
  }

  async as({ login, password }) {
    await this.page.getByLabel("Login").fill(login);
    await this.page.getByLabel(/^(Hasło|Password)/).fill(password);
    await this.button.click();
  }
}

export class FirstStart extends Page {
  async open() {
    await this.page.goto("/");
    await this.page.getByRole("heading", { name: "Witaj w Kronice" }).waitFor();
  }

  async create({ name, login, password, repeated = password }) {
    await this.page.getByLabel("Imię i nazwisko").fill(name);
    await this.page.getByLabel("Login").fill(login);
    await this.page.getByLabel("Hasło", { exact: false }).first().fill(password);
    await this.page.getByLabel("Powtórz hasło").fill(repeated);
    await this.page.getByRole("button", { name: "Utwórz konto" }).click();
  }
}
