//! The page of event types.

use leptos::prelude::*;
use records::event_types::{EventType, Kind};

use crate::{
    access::Session,
    catalogue::Catalogue,
    i18n::{I18n, Texts, tr, trt},
    kit::{Each, Empty, Loaded, PageHead, TypeDot, either, when},
    route::Page,
};

/// The page of event types.
#[component]
pub(crate) fn EventTypes() -> impl IntoView {
    let (catalogue, session) = (Catalogue::get(), Session::get());
    let content = |types: Signal<Vec<EventType>>| {
        view! {
            {either(move || types.with(|types| !types.is_empty()), move || view! {
                <div class="table-frame stacks" role="region" tabindex="0" aria-label=tr(|t| t.event_types)>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{tr(|t| t.name)}</th>
                                <th scope="col">{tr(|t| t.kind)}</th>
                                <th scope="col">{tr(|t| t.key)}</th>
                            </tr>
                        </thead>
                        <tbody>
                            <Each each=move || types.get() key=|one| (one.id, one.revision) let(one)>
                                <Row one />
                            </Each>
                        </tbody>
                    </table>
                </div>
            }, || view! { <Empty title=tr(|t| t.event_types_empty) /> })}
        }
    };
    view! {
        <PageHead title=tr(|t| t.event_types)>
            {when(move || session.is_administrator(), || view! {
                <a href=Page::AddEventType.path() class="button primary">{trt(|t| t.add_type)}</a>
            })}
        </PageHead>
        <Loaded of=catalogue.types then=content />
    }
}

/// What a kind is called.
pub(super) fn kind_name(kind: Kind) -> fn(&'static Texts) -> &'static str {
    match kind {
        Kind::Simplified => |t| t.kind_simplified,
        Kind::Form => |t| t.kind_form,
        Kind::Automatic => |t| t.kind_automatic,
        Kind::Correspondence => |t| t.kind_correspondence,
    }
}

#[component]
fn Row(one: EventType) -> impl IntoView {
    let i18n = I18n::get();
    let name = one.name;
    let kind = tr(kind_name(one.kind));
    view! {
        <tr class:inactive=!one.active>
            <th scope="row">
                <span class="dotted">
                    <TypeDot color=one.color />
                    <a href=Page::EventType(one.id).path()>{move || i18n.own(&name)}</a>
                </span>
                {(!one.active).then(|| view! { " " <span class="badge">{tr(|t| t.inactive)}</span> })}
            </th>
            <td>{kind} {one.built_in.then(|| view! { " " <span class="badge">{tr(|t| t.built_in)}</span> })}</td>
            <td><code class="faint">{one.key}</code></td>
        </tr>
    }
}
