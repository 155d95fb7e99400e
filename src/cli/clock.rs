//! How long a piece of work took, for `-v`. No other time is looked at: what is built from the same
//! input has the same bytes.

use std::time::{Duration, Instant};

/// A clock that was started.
pub(super) struct Clock(Instant);

impl Clock {
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the last lap, or the start.
    pub(super) fn lap(&mut self) -> Duration {
        let now = Instant::now();
        now - std::mem::replace(&mut self.0, now)
    }
}
