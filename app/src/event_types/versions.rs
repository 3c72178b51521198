//! The page of one event type: its versions, what changed in each, and the ways back.

use forms::{Form, Label};
use leptos::prelude::*;
use records::{
    Text, Uuid,
    event_types::{EventType, VersionDifferences, VersionSummary},
};

use super::{
    api::{ListVersions, ReadDifferences, RollBack, Withdraw},
    differences,
    list::kind_name,
};
use crate::{
    access::Session,
    catalogue::Catalogue,
    i18n::{I18n, Texts, error_text, fill, tr, trt},
    kit::{About, Ask, Asked, Each, Loaded, PageHead, Toasts, TypeDot, load, memo, part, when},
    live::Live,
    rest::{call, tell},
    route::Page,
    time::When,
};

/// What a dialog is open for.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    RollBack(u32),
    Withdraw(u32),
}

/// The page of one event type.
#[component]
pub(crate) fn EventTypePage(id: Uuid) -> impl IntoView {
    let (catalogue, i18n) = (Catalogue::get(), I18n::get());
    let open = RwSignal::new(None::<Open>);
    let changed = Live::get().watch(move |change| change.id == id);
    let versions = load(move || {
        changed.track();
        call(ListVersions { key: id.to_string() })
    });
    let of_this =
        move |types: &Option<Vec<EventType>>| types.iter().flatten().find(|one| one.id == id).cloned();
    let title = move || {
        catalogue.types.data.with(of_this).map_or_else(|| "…".to_owned(), |found| i18n.own(&found.name))
    };
    let has_draft = memo(move || catalogue.types.data.with(of_this).is_some_and(|found| found.has_draft));
    let content = move |versions: Signal<Vec<VersionSummary>>| {
        let newest = move || versions.with(|all| all.first().map_or(0, |one| one.version));
        let key = |one: &VersionSummary| (one.version, one.withdrawn.clone());
        view! {
            <div class="stack">
                {part(move || catalogue.types.data.with(of_this).map(|one| facts(one, i18n)))}
                <section class="card">
                    <h2>
                        {tr(|t| t.versions)} " "
                        {when(move || has_draft.get(), || view! { <span class="badge accent">{trt(|t| t.has_draft)}</span> })}
                    </h2>
                    <ol class="log">
                        <Each each=move || versions.get() key let(one)>{version(id, one, newest, open)}</Each>
                    </ol>
                </section>
            </div>
        }
    };
    let dialog = part(move || open.get().map(|what| dialog(id, what, move || open.set(None))));
    let session = Session::get();
    let page = move || {
        let ways = when(
            move || session.is_administrator(),
            move || {
                view! {
                    <a href=Page::EditEventType(id).path() class="button">{trt(|t| t.edit_type)}</a>
                    <a href=Page::DraftEventType(id).path() class="button primary">{trt(|t| t.draft_type)}</a>
                }
            },
        );
        view! {
            <PageHead title>{ways}</PageHead>
            <Loaded of=versions then=content />
        }
        .into_any()
    };
    view! {
        <About of=versions needs=catalogue.types_known() page=Box::new(page) />
        {dialog}
    }
}

/// What the type is, and what its newest version asks for.
fn facts(one: EventType, i18n: I18n) -> AnyView {
    let labels: Vec<Label> = Form::from_json(&one.form)
        .map(|form| form.fields().map(|field| field.label.clone()).collect())
        .unwrap_or_default();
    let lines: Vec<Text> = one.rules.settlements.iter().map(|line| line.name.clone()).collect();
    let (has_fields, has_lines) = (!labels.is_empty(), !lines.is_empty());
    let fields = move || {
        let language = i18n.language().code();
        labels.iter().map(|label| label.in_language(language)).collect::<Vec<_>>().join(", ")
    };
    let lines = move || lines.iter().map(|name| i18n.own(name)).collect::<Vec<_>>().join(", ");
    view! {
        <section class="card">
            <h2>{trt(|t| t.basics)}</h2>
            <dl class="facts">
                <div><dt>{tr(|t| t.kind)}</dt><dd>{tr(kind_name(one.kind))}</dd></div>
                <div><dt>{tr(|t| t.key)}</dt><dd><code>{one.key}</code></dd></div>
                <div>
                    <dt>{tr(|t| t.color)}</dt>
                    <dd><span class="dotted"><TypeDot color=one.color.clone() /> <code>{one.color}</code></span></dd>
                </div>
                {one.rules.numbering.map(|numbering| view! {
                    <div><dt>{trt(|t| t.numbering)}</dt><dd><code>{numbering.pattern}</code></dd></div>
                })}
                {has_fields.then(|| view! { <div><dt>{trt(|t| t.form)}</dt><dd>{fields}</dd></div> })}
                {has_lines.then(|| view! { <div><dt>{trt(|t| t.settlements)}</dt><dd>{lines}</dd></div> })}
            </dl>
        </section>
    }
    .into_any()
}

