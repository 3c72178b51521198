//! A form that a firm designed: shown, filled in, judged as one types, and read back.

mod field;
mod fill;
mod filled;
mod read;
mod values;

pub(crate) use field::names;
pub(crate) use fill::FillForm;
pub(crate) use filled::{Filled, context};
pub(crate) use read::{ReadValues, written as written_for_people};
pub(crate) use values::Entered;
