//! Data that changed although no table of the document shows it: a column that was not chosen, a field that no figure
//! has. Whoever reuses the data must learn of it, too.

use super::rows::replaced;
use super::{Change, Edition, Frame, Line, Row, tables};
use crate::diagnostic::Diagnostics;
use crate::document::{Data, Document, FigureBlock, FigureRequest, Records};
use crate::figure;
use crate::source::Place;
use crate::table::Table;

/// What changed in data of which the tables say the same.
pub(super) fn rows(old: &Edition, new: &Edition, frame: &Frame<'_>) -> Vec<Row> {
    let (before, after) = (&old.document.records, &new.document.records);
    if before == after || old.document.broken || new.document.broken {
        return Vec::new();
    }
    let kinds = figure::kinds();
    let mut rows = Vec::new();
    for kind in &kinds {
        let Some(data) = kind.stands_for.filter(|data| !same(*data, before, after)) else {
            continue;
        };
        let is_of =
            |name: &str| kinds.iter().any(|kind| kind.name == name && kind.shows.contains(&data));
        let shown = |edition: &Edition| -> Vec<Table> {
            edition.tables.iter().filter(|table| is_of(table.figure)).cloned().collect()
        };
        let (one, other) = (shown(old), shown(new));
        let tells = |(one, other): (&Table, &Table)| {
            tables::compare(one, other, frame).iter().any(|row| row.change != Change::Same)
        };
        if one.len() != other.len() || one.iter().zip(&other).any(tells) {
            continue;
        }
        let whole = [old, new].map(|edition| whole(&edition.document, kind.name, frame));
        let [Some(one), Some(other)] = whole else { continue };
        let changed = tables::compare(&one, &other, frame).into_iter();
        let changed: Vec<Row> = changed.filter(|row| row.change != Change::Same).collect();
        if changed.is_empty() && same_names(before, after) {
            let about =
                vec![one.caption.as_ref().map(crate::markdown::Prose::plain).unwrap_or_default()];
            let line = vec![Line::of(&frame.word("hidden"))];
            rows.push(replaced(about, line.clone(), line));
        }
        rows.extend(changed);
    }
    rows
}

/// Whether data are the same in two states.
fn same(data: Data, old: &Records, new: &Records) -> bool {
    match data {
        Data::Roles => old.roles == new.roles,
        Data::Skills | Data::Methods => old.skills == new.skills,
        Data::Standards => old.standards == new.standards,
        Data::Trainings => old.trainings == new.trainings,
        Data::Securing => old.securing == new.securing,
        Data::Goals => old.goals == new.goals,
        Data::Plans => old.plans == new.plans,
        Data::Glossary => old.glossary == new.glossary,
        Data::Revisions => old.revisions == new.revisions,
    }
}

/// Whether roles and skills stand in the same order: what refers to them does so by their places.
fn same_names(old: &Records, new: &Records) -> bool {
    let roles = |records: &Records| -> Vec<String> {
        records.roles.iter().map(|role| role.name.plain()).collect()
    };
    let skills = |records: &Records| -> Vec<String> {
        records.skills.iter().map(|skill| skill.name.plain()).collect()
    };
    roles(old) == roles(new) && skills(old) == skills(new)
}

/// A figure of a document as it is drawn where no author chose its columns.
fn whole(document: &Document, name: &'static str, frame: &Frame<'_>) -> Option<Table> {
    let request = FigureRequest::Placed { name };
    let figures = vec![FigureBlock { request, place: Place(document.span) }];
    let document = Document { figures, ..document.clone() };
    let mut ignored = Diagnostics::default();
    let table = figure::draw(&document, frame.words, frame.calendar, &mut ignored).pop()?;
    super::edition::is_drawn(&table).then_some(table)
}
