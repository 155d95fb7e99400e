//! A table as a sheet of numbers: what each cell holds, what each row and column is.

use super::decimal::Decimal;
use crate::markdown;
use crate::source::Span;
use crate::table::{Area, Cell, Content, Head, Row, Table, lay_out};

/// A table as a sheet of numbers.
pub(super) struct Sheet {
    pub(super) rows: Vec<Series>,
    pub(super) columns: Vec<Series>,
    cells: Vec<Vec<Value>>,
    /// Whether a number stands in each column.
    with_numbers: Vec<bool>,
}

/// A row or a column.
pub(super) struct Series {
    pub(super) kind: SumKind,
    /// The group of rows that it belongs to.
    pub(super) group: usize,
    /// The unit that the head of a row gives all its numbers: 人 of 任命者数（人）.
    pub(super) unit: String,
    /// Whether all its cells are numbers of one unit, or empty. Of columns only.
    pub(super) numeric: bool,
}

/// What the head of a row or column says of its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SumKind {
    /// Amounts, which may be summed up.
    Amounts,
    /// 小計, 計
    Subtotal,
    /// 合計, 総計
    Total,
    /// 累計, 累積
    Running,
    /// What no sum is made of: rates, averages.
    Other,
}

/// What a cell holds.
enum Value {
    /// Nothing, a dash, or a place that another cell covers.
    Empty,
    Number(Number),
    Words,
}

/// A number as written.
pub(super) struct Number {
    pub(super) value: Decimal,
    pub(super) unit: String,
    pub(super) span: Span,
}

/// How heads of rates and averages end: their sum means nothing.
const NO_AMOUNTS: [&str; 6] = ["率", "割合", "平均", "比", "当たり", "あたり"];

/// The longest unit behind a number, in characters.
const LONGEST_UNIT: usize = 6;

impl Sheet {
    /// The sheet of a table that has totals; most have none.
    pub(super) fn with_totals(table: &Table) -> Option<Self> {
        let rows = table.groups.iter().flat_map(|group| &group.rows);
        let first = rows.clone().filter_map(|row| row.cells.first());
        let labels = rows.flat_map(|row| &row.cells).filter(|cell| cell.head.is_some());
        let heads = table.head.iter().flat_map(|row| &row.cells);
        let says = |cell: &Cell| words(cell).contains(['計', '累']);
        first.chain(labels).chain(heads).any(says).then(|| Self::new(table))
    }

    fn new(table: &Table) -> Self {
        let width = table.columns.len();
        let heads = column_heads(table);
        let line = |kind, group, unit| Series { kind, group, unit, numeric: false };
        let mut columns: Vec<Series> =
            heads.iter().map(|heads| line(kind(heads), 0, String::new())).collect();
        let of_units = heads.iter().position(|heads| heads.last().is_some_and(|it| it == "単位"));
        let (mut rows, mut cells) = (Vec::new(), Vec::new());
        for (group, of_group) in table.groups.iter().enumerate() {
            for places in grid(&of_group.rows, width) {
                let labels = places.iter().enumerate().filter_map(|(at, place)| {
                    let cell = place.as_ref()?.cell;
                    (at == 0 || cell.head == Some(Head::Row)).then(|| words(cell))
                });
                let labels: Vec<String> = labels.collect();
                let in_column = of_units.and_then(|at| places[at]).map(|place| words(place.cell));
                let unit = in_column.or_else(|| labels.iter().rev().find_map(|it| unit_of(it)));
                rows.push(line(kind(&labels), group, unit.unwrap_or_default()));
                cells.push(places.iter().map(|place| value(place.as_ref())).collect());
            }
        }
        for (at, column) in columns.iter_mut().enumerate() {
            column.numeric = is_numeric(&rows, &cells, at);
        }
        let is_number = |value: &Value| matches!(value, Value::Number(_));
        let has = |at: usize| cells.iter().any(|row: &Vec<Value>| is_number(&row[at]));
        let with_numbers = (0..width).map(has).collect();
        Self { rows, columns, cells, with_numbers }
    }