fn version(
    id: Uuid,
    one: VersionSummary,
    newest: impl Fn() -> u32 + Copy + Send + Sync + 'static,
    open: RwSignal<Option<Open>>,
) -> AnyView {
    let (i18n, session, catalogue, toasts) = (I18n::get(), Session::get(), Catalogue::get(), Toasts::get());
    let number = one.version;
    let shown = RwSignal::new(false);
    let author = one.published_by.map(|author| author.to_string());
    let who = move || {
        author.as_deref().map_or_else(
            || i18n.texts().system.to_owned(),
            |author| catalogue.person_name(author).unwrap_or_default(),
        )
    };
    let is_withdrawn = one.withdrawn.is_some();
    let state = part(move || {
        let texts = i18n.texts();
        let word = match (is_withdrawn, newest() == number) {
            (true, _) => texts.version_withdrawn,
            (false, true) => texts.version_newest,
            _ => return None,
        };
        Some(view! { " " <span class="badge">{word}</span> }.into_any())
    });
    let button = move |name: fn(&'static Texts) -> &'static str, act: Callback<()>| {
        view! {
            <button
                type="button"
                class="button small"
                aria-label=move || format!("{}: {}", name(i18n.texts()), numbered(i18n, number))
                on:click=move |_| act.run(())
            >
                {tr(name)}
            </button>
        }
        .into_any()
    };
    let reinstate = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            match tell(Withdraw { key: id.to_string(), version: number, reason: None }).await {
                Ok(()) => toasts.say(i18n.texts().saved),
                Err(error) => {
                    session.notice(&error);
                    toasts.say(error_text(&error, i18n.language()));
                }
            }
        });
    });
    let ask = move |what: Open| Callback::new(move |()| open.set(Some(what)));
    let ways = when(
        move || session.is_administrator() && newest() != number,
        move || {
            let withdrawal = match is_withdrawn {
                true => button(|t| t.reinstate_version, reinstate),
                false => button(|t| t.withdraw_version, ask(Open::Withdraw(number))),
            };
            view! { {button(|t| t.roll_back, ask(Open::RollBack(number)))} {withdrawal} }
        },
    );
    let differences = when(move || shown.get(), move || compared(id, number));
    view! {
        <li>
            <p>
                <strong>{move || numbered(i18n, number)}</strong> {state} " — " <When at=one.published_at /> ", " {who}
            </p>
            {(!one.note.is_empty()).then(|| view! { <p class="row-note">{one.note}</p> })}
            {one.withdrawn.map(|why| view! { <p class="row-note">{tr(|t| t.cancel_reason)} ": " {why}</p> })}
            <p class="row-actions">
                {(number > 1).then(|| view! {
                    <button
                        type="button"
                        class="button small"
                        aria-expanded=move || shown.get().to_string()
                        aria-label=move || format!("{}: {}", i18n.texts().differences, numbered(i18n, number))
                        on:click=move |_| shown.update(|shown| *shown = !*shown)
                    >
                        {tr(|t| t.differences)}
                    </button>
                })}
                {ways}
            </p>
            {differences}
        </li>
    }
    .into_any()
}

fn numbered(i18n: I18n, number: u32) -> String {
    fill(i18n.texts().version_number, &number.to_string())
}

fn dialog(id: Uuid, what: Open, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let (i18n, toasts) = (I18n::get(), Toasts::get());
    let (title, hint, label): (_, _, fn(&'static Texts) -> &'static str) = match what {
        Open::RollBack(_) => (tr(|t| t.roll_back), tr(|t| t.roll_back_hint), |t| t.note),
        Open::Withdraw(_) => {
            (tr(|t| t.withdraw_version), tr(|t| t.withdraw_version_hint), |t| t.cancel_reason)
        }
    };
    let (Open::RollBack(number) | Open::Withdraw(number)) = what;
    let required = matches!(what, Open::Withdraw(_));
    let asked = Asked {
        title: (move || format!("{}: {}", title(), numbered(i18n, number))).into(),
        hint: hint.into(),
        label: tr(label).into(),
        keep: tr(|t| t.cancel).into(),
        path: if required { "reason" } else { "note" },
        required,
        danger: false,
    };
    let answer = move |typed: String| async move {
        let key = id.to_string();
        match what {
            Open::RollBack(version) => tell(RollBack { key, version, note: typed }).await,
            Open::Withdraw(version) => tell(Withdraw { key, version, reason: Some(typed) }).await,
        }
    };
    let done = move |()| {
        toasts.say(i18n.texts().saved);
        close();
    };
    view! { <Ask asked answer on_done=done on_close=move |()| close() /> }.into_any()
}

/// What differs in a version from the one before.
fn compared(id: Uuid, version: u32) -> AnyView {
    let differences = load(move || call(ReadDifferences { key: id.to_string(), version }));
    let content = move |read: Signal<VersionDifferences>| {
        part(move || {
            let VersionDifferences { form, rules, .. } = read.get();
            differences::differences(form, rules)
        })
    };
    view! { <Loaded of=differences then=content /> }.into_any()
}
