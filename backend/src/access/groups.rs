//! Groups of people.

use std::collections::{HashMap, HashSet};

use records::{
    AppError, Page, PageRequest, Problem, Uuid,
    changes::{ChangeKind, Entity},
    groups::{ChangeGroup, Group, NewGroup},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set, SqlErr,
};

use crate::{
    Backend, Ctx, changes,
    collation::sort_key,
    commands::{Command, used},
    db::Tx,
    entities::{group_members, user_groups, users},
    entry::{Entry, LINE},
    error::db_error,
    files::TOGETHER,
    page,
};

/// Marks the cursors of this list.
const LIST: &str = "groups";

/// Adds a group; administrators may. With an id the command may be sent any number of times: `true` where it took effect
/// now.
pub async fn create(backend: &Backend, ctx: &Ctx, new: NewGroup) -> Result<(Group, bool), AppError> {
    ctx.may_configure()?;
    let db = backend.db();
    let command = new.id.map(|id| Command::new(ctx, Entity::Group, id, &new)).transpose()?;
    let id = new.id.unwrap_or_else(Uuid::now_v7);
    if let Some(command) = &command
        && command.seen(db).await?
    {
        return Ok((find(db.read(), id).await?, false));
    }
    let mut entry = Entry::default();
    let name = entry.required("name", &new.name, LINE);
    entry.done()?;
    let sent = command.clone();
    let written = db.write(move |tx| {
        Box::pin(async move {
            if let Some(command) = &command
                && !command.write(tx).await?
            {
                return Ok(None);
            }
            let row = user_groups::ActiveModel {
                id: Set(id),
                name_key: Set(sort_key(&name)),
                name: Set(name),
                revision: Set(1),
            };
            row.insert(tx).await.map_err(refused)?;
            set_members(tx, id, new.members).await?;
            changes::record(tx, Entity::Group, id, ChangeKind::Created, None, None).await?;
            find(tx, id).await.map(Some)
        })
    });
    if let Some(group) = written.await? {
        return Ok((group, true));
    }
    // The same command came twice at once, and the other was quicker.
    if let Some(command) = sent {
        command.seen(db).await?;
    }
    Ok((find(db.read(), id).await?, false))
}

/// One group.
pub async fn get(backend: &Backend, ctx: &Ctx, id: Uuid) -> Result<Group, AppError> {
    ctx.may_read()?;
    find(backend.db().read(), id).await
}

/// All groups, by name.
pub async fn list(backend: &Backend, ctx: &Ctx) -> Result<Vec<Group>, AppError> {
    ctx.may_read()?;
    let db = backend.db().read();
    let select = user_groups::Entity::find()
        .order_by_asc(user_groups::Column::NameKey)
        .order_by_asc(user_groups::Column::Id);
    let rows = select.all(db).await.map_err(db_error)?;
    let mut members = members(db, rows.iter().map(|row| row.id)).await?;
    Ok(rows.into_iter().map(|row| group(members.remove(&row.id).unwrap_or_default(), row)).collect())
}

/// A page of them.
pub async fn page(backend: &Backend, ctx: &Ctx, request: PageRequest) -> Result<Page<Group>, AppError> {
    ctx.may_read()?;
    let db = backend.db().read();
    let limit = page::limit(request.limit)?;
    let mut select = user_groups::Entity::find();
    if let Some(after) = &request.after {
        let (key, id) = page::read_cursor(LIST, after)?;
        let same = Condition::all()
            .add(user_groups::Column::NameKey.eq(key.clone()))
            .add(user_groups::Column::Id.gt(id));
        select = select.filter(Condition::any().add(user_groups::Column::NameKey.gt(key)).add(same));
    }
    let select = select.order_by_asc(user_groups::Column::NameKey).order_by_asc(user_groups::Column::Id);
    let rows = select.limit(u64::from(limit) + 1).all(db).await.map_err(db_error)?;
    let rows = page::page(LIST, rows, limit, |row| (row.name_key.clone(), row.id));
    let mut members = members(db, rows.items.iter().map(|row| row.id)).await?;
    Ok(rows.map(|row| group(members.remove(&row.id).unwrap_or_default(), row)))
}

