//! The tables as SeaORM entities, where a statement is built rather than written. They never leave this crate.

pub(crate) mod companies;
pub(crate) mod contacts;
pub(crate) mod group_members;
pub(crate) mod user_groups;
pub(crate) mod users;
