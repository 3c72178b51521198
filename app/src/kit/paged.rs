//! A list by cursor that stays as it is while it is brought up to date. What is new waits while the reader is further
//! down, so that nothing moves under their eyes.

use std::future::Future;

use leptos::{prelude::*, task::spawn_local};
use records::{AppError, Page, Uuid};

use super::{
    Window,
    erased::effect,
    place::{Place, Visit},
};
use crate::{access::Session, location::Location, rest};

/// Rows of the first page.
const PAGE: u32 = 50;
/// Rows of each page after it.
const NEXT: u32 = 100;
/// As many as one answer may hold: from wherever a page begins, all that may be near the screen.
const MOST: u32 = 200;

/// The rows read so far.
pub(crate) struct Paged<T: Send + Sync + 'static> {
    /// `None` until the first answer.
    pub(crate) items: RwSignal<Option<Vec<T>>>,
    pub(crate) next: RwSignal<Option<String>>,
    pub(crate) error: RwSignal<Option<AppError>>,
    /// More rows are on their way.
    pub(crate) busy: RwSignal<bool>,
    /// Ids of new rows that are not shown yet.
    pub(crate) waiting: RwSignal<Vec<Uuid>>,
    /// The rows near the screen.
    pub(crate) window: Window,
    held: StoredValue<Option<Page<T>>>,
    /// Where pages began: the row before, and the cursor.
    begun: StoredValue<Vec<(Uuid, String)>>,
    id: fn(&T) -> Uuid,
    again: RwSignal<u32>,
    more: StoredValue<Box<dyn Fn() + Send + Sync>>,
}

impl<T: Send + Sync + 'static> Clone for Paged<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Paged<T> {}

impl<T: Clone + Send + Sync + 'static> Paged<T> {
    /// Reads from the start once more.
    pub(crate) fn again(self) {
        self.again.update(|again| *again += 1);
    }

    /// Reads the next page.
    pub(crate) fn more(self) {
        self.more.with_value(|more| more());
    }

    /// The rows near the screen, tracked.
    pub(crate) fn near(self) -> Vec<T> {
        let (from, to) = self.window.range();
        self.items
            .with(|items| items.as_ref().and_then(|items| items.get(from..to)).unwrap_or_default().to_vec())
    }

    /// Whether rows are there, tracked.
    pub(crate) fn any(self) -> bool {
        self.items.with(|items| items.as_ref().is_some_and(|items| !items.is_empty()))
    }

    /// Shows what waits.
    pub(crate) fn show(self) {
        if let Some(Some(page)) = self.held.try_update_value(Option::take) {
            self.join(page);
        }
    }

    /// Puts a page that was read again in the place of the first rows.
    fn join(self, page: Page<T>) {
        self.waiting.set(Vec::new());
        let below = self.items.try_update(|items| below(items, &page, self.id)).flatten();
        match below {
            Some(below) => self.items.set(Some(page.items.into_iter().chain(below).collect())),
            None => {
                self.next.set(page.next);
                self.items.set(Some(page.items));
            }
        }
    }

    /// Takes a page that was read again, or holds it while new rows would move what is being read.
    fn refresh(self, page: Page<T>) {
        let id = self.id;
        let new: Vec<Uuid> = self.items.with_untracked(|items| {
            let known = |row: &T| items.iter().flatten().any(|shown| id(shown) == id(row));
            page.items.iter().filter(|row| !known(row)).map(id).collect()
        });
        if new.is_empty() || !self.window.away.get_untracked() {
            self.held.set_value(None);
            return self.join(page);
        }
        self.change(&page.items);
        self.held.set_value(Some(page));
        self.waiting.set(new);
    }

    /// Changes rows near the screen where they stand.
    fn change(self, rows: &[T]) {
        let (id, (from, to)) = (self.id, untrack(|| self.window.range()));
        self.items.update(|items| {
            let near = items.as_mut().and_then(|items| items.get_mut(from..to));
            for shown in near.into_iter().flatten() {
                if let Some(row) = rows.iter().find(|row| id(row) == id(shown)) {
                    *shown = row.clone();
                }
            }
        });
    }

    /// The cursor of the page that the first row near the screen is in, where that page is not among the first rows.
    fn deep(self) -> Option<String> {
        let (from, to) = untrack(|| self.window.range());
        if to <= MOST as usize {
            return None;
        }
        self.items.with_untracked(|items| {
            let before = items.as_ref()?.get(..from)?;
            let at = |row: Uuid| before.iter().rev().take(MOST as usize).any(|shown| (self.id)(shown) == row);
            self.begun.with_value(|begun| {
                begun.iter().rev().find(|(row, _)| at(*row)).map(|(_, cursor)| cursor.clone())
            })
        })
    }
}

