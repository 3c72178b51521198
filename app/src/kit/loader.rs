//! Reads one record and reads it again when it changes, keeping what is shown until the new one is there.

use std::{future::Future, pin::Pin};

use super::erased::effect;
use leptos::{prelude::*, task::spawn_local};
use records::AppError;

use crate::{access::Session, rest};

/// What has been read.
pub(crate) struct Loader<T: Send + Sync + 'static> {
    pub(crate) data: RwSignal<Option<T>>,
    pub(crate) error: RwSignal<Option<AppError>>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Loader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Loader<T> {}

impl<T: Send + Sync + 'static> Loader<T> {
    /// Reads once more.
    pub(crate) fn again(self) {
        self.again.update(|again| *again += 1);
    }
}

/// Reads now, and again whenever a signal that `read` looks at changes or somebody signs in.
pub(crate) fn load<T, F, Fut>(read: F) -> Loader<T>
where
    T: Send + Sync + 'static,
    F: Fn() -> Fut + 'static,
    Fut: Future<Output = Result<T, AppError>> + 'static,
{
    // Boxed, so that it is compiled once for each kind of answer.
    load_boxed(Box::new(move || Box::pin(read())))
}

type Answer<T> = Pin<Box<dyn Future<Output = Result<T, AppError>>>>;

fn load_boxed<T: Send + Sync + 'static>(read: Box<dyn Fn() -> Answer<T>>) -> Loader<T> {
    let session = Session::get();
    let loader = Loader { data: RwSignal::new(None), error: RwSignal::new(None), again: RwSignal::new(0) };
    let newest = StoredValue::new(0_u32);
    effect(move || {
        loader.again.track();
        session.version();
        newest.update_value(|newest| *newest += 1);
        let mine = newest.get_value();
        let answer = rest::told_when_late(loader.again, read());
        spawn_local(async move {
            let answer = answer.await;
            // The page may have gone, or a newer question may have been asked.
            if newest.try_get_value() != Some(mine) {
                return;
            }
            match answer {
                Ok(data) => {
                    loader.error.set(None);
                    loader.data.set(Some(data));
                }
                Err(error) => {
                    session.notice(&error);
                    loader.error.set(Some(error));
                }
            }
        });
    });
    loader
}
