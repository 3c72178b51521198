//! A folder beside the target, on the same file system, where everything is made ready. It goes when it is dropped.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{BackupError, during};

/// The folder.
pub(super) struct Staging(PathBuf);

impl Staging {
    /// Makes it beside `target`, readable for nobody else.
    pub(super) fn beside(target: &Path) -> Result<Self, BackupError> {
        let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folder = target.with_file_name(format!(".{name}.part-{}", std::process::id()));
        let cannot = format!("cannot make the folder {}", folder.display());
        fs::create_dir(&folder).map_err(during(cannot))?;
        let staging = Self(folder);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let only_me = fs::Permissions::from_mode(0o700);
            fs::set_permissions(&staging.0, only_me).map_err(during("cannot close the folder to others"))?;
        }
        Ok(staging)
    }

    pub(super) fn path(&self, inside: &str) -> PathBuf {
        self.0.join(inside)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Moves what is ready to its place, durably.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), BackupError> {
    let cannot = format!("cannot move what is ready to {}", to.display());
    // An empty folder in its place may go.
    let _ = fs::remove_dir(to);
    fs::rename(from, to).map_err(during(&cannot))?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(during(cannot))
}

/// Whether it is anything but an empty folder or nothing at all.
pub(super) fn holds_anything(path: &Path) -> bool {
    match fs::read_dir(path) {
        Ok(mut inside) => inside.next().is_some(),
        Err(error) => error.kind() != std::io::ErrorKind::NotFound,
    }
}
