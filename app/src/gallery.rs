//! The page `/kit`: every part of the kit in every state. For development only (`KRONIKA_KIT=1 cargo xtask serve`); its
//! own words are not translated.

use std::time::Duration;

use leptos::prelude::*;
use records::{AppError, Problem as FieldProblem};

use crate::{
    i18n::{I18n, spaced_decimal},
    kit::{
        Area, Avatar, Combobox, Command, Confirm, Dialog, Empty, Field, FileDrop, FirmMark, Icon, Item,
        Labelled, Menu, Options, PageHead, Pick, Problem, Progress, Radios, Search, Select, Shape, Skeleton,
        Stars, Submission, Submit, Tab, Tabs, Tick, Ticks, Toasts, Trouble, TypeDot, when,
    },
};

/// All parts, one section each.
#[component]
pub(crate) fn Gallery() -> impl IntoView {
    view! {
        <PageHead title="Kit">
            <button type="button" class="button">"Second"</button>
            <button type="button" class="button primary">"First"</button>
        </PageHead>
        <div class="stack">
            <section class="card"><h2>"Buttons, badges, people"</h2><Buttons /></section>
            <section class="card"><h2>"Fields"</h2><Fields /></section>
            <section class="card"><h2>"Over the page"</h2><Overlays /></section>
            <section class="card"><h2>"Tabs"</h2><TabsShown /></section>
            <section class="card"><h2>"Table"</h2><TableShown /></section>
            <section class="card"><h2>"States"</h2><States /></section>
        </div>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    let busy = Submission::new();
    busy.busy.set(true);
    let shapes = [Shape::Companies, Shape::Events, Shape::Register, Shape::Search, Shape::Settings];
    view! {
        <p class="form-actions">
            <button type="button" class="button primary">"Primary"</button>
            <button type="button" class="button">"Usual"</button>
            <button type="button" class="button danger">"Danger"</button>
            <button type="button" class="button quiet">"Quiet"</button>
            <button type="button" class="button small">"Small"</button>
            <button type="button" class="button" disabled>"Disabled"</button>
            <Submit submission=busy label="Busy" />
            <button type="button" class="link-button">"As a link"</button>
        </p>
        <p class="form-actions">
            <span class="badge">"badge"</span>
            <span class="badge accent">"accent"</span>
            <TypeDot color="#ffd400" />
            <TypeDot color="#101060" />
            <Avatar name="Anna Żak" />
            <Avatar name="Piotr" />
            <FirmMark name="Żaglowiec sp. z o.o." />
            {shapes.map(|shape| view! { <Icon shape /> }).collect_view()}
            <kbd>"Ctrl K"</kbd>
        </p>
    }
}

#[component]
fn Fields() -> impl IntoView {
    let i18n = I18n::get();
    let submission = Submission::new();
    submission.failed(AppError::Invalid { problems: vec![FieldProblem::new("wrong", "required")] });
    let [text, wrong, note, choice, day, time, moment] =
        std::array::from_fn(|_| RwSignal::new(String::new()));
    let amount = RwSignal::new(spaced_decimal("1234.5", i18n.language()));
    let item = |name: &str, color: Option<&str>| Item {
        key: name.to_owned(),
        name: name.to_owned(),
        details: String::new(),
        color: color.map(str::to_owned),
    };
    let colors = vec![item("Red", Some("#b3261e")), item("Green", Some("#1a7a48")), item("Plain", None)];
    let colors = Signal::stored(colors);
    let names = [
        "Gdańsk", "Gdynia", "Kielce", "Kraków", "Lublin", "Łódź", "Opole", "Poznań", "Toruń", "Warszawa",
        "Żory",
    ];
    let towns = Signal::stored(names.map(|name| item(name, None)).to_vec());
    let town = RwSignal::new(Pick::None);
    let [color, ticked, agreed, mark] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let options: Options = vec![("a".into(), "First".into()), ("b".into(), "Second".into())];
    view! {
        <form class="form" novalidate>
            <Trouble submission />
            <div class="pair">
                <Field submission path="text" label="Text" value=text hint="With a hint" />
                <Field submission path="wrong" label="Wrong" value=wrong required=true />
                <Field submission path="amount" label="Amount" value=amount inputmode="decimal" unit="zł".to_owned() />
                <Select submission path="choice" label="Choice" value=choice options none="none" />
                <Field submission path="day" label="Day" value=day kind="date" />
                <Field submission path="time" label="Time" value=time kind="time" />
                <Field submission path="moment" label="Moment" value=moment kind="datetime-local" />
            </div>
            <Combobox
                labelled=Labelled::new(submission, "town", "Town".into(), Signal::stored(true), None)
                picked=town
                pick=move |chosen: Pick| town.set(chosen)
                search=Search::among(towns)
                placeholder="Type to find"
            />
            <Radios labelled=Labelled::new(submission, "color", "Colour".into(), Signal::stored(false), None) value=color items=colors />
            <Ticks labelled=Labelled::new(submission, "towns", "Towns".into(), Signal::stored(false), None) value=ticked items=towns />
            <Tick labelled=Labelled::new(submission, "agreed", "Agreed".into(), Signal::stored(false), None) value=agreed />
            <Stars labelled=Labelled::new(submission, "mark", "Mark".into(), Signal::stored(false), None) value=mark most=5 />
            <Area submission path="note" label="Note" value=note />
            <FileDrop label="Files" hint="Drop them here or choose" on_files=|_| () />
            <Progress label="Sending" percent=Signal::derive(|| Some(40)) />
        </form>
    }
}

#[component]
fn Overlays() -> impl IntoView {
    let toasts = Toasts::get();
    let [dialog, panel, confirm] = std::array::from_fn(|_| RwSignal::new(false));
    let commands: Vec<Command> = vec![
        ("Say something".into(), Callback::new(move |()| toasts.say("Said"))),
        ("Open the panel".into(), Callback::new(move |()| panel.set(true))),
    ];
    view! {
        <p class="form-actions">
            <button type="button" class="button" on:click=move |_| dialog.set(true)>"Dialog"</button>
            <button type="button" class="button" on:click=move |_| panel.set(true)>"Panel"</button>
            <button type="button" class="button" on:click=move |_| confirm.set(true)>"Confirm"</button>
            <button type="button" class="button" on:click=move |_| toasts.say("Saved")>"Toast"</button>
            <Menu label="More" commands />
        </p>
        {when(move || dialog.get(), move || view! {
            <Dialog title="Dialog" on_close=move |()| dialog.set(false)><p>"Over the page."</p></Dialog>
        })}
        {when(move || panel.get(), move || view! {
            <Dialog title="Panel" aside=true on_close=move |()| panel.set(false)><p>"Beside the page."</p></Dialog>
        })}
        {when(move || confirm.get(), move || view! {
            <Confirm
                title="Really?"
                hint="It cannot be taken back."
                action="Yes"
                answer=|| async { Err(AppError::Unavailable) }
                danger=true
                    on_done=move |()| confirm.set(false)
                on_close=move |()| confirm.set(false)
            />
        })}
    }
}

#[component]
fn TabsShown() -> impl IntoView {
    let chosen = RwSignal::new("one");
    let tabs: Vec<Tab> = vec![("one", "One".into()), ("two", "Two".into()), ("three", "Three".into())];
    view! { <Tabs label="Tabs" tabs chosen panel=|key: &'static str| view! { <p>{key}</p> }.into_any() /> }
}

#[component]
fn TableShown() -> impl IntoView {
    let row = |at: usize| {
        view! {
            <tr>
                <th scope="row">{format!("Row {at}")}</th>
                <td>"Kraków"</td>
                <td class="cell-number">{format!("{at} 234,50")}</td>
            </tr>
        }
    };
    view! {
        <div class="table-frame" role="region" tabindex="0" aria-label="Table">
            <table>
                <thead>
                    <tr><th scope="col">"Name"</th><th scope="col">"Town"</th><th scope="col" class="cell-number">"Amount"</th></tr>
                </thead>
                <tbody>{(1..=30).map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn States() -> impl IntoView {
    let loaded = RwSignal::new(false);
    let again = move |()| {
        loaded.set(false);
        set_timeout(move || loaded.set(true), Duration::from_secs(1));
    };
    view! {
        <div class="pair">
            <Skeleton />
            <Empty title="Nothing here" hint="And what to do about it."><a class="button" href="/register">"Do it"</a></Empty>
            <Problem error=AppError::Unavailable again />
        </div>
    }
}
