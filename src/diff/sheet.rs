//! A comparison as a table: 新旧対照表. New and old side by side, chapter by chapter, what did not change folded.

use super::{Change, ChapterPair, Comparison, Frame, Part, Row, Subject};
use crate::config::{self, Order};
use crate::markdown::Prose;
use crate::marked::{Compared, Line, Marked, Side};
use crate::source::{Place, Span};
use crate::table::{Cell, Column, Content, Entry, Form, Group, Head, Table, Target};

/// How a comparison is laid out, and where its headings lead.
pub struct Sheet<'a> {
    /// The words of the theme.
    pub frame: Frame<'a>,
    /// The settings of the site.
    pub settings: &'a config::Comparison,
    /// Where a heading of the new side is to be found, by its id; nothing where it leads nowhere.
    pub target: &'a dyn Fn(&str) -> Option<Target>,
    /// Where texts of the theme are said to stand.
    pub span: Span,
}

/// The name of such tables among figures.
const FIGURE: &str = "changes";

/// A comparison as a table with this caption. Each part is a group of rows, in the order of
/// [`shown_parts`](Comparison::shown).
pub fn sheet(comparison: &Comparison, caption: &str, sheet: &Sheet<'_>) -> Table {
    let mut heads = vec![sheet.side(Side::New), sheet.side(Side::Old)];
    if sheet.settings.order == Order::OldFirst {
        heads.reverse();
    }
    if sheet.has_remarks() {
        heads.push(sheet.frame.word("side.remarks"));
    }
    let head = |text: &String| Cell::head(Head::Column, sheet.text(text));
    Table {
        figure: FIGURE,
        id: None,
        caption: Some(sheet.text(caption)),
        legend: None,
        form: Form::Grid,
        columns: vec![Column::default(); heads.len()],
        head: vec![crate::table::Row { cells: heads.iter().map(head).collect() }],
        groups: comparison.shown().iter().map(|shown| sheet.group(shown)).collect(),
        notes: Prose::default(),
        picture: None,
        place: Place(sheet.span),
    }
}

/// Parts that are shown as one: a part, or a chapter of which nothing changed with all below it.
pub struct Shown<'c> {
    /// The part that the others stand below.
    pub part: &'c Part,
    /// The parts below it; empty unless nothing of them changed.
    below: &'c [Part],
}

impl Comparison {
    /// The parts as they are shown.
    pub fn shown(&self) -> Vec<Shown<'_>> {
        let mut shown = Vec::new();
        let mut at = 0;
        while let Some(part) = self.parts.get(at) {
            let level = |part: &Part| match &part.subject {
                Subject::Chapter(pair) => pair.level,
                _ => 0,
            };
            let deeper = |it: &&Part| level(it) > level(part) && level(part) > 0;
            let below = self.parts[at + 1..].iter().take_while(deeper).count();
            let below = &self.parts[at + 1..=at + below];
            let whole = !part.is_changed() && below.iter().all(|part| !part.is_changed());
            let below = if whole { below } else { &[] };
            shown.push(Shown { part, below });
            at += 1 + below.len();
        }
        shown
    }
}

