//! The seven event types that come built in (A1), in Polish and English.

use records::{
    AppError, Text, Uuid,
    event_types::{Kind, LinkUse, Links, NewEventType},
};
use sea_orm::ConnectionTrait;

use super::configure;
use crate::{Db, error::db_error};

/// Key, colour, English and Polish name.
const BUILT_IN: [(&str, &str, &str, &str); 7] = [
    ("called_client", "#2f6fb3", "We called the client", "Telefon do klienta"),
    ("client_called", "#2a8c82", "Client called us", "Telefon od klienta"),
    ("visited_client", "#7a4fb5", "We visited the client", "Wizyta u klienta"),
    ("client_visited", "#a8568c", "Client visited us", "Wizyta klienta u nas"),
    ("email_received", "#b0711f", "E-mail received", "Otrzymany e-mail"),
    ("attempted_call", "#7b8087", "Attempted call", "Próba kontaktu telefonicznego"),
    ("invoice_sent", "#3f8f4d", "Invoice sent", "Wysłana faktura"),
];

/// Installs the built-in types into a database that has none of them yet; several processes may try at once.
pub(crate) async fn install(db: &Db) -> Result<(), AppError> {
    let count = db.sql("SELECT COUNT(*) AS n FROM event_types WHERE built_in = $1", [true.into()]);
    let row = db.read().query_one_raw(count).await.map_err(db_error)?.ok_or(AppError::Internal)?;
    if row.try_get::<i64>("", "n").map_err(db_error)? > 0 {
        return Ok(());
    }
    db.write(|tx| {
        Box::pin(async move {
            if !tx.is_sqlite() {
                tx.execute_unprepared("LOCK TABLE event_types IN EXCLUSIVE MODE").await.map_err(db_error)?;
            }
            let find = tx.sql("SELECT key FROM event_types WHERE built_in = $1 LIMIT 1", [true.into()]);
            if tx.query_one_raw(find).await.map_err(db_error)?.is_some() {
                return Ok(());
            }
            for (key, color, en, pl) in BUILT_IN {
                let checked = configure::judge(built_in(key, color, Text::new(en, pl)))?;
                configure::insert(tx, checked, None, true).await?;
            }
            Ok(())
        })
    })
    .await
}

fn built_in(key: &str, color: &str, name: Text) -> NewEventType {
    NewEventType {
        id: Some(Uuid::now_v7()),
        key: key.into(),
        kind: Kind::Simplified,
        name,
        color: Some(color.into()),
        task_color: None,
        form: Default::default(),
        numbering: None,
        links: Links { company: LinkUse::Required, ..Links::default() },
        settlements: Vec::new(),
        default_note: String::new(),
        show_details: true,
        label_list: None,
        backdating: None,
        on_behalf: true,
    }
}
