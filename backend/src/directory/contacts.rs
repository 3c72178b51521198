//! Contacts: people at a company.

use records::{
    AppError, Page, Uuid,
    changes::{ChangeKind, Entity},
    contacts::{ChangeContact, Contact, ContactFilter, NewContact},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait,
    QueryFilter, QueryOrder, QuerySelect, Set, SqlErr,
};

use super::{contact_words, is_there};
use crate::{
    Backend, Ctx, changes,
    collation::sort_key,
    commands::{Command, used},
    entities::contacts,
    entry::{Entry, LINE, NOTE, says_news},
    error::db_error,
    page,
    time_zone::now,
};

/// Marks the cursors of this list.
const LIST: &str = "contacts";

/// Adds a person to a company. With an id the command may be sent any number of times: `true` where it took effect now.
pub async fn create(backend: &Backend, ctx: &Ctx, new: NewContact) -> Result<(Contact, bool), AppError> {
    ctx.may_write()?;
    let db = backend.db();
    let command = new.id.map(|id| Command::new(ctx, Entity::Contact, id, &new)).transpose()?;
    if let Some(command) = &command
        && command.seen(db).await?
    {
        return Ok((find(db.read(), command.id).await?, false));
    }
    let (id, company) = (new.id.unwrap_or_else(Uuid::now_v7), new.company);
    let all = ChangeContact {
        revision: 0,
        name: Some(new.name),
        position: Some(new.position),
        email: Some(new.email),
        phone: Some(new.phone),
        note: Some(new.note),
    };
    let mut row = checked(all)?;
    (row.id, row.company_id, row.created_by) = (Set(id), Set(company), Set(Some(ctx.user.id)));
    let sent = command.clone();
    let written = db.write(move |tx| {
        Box::pin(async move {
            if let Some(command) = &command
                && !command.write(tx).await?
            {
                return Ok(None);
            }
            if !is_there(tx, "companies", company).await? {
                return Err(AppError::at("company", "reference"));
            }
            row.created_at = Set(now().0);
            let row = row.insert(tx).await.map_err(refused)?;
            let (email, phone) = (row.email.as_deref(), row.phone.as_deref());
            contact_words::index(tx, id, &row.name, email, phone).await?;
            changes::record(tx, Entity::Contact, id, ChangeKind::Created, None, Some(company)).await?;
            Ok(Some(Contact::from(row)))
        })
    });
    if let Some(contact) = written.await? {
        return Ok((contact, true));
    }
    // The same command came twice at once, and the other was quicker.
    let command = sent.ok_or(AppError::Internal)?;
    command.seen(db).await?;
    Ok((find(db.read(), command.id).await?, false))
}

/// One contact.
pub async fn get(backend: &Backend, ctx: &Ctx, id: Uuid) -> Result<Contact, AppError> {
    ctx.may_read()?;
    find(backend.db().read(), id).await
}

/// Contacts by name, of one company or of all; with a text, those that have words beginning as its words do.
pub async fn list(backend: &Backend, ctx: &Ctx, filter: ContactFilter) -> Result<Page<Contact>, AppError> {
    ctx.may_read()?;
    let limit = page::limit(filter.limit)?;
    let mut select = contacts::Entity::find();
    if let Some(company) = filter.company {
        select = select.filter(contacts::Column::CompanyId.eq(company));
    }
    let mut entry = Entry::default();
    let text = entry.optional("text", filter.text.as_deref(), LINE);
    entry.done()?;
    if let Some(text) = text {
        let words = contact_words::matching(&text);
        if words.is_empty() {
            return Ok(Page { items: Vec::new(), next: None });
        }
        for word in words {
            select = select.filter(contacts::Column::Id.in_subquery(word));
        }
    }
    if let Some(after) = &filter.after {
        let (key, id) = page::read_cursor(LIST, after)?;
        let same =
            Condition::all().add(contacts::Column::NameKey.eq(key.clone())).add(contacts::Column::Id.gt(id));
        select = select.filter(Condition::any().add(contacts::Column::NameKey.gt(key)).add(same));
    }
    let select = select.order_by_asc(contacts::Column::NameKey).order_by_asc(contacts::Column::Id);
    let rows = select.limit(u64::from(limit) + 1).all(backend.db().read()).await.map_err(db_error)?;
    Ok(page::page(LIST, rows, limit, |row| (row.name_key.clone(), row.id)).map(Contact::from))
}

/// Changes a contact, if it is still at the revision that the change started from.
pub async fn change(
    backend: &Backend,
    ctx: &Ctx,
    id: Uuid,
    change: ChangeContact,
) -> Result<Contact, AppError> {
    ctx.may_write()?;
    let revision = change.revision;
    let row = checked(change)?;
    let work = backend.db().write(move |tx| {
        Box::pin(async move {
            let old = contacts::Entity::find_by_id(id).one(tx).await.map_err(db_error)?;
            let old = old.ok_or(AppError::NotFound)?;
            if old.revision == revision && !says_news(&row, &old) {
                return Ok(Contact::from(old));
            }
            let update = contacts::Entity::update_many()
                .set(row)
                .filter(contacts::Column::Id.eq(id))
                .filter(contacts::Column::Revision.eq(revision));
            let updated = update.exec(tx).await.map_err(db_error)?.rows_affected;
            let contact = find(tx, id).await?;
            if updated == 0 {
                return Err(AppError::stale(&contact));
            }
            let (email, phone) = (contact.email.as_deref(), contact.phone.as_deref());
            contact_words::index(tx, id, &contact.name, email, phone).await?;
            changes::record(tx, Entity::Contact, id, ChangeKind::Changed, None, Some(contact.company))
                .await?;
            Ok(contact)
        })
    });
    work.await
}

/// The columns that change, with the next revision.
fn checked(change: ChangeContact) -> Result<contacts::ActiveModel, AppError> {
    let mut row =
        contacts::ActiveModel { revision: Set(change.revision.wrapping_add(1)), ..Default::default() };
    let mut entry = Entry::default();
    if let Some(name) = change.name {
        let name = entry.required("name", &name, LINE);
        row.name_key = Set(sort_key(&name));
        row.name = Set(name);
    }
    row.position =
        change.position.map_or(NotSet, |text| Set(entry.optional("position", text.as_deref(), LINE)));
    row.email = change.email.map_or(NotSet, |text| Set(entry.email("email", text.as_deref())));
    row.phone = change.phone.map_or(NotSet, |text| Set(entry.optional("phone", text.as_deref(), LINE)));
    row.note = change.note.map_or(NotSet, |text| Set(entry.optional("note", text.as_deref(), NOTE)));
    entry.done().map(|()| row)
}

async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Contact, AppError> {
    let row = contacts::Entity::find_by_id(id).one(db).await.map_err(db_error)?;
    row.map(Contact::from).ok_or(AppError::NotFound)
}

/// The only unique key that a command can break is the id.
fn refused(error: DbErr) -> AppError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => used(),
        _ => db_error(error),
    }
}
