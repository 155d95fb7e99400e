//! The periods of plans on an axis of years; a plan and the one that it follows share a row.

use crate::calendar::{Date, FiscalYear, When};
use crate::diagnostic::Message;
use crate::document::{Period, Plan, Relation};
use crate::figure::cells;
use crate::figure::drawing::{Drawing, Material};
use crate::figure::group::{Together, together};
use crate::figure::schedule::axis::{Axis, Months, Unit};
use crate::figure::schedule::on_axis;
use crate::figure::schedule::track::{End, Item, Track};
use crate::markdown::{Block, BlockKind, Inline, InlineKind, Prose};
use crate::source::Spanned;
use crate::table::{Content, Table, TimedShape};

use super::linked;

/// The side at which a row stands: plans above, the document itself, those beside, below and under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Upper,
    This,
    Same,
    Lower,
    Basis,
    Other,
}

pub(super) fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    let from = drawing.from;
    let mut rows: Vec<(Side, Track)> = vec![];
    rows.extend(this_document(&from).map(|track| (Side::This, track)));
    rows.extend(
        chains(&from)
            .into_iter()
            .filter_map(|chain| Some((side(chain.last()?), row(&from, &chain)?))),
    );
    rows.sort_by_key(|(side, _)| *side);
    let items = || rows.iter().flat_map(|(_, track)| &track.items);
    let first = items().flat_map(Item::ends).map(|end| end.months.0).min();
    let last = items().flat_map(Item::ends).map(|end| end.months.1).max();
    let (Some(first), Some(last)) = (first, last) else {
        let help = Message::fixed(
            "plans: の計画に period: を書くか、「view: relations」にしてください。",
            "write `period:` of the plans, or choose `view: relations`",
        );
        from.empty(from.place.0, help, drawing.options.diagnostics);
        return None;
    };
    let ends = (first, last);
    let times: Vec<Months> = items().map(|item| item.months(ends)).collect();
    let axis = Axis::new(Unit::Year, ends, &times);
    let head = |(side, _): &(Side, Track)| from.text(&word(&from, *side));
    let groups = together(&from, rows, |(side, _)| Some(*side), head).into_iter();
    let groups = groups.map(|it| Together {
        head: it.head,
        items: it.items.into_iter().map(|(_, track)| track).collect(),
    });
    let mut table = on_axis(drawing, groups.collect(), (&axis, Unit::Year, ends));
    table.notes.blocks.extend(without_period(&from));
    Some(table)
}

fn side(plan: &Plan) -> Side {
    match plan.relation {
        Some(Relation::Upper) => Side::Upper,
        Some(Relation::Same) => Side::Same,
        Some(Relation::Lower) => Side::Lower,
        Some(Relation::Basis) => Side::Basis,
        None => Side::Other,
    }
}

fn word(from: &Material<'_>, side: Side) -> String {
    match side {
        Side::This => from.this_document(),
        Side::Upper => from.word("side.upper"),
        Side::Same => from.word("side.same"),
        Side::Lower => from.word("side.lower"),
        Side::Basis => from.word("side.basis"),
        Side::Other => from.word("side.other"),
    }
}

/// The plans in rows: each first one with those that follow it. Of two that follow one plan, the second has a
/// row of its own.
fn chains<'a>(from: &Material<'a>) -> Vec<Vec<&'a Plan>> {
    let plans = &from.records().plans;
    let next =
        |at: usize| plans.iter().position(|it| it.follows.is_some_and(|id| id.index() == at));
    let is_next = |at: usize| plans[at].follows.is_some_and(|id| next(id.index()) == Some(at));
    let first = (0..plans.len()).filter(|&at| !is_next(at));
    let chain = |at| std::iter::successors(Some(at), |&at| next(at)).map(|at| &plans[at]).collect();
    first.map(chain).collect()
}

/// Plans that follow each other, by the name of the last one; nothing if none has a period.
fn row(from: &Material<'_>, chain: &[&Plan]) -> Option<Track> {
    let last = chain.last()?;
    let mut items = Vec::new();
    let mut notes = Vec::new();
    for (at, plan) in chain.iter().enumerate() {
        let Some(period) = &plan.period else { continue };
        let next = chain.get(at + 1);
        let named = next.is_some().then(|| linked(plan, from));
        notes.extend(plan.note.clone().map(|note| match &named {
            Some(_) => from.text(
                &from.phrase("labelled", &[("head", &plan.name.plain()), ("label", &note.plain())]),
            ),
            None => note,
        }));
        let texts = named.into_iter().chain(from.succession(plan)).collect();
        let mut item = bar(from, period, texts);
        // What another plan follows does not go on, even if nobody wrote when it ended.
        if let (None, Some(next)) = (&item.until, next) {
            let begins = next.period.as_ref().and_then(|period| period.from.as_ref());
            let end = begins.map(|begins| end(from, begins));
            item.until = end.map(|end| before(from, &end, item.from.as_ref()));
            item.after = Some(from.phrase("succeeded", &[("name", &next.name.plain())]));
        }
        items.push(item);
    }
    let name = linked(last, from);
    (!items.is_empty()).then(|| Track { name, items, remark: cells::list(notes) })
}

