//! What waits in the outbox, where it will stand once it is registered.

use leptos::prelude::*;
use records::Uuid;

use super::{Item, Noun, Outbox};
use crate::{
    catalogue::Catalogue,
    i18n::{I18n, Texts, tr},
    kit::{Each, TypeDot, memo, when},
    route::Page,
    time::When,
};

/// Waiting events, of one company or of all, the newest first.
pub(crate) fn waiting_events(company: Option<Uuid>) -> Memo<Vec<Item>> {
    let outbox = Outbox::get();
    let fits = move |item: &Item| {
        let of = item.company.as_ref().map(|(id, _)| *id);
        item.noun == Noun::Event && !outbox.has_arrived(item.id) && (company.is_none() || of == company)
    };
    memo(move || {
        let mut items: Vec<Item> = outbox.items().into_iter().filter(fits).collect();
        items.reverse();
        items
    })
}

/// Waiting events with their mark and without a number.
#[component]
pub(crate) fn WaitingRows(#[prop(optional, into)] company: Option<Uuid>) -> impl IntoView {
    let items = waiting_events(company);
    when(
        move || items.with(|items| !items.is_empty()),
        move || {
            view! {
                <ul class="rows events waiting" aria-label=tr(|t| t.outbox_waiting_here)>
                    <Each each=move || items.get() key=|item| (item.id, item.refused.is_some()) let(item)>
                        <WaitingRow item with_company=company.is_none() />
                    </Each>
                </ul>
            }
        },
    )
}

#[component]
fn WaitingRow(item: Item, with_company: bool) -> impl IntoView {
    let catalogue = Catalogue::get();
    let kind = StoredValue::new(item.title);
    let name = move || kind.with_value(|key| catalogue.type_name(key));
    let color = Signal::derive(move || kind.with_value(|key| catalogue.type_color(key)));
    let refused = item.refused.is_some();
    let mark: fn(&'static Texts) -> &'static str =
        if refused { |t| t.outbox_refused } else { |t| t.outbox_waits };
    let company = item.company.filter(|_| with_company);
    view! {
        <li class="row">
            <TypeDot color />
            <div class="row-main">
                <p class="row-title">
                    <a class="row-link" href=Page::Outbox.path()>{name}</a>
                    " "
                    <span class="badge" class:warning=refused>{tr(mark)}</span>
                </p>
                {company.map(|(_, name)| view! { <p class="row-company">{name}</p> })}
                {(!item.note.is_empty()).then(|| view! { <p class="row-note">{item.note}</p> })}
            </div>
            <p class="row-side"><When at=item.occurred_at.unwrap_or(item.queued_at) /></p>
        </li>
    }
}

/// How many commands wait, beside the way to them.
#[component]
pub(crate) fn OutboxBadge() -> impl IntoView {
    let (outbox, i18n) = (Outbox::get(), I18n::get());
    let counts = memo(move || outbox.counts());
    let said = move || {
        let (all, refused) = counts.get();
        let texts = i18n.texts();
        match refused {
            0 => texts.outbox_count.of(all as u64, i18n.language()),
            refused => texts.outbox_refused_count.of(refused as u64, i18n.language()),
        }
    };
    when(
        move || counts.get().0 > 0,
        move || {
            view! {
                <span class="count" class:warning=move || { counts.get().1 > 0 }>
                    <span aria-hidden="true">{move || counts.get().0}</span>
                    <span class="visually-hidden">{said}</span>
                </span>
            }
        },
    )
}