/// Changes a group; administrators may.
pub async fn change(backend: &Backend, ctx: &Ctx, id: Uuid, change: ChangeGroup) -> Result<Group, AppError> {
    ctx.may_configure()?;
    let mut row =
        user_groups::ActiveModel { revision: Set(change.revision.wrapping_add(1)), ..Default::default() };
    if let Some(name) = &change.name {
        let mut entry = Entry::default();
        let name = entry.required("name", name, LINE);
        entry.done()?;
        row.name_key = Set(sort_key(&name));
        row.name = Set(name);
    }
    let work = backend.db().write(move |tx| {
        Box::pin(async move {
            let old = find(tx, id).await?;
            let same_name = row.name.try_as_ref().is_none_or(|name| *name == old.name);
            let same_members = change.members.as_ref().is_none_or(|members| {
                let ids = |members: &[Uuid]| members.iter().copied().collect::<HashSet<_>>();
                ids(members) == ids(&old.members)
            });
            if old.revision == change.revision && same_name && same_members {
                return Ok(old);
            }
            let update = user_groups::Entity::update_many()
                .set(row)
                .filter(user_groups::Column::Id.eq(id))
                .filter(user_groups::Column::Revision.eq(change.revision));
            if update.exec(tx).await.map_err(refused)?.rows_affected == 0 {
                return Err(AppError::stale(&find(tx, id).await?));
            }
            if let Some(members) = change.members {
                set_members(tx, id, members).await?;
            }
            changes::record(tx, Entity::Group, id, ChangeKind::Changed, None, None).await?;
            find(tx, id).await
        })
    });
    work.await
}

/// Deletes a group; its members stay. Administrators may.
pub async fn delete(backend: &Backend, ctx: &Ctx, id: Uuid) -> Result<(), AppError> {
    ctx.may_configure()?;
    let work = backend.db().write(move |tx| {
        Box::pin(async move {
            let deleted = user_groups::Entity::delete_by_id(id).exec(tx).await.map_err(db_error)?;
            if deleted.rows_affected == 0 {
                return Err(AppError::NotFound);
            }
            changes::record(tx, Entity::Group, id, ChangeKind::Gone, None, None).await
        })
    });
    work.await
}

async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Group, AppError> {
    let row =
        user_groups::Entity::find_by_id(id).one(db).await.map_err(db_error)?.ok_or(AppError::NotFound)?;
    let mut members = members(db, [id]).await?;
    Ok(group(members.remove(&id).unwrap_or_default(), row))
}

fn group(members: Vec<Uuid>, row: user_groups::Model) -> Group {
    Group { id: row.id, name: row.name, members, revision: row.revision }
}

/// The members of groups.
async fn members(
    db: &impl ConnectionTrait,
    groups: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Vec<Uuid>>, AppError> {
    let select = group_members::Entity::find()
        .filter(group_members::Column::GroupId.is_in(groups))
        .order_by_asc(group_members::Column::UserId);
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for row in select.all(db).await.map_err(db_error)? {
        found.entry(row.group_id).or_default().push(row.user_id);
    }
    Ok(found)
}

/// Makes exactly these people the members; one who does not exist is a problem at their place.
async fn set_members(tx: &Tx, group: Uuid, people: Vec<Uuid>) -> Result<(), AppError> {
    let mut known: HashSet<Uuid> = HashSet::new();
    for some in people.chunks(TOGETHER) {
        let select = users::Entity::find().select_only().column(users::Column::Id);
        let found = select.filter(users::Column::Id.is_in(some.iter().copied())).into_tuple().all(tx).await;
        known.extend(found.map_err(db_error)?.into_iter().map(|(id,): (Uuid,)| id));
    }
    let mut entry = Entry::default();
    for (place, _) in people.iter().enumerate().filter(|(_, person)| !known.contains(person)) {
        entry.problem(Problem::new(format!("members[{place}]"), "reference"));
    }
    entry.done()?;
    let old = group_members::Entity::delete_many().filter(group_members::Column::GroupId.eq(group));
    old.exec(tx).await.map_err(db_error)?;
    let known: Vec<Uuid> = known.into_iter().collect();
    for some in known.chunks(TOGETHER) {
        let row = |user: &Uuid| group_members::ActiveModel { group_id: Set(group), user_id: Set(*user) };
        let insert = group_members::Entity::insert_many(some.iter().map(row));
        insert.exec_without_returning(tx).await.map_err(db_error)?;
    }
    Ok(())
}

fn refused(error: DbErr) -> AppError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(text)) if text.contains("name") => {
            AppError::at("name", "duplicate")
        }
        Some(SqlErr::UniqueConstraintViolation(_)) => used(),
        _ => db_error(error),
    }
}
