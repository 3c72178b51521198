// The remembered look, before anything is shown (app/src/shell/look.rs keeps it).
const root = document.documentElement;
for (const name of ["theme", "density"]) {
  try {
    root.dataset[name] = localStorage.getItem(`kronika.${name}`) ?? "";
  } catch {}
}

// Starts the client. The build puts the hashed names in place of these.
import init from "./frontend.js";

await init({ module_or_path: "./frontend_bg.wasm" });
