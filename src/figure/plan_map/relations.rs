//! Plans by how they stand to the document, the document among them.

use crate::document::{Plan, Relation};
use crate::figure::cells;
use crate::figure::drawing::{Drawing, Material};
use crate::figure::heads::{ColumnHead, layout};
use crate::markdown::Prose;
use crate::table::{Cell, Content, Entry, Form, Group, Head, Row, Status, Table};

use super::{Labels, linked, span_of_time};

/// The sides of the diagram in their order, after which come plans of no relation.
const SIDES: [(&str, Option<Relation>); 6] = [
    ("upper", Some(Relation::Upper)),
    (THIS, None),
    ("same", Some(Relation::Same)),
    ("lower", Some(Relation::Lower)),
    ("basis", Some(Relation::Basis)),
    ("other", None),
];

/// The side of the document itself.
const THIS: &str = "this";

pub(super) fn draw(drawing: &mut Drawing<'_, '_>, labels: &Labels) -> Table {
    let from = drawing.from;
    let groups = SIDES.iter().filter_map(|&(side, relation)| group(&from, side, relation, labels));
    let groups = groups.collect();
    let columns = ["name", "period", "follows", "note"];
    let heads = columns.map(|key| ColumnHead::leaf(from.column_head(key)));
    let (width, head) = layout(heads.into());
    Table { form: Form::Around, ..drawing.table(width, head, groups) }
}

fn group(
    from: &Material<'_>,
    side: &'static str,
    relation: Option<Relation>,
    labels: &Labels,
) -> Option<Group> {
    let word = if side == THIS { from.this_document() } else { from.word(&format!("side.{side}")) };
    let row = |name: Prose, rest: [Option<Prose>; 3]| {
        let status = Some(Status { name: side, word: word.clone() });
        let name = Content::Entries { status, entries: vec![Entry::from(name)] };
        let mut cells = vec![Cell { head: Some(Head::Row), ..Cell::new(name) }];
        cells.extend(rest.into_iter().map(|text| Cell::new(cells::text(text.as_ref()))));
        Row { cells }
    };
    let of = |plan: &Plan| {
        let period = plan.period.as_ref().map(|period| span_of_time(period, from));
        row(linked(plan, from), [period, from.succession(plan), plan.note.clone()])
    };
    let rows: Vec<Row> = if side == THIS {
        let facts = &from.document.facts;
        let period = facts.period.as_ref().map(|period| span_of_time(period, from));
        vec![row(facts.title.clone(), [period, None, None])]
    } else {
        let plans = from.records().plans.iter().enumerate();
        let here = plans.filter(|(at, plan)| plan.relation == relation && !is_over(*at, from));
        here.map(|(_, plan)| of(plan)).collect()
    };
    let label = labels.iter().find(|(it, _)| Some(*it) == relation).map(|(_, label)| label.plain());
    let head = match label {
        Some(label) => from.phrase("labelled", &[("head", &word), ("label", &label)]),
        None => word.clone(),
    };
    (!rows.is_empty()).then(|| Group { head: Some(from.text(&head).into()), rows })
}

/// Whether a plan is there for the one that follows it only.
fn is_over(at: usize, from: &Material<'_>) -> bool {
    let plans = &from.records().plans;
    let followed = plans.iter().any(|it| it.follows.is_some_and(|before| before.index() == at));
    plans[at].relation.is_none() && followed
}
