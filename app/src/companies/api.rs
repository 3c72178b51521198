//! Server functions: the list of companies, a company's card and changes of its data.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use records::{
    Page, Uuid,
    companies::{ChangeCompany, Company, CompanyCard, CompanyFilter, CompanyRow},
};

use crate::Failure;

/// Companies by name.
#[server(prefix = "/api/fn", endpoint = "companies", input = Json)]
pub async fn list_companies(filter: CompanyFilter) -> Result<Page<CompanyRow>, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::directory::companies::list(&backend, &ctx, filter).await?)
}

/// A company with its contacts and newest events.
#[server(prefix = "/api/fn", endpoint = "company_card", input = Json)]
pub async fn read_card(id: Uuid) -> Result<CompanyCard, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::directory::companies::card(&backend, &ctx, id).await?)
}

/// Changes a company's data.
#[server(prefix = "/api/fn", endpoint = "change_company", input = Json)]
pub async fn edit_company(id: Uuid, change: ChangeCompany) -> Result<Company, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::directory::companies::change(&backend, &ctx, id, change).await?)
}
