//! The page for making an event type.

use leptos::{ev::SubmitEvent, prelude::*};
use records::{
    AppError, Text,
    event_types::{EventType, Kind, NewEventType},
};

use super::{
    super::api::CreateEventType,
    form_text::FormText,
    from_word,
    preview::preview,
    rules::RuleFields,
    settings::{Settings, at_fields},
    transfer::transfer,
};
use crate::{
    access::Session,
    i18n::{I18n, tr, trt},
    kept::Keeper,
    kit::{
        Field, Known, Options, PageHead, Problem, Select, Submission, Submit, Toasts, Trouble, effect, part,
        slot, when,
    },
    location::Location,
    rest::call,
    route::Page,
};

/// The page for making an event type.
#[component]
pub(crate) fn AddEventType() -> impl IntoView {
    let session = Session::get();
    let content = part(move || match session.is_administrator() {
        true => view! { <AddForm /> }.into_any(),
        false => {
            let error = AppError::Forbidden { detail: String::new() };
            view! { <Problem error again=|()| () /> }.into_any()
        }
    });
    view! {
        <PageHead title=trt(|t| t.add_type) />
        {content}
    }
}

#[component]
fn AddForm() -> impl IntoView {
    let (i18n, toasts, location) = (I18n::get(), Toasts::get(), Location::get());
    let submission = Submission::new();
    let settings = Settings::new();
    let [key, kind, form] = std::array::from_fn(|_| RwSignal::new(String::new()));
    kind.set("simplified".into());
    let nothing =
        ["optional", "optional", "hidden", "hidden", "hidden", "", "true", "", "never", "occurred", "", ""];
    let rules = RuleFields::of(&nothing.map(str::to_owned));
    let form = FormText::new(form);
    let mut slots = vec![slot(tr(|t| t.key), key), slot(tr(|t| t.kind), kind)];
    slots.extend(settings.slots());
    slots.extend(rules.slots());
    slots.push(slot(trt(|t| t.form), form.text));
    let fresh = slots.iter().map(|slot| slot.typed.get_untracked()).collect();
    let keeper = Keeper::new("type.new", Known::new(slots, fresh, 0));
    propose_key(settings, key);

    let simplified = move || kind.with(|kind| kind == "simplified");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let rules = match rules.read() {
            Ok(rules) => rules,
            Err(problems) => return submission.failed(AppError::Invalid { problems }),
        };
        // A form that was typed for another kind stays in its place and is not sent.
        let form_json = if untrack(simplified) { Some(Default::default()) } else { form.read() };
        let Some(form_json) = form_json else { return };
        let new = NewEventType {
            id: None,
            key: key.get_untracked().trim().to_owned(),
            kind: from_word::<Kind>(&kind.get_untracked()).unwrap_or(Kind::Simplified),
            name: settings.name(&Text::default()),
            color: Some(settings.color.get_untracked()),
            task_color: Some(settings.task_color.get_untracked()),
            form: form_json,
            numbering: rules.numbering,
            links: rules.links,
            settlements: rules.settlements,
            default_note: settings.default_note.get_untracked(),
            show_details: settings.shows_details(),
            label_list: None,
            backdating: rules.backdating,
            on_behalf: rules.on_behalf,
        };
        let answer = async move { call(CreateEventType { new }).await.map_err(at_fields) };
        submission.run(keeper.saving(answer), move |made: EventType| {
            toasts.say(i18n.texts().saved);
            location.go(&Page::EventType(made.id).path());
        });
    };
    form_is_refused(submission, form);
    let kinds = Signal::derive(move || {
        let texts = i18n.texts();
        [
            ("simplified", texts.kind_simplified),
            ("form", texts.kind_form),
            ("automatic", texts.kind_automatic),
            ("correspondence", texts.kind_correspondence),
        ]
        .map(|(word, name)| (word.to_owned(), name.to_owned()))
        .into_iter()
        .collect::<Options>()
    });
    let between = view! {
        <div class="pair">
            <Field submission path="key" label=tr(|t| t.key) value=key required=true hint=trt(|t| t.key_hint) />
            <Select submission path="kind" label=tr(|t| t.kind) value=kind options=kinds />
        </div>
    }
    .into_any();
    view! {
        {keeper.view()}
        <form class="form editor" novalidate on:submit=submit>
            <Trouble submission />
            <section class="card">
                <h2>{trt(|t| t.basics)}</h2>
                <div class="form">{settings.view(submission, between, false)}</div>
            </section>
            <section class="card">
                <h2>{trt(|t| t.rules)}</h2>
                <div class="form">{rules.view(submission, key.into())}</div>
            </section>
            {when(move || !simplified(), move || form_card(form, key.into()))}
            <div class="form-actions">
                <Submit submission label=tr(|t| t.add) />
                {keeper.cancel(Page::EventTypes.path())}
            </div>
        </form>
    }
}

/// The form with its preview beside it. `name` is what its file is called.
pub(super) fn form_card(form: FormText, name: Signal<String>) -> AnyView {
    view! {
        <section class="card">
            <h2>{trt(|t| t.form)}</h2>
            <p class="hint">{trt(|t| t.form_hint)}</p>
            {transfer(form, name)}
            <div class="side-by-side-wide">
                {form.view()}
                {preview(form)}
            </div>
        </section>
    }
    .into_any()
}

/// What the server finds wrong with a form is told where the form is.
pub(super) fn form_is_refused(submission: Submission, form: FormText) {
    effect(move || {
        if let Some(AppError::InvalidForm { form_problems }) = submission.error.get() {
            form.refused(form_problems);
        }
    });
}

/// The key follows the name until somebody types one.
fn propose_key(settings: Settings, key: RwSignal<String>) {
    Effect::new(move |before: Option<String>| {
        let proposed = key_of(&settings.called());
        let typed = key.get_untracked();
        if typed.is_empty() || before.is_some_and(|before| before == typed) {
            key.set(proposed.clone());
        }
        proposed
    });
}

/// A key like a name: `Wizyta u klienta` becomes `wizyta_u_klienta`.
fn key_of(name: &str) -> String {
    let mut key = String::new();
    for letter in crate::search::folded(name).chars() {
        match letter {
            'a'..='z' | '0'..='9' if !(key.is_empty() && letter.is_ascii_digit()) => key.push(letter),
            _ if !key.is_empty() && !key.ends_with('_') => key.push('_'),
            _ => {}
        }
    }
    key.truncate(63);
    key.trim_end_matches('_').to_owned()
}
