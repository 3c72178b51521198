//! Demo data: an invented Polish firm of forty people with two years of contacts with its customers, for
//! `cargo xtask serve` and for trying things out. The same every time but for the dates, which end today, and made through
//! the same functions as everything else.

mod companies;
mod history;
mod kinds;
mod notes;
mod people;
mod random;

use records::{AppError, users::Role};
use sea_orm::ConnectionTrait;

use self::random::Random;
use crate::{Backend, Ctx, Door, error::db_error};

/// The password of every demo login.
pub const PASSWORD: &str = "kronika-demo";
/// Demo logins with their roles.
pub const LOGINS: [(&str, Role); 3] =
    [("admin", Role::Administrator), ("manager", Role::Manager), ("employee", Role::Employee)];

/// So many events.
pub const EVENTS: u64 = history::EVENTS as u64;

/// Fills an empty database; `told` hears how many events there are. `false`: there are people or companies already, and
/// nothing was touched.
pub async fn load(backend: &Backend, told: &dyn Fn(u64)) -> Result<bool, AppError> {
    let db = backend.db();
    let any =
        db.sql("SELECT 1 AS one WHERE EXISTS (SELECT 1 FROM users) OR EXISTS (SELECT 1 FROM companies)", []);
    if db.read().query_one_raw(any).await.map_err(db_error)?.is_some() {
        return Ok(false);
    }
    let mut random = Random::new(2026);
    let staff = people::load(backend).await?;
    let administrator = Ctx::of(staff[0].clone(), Door::Cli);
    kinds::load(backend, &administrator).await?;
    let customers = companies::load(backend, &administrator, &staff, &mut random).await?;
    history::load(backend, &staff, &customers, &mut random, told).await?;
    Ok(true)
}

/// Whether the demo firm is what the database holds: its people are the ones who may sign in by [`LOGINS`].
pub async fn is_loaded(backend: &Backend) -> Result<bool, AppError> {
    people::are_there(backend).await
}
