// What most specs begin with.
import { admin } from "../fixtures.mjs";
import { SignIn } from "./sign-in.mjs";

/** Signs the administrator in, as the page of signing in would, and waits for the first page. */
export async function signedIn(page, { login, password } = admin) {
  const answer = await page.request.post("/api/v1/sessions", { data: { login, password } });
  if (!answer.ok()) throw new Error(`${login}: ${answer.status()} ${await answer.text()}`);
  await page.goto("/");
  await opened(page);
}

/** Signs a person in on the page. */
export async function signedInByHand(page, person) {
  const signIn = new SignIn(page);
  await signIn.open();
  await signIn.as(person);
  await opened(page);
}

async function opened(page) {
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

/** Makes an event type with a form by REST; its key. `more` are other settings of it. */
export async function type(page, name, form, more = {}) {
  const key = `t_${Math.random().toString(36).slice(2, 9)}`;
  const said = { pl: `${name} ${key}`, en: `${name} ${key}` };
  await made(page, "event-types", { key, kind: "form", name: said, form, ...more });
  return key;
}

/** Publishes another form as the next version of a type. */
export async function publish(page, key, form) {
  const origin = new URL(page.url()).origin;
  const headers = { origin };
  const at = `${origin}/api/v1/event-types/${key}`;
  const draft = await page.request.put(`${at}/draft`, { data: { form }, headers });
  if (!draft.ok()) throw new Error(`${key}: ${draft.status()} ${await draft.text()}`);
  const answer = await page.request.post(`${at}/publish`, { data: { note: "" }, headers });
  if (!answer.ok()) throw new Error(`${key}: ${answer.status()} ${await answer.text()}`);
}

/** The newest event of a company by REST, whole. */
export async function newest(page, company) {
  const origin = new URL(page.url()).origin;
  const { items } = await (await page.request.get(`${origin}/api/v1/companies/${company}/events`)).json();
  return (await page.request.get(`${origin}/api/v1/events/${items[0].id}`)).json();
}

/** A name that no other test uses. */
export function named(text) {
  return `${text} ${Math.random().toString(36).slice(2, 8)}`;
}
