//! Tables that authors wrote in the text as datasets: a row for each place of the table, with the heads that it
//! stands under [L2-02, L2-03, L3-09].

use std::collections::BTreeMap;

use super::columns::Column;
use super::{Dataset, Datum, Material, lists, own_tables, schedule};
use crate::diagnostic::Message;
use crate::markdown::{Block, BlockKind, Prose};
use crate::number;
use crate::table::{Area, Content, Form, Head, Row, Table, lay_out};

/// The datasets of the tables of a document that do not show its records.
pub(super) fn datasets(from: &Material<'_>, known: &[Dataset]) -> Vec<Dataset> {
    let mut datasets: Vec<Dataset> = Vec::new();
    let mut unnamed: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, table) in own_tables(from) {
        let taken = |name: &str| {
            let same = |it: &Dataset| it.name.eq_ignore_ascii_case(name);
            name == "document" || known.iter().any(same) || datasets.iter().any(same)
        };
        let id = table.id.as_deref().filter(|id| is_plain(id) && !taken(id));
        let mut numbered = || {
            let number = unnamed.entry(table.figure).or_default();
            *number += 1;
            format!("{}-{number}", table.figure)
        };
        let name = id.map_or_else(&mut numbered, str::to_owned);
        let schedule = table.form == Form::Schedule;
        let (columns, rows) = if schedule { schedule::long(table) } else { long(table) };
        let before = datasets.len();
        lists::add(from, name, columns, rows, &mut datasets);
        for dataset in &mut datasets[before..] {
            dataset.figure = Some(at);
            dataset.title =
                table.caption.as_ref().map_or_else(|| table.figure.to_owned(), Prose::plain);
        }
    }
    datasets
}

/// Whether an id can be the name of a file on every system.
fn is_plain(id: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | 'ー' | '々');
    id.chars().all(plain) && id.len() <= 80 && !id.starts_with("hs-")
}

/// A body cell's place with the heads around it.
struct Place<'t> {
    /// Which row of the table it is in, from 1.
    line: usize,
    group: Option<String>,
    rows: Vec<String>,
    column: usize,
    content: &'t Content,
}

fn long(table: &Table) -> (Vec<Column>, Vec<Vec<Datum>>) {
    let width = table.columns.len();
    let heads = column_heads(&table.head, width);
    let places = places(table, width);
    let levels = table.head.len();
    let row_heads = places.iter().map(|place| place.rows.len()).max().unwrap_or(0);
    let grouped = places.iter().any(|place| place.group.is_some());
    let mut rows = Vec::new();
    for place in &places {
        let mut around = vec![Datum::Number(place.line.to_string())];
        around.extend(grouped.then(|| Datum::maybe(place.group.as_deref())));
        around
            .extend((0..row_heads).map(|at| Datum::maybe(place.rows.get(at).map(String::as_str))));
        around.extend(
            (0..levels).map(|at| Datum::maybe(heads[place.column].get(at).map(String::as_str))),
        );
        for (at, [value, text]) in values(place.content).into_iter().enumerate() {
            let item = Datum::Number((at + 1).to_string());
            rows.push([around.clone(), vec![item, value, text]].concat());
        }
    }
    (columns(grouped, row_heads, levels), rows)
}

/// The columns of tables that authors wrote in the text, with one level of heads.
pub fn own_columns() -> Vec<Column> {
    columns(true, 1, 1)
}

fn columns(grouped: bool, row_heads: usize, levels: usize) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut add = |name: String, ja: String, en: String| {
        columns.push(Column::new(name, Message::new(ja, en)));
    };
    add("line".to_owned(), "表の何行目か".to_owned(), "row of the table".to_owned());
    if grouped {
        add("group".to_owned(), "行のまとまり".to_owned(), "group of rows".to_owned());
    }
    for at in 1..=row_heads {
        add(
            format!("row_{at}"),
            format!("行の見出し（{at}段目）"),
            format!("head of the row, level {at}"),
        );
    }
    for at in 1..=levels {
        add(
            format!("column_{at}"),
            format!("列の見出し（{at}段目）"),
            format!("head of the column, level {at}"),
        );
    }
    add("item".to_owned(), "セルの中の何番目か".to_owned(), "position within the cell".to_owned());
    add("value".to_owned(), "数".to_owned(), "number".to_owned());
    add("text".to_owned(), "数でない内容".to_owned(), "what is no number".to_owned());
    columns
}

