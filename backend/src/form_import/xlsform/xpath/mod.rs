//! XPath as XLSForms write it: read into a tree, then said in our language.

mod dates;
mod functions;
mod lex;
mod parse;
mod translate;

pub(super) use parse::{Expr, parse};
pub(super) use translate::{Columns, Translator, condition, value};
