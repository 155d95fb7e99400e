//! Two states of a table: by the heads of rows and columns, cell by cell. A role that was added is a new column
//! and no changed table.

use super::align::{align, out_of_order};
use super::cells::{lines, plain, symbols};
use super::grid::{Column, Grid, Row as GridRow, name};
use super::joined::{Joined, cells_alike};
use super::lines::{Unit, What, of_prose, units};
use super::rows::{added, changed, lines_row, removed, replaced};
use super::timed;
use super::{Change, Form, Frame, Line, Remark, Row, likeness};
use crate::table::{Cell, Content, Table};

/// How much two tables are alike that may be two states of one.
pub(super) fn alike(old: &Table, new: &Table) -> f64 {
    if old.figure != new.figure {
        return 0.0;
    }
    if !["table", "schedule"].contains(&old.figure) {
        // A figure of records is known by what it shows.
        return if old.id == new.id { 0.9 } else { 0.6 };
    }
    if old.id.is_some() && old.id == new.id {
        return 0.9;
    }
    let captions = likeness(&name(old).unwrap_or_default(), &name(new).unwrap_or_default());
    captions.max(0.9 * likeness(&words(old), &words(new)))
}

/// All that a table says.
fn words(table: &Table) -> String {
    let rows = table.groups.iter().flat_map(|group| &group.rows);
    let cells = table.head.iter().chain(rows).flat_map(|row| &row.cells);
    cells.map(|cell| cell.content.plain()).collect()
}

/// What became of a table, as rows; a table that says the same is one row.
pub(super) fn compare(old: &Table, new: &Table, frame: &Frame<'_>) -> Vec<Row> {
    let caption = caption(new, frame);
    if old == new || tell_the_same(old, new) {
        return vec![same(&caption)];
    }
    let pair = Tables { old: Grid::new(old), new: Grid::new(new), frame, caption: caption.clone() };
    let mut rows = Vec::new();
    if old.caption != new.caption {
        let lines =
            |table: &Table| table.caption.iter().flat_map(|it| of_prose(it, frame.words)).collect();
        rows.push(changed(vec![frame.word("caption")], lines(old), lines(new)));
    }
    pair.legend(old, new, &mut rows);
    pair.all(&mut rows);
    let notes = units_of(old, frame);
    let new_notes = units_of(new, frame);
    let about = vec![caption.clone(), frame.word("note")];
    rows.extend(
        lines_rows(&notes, &new_notes, &about).into_iter().filter(|it| it.change != Change::Same),
    );
    if rows.is_empty() {
        // What cells say is the same: cells were merged, columns change places, a link leads elsewhere.
        let line = vec![Line::of(&frame.word("shape"))];
        rows.push(replaced(vec![caption], line.clone(), line));
    }
    rows
}

/// Whether two tables differ in their pictures alone, which show what the tables say.
fn tell_the_same(old: &Table, new: &Table) -> bool {
    let bare = |table: &Table| Table { picture: None, ..table.clone() };
    old.picture != new.picture && bare(old) == bare(new)
}

/// A table that says the same.
fn same(caption: &str) -> Row {
    let line = Line { form: Form::Caption, ..Line::of(caption) };
    let (old, new) = (vec![line.clone()], vec![line]);
    Row { change: Change::Same, about: Vec::new(), old, new, remarks: Vec::new() }
}

/// A table that is on one side only, as a row.
pub(super) fn whole(table: &Table, frame: &Frame<'_>, is_new: bool) -> Row {
    let grid = Grid::new(table);
    let line = |row: &GridRow<'_>| {
        let on_axis = timed::row(row, frame).into_iter().flatten();
        let mut cells: Vec<String> = on_axis.map(|line| line.plain()).collect();
        for (column, cell) in grid.columns.iter().zip(&row.cells) {
            let text = cell.filter(|it| !timed::is_timed(it));
            let text = text.map(|cell| plain(cell, frame)).unwrap_or_default();
            if !column.is_head && !text.is_empty() {
                let head = column.heads.join(" ");
                cells.push(if head.is_empty() { text } else { format!("{head}：{text}") });
            }
        }
        let heads = row.heads.join(" ");
        let cells = cells.join("、");
        let text = if heads.is_empty() { cells } else { format!("{heads}　{cells}") };
        Line { form: Form::Item, ..Line::of(text.trim()) }
    };
    let mut lines: Vec<Line> = grid.rows.iter().map(line).collect();
    lines.extend(of_prose(&table.notes, frame.words));
    let about = vec![caption(table, frame)];
    if is_new { added(about, lines) } else { removed(about, lines) }
}

