//! Companies: added, read, changed.

mod entry;
mod list;

use records::{
    AppError, Timestamp, Uuid,
    changes::{ChangeKind, Entity},
    companies::{ChangeCompany, Company, CompanyCard, CompanyData, NewCompany},
    contacts::ContactFilter,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult,
    QueryFilter, Set, SqlErr, Statement,
};

use super::{contacts, is_there, search};
use crate::{
    Backend, Ctx, changes,
    commands::{Command, used},
    db::Tx,
    entities::companies,
    entry::says_news,
    error::db_error,
    events,
    time_zone::now,
};
pub use list::list;

/// Adds a company. With an id the command may be sent any number of times: `true` where it took effect now.
pub async fn create(backend: &Backend, ctx: &Ctx, new: NewCompany) -> Result<(Company, bool), AppError> {
    ctx.may_write()?;
    let db = backend.db();
    let command = new.id.map(|id| Command::new(ctx, Entity::Company, id, &new)).transpose()?;
    if let Some(command) = &command
        && command.seen(db).await?
    {
        return Ok((find(db.read(), command.id).await?, false));
    }
    let mut row = entry::new(new)?;
    row.created_by = Set(Some(ctx.user.id));
    let sent = command.clone();
    let written = db.write(move |tx| {
        Box::pin(async move {
            if let Some(command) = &command
                && !command.write(tx).await?
            {
                return Ok(None);
            }
            manager_exists(tx, &row.account_manager).await?;
            row.created_at = Set(now().0);
            let row = row.insert(tx).await.map_err(refused)?;
            search::index(tx, &row).await?;
            changes::record(tx, Entity::Company, row.id, ChangeKind::Created, None, Some(row.id)).await?;
            find(tx, row.id).await.map(Some)
        })
    });
    if let Some(company) = written.await? {
        return Ok((company, true));
    }
    // The same command came twice at once, and the other was quicker.
    let command = sent.ok_or(AppError::Internal)?;
    command.seen(db).await?;
    Ok((find(db.read(), command.id).await?, false))
}

/// Judges what is entered for a company, and writes nothing.
pub(crate) fn judge(new: NewCompany) -> Result<(), AppError> {
    entry::new(new).map(drop)
}

/// One company.
pub async fn get(backend: &Backend, ctx: &Ctx, id: Uuid) -> Result<Company, AppError> {
    ctx.may_read()?;
    find(backend.db().read(), id).await
}

/// The company card: data, the first contacts by name, the newest events.
pub async fn card(backend: &Backend, ctx: &Ctx, id: Uuid) -> Result<CompanyCard, AppError> {
    let company = get(backend, ctx, id).await?;
    let filter = ContactFilter { company: Some(id), limit: Some(200), ..Default::default() };
    let (contacts, events) =
        futures::try_join!(contacts::list(backend, ctx, filter), events::list::recent(backend, id))?;
    let (recent_events, registered_today) = events;
    Ok(CompanyCard { company, contacts: contacts.items, recent_events, registered_today })
}

/// Changes a company, if it is still at the revision that the change started from.
pub async fn change(
    backend: &Backend,
    ctx: &Ctx,
    id: Uuid,
    change: ChangeCompany,
) -> Result<Company, AppError> {
    ctx.may_write()?;
    let revision = change.revision;
    let row = entry::changed(change)?;
    let work = backend.db().write(move |tx| {
        Box::pin(async move {
            manager_exists(tx, &row.account_manager).await?;
            let old = companies::Entity::find().filter(companies::Column::Id.eq(id)).one(tx).await;
            let old = old.map_err(db_error)?.ok_or(AppError::NotFound)?;
            if old.revision == revision && !says_news(&row, &old) {
                return find(tx, id).await;
            }
            let worded = row.name.is_set() || row.nip.is_set() || row.city.is_set() || row.post_town.is_set();
            let update = companies::Entity::update_many()
                .set(row)
                .filter(companies::Column::Id.eq(id))
                .filter(companies::Column::Revision.eq(revision));
            if update.exec(tx).await.map_err(db_error)?.rows_affected == 0 {
                return Err(AppError::stale(&find(tx, id).await?));
            }
            if worded {
                let row = companies::Entity::find().filter(companies::Column::Id.eq(id)).one(tx).await;
                search::index(tx, &row.map_err(db_error)?.ok_or(AppError::NotFound)?).await?;
            }
            changes::record(tx, Entity::Company, id, ChangeKind::Changed, None, Some(id)).await?;
            find(tx, id).await
        })
    });
    work.await
}

async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Company, AppError> {
    #[derive(FromQueryResult)]
    struct Found {
        #[sea_orm(nested)]
        row: companies::Model,
        account_manager_name: Option<String>,
    }

    let select = Statement::from_sql_and_values(
        db.get_database_backend(),
        "SELECT c.*, u.name AS account_manager_name FROM companies c \
         LEFT JOIN users u ON u.id = c.account_manager WHERE c.id = $1",
        [id.into()],
    );
    let found = Found::find_by_statement(select).one(db).await.map_err(db_error)?;
    let Found { row, account_manager_name } = found.ok_or(AppError::NotFound)?;
    Ok(Company {
        id: row.id,
        account_manager_name,
        created_at: Timestamp(row.created_at),
        revision: row.revision,
        data: CompanyData {
            name: row.name,
            nip: row.nip,
            street: row.street,
            postal_code: row.postal_code,
            post_town: row.post_town,
            city: row.city,
            country: row.country,
            email: row.email,
            phone: row.phone,
            website: row.website,
            note: row.note,
            account_manager: row.account_manager,
        },
    })
}

async fn manager_exists(tx: &Tx, manager: &ActiveValue<Option<Uuid>>) -> Result<(), AppError> {
    match manager {
        Set(Some(id)) if !is_there(tx, "users", *id).await? => {
            Err(AppError::at("account_manager", "reference"))
        }
        _ => Ok(()),
    }
}

/// The only unique key that a command can break is the id.
fn refused(error: DbErr) -> AppError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => used(),
        _ => db_error(error),
    }
}
