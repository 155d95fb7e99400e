//! How long a piece of work took, for `-v`, and which day it is, for `check`. What is built does not depend on
//! the clock: the same input has the same bytes on any day.

use std::time::{Duration, Instant, SystemTime};

use crate::calendar::{Date, Day, days_later};
use crate::cli::usage::Unfit;
use crate::diagnostic::Message;

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

/// The day that it is in Japan.
pub(super) fn today() -> Day {
    let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    day_in_japan(since_1970.unwrap_or_default())
}

/// The day in Japan at a time since the beginning of 1970 (UTC); Japan is nine hours ahead all the year.
fn day_in_japan(since_1970: Duration) -> Day {
    const SECONDS_OF_DAY: u64 = 24 * 60 * 60;
    let days = (since_1970.as_secs() + 9 * 60 * 60) / SECONDS_OF_DAY;
    days_later((1970, 1, 1), u32::try_from(days).unwrap_or(u32::MAX))
}

/// A day that somebody typed.
pub(super) fn day(text: &str) -> Result<Day, Unfit> {
    Date::parse(text).and_then(Date::whole_day).ok_or_else(|| {
        Unfit(Message::fixed(
            "2026-04-01、令和8年4月1日、R8.4.1 のように、年月日を指定してください",
            "it must be a day: 2026-04-01, 令和8年4月1日 or R8.4.1",
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_at_midnight_in_japan() {
        let check = |seconds: u64, expected: Day| {
            assert_eq!(day_in_japan(Duration::from_secs(seconds)), expected, "{seconds}");
        };
        check(0, (1970, 1, 1));
        check(15 * 60 * 60 - 1, (1970, 1, 1));
        check(15 * 60 * 60, (1970, 1, 2));
        // 2026-11-21T15:00:00Z
        check(1_795_273_200, (2026, 11, 22));
        check(1_795_273_199, (2026, 11, 21));
        assert!(today() > (2026, 1, 1));
    }

    #[test]
    fn a_day_is_told_in_full() {
        for text in ["2026-04-01", "2026/4/1", "令和8年4月1日", "R8.4.1", "Ｒ８．４．１"]
        {
            assert_eq!(day(text).ok(), Some((2026, 4, 1)), "{text}");
        }
        for text in ["", "2026", "2026-04", "令和8年4月", "2026-02-29", "明日", "4月1日"] {
            assert!(day(text).is_err(), "{text}");
        }
    }
}
