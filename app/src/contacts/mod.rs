//! Contacts: people at a company.

mod add;
mod list;

pub(crate) use add::AddContact;
pub(crate) use list::Contacts;
