//! What is entered for a company, checked and brought to one spelling.

use records::{
    AppError, Uuid,
    companies::{ChangeCompany, NewCompany},
};
use sea_orm::{ActiveValue, ActiveValue::NotSet, Set};

use crate::{
    collation::sort_key,
    entities::companies,
    entry::{Entry, LINE, NOTE},
};

/// A company to be written; when and by whom is still open.
pub(super) fn new(new: NewCompany) -> Result<companies::ActiveModel, AppError> {
    let id = new.id.unwrap_or_else(Uuid::now_v7);
    let all = ChangeCompany {
        revision: 0,
        name: Some(new.name),
        nip: Some(new.nip),
        street: Some(new.street),
        postal_code: Some(new.postal_code),
        post_town: Some(new.post_town),
        city: Some(new.city),
        country: Some(new.country),
        email: Some(new.email),
        phone: Some(new.phone),
        website: Some(new.website),
        note: Some(new.note),
        account_manager: Some(new.account_manager),
    };
    changed(all).map(|row| companies::ActiveModel { id: Set(id), ..row })
}

/// The columns that change, with the next revision.
pub(super) fn changed(change: ChangeCompany) -> Result<companies::ActiveModel, AppError> {
    let mut entry = Entry::default();
    let name = change.name.map(|name| entry.required("name", &name, LINE));
    let nip = set(change.nip, |text| entry.nip("nip", text));
    let email = set(change.email, |text| entry.email("email", text));
    let mut line = |path, change| set(change, |text| entry.optional(path, text, LINE));
    let row = companies::ActiveModel {
        seq: NotSet,
        id: NotSet,
        name_key: name.as_deref().map_or(NotSet, |name| Set(sort_key(name))),
        name: name.map_or(NotSet, Set),
        nip,
        street: line("street", change.street),
        postal_code: line("postal_code", change.postal_code),
        post_town: line("post_town", change.post_town),
        city: line("city", change.city),
        country: line("country", change.country),
        email,
        phone: line("phone", change.phone),
        website: line("website", change.website),
        note: set(change.note, |text| entry.optional("note", text, NOTE)),
        account_manager: change.account_manager.map_or(NotSet, Set),
        created_at: NotSet,
        created_by: NotSet,
        revision: Set(change.revision.wrapping_add(1)),
    };
    entry.done().map(|()| row)
}

/// Absent leaves the column alone, `null` empties it.
fn set(
    change: Option<Option<String>>,
    check: impl FnOnce(Option<&str>) -> Option<String>,
) -> ActiveValue<Option<String>> {
    change.map_or(NotSet, |text| Set(check(text.as_deref())))
}
