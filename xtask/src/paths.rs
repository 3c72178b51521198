//! Where things are.

use std::path::{Path, PathBuf};

/// The root of the clone.
pub fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().map(Path::to_path_buf).unwrap_or(here)
}

/// Tools and a WASM standard library, by version; shared by all clones of this user.
pub fn cache() -> PathBuf {
    let base = std::env::var_os("XDG_CACHE_HOME").filter(|v| !v.is_empty()).map(PathBuf::from);
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_else(|| "/tmp".into())).join(".cache");
    base.unwrap_or_else(home).join("kronika")
}

/// The built client, which the server carries inside.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Files that only `xtask` makes and reads.
pub fn scratch() -> PathBuf {
    root().join("target/xtask")
}

/// Whether a program of this name is on the search path.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}
