//! An administrator changes a person: name, login, role, address, and whether they work here.

use leptos::{ev::SubmitEvent, prelude::*};
use records::{
    AppError,
    users::{ChangeUser, Role, User},
};

use super::{api, list::roles};
use crate::{
    i18n::{I18n, tr},
    kept::Keeper,
    kit::{
        Conflict, Dialog, Field, Known, Labelled, Select, Slot, Submission, Submit, Tick, Toasts, Trouble,
        by_name, slot, text,
    },
    rest::tell,
};

/// The dialog for a person who is there.
#[component]
pub(crate) fn EditPerson(
    person: User,
    #[prop(into)] on_done: Callback<()>,
    #[prop(into)] on_close: Callback<()>,
    /// A new password is wanted instead.
    #[prop(into)]
    on_password: Callback<()>,
) -> impl IntoView {
    let (i18n, toasts) = (I18n::get(), Toasts::get());
    let submission = Submission::new();
    let on_close = submission.closing(on_close);
    let (id, has_account) = (person.id, person.login.is_some());
    let began = vec![
        person.name,
        person.login.unwrap_or_default(),
        person.role.as_str().to_owned(),
        person.email.unwrap_or_default(),
        person.active.to_string(),
    ];
    let [name, login, role, email, active] =
        std::array::from_fn(|at| RwSignal::new(began.get(at).cloned().unwrap_or_default()));
    let roles = roles(i18n);
    let yes_or_no = Callback::new(move |value: String| {
        let texts = i18n.texts();
        if value == "true" { texts.yes } else { texts.no }.to_owned()
    });
    let slots = vec![
        slot(tr(|t| t.your_name), name),
        slot(tr(|t| t.login), login),
        Slot { shown: by_name(roles), ..slot(tr(|t| t.role), role) },
        slot(tr(|t| t.email), email),
        Slot { shown: Some(yes_or_no), ..slot(tr(|t| t.person_active), active) },
    ];
    let known = Known::new(slots, began, person.revision);
    let keeper = Keeper::new(&format!("person.{id}"), known);
    let send = move || {
        let change = ChangeUser {
            revision: known.revision(),
            name: known.changed(0),
            login: known.replaced(1),
            role: known.changed(2).and_then(|role| Role::parse(&role)),
            email: known.replaced(3),
            active: known.changed(4).map(|active| active == "true"),
        };
        let saved = async move {
            // Whoever may change people is refused one thing only.
            let only = |error| match error {
                AppError::Forbidden { .. } => AppError::at("role", "last_administrator"),
                other => other,
            };
            tell(api::EditPerson { id, change }).await.map_err(only)
        };
        submission.run(keeper.saving(saved), move |()| {
            toasts.say(i18n.texts().saved);
            on_done.run(());
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    let give_up = move |_| {
        if !submission.busy.get_untracked() {
            keeper.discard();
        }
        on_close.run(());
    };
    let read = |record: &forms::Json| {
        let mut texts: Vec<String> = ["name", "login", "role", "email"].map(|key| text(record, key)).into();
        texts.push((record.get("active") == Some(&forms::Json::Bool(true))).to_string());
        texts
    };
    let active_field =
        Labelled::new(submission, "active", tr(|t| t.person_active).into(), Signal::stored(false), None);
    view! {
        <Dialog title=tr(|t| t.edit_person) on_close>
            {keeper.view()}
            <form class="form" novalidate on:submit=submit>
                <Trouble submission />
                <Field submission path="name" label=tr(|t| t.your_name) value=name required=true autofocus=true />
                <div class="pair">
                    <Field submission path="login" label=tr(|t| t.login) value=login hint=tr(|t| t.login_hint) />
                    <Field submission path="email" label=tr(|t| t.email) value=email kind="email" />
                </div>
                <Select submission path="role" label=tr(|t| t.role) value=role options=roles hint=tr(|t| t.role_hint) />
                <Tick labelled=active_field value=active />
                <div class="form-actions">
                    <Submit submission label=tr(|t| t.save) />
                    <button type="button" class="button" on:click=give_up>{tr(|t| t.cancel)}</button>
                </div>
            </form>
            {has_account.then(|| view! {
                <button type="button" class="link-button" on:click=move |_| on_password.run(())>
                    {tr(|t| t.set_password)}
                </button>
            })}
            <Conflict submission known read=Box::new(read) again=move |()| send() />
        </Dialog>
    }
}
