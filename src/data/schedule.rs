//! Schedules as datasets: a row for each bar, milestone or value, with the time that it takes [L3-05].

use super::Datum;
use super::columns::Column;
use super::grid::{column_heads, is_head};
use crate::diagnostic::Message;
use crate::markdown::Prose;
use crate::table::{Area, Content, Table, TimedShape, lay_out};

/// The columns behind those that all datasets have, and the rows.
pub(super) fn long(table: &Table) -> (Vec<Column>, Vec<Vec<Datum>>) {
    let width = table.columns.len();
    let heads = column_heads(&table.head, width);
    let head = |column: usize| {
        let parts = heads.get(column).into_iter().flatten().map(String::as_str);
        let mut parts: Vec<&str> = parts.filter(|it| !it.is_empty()).collect();
        parts.dedup();
        Datum::text(&parts.join(" "))
    };
    let mut rows = Vec::new();
    for group in &table.groups {
        let name = group.head.as_ref().map(|head| head.text.plain());
        let areas: Vec<Area<'_>> = lay_out(&group.rows).into_iter().flatten().collect();
        for area in areas.iter().filter(|area| !is_head(area)) {
            let beside = |it: &&Area<'_>| is_head(it) && it.rows.contains(&area.rows.start);
            let track = areas.iter().find(beside).map(|it| it.cell.content.plain());
            let (kind, time, texts) = match &area.cell.content {
                Content::Empty(_) => continue,
                Content::Timed(timed) => {
                    let kind = match timed.shape {
                        TimedShape::Bar => "bar",
                        TimedShape::Milestone => "milestone",
                        TimedShape::Values => "value",
                    };
                    let texts = timed.texts.iter().map(Prose::plain).collect();
                    (kind, timed.time(), texts)
                }
                content => ("remark", String::new(), vec![content.plain()]),
            };
            let last = area.columns.end.saturating_sub(1);
            let [from, until] = match kind {
                "remark" => [Datum::Blank, Datum::Blank],
                _ => [head(area.columns.start), head(last)],
            };
            let texts: Vec<String> = if texts.is_empty() { vec![String::new()] } else { texts };
            for (at, text) in texts.iter().enumerate() {
                let item = Datum::Number((at + 1).to_string());
                rows.push(vec![
                    Datum::maybe(name.as_deref()),
                    Datum::maybe(track.as_deref()),
                    Datum::text(kind),
                    from.clone(),
                    until.clone(),
                    Datum::text(&time),
                    item,
                    Datum::text(text),
                ]);
            }
        }
    }
    (columns(), rows)
}

/// The columns of schedules.
pub fn columns() -> Vec<Column> {
    let column = |name: &str, ja, en| Column::new(name, Message::fixed(ja, en));
    vec![
        column("group", "取組の区分", "group of tracks"),
        column("track", "取組", "track"),
        column(
            "entry_kind",
            "種類（bar 続く予定、milestone 節目、value 値、remark 備考）",
            "bar, milestone, value or remark",
        ),
        column("from", "始まりの年度か月", "the year or month in which it begins"),
        column("until", "終わりの年度か月", "the year or month in which it ends"),
        column("period", "時期（言葉で）", "its time in words"),
        column("item", "何番目か", "position among several"),
        column("text", "内容", "what it is"),
    ]
}
