// What most specs begin with.
import { admin } from "../fixtures.mjs";
import { SignIn } from "./sign-in.mjs";

/** Signs the administrator in and waits for the first page. */
export async function signedIn(page, person = admin) {
  const signIn = new SignIn(page);
  await signIn.open();
  await signIn.as(person);
  await page.getByRole("heading", { name: /^(Dzisiaj|Today)$/, level: 1 }).waitFor();
}

/** Adds a company by REST, as another program of the signed-in person would; its id. */
export async function company(page, name) {
  return (await made(page, "companies", { name })).id;
}

/** Registers a call by REST; the event. */
export function call(page, company, note, more = {}) {
  return made(page, "events", { type: "called_client", company, note, ...more });
}

/** Adds a person to a company by REST; the contact. */
export function contact(page, company, data) {
  return made(page, "contacts", { company, ...data });
}

/** Changes a record by REST, from its present revision, as a colleague would. */
export async function change(page, path, id, data) {
  const origin = new URL(page.url()).origin;
  const one = `${origin}/api/v1/${path}/${id}`;
  const { revision } = await (await page.request.get(one)).json();
  const answer = await page.request.patch(one, { data: { revision, ...data }, headers: { origin } });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
}

async function made(page, path, data) {
  const origin = new URL(page.url()).origin;
  const answer = await page.request.post(`${origin}/api/v1/${path}`, { data, headers: { origin } });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

/** A name that no other test uses. */
export function named(text) {
  return `${text} ${Math.random().toString(36).slice(2, 8)}`;
}
