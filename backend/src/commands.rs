//! Idempotent commands: an id made by the client may be sent any number of times and takes effect once.

use records::{AppError, ConflictCode, Uuid, changes::Entity};
use sea_orm::{ConnectionTrait, DbErr, SqlErr, Value};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    Ctx, Db,
    changes::entity_name,
    db::{Script, Tx},
    error::db_error,
    time_zone::now,
};

/// A command's own id with the SHA-256 of what it says.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    pub(crate) id: Uuid,
    entity: &'static str,
    sender: Uuid,
    hash: Vec<u8>,
}

impl Command {
    /// `canonical` is the parsed command: absent equals null, decimals and times by value, before defaults.
    pub(crate) fn new(
        ctx: &Ctx,
        entity: Entity,
        id: Uuid,
        canonical: &impl Serialize,
    ) -> Result<Self, AppError> {
        Self::of(ctx, entity_name(entity), id, canonical)
    }

    /// The same for a kind of record that the change feed does not tell of.
    pub(crate) fn of(
        ctx: &Ctx,
        entity: &'static str,
        id: Uuid,
        canonical: &impl Serialize,
    ) -> Result<Self, AppError> {
        let text = serde_json::to_vec(canonical).map_err(|error| {
            tracing::error!(%error, "a command cannot be written as JSON");
            AppError::Internal
        })?;
        Ok(Self { id, entity, sender: ctx.user.id, hash: Sha256::digest(&text).to_vec() })
    }

    /// Looks the command up before anything is validated: `true` where it was accepted before.
    /// Another content or sender under the same id is a bare conflict.
    pub(crate) async fn seen(&self, db: &Db) -> Result<bool, AppError> {
        let find = db.sql("SELECT entity, sender, hash FROM commands WHERE id = $1", [self.id.into()]);
        match db.read().query_one_raw(find).await.map_err(db_error)? {
            None => Ok(false),
            Some(row) => {
                let same = row.try_get::<String>("", "entity").map_err(db_error)? == self.entity
                    && row.try_get::<Uuid>("", "sender").map_err(db_error)? == self.sender
                    && row.try_get::<Vec<u8>>("", "hash").map_err(db_error)? == self.hash;
                if same { Ok(true) } else { Err(used()) }
            }
        }
    }

    /// Writes the command down in the transaction of its effect. `false`: somebody did so since `seen`.
    pub(crate) async fn write(&self, tx: &Tx) -> Result<bool, AppError> {
        let insert = tx.sql(format!("{INSERT} ON CONFLICT (id) DO NOTHING"), self.row());
        Ok(tx.execute_raw(insert).await.map_err(db_error)?.rows_affected() == 1)
    }

    /// The same beside other statements. A script that fails may have met the command: see [`refused`].
    pub(crate) fn add_to(&self, script: &mut Script) {
        script.add(INSERT, self.row());
    }

    fn row(&self) -> [Value; 5] {
        [self.id.into(), self.entity.into(), self.sender.into(), self.hash.clone().into(), now().0.into()]
    }
}

const INSERT: &str =
    "INSERT INTO commands (id, entity, sender, hash, received_at) VALUES ($1, $2, $3, $4, $5)";

/// Why a script with a command in it failed: a bare conflict where its id is taken. Whatever else the script writes is
/// unique by that id too, and PostgreSQL may meet that first.
pub(crate) fn refused(error: DbErr) -> AppError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => used(),
        _ => db_error(error),
    }
}

/// The id is taken by another command.
pub(crate) fn used() -> AppError {
    AppError::bare_conflict("this id was used with another content", Some(ConflictCode::IdUsed))
}
