//! A list by cursor that stays as it is while it is brought up to date.

use std::future::Future;

use leptos::{prelude::*, task::spawn_local};
use records::{AppError, Page, Uuid};

use crate::access::Session;

/// Rows of the first page.
const PAGE: u32 = 50;
/// As many as one answer may hold.
const MOST: u32 = 200;

/// The rows read so far.
pub(crate) struct Paged<T: Send + Sync + 'static> {
    /// `None` until the first answer.
    pub(crate) items: RwSignal<Option<Vec<T>>>,
    pub(crate) next: RwSignal<Option<String>>,
    pub(crate) error: RwSignal<Option<AppError>>,
    /// More rows are on their way.
    pub(crate) busy: RwSignal<bool>,
    again: RwSignal<u32>,
    more: StoredValue<Box<dyn Fn() + Send + Sync>>,
}

impl<T: Send + Sync + 'static> Clone for Paged<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Paged<T> {}

impl<T: Send + Sync + 'static> Paged<T> {
    /// Reads from the start once more.
    pub(crate) fn again(self) {
        self.again.update(|again| *again += 1);
    }

    /// Reads the next page.
    pub(crate) fn more(self) {
        self.more.with_value(|more| more());
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
    let list = Paged {
        items: RwSignal::new(None),
        next: RwSignal::new(None),
        error: RwSignal::new(None),
        busy: RwSignal::new(false),
        again: RwSignal::new(0),
        more: StoredValue::new(Box::new(|| {})),
    };
    let fetch = move |filter: Q, limit: u32, after: Option<String>, take: Box<dyn FnOnce(Page<T>)>| {
        newest.update_value(|newest| *newest += 1);
        let mine = newest.get_value();
        let answer = read(filter, limit, after);
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
                    list.error.set(Some(error));
                }
            }
        });
    };
    Effect::new(move |before: Option<Q>| {
        version.track();
        list.again.track();
        session.version();
        let wanted = filter.get();
        let same = before.as_ref() == Some(&wanted);
        let shown = list.items.with_untracked(|items| items.as_ref().map_or(0, Vec::len)) as u32;
        let limit = if same { shown.clamp(PAGE, MOST) } else { PAGE };
        fetch(
            wanted.clone(),
            limit,
            None,
            Box::new(move |page| {
                let rest = if same { rest(list.items.get_untracked(), &page, id) } else { None };
                match rest {
                    Some(rest) => list.items.set(Some(page.items.into_iter().chain(rest).collect())),
                    None => {
                        list.next.set(page.next);
                        list.items.set(Some(page.items));
                    }
                }
            }),
        );
        wanted
    });
    list.more.set_value(Box::new(move || {
        if let (Some(after), false) = (list.next.get_untracked(), list.busy.get_untracked()) {
            list.busy.set(true);
            let take = move |page: Page<T>| {
                list.next.set(page.next);
                list.items.update(|items| items.get_or_insert_default().extend(page.items));
            };
            fetch(filter.get_untracked(), PAGE, Some(after), Box::new(take));
        }
    }));
    list
}

/// The rows shown below those of a page that was read again; `None` where they do not join.
fn rest<T: Clone>(shown: Option<Vec<T>>, page: &Page<T>, id: fn(&T) -> Uuid) -> Option<Vec<T>> {
    page.next.as_ref()?;
    let (shown, last) = (shown?, page.items.last()?);
    let at = shown.iter().position(|row| id(row) == id(last))?;
    let below = shown.get(at + 1..).filter(|below| !below.is_empty())?;
    Some(below.to_vec())
}
