//! Cursors of lists: opaque to clients, keys of the last row inside.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use records::{AppError, Page};

/// At most this many items in one page.
const MOST: u32 = 200;

/// How many items are wanted: 50 where nothing is said, 1–200 otherwise.
pub(crate) fn limit(wanted: Option<u32>) -> Result<u32, AppError> {
    match wanted {
        None => Ok(50),
        Some(0) => Err(AppError::at("limit", "min")),
        Some(n) if n > MOST => Err(AppError::at("limit", "max")),
        Some(n) => Ok(n),
    }
}

/// Writes a cursor of a list from the last row's sort bytes and id.
pub(crate) fn cursor(list: &str, key: &[u8], id: uuid::Uuid) -> String {
    BASE64_URL_SAFE_NO_PAD.encode([list.as_bytes(), b"/", key, id.as_bytes()].concat())
}

/// Reads a cursor of that list back; anything else is a problem at `after`.
pub(crate) fn read_cursor(list: &str, text: &str) -> Result<(Vec<u8>, uuid::Uuid), AppError> {
    let wrong = || AppError::at("after", "format");
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong())?;
    let place = bytes.strip_prefix(list.as_bytes()).and_then(|rest| rest.strip_prefix(b"/"));
    let (key, id) = place.and_then(|place| place.split_last_chunk::<16>()).ok_or_else(wrong)?;
    Ok((key.to_vec(), uuid::Uuid::from_bytes(*id)))
}

/// Reads a cursor whose sort bytes are a number's.
pub(crate) fn read_number_cursor(list: &str, text: &str) -> Result<(i64, uuid::Uuid), AppError> {
    let (key, id) = read_cursor(list, text)?;
    let bytes = key.try_into().map_err(|_| AppError::at("after", "format"))?;
    Ok((i64::from_be_bytes(bytes), id))
}

/// Cuts `limit + 1` fetched rows of a list to a page; `place` gives a row's sort bytes and id.
pub(crate) fn page<T>(
    list: &str,
    mut rows: Vec<T>,
    limit: u32,
    place: impl Fn(&T) -> (Vec<u8>, uuid::Uuid),
) -> Page<T> {
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| {
        let (key, id) = place(row);
        cursor(list, &key, id)
    });
    Page { items: rows, next }
}