/// A list by `filter`, brought up to date when `version` rises. `read` takes filter, limit and cursor.
pub(crate) fn paged<T, Q, F, Fut>(
    filter: Signal<Q>,
    version: Signal<u32>,
    id: fn(&T) -> Uuid,
    read: F,
) -> Paged<T>
where
    T: Clone + Send + Sync + 'static,
    Q: Clone + PartialEq + Send + Sync + 'static,
    F: Fn(Q, u32, Option<String>) -> Fut + Copy + Send + Sync + 'static,
    Fut: Future<Output = Result<Page<T>, AppError>> + 'static,
{
    let session = Session::get();
    let newest = StoredValue::new(0_u32);
    let (visit, location) = (Visit::present(), Location::get());
    let left = visit.come_back::<T, Q>(&filter.get_untracked());
    // The filter whose rows are there.
    let shown = StoredValue::new(left.as_ref().map(|left| left.filter.clone()));
    let items = RwSignal::new(left.as_ref().map(|left| left.items.clone()));
    let more = StoredValue::new(Box::new(|| {}) as Box<dyn Fn() + Send + Sync>);
    let count = Signal::derive(move || items.with(|items| items.as_ref().map_or(0, Vec::len)));
    let list = Paged {
        items,
        next: RwSignal::new(None),
        error: RwSignal::new(None),
        busy: RwSignal::new(false),
        waiting: RwSignal::new(Vec::new()),
        window: Window::new(count, move || more.with_value(|more| more())),
        held: StoredValue::new(None),
        begun: StoredValue::new(Vec::new()),
        id,
        again: RwSignal::new(0),
        more,
    };
    if let Some(left) = left {
        list.next.set(left.next);
        list.begun.set_value(left.begun);
        list.window.go_back(left.heights, left.scrolled);
    }
    on_cleanup(move || {
        let found = shown.try_get_value().flatten().zip(list.items.try_get_untracked().flatten());
        if let (Some((filter, items)), Some(heights)) = (found, list.window.heights()) {
            let scrolled = location.left_at();
            let next = list.next.try_get_untracked().flatten();
            let begun = list.begun.try_get_value().unwrap_or_default();
            visit.leave(Place { filter, items, next, begun, heights, scrolled });
        }
    });
    let fetch = move |filter: Q, limit: u32, after: Option<String>, take: Box<dyn FnOnce(Page<T>)>| {
        newest.update_value(|newest| *newest += 1);
        let mine = newest.get_value();
        let asked = filter.clone();
        let answer = rest::told_when_late(list.again, Box::pin(read(filter, limit, after)));
        spawn_local(async move {
            let answer = answer.await;
            if newest.try_get_value() != Some(mine) {
                return;
            }
            list.busy.set(false);
            match answer {
                Ok(page) => {
                    list.error.set(None);
                    take(page);
                }
                Err(error) => {
                    session.notice(&error);
                    // What another filter has found answers nothing.
                    if shown.get_value() != Some(asked) {
                        list.next.set(None);
                        list.items.set(None);
                    }
                    list.error.set(Some(error));
                }
            }
        });
    };
    effect(move || {
        version.track();
        list.again.track();
        session.version();
        let wanted = filter.get();
        // What another filter has found is replaced, however often it is asked for before the answer.
        let same = shown.with_value(|shown| shown.as_ref() == Some(&wanted));
        let (again, found_by) = (wanted.clone(), wanted.clone());
        let limit = if same { (count.get_untracked() as u32).clamp(PAGE, MOST) } else { PAGE };
        fetch(
            wanted,
            limit,
            None,
            Box::new(move |page| {
                if same && list.items.with_untracked(Option::is_some) {
                    list.refresh(page);
                    if let Some(cursor) = list.deep() {
                        let take = move |page: Page<T>| list.change(&page.items);
                        fetch(again, MOST, Some(cursor), Box::new(take));
                    }
                } else {
                    list.begun.set_value(Vec::new());
                    list.held.set_value(None);
                    list.waiting.set(Vec::new());
                    list.next.set(page.next);
                    list.items.set(Some(page.items));
                    shown.set_value(Some(found_by));
                }
            }),
        );
    });
    // Back at the beginning there is nothing that could move.
    effect(move || {
        if !list.window.away.get() {
            list.show();
        }
    });
    list.more.set_value(Box::new(move || {
        let idle = !list.busy.get_untracked() && list.error.with_untracked(Option::is_none);
        if let (Some(after), true) = (list.next.get_untracked(), idle) {
            list.busy.set(true);
            let last =
                list.items.with_untracked(|items| items.as_ref().and_then(|items| items.last()).map(id));
            let begun = (last.unwrap_or_default(), after.clone());
            let take = move |page: Page<T>| {
                list.begun.update_value(|all| all.push(begun));
                list.next.set(page.next);
                list.items.update(|items| items.get_or_insert_default().extend(page.items));
            };
            fetch(filter.get_untracked(), NEXT, Some(after), Box::new(take));
        }
    }));
    list
}

/// Takes the rows shown below those of a page that was read again; `None` where they do not join.
fn below<T>(shown: &mut Option<Vec<T>>, page: &Page<T>, id: fn(&T) -> Uuid) -> Option<Vec<T>> {
    page.next.as_ref()?;
    let (shown, last) = (shown.as_mut()?, page.items.last()?);
    let at = shown.iter().position(|row| id(row) == id(last))?;
    let below = shown.split_off(at + 1);
    (!below.is_empty()).then_some(below)
}
