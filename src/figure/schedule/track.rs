//! Tracks of a schedule as rows of a table: what overlaps goes to further rows under one head.

use std::ops::Range;

use crate::calendar::{Calendar, When};
use crate::figure::drawing::Material;
use crate::figure::group::Together;
use crate::markdown::Prose;
use crate::source::{Span, Spanned};
use crate::table::{Cell, Content, Group, Head, Row, Timed, TimedShape};

use super::axis::{Axis, Months};

/// What runs through time in one row, or in several under one head.
pub(in crate::figure) struct Track {
    pub(in crate::figure) name: Prose,
    pub(in crate::figure) items: Vec<Item>,
    /// What is said in the last column.
    pub(in crate::figure) remark: Content,
}

/// Something with its time.
pub(in crate::figure) struct Item {
    pub(in crate::figure) shape: TimedShape,
    pub(in crate::figure) texts: Vec<Prose>,
    /// Where it begins; nothing if it is open there.
    pub(in crate::figure) from: Option<End>,
    /// Where it ends; nothing if it is open there.
    pub(in crate::figure) until: Option<End>,
    /// What is said at its end in the place of the usual words.
    pub(in crate::figure) after: Option<String>,
    /// Whether its time is read as well as heard.
    pub(in crate::figure) exact: bool,
    /// Where the author wrote it.
    pub(in crate::figure) span: Span,
}

/// An end of a time.
#[derive(Debug, Clone)]
pub(in crate::figure) struct End {
    /// The months that it can mean.
    pub(in crate::figure) months: Months,
    /// The same for readers.
    pub(in crate::figure) words: String,
    /// Whether it was written to the month or the day.
    pub(in crate::figure) fine: bool,
    /// Where it was written.
    pub(in crate::figure) span: Span,
}

impl End {
    pub(in crate::figure) fn of(when: &Spanned<When>, calendar: Calendar) -> Self {
        let value = when.value;
        Self {
            months: value.months(),
            words: value.show(calendar),
            fine: matches!(value, When::Date(date) if date.month.is_some()),
            span: when.span,
        }
    }
}

impl Item {
    /// Its ends that are known.
    pub(in crate::figure) fn ends(&self) -> impl Iterator<Item = &End> {
        self.from.iter().chain(&self.until)
    }

    /// Its months; an open end lies where the axis ends.
    pub(in crate::figure) fn months(&self, axis: Months) -> Months {
        let first = self.from.as_ref().map(|from| from.months.0);
        let last = self.until.as_ref().map(|until| until.months.1);
        let first = first.unwrap_or_else(|| last.map_or(axis.0, |last| last.min(axis.0)));
        let last = last.unwrap_or_else(|| first.max(axis.1));
        // A bar that ends before it begins is reported; where that is only a warning, it is drawn.
        (first.min(last), first.max(last))
    }

    /// Its time in words.
    fn when(&self, from: &Material<'_>) -> String {
        let words = |end: &Option<End>| end.as_ref().map(|end| end.words.clone());
        let (begin, end) = (words(&self.from), words(&self.until));
        let key = match (&begin, &end) {
            (Some(begin), Some(end)) if begin == end => return begin.clone(),
            (Some(_), Some(_)) => "period.closed",
            (Some(_), None) => "period.from",
            (None, Some(_)) => "period.until",
            (None, None) => return String::new(),
        };
        let (begin, end) = (begin.unwrap_or_default(), end.unwrap_or_default());
        from.phrase(key, &[("from", &begin), ("until", &end)])
    }

    /// The same as what a cell shows.
    fn timed(self, axis: &Axis, months: Months, by_month: bool, from: &Material<'_>) -> Timed {
        let when = self.when(from);
        let [early, late] = axis.is_left(months);
        // Where the axis ends before it does, its time in words says how far it goes.
        let cut = (early && self.from.is_some()) || (late && self.until.is_some());
        let end = |known: bool, left: bool, word: &str| {
            if known { left.then(String::new) } else { Some(from.word(word)) }
        };
        let before = end(self.from.is_some(), early, "bar.before");
        let after = self.after.or_else(|| end(self.until.is_some(), late, "bar.after"));
        let exact = self.exact
            || cut
            || (!by_month && self.from.iter().chain(&self.until).any(|end| end.fine));
        Timed { shape: self.shape, texts: self.texts, when, exact, before, after }
    }
}

/// The axis of a table with what its rows have in common.
pub(in crate::figure) struct Sheet<'a, 's> {
    pub(in crate::figure) from: Material<'a>,
    pub(in crate::figure) axis: &'s Axis,
    /// The ends of the axis.
    pub(in crate::figure) ends: Months,
    /// Whether columns are months.
    pub(in crate::figure) by_month: bool,
    /// Whether there is a column for remarks.
    pub(in crate::figure) remarks: bool,
}

impl Sheet<'_, '_> {
    /// Tracks as a group of rows.
    pub(in crate::figure) fn group(&self, tracks: Together<Track>) -> Group {
        Group {
            head: tracks.head.map(Into::into),
            rows: tracks.items.into_iter().flat_map(|track| self.rows(track)).collect(),
        }
    }

    fn rows(&self, track: Track) -> Vec<Row> {
        let (values, bars): (Vec<Item>, Vec<Item>) =
            track.items.into_iter().partition(|item| item.shape == TimedShape::Values);
        let mut lanes = self.lanes(bars);
        lanes.extend(self.lanes(values));
        let height = lanes.len();
        let mut head = Some(Cell::head(Head::Row, track.name).spanning(1, height));
        let mut remark = self.remarks.then(|| Cell::new(track.remark).spanning(1, height));
        let row = |lane: Vec<(Range<usize>, Cell)>| {
            let mut cells: Vec<Cell> = head.take().into_iter().collect();
            let mut next = 0;
            for (columns, cell) in lane {
                cells.extend((next..columns.start).map(|_| self.blank()));
                next = columns.end;
                cells.push(cell.spanning(columns.len(), 1));
            }
            cells.extend((next..self.axis.width()).map(|_| self.blank()));
            cells.extend(remark.take());
            Row { cells }
        };
        lanes.into_iter().map(row).collect()
    }

    fn blank(&self) -> Cell {
        Cell::new(Content::Empty(Some(self.from.word("bar.none"))))
    }

    /// Puts each item into the first row in which nothing lies at its time.
    fn lanes(&self, items: Vec<Item>) -> Vec<Vec<(Range<usize>, Cell)>> {
        let place = |item: Item| {
            let months = item.months(self.ends);
            (self.axis.columns(months), months, item)
        };
        let mut placed: Vec<_> = items.into_iter().map(place).collect();
        placed.retain(|(columns, ..)| !columns.is_empty());
        placed.sort_by_key(|(columns, months, item)| {
            (columns.start, item.shape != TimedShape::Milestone, months.0)
        });
        let mut lanes: Vec<Vec<(Range<usize>, Cell)>> = Vec::new();
        for (columns, months, item) in placed {
            let span = item.span;
            let timed = item.timed(self.axis, months, self.by_month, &self.from);
            let cell = (columns.clone(), Cell::new(Content::Timed(timed)).at(span));
            let free = |lane: &&mut Vec<(Range<usize>, Cell)>| {
                lane.last().is_none_or(|(last, _)| last.end <= columns.start)
            };
            match lanes.iter_mut().find(free) {
                Some(lane) => lane.push(cell),
                None => lanes.push(vec![cell]),
            }
        }
        lanes
    }
}
