//! People, groups, and how they prove who they are: passwords, sessions, API tokens.

mod credentials;
pub mod groups;
mod secrets;
pub mod sessions;
pub mod tokens;
pub mod users;
mod visitors;

use records::{AppError, Uuid, tokens::Scope};

use crate::Ctx;
pub(crate) use visitors::Visitors;

/// May manage how that person gets in: everybody for themselves, an administrator for anybody. An API token needs the
/// scope `admin` even for its own person, or a stolen one could make itself stronger.
fn may_manage(ctx: &Ctx, user: Uuid) -> Result<(), AppError> {
    if user != ctx.user.id {
        return ctx.may_configure();
    }
    match &ctx.scopes {
        Some(scopes) if !scopes.contains(&Scope::Admin) => {
            Err(AppError::Forbidden { detail: "the API token lacks the scope admin".into() })
        }
        _ => Ok(()),
    }
}
