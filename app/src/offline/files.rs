//! Files kept on this device until the server has them: contents and what is known of them, under the id that the
//! file will have there.

use std::cell::Cell;

use js_sys::{ArrayBuffer, Uint8Array};
use records::{AppError, Uuid};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::db::{self, Write};
use crate::store;

/// A file that was chosen, taken or drawn here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeptFile {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) media_type: String,
    /// In bytes.
    pub(crate) size: u64,
    /// Of its content, in hexadecimal digits.
    pub(crate) sha256: String,
}

/// How much of a file is in memory at once, in bytes.
const PART: u64 = 4 * 1024 * 1024;

thread_local!(static BUSY: Cell<u32> = const { Cell::new(0) });

/// A file is being made ready and kept, for as long as this lives.
pub(crate) struct Busy(());

/// Something is about to be kept: what is sent meanwhile waits for it.
pub(crate) fn busy() -> Busy {
    BUSY.set(BUSY.get() + 1);
    Busy(())
}

impl Drop for Busy {
    fn drop(&mut self) {
        BUSY.set(BUSY.get().saturating_sub(1));
    }
}

/// Whether a file is being kept now.
fn is_busy() -> bool {
    BUSY.get() > 0
}

/// Ends once no file is being kept any more.
pub(crate) async fn settled() {
    while is_busy() {
        let _ = JsFuture::from(crate::rest::after(30)).await;
    }
}

/// Keeps a file. It is on disk once this has returned.
///
/// Errors: `Storage` where the device has no room for it.
pub(crate) async fn keep(name: &str, media_type: &str, content: &Blob) -> Result<KeptFile, AppError> {
    let mut hash = Sha256::new();
    let size = content.size() as u64;
    let mut at = 0;
    while at < size {
        let bytes =
            part(content, at, (at + PART).min(size)).await.ok_or(AppError::Storage { full: false })?;
        hash.update(&bytes);
        at += bytes.len() as u64;
    }
    let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let (name, media_type) = (name.to_owned(), media_type.to_owned());
    let file = KeptFile { id: Uuid::now_v7(), name, media_type, size, sha256 };
    let text = serde_json::to_string(&file).map_err(|_| AppError::Storage { full: false })?;
    let key = file.id.to_string();
    let both = [Write::Put(db::FILES, &key, text.into()), Write::Put(db::BLOBS, &key, content.into())];
    db::write(&both).await?;
    Ok(file)
}

/// A file that is kept here, with its content.
pub(crate) async fn read(id: Uuid) -> Option<(KeptFile, Blob)> {
    let key = id.to_string();
    let file = serde_json::from_str(&db::get(db::FILES, &key).await?).ok()?;
    Some((file, db::get_raw(db::BLOBS, &key).await?.dyn_into().ok()?))
}

/// Forgets a file: it is not wanted, or the server has it.
pub(crate) async fn forget(id: Uuid) {
    let key = id.to_string();
    let _ = db::write(&[Write::Remove(db::FILES, &key), Write::Remove(db::BLOBS, &key)]).await;
}

/// So long a file may be in neither a draft nor the outbox, in seconds: somebody may have just chosen it.
const FORSAKEN: u64 = 30 * 24 * 3_600;

/// Forgets files that nobody will send: the row of a table that held one was removed, say.
pub(crate) async fn sweep() {
    let now = (js_sys::Date::now() / 1000.0) as u64;
    let is_old = |key: &&String| {
        let made = Uuid::parse_str(key).ok().and_then(|id| id.get_timestamp());
        made.is_some_and(|made| made.to_unix().0 + FORSAKEN < now)
    };
    let Ok(keys) = db::keys(db::FILES, "").await else { return };
    let mut old: Vec<String> = keys.iter().filter(is_old).cloned().collect();
    if old.is_empty() {
        return;
    }
    old.retain(|key| !store::any_holds(key));
    for place in [db::DRAFTS, db::OUTBOX] {
        // Where it cannot be told who names a file, it stays.
        let Ok(texts) = db::under(place, "").await else { return };
        old.retain(|key| !texts.iter().any(|(_, text)| text.contains(key.as_str())));
    }
    for id in old.iter().filter_map(|key| Uuid::parse_str(key).ok()) {
        forget(id).await;
    }
}

/// Some bytes of a blob; `None` where it cannot be read any more.
async fn part(content: &Blob, from: u64, to: u64) -> Option<Vec<u8>> {
    let part = content.slice_with_f64_and_f64(from as f64, to as f64).ok()?;
    let buffer: ArrayBuffer = JsFuture::from(part.array_buffer()).await.ok()?.dyn_into().ok()?;
    Some(Uint8Array::new(&buffer).to_vec()).filter(|bytes| !bytes.is_empty())
}
