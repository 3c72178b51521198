//! The page of people.

use leptos::prelude::*;
use records::users::{Role, User};

use super::{add::AddPerson, edit::EditPerson, reset::ResetPassword};
use crate::{
    access::Session,
    catalogue::Catalogue,
    i18n::{I18n, Texts, tr},
    kit::{Avatar, Each, Empty, Loaded, Options, PageHead, either, part, when},
    location::Location,
    route::Page,
};

/// The page of people. An administrator adds them here and gives them new passwords.
#[component]
pub(crate) fn People() -> impl IntoView {
    let (catalogue, session) = (Catalogue::get(), Session::get());
    let adding = RwSignal::new(false);
    let editing = RwSignal::new(None::<User>);
    let resetting = RwSignal::new(None::<User>);
    let content = move |people: Signal<Vec<User>>| {
        view! {
            {either(move || people.with(|people| !people.is_empty()), move || view! {
                <div class="table-frame stacks people" role="region" tabindex="0" aria-label=tr(|t| t.people)>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{tr(|t| t.your_name)}</th>
                                <th scope="col">{tr(|t| t.login)}</th>
                                <th scope="col">{tr(|t| t.role)}</th>
                                <th scope="col">{tr(|t| t.email)}</th>
                                {when(move || session.is_administrator(), || view! {
                                    <th scope="col"><span class="visually-hidden">{tr(|t| t.edit)}</span></th>
                                })}
                            </tr>
                        </thead>
                        <tbody>
                            <Each each=move || people.get() key=|person| (person.id, person.revision) let(person)>
                                <Row person editing />
                            </Each>
                        </tbody>
                    </table>
                </div>
            }, || view! { <Empty title=tr(|t| t.people_empty) /> })}
        }
    };
    view! {
        <PageHead title=tr(|t| t.people)>
            {when(move || session.is_administrator(), move || view! {
                <button type="button" class="button primary" on:click=move |_| adding.set(true)>
                    {tr(|t| t.add_person)}
                </button>
            })}
        </PageHead>
        <PeopleTabs />
        <Loaded of=catalogue.people then=content />
        {when(move || adding.get(), move || view! {
            <AddPerson
                on_done=move |()| { adding.set(false); catalogue.people.again(); }
                on_close=move |()| adding.set(false)
            />
        })}
        {part(move || editing.get().map(|person| {
            let this = person.clone();
            view! {
                <EditPerson
                    person
                    on_done=move |()| { editing.set(None); catalogue.people.again(); }
                    on_close=move |()| editing.set(None)
                    on_password=move |()| { editing.set(None); resetting.set(Some(this.clone())); }
                />
            }
        }))}
        {part(move || resetting.get().map(|person| view! { <ResetPassword person on_close=move |()| resetting.set(None) /> }))}
    }
}

/// The way between people and groups.
#[component]
pub(super) fn PeopleTabs() -> impl IntoView {
    let location = Location::get();
    let tab = |page: Page, name: fn(&'static Texts) -> &'static str| {
        view! { <a href=page.path() aria-current=location.current(page, true)>{tr(name)}</a> }
    };
    view! {
        <nav class="tabs" aria-label=tr(|t| t.people)>
            {tab(Page::People, |t| t.people)}
            {tab(Page::Groups, |t| t.groups)}
        </nav>
    }
}

/// A role's name.
pub(crate) fn role_name(role: Role) -> fn(&'static Texts) -> &'static str {
    match role {
        Role::Administrator => |t| t.role_administrator,
        Role::Manager => |t| t.role_manager,
        Role::Employee => |t| t.role_employee,
        Role::ReadOnly => |t| t.role_read_only,
    }
}

/// All roles to choose from.
pub(super) fn roles(i18n: I18n) -> Signal<Options> {
    Signal::derive(move || {
        let option = |role: Role| (role.as_str().to_owned(), role_name(role)(i18n.texts()).to_owned());
        Role::ALL.map(option).into_iter().collect()
    })
}

#[component]
fn Row(person: User, editing: RwSignal<Option<User>>) -> impl IntoView {
    let session = Session::get();
    let this = person.clone();
    let login = match person.login {
        Some(login) => view! { <span class="stack-name">{tr(|t| t.login)} ": "</span> {login} }.into_any(),
        None => view! { <span class="faint">{tr(|t| t.no_account)}</span> }.into_any(),
    };
    view! {
        <tr class:inactive=!person.active>
            <th scope="row">
                <span class="person-name"><Avatar name=person.name.clone() /> <span>{person.name}</span></span>
                {(!person.active).then(|| view! { " " <span class="badge">{tr(|t| t.inactive)}</span> })}
            </th>
            <td>{login}</td>
            <td>{tr(role_name(person.role))}</td>
            <td>{person.email}</td>
            <td class="cell-actions">
                {move || {
                    let this = this.clone();
                    session.is_administrator().then(|| view! {
                        <button type="button" class="button small quiet" on:click=move |_| editing.set(Some(this.clone()))>
                            {tr(|t| t.edit)}
                        </button>
                    })
                }}
            </td>
        </tr>
    }
}
