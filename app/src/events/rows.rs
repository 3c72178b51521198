//! Events in a list, each in its type's colour.

use leptos::prelude::*;
use records::{Timestamp, events::EventRow};

use crate::{
    access::Session,
    catalogue::Catalogue,
    i18n::tr,
    kit::{Each, TypeDot, Window},
    live::Live,
    time::{self, When},
};

/// Events as rows; one that has just come in is lit up for a moment.
#[component]
pub(crate) fn EventRows(
    #[prop(into)] rows: Signal<Vec<EventRow>>,
    /// Names the company of each event.
    #[prop(optional)]
    with_company: bool,
    /// The rows are those near the screen.
    #[prop(optional)]
    window: Option<Window>,
) -> impl IntoView {
    let since = js_sys::Date::now();
    let key =
        |row: &EventRow| (row.id, row.cancelled_at, row.note.clone(), row.occurred_at, row.performed_by);
    let node = window.map(|window| window.node).unwrap_or_default();
    let room = move |room: fn(Window) -> String| move || window.map(room);
    view! {
        <ul
            class="rows events"
            node_ref=node
            style:padding-top=room(Window::before)
            style:padding-bottom=room(Window::after)
        >
            <Each each=move || rows.get() key=key let(row)>
                <Row row with_company since />
            </Each>
        </ul>
    }
}

/// Whether to say that the event was registered today: of one that also happened today nobody asks. Of the firm's day.
pub(super) fn is_added_today(registered_today: bool, occurred_at: Timestamp) -> bool {
    let zone = untrack(|| Session::get().time_zone());
    registered_today && !time::to_wall(occurred_at, &zone).starts_with(&time::day(&zone, 0))
}

#[component]
fn Row(row: EventRow, with_company: bool, since: f64) -> impl IntoView {
    let catalogue = Catalogue::get();
    let fresh = Live::get().is_fresh(row.id, since);
    let kind = StoredValue::new(row.r#type);
    let name = move || kind.with_value(|key| catalogue.type_name(key));
    let color = Signal::derive(move || kind.with_value(|key| catalogue.type_color(key)));
    let cancelled = row.cancelled_at.is_some();
    let company = row.company.zip(row.company_name).filter(|_| with_company);
    view! {
        <li class="row" class:fresh=fresh class:cancelled=cancelled>
            <TypeDot color />
            <div class="row-main">
                <p class="row-title">
                    <a class="row-link" href=format!("/events/{}", row.id)>{name}</a>
                    {row.number.map(|number| view! { " " <span class="number">{number}</span> })}
                    {cancelled.then(|| view! { " " <span class="badge">{tr(|t| t.cancelled_badge)}</span> })}
                    {is_added_today(row.registered_today, row.occurred_at).then(|| view! { " " <span class="badge accent">{tr(|t| t.today_badge)}</span> })}
                </p>
                {company.map(|(id, name)| {
                    view! { <p class="row-company"><a href=format!("/companies/{id}")>{name}</a></p> }
                })}
                {(!row.note.is_empty()).then(|| view! { <p class="row-note">{row.note}</p> })}
            </div>
            <p class="row-side">
                <When at=row.occurred_at />
                <span class="row-person">{row.performed_by_name}</span>
            </p>
        </li>
    }
}
