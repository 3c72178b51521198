//! The command palette: one search over records, pages and commands.

pub mod api;
#[cfg(feature = "csr")]
mod choices;
#[cfg(feature = "csr")]
mod folding;
#[cfg(feature = "csr")]
mod palette;
#[cfg(feature = "csr")]
mod recent;

#[cfg(feature = "csr")]
pub(crate) use folding::{fits, folded};
#[cfg(feature = "csr")]
pub(crate) use palette::{CommandPalette, Palette, PaletteDialog};
