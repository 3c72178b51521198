//! The page for the next version of an event type: its rules and its form, kept as a draft, then published.

use forms::{Form, Json, compare};
use leptos::{ev::SubmitEvent, prelude::*};
use records::{
    AppError, Uuid,
    event_types::{Draft, EventType, Kind, Publish, Rules},
};

use super::{
    super::{
        api::{PublishDraft, PutDraft, ReadDraft},
        differences::{differences, none},
    },
    add::{form_card, form_is_refused},
    form_faults::Judged,
    form_text::FormText,
    next::{draft, next, texts},
    of_type,
    rules::RuleFields,
};
use crate::{
    catalogue::Catalogue,
    i18n::{I18n, fill, tr, trt},
    kept::Keeper,
    kit::{
        About, Ask, Asked, Confirm, Conflict, Known, Loaded, PageHead, Read, Submission, Submit, Toasts,
        Trouble, load, part, slot, when,
    },
    location::Location,
    rest::{call, tell},
    route::Page,
};

/// What a dialog is open for.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Publish,
    Discard,
}

/// The page for the next version of an event type. It is read once: what one types is never overwritten.
#[component]
pub(crate) fn DraftEventType(id: Uuid) -> impl IntoView {
    let read = load(move || call(ReadDraft { key: id.to_string() }));
    // Signing in anew reads anew; what is typed stays.
    let form = move |read: Signal<(EventType, Draft)>| {
        let (of, draft) = read.get_untracked();
        view! { <DraftForm of draft /> }
    };
    let page = move || {
        view! {
            <PageHead title=trt(|t| t.draft_type) under=of_type(id) />
            <Loaded of=read then=form />
        }
        .into_any()
    };
    view! { <About of=read needs=Catalogue::get().types_known() page=Box::new(page) /> }
}

