//! Days of commits, and the last commit of a day.

use gix::ObjectId;
use gix::date::Time;
use gix::revision::walk::Sorting;
use gix::traverse::commit::simple::CommitTimeOrder;

use crate::calendar::Date;
use crate::git::damaged;
use crate::past::Absent;

/// The seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// How many commits in a row may be older than the best one before the rest is believed to be.
const PATIENCE: usize = 1000;

/// The day that a name stands for, if it is one, in any form in which authors write days.
pub(super) fn written_day(name: &str) -> Option<(i32, u32, u32)> {
    let date = Date::parse(name)?;
    date.day.map(|_| date.first_day())
}

/// The day on which a commit was made, where it was made.
pub(super) fn local_day(time: Time) -> (i32, u32, u32) {
    civil(time.seconds.saturating_add(i64::from(time.offset)).div_euclid(DAY))
}

/// The day of the proleptic Gregorian calendar that is so many days after 1970-01-01.
///
/// The algorithm counts in years that begin in March, so that the odd day comes last, and in eras of 400 years,
/// which all have the same days (Hinnant, “chrono-Compatible Low-Level Date Algorithms”, `civil_from_days`).
fn civil(days: i64) -> (i32, u32, u32) {
    const ERA: i64 = 146_097;
    // Beyond it no calendar of ours goes: a clock is wrong.
    let days = days.clamp(-719_468, 2_932_896) + 719_468;
    let (era, of_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let small = |number: i64| u32::try_from(number).unwrap_or_default();
    (i32::try_from(year).unwrap_or(i32::MAX), small(month), small(day))
}

/// The last commit that HEAD holds and that was made on the day or before.
///
/// The commits are looked at once, and far beyond the first that fits: clocks go wrong, so that a commit may well
/// claim to be older than those that it follows. Each is taken at its word, and the latest word counts; of equal
/// ones the one that is nearer to HEAD.
pub(super) fn last_commit(
    git: &gix::Repository,
    head: ObjectId,
    day: (i32, u32, u32),
) -> Result<ObjectId, Absent> {
    let mut best: Option<(i64, ObjectId)> = None;
    let mut first: Option<(i64, ObjectId)> = None;
    let mut older = 0;
    let walk = git
        .rev_walk([head])
        .sorting(Sorting::ByCommitTime(CommitTimeOrder::NewestFirst))
        .all()
        .map_err(|error| damaged(&error))?;
    for commit in walk {
        let commit = commit.map_err(|error| damaged(&error))?;
        let (id, seconds) = (commit.id, commit.commit_time());
        if first.is_none_or(|(oldest, _)| seconds <= oldest) {
            first = Some((seconds, id));
        }
        // No place on earth is a day ahead of or behind the others: few commits are read as a whole.
        let may_be = civil(seconds.saturating_sub(DAY).div_euclid(DAY)) <= day;
        if best.is_none_or(|(latest, _)| seconds > latest) && may_be && day_of(git, id)? <= day {
            best = Some((seconds, id));
            older = 0;
        } else if best.is_some() {
            older += 1;
        }
        if older == PATIENCE {
            break;
        }
    }
    if let Some((_, id)) = best {
        return Ok(id);
    }
    let first = first.map(|(_, id)| day_of(git, id)).transpose()?;
    Err(Absent::TooEarly { first, shallow: git.is_shallow().unwrap_or_default() })
}

fn day_of(git: &gix::Repository, id: ObjectId) -> Result<(i32, u32, u32), Absent> {
    let time = git.find_commit(id).and_then(|commit| commit.time());
    time.map(local_day).map_err(|error| damaged(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_place() {
        let check = |seconds, hours: i32, expected| {
            let time = Time { seconds, offset: hours * 3600 };
            assert_eq!(local_day(time), expected, "{seconds} {hours}");
        };
        check(0, 0, (1970, 1, 1));
        check(-1, 0, (1969, 12, 31));
        check(951_782_400, 0, (2000, 2, 29));
        check(1_743_433_199, 9, (2025, 3, 31));
        check(1_743_433_200, 9, (2025, 4, 1));
        check(1_743_433_200, 0, (2025, 3, 31));
        check(1_743_433_200, -10, (2025, 3, 31));
        check(i64::MAX, 9, (9999, 12, 31));
        check(i64::MIN, -9, (0, 3, 1));
    }

    #[test]
    fn a_day_is_written_in_full() {
        let check = |name: &str, expected| assert_eq!(written_day(name), expected, "{name}");
        check("2025-04-01", Some((2025, 4, 1)));
        check("R7.4.1", Some((2025, 4, 1)));
        check("令和7年4月1日", Some((2025, 4, 1)));
        check("令和７年４月１日", Some((2025, 4, 1)));
        check("2025-04", None);
        check("2025", None);
        check("2025-02-29", None);
        check("v1", None);
    }
}
