//! Rows that keep their places in the page while the list they come from changes.

use std::hash::{DefaultHasher, Hash, Hasher};

use leptos::prelude::*;

type Make = Box<dyn FnOnce() -> AnyView + Send>;

/// As Leptos' `For`, which is compiled anew for every kind of row, ten kilobytes each time. Here the rows are boxed
/// before it sees them, and their keys are one number.
#[component]
pub(crate) fn Each<T, K, V>(
    each: impl Fn() -> Vec<T> + Send + Sync + 'static,
    key: impl Fn(&T) -> K + Send + Sync + 'static,
    children: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Send + 'static,
    K: Hash,
    V: IntoView + 'static,
{
    let rows = move || {
        let row = |item: T| {
            let children = children.clone();
            let mut hash = DefaultHasher::new();
            key(&item).hash(&mut hash);
            let make: Make = Box::new(move || children(item).into_any());
            (hash.finish(), make)
        };
        each().into_iter().map(row).collect()
    };
    rows_of(Box::new(rows))
}

fn rows_of(rows: Box<dyn Fn() -> Vec<(u64, Make)> + Send + Sync>) -> AnyView {
    view! { <For each=rows key=|(key, _)| *key let((_, make))>{make()}</For> }.into_any()
}
