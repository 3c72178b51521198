//! Tells whether files have changed since they were last used, by their content.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::Result;

/// FNV-1a: small, the same in every version of the compiler, and not meant to resist anybody.
pub struct Fingerprint(u64);

impl Fingerprint {
    pub fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        // A separator, so that moving bytes from one item to the next is a change.
        self.0 = (self.0 ^ 0x1ff).wrapping_mul(0x0000_0100_0000_01b3);
    }

    /// Adds a file, or all files of a folder but its tests and benches, by path and content. One that is
    /// not there adds its path only.
    pub fn add_path(&mut self, path: &Path) -> Result {
        for file in files(path)? {
            self.add(file.to_string_lossy().as_bytes());
            self.add(&fs::read(&file).map_err(|e| format!("{}: {e}", file.display()))?);
        }
        Ok(())
    }

    /// Sixteen hexadecimal digits, as Trunk writes into file names.
    pub fn hex(&self) -> String {
        format!("{:016x}", self.0)
    }
}

pub fn of_bytes(bytes: &[u8]) -> String {
    let mut fingerprint = Fingerprint::new();
    fingerprint.add(bytes);
    fingerprint.hex()
}

/// All files under a path in the order of their names; hidden ones, and folders called `tests` or `benches`, are left
/// out.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(path) else { return Ok(found) };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') || (["tests", "benches"].contains(&&*name) && entry.path().is_dir()) {
            continue;
        }
        found.extend(files(&entry.path())?);
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moved_byte_is_a_change() {
        let two = |a: &[u8], b: &[u8]| {
            let mut fingerprint = Fingerprint::new();
            fingerprint.add(a);
            fingerprint.add(b);
            fingerprint.hex()
        };
        assert_ne!(two(b"ab", b"c"), two(b"a", b"bc"));
        assert_eq!(two(b"ab", b"c"), two(b"ab", b"c"));
        assert_eq!(of_bytes(b"").len(), 16);
    }
}