/// The heads over each column, from the outermost.
pub(super) fn column_heads(head: &[Row], width: usize) -> Vec<Vec<String>> {
    let areas: Vec<Area<'_>> = lay_out(head).into_iter().flatten().collect();
    let over = |column: usize, row: usize| {
        let covers = |area: &&Area<'_>| area.columns.contains(&column) && area.rows.contains(&row);
        areas.iter().find(covers).map(|area| area.cell.content.plain()).unwrap_or_default()
    };
    (0..width).map(|column| (0..head.len()).map(|row| over(column, row)).collect()).collect()
}

/// The places of all body cells; a cell that spans several stands in each of them.
fn places(table: &Table, width: usize) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    let mut line = 0;
    for group in &table.groups {
        let head = group.head.as_ref().map(|head| head.text.plain());
        let areas: Vec<Area<'_>> = lay_out(&group.rows).into_iter().flatten().collect();
        let mut grid: Vec<Vec<Option<&Area<'_>>>> = vec![vec![None; width]; group.rows.len()];
        for area in &areas {
            for row in area.rows.clone() {
                let columns = area.columns.start..area.columns.end.min(width);
                grid[row][columns].fill(Some(area));
            }
        }
        for row in &grid {
            line += 1;
            // A row of heads alone says what they say.
            let all = row.iter().flatten().all(|area| is_head(area));
            let mut rows: Vec<String> = Vec::new();
            let mut last = None;
            for area in row.iter().flatten().filter(|area| area.cell.head == Some(Head::Row)) {
                if last != Some(area.columns.start) {
                    rows.push(area.cell.content.plain());
                    last = Some(area.columns.start);
                }
            }
            for (column, area) in row.iter().enumerate() {
                let Some(area) = area.filter(|area| all || !is_head(area)) else { continue };
                let content = &area.cell.content;
                let (group, rows) = (head.clone(), rows.clone());
                places.push(Place { line, group, rows, column, content });
            }
        }
    }
    places
}

/// Whether a cell heads its row.
pub(super) fn is_head(area: &Area<'_>) -> bool {
    area.cell.head == Some(Head::Row)
}

/// The values of a cell, each as a number or a text [L1-07].
fn values(content: &Content) -> Vec<[Datum; 2]> {
    match content {
        Content::Number(number) => {
            vec![[Datum::Number(number.replace(',', "")), Datum::Blank]]
        }
        Content::List(texts) => {
            texts.iter().map(|text| [Datum::Blank, Datum::text(&text.plain())]).collect()
        }
        Content::Text(text) if text.as_line().is_none() => {
            lines(&text.blocks).iter().map(|line| [Datum::Blank, Datum::text(line)]).collect()
        }
        Content::Entries { .. } => {
            content.plain().lines().map(|line| [Datum::Blank, Datum::text(line)]).collect()
        }
        _ => vec![number_or_text(&content.plain())],
    }
}

/// A text that is a number as one. One that begins with a zero is a code.
fn number_or_text(text: &str) -> [Datum; 2] {
    let is_code =
        |number: &String| number.starts_with('0') && number.len() > 1 && !number.contains('.');
    match number::parse(text).filter(|number| !is_code(number)) {
        Some(number) => [Datum::Number(number), Datum::Blank],
        None => [Datum::Blank, Datum::text(text)],
    }
}

/// The paragraphs and items of a text, each without markup.
pub(super) fn lines(blocks: &[Block]) -> Vec<String> {
    let mut found = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::List(list) => {
                list.items.iter().for_each(|item| found.extend(lines(&item.blocks)));
            }
            BlockKind::Quote { blocks, .. } => found.extend(lines(blocks)),
            _ => {
                let line = Prose { blocks: vec![block.clone()], ..Prose::default() }.plain();
                found.extend((!line.is_empty()).then_some(line));
            }
        }
    }
    found
}
