//! Where contents stand: files below one folder, named by their SHA-256. What is still coming stands apart, under the id
//! of its file, and is moved when it is whole and right.
//!
//! Server processes that share the folder keep out of each other's way by locks on it, which end with their process.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Read, Seek, SeekFrom},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use records::{AppError, Uuid};
use sha2::{Digest, Sha256};
use tokio::{
    io::{AsyncSeekExt, AsyncWriteExt},
    task::spawn_blocking,
    time::{Instant, sleep},
};

/// What is still coming; a backup leaves it out.
pub(crate) const UPLOADS: &str = ".uploads";
/// Taken together by whoever brings a content in, alone by whoever takes one out.
const LOCK: &str = ".lock";
/// How long one piece of an upload waits for the end of another.
const PATIENCE: Duration = Duration::from_secs(20);

/// The folder of contents. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    folder: Arc<Path>,
    largest: u64,
}

impl Store {
    /// Below the data folder; `largest` is the size in bytes that a file may have. Makes nothing.
    pub fn within(data_dir: &Path, largest: u64) -> Self {
        Self { folder: data_dir.join(crate::backup::FILES).into(), largest }
    }

    pub(super) fn largest(&self) -> u64 {
        self.largest
    }

    /// Where a content stands.
    pub(super) fn path(&self, sha256: &str) -> PathBuf {
        self.folder.join(sha256.get(..2).unwrap_or_default()).join(sha256)
    }

    /// Those of some contents that are not there with their size.
    pub(crate) async fn missing(&self, contents: Vec<(String, i64)>) -> Result<Vec<String>, AppError> {
        let store = self.clone();
        blocking(move || {
            let there = |(sha256, size): &(String, i64)| {
                fs::metadata(store.path(sha256)).is_ok_and(|about| about.len() == size.unsigned_abs())
            };
            Ok(contents.into_iter().filter(|content| !there(content)).map(|(sha256, _)| sha256).collect())
        })
        .await
    }

    /// Takes what has come of a file for oneself; `None` where another goes on writing it for too long.
    pub(super) async fn part(&self, id: Uuid) -> Result<Option<Part>, AppError> {
        let path = self.folder.join(UPLOADS).join(id.to_string());
        let begun = Instant::now();
        loop {
            let wanted = path.clone();
            if let Some(file) = blocking(move || taken(&wanted)).await? {
                return Ok(Some(Part { file: tokio::fs::File::from_std(file), path }));
            }
            if begun.elapsed() > PATIENCE {
                return Ok(None);
            }
            sleep(Duration::from_millis(100)).await;
        }
    }

    /// Moves a whole part to its place among the contents. One of the same content that is there already gives way.
    pub(super) async fn keep(&self, part: Part, sha256: &str) -> Result<(), AppError> {
        let (folder, place) = (self.folder.clone(), self.path(sha256));
        blocking(move || {
            let lock = lock(&folder)?;
            lock.lock_shared()?;
            if let Some(parent) = place.parent() {
                fs::create_dir_all(parent)?;
                File::open(&folder)?.sync_all()?;
                fs::rename(&part.path, &place)?;
                File::open(parent)?.sync_all()?;
            }
            Ok(())
        })
        .await
    }

    /// Forgets what has come of a file.
    pub(super) async fn forget(&self, id: Uuid) -> Result<(), AppError> {
        let path = self.folder.join(UPLOADS).join(id.to_string());
        blocking(move || gone(fs::remove_file(path))).await
    }

    /// Keeps contents from coming in while it is held, so that one can be found to be nobody's and be removed.
    pub(super) async fn closed(&self) -> Result<Closed, AppError> {
        let folder = self.folder.clone();
        let lock = blocking(move || {
            let lock = lock(&folder)?;
            lock.lock()?;
            Ok(lock)
        });
        Ok(Closed { store: self.clone(), _lock: lock.await? })
    }
}

/// See [`Store::closed`].
pub(super) struct Closed {
    store: Store,
    _lock: File,
}

impl Closed {
    pub(super) async fn remove(&self, sha256: &str) -> Result<(), AppError> {
        let path = self.store.path(sha256);
        blocking(move || gone(fs::remove_file(path))).await
    }
}

/// The lock of the whole folder, not yet taken.
fn lock(folder: &Path) -> io::Result<File> {
    fs::create_dir_all(folder)?;
    File::options().create(true).append(true).open(folder.join(LOCK))
}

/// Opens a part, or begins it, and locks it; `None` where another has it.
fn taken(path: &Path) -> io::Result<Option<File>> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    // It may have been moved away between the two.
    let same =
        fs::metadata(path).is_ok_and(|there| file.metadata().is_ok_and(|own| own.ino() == there.ino()));
    Ok(same.then_some(file))
}

fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// What has come of a file, taken for oneself until it is dropped.
pub(super) struct Part {
    file: tokio::fs::File,
    path: PathBuf,
}

impl Part {
    /// How much of it is on the disk.
    pub(super) async fn len(&self) -> Result<u64, AppError> {
        self.file.metadata().await.map(|about| about.len()).map_err(unavailable)
    }

    /// Cuts it to a length, and goes on from there.
    pub(super) async fn cut(&mut self, length: u64) -> Result<(), AppError> {
        self.file.set_len(length).await.map_err(unavailable)?;
        self.file.seek(SeekFrom::Start(length)).await.map(drop).map_err(unavailable)
    }

    pub(super) async fn write(&mut self, bytes: &[u8]) -> Result<(), AppError> {
        self.file.write_all(bytes).await.map_err(unavailable)
    }

    /// Sees everything onto the disk.
    pub(super) async fn sync(&mut self) -> Result<(), AppError> {
        self.file.flush().await.map_err(unavailable)?;
        self.file.sync_data().await.map_err(unavailable)
    }

    /// The SHA-256 of all of it, in small hexadecimal digits.
    pub(super) async fn sha256(&self) -> Result<String, AppError> {
        let mut file = self.file.try_clone().await.map_err(unavailable)?.into_std().await;
        blocking(move || {
            file.seek(SeekFrom::Start(0))?;
            let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
            loop {
                match file.read(&mut buffer)? {
                    0 => return Ok(crate::backup::hex(&hash.finalize())),
                    read => hash.update(&buffer[..read]),
                }
            }
        })
        .await
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, AppError> {
    spawn_blocking(work).await.map_err(|_| AppError::Internal)?.map_err(unavailable)
}

/// A full or broken disk: logged here, told to nobody.
fn unavailable(error: io::Error) -> AppError {
    tracing::error!(%error, "the folder of files");
    AppError::Unavailable
}
