// The remembered look, before anything is shown (app/src/shell/look.rs keeps it).
const root = document.documentElement;
for (const name of ["theme", "density"]) {
  try {
    root.dataset[name] = localStorage.getItem(`kronika.${name}`) ?? "";
  } catch {}
}

// Where the visitor stands is asked while the client is still on its way; its first question finds the answer
// (app/src/rest.rs). Whoever has signed out without network tells that first (app/src/access/session.rs).
try {
  if (!localStorage.getItem("kronika.sign_out")) {
    const headers = { Accept: "application/json", "Content-Type": "application/json" };
    const signal = AbortSignal.timeout(20_000);
    window.kronikaWelcome = fetch("/api/fn/welcome", { method: "POST", headers, body: "{}", signal });
    window.kronikaWelcome.catch(() => {});
  }
} catch {}

// The chapter of the address (app/src/chapters.rs) travels beside the client, not after it.
const FILES = "files of each chapter";
for (const file of FILES[chapter(...location.pathname.split("/").slice(1))] ?? []) {
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: file });
  document.head.append(link);
}

function chapter(noun, record, page) {
  switch (noun) {
    case "register":
    case "outbox":
      return "events";
    case "events":
      return record ? "events" : "companies";
    case "companies":
      return "companies";
    case "event-types":
      return record === "new" || page ? "types" : "firm";
    case "people":
    case "password":
    case "settings":
    case "about":
      return "firm";
  }
}

// Starts the client. The build puts the hashed names in place of these.
const { default: init } = await import("./frontend.js");
await init({ module_or_path: "./frontend_bg.wasm" });
