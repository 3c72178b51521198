//! One search over everything: a few of each kind.

use records::{AppError, companies::CompanyFilter, events::EventFilter, search::Found};

use crate::{Backend, Ctx, directory::companies, events};

/// As many of each kind as are shown at once.
const FEW: u32 = 6;

/// The first few companies by name and the newest few events whose words begin as the typed ones do.
pub async fn search(backend: &Backend, ctx: &Ctx, text: &str) -> Result<Found, AppError> {
    ctx.may_read()?;
    if text.trim().is_empty() {
        return Ok(Found::default());
    }
    let (text, limit) = (Some(text.to_owned()), Some(FEW));
    let (companies, events) = futures::try_join!(
        companies::list(backend, ctx, CompanyFilter { text: text.clone(), limit, ..Default::default() }),
        events::list(backend, ctx, EventFilter { text, limit, ..Default::default() }),
    )?;
    Ok(Found { companies: companies.items, events: events.items })
}
