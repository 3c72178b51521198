//! One search over everything: a few of each kind.

use records::{
    AppError,
    companies::CompanyFilter,
    contacts::{Contact, ContactFilter},
    events::EventFilter,
    search::{Found, FoundContact},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    Backend, Ctx,
    directory::{companies, contacts},
    entities,
    error::db_error,
    events,
};

/// As many of each kind as are shown at once.
const FEW: u32 = 6;

/// The first few companies and contacts by name and the newest few events whose words begin as the typed ones do.
pub async fn search(backend: &Backend, ctx: &Ctx, text: &str) -> Result<Found, AppError> {
    ctx.may_read()?;
    if text.trim().is_empty() {
        return Ok(Found::default());
    }
    let (text, limit) = (Some(text.to_owned()), Some(FEW));
    let (companies, contacts, events) = futures::try_join!(
        companies::list(backend, ctx, CompanyFilter { text: text.clone(), limit, ..Default::default() }),
        people(backend, ctx, ContactFilter { text: text.clone(), limit, ..Default::default() }),
        events::list(backend, ctx, EventFilter { text, limit, ..Default::default() }),
    )?;
    Ok(Found { companies: companies.items, contacts, events: events.items })
}

/// Contacts, each with the name of its company.
async fn people(backend: &Backend, ctx: &Ctx, filter: ContactFilter) -> Result<Vec<FoundContact>, AppError> {
    let found = contacts::list(backend, ctx, filter).await?.items;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let of = entities::companies::Column::Id.is_in(found.iter().map(|contact| contact.company));
    let firms =
        entities::companies::Entity::find().filter(of).all(backend.db().read()).await.map_err(db_error)?;
    let named = |contact: Contact| FoundContact {
        company_name: firms
            .iter()
            .find(|firm| firm.id == contact.company)
            .map_or_else(String::new, |firm| firm.name.clone()),
        name: contact.name,
        position: contact.position,
        company: contact.company,
    };
    Ok(found.into_iter().map(named).collect())
}
