//! A form that a firm designed: shown, filled in, judged as one types, and read back.

mod field;
mod fill;
mod read;
mod values;

pub(crate) use fill::FillForm;
pub(crate) use read::ReadValues;
pub(crate) use values::Entered;
