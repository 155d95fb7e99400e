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

#[cfg(test)]
mod tests {
    use crate::figure::testing::{draw_block, draw_file};
    use crate::table::Form;

    #[test]
    fn plans_stand_around_the_document() {
        let plans = "plans:\n\
            - {name: 国の指針, relation: basis}\n\
            - {name: 第五次計画, period: {until: 2024}}\n\
            - {name: 第六次計画, relation: upper, period: {from: 2025}, follows: 第五次計画, note: 十年の計画}\n\
            - {name: 別の計画}\n";
        let drawn = draw_block(
            &format!("kind: policy\nperiod: {{from: 2025-04}}\n{plans}"),
            "plan-map\nlabels: {upper: 具体にする}\n",
        );
        assert_eq!(drawn.table().form, Form::Around);
        assert_eq!(
            drawn.shown(),
            "[計画等の名称] | [期間] | [前の計画] | [内容]\n\
             ├ 上位の計画：具体にする\n\
             上位の計画／第六次計画: | 令和7年から | 「第五次計画」を引き継ぐ | 十年の計画\n\
             ├ この方針\n\
             この方針／題: | 令和7年4月から | · | ·\n\
             ├ 根拠\n\
             根拠／国の指針: | · | · | ·\n\
             ├ 関連する計画\n\
             関連する計画／別の計画: | · | · | ·"
        );
    }

    #[test]
    fn plans_follow_plans() {
        let check = |plans: &str, expected: &[&str]| {
            let drawn = draw_file(&format!("---\ntitle: 題\nplans: [{plans}]\n---\n"));
            assert_eq!(drawn.reports(), expected, "{plans}");
        };
        check("{name: 第五次計画}, {name: 第六次計画, follows: 第五次計画}", &[]);
        check(
            "{name: 第五次計画}, {name: 第六次計画, follows: 五次計画}",
            &["plan-unknown 五次計画"],
        );
        check("{name: 甲, follows: 甲}", &["field-invalid 甲"]);
        check("{name: 甲, follows: 乙}, {name: 乙, follows: 甲}", &["field-invalid 乙"]);
        check(
            "{name: 甲, follows: 乙}, {name: 乙, follows: 丙}, {name: 丙, follows: 乙}",
            &["field-invalid 丙"],
        );
    }

    #[test]
    fn columns_are_for_tables() {
        let check = |options: &str, expected: &[&str]| {
            let drawn = draw_block("plans: [{name: 甲}]\n", &format!("plan-map\n{options}"));
            assert_eq!(drawn.reports(), expected, "{options}");
        };
        check("columns: [name]\n", &[]);
        check("view: table\ncolumns: [name]\n", &[]);
        check("view: relations\ncolumns: [name]\n", &["figure-option-unknown [name]"]);
        check("view: timeline\n", &["figure-empty plan-map"]);
        check("labels: {uper: 上}\n", &["field-unknown uper"]);
    }
}