impl Sheet<'_> {
    /// What a side is called.
    pub fn side(&self, side: Side) -> String {
        self.frame.side(self.settings, side)
    }

    fn has_remarks(&self) -> bool {
        !self.settings.without_remarks
    }

    fn text(&self, text: &str) -> Prose {
        Prose::words(text, self.span)
    }

    fn words(&self, text: &str) -> Content {
        if text.is_empty() {
            Content::Text(Prose::default())
        } else {
            Content::Text(self.text(text))
        }
    }

    fn group(&self, shown: &Shown<'_>) -> Group {
        let mut rows = Vec::new();
        if let Subject::Chapter(pair) = &shown.part.subject {
            rows.extend(self.became(pair, &shown.part.rows));
        }
        let below = shown.below.iter().flat_map(|part| {
            let heading = match &part.subject {
                Subject::Chapter(pair) => pair.new.as_ref().map(|head| Line {
                    form: crate::marked::Form::Heading,
                    ..Line::of(&head.text)
                }),
                _ => None,
            };
            heading.into_iter().chain(part.rows.iter().flat_map(|row| row.new.iter().cloned()))
        });
        let mut below: Vec<Line> = below.collect();
        for run in shown.part.rows.chunk_by(|a, b| is_same(a) && is_same(b)) {
            if is_same(&run[0]) {
                let mut lines: Vec<Line> = run.iter().flat_map(with_about).collect();
                lines.append(&mut below);
                rows.push(self.folded(lines));
            } else {
                rows.extend(run.iter().map(|row| self.row(row)));
            }
        }
        if !below.is_empty() {
            rows.push(self.folded(below));
        }
        if rows.is_empty() {
            rows.push(self.nothing());
        }
        Group { head: Some(self.heading(&shown.part.subject)), rows }
    }

    fn heading(&self, subject: &Subject) -> Entry {
        let Subject::Chapter(pair) = subject else {
            return self.text(&subject.word(&self.frame)).into();
        };
        let head = pair.new.as_ref().or(pair.old.as_ref());
        let text = self.text(head.map_or("", |head| head.text.as_str()));
        let target = pair.new.as_ref().and_then(|head| (self.target)(&head.id));
        Entry { text, target }
    }

    /// What became of a chapter as a whole: on its heading's row if it has one.
    fn became(&self, pair: &ChapterPair, rows: &[Row]) -> Option<crate::table::Row> {
        let renamed = rows.iter().any(|row| row.change == Change::Changed && is_heading(row));
        let said: Vec<String> = pair.changes.iter().map(|it| it.said(&self.frame)).collect();
        if said.is_empty() || (renamed && said.len() == 1) {
            return None;
        }
        let head = |head: &Option<super::Head>| {
            let text = head.as_ref().map_or("", |head| head.text.as_str());
            self.words(text)
        };
        Some(self.cells([head(&pair.new), head(&pair.old)], &self.frame.list(&said)))
    }

    /// A row for what is the same over all columns.
    fn folded(&self, lines: Vec<Line>) -> crate::table::Row {
        let label = self.frame.word("same").replace("{count}", &lines.len().to_string());
        let content = Content::Compared(Compared::Same { label, lines });
        crate::table::Row { cells: vec![Cell::new(content).spanning(self.width(), 1)] }
    }

    /// A row for a heading below which nothing stands.
    fn nothing(&self) -> crate::table::Row {
        let content = self.words(&self.frame.word("same_heading"));
        crate::table::Row { cells: vec![Cell::new(content).spanning(self.width(), 1)] }
    }

    fn width(&self) -> usize {
        2 + usize::from(self.has_remarks())
    }

    fn row(&self, row: &Row) -> crate::table::Row {
        let side = |side: Side| {
            let (lines, other) = match side {
                Side::New => (&row.new, &row.old),
                Side::Old => (&row.old, &row.new),
            };
            if lines.is_empty() {
                return self.words(&self.frame.word(row.nothing(side)));
            }
            let whole = other.is_empty() && row.change != Change::Moved;
            let about = row.about.join(" › ");
            Content::Compared(Compared::Side(Marked { about, side, whole, lines: lines.clone() }))
        };
        self.cells([side(Side::New), side(Side::Old)], &row.remark(&self.frame))
    }

    /// A row of the new side, the old one and a remark.
    fn cells(&self, [new, old]: [Content; 2], remark: &str) -> crate::table::Row {
        let mut cells = vec![Cell::new(new), Cell::new(old)];
        if self.settings.order == Order::OldFirst {
            cells.reverse();
        }
        if self.has_remarks() {
            cells.push(Cell::new(self.words(remark)));
        }
        crate::table::Row { cells }
    }
}

fn is_same(row: &Row) -> bool {
    row.change == Change::Same
}

fn is_heading(row: &Row) -> bool {
    row.new.first().is_some_and(|line| line.form == crate::marked::Form::Heading)
}

/// The lines of a row that is the same, after what they are about.
fn with_about(row: &Row) -> Vec<Line> {
    let mut lines = row.new.clone();
    if let (Some(first), false) = (lines.first_mut(), row.about.is_empty()) {
        let about = Line::of(&format!("{}：", row.about.join(" › ")));
        first.pieces.splice(0..0, about.pieces);
    }
    lines
}
