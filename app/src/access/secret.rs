//! Arguments of server functions that no log may ever show.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The same JSON as what it holds; `Debug`, which server functions ask for, says nothing of it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret<T>(pub T);

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(…)")
    }
}
