//! The tar file: entries are hashed as they are written and read; the manifest comes last, so a file that was cut off has
//! none.

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Component, Path},
};

use sha2::{Digest, Sha256};

use super::{BackupError, DATABASE, Entry, FILES, FORMAT, Manifest, during, staging::Staging};

const MANIFEST: &str = "manifest.json";
/// A manifest names every file; this is room for some millions.
const LARGEST_MANIFEST: u64 = 1 << 30;

/// Writes an archive.
pub(super) struct Writer {
    tar: tar::Builder<BufWriter<File>>,
    entries: Vec<Entry>,
}

impl Writer {
    pub(super) fn create(path: &Path) -> Result<Self, BackupError> {
        let mut options = File::options();
        options.write(true).create_new(true);
        // It holds all that the firm has: nobody else may read it.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(during(format_args!("cannot write {}", path.display())))?;
        Ok(Self { tar: tar::Builder::new(BufWriter::new(file)), entries: Vec::new() })
    }

    /// Adds one file.
    pub(super) fn add(&mut self, name: &str, path: &Path) -> Result<(), BackupError> {
        let file = File::open(path).map_err(during(format_args!("cannot back up {}", path.display())))?;
        self.add_opened(name, path, file)
    }

    fn add_opened(&mut self, name: &str, path: &Path, file: File) -> Result<(), BackupError> {
        let cannot = format!("cannot back up {}", path.display());
        let bytes = file.metadata().map_err(during(&cannot))?.len();
        // A file that grows meanwhile is taken as it was; one that shrinks fails.
        let mut hashing = Hashing { inner: BufReader::new(file).take(bytes), hash: Sha256::new(), bytes: 0 };
        self.tar.append_data(&mut header(bytes), name, &mut hashing).map_err(during(&cannot))?;
        if hashing.bytes != bytes {
            return Err(BackupError(format!("{cannot}: it became shorter meanwhile")));
        }
        self.entries.push(Entry { path: name.into(), bytes, sha256: hex(&hashing.hash.finalize()) });
        Ok(())
    }

    /// Adds all files of a folder, and of those inside, by name; nothing where there is no such folder. Names that begin with
    /// a dot are left out: what is still being uploaded is none of the firm's files yet.
    pub(super) fn add_folder(&mut self, name: &str, folder: &Path) -> Result<(), BackupError> {
        let cannot = format!("cannot read the folder {}", folder.display());
        let inside = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            other => other.map_err(during(&cannot))?,
        };
        let mut found = inside.collect::<Result<Vec<_>, _>>().map_err(during(&cannot))?;
        found.sort_by_key(fs::DirEntry::file_name);
        for entry in found {
            let kind = entry.file_type().map_err(during(&cannot))?;
            let file_name = entry.file_name();
            let Some(file_name) = file_name.to_str() else {
                return Err(BackupError(format!(
                    "{cannot}: the name of {} is not UTF-8",
                    entry.path().display()
                )));
            };
            let name = format!("{name}/{file_name}");
            if file_name.starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                self.add_folder(&name, &entry.path())?;
            } else if kind.is_file() {
                match File::open(entry.path()) {
                    // Swept meanwhile, because nothing had taken it over.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    opened => self.add_opened(&name, &entry.path(), opened.map_err(during(&cannot))?)?,
                }
            }
        }
        Ok(())
    }

    /// Adds the manifest with all entries, and sees everything onto the disk.
    pub(super) fn finish(mut self, manifest: Manifest) -> Result<Manifest, BackupError> {
        let manifest = Manifest { entries: self.entries, ..manifest };
        let cannot = || during::<io::Error>("cannot finish the backup");
        let text = serde_json::to_vec_pretty(&manifest).map_err(during("cannot write the manifest"))?;
        self.tar.append_data(&mut header(text.len() as u64), MANIFEST, text.as_slice()).map_err(cannot())?;
        let mut out = self.tar.into_inner().map_err(cannot())?;
        out.flush().map_err(cannot())?;
        out.get_ref().sync_all().map_err(cannot())?;
        Ok(manifest)
    }
}

fn header(bytes: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Regular);
    header.set_mode(0o600);
    header.set_size(bytes);
    header
}

