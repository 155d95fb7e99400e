//! Sums of the rows of a column, for any range of rows without adding them up again.

use std::collections::BTreeMap;
use std::ops::Range;

use super::decimal::Decimal;
use super::sheet::{Series, Sheet, SumKind};

/// The numbers of some rows, with the sums up to each.
#[derive(Default)]
struct Run {
    rows: Vec<usize>,
    numbers: Vec<Decimal>,
    /// The sum of the first so many numbers; nothing from where it is beyond all measure.
    sums: Vec<Option<Decimal>>,
}

impl Run {
    fn add(&mut self, row: usize, number: Decimal) {
        let sum = self.sums.last().copied().unwrap_or(Some(Decimal::ZERO));
        self.rows.push(row);
        self.numbers.push(number);
        self.sums.push(sum.and_then(|sum| sum.plus(number)));
    }

    /// The sum of the numbers in a range of rows; nothing for none.
    fn sum(&self, rows: &Range<usize>) -> Option<Decimal> {
        let before = |row: usize| self.rows.partition_point(|&at| at < row);
        let (start, end) = (before(rows.start), before(rows.end));
        if start >= end {
            return None;
        }
        let up_to = |count: usize| match count {
            0 => Some(Decimal::ZERO),
            _ => self.sums[count - 1],
        };
        let difference = || up_to(end)?.minus(up_to(start)?);
        difference().or_else(|| Decimal::sum(self.numbers[start..end].iter().copied()))
    }
}

/// Which rows are summed up.
#[derive(Clone, Copy)]
pub(super) enum Of {
    Amounts,
    /// What is an amount or may be one.
    Numbers,
    Subtotals,
    /// Subtotals and totals.
    Totals,
}

/// The sums of a column, of all rows or of those of one unit.
#[derive(Default)]
pub(super) struct Sums {
    amounts: Run,
    numbers: Run,
    subtotals: Run,
    totals: Run,
}

impl Sums {
    fn add(&mut self, row: usize, kind: SumKind, number: Decimal) {
        if kind == SumKind::Amounts {
            self.amounts.add(row, number);
        }
        if matches!(kind, SumKind::Amounts | SumKind::Other) {
            self.numbers.add(row, number);
        }
        if kind == SumKind::Subtotal {
            self.subtotals.add(row, number);
        }
        if matches!(kind, SumKind::Subtotal | SumKind::Total) {
            self.totals.add(row, number);
        }
    }

    pub(super) fn of(&self, of: Of, rows: Range<usize>) -> Option<Decimal> {
        let run = match of {
            Of::Amounts => &self.amounts,
            Of::Numbers => &self.numbers,
            Of::Subtotals => &self.subtotals,
            Of::Totals => &self.totals,
        };
        run.sum(&rows)
    }
}

/// The sums of a column.
pub(super) struct ColumnSums<'s> {
    pub(super) all: Sums,
    by_unit: BTreeMap<&'s str, Sums>,
}

impl<'s> ColumnSums<'s> {
    pub(super) fn new(sheet: &'s Sheet, column: usize) -> Self {
        let mut sums = Self { all: Sums::default(), by_unit: BTreeMap::new() };
        for (at, row) in sheet.rows.iter().enumerate() {
            let of_unit = sums.by_unit.entry(&row.unit).or_default();
            if let Some(number) = sheet.number(at, column) {
                sums.all.add(at, row.kind, number.value);
                of_unit.add(at, row.kind, number.value);
            }
        }
        sums
    }

    /// The sums of the rows whose heads give the same unit.
    pub(super) fn of_unit(&self, unit: &str) -> &Sums {
        self.by_unit.get(unit).unwrap_or(&self.all)
    }
}

/// Where the rows stand that a total may sum up.
pub(super) struct Places {
    /// By row: where its group begins and ends.
    groups: Vec<Range<usize>>,
    /// By row: the last total before it, the next one from it on.
    totals: Vec<(Option<usize>, Option<usize>)>,
    first_amount: Option<usize>,
}

impl Places {
    pub(super) fn new(rows: &[Series]) -> Self {
        let mut groups = Vec::with_capacity(rows.len());
        for group in rows.chunk_by(|a, b| a.group == b.group) {
            let start = groups.len();
            groups.extend(group.iter().map(|_| start..start + group.len()));
        }
        let is_total = |row: &Series| matches!(row.kind, SumKind::Subtotal | SumKind::Total);
        let mut totals = vec![(None, None); rows.len()];
        let mut last = None;
        for (at, row) in rows.iter().enumerate() {
            totals[at].0 = last;
            last = if is_total(row) { Some(at) } else { last };
        }
        let mut next = None;
        for (at, row) in rows.iter().enumerate().rev() {
            next = if is_total(row) { Some(at) } else { next };
            totals[at].1 = next;
        }
        let first_amount = rows.iter().position(|row| row.kind == SumKind::Amounts);
        Self { groups, totals, first_amount }
    }

    pub(super) fn group_start(&self, row: usize) -> usize {
        self.groups[row].start
    }

    /// The row behind the last total above a row in its group, or else the first one of the group.
    pub(super) fn since_total(&self, row: usize) -> usize {
        let start = self.group_start(row);
        self.totals[row].0.filter(|&at| at >= start).map_or(start, |at| at + 1)
    }

    /// The next total behind a row, or else the end of its group.
    pub(super) fn next_total(&self, row: usize) -> usize {
        let end = self.groups[row].end;
        self.totals.get(row + 1).and_then(|(_, next)| *next).map_or(end, |next| next.min(end))
    }

    pub(super) fn has_amounts_before(&self, row: usize) -> bool {
        self.first_amount.is_some_and(|at| at < row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_summed_up() {
        let mut run = Run::default();
        let huge = "9".repeat(24);
        for (row, number) in [(1, "1"), (3, "0.25"), (4, huge.as_str()), (7, "2")] {
            run.add(row, Decimal::parse(number).unwrap());
        }
        let sum = |rows: Range<usize>| run.sum(&rows).map(|sum| sum.to_string());
        assert_eq!(sum(0..4).as_deref(), Some("1.25"));
        assert_eq!(sum(2..4).as_deref(), Some("0.25"));
        assert_eq!(sum(5..8).as_deref(), Some("2"));
        assert_eq!(sum(5..7), None);
        assert_eq!(sum(0..0), None);
    }
}