fn caption(table: &Table, frame: &Frame<'_>) -> String {
    name(table).unwrap_or_else(|| frame.word("table"))
}

fn units_of<'d>(table: &Table, frame: &Frame<'_>) -> Vec<Unit<'d>> {
    units(&table.notes.blocks, &[], frame.words)
}

/// Two texts, line by line.
pub(super) fn lines_rows(old: &[Unit<'_>], new: &[Unit<'_>], about: &[String]) -> Vec<Row> {
    let keys = |units: &[Unit<'_>]| units.iter().map(|it| it.plain.clone()).collect::<Vec<_>>();
    let pairs = align(&keys(old), &keys(new), |i, j| old[i].likeness(&new[j]));
    let line = |units: &[Unit<'_>], at: Option<usize>| match &units.get(at?)?.what {
        What::Line(line) => Some(line.clone()),
        What::Table(_) => None,
    };
    let row = |(i, j)| lines_row(about.to_vec(), line(old, i), line(new, j));
    pairs.into_iter().filter_map(row).collect()
}

struct Tables<'t, 'f> {
    old: Grid<'t>,
    new: Grid<'t>,
    frame: &'f Frame<'f>,
    caption: String,
}

impl Tables<'_, '_> {
    fn about(&self, rest: impl IntoIterator<Item = String>) -> Vec<String> {
        std::iter::once(self.caption.clone())
            .chain(rest.into_iter().filter(|it| !it.is_empty()))
            .collect()
    }

    /// What the symbols mean.
    fn legend(&self, old: &Table, new: &Table, rows: &mut Vec<Row>) {
        let entries = |table: &Table| {
            let legend = table.legend.as_ref();
            let empty =
                legend.and_then(|it| it.empty.clone()).map(|it| (self.frame.word("empty"), it));
            legend
                .map(|it| it.entries.clone())
                .into_iter()
                .flatten()
                .chain(empty)
                .collect::<Vec<_>>()
        };
        let (old, new) = (entries(old), entries(new));
        let meaning = |entries: &[(String, String)], symbol: &str| {
            entries.iter().find(|(it, _)| it == symbol).map(|(_, meaning)| Line::of(meaning))
        };
        let gone = old.iter().filter(|(symbol, _)| !new.iter().any(|(it, _)| it == symbol));
        for (symbol, _) in new.iter().chain(gone) {
            let about = self.about([self.frame.word("legend"), symbol.clone()]);
            let row = lines_row(about, meaning(&old, symbol), meaning(&new, symbol));
            rows.extend(row.filter(|row| row.change != Change::Same));
        }
    }

    /// Everything between the caption and the notes.
    fn all(&self, rows: &mut Vec<Row>) {
        let lines = self.joined_rows();
        let columns = self.joined_columns(&lines);
        // How far an axis of time reaches is no change: what lies on it says when it is.
        let of_records = |grid: &Grid<'_>, at: usize| !timed::is_axis(&grid.rows, at);
        for &(i, j) in &columns.both {
            let (old, new) = (&self.old.columns[i], &self.new.columns[j]);
            if old.heads != new.heads && of_records(&self.new, j) {
                let head = |column: &Column| vec![Line::of(&column.heads.join(" "))];
                rows.push(changed(self.about([self.frame.word("column")]), head(old), head(new)));
            }
        }
        for &at in columns.gone.iter().filter(|at| of_records(&self.old, **at)) {
            let about =
                self.about([self.frame.word("column"), self.old.columns[at].heads.join(" ")]);
            rows.push(removed(about, self.column(&self.old, at)));
        }
        for &at in columns.come.iter().filter(|at| of_records(&self.new, **at)) {
            let about =
                self.about([self.frame.word("column"), self.new.columns[at].heads.join(" ")]);
            rows.push(added(about, self.column(&self.new, at)));
        }
        self.rows(&lines, &columns, rows);
    }

    fn joined_rows(&self) -> Joined {
        let (old, new) = (&self.old.rows, &self.new.rows);
        let (Some(olds), Some(news)) = (keys(old), keys(new)) else {
            let text = |row: &GridRow<'_>| {
                let texts = row.cells.iter().flatten().map(|it| it.content.plain());
                texts.filter(|text| text.parse::<usize>().is_err()).collect::<String>()
            };
            let texts = |rows: &[GridRow<'_>]| rows.iter().map(text).collect::<Vec<_>>();
            let (olds, news) = (texts(old), texts(new));
            let pairs = align(&olds, &news, |i, j| likeness(&olds[i], &news[j]));
            let both = pairs.into_iter().filter_map(|(i, j)| Some((i?, j?)));
            return Joined::new(both.collect(), (old.len(), new.len()));
        };
        let mut joined = Joined::by_key(&olds, &news);
        joined.join_alike(|i, j, alone| {
            let heads = likeness(&old[i].heads.concat(), &new[j].heads.concat());
            let body =
                |columns: &[Column], at: usize| columns.get(at).is_some_and(|it| !it.is_head);
            let cells = old[i].cells.iter().copied().zip(new[j].cells.iter().copied());
            let cells = (0..).zip(cells).filter(|(at, _)| body(&self.old.columns, *at));
            heads.max(cells_alike(cells.map(|(_, pair)| pair), (heads, alone)))
        });
        joined
    }

    fn joined_columns(&self, lines: &Joined) -> Joined {
        let (old, new) = (&self.old.columns, &self.new.columns);
        let olds: Vec<&str> = old.iter().map(|it| it.key.as_str()).collect();
        let news: Vec<&str> = new.iter().map(|it| it.key.as_str()).collect();
        let mut joined = Joined::by_key(&olds, &news);
        joined.join_alike(|i, j, alone| {
            if old[i].is_head != new[j].is_head {
                return 0.0;
            }
            if old[i].is_head && i == j {
                return 1.0;
            }
            if old[i].heads.last() == new[j].heads.last() {
                return 1.0;
            }
            let heads = likeness(&old[i].heads.concat(), &new[j].heads.concat());
            let cells = lines.both.iter();
            let cells = cells.map(|&(a, b)| (self.old.rows[a].cells[i], self.new.rows[b].cells[j]));
            heads.max(cells_alike(cells, (heads, alone)))
        });
        joined
    }

    /// What stands in a column, row by row.
    fn column(&self, grid: &Grid<'_>, at: usize) -> Vec<Line> {
        grid.rows.iter().filter_map(|row| self.item(&row.heads, row.cells[at])).collect()
    }

    /// What stands in a row, column by column.
    fn row(&self, grid: &Grid<'_>, row: &GridRow<'_>) -> Vec<Line> {
        let mut lines = timed::row(row, self.frame).unwrap_or_default();
        let cells = grid.columns.iter().zip(&row.cells).filter(|(column, cell)| {
            !column.is_head && cell.is_some_and(|it| !timed::is_timed(it))
        });
        lines.extend(cells.filter_map(|(column, cell)| self.item(&column.heads, *cell)));
        if lines.is_empty() {
            lines.push(Line::of(&row.heads.join(" ")));
        }
        lines
    }

    /// A cell with its heads, as an item of a list; nothing if it says nothing.
    fn item(&self, heads: &[String], cell: Option<&Cell>) -> Option<Line> {
        let text = cell.map(|cell| plain(cell, self.frame)).filter(|it| !it.is_empty())?;
        let heads = heads.join(" ");
        let text = if heads.is_empty() { text } else { format!("{heads}：{text}") };
        Some(Line { form: Form::Item, ..Line::of(&text) })
    }

    /// The rows in the new order; what is gone comes first.
    fn rows(&self, lines: &Joined, columns: &Joined, rows: &mut Vec<Row>) {
        for &at in &lines.gone {
            let row = &self.old.rows[at];
            rows.push(removed(self.about([row.heads.join(" ")]), self.row(&self.old, row)));
        }
        let order: Vec<usize> = lines.both.iter().map(|(old, _)| *old).collect();
        let moved = out_of_order(&order);
        let mut both = lines.both.iter().zip(moved).peekable();
        for at in 0..self.new.rows.len() {
            let row = &self.new.rows[at];
            let Some((&(before, _), moved)) = both.next_if(|((_, new), _)| *new == at) else {
                rows.push(added(self.about([row.heads.join(" ")]), self.row(&self.new, row)));
                continue;
            };
            self.heads(&self.old.rows[before], row, moved, rows);
            self.cells(&self.old.rows[before], row, columns, rows);
        }
    }

    /// What a row is called, and where it stands.
    fn heads(&self, old: &GridRow<'_>, new: &GridRow<'_>, moved: bool, rows: &mut Vec<Row>) {
        let line = |texts: &[String]| vec![Line::of(&texts.join(" "))];
        if old.heads != new.heads {
            let about = self.about([self.frame.word("row")]);
            rows.push(changed(about, line(&old.heads), line(&new.heads)));
        }
        let about = self.about([new.heads.join(" "), self.frame.word("group")]);
        let group = |row: &GridRow<'_>| row.group.as_deref().map(Line::of);
        let row = lines_row(about, group(old), group(new));
        rows.extend(row.filter(|row| row.change != Change::Same));
        if moved && !new.heads.is_empty() {
            rows.push(Row {
                change: Change::Moved,
                about: self.about([]),
                old: line(&old.heads),
                new: line(&new.heads),
                remarks: vec![Remark::Reordered],
            });
        }
    }

    /// The cells of a row. One that covers several columns is compared once.
    fn cells(&self, old: &GridRow<'_>, new: &GridRow<'_>, columns: &Joined, rows: &mut Vec<Row>) {
        let [before, after] = [old, new].map(|row| timed::row(row, self.frame));
        let on_axis = before.is_some() || after.is_some();
        if before != after {
            let about = self.about([new.heads.join(" ")]);
            rows.push(changed(about, before.unwrap_or_default(), after.unwrap_or_default()));
        }
        let mut last: Option<(*const Cell, *const Cell)> = None;
        for &(i, j) in &columns.both {
            let axis = || timed::is_axis(&self.new.rows, j) || timed::is_axis(&self.old.rows, i);
            if self.new.columns[j].is_head || (on_axis && axis()) {
                continue;
            }
            let empty = Content::Empty(None);
            let content =
                |cell: Option<&'_ Cell>| cell.map_or(std::ptr::null(), std::ptr::from_ref);
            let pair = (content(old.cells[i]), content(new.cells[j]));
            let (one, other) = (old.cells[i], new.cells[j]);
            let before = one.map_or(&empty, |cell| &cell.content);
            let after = other.map_or(&empty, |cell| &cell.content);
            if last.replace(pair) == Some(pair) || before == after {
                continue;
            }
            if symbols(before, after).is_some_and(|(old, new)| old == new) {
                continue;
            }
            let about = self.about([new.heads.join(" "), self.new.columns[j].heads.join(" ")]);
            let said = |content: &Content| {
                let lines = lines(content, self.frame);
                if lines.is_empty() { vec![self.frame.nothing(content)] } else { lines }
            };
            let (one, other) = (said(before), said(after));
            if one != other {
                // A symbol or a number is another one as a whole.
                let texts = is_text(before) && is_text(after);
                rows.push(if texts {
                    changed(about, one, other)
                } else {
                    replaced(about, one, other)
                });
            }
        }
    }
}

fn is_text(content: &Content) -> bool {
    matches!(content, Content::Text(_) | Content::List(_) | Content::Entries { .. })
}

/// What tells each row from the others; nothing if one of them has no head.
fn keys<'r>(rows: &'r [GridRow<'_>]) -> Option<Vec<&'r str>> {
    rows.iter().map(|row| row.key.as_deref()).collect()
}
