//! The parts that pages are made of.

mod area;
mod debounced;
mod dialog;
mod erased;
mod field;
mod icon;
mod loader;
mod more;
mod page_head;
mod paged;
mod select;
mod states;
mod submission;
mod submit;
mod toasts;
mod trouble;
mod type_dot;

pub(crate) use area::Area;
pub(crate) use debounced::debounced;
pub(crate) use dialog::Dialog;
pub(crate) use erased::{effect, either, flag, memo, part, when, words};
pub(crate) use field::{Field, FieldProblems, RequiredMark, field_id};
pub(crate) use icon::{Icon, Shape};
pub(crate) use loader::{Loader, load};
pub(crate) use more::More;
pub(crate) use page_head::PageHead;
pub(crate) use paged::{Paged, paged};
pub(crate) use select::{Options, Select};
pub(crate) use states::{Empty, Loaded, Problem, Skeleton};
pub(crate) use submission::Submission;
pub(crate) use submit::Submit;
pub(crate) use toasts::Toasts;
pub(crate) use trouble::Trouble;
pub(crate) use type_dot::TypeDot;
