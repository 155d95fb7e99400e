//! An axis of time: the columns of a schedule, by fiscal years or by months.
//!
//! A long axis is folded: years in which nothing begins or ends share a column, so that two plans of
//! thirty years are as easy to read as two of three.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use crate::calendar::FiscalYear;
use crate::figure::drawing::Material;
use crate::figure::heads::ColumnHead;

/// What a column of an axis is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::figure) enum Unit {
    /// A fiscal year.
    Year,
    /// A month.
    Month,
}

/// How many columns an axis has before it is folded.
const MOST_YEARS: usize = 12;
const MOST_MONTHS: usize = 24;

/// Months, counted from the year 0: the first and the last one.
pub(in crate::figure) type Months = (i32, i32);

/// The columns of an axis, each with the first and the last unit that it stands for.
#[derive(Debug)]
pub(in crate::figure) struct Axis {
    unit: Unit,
    columns: Vec<RangeInclusive<i32>>,
}

impl Unit {
    /// The unit in which a month lies.
    fn of(self, month: i32) -> i32 {
        match self {
            // Fiscal years begin in April.
            Self::Year => (month - 3).div_euclid(12),
            Self::Month => month,
        }
    }

    fn most(self) -> usize {
        match self {
            Self::Year => MOST_YEARS,
            Self::Month => MOST_MONTHS,
        }
    }
}

impl Axis {
    /// The axis over some months, on which something lies at each of these times.
    pub(in crate::figure) fn new(unit: Unit, (first, last): Months, times: &[Months]) -> Self {
        let (first, last) = (unit.of(first), unit.of(last));
        let folded = usize::try_from(last - first).unwrap_or(0) >= unit.most();
        let mut starts: BTreeSet<i32> = if folded {
            let edges = times.iter().flat_map(|&(from, until)| [unit.of(from), unit.of(until) + 1]);
            let years = (first..=last).filter(|at| unit == Unit::Month && (at - 3) % 12 == 0);
            edges.chain(years).filter(|at| (first..=last).contains(at)).collect()
        } else {
            (first..=last).collect()
        };
        starts.insert(first);
        let ends = starts.iter().skip(1).map(|next| next - 1).chain([last]);
        let columns = starts.iter().zip(ends).map(|(&from, until)| from..=until);
        Self { unit, columns: columns.collect() }
    }

    /// How many columns it has.
    pub(in crate::figure) fn width(&self) -> usize {
        self.columns.len()
    }

    /// The columns in which some months lie; none if they are outside.
    pub(in crate::figure) fn columns(&self, (first, last): Months) -> Range<usize> {
        let (first, last) = (self.unit.of(first), self.unit.of(last));
        let from = self.columns.partition_point(|column| *column.end() < first);
        let until = self.columns.partition_point(|column| *column.start() <= last);
        from..until
    }

    /// Whether some months begin before the axis, and whether they end after it.
    pub(in crate::figure) fn is_left(&self, (first, last): Months) -> [bool; 2] {
        let ends = self.columns.first().zip(self.columns.last());
        ends.map_or([false; 2], |(from, until)| {
            [self.unit.of(first) < *from.start(), self.unit.of(last) > *until.end()]
        })
    }

    /// The heads of the columns; months stand under their fiscal years.
    pub(in crate::figure) fn heads(&self, from: &Material<'_>) -> Vec<ColumnHead> {
        let head = |column: &RangeInclusive<i32>| self.head(from, column);
        if self.unit == Unit::Year {
            return self.columns.iter().map(head).collect();
        }
        let year = |column: &RangeInclusive<i32>| Unit::Year.of(*column.start());
        let years = self.columns.chunk_by(|one, other| year(one) == year(other));
        let over = |months: &[RangeInclusive<i32>]| ColumnHead {
            text: from.text(&FiscalYear(year(&months[0])).show(from.calendar)),
            below: months.iter().map(head).collect(),
        };
        years.map(over).collect()
    }

    fn head(&self, from: &Material<'_>, column: &RangeInclusive<i32>) -> ColumnHead {
        let show = |at: i32| match self.unit {
            Unit::Year => FiscalYear(at).show(from.calendar),
            Unit::Month => (at.rem_euclid(12) + 1).to_string(),
        };
        let (key, keys) = match self.unit {
            Unit::Year => ("axis.year", "axis.years"),
            Unit::Month => ("axis.month", "axis.months"),
        };
        let (first, last) = (show(*column.start()), show(*column.end()));
        let words = if first == last {
            from.phrase(key, &[("at", &first)])
        } else {
            from.phrase(keys, &[("from", &first), ("until", &last)])
        };
        ColumnHead::leaf(from.text(&words))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn april(year: i32) -> i32 {
        year * 12 + 3
    }

    fn columns(unit: Unit, ends: Months, times: &[Months]) -> Vec<(i32, i32)> {
        let axis = Axis::new(unit, ends, times);
        axis.columns.iter().map(|it| (*it.start(), *it.end())).collect()
    }

    #[test]
    fn long_axes_are_folded() {
        let years = |from: i32, until: i32| (april(from), april(until + 1) - 1);
        assert_eq!(
            columns(Unit::Year, years(2022, 2024), &[]),
            [(2022, 2022), (2023, 2023), (2024, 2024)]
        );
        assert_eq!(
            columns(
                Unit::Year,
                years(2004, 2034),
                &[years(2004, 2024), years(2016, 2024), years(2025, 2025), years(2025, 2034)]
            ),
            [(2004, 2015), (2016, 2024), (2025, 2025), (2026, 2034)]
        );
        // March belongs to the fiscal year before.
        assert_eq!(
            columns(Unit::Year, (april(2026) - 1, april(2026)), &[]),
            [(2025, 2025), (2026, 2026)]
        );
        let months =
            columns(Unit::Month, (april(2025), april(2028)), &[(april(2026) + 2, april(2026) + 3)]);
        let at = |from: i32, until: i32| (april(2025) + from, april(2025) + until);
        assert_eq!(months, [at(0, 11), at(12, 13), at(14, 15), at(16, 23), at(24, 35), at(36, 36)]);
    }

    proptest! {
        #[test]
        fn times_lie_in_whole_columns(
            ends in (24_000..24_400_i32, 0..400_i32),
            times in proptest::collection::vec((23_900..24_900_i32, 0..120_i32), 0..8),
            unit in proptest::sample::select(&[Unit::Year, Unit::Month][..]),
        ) {
            let ends = (ends.0, ends.0 + ends.1);
            let times: Vec<Months> = times.into_iter().map(|(at, more)| (at, at + more)).collect();
            let axis = Axis::new(unit, ends, &times);
            assert_eq!(axis.columns(ends), 0..axis.width());
            for pair in axis.columns.windows(2) {
                assert_eq!(pair[0].end() + 1, *pair[1].start());
            }
            for time in times {
                let range = axis.columns(time);
                let [before, after] = axis.is_left(time);
                let outside = time.1 < ends.0 || time.0 > ends.1;
                // Within a unit at the end of the axis a time may lie that the end does not reach.
                assert!(!range.is_empty() || outside, "{time:?} {axis:?}");
                if range.is_empty() {
                    continue;
                }
                assert!(*axis.columns[range.start].start() >= unit.of(time.0), "{axis:?}");
                assert!(before || *axis.columns[range.start].start() == unit.of(time.0));
                assert!(after || *axis.columns[range.end - 1].end() == unit.of(time.1));
            }
        }
    }
}
