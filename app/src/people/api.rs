//! Server functions: the people of the firm, their passwords, their groups.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use records::{
    Page, PageRequest, Uuid,
    groups::{ChangeGroup, Group, NewGroup},
    users::{ChangePassword, ChangeUser, NewUser, User},
};

use crate::{Failure, access::Secret};

/// People by name.
#[server(prefix = "/api/fn", endpoint = "people", input = Json)]
pub async fn list_people(page: PageRequest) -> Result<Page<User>, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::access::users::list(&backend, &ctx, page).await?)
}

/// Adds a person.
#[server(prefix = "/api/fn", endpoint = "add_person", input = Json)]
pub async fn add_person(person: Secret<NewUser>) -> Result<User, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::access::users::create(&backend, &ctx, person.0).await?.0)
}

/// Changes a person.
#[server(prefix = "/api/fn", endpoint = "change_person", input = Json)]
pub async fn edit_person(id: Uuid, change: ChangeUser) -> Result<User, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::access::users::change(&backend, &ctx, id, change).await?)
}

/// Gives a person a new password.
#[server(prefix = "/api/fn", endpoint = "set_password", input = Json)]
pub async fn set_password(person: Uuid, password: Secret<ChangePassword>) -> Result<(), Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    backend::access::users::set_password(&backend, &ctx, person, password.0).await?;
    Ok(())
}

/// All groups by name.
#[server(prefix = "/api/fn", endpoint = "groups", input = Json)]
pub async fn list_groups() -> Result<Vec<Group>, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::access::groups::list(&backend, &ctx).await?)
}

/// Adds a group.
#[server(prefix = "/api/fn", endpoint = "add_group", input = Json)]
pub async fn add_group(group: NewGroup) -> Result<Group, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::access::groups::create(&backend, &ctx, group).await?.0)
}

/// Changes a group's name and members.
#[server(prefix = "/api/fn", endpoint = "change_group", input = Json)]
pub async fn edit_group(id: Uuid, change: ChangeGroup) -> Result<Group, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::access::groups::change(&backend, &ctx, id, change).await?)
}

/// Deletes a group.
#[server(prefix = "/api/fn", endpoint = "delete_group", input = Json)]
pub async fn delete_group(id: Uuid) -> Result<(), Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    backend::access::groups::delete(&backend, &ctx, id).await?;
    Ok(())
}
