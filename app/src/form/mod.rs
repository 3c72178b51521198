//! A form that a firm designed: shown, filled in, judged as one types, and read back.

mod attached;
mod barcode;
mod entered;
mod field;
mod files;
mod fill;
mod filled;
mod location;
mod photo;
mod problems;
mod read;
mod reference;
mod scope;
mod section;
mod signature;
mod slots;
mod table;
mod written;

pub(crate) use entered::Entered;
pub(crate) use fill::FillForm;
pub(crate) use filled::{Filled, context};
pub(crate) use problems::label_at;
pub(crate) use read::{ReadValues, written as written_for_people};
pub(crate) use reference::read_name;
pub(crate) use slots::{rows_in_words, slots, texts};
