//! The parts that pages are made of.

mod area;
mod ask;
mod avatar;
mod choices;
mod clock;
mod combobox;
mod confirm;
mod conflict;
mod debounced;
mod dialog;
mod each;
mod erased;
mod field;
mod file_drop;
mod icon;
mod item;
mod labelled;
mod loader;
mod more;
mod page_head;
mod paged;
mod place;
mod press;
mod progress;
mod rescue;
mod segments;
mod select;
mod states;
mod submission;
mod submit;
mod toasts;
mod trouble;
mod type_dot;
mod window;

// Parts that only the page `/kit` shows so far: whoever puts one on a page moves it up.
#[cfg(feature = "kit")]
mod menu;
#[cfg(feature = "kit")]
mod roving;
#[cfg(feature = "kit")]
mod tabs;

pub(crate) use area::{Area, area};
pub(crate) use ask::{Ask, Asked};
pub(crate) use avatar::{Avatar, FirmMark};
pub(crate) use choices::{Radios, Stars, Tick, Ticks};
pub(crate) use combobox::{Combobox, Pick, Search};
pub(crate) use confirm::Confirm;
pub(crate) use conflict::{Conflict, Known, Read, Slot, by_key, by_name, slot, text};
pub(crate) use debounced::debounced;
pub(crate) use dialog::{Dialog, modal};
pub(crate) use each::Each;
pub(crate) use erased::{Part, effect, either, flag, memo, part, when, words};
pub(crate) use field::{Field, Line, field};
pub(crate) use file_drop::FileDrop;
pub(crate) use icon::{Icon, Shape};
pub(crate) use item::Item;
pub(crate) use labelled::{Labelled, field_id};
pub(crate) use loader::{Loader, load};
pub(crate) use more::{More, News};
pub(crate) use page_head::PageHead;
pub(crate) use paged::{Paged, paged};
pub(crate) use press::{after_press, hold_buttons, watch_presses};
pub(crate) use progress::Progress;
pub(crate) use rescue::rescue_focus;
pub(crate) use segments::{Segment, Segments};
pub(crate) use select::{Options, Select};
pub(crate) use states::{About, Empty, Loaded, Problem, Skeleton};
pub(crate) use submission::{Submission, missing};
pub(crate) use submit::Submit;
pub(crate) use toasts::Toasts;
pub(crate) use trouble::Trouble;
pub(crate) use type_dot::TypeDot;
pub(crate) use window::Window;
#[cfg(feature = "kit")]
pub(crate) use {
    menu::{Command, Menu},
    tabs::{Tab, Tabs},
};