#[component]
fn DraftForm(of: EventType, draft: Draft) -> impl IntoView {
    let (i18n, toasts, location) = (I18n::get(), Toasts::get(), Location::get());
    let submission = Submission::new();
    let language = untrack(|| i18n.language());
    let (id, with_form) = (of.id, of.kind != Kind::Simplified);
    let key = Signal::stored(of.key.clone());
    let (rules, form) = next(&of, &draft);
    let before = texts(&rules, &form, language);
    let rules = RuleFields::of(&before);
    let form = FormText::new(RwSignal::new(before.last().cloned().unwrap_or_default()));
    let mut slots = rules.slots();
    slots.push(slot(trt(|t| t.form), form.text));
    let known = Known::new(slots, before, draft.revision.unwrap_or(of.revision));
    let keeper = Keeper::new(&format!("type.{id}.draft"), known);
    let has_draft = RwSignal::new(of.has_draft);
    let open = RwSignal::new(None::<Open>);
    let of = StoredValue::new(of);

    // What is typed, sound as far as the browser can tell.
    let typed = move || -> Option<(Rules, Json)> {
        let rules = match rules.read() {
            Ok(rules) => rules,
            Err(problems) => {
                submission.failed(AppError::Invalid { problems });
                return None;
            }
        };
        Some((rules, form.read()?))
    };
    // Once a draft is refused as stale and it is chosen what stays, it goes on to what it was saved for.
    let publishing = StoredValue::new(false);
    let save = Callback::new(move |()| {
        let Some((rules, form)) = typed() else { return };
        let draft = of.with_value(|of| self::draft(of, rules, form, known.revision()));
        let differs = Draft { revision: None, ..draft.clone() } != Draft::default();
        let answer = call(PutDraft { key: id.to_string(), draft });
        submission.run(answer, move |kept: Draft| {
            keeper.saved(kept.revision.unwrap_or_default());
            has_draft.set(differs);
            match (publishing.get_value(), differs) {
                (true, true) => open.set(Some(Open::Publish)),
                (true, false) => toasts.say(i18n.language().type_texts().nothing_changed),
                (false, _) => toasts.say(i18n.language().type_texts().draft_saved),
            }
        });
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        publishing.set_value(true);
        save.run(());
    };
    let only_save = move |_| {
        publishing.set_value(false);
        save.run(());
    };
    form_is_refused(submission, form);

    let dialog = part(move || {
        let close = move || open.set(None);
        let asked = match open.get()? {
            Open::Discard => {
                let answer = move || {
                    let draft = Draft { revision: Some(known.revision()), ..Draft::default() };
                    keeper.saving(tell(PutDraft { key: id.to_string(), draft }))
                };
                let done = move |()| {
                    location.go(&Page::EventType(id).path());
                };
                view! {
                    <Confirm
                        title=trt(|t| t.discard_draft)
                        hint=trt(|t| t.discard_draft_hint)
                        action=trt(|t| t.discard_draft)
                        answer
                        on_done=done
                        on_close=move |()| close()
                    />
                }
                .into_any()
            }
            Open::Publish => {
                let answer = move |note: String| {
                    let command = Publish { note, revision: Some(known.revision()) };
                    keeper.saving(tell(PublishDraft { key: id.to_string(), command }))
                };
                let asked = Asked {
                    title: trt(|t| t.publish).into(),
                    hint: trt(|t| t.publish_hint).into(),
                    label: trt(|t| t.publish_note).into(),
                    keep: tr(|t| t.cancel).into(),
                    path: "note",
                    required: false,
                    danger: false,
                };
                let done = move |()| {
                    let number = of.with_value(|of| of.version + 1).to_string();
                    toasts.say(fill(i18n.language().type_texts().published, &number));
                    location.go(&Page::EventType(id).path());
                };
                view! { <Ask asked answer on_done=done on_close=move |()| close() /> }.into_any()
            }
        };
        Some(asked)
    });
    let read: Read = Box::new(move |record| {
        let draft: Draft = serde_json::from_str(&record.to_string()).unwrap_or_default();
        let (rules, form) = of.with_value(|of| next(of, &draft));
        texts(&rules, &form, language)
    });
    let version = of.with_value(|of| of.version).to_string();
    view! {
        {keeper.view()}
        <form class="form editor" novalidate on:submit=submit>
            <Trouble submission />
            <section class="card">
                <h2>{trt(|t| t.rules)}</h2>
                <div class="form">{rules.view(submission, key)}</div>
            </section>
            {with_form.then(|| form_card(form, key))}
            <section class="card">
                <h2>{move || fill(i18n.language().type_texts().against_published, &version)}</h2>
                {against_published(of, rules, form)}
            </section>
            <div class="form-actions">
                <Submit submission label=trt(|t| t.publish) />
                <button type="button" class="button" on:click=only_save>{trt(|t| t.save_draft)}</button>
                {when(move || has_draft.get(), move || view! {
                    <button type="button" class="button" on:click=move |_| open.set(Some(Open::Discard))>
                        {trt(|t| t.discard_draft)}
                    </button>
                })}
                {keeper.cancel(Page::EventType(id).path())}
            </div>
        </form>
        <Conflict submission known read again=save />
        {dialog}
    }
}

/// What publishing would change, as one types.
fn against_published(of: StoredValue<EventType>, rules: RuleFields, form: FormText) -> AnyView {
    part(move || {
        rules.track();
        let Ok(rules) = rules.read() else { return none() };
        let Judged::Sound(sound) = form.judged.get() else { return none() };
        of.with_value(|of| {
            let published = Form::from_json(&of.form).unwrap_or_default();
            let json = |rules: &Rules| {
                serde_json::to_string(rules).ok().and_then(|text| Json::parse(&text).ok()).unwrap_or_default()
            };
            let changed = compare::changes(&json(&of.rules), &json(&rules));
            differences(compare::compare(&published, &sound), changed)
        })
    })
    .into_any()
}
