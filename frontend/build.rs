//! Keeps in the WASM what it takes to cut it into the parts of the client (xtask/src/client/split.rs).

fn main() {
    println!("cargo::rustc-link-arg-bins=--emit-relocs");
    println!("cargo::rerun-if-changed=build.rs");
}