    /// The number at a place.
    pub(super) fn number(&self, row: usize, column: usize) -> Option<&Number> {
        match &self.cells[row][column] {
            Value::Number(number) => Some(number),
            Value::Empty | Value::Words => None,
        }
    }

    /// Whether a number stands anywhere in a column.
    pub(super) fn has_numbers(&self, column: usize) -> bool {
        self.with_numbers[column]
    }

    /// Whether words stand at a place.
    pub(super) fn has_words(&self, row: usize, column: usize) -> bool {
        matches!(self.cells[row][column], Value::Words)
    }
}

/// Whether a column holds numbers of one unit that can be summed up. Rows of rates do not count.
fn is_numeric(rows: &[Series], cells: &[Vec<Value>], column: usize) -> bool {
    let mut unit: Option<&str> = None;
    for (row, cells) in rows.iter().zip(cells) {
        match &cells[column] {
            Value::Words => return false,
            Value::Number(number) if row.kind != SumKind::Other => {
                if *unit.get_or_insert(&number.unit) != number.unit {
                    return false;
                }
            }
            Value::Empty | Value::Number(_) => {}
        }
    }
    unit.is_some_and(|unit| unit != "%")
}

/// What the heads of a row or column say; the innermost one that says something decides.
fn kind(heads: &[String]) -> SumKind {
    let bare = |head: &String| head.split(['(', '[']).next().unwrap_or_default().to_owned();
    // 合計（重複を除く） is less than the sum.
    if heads.iter().any(|head| head.contains("重複") || head.contains("除く")) {
        return SumKind::Other;
    }
    let heads: Vec<(&String, String)> = heads.iter().map(|head| (head, bare(head))).collect();
    let of = |(_, bare): &(&String, String)| match bare.as_str() {
        "小計" | "計" => Some(SumKind::Subtotal),
        "合計" | "総計" => Some(SumKind::Total),
        "累計" | "累積" => Some(SumKind::Running),
        _ => None,
    };
    if let Some(kind) = heads.iter().rev().find_map(of) {
        return kind;
    }
    let no_amount = |(head, bare): &(&String, String)| {
        let once_more = bare.starts_with("うち") || head.contains("再掲") || head.contains("内数");
        once_more || head.contains('%') || NO_AMOUNTS.iter().any(|end| bare.ends_with(end))
    };
    if heads.iter().any(no_amount) { SumKind::Other } else { SumKind::Amounts }
}

/// What stands in brackets at the end of a head.
fn unit_of(head: &str) -> Option<String> {
    let (_, unit) = head.strip_suffix(')')?.rsplit_once('(')?;
    Some(unit.to_owned())
}

/// The heads over each column, from the top down.
fn column_heads(table: &Table) -> Vec<Vec<String>> {
    let width = table.columns.len();
    let mut heads = vec![Vec::new(); width];
    for row in grid(&table.head, width) {
        for (at, place) in row.iter().enumerate() {
            let Some(place) = place else { continue };
            let head = words(place.cell);
            if !head.is_empty() && heads[at].last() != Some(&head) {
                heads[at].push(head);
            }
        }
    }
    heads
}

/// A cell at a place.
#[derive(Clone, Copy)]
struct Placed<'a> {
    cell: &'a Cell,
    /// Whether this is the cell's first place.
    first: bool,
}

/// The cell at each place of a grid.
fn grid(rows: &[Row], width: usize) -> Vec<Vec<Option<Placed<'_>>>> {
    let mut places: Vec<Vec<Option<Placed<'_>>>> = vec![vec![None; width]; rows.len()];
    for Area { cell, rows, columns } in lay_out(rows).into_iter().flatten() {
        for (y, line) in places[rows.clone()].iter_mut().enumerate() {
            for (x, place) in line.iter_mut().enumerate().take(columns.end).skip(columns.start) {
                *place = Some(Placed { cell, first: y == 0 && x == columns.start });
            }
        }
    }
    places
}