/// The end of a plan that ends where another one begins.
fn before(from: &Material<'_>, next: &End, begins: Option<&End>) -> End {
    let earliest = begins.map_or(i32::MIN, |begins| begins.months.0);
    let last = (next.months.0 - 1).max(earliest);
    let words = from.phrase("before", &[("at", &next.words)]);
    End { months: (last, last), words, fine: next.fine, span: next.span }
}

fn this_document(from: &Material<'_>) -> Option<Track> {
    let facts = &from.document.facts;
    let adopted = || facts.adopted.map(|at| Period { from: Some(at), until: None });
    let period = facts.period.clone().or_else(adopted)?;
    let name = facts.title.clone();
    Some(Track { name, items: vec![bar(from, &period, Vec::new())], remark: Content::Empty(None) })
}

fn bar(from: &Material<'_>, period: &Period, texts: Vec<Prose>) -> Item {
    let (begin, until) = (period.from.as_ref(), period.until.as_ref());
    let span = begin.or(until).map_or(from.place.0, |date| date.span);
    let [begin, until] = [begin, until].map(|date| date.map(|date| end(from, date)));
    Item { shape: TimedShape::Bar, texts, from: begin, until, after: None, exact: true, span }
}

/// A year without a month is the fiscal year of that number.
fn end(from: &Material<'_>, date: &Spanned<Date>) -> End {
    let when = match date.value {
        Date { year, month: None, .. } => When::Year(FiscalYear(year)),
        date => When::Date(date),
    };
    End {
        words: date.value.show(from.calendar),
        ..End::of(&Spanned::new(when, date.span), from.calendar)
    }
}

/// Names the plans that the axis cannot show.
fn without_period(from: &Material<'_>) -> Option<Block> {
    let plans = from.records().plans.iter().filter(|plan| plan.period.is_none());
    let names: Vec<String> = plans.map(|plan| plan.name.plain()).collect();
    let words = from.phrase("without-period", &[("names", &names.join(&from.word("separator")))]);
    let span = from.place.0;
    let inlines = vec![Inline { kind: InlineKind::Text(words), span }];
    (!names.is_empty()).then_some(Block { kind: BlockKind::Paragraph(inlines), span })
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::draw_block;

    fn check(records: &str, expected: &str) {
        assert_eq!(
            draw_block(records, "plan-map\nview: timeline\n").shown(),
            expected,
            "{records}"
        );
    }

    #[test]
    fn successors_share_a_row() {
        check(
            "kind: policy\nperiod: {from: 2025-04}\nplans:\n\
             - {name: 第六次計画, relation: upper, period: {from: 2025, until: 2034}, follows: 第五次計画}\n\
             - {name: 第五次計画, period: {from: 2016}, note: 前の計画}\n\
             - {name: 国の指針, relation: basis}\n",
            "[計画等の名称] | [平成28年度～令和6年度] | [令和7年度～令和16年度] | [内容]\n\
             ├ 上位の計画\n\
             第六次計画: | 第五次計画／平成28年から令和7年の前まで、「第六次計画」へ引き継ぐ | 「第五次計画」を引き継ぐ／令和7年から令和16年まで | 第五次計画：前の計画\n\
             ├ この方針\n\
             題: | · | 令和7年4月から、以降も続く | ·",
        );
        let drawn = draw_block(
            "plans: [{name: 甲, period: {from: 2025}}, {name: 乙}]\n",
            "plan-map\nview: timeline\nnote: 注\n",
        );
        assert_eq!(drawn.table().notes.plain(), "注 期間を示していない計画等：乙");
    }

    #[test]
    fn of_two_successors_the_second_has_a_row_of_its_own() {
        check(
            "plans:\n\
             - {name: 甲, relation: same, period: {from: 2022, until: 2023}}\n\
             - {name: 乙, relation: same, period: {from: 2024, until: 2025}, follows: 甲}\n\
             - {name: 丙, relation: same, period: {from: 2024, until: 2024}, follows: 甲}\n",
            "[計画等の名称] | [令和4年度] | [令和5年度] | [令和6年度] | [令和7年度]\n\
             ├ 同位の計画\n\
             乙: | 甲／令和4年から令和5年まで | < | 「甲」を引き継ぐ／令和6年から令和7年まで | <\n\
             丙: | · | · | 「甲」を引き継ぐ／令和6年 | ·",
        );
    }

    #[test]
    fn a_document_without_a_period_begins_when_it_was_adopted() {
        check(
            "adopted: 2026-03\nplans: [{name: 甲, relation: lower, period: {from: 2026-04, until: 2027-03}}]\n",
            "[計画等の名称] | [令和7年度] | [令和8年度]\n\
             ├ この文書\n\
             題: | 令和8年3月から、以降も続く | <\n\
             ├ 下位の計画\n\
             甲: | · | 令和8年4月から令和9年3月まで",
        );
    }
}
