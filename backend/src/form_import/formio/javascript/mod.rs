//! The JavaScript of conditions, as far as it only compares: read into a tree, then said in our language. Programs
//! beyond that are refused.

mod calls;
mod lex;
mod parse;
mod run;
mod translate;

pub(super) use calls::demands;
pub(super) use parse::Js;
pub(super) use run::result;
pub(super) use translate::{Translator, date};
