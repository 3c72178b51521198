//! Who stood behind a secret a moment ago: a request asks again only after [`Visitors::KEPT`].
//!
//! Whatever takes rights away calls [`Visitors::forget`], so in this process it counts at once; what another process
//! took away counts within that time.

use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use records::AppError;

use crate::Ctx;

/// The people behind secrets, by the hash of the secret.
#[derive(Default)]
pub(crate) struct Visitors {
    /// Counts how often all was forgotten: what was looked up before does not stand after.
    times: AtomicU64,
    known: Mutex<HashMap<Vec<u8>, Known>>,
}

struct Known {
    ctx: Ctx,
    at: Instant,
    times: u64,
}

impl Visitors {
    const KEPT: Duration = Duration::from_secs(1);

    /// Who it is, by memory or by `find`.
    pub(super) async fn known(
        &self,
        hash: &[u8],
        find: impl Future<Output = Result<Ctx, AppError>>,
    ) -> Result<Ctx, AppError> {
        let times = self.times.load(Ordering::Acquire);
        if let Some(known) = self.map().get(hash)
            && known.times == times
            && known.at.elapsed() < Self::KEPT
        {
            return Ok(known.ctx.clone());
        }
        let at = Instant::now();
        let ctx = find.await?;
        let mut map = self.map();
        if map.len() >= 1000 {
            map.clear();
        }
        map.insert(hash.to_vec(), Known { ctx: ctx.clone(), at, times });
        Ok(ctx)
    }

    /// After a person's rights, sessions or tokens have changed.
    pub(crate) fn forget(&self) {
        self.times.fetch_add(1, Ordering::Release);
    }

    fn map(&self) -> MutexGuard<'_, HashMap<Vec<u8>, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
