//! Two states of a table: by the heads of rows and columns, cell by cell. A role that was added is a new column
//! and no changed table.

use super::align::{align, out_of_order};
use super::grid::{Column, Grid, Row as GridRow, name};
use super::lines::{Unit, What, of_prose, units};
use super::rows::{added, changed, lines_row, removed};
use super::{Change, Form, Frame, Line, Remark, Row, likeness};
use crate::table::{Cell, Content, Table};

/// Rows and columns whose heads differ are the same if so much of their cells is.
const ALIKE: f64 = 0.6;

/// How much two tables are alike that may be two states of one.
pub(super) fn alike(old: &Table, new: &Table) -> f64 {
    if old.figure != new.figure {
        return 0.0;
    }
    if old.figure != "table" {
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
        let line = Line { form: Form::Caption, ..Line::of(&caption) };
        rows.push(Row {
            change: Change::Same,
            about: Vec::new(),
            old: vec![line.clone()],
            new: vec![line],
            remarks: Vec::new(),
        });
    }
    rows
}

/// A table that is on one side only, as a row.
pub(super) fn whole(table: &Table, frame: &Frame<'_>, is_new: bool) -> Row {
    let grid = Grid::new(table);
    let line = |row: &GridRow<'_>| {
        let mut cells: Vec<String> = Vec::new();
        for (column, cell) in grid.columns.iter().zip(&row.cells) {
            let text = cell.map(|cell| plain(cell, frame)).unwrap_or_default();
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
    let pairs = align(&keys(old), &keys(new), |i, j| likeness(&old[i].plain, &new[j].plain));
    let line = |units: &[Unit<'_>], at: Option<usize>| match &units.get(at?)?.what {
        What::Line(line) => Some(line.clone()),
        What::Table(_) => None,
    };
    let row = |(i, j)| lines_row(about.to_vec(), line(old, i), line(new, j));
    pairs.into_iter().filter_map(row).collect()
}

/// What a cell says, as one text.
fn plain(cell: &Cell, frame: &Frame<'_>) -> String {
    let lines: Vec<String> = lines(&cell.content, frame).iter().map(Line::plain).collect();
    lines.join("／")
}

/// What a cell says; a symbol with its meaning.
fn lines(content: &Content, frame: &Frame<'_>) -> Vec<Line> {
    let with_meaning = |symbol: &str, meaning: &str| {
        let text = match meaning {
            "" => symbol.to_owned(),
            meaning => {
                frame.word("symbol").replace("{symbol}", symbol).replace("{meaning}", meaning)
            }
        };
        vec![Line::of(&text)]
    };
    match content {
        Content::Empty(_) | Content::Compared(_) => Vec::new(),
        Content::Text(prose) => of_prose(prose, frame.words),
        Content::List(items) => {
            let item = |mut line: Line| {
                line.form = Form::Item;
                line
            };
            items.iter().flat_map(|it| of_prose(it, frame.words)).map(item).collect()
        }
        Content::Symbol { symbol, meaning } => with_meaning(symbol, meaning),
        Content::Number(text) => vec![Line::of(text)],
        Content::Entries { entries, .. } => {
            entries.iter().flat_map(|it| of_prose(&it.text, frame.words)).collect()
        }
    }
}

/// What the symbols of two cells are, if both are symbols: a legend in other words changes no cell.
fn symbols<'c>(old: &'c Content, new: &'c Content) -> Option<(&'c str, &'c str)> {
    match (old, new) {
        (Content::Symbol { symbol: old, .. }, Content::Symbol { symbol: new, .. }) => {
            Some((old, new))
        }
        _ => None,
    }
}

struct Tables<'t, 'f> {
    old: Grid<'t>,
    new: Grid<'t>,
    frame: &'f Frame<'f>,
    caption: String,
}

/// Which lines of one grid are which of the other, by position.
struct Joined {
    /// Those that are on both sides, in the new order.
    both: Vec<(usize, usize)>,
    gone: Vec<usize>,
    come: Vec<usize>,
}

