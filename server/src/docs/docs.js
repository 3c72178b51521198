// Makes the page from the OpenAPI document: one foldable part for each operation, with a form to try it.

const shown = document.getElementById("operations");
const api = await (await fetch("/api/v1/openapi.json")).json();
document.getElementById("version").textContent = api.info.version;

function element(name, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}

function resolve(schema) {
  return schema?.$ref ? api.components.schemas[schema.$ref.split("/").pop()] : schema;
}

// A body to begin with: what is required, or everything for small records.
function example(schema, depth = 0) {
  const found = resolve(schema) ?? {};
  if (found.example !== undefined) return found.example;
  if (found.examples?.length) return found.examples[0];
  if (found.enum) return found.enum[0];
  if (found.allOf) return Object.assign({}, ...found.allOf.map((part) => example(part, depth)));
  const choice = (found.oneOf ?? found.anyOf)?.find((part) => part.type !== "null");
  if (choice) return example(choice, depth);
  const type = [found.type].flat().find((name) => name && name !== "null");
  if (type === "object" || found.properties) {
    if (depth > 3) return {};
    const names = found.required?.length ? found.required : Object.keys(found.properties ?? {}).slice(0, 4);
    return Object.fromEntries(names.map((name) => [name, example(found.properties[name], depth + 1)]));
  }
  if (type === "array") return [];
  if (type === "integer" || type === "number") return 1;
  if (type === "boolean") return false;
  if (found.format === "date-time") return new Date().toISOString();
  return "";
}

function typeName(schema) {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").pop();
  const choice = (schema.oneOf ?? schema.anyOf)?.filter((part) => part.type !== "null");
  if (choice) return choice.map(typeName).join(" or ");
  const type = [schema.type].flat().filter((name) => name && name !== "null").join(" or ");
  return schema.format ? `${type} (${schema.format})` : type;
}

function jsonSchema(content) {
  return (content?.["application/json"] ?? content?.["text/event-stream"] ?? Object.values(content ?? {})[0])?.schema;
}

function parameterRows(parameters) {
  return parameters.map((parameter) => {
    const input = element("input", { name: parameter.name, required: parameter.in === "path" });
    input.dataset.in = parameter.in;
    const label = element("label", {}, parameter.name, parameter.required ? " *" : "");
    label.htmlFor = input.id = `p${++parameterRows.count}`;
    const about = `${typeName(parameter.schema)} ${parameter.description ?? ""}`;
    return element("tr", {}, element("th", { scope: "row" }, label), element("td", {}, input), element("td", {}, about));
  });
}
parameterRows.count = 0;

async function send(method, path, form, result) {
  const query = new URLSearchParams();
  const headers = {};
  for (const input of form.querySelectorAll("input")) {
    if (input.dataset.in === "path") path = path.replace(`{${input.name}}`, encodeURIComponent(input.value));
    else if (input.value && input.dataset.in === "query") query.set(input.name, input.value);
    else if (input.value && input.dataset.in === "header") headers[input.name] = input.value;
  }
  const body = form.querySelector("textarea")?.value;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const token = document.getElementById("token").value.trim();
  if (token) headers.Authorization = `Bearer ${token}`;
  const address = query.size ? `${path}?${query}` : path;
  const started = performance.now();
  try {
    const answer = await fetch(address, { method, headers, body });
    const time = Math.round(performance.now() - started);
    result.textContent = `${method} ${address}\n${answer.status} ${answer.statusText} · ${time} ms\n\n`;
    if (answer.headers.get("Content-Type")?.startsWith("text/event-stream")) return follow(answer, result);
    const text = await answer.text();
    try {
      result.textContent += JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      result.textContent += text;
    }
  } catch (error) {
    result.textContent = String(error);
  }
}

// A stream is shown as it comes, until the part is folded.
async function follow(answer, result) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    if (!result.closest("details").open) return reader.cancel();
    result.textContent += value;
  }
}

function answers(responses) {
  const rows = Object.entries(responses).map(([status, response]) => {
    const about = response.description === "" ? "" : response.description;
    const name = typeName(jsonSchema(response.content));
    return element("tr", {}, element("th", { scope: "row" }, status), element("td", {}, name), element("td", {}, about));
  });
  return element("table", {}, ...rows);
}

function operation(method, path, described, common) {
  const parameters = [...common, ...(described.parameters ?? [])];
  const schema = jsonSchema(described.requestBody?.content);
  const result = element("pre", { hidden: true });
  result.setAttribute("aria-live", "polite");
  const form = element("form", {},
    parameters.length ? element("h3", {}, "Parameters") : null,
    parameters.length ? element("table", {}, ...parameterRows(parameters)) : null,
    schema ? element("h3", {}, `Body: ${typeName(schema)}`) : null,
    schema ? element("textarea", { value: JSON.stringify(example(schema), null, 2), spellcheck: false, ariaLabel: "Body" }) : null,
    element("p", {}, element("button", {}, "Send")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    result.hidden = false;
    result.textContent = "…";
    send(method.toUpperCase(), path, form, result);
  });
  const summary = element("summary", {},
    element("span", { className: "method" }, method.toUpperCase()),
    element("span", { className: "path" }, path),
    element("span", { className: "about" }, described.summary ?? ""));
  const inside = element("div", {},
    described.description ? element("p", {}, described.description) : null,
    form, result, element("h3", {}, "Answers"), answers(described.responses));
  const part = element("details", {}, summary, inside);
  part.dataset.words = `${method} ${path} ${described.summary ?? ""}`.toLowerCase();
  return part;
}

const METHODS = ["get", "post", "put", "patch", "delete"];
const groups = new Map();
for (const [path, item] of Object.entries(api.paths)) {
  for (const method of METHODS.filter((name) => item[name])) {
    const tag = item[method].tags?.[0] ?? "other";
    if (!groups.has(tag)) groups.set(tag, element("section", {}, element("h2", {}, tag)));
    groups.get(tag).append(operation(method, path, item[method], item.parameters ?? []));
  }
}
shown.replaceChildren(...groups.values());

document.getElementById("find").addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const section of shown.children) {
    const parts = [...section.querySelectorAll("details")];
    for (const part of parts) part.hidden = !words.every((word) => part.dataset.words.includes(word));
    section.hidden = parts.every((part) => part.hidden);
  }
});
