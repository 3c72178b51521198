//! Companies: the list, the card, its history.

#[cfg(feature = "csr")]
mod add;
pub mod api;
#[cfg(feature = "csr")]
mod card;
#[cfg(feature = "csr")]
mod data;
#[cfg(feature = "csr")]
mod edit;
#[cfg(feature = "csr")]
mod fields;
#[cfg(feature = "csr")]
mod history;
#[cfg(feature = "csr")]
mod list;
#[cfg(feature = "csr")]
mod pick;
#[cfg(feature = "csr")]
mod waiting;

#[cfg(feature = "csr")]
pub(crate) use {
    add::AddCompany,
    card::CompanyGeneral,
    edit::EditCompany,
    history::CompanyEvents,
    list::Companies,
    pick::{PickCompany, Picked, companies},
    waiting::read_card,
};
