//! The lists that somebody has left, for going back: each stands there again as it was, at the same place.

use std::{any::Any, cell::RefCell};

use records::Uuid;

use crate::{location::Location, rest};

/// So many are remembered.
const MOST: usize = 12;

thread_local! {
    static LEFT: RefCell<Vec<Left>> = const { RefCell::new(Vec::new()) };
}

struct Left {
    visit: Visit,
    place: Box<dyn Any>,
}

/// Whose visit of which page.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Visit {
    entry: f64,
    person: Option<Uuid>,
}

/// A list as it was left.
pub(super) struct Place<T, Q> {
    pub(super) filter: Q,
    pub(super) items: Vec<T>,
    pub(super) next: Option<String>,
    pub(super) begun: Vec<(Uuid, String)>,
    /// Of its blocks, in pixels.
    pub(super) heights: Vec<i32>,
    /// How far the page was scrolled, in pixels.
    pub(super) scrolled: f64,
}

impl Visit {
    /// The present one. To be called in a component's body.
    pub(super) fn present() -> Self {
        Self { entry: Location::get().entry(), person: rest::person() }
    }

    /// Remembers a list of this visit.
    pub(super) fn leave<T: 'static, Q: 'static>(self, place: Place<T, Q>) {
        LEFT.with_borrow_mut(|left| {
            left.push(Left { visit: self, place: Box::new(place) });
            let over = left.len().saturating_sub(MOST);
            left.drain(..over);
        });
    }

    /// The list of this visit that was found by a filter.
    pub(super) fn come_back<T: 'static, Q: PartialEq + 'static>(self, filter: &Q) -> Option<Place<T, Q>> {
        let is_it = |left: &Left| {
            let place = left.place.downcast_ref::<Place<T, Q>>();
            left.visit == self && place.is_some_and(|place| place.filter == *filter)
        };
        let left = LEFT.with_borrow_mut(|all| all.iter().rposition(is_it).map(|at| all.remove(at)))?;
        left.place.downcast().ok().map(|place| *place)
    }
}
