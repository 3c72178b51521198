//! The settlements of a registered event.

use leptos::prelude::*;
use records::{Decimal, event_types::SettlementLine, events::Settlement};

use crate::i18n::{I18n, spaced_decimal, tr};

/// What was settled, a line each, under the names that the lines have in the event's version.
#[component]
pub(super) fn Settled(settlements: Vec<Settlement>, lines: Vec<SettlementLine>) -> impl IntoView {
    let i18n = I18n::get();
    let written = move |number: Decimal| spaced_decimal(&number.0.to_string(), i18n.language());
    // Money has its minor unit, also where that is nothing.
    let money = move |mut number: Decimal| {
        if number.0.scale() < 2 {
            number.0.rescale(2);
        }
        written(number)
    };
    let row = |line: Settlement| {
        let name = lines.iter().find(|known| known.key == line.key).map(|known| known.name.clone());
        let (key, currency) = (line.key.clone(), line.currency.clone());
        let unit_price = line.unit_price.map(|price| (price, line.currency.clone()));
        let name = move || name.as_ref().map_or_else(|| key.clone(), |name| i18n.own(name));
        let quantity = move || line.quantity.map(|number| format!("{} {}", written(number), line.unit));
        let amount = move || match line.amount {
            Some(amount) => format!("{} {currency}", money(amount)),
            None => "—".to_owned(),
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="cell-number">{quantity}</td>
                <td class="cell-number">
                    {move || unit_price.as_ref().map(|(price, currency)| format!("{} {currency}", money(*price)))}
                </td>
                <td class="cell-number">{amount}</td>
            </tr>
        }
    };
    // Where nothing was entered, nothing was settled.
    let any = |line: &Settlement| line.quantity.is_some() || line.amount.is_some();
    let settlements: Vec<Settlement> = settlements.into_iter().filter(any).collect();
    let total = total(&settlements).map(|(sum, currency)| {
        let sum = move || format!("{} {currency}", money(sum));
        view! {
            <tr class="total">
                <th scope="row">{tr(|t| t.total)}</th>
                <td></td>
                <td></td>
                <td class="cell-number">{sum}</td>
            </tr>
        }
    });
    let rows = settlements.into_iter().map(row).collect::<Vec<_>>();
    (!rows.is_empty()).then(|| view! {
        <h3>{tr(|t| t.settlements)}</h3>
        <div class="table-frame stacks settled" role="region" tabindex="0" aria-label=tr(|t| t.settlements)>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{tr(|t| t.name)}</th>
                        <th scope="col" class="cell-number">{tr(|t| t.quantity)}</th>
                        <th scope="col" class="cell-number">{tr(|t| t.unit_price)}</th>
                        <th scope="col" class="cell-number">{tr(|t| t.amount)}</th>
                    </tr>
                </thead>
                <tbody>{rows} {total}</tbody>
            </table>
        </div>
    })
}

/// What several lines come to, where all of them have an amount in one currency.
fn total(settlements: &[Settlement]) -> Option<(Decimal, String)> {
    let [first, others @ ..] = settlements else { return None };
    let mut sum = first.amount?.0;
    for line in others {
        sum = sum.checked_add(line.amount.filter(|_| line.currency == first.currency)?.0)?;
    }
    (!others.is_empty()).then(|| (Decimal(sum), first.currency.clone()))
}
