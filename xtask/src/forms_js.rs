//! `cargo xtask forms-js`: the form engine as JavaScript packages, `target/forms-js/node` for Node and
//! `target/forms-js/web` for browsers. Skipped when nothing they are made of has changed.

use std::fs;
use std::path::{Path, PathBuf};

use crate::fingerprint::Fingerprint;
use crate::paths;
use crate::setup::Tools;
use crate::shell::{self, Result, say};

/// All that the packages are made of.
const INPUTS: &[&str] =
    &["forms", "forms-js", "Cargo.toml", "Cargo.lock", "package-lock.json", "xtask/src/forms_js.rs"];
const TARGET: &str = "wasm32-unknown-unknown";
/// What wasm-bindgen calls them, and who takes them.
const PACKAGES: [(&str, &str); 2] = [("node", "nodejs"), ("web", "web")];

/// Where the packages are.
pub fn folder() -> PathBuf {
    paths::root().join("target/forms-js")
}

pub fn build(tools: &Tools) -> Result {
    let stamp = paths::scratch().join("forms-js");
    let inputs = inputs(tools)?;
    let made = PACKAGES.iter().all(|(name, _)| folder().join(name).join("package.json").is_file());
    if made && fs::read_to_string(&stamp).is_ok_and(|found| found == inputs) {
        return Ok(());
    }
    say("building the form engine for JavaScript");
    // A build that fails half-way must not pass for a finished one.
    let _ = fs::remove_file(&stamp);
    let mut cargo = tools.cargo();
    cargo.args(["build", "--locked", "--quiet", "-p", "forms-js", "--target", TARGET]);
    shell::run(cargo.args(["--profile", "wasm-release"]))?;
    let module = tools.target().join(TARGET).join("wasm-release/forms_js.wasm");
    for (name, target) in PACKAGES {
        package(tools, &module, &folder().join(name), target)?;
    }
    fs::create_dir_all(paths::scratch())?;
    fs::write(&stamp, inputs)?;
    Ok(())
}

fn package(tools: &Tools, module: &Path, folder: &Path, target: &str) -> Result {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let mut bindgen = tools.command("wasm-bindgen");
    bindgen.args(["--target", target, "--out-name", "forms", "--out-dir"]).arg(folder).arg(module);
    shell::run(&mut bindgen)?;
    let wasm = folder.join("forms_bg.wasm");
    // As the browser client: `-Os` makes it smaller than `-Oz` does, once it is compressed.
    let mut optimise = tools.command("wasm-opt");
    shell::run(optimise.arg("-Os").arg("--output").arg(&wasm).arg(&wasm))?;
    fs::write(folder.join("package.json"), manifest(target))?;
    Ok(())
}

/// Node's package is of the older kind of modules, which `import` takes as well as `require`.
fn manifest(target: &str) -> String {
    let (kind, about) = match target {
        "nodejs" => ("commonjs", "for Node"),
        _ => ("module", "for browsers: call the default export once, then the others"),
    };
    let version = env!("CARGO_PKG_VERSION");
    format!(
        r#"{{
  "name": "kronika-forms",
  "version": "{version}",
  "description": "The form engine of Kronika, {about}",
  "license": "MIT OR Apache-2.0",
  "type": "{kind}",
  "main": "./forms.js",
  "types": "./forms.d.ts",
  "exports": {{
    ".": {{ "types": "./forms.d.ts", "default": "./forms.js" }},
    "./*": "./*"
  }},
  "files": ["forms.js", "forms.d.ts", "forms_bg.wasm", "forms_bg.wasm.d.ts"]
}}
"#
    )
}

fn inputs(tools: &Tools) -> Result<String> {
    let mut fingerprint = Fingerprint::new();
    fingerprint.add(tools.compiler.name()?.as_bytes());
    for input in INPUTS {
        fingerprint.add_path(&paths::root().join(input))?;
    }
    Ok(fingerprint.hex())
}