/// The text of a cell, without spaces and differences of width.
fn words(cell: &Cell) -> String {
    let text = match &cell.content {
        Content::Text(text) => text.plain(),
        Content::List(_)
        | Content::Timed(_)
        | Content::Empty(_)
        | Content::Symbol { .. }
        | Content::Number(_)
        | Content::Compared(_)
        | Content::Entries { .. } => String::new(),
    };
    markdown::squeezed(&text)
}

fn value(place: Option<&Placed<'_>>) -> Value {
    let Some(Placed { cell, first: true }) = place else { return Value::Empty };
    let text = match &cell.content {
        Content::Empty(_) => return Value::Empty,
        Content::List(_)
        | Content::Symbol { .. }
        | Content::Compared(_)
        | Content::Timed(_)
        | Content::Entries { .. } => return Value::Words,
        Content::Number(number) => number.clone(),
        Content::Text(text) => match text.as_line() {
            Some(line) => markdown::plain(line),
            None => return Value::Words,
        },
    };
    let text = text.trim();
    if text.is_empty() || matches!(text, "-" | "－" | "―" | "–" | "—" | "−" | "ー") {
        return Value::Empty;
    }
    // A number over several columns belongs to none of them alone.
    match (cell.place, number(text)) {
        (Some(place), Some((value, unit))) if cell.columns == 1 => {
            Value::Number(Number { value, unit, span: place.0 })
        }
        _ => Value::Words,
    }
}

/// A number with the unit behind it: `1,000人`, `△5`.
fn number(text: &str) -> Option<(Decimal, String)> {
    // Most cells are sentences: no need to look closer.
    if text.len() > 90 {
        return None;
    }
    let text = markdown::normalise(text);
    let (negative, text) = match text.strip_prefix(['△', '▲']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.as_str()),
    };
    let number = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = text[number.len()..].trim_start();
    let value = Decimal::parse(number)?;
    let value = if negative { value.negated() } else { value };
    (unit.chars().count() <= LONGEST_UNIT).then(|| (value, unit.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_units() {
        let check = |text: &str, expected: Option<(&str, &str)>| {
            let found = number(text).map(|(value, unit)| (value.to_string(), unit));
            let found = found.as_ref().map(|(value, unit)| (value.as_str(), unit.as_str()));
            assert_eq!(found, expected, "{text}");
        };
        check("10", Some(("10", "")));
        check("１，０００ 人", Some(("1,000", "人")));
        check("△1,000千円", Some(("-1,000", "千円")));
        check("▲ 3", Some(("-3", "")));
        check("－2.5％", Some(("-2.5", "%")));
        check("-2.5％", Some(("-2.5", "%")));
        check("約20", None);
        check("1人（うち兼務1人）", None);
        check("令和8年度", None);
        check("3（見込みを含む数）", None);
        check("", None);
    }

    #[test]
    fn heads_say_what_is_summed_up() {
        let check = |heads: &[&str], expected: SumKind| {
            let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
            assert_eq!(kind(&heads), expected, "{heads:?}");
        };
        check(&["甲"], SumKind::Amounts);
        check(&[], SumKind::Amounts);
        check(&["小計"], SumKind::Subtotal);
        check(&["本庁", "計"], SumKind::Subtotal);
        check(&["合計(人)"], SumKind::Total);
        check(&["合計額"], SumKind::Amounts);
        check(&["計画"], SumKind::Amounts);
        check(&["累積"], SumKind::Running);
        check(&["参加率"], SumKind::Other);
        check(&["割合(%)"], SumKind::Other);
        check(&["研修修了者(%)"], SumKind::Other);
        check(&["業務の効率化"], SumKind::Amounts);
        check(&["うち女性"], SumKind::Other);
        check(&["管理職(再掲)"], SumKind::Other);
        check(&["1人当たり"], SumKind::Other);
        check(&["合計(重複を除く)"], SumKind::Other);
    }
}
