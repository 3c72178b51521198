//! The page of groups. An administrator makes them here.

use leptos::{ev::SubmitEvent, prelude::*};
use records::{
    Uuid,
    changes::Entity,
    groups::{ChangeGroup, Group, NewGroup},
    users::User,
};

use super::{
    api::{AddGroup, DeleteGroup, EditGroup, ListGroups},
    list::PeopleTabs,
};
use crate::{
    access::Session,
    catalogue::Catalogue,
    i18n::{I18n, tr},
    kit::{
        Confirm, Dialog, Each, Empty, Field, Loaded, PageHead, Submission, Submit, Toasts, Trouble, either,
        load, part, when,
    },
    live::Live,
    rest::{call, tell},
};

/// What a dialog is open for.
#[derive(Clone)]
enum Open {
    Enter(Option<Group>),
    Delete(Group),
}

/// The page of groups.
#[component]
pub(crate) fn Groups() -> impl IntoView {
    let session = Session::get();
    let open = RwSignal::new(None::<Open>);
    let version = Live::get().watch_all(&[Entity::Group]);
    let groups = load(move || {
        version.track();
        call(ListGroups {})
    });
    let content = move |groups: Signal<Vec<Group>>| {
        either(
            move || groups.with(|groups| !groups.is_empty()),
            move || {
                view! {
                    <ul class="rows boxed">
                        <Each each=move || groups.get() key=|group| (group.id, group.revision) let(group)>
                            {row(group, open)}
                        </Each>
                    </ul>
                }
            },
            || view! { <Empty title=tr(|t| t.groups_empty) hint=tr(|t| t.groups_empty_hint) /> },
        )
    };
    let close = move || open.set(None);
    let dialog = part(move || {
        open.get().map(|what| match what {
            Open::Enter(group) => view! { <EnterGroup group on_close=move |()| close() /> }.into_any(),
            Open::Delete(Group { id, name, .. }) => {
                let hint = tr(|t| t.delete_group_hint);
                view! {
                    <Confirm
                        title=tr(|t| t.delete_group)
                        hint=move || format!("{name} — {}", hint())
                        action=tr(|t| t.delete)
                        answer=move || tell(DeleteGroup { id })
                        danger=true
                    on_done=move |()| close()
                        on_close=move |()| close()
                    />
                }
                .into_any()
            }
        })
    });
    view! {
        <PageHead title=tr(|t| t.groups)>
            {when(move || session.is_administrator(), move || view! {
                <button type="button" class="button primary" on:click=move |_| open.set(Some(Open::Enter(None)))>
                    {tr(|t| t.add_group)}
                </button>
            })}
        </PageHead>
        <PeopleTabs />
        <Loaded of=groups then=content />
        {dialog}
    }
}

fn row(group: Group, open: RwSignal<Option<Open>>) -> AnyView {
    let (session, catalogue) = (Session::get(), Catalogue::get());
    let fresh = Live::get().is_fresh(group.id, 0.0);
    let name = group.name.clone();
    let group = StoredValue::new(group);
    let members = move || {
        catalogue.people.data.with(|people| {
            let of = |person: &&User| group.with_value(|group| group.members.contains(&person.id));
            let names: Vec<_> =
                people.iter().flatten().filter(of).map(|person| person.name.clone()).collect();
            if names.is_empty() { "—".to_owned() } else { names.join(", ") }
        })
    };
    let label = {
        let name = name.clone();
        move |of: fn(&'static crate::i18n::Texts) -> &'static str| {
            let (name, of) = (name.clone(), tr(of));
            move || format!("{} {name}", of())
        }
    };
    let actions = when(
        move || session.is_administrator(),
        move || {
            view! {
                <p class="row-actions">
                    <button
                        type="button"
                        class="button small"
                        aria-label=label(|t| t.edit)
                        on:click=move |_| open.set(Some(Open::Enter(Some(group.get_value()))))
                    >
                        {tr(|t| t.edit)}
                    </button>
                    <button
                        type="button"
                        class="button small"
                        aria-label=label(|t| t.delete)
                        on:click=move |_| open.set(Some(Open::Delete(group.get_value())))
                    >
                        {tr(|t| t.delete)}
                    </button>
                </p>
            }
        },
    );
    view! {
        <li class="row" class:fresh=fresh>
            <div class="row-main">
                <p class="row-title">{name}</p>
                <p class="row-details">{members}</p>
            </div>
            {actions}
        </li>
    }
    .into_any()
}

/// The dialog for a group: a new one, or one that is there.
#[component]
fn EnterGroup(group: Option<Group>, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let (i18n, toasts, catalogue) = (I18n::get(), Toasts::get(), Catalogue::get());
    let submission = Submission::new();
    let on_close = submission.closing(on_close);
    let old = group.as_ref().map(|group| (group.id, group.revision));
    let id = Uuid::now_v7();
    let (name, members) = group.map(|group| (group.name, group.members)).unwrap_or_default();
    let (name, members) = (RwSignal::new(name), RwSignal::new(members));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (name, members) = (name.get_untracked(), members.get_untracked());
        let answer = async move {
            match old {
                Some((id, revision)) => {
                    let change = ChangeGroup { revision, name: Some(name), members: Some(members) };
                    tell(EditGroup { id, change }).await
                }
                None => tell(AddGroup { group: NewGroup { id: Some(id), name, members } }).await,
            }
        };
        submission.run(answer, move |()| {
            toasts.say(i18n.texts().saved);
            on_close.run(());
        });
    };
    let tick = move |person: User| {
        let id = person.id;
        let ticked = move |on: bool| {
            members.update(|members| {
                members.retain(|member| *member != id);
                if on {
                    members.push(id);
                }
            });
        };
        view! {
            <label class="tick-line">
                <input
                    type="checkbox"
                    prop:checked=move || members.with(|members| members.contains(&id))
                    on:change=move |event| ticked(event_target_checked(&event))
                />
                <span>{person.name}</span>
            </label>
        }
    };
    let people = part(move || {
        let there =
            |person: &User| person.active || members.with_untracked(|members| members.contains(&person.id));
        let people = catalogue.people.data.get().unwrap_or_default();
        people.into_iter().filter(there).map(tick).collect_view()
    });
    let (title, label) = match old {
        Some(_) => (tr(|t| t.edit_group), tr(|t| t.save)),
        None => (tr(|t| t.add_group), tr(|t| t.add)),
    };
    view! {
        <Dialog title on_close>
            <form class="form" novalidate on:submit=submit>
                <Trouble submission />
                <Field submission path="name" label=tr(|t| t.name) value=name required=true autofocus=true />
                <fieldset class="ticks"><legend>{tr(|t| t.members)}</legend><div class="tick-lines">{people}</div></fieldset>
                <div class="form-actions">
                    <Submit submission label />
                    <button type="button" class="button" on:click=move |_| on_close.run(())>
                        {tr(|t| t.cancel)}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
