//! Moving in: rows of a CSV file become companies, employees, event types and back-dated events, by the same rules as
//! everything else. A file may be imported any number of times; what is there already is left alone.

mod identity;
mod kinds;
mod map;
mod moment;
mod parties;
mod register;
mod rows;
mod survey;
mod table;
mod template;
mod values;

use std::{fmt, io::Read};

use records::{
    AppError, Problem,
    users::{NewUser, Role, User},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;

use crate::{Backend, Ctx, Door, access::users, entities, error::db_error, events::types};
pub use map::Map;

/// This many records are written at a time.
const IN_FLIGHT: usize = 64;

/// A map that cannot be used with its file: one sentence. Nothing was written.
#[derive(Debug)]
pub struct MapError(pub String);

/// Why an import ended before its last row.
#[derive(Debug)]
pub enum ImportError {
    /// The map, or the file as a whole; nothing was written.
    Map(MapError),
    /// The whole import was refused, or the database does not answer.
    App(AppError),
    /// Nothing more can be written. What was written stays; running the import again goes on from there.
    Stopped { line: u64, error: AppError },
}

/// How far an import is, in rows.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    pub done: u64,
    pub total: u64,
}

/// What an import did.
#[derive(Debug, Default)]
pub struct Report {
    pub rows: u64,
    /// Events registered by this run.
    pub imported: u64,
    /// Rows whose event an earlier run registered.
    pub already_there: u64,
    /// In the order of the file.
    pub refused: Vec<Refusal>,
    /// Companies made by this run; likewise the following.
    pub companies: u64,
    pub employees: u64,
    pub types: u64,
}

/// A row that was not imported.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Refusal {
    /// Line of the file, from 1.
    pub line: u64,
    /// Paths start at the event (`occurred_at`, `values.km`, `company.nip`), or name a column that cannot be read.
    pub problems: Vec<Problem>,
    /// The row as it stands, at most 1000 characters of it.
    pub row: String,
}

/// Imports a file for an administrator. Rows that break rules are reported, the rest is imported.
pub async fn run(
    backend: &Backend,
    ctx: &Ctx,
    map: &Map,
    input: impl Read,
    progress: &dyn Fn(Progress),
) -> Result<Report, ImportError> {
    import(backend, ctx, map, input, progress, false).await
}

/// Reads and judges a file as [`run`] would, and writes nothing. What only the database can say (an original number
/// that is taken) is not judged.
pub async fn dry_run(
    backend: &Backend,
    ctx: &Ctx,
    map: &Map,
    input: impl Read,
    progress: &dyn Fn(Progress),
) -> Result<Report, ImportError> {
    import(backend, ctx, map, input, progress, true).await
}

async fn import(
    backend: &Backend,
    ctx: &Ctx,
    map: &Map,
    input: impl Read,
    progress: &dyn Fn(Progress),
    dry_run: bool,
) -> Result<Report, ImportError> {
    ctx.may_configure()?;
    ctx.may_write()?;
    // All that may be wrong with the map is found before anything is written.
    let table = table::Table::read(input, &map.file)?;
    let mut map = map.clone();
    for (place, template) in map.templates_mut() {
        template.bind(&table.header).map_err(|column| survey::unknown(&place, &column, &table))?;
    }
    let ids = identity::Identity::of(&map.source);
    let survey = survey::survey(&map, &table, ids)?;
    let mut report = Report { rows: survey.rows, ..Report::default() };
    progress(Progress { done: 0, total: report.rows });

    let mut planned = kinds::plan(backend, ctx, &map, &survey, ids).await?;
    if !dry_run {
        importer(backend, ctx).await?;
    }
    for value in &survey.types {
        if let Some(new) = planned.get_mut(value).and_then(|planned| planned.new.take()) {
            if !dry_run {
                types::create(backend, ctx, new).await?;
            }
            report.types += 1;
        }
    }
    let (parties, companies, employees) = parties::write(backend, ctx, &survey, dry_run).await?;
    (report.companies, report.employees) = (companies, employees);
    let zone = backend.time_zone();
    let reader = rows::Reader::new(&map, &table, zone, &planned, &parties)?;
    register::register(backend, ctx, reader, &table, &mut report, dry_run, progress).await?;
    Ok(report)
}

/// For whom an import runs: the person of that login; else the first active administrator; else, in a database without
/// one, an administrator "Import" without an account, who is made once something is to be written.
pub async fn actor(backend: &Backend, login: Option<&str>) -> Result<User, AppError> {
    if let Some(login) = login {
        let user = users::by_login(backend, login).await?;
        if !user.active {
            return Err(AppError::Forbidden {
                detail: format!("the person with the login {login} is not active"),
            });
        }
        return Ok(user);
    }
    let administrators = entities::users::Entity::find()
        .filter(entities::users::Column::Role.eq(Role::Administrator.as_str()))
        .filter(entities::users::Column::Active.eq(true))
        .order_by_asc(entities::users::Column::CreatedAt)
        .order_by_asc(entities::users::Column::Id);
    if let Some(first) = administrators.one(backend.db().read()).await.map_err(db_error)? {
        return Ok(first.into());
    }
    let (id, name, role) = (identity::importer(), "Import".to_owned(), Role::Administrator);
    Ok(User { id, login: None, name, role, email: None, active: true, revision: 0 })
}

/// Makes the administrator of an import in a database without one.
async fn importer(backend: &Backend, ctx: &Ctx) -> Result<(), AppError> {
    let User { id, name, role, .. } = ctx.user.clone();
    if id != identity::importer() || users::get(backend, ctx, id).await.is_ok() {
        return Ok(());
    }
    let new = NewUser { id: Some(id), name, login: None, password: None, role, email: None };
    users::create_unchecked(backend, new).await.map(drop)
}

/// The context of an import.
pub fn context(user: User) -> Ctx {
    Ctx::of(user, Door::Import)
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rows, imported, already_there, companies, employees, types, .. } = self;
        let refused = self.refused.len();
        write!(
            out,
            "{rows} rows: {imported} events imported, {already_there} already there, {refused} refused; \
             {companies} companies, {employees} employees, {types} event types"
        )
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}:", self.line)?;
        for Problem { path, code, params } in &self.problems {
            let at = if path.is_empty() { "row" } else { path };
            write!(out, " {at} {code}")?;
            if params.as_object().is_some_and(|params| !params.is_empty()) {
                write!(out, " {params}")?;
            }
            out.write_str(";")?;
        }
        write!(out, " {}", self.row)
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Map(error) => out.write_str(&error.0),
            Self::App(error) => error.fmt(out),
            Self::Stopped { line, error } => write!(
                out,
                "stopped at line {line}: {error}; what was imported stays, and the same command goes on from there"
            ),
        }
    }
}

impl std::error::Error for ImportError {}

impl From<MapError> for ImportError {
    fn from(error: MapError) -> Self {
        Self::Map(error)
    }
}

impl From<AppError> for ImportError {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}
