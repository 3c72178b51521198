// Starts the client. The build puts the hashed names in place of these.
import init from "./frontend.js";

await init({ module_or_path: "./frontend_bg.wasm" });
