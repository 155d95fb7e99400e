//! `plan-map`: how other plans stand to the document.

use crate::calendar::Date;
use crate::document::{Data, FigureKind, Period, Plan, Relation};
use crate::markdown::{Inline, InlineKind, Prose};
use crate::source::{Place, Spanned};
use crate::table::{Content, Table};

use super::Figure;
use super::cells;
use super::drawing::{Drawing, Material};
use super::options;
use super::record_table::{Field, names};

/// The columns that authors can choose.
const COLUMNS: &[&str] = &names(FIELDS);

pub(super) static FIGURE: Figure = Figure {
    kind: FigureKind { name: "plan-map", shows: &[Data::Plans], stands_for: Some(Data::Plans) },
    options: &[options::columns(COLUMNS), options::ROW_HEADS],
    draw,
};

const FIELDS: &[Field<Plan>; 4] = &[
    Field::new("name", |plan, from| Content::Text(linked(plan, from))),
    Field::new("relation", |plan, from| {
        let words =
            plan.relation.map(|relation| from.choice("relation", Relation::CHOICES, &relation));
        cells::text(words.as_ref())
    }),
    Field::new("period", |plan, from| {
        cells::text(plan.period.as_ref().map(|period| span_of_time(period, from)).as_ref())
    }),
    Field::new("note", |plan, _| cells::text(plan.note.as_ref())),
];

fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    drawing.all_records(FIELDS, |records| &records.plans)
}

/// The name of a plan, as a link to where it is published.
fn linked(plan: &Plan, from: &Material<'_>) -> Prose {
    let is_link = |inline: &Inline| matches!(inline.kind, InlineKind::Link { .. });
    match (&plan.url, plan.name.as_line()) {
        (Some(url), Some(name)) if !name.iter().any(is_link) => {
            let (target, title) = (url.value.clone(), String::new());
            let place = Place(url.span);
            let kind = InlineKind::Link { target, place, title, inlines: name.to_vec() };
            from.line(vec![Inline { kind, span: url.span }])
        }
        _ => plan.name.clone(),
    }
}

fn span_of_time(period: &Period, from: &Material<'_>) -> Prose {
    let show = |date: &Spanned<Date>| date.value.show(from.calendar);
    let key = match (&period.from, &period.until) {
        (Some(_), Some(_)) => "period.closed",
        (Some(_), None) => "period.from",
        (None, _) => "period.until",
    };
    let [begin, end] = [&period.from, &period.until].map(|date| date.as_ref().map(show));
    let values = [("from", begin.unwrap_or_default()), ("until", end.unwrap_or_default())];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    from.text(&from.phrase(key, &values))
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::draw_block;
    use crate::markdown::InlineKind;
    use crate::table::Content;

    #[test]
    fn plans_say_how_they_stand_and_for_how_long() {
        let records = "plans:\n\
            - {name: 総合計画, relation: upper, period: {from: 2022-02, until: 2026-03}, url: 'https://a.example/'}\n\
            - {name: 基本方針, relation: same, period: {from: 2025}, note: 連携する}\n\
            - {name: 指針, period: {until: R9.3}}\n";
        let drawn = draw_block(records, "plan-map\n");
        assert_eq!(
            drawn.shown(),
            "[計画等の名称] | [位置づけ] | [期間] | [内容]\n\
             総合計画: | 上位 | 令和4年2月から令和8年3月まで | ·\n\
             基本方針: | 同位 | 令和7年から | 連携する\n\
             指針: | · | 令和9年3月まで | ·"
        );
        let name = &drawn.table().groups[0].rows[0].cells[0].content;
        let Content::Text(name) = name else { panic!("a text") };
        let link = &name.as_line().expect("a line")[0].kind;
        assert!(matches!(link, InlineKind::Link { target, .. } if target == "https://a.example/"));
    }
}
