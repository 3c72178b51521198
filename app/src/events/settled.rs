//! The settlements of a registered event.

use leptos::prelude::*;
use records::{Decimal, event_types::EventType, events::Settlement};

use crate::{
    catalogue::Catalogue,
    i18n::{I18n, spaced_decimal, tr},
};

/// What was settled, a line each.
#[component]
pub(super) fn Settled(kind: String, settlements: Vec<Settlement>) -> impl IntoView {
    let (i18n, catalogue) = (I18n::get(), Catalogue::get());
    let written = move |number: Decimal| spaced_decimal(&number.0.to_string(), i18n.language());
    let row = |line: Settlement| {
        let (kind, key, currency) = (kind.clone(), line.key.clone(), line.currency.clone());
        // Names are those of now; a line that the type has no more is told by its key.
        let name = move || {
            let of = |one: &EventType| {
                let line = one.rules.settlements.iter().find(|line| line.key == key);
                line.map(|line| i18n.own(&line.name))
            };
            let types = catalogue.types.data;
            let found = types.with(|types| types.iter().flatten().find(|one| one.key == kind).and_then(of));
            found.unwrap_or_else(|| key.clone())
        };
        let quantity = move || line.quantity.map(|number| format!("{} {}", written(number), line.unit));
        let amount = move || match line.amount {
            Some(amount) => format!("{} {currency}", written(amount)),
            None => "—".to_owned(),
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="cell-number">{quantity}</td>
                <td class="cell-number">{move || line.unit_price.map(written)}</td>
                <td class="cell-number">{amount}</td>
            </tr>
        }
    };
    let rows = settlements.into_iter().map(row).collect_view();
    view! {
        <h3>{tr(|t| t.settlements)}</h3>
        <div class="table-frame" role="region" tabindex="0" aria-label=tr(|t| t.settlements)>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{tr(|t| t.name)}</th>
                        <th scope="col" class="cell-number">{tr(|t| t.quantity)}</th>
                        <th scope="col" class="cell-number">{tr(|t| t.unit_price)}</th>
                        <th scope="col" class="cell-number">{tr(|t| t.amount)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
