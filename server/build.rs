//! The browser client is embedded from `dist/`. Where it has not been built yet, an empty folder stands in.

use std::{env, fs, path::Path};

fn main() {
    let manifest = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let dist = Path::new(&manifest).join("../dist");
    if !dist.exists() {
        // Where even that fails, the embedding itself says what is missing.
        let _ = fs::create_dir(&dist);
    }
    println!("cargo:rerun-if-changed=build.rs");
    // A debug build reads the folder at run time and need not be made again for it.
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo:rerun-if-changed={}", dist.display());
    }
}