/// Unpacks an archive into the staging folder and checks every byte of it.
pub(super) fn unpack(archive: &Path, staging: &Staging) -> Result<Manifest, BackupError> {
    let shown = archive.display();
    let file = File::open(archive).map_err(during(format_args!("cannot read {shown}")))?;
    let cannot = || during::<io::Error>(format!("{shown} is no whole backup"));
    let mut tar = tar::Archive::new(BufReader::new(file));
    let mut found = HashMap::new();
    let mut manifest = None;
    for entry in tar.entries().map_err(cannot())? {
        let mut entry = entry.map_err(cannot())?;
        let path = entry.path().map_err(cannot())?.into_owned();
        let name = path.to_str().unwrap_or_default().to_owned();
        if manifest.is_some() {
            return Err(BackupError(format!("{shown} goes on after its manifest")));
        }
        if name == MANIFEST {
            let mut text = String::new();
            (&mut entry).take(LARGEST_MANIFEST).read_to_string(&mut text).map_err(cannot())?;
            manifest = Some(read(&text, archive)?);
            continue;
        }
        if !is_ours(&path) || entry.header().entry_type() != tar::EntryType::Regular {
            return Err(BackupError(format!("{shown} is no backup of Kronika: it holds {name:?}")));
        }
        let target = staging.path(&name);
        let unpacked = target
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| File::create_new(&target))
            .and_then(|out| {
                let mut hashing = Hashing { inner: &mut entry, hash: Sha256::new(), bytes: 0 };
                let mut out = BufWriter::new(out);
                io::copy(&mut hashing, &mut out)?;
                out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
                Ok((hashing.bytes, hex(&hashing.hash.finalize())))
            })
            .map_err(during(format_args!("cannot unpack {name} of {shown}")))?;
        found.insert(name, unpacked);
    }
    let manifest = manifest.ok_or_else(|| BackupError(format!("{shown} is cut off: it has no manifest")))?;
    for Entry { path, bytes, sha256 } in &manifest.entries {
        match found.remove(path) {
            Some((read, hash)) if read == *bytes && hash == *sha256 => {}
            Some(_) => {
                return Err(BackupError(format!("{shown} is damaged: {path} is not what was backed up")));
            }
            None => return Err(BackupError(format!("{shown} is damaged: {path} is missing"))),
        }
    }
    match found.keys().next() {
        Some(extra) => Err(BackupError(format!("{shown} is damaged: its manifest does not name {extra}"))),
        None => Ok(manifest),
    }
}

/// Reads a manifest; another format is told before anything else in it is looked at.
fn read(text: &str, archive: &Path) -> Result<Manifest, BackupError> {
    #[derive(serde::Deserialize)]
    struct Format {
        format: u32,
    }

    let cannot =
        || during::<serde_json::Error>(format!("the manifest of {} cannot be read", archive.display()));
    let Format { format } = serde_json::from_str(text).map_err(cannot())?;
    if format > FORMAT {
        return Err(BackupError(format!(
            "the backup has format {format}; this program reads up to {FORMAT}"
        )));
    }
    serde_json::from_str(text).map_err(cannot())
}

/// Nothing may be unpacked anywhere but below the two folders.
fn is_ours(path: &Path) -> bool {
    let mut parts = path.components();
    let first = parts.next();
    let ours = [DATABASE, FILES].iter().any(|folder| first == Some(Component::Normal(folder.as_ref())));
    let rest: Vec<_> = parts.collect();
    ours && !rest.is_empty()
        && rest.iter().all(|part| matches!(part, Component::Normal(_)))
        && path.to_str().is_some()
}

/// Hashes what passes.
struct Hashing<R> {
    inner: R,
    hash: Sha256,
    bytes: u64,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hash.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

/// Small hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_paths() {
        for path in ["files/a/b.pdf", "database/kronika.db"] {
            assert!(is_ours(Path::new(path)), "{path}");
        }
        for path in ["files", "/files/a", "files/../../etc/passwd", "other/a", "../files/a", ""] {
            assert!(!is_ours(Path::new(path)), "{path}");
        }
    }
}
