// What the specs of work over a bad network share: the network itself, between the browser and the server.
import { admin, expect, test as base } from "./fixtures.mjs";
import { Register } from "./pages/register.mjs";
import { startProxy } from "./proxy.mjs";

export const test = base.extend({
  net: [
    async ({ kronika }, use) => {
      const net = await startProxy(kronika.url);
      await use(net);
      await net.stop();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ net }, use) => {
    net.fault = () => null;
    net.client = null;
    await use(net.url);
  },
  // Connections fail here on purpose, and refused commands are answered with an error.
  allowedErrors: [/ERR_|Failed to (fetch|load)|NetworkError|status of (401|409|422|503)/],
  // The client is to open without network.
  serviceWorkers: async ({}, use) => use("allow"),
});

/** All events of a company with that note, asked of the server itself. */
export async function registered(kronika, id, note) {
  kronika.token ??= kronika.run(["token", "create", "--login", admin.login]).trim();
  const headers = { authorization: `Bearer ${kronika.token}` };
  const { items } = await (await fetch(`${kronika.url}/api/v1/companies/${id}/events?limit=200`, { headers })).json();
  return items.filter((event) => event.note.includes(note));
}

/** The page for registering, with the company there. */
export async function begun(page, company) {
  const register = new Register(page);
  await register.open(company);
  await expect(register.company).not.toHaveValue("");
  return register;
}

export const isRegistration = ({ method, path }) => method === "POST" && path === "/api/v1/events";
