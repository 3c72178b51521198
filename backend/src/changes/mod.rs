//! The change feed: one append-only table, written in the transaction of the change, behind live updates and
//! offline copies.

mod feed;

use crate::{
    db::{Script, Tx},
    error::db_error,
    time_zone::now,
};
pub use feed::{Feed, page, present};
use records::{
    AppError, Uuid,
    changes::{ChangeKind, Entity},
};

/// Writes a change into the feed. Scope: the event type and the company that the record belongs to.
pub(crate) async fn record(
    tx: &Tx,
    entity: Entity,
    id: Uuid,
    kind: ChangeKind,
    event_type: Option<Uuid>,
    company: Option<Uuid>,
) -> Result<(), AppError> {
    let mut script = Script::default();
    add_to(&mut script, entity, id, kind, event_type, company);
    tx.run(script).await.map(drop).map_err(db_error)
}

/// The same beside other statements.
pub(crate) fn add_to(
    script: &mut Script,
    entity: Entity,
    id: Uuid,
    kind: ChangeKind,
    event_type: Option<Uuid>,
    company: Option<Uuid>,
) {
    script.add(
        "INSERT INTO changes (entity, id, kind, type_id, company_id, at) VALUES ($1, $2, $3, $4, $5, $6)",
        [
            entity_name(entity).into(),
            id.into(),
            kind_name(kind).into(),
            event_type.into(),
            company.into(),
            now().0.into(),
        ],
    );
}

/// The name of a kind of record in the database.
pub(crate) fn entity_name(entity: Entity) -> &'static str {
    match entity {
        Entity::Event => "event",
        Entity::Company => "company",
        Entity::Contact => "contact",
        Entity::EventType => "event_type",
        Entity::User => "user",
        Entity::Group => "group",
    }
}

fn kind_name(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Created => "created",
        ChangeKind::Changed => "changed",
        ChangeKind::Gone => "gone",
    }
}
