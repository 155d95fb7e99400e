//! `plan-map`: how other plans stand to the document, as a diagram, as a timeline or as a table.

mod relations;
mod timeline;

use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, Message};
use crate::document::{Data, FigureKind, Kind, Period, Plan, PlanId, Relation};
use crate::markdown::{Inline, InlineKind, Prose};
use crate::source::{Place, Spanned};
use crate::table::{Content, Table};
use crate::yaml::{Choice, Field as Declared, Shape, choices, words};

use super::Figure;
use super::cells;
use super::drawing::{Drawing, FIGURE_OPTION_UNKNOWN, Material};
use super::options;
use super::record_table::{Field, names};

/// The columns that authors can choose.
const COLUMNS: &[&str] = &names(FIELDS);

pub(super) static FIGURE: Figure = Figure {
    kind: FigureKind { name: "plan-map", shows: &[Data::Plans], stands_for: Some(Data::Plans) },
    options: &[
        Declared::new(
            "view",
            Shape::Choice(&words(&VIEWS)),
            "示し方。省くと relations です。columns か row_heads を書いたときは table です。",
            "How the plans are shown: `relations` if left out, `table` where columns are chosen.",
        ),
        Declared::new(
            "labels",
            Shape::Record(LABELS),
            "位置ごとに添える言葉。例: {upper: 上位の計画のデジタル人材に関する部分を明確にする}",
            "Words beside the plans of each place. Example: {upper: 上位の計画のデジタル人材に関する部分を明確にする}",
        ),
        options::columns(COLUMNS),
        options::ROW_HEADS,
    ],
    draw,
};

/// How the plans are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Relations,
    Timeline,
    Table,
}

const VIEWS: [(Choice, View); 3] = [
    (
        ("relations", "この文書との関係を図にする", "a diagram of how they stand to the document"),
        View::Relations,
    ),
    (
        ("timeline", "計画の期間を年度の軸に並べる", "their times on an axis of years"),
        View::Timeline,
    ),
    (("table", "計画を行に並べた表にする", "a table with a row for each plan"), View::Table),
];

/// What is said beside the plans of a relation.
static LABELS: &[Declared] = &[
    label("upper", "上位の計画に添える言葉。", "Beside the plans above."),
    label("same", "同位の計画に添える言葉。", "Beside the plans on a par."),
    label("lower", "下位の計画に添える言葉。", "Beside the plans below."),
    label("basis", "根拠に添える言葉。", "Beside what the document is based on."),
];

const fn label(key: &'static str, ja: &'static str, en: &'static str) -> Declared {
    Declared::new(key, Shape::Markdown, ja, en)
}

const FIELDS: &[Field<Plan>; 5] = &[
    Field::new("name", |plan, from| Content::Text(linked(plan, from))),
    Field::new("relation", |plan, from| {
        let words =
            plan.relation.map(|relation| from.choice("relation", Relation::CHOICES, &relation));
        cells::text(words.as_ref())
    }),
    Field::new("period", |plan, from| {
        cells::text(plan.period.as_ref().map(|period| span_of_time(period, from)).as_ref())
    }),
    Field::new("follows", |plan, from| {
        cells::text(plan.follows.map(|before| from.plan(before).name.clone()).as_ref())
    }),
    Field::new("note", |plan, _| cells::text(plan.note.as_ref())),
];

fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    let of_table = ["columns", "row_heads"];
    let chosen = of_table.into_iter().find_map(|key| Some((key, drawing.options.place(key)?)));
    let view = drawing.options.choice("view", &choices(&VIEWS));
    let labels = labels(drawing);
    let usual = if chosen.is_some() { View::Table } else { View::Relations };
    let view = view.unwrap_or(usual);
    let outside = match (view, chosen) {
        (View::Table, _) | (_, None) => None,
        (_, chosen) => chosen,
    };
    if let Some((key, span)) = outside {
        let message = Message::new(
            format!("「{key}」は、view: table のときだけ書けます"),
            format!("`{key}` is for `view: table` only"),
        );
        let help = Message::new(
            format!("「view: table」にするか、「{key}」を取り除いてください。"),
            format!("write `view: table`, or take `{key}` away"),
        );
        let diagnostic = Diagnostic::new(&FIGURE_OPTION_UNKNOWN, span, message).help(help);
        drawing.options.diagnostics.push(diagnostic);
    }
    if drawing.from.records().plans.is_empty() {
        drawing.without_records();
        return None;
    }
    match view {
        View::Relations => Some(relations::draw(drawing, &labels)),
        View::Timeline => timeline::draw(drawing),
        View::Table => drawing.all_records(FIELDS, |records| &records.plans),
    }
}

/// What is said beside the plans of each relation.
type Labels = Vec<(Relation, Prose)>;

fn labels(drawing: &mut Drawing<'_, '_>) -> Labels {
    let labels = drawing.options.record("labels", |reader| {
        let label = |(key, relation): &(&str, Relation)| Some((*relation, reader.prose(key)?));
        Some(Relation::CHOICES.iter().filter_map(label).collect())
    });
    labels.unwrap_or_default()
}

impl<'a> Material<'a> {
    fn plan(&self, id: PlanId) -> &'a Plan {
        &self.document.records.plans[id.index()]
    }

    /// この方針: the document by its kind.
    fn this_document(&self) -> String {
        self.word(match self.document.facts.kind {
            Kind::Policy => "this.policy",
            Kind::Plan => "this.plan",
            Kind::Page => "this.page",
        })
    }

    /// 「…」を引き継ぐ, if a plan does.
    fn succession(&self, plan: &Plan) -> Option<Prose> {
        let before = self.plan(plan.follows?).name.plain();
        Some(self.text(&self.phrase("succession", &[("name", &before)])))
    }
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
        let drawn = draw_block(records, "plan-map\nview: table\n");
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
