//! Work without network: what the browser keeps, and the commands that wait in it.
//!
//! Reads: answers of the server are kept (`answers`), and those of the person's own companies are fetched before they are
//! needed (`pull`). Commands: all that can be queued goes through the outbox (`outbox`), files first (`upload`). The
//! service worker (`frontend/sw.js`, watched by `worker`) holds the client itself.

pub(crate) mod answers;
pub(crate) mod db;
pub(crate) mod files;
mod item;
mod outbox;
mod page;
mod pull;
mod rows;
mod sending;
mod storage;
mod upload;
pub(crate) mod worker;

pub(crate) use item::{Item, Noun};
pub(crate) use outbox::{Outbox, Sent};
pub(crate) use page::OutboxPage;
pub(crate) use pull::pull;
pub(crate) use rows::{OutboxBadge, WaitingRows, waiting_events};
pub(crate) use upload::upload;