impl Joined {
    fn by_key(old: &[Option<&str>], new: &[Option<&str>]) -> Self {
        let find =
            |key: &Option<&str>| key.and_then(|key| old.iter().position(|it| *it == Some(key)));
        let both: Vec<_> =
            new.iter().enumerate().filter_map(|(at, key)| Some((find(key)?, at))).collect();
        let mut joined = Self { both, gone: Vec::new(), come: Vec::new() };
        joined.rest(old.len(), new.len());
        joined
    }

    fn rest(&mut self, old: usize, new: usize) {
        self.both.sort_by_key(|(_, at)| *at);
        let has = |at: usize, side: fn(&(usize, usize)) -> usize| {
            self.both.iter().any(|it| side(it) == at)
        };
        self.gone = (0..old).filter(|&at| !has(at, |it| it.0)).collect();
        self.come = (0..new).filter(|&at| !has(at, |it| it.1)).collect();
    }

    /// Joins what is alike of what is left, the likest first.
    fn alike(&mut self, like: impl Fn(usize, usize) -> f64, (old, new): (usize, usize)) {
        let pairs = self.gone.iter().flat_map(|&i| self.come.iter().map(move |&j| (i, j)));
        let mut alike: Vec<_> =
            pairs.map(|(i, j)| (like(i, j), i, j)).filter(|it| it.0 >= ALIKE).collect();
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (_, i, j) in alike {
            if !self.both.iter().any(|&(a, b)| a == i || b == j) {
                self.both.push((i, j));
            }
        }
        self.rest(old, new);
    }
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
        for &(i, j) in &columns.both {
            let (old, new) = (&self.old.columns[i], &self.new.columns[j]);
            if old.heads != new.heads {
                let head = |column: &Column| vec![Line::of(&column.heads.join(" "))];
                rows.push(changed(self.about([self.frame.word("column")]), head(old), head(new)));
            }
        }
        for &at in &columns.gone {
            let about =
                self.about([self.frame.word("column"), self.old.columns[at].heads.join(" ")]);
            rows.push(removed(about, self.column(&self.old, at)));
        }
        for &at in &columns.come {
            let about =
                self.about([self.frame.word("column"), self.new.columns[at].heads.join(" ")]);
            rows.push(added(about, self.column(&self.new, at)));
        }
        self.rows(&lines, &columns, rows);
    }

    fn joined_rows(&self) -> Joined {
        let (old, new) = (&self.old.rows, &self.new.rows);
        let keys = |rows: &[GridRow<'_>]| rows.iter().all(|row| row.key.is_some());
        if !keys(old) || !keys(new) {
            let text = |row: &GridRow<'_>| {
                row.cells.iter().flatten().map(|it| it.content.plain()).collect::<String>()
            };
            let texts = |rows: &[GridRow<'_>]| rows.iter().map(text).collect::<Vec<_>>();
            let (olds, news) = (texts(old), texts(new));
            let pairs = align(&olds, &news, |i, j| likeness(&olds[i], &news[j]));
            let both = pairs.into_iter().filter_map(|(i, j)| Some((i?, j?))).collect();
            let mut joined = Joined { both, gone: Vec::new(), come: Vec::new() };
            joined.rest(old.len(), new.len());
            return joined;
        }
        let key = |row: &'_ GridRow<'_>| row.key.clone();
        let (olds, news): (Vec<_>, Vec<_>) =
            (old.iter().map(key).collect(), new.iter().map(key).collect());
        let borrowed =
            |keys: &'_ [Option<String>]| keys.iter().map(|it| it.clone()).collect::<Vec<_>>();
        let (olds, news) = (borrowed(&olds), borrowed(&news));
        let mut joined = Joined::by_key(
            &olds.iter().map(Option::as_deref).collect::<Vec<_>>(),
            &news.iter().map(Option::as_deref).collect::<Vec<_>>(),
        );
        let like = |i: usize, j: usize| {
            let heads = likeness(&old[i].heads.concat(), &new[j].heads.concat());
            heads.max(cells_alike(old[i].cells.iter().zip(&new[j].cells), heads))
        };
        joined.alike(like, (old.len(), new.len()));
        joined
    }

    fn joined_columns(&self, lines: &Joined) -> Joined {
        let (old, new) = (&self.old.columns, &self.new.columns);
        let keys = |columns: &[Column]| {
            columns.iter().map(|it| it.key.clone()).map(Some).collect::<Vec<_>>()
        };
        let (olds, news) = (keys(old), keys(new));
        let mut joined = Joined::by_key(
            &olds.iter().map(Option::as_deref).collect::<Vec<_>>(),
            &news.iter().map(Option::as_deref).collect::<Vec<_>>(),
        );
        let like = |i: usize, j: usize| {
            let heads = likeness(&old[i].heads.concat(), &new[j].heads.concat());
            let cells = lines
                .both
                .iter()
                .map(|&(a, b)| (&self.old.rows[a].cells[i], &self.new.rows[b].cells[j]));
            let last = |column: &Column| column.heads.last().cloned();
            if old[i].is_head != new[j].is_head {
                0.0
            } else if last(&old[i]) == last(&new[j]) {
                1.0
            } else {
                heads.max(cells_alike(cells, heads))
            }
        };
        joined.alike(like, (old.len(), new.len()));
        joined
    }

    /// What stands in a column, row by row.
    fn column(&self, grid: &Grid<'_>, at: usize) -> Vec<Line> {
        let line = |row: &GridRow<'_>| {
            let text =
                row.cells[at].map(|cell| plain(cell, self.frame)).filter(|it| !it.is_empty())?;
            let heads = row.heads.join(" ");
            let text = if heads.is_empty() { text } else { format!("{heads}：{text}") };
            Some(Line { form: Form::Item, ..Line::of(&text) })
        };
        grid.rows.iter().filter_map(line).collect()
    }

    /// What stands in a row, column by column.
    fn row(&self, grid: &Grid<'_>, row: &GridRow<'_>) -> Vec<Line> {
        let cells = grid.columns.iter().zip(&row.cells).filter(|(column, _)| !column.is_head);
        let line = |(column, cell): (&Column, &Option<&Cell>)| {
            let text = cell.map(|cell| plain(cell, self.frame)).filter(|it| !it.is_empty())?;
            let heads = column.heads.join(" ");
            let text = if heads.is_empty() { text } else { format!("{heads}：{text}") };
            Some(Line { form: Form::Item, ..Line::of(&text) })
        };
        let mut lines: Vec<Line> = cells.filter_map(line).collect();
        if lines.is_empty() {
            lines.push(Line::of(&row.heads.join(" ")));
        }
        lines
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
        let mut last: Option<(*const Cell, *const Cell)> = None;
        for &(i, j) in &columns.both {
            if self.new.columns[j].is_head {
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
                rows.extend(lines_of_cell(about, one, other));
            }
        }
    }
}

/// A cell of one line each is one row; one of several is aligned.
fn lines_of_cell(about: Vec<String>, old: Vec<Line>, new: Vec<Line>) -> Vec<Row> {
    let row = changed(about, old, new);
    if row.change == Change::Same { Vec::new() } else { vec![row] }
}

/// How many of some cells are the same, as a share of those that say anything; a table of one or two cells
/// does not tell.
fn cells_alike<'c>(
    cells: impl Iterator<Item = (&'c Option<&'c Cell>, &'c Option<&'c Cell>)>,
    heads: f64,
) -> f64 {
    let says =
        |cell: &Option<&Cell>| cell.is_some_and(|it| !matches!(it.content, Content::Empty(_)));
    let (mut all, mut same) = (0_u32, 0_u32);
    for (old, new) in cells.filter(|(old, new)| says(old) || says(new)) {
        all += 1;
        let content = |cell: &Option<&'c Cell>| cell.map(|it| &it.content);
        same += u32::from(content(old) == content(new));
    }
    let few = all < 3;
    if few && heads < 0.2 { 0.0 } else { f64::from(same) / f64::from(all.max(1)) }
}
