//! A table as its rows and columns are known: by their heads.

use std::collections::BTreeMap;

use crate::markdown::{Prose, name_key};
use crate::table::{Area, Cell, Content, Head, Table, lay_out};

/// A table by the heads of its rows and columns. Cells that cover several places are in each of them.
pub(super) struct Grid<'t> {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row<'t>>,
}

pub(super) struct Column {
    /// The heads over it, from the outermost in; none in a table without heads.
    pub(super) heads: Vec<String>,
    /// What tells it from the others.
    pub(super) key: String,
    /// Whether it holds what rows are known by, or only counts them.
    pub(super) is_head: bool,
}

pub(super) struct Row<'t> {
    /// The head of the group that it stands in.
    pub(super) group: Option<String>,
    /// The heads beside it, from the outermost in.
    pub(super) heads: Vec<String>,
    /// What tells it from the others; nothing if it has no head.
    pub(super) key: Option<String>,
    /// Its cells by column.
    pub(super) cells: Vec<Option<&'t Cell>>,
}

impl<'t> Grid<'t> {
    pub(super) fn new(table: &'t Table) -> Self {
        let width = table.columns.len();
        let mut heads: Vec<Vec<String>> = vec![Vec::new(); width];
        for area in lay_out(&table.head).iter().flatten() {
            let text = area.cell.content.plain();
            for heads in heads.get_mut(area.columns.clone()).into_iter().flatten() {
                if !text.is_empty() && heads.last() != Some(&text) {
                    heads.push(text.clone());
                }
            }
        }
        let mut rows = Vec::new();
        for group in &table.groups {
            let head = group.head.as_ref().map(|head| head.text.plain());
            let areas = lay_out(&group.rows);
            rows.extend((0..group.rows.len()).map(|at| Row {
                group: head.clone(),
                heads: Vec::new(),
                key: None,
                cells: cells(at, &areas, width),
            }));
        }
        let counting: Vec<bool> = (0..width).map(|at| counts_rows(at, &rows)).collect();
        name_rows(&mut rows, &counting);
        let column = |(at, heads): (usize, Vec<String>)| {
            let is_head = counting[at] || holds_heads(at, &rows);
            Column { key: key(&heads, at), heads, is_head }
        };
        let mut columns: Vec<Column> = heads.into_iter().enumerate().map(column).collect();
        number(columns.iter_mut().map(|column| &mut column.key));
        Self { columns, rows }
    }
}

/// What stands in each column of a row.
fn cells<'t>(at: usize, areas: &[Vec<Area<'t>>], width: usize) -> Vec<Option<&'t Cell>> {
    let mut cells = vec![None; width];
    for area in areas.iter().flatten().filter(|area| area.rows.contains(&at)) {
        for cell in cells.get_mut(area.columns.clone()).into_iter().flatten() {
            *cell = Some(area.cell);
        }
    }
    cells
}

/// Finds what rows are known by: their heads. What merely counts them names none.
fn name_rows(rows: &mut [Row<'_>], counting: &[bool]) {
    for row in rows.iter_mut() {
        let cells = row.cells.iter().zip(counting).filter(|(_, counts)| !**counts);
        let heads = cells.filter_map(|(cell, _)| *cell).filter(|it| it.head == Some(Head::Row));
        row.heads = heads.map(|cell| cell.content.plain()).collect();
        row.heads.dedup();
        let keys: Vec<String> = row.heads.iter().map(|text| name_key(text)).collect();
        row.key = (!keys.is_empty()).then(|| keys.join("\n"));
    }
    number(rows.iter_mut().filter_map(|row| row.key.as_mut()));
}

fn key(heads: &[String], at: usize) -> String {
    let keys: Vec<String> = heads.iter().map(|head| name_key(head)).collect();
    if keys.is_empty() { format!("\n{at}") } else { keys.join("\n") }
}

/// Lets equal keys differ by how often they came before.
fn number<'k>(keys: impl Iterator<Item = &'k mut String>) {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for key in keys {
        let count = taken.entry(key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            *key = format!("{key}\n{count}");
        }
    }
}

/// Whether a column holds heads of rows alone.
fn holds_heads(at: usize, rows: &[Row<'_>]) -> bool {
    let mut cells = rows.iter().map(|row| row.cells.get(at).copied().flatten());
    cells.all(|cell| cell.is_none_or(|it| it.head == Some(Head::Row)))
}

/// Whether a column, which is the first, counts the rows: a row that comes in between changes all numbers after it, and nothing else.
fn counts_rows(at: usize, rows: &[Row<'_>]) -> bool {
    let mut cells = (1..).zip(rows.iter().map(|row| row.cells.get(at).copied().flatten()));
    at == 0
        && rows.len() > 1
        && cells.all(|(number, cell)| cell.is_some_and(|it| counts(&it.content, number)))
}

fn counts(content: &Content, number: usize) -> bool {
    match content {
        Content::Number(text) => *text == number.to_string(),
        Content::Text(text) => name_key(&text.plain()) == number.to_string(),
        _ => false,
    }
}

/// What a table is called: by its caption.
pub(super) fn name(table: &Table) -> Option<String> {
    table.caption.as_ref().map(Prose::plain).filter(|name| !name.is_empty())
}
