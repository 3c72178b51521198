//! A company's data as they are read.

use leptos::prelude::*;
use records::companies::Company;

use crate::i18n::{Texts, tr};

/// What is known of the company; nothing is said of what is not.
#[component]
pub(crate) fn CompanyDetails(#[prop(into)] company: Signal<Company>) -> impl IntoView {
    let entries = move || {
        let Company { data, account_manager_name, .. } = company.get();
        let city = data.city.clone();
        let place = [data.postal_code, data.city].into_iter().flatten().collect::<Vec<_>>().join(" ");
        // The post of a town is often its own.
        let post_town = data.post_town.filter(|town| !city.is_some_and(|city| same(&city, town)));
        let lines = [data.street, Some(place), post_town, data.country];
        let lines: Vec<_> = lines.into_iter().flatten().filter(|line| !line.is_empty()).collect();
        // Each is broken only where it has no room of its own.
        let address = (!lines.is_empty()).then(|| {
            let last = lines.len() - 1;
            let line =
                |(at, line)| view! { <span class="unbroken">{line} {(at < last).then_some(",")}</span> " " };
            lines.into_iter().enumerate().map(line).collect_view().into_any()
        });
        let mail = data.email.map(|email| link(format!("mailto:{email}"), email));
        let phone = data.phone.map(|phone| link(format!("tel:{}", phone.replace(' ', "")), phone));
        let website = data.website.map(|address| {
            let safe = address.starts_with("http://") || address.starts_with("https://");
            if safe { link(address.clone(), address) } else { address.into_any() }
        });
        [
            entry(|t| t.nip, data.nip.map(IntoAny::into_any)),
            entry(|t| t.address, address),
            entry(|t| t.email, mail),
            entry(|t| t.phone, phone),
            entry(|t| t.website, website),
            entry(|t| t.account_manager, account_manager_name.map(IntoAny::into_any)),
            entry(|t| t.note, data.note.map(|note| view! { <span class="long">{note}</span> }.into_any())),
        ]
    };
    view! { <dl class="facts">{entries}</dl> }
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn link(href: String, text: String) -> AnyView {
    view! { <a href=href rel="noreferrer external">{text}</a> }.into_any()
}

fn entry(name: fn(&'static Texts) -> &'static str, value: Option<AnyView>) -> Option<AnyView> {
    let name = tr(name);
    value.map(|value| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any())
}
