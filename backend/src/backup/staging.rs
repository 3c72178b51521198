//! A folder beside the target, on the same file system, where everything is made ready. It goes when it is dropped.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use super::{BackupError, during};

/// The folder.
pub(super) struct Staging {
    folder: PathBuf,
    /// By this another process sees that it is in use.
    _lock: File,
}

impl Staging {
    /// Makes it beside `target`, readable for nobody else. One that a killed process of the same number left behind (in
    /// containers all have one number) is cleared away.
    pub(super) fn beside(target: &Path) -> Result<Self, BackupError> {
        let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folder = target.with_file_name(format!(".{name}.part-{}", std::process::id()));
        let cannot = format!("cannot make the folder {}", folder.display());
        if folder.is_dir() {
            let left = File::open(&folder).map_err(during(&cannot))?;
            left.try_lock().map_err(during(&cannot))?;
            fs::remove_dir_all(&folder).map_err(during(&cannot))?;
        }
        fs::create_dir(&folder).map_err(during(&cannot))?;
        let lock = File::open(&folder).map_err(during(&cannot))?;
        lock.try_lock().map_err(during(&cannot))?;
        let staging = Self { folder, _lock: lock };
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let only_me = fs::Permissions::from_mode(0o700);
            fs::set_permissions(&staging.folder, only_me)
                .map_err(during("cannot close the folder to others"))?;
        }
        Ok(staging)
    }

    pub(super) fn path(&self, inside: &str) -> PathBuf {
        self.folder.join(inside)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Moves what is ready to its place, durably.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), BackupError> {
    let cannot = format!("cannot move what is ready to {}", to.display());
    // An empty folder in its place may go.
    let _ = fs::remove_dir(to);
    fs::rename(from, to).map_err(during(&cannot))?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(during(cannot))
}

/// Whether it is anything but an empty folder or nothing at all.
pub(super) fn holds_anything(path: &Path) -> bool {
    match fs::read_dir(path) {
        Ok(mut inside) => inside.next().is_some(),
        Err(error) => error.kind() != std::io::ErrorKind::NotFound,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_process_left_is_cleared_away() {
        let inside = tempfile::tempdir().expect("a temporary folder");
        let target = inside.path().join("firm.tar");
        let left = inside.path().join(format!(".firm.tar.part-{}", std::process::id()));
        fs::create_dir(&left).expect("made");
        fs::write(left.join("archive"), "half").expect("written");
        let staging = Staging::beside(&target).expect("made anew");
        assert!(!staging.path("archive").exists());
        // It is in use now.
        assert!(Staging::beside(&target).is_err());
        drop(staging);
        assert!(!left.exists());
    }
}
