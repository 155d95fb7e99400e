//! Tracks as authors write them.

use crate::calendar::{Calendar, When};
use crate::diagnostic::{Diagnostic, Message};
use crate::document::period_reversed;
use crate::figure::cells;
use crate::figure::drawing::FIGURE_EMPTY;
use crate::markdown::Prose;
use crate::source::Spanned;
use crate::table::TimedShape;
use crate::yaml::{Field, Node, Reader, Shape, prose_of};

use super::track::{End, Item, Track};

pub(super) static TRACK: &[Field] = &[
    Field::required(
        "name",
        Shape::Markdown,
        "取組の名称。行の見出しになります。例: 全職員研修",
        "What heads the row. Example: 全職員研修",
    ),
    Field::new(
        "group",
        Shape::Word,
        "取組の区分。同じ区分の取組は、まとめて示します。例: 研修",
        "A group; tracks of one group stand together. Example: 研修",
    ),
    Field::new(
        "bars",
        Shape::Records(BAR),
        "続く期間のある予定。帯で示します。例: - {from: 2026, until: 2028, text: 年2回の研修}",
        "What lasts for a time, drawn as bars. Example: - {from: 2026, until: 2028, text: 年2回の研修}",
    ),
    Field::new(
        "milestones",
        Shape::Records(MILESTONE),
        "節目。その時期に印を付けて示します。例: - {at: 2026, text: 方針の策定}",
        "Milestones, drawn as marks. Example: - {at: 2026, text: 方針の策定}",
    ),
    Field::new(
        "values",
        Shape::Texts,
        "年度や月ごとの値。時期に文を、二つ以上なら並びを付けます。例: {2026: [必須の研修 年2回, その他の研修 年4回]}",
        "What holds in a year or a month: a text, or several. Example: {2026: [必須の研修 年2回, その他の研修 年4回]}",
    ),
    Field::new(
        "remark",
        Shape::Markdown,
        "備考。最後の列に示します。例: 方針に基づいて行う",
        "A remark, shown in the last column. Example: 方針に基づいて行う",
    ),
];

static BAR: &[Field] = &[
    Field::new(
        "from",
        Shape::When,
        "始まり。省くと「以前から」と示します。例: 2026、令和8、2026-04",
        "When it begins; left out if it began before. Example: 2026, 令和8, 2026-04",
    ),
    Field::new(
        "until",
        Shape::When,
        "終わり。省くと「以降も続く」と示します。例: 2028、令和10、2027-03",
        "When it ends; left out if it goes on. Example: 2028, 令和10, 2027-03",
    ),
    Field::required(
        "text",
        Shape::Markdown,
        "帯の中に示す文。例: 年2回の研修",
        "What the bar says. Example: 年2回の研修",
    ),
];

static MILESTONE: &[Field] = &[
    Field::required(
        "at",
        Shape::When,
        "時期。例: 2026、令和8、2026-04",
        "When it is. Example: 2026, 令和8, 2026-04",
    ),
    Field::required(
        "text",
        Shape::Markdown,
        "節目の説明。例: 方針の策定",
        "What it is. Example: 方針の策定",
    ),
];

/// A track as written, with its group.
pub(super) struct Written {
    pub(super) group: Option<String>,
    pub(super) track: Track,
}

impl Written {
    pub(super) fn read(reader: &mut Reader<'_, '_>, calendar: Calendar) -> Option<Self> {
        let faults = reader.diagnostics.iter().count();
        let name = reader.required_prose("name");
        let group = reader.word("group").map(|group| group.value);
        let remark = cells::text(reader.prose("remark").as_ref());
        let mut items = reader.records("bars", |reader| {
            let end = |when: Option<Spanned<When>>| when.map(|when| End::of(&when, calendar));
            let (from, until) = (end(reader.when("from")), end(reader.when("until")));
            reversed(reader, from.as_ref(), until.as_ref());
            let texts = vec![reader.required_prose("text")?];
            Some(Item {
                shape: TimedShape::Bar,
                texts,
                from,
                until,
                after: None,
                exact: false,
                span: reader.span(),
            })
        });
        items.extend(reader.records("milestones", |reader| {
            let at = reader.required_when("at").map(|at| End::of(&at, calendar));
            let texts = vec![reader.required_prose("text")?];
            let shape = TimedShape::Milestone;
            Some(Item {
                shape,
                texts,
                from: Some(at.clone()?),
                until: at,
                after: None,
                exact: false,
                span: reader.span(),
            })
        }));
        items.extend(values(reader, calendar));
        if items.is_empty() && !reader.has_unknown() && reader.diagnostics.iter().count() == faults
        {
            let shown = name.as_ref().map(Prose::plain).unwrap_or_default();
            let message = Message::new(
                format!("「{shown}」に示すものがありません"),
                format!("there is nothing to show of `{shown}`"),
            );
            let help = Message::fixed(
                "bars:（帯）、milestones:（節目）、values:（年度ごとの値）のどれかを書くか、この行を取り除いてください。",
                "write `bars:`, `milestones:` or `values:`, or take the track away",
            );
            reader
                .diagnostics
                .push(Diagnostic::new(&FIGURE_EMPTY, reader.span(), message).help(help));
        }
        Some(Self { group, track: Track { name: name?, items, remark } })
    }
}

/// What holds in each year or month.
fn values(reader: &mut Reader<'_, '_>, calendar: Calendar) -> Vec<Item> {
    let Some(node) = reader.node("values") else { return Vec::new() };
    let Some(entries) = node.mapping() else {
        let expected = Message::fixed("「年度: 文」の組", "pairs of `fiscal year: text`");
        reader.invalid(node.span.0, "values", &expected);
        return Vec::new();
    };
    let mut items: Vec<Item> = Vec::new();
    for (time, texts) in entries {
        let span = time.span.0;
        let Some(word) = time.word() else {
            let expected = Message::fixed("年度か月のキー", "keyed by fiscal year or month");
            reader.invalid(span, "values", &expected);
            continue;
        };
        let Some(when) = When::parse(&word.value) else {
            reader.no_time(&word);
            continue;
        };
        let at = End::of(&Spanned::new(when, span), calendar);
        let same = |item: &&Item| item.from.as_ref().is_some_and(|it| it.months == at.months);
        if let Some(first) = items.iter().find(same).and_then(|it| it.from.as_ref()) {
            reader.repeated(&word.value, span, first.span);
            continue;
        }
        let texts = texts_of(reader, texts);
        if !texts.is_empty() {
            let (from, until) = (Some(at.clone()), Some(at));
            items.push(Item {
                shape: TimedShape::Values,
                texts,
                from,
                until,
                after: None,
                exact: false,
                span,
            });
        }
    }
    items
}

fn texts_of(reader: &mut Reader<'_, '_>, node: &Node) -> Vec<Prose> {
    let mut texts = Vec::new();
    for node in node.list().unwrap_or(std::slice::from_ref(node)) {
        match node.scalar() {
            Some(scalar) => texts.push(prose_of(scalar)),
            None if node.is_null() => {}
            None => {
                let expected = Message::fixed("文か、文の並び [ , ]", "a text or a list of texts");
                reader.invalid(node.span.0, "values", &expected);
            }
        }
    }
    texts.retain(|text| !text.is_empty());
    texts
}

/// Reports a time that ends before it begins.
pub(super) fn reversed(reader: &mut Reader<'_, '_>, from: Option<&End>, until: Option<&End>) {
    if let (Some(from), Some(until)) = (from, until)
        && until.months.1 < from.months.0
    {
        reader.diagnostics.push(period_reversed(from.span, until.span));
    }
}
