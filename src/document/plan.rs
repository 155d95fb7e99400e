//! 関連計画・位置づけ: the plans that a document stands beside.

use std::collections::BTreeSet;

use super::Records;
use super::facts::{PERIOD_FIELDS, Period};
use super::names::Names;
use super::stage::{Resolved, Stage, Written};
use super::value::{AsData, Value};
use crate::diagnostic::Message;
use crate::markdown::Prose;
use crate::source::Spanned;
use crate::yaml::{Choice, Field, Reader, Shape, choices, words};

/// The position of a plan in `Records::plans`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanId(pub(super) usize);

impl PlanId {
    /// The position in `Records::plans`.
    pub fn index(self) -> usize {
        self.0
    }
}

/// Another plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan<S: Stage = Resolved> {
    /// Its name.
    pub name: Prose,
    /// How it stands to the document.
    pub relation: Option<Relation>,
    /// The time that it covers.
    pub period: Option<Period>,
    /// The plan that it took the place of.
    pub follows: Option<S::Plan>,
    /// What to know about it.
    pub note: Option<Prose>,
    /// Where it is published.
    pub url: Option<Spanned<String>>,
}

/// How another plan stands to the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// 上位計画
    Upper,
    /// 同位の計画
    Same,
    /// 下位計画
    Lower,
    /// 根拠: laws, guidelines of the state
    Basis,
}

impl Relation {
    /// The words with what they mean.
    const TABLE: [(Choice, Self); 4] = [
        (("upper", "上位の計画", "a plan above it"), Self::Upper),
        (("same", "同じ段の計画", "a plan beside it"), Self::Same),
        (("lower", "下位の計画", "a plan below it"), Self::Lower),
        (("basis", "根拠となる法令や指針", "a law or guideline that it is based on"), Self::Basis),
    ];

    /// What authors write.
    pub const CHOICES: &[(&str, Self)] = &choices(&Self::TABLE);

    /// The same with what they mean.
    const WORDS: &[Choice] = &words(&Self::TABLE);
}

pub(super) static FIELDS: &[Field] = &[
    Field::required(
        "name",
        Shape::Markdown,
        "計画や法令などの名称。例: 例示市総合計画",
        "The name of the plan, law or guideline. Example: 例示市総合計画",
    )
    .called(&["名称", "計画等の名称", "計画名", "計画"]),
    Field::new(
        "relation",
        Shape::Choice(Relation::WORDS),
        "この文書から見た位置。",
        "How it stands to the document.",
    )
    .called(&["位置づけ", "位置付け", "関係"])
    .spelled(&[
        ("upper", &["上位", "上位の計画", "上位計画"]),
        ("same", &["同位", "同じ段の計画"]),
        ("lower", &["下位", "下位の計画", "下位計画"]),
        ("basis", &["根拠", "根拠となる法令や指針", "根拠法令"]),
    ]),
    Field::new(
        "period",
        Shape::Record(PERIOD_FIELDS),
        "計画の期間。例: {from: 2026-04, until: 2031-03}",
        "The time that it covers. Example: {from: 2026-04, until: 2031-03}",
    )
    .called(&["期間", "計画期間", "対象期間"]),
    Field::new(
        "follows",
        Shape::Word,
        "前の計画。この計画が引き継いだ計画の名称を、plans: に書いたとおりに書きます。例: 第五次例示市総合計画",
        "The plan that it took the place of, by its name in `plans:`. Example: 第五次例示市総合計画",
    )
    .called(&["前の計画", "前計画"]),
    Field::new(
        "note",
        Shape::Markdown,
        "計画について知らせたいこと。例: デジタル化の目標を定める",
        "What to know about it. Example: デジタル化の目標を定める",
    )
    .called(&["内容", "備考", "説明"]),
    Field::new(
        "url",
        Shape::Word,
        "公表されている場所のアドレス。例: https://www.example.lg.jp/plan.html",
        "Where it is published. Example: https://www.example.lg.jp/plan.html",
    )
    .called(&["URL", "アドレス", "公表場所", "リンク"]),
];

impl Plan<Written> {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        Some(Self {
            name: reader.required_prose("name")?,
            relation: reader.choice("relation", Relation::CHOICES),
            period: reader.record("period", Period::read),
            follows: reader.word("follows"),
            note: reader.prose("note"),
            url: reader.word("url"),
        })
    }
}

impl AsData for Plan {
    const FIELDS: &'static [Field] = FIELDS;

    fn values<'a>(&'a self, records: &'a Records) -> Vec<(&'static str, Value<'a>)> {
        let follows = self.follows.map(|plan| Value::Text(&records.plans[plan.index()].name));
        vec![
            ("name", Value::Text(&self.name)),
            ("relation", Value::choice(Relation::CHOICES, self.relation.as_ref())),
            ("period", Value::period(self.period.as_ref())),
            ("follows", follows.unwrap_or(Value::Nothing)),
            ("note", Value::text(self.note.as_ref())),
            ("url", Value::word(self.url.as_ref().map(|it| it.value.as_str()))),
        ]
    }
}

/// Resolves which plans follow which. A ring of plans that follow each other is reported and opened.
pub(super) fn resolve(plans: Vec<Plan<Written>>, names: &mut Names<'_>) -> Vec<Plan> {
    let mut before: Vec<Option<PlanId>> = Vec::with_capacity(plans.len());
    for plan in &plans {
        before.push(plan.follows.as_ref().and_then(|name| names.plan(name)));
    }
    for (at, plan) in plans.iter().enumerate() {
        if let Some(follows) = &plan.follows
            && comes_back(at, &before)
        {
            let message = Message::new(
                format!("「{}」は、この計画より前の計画ではありません", follows.value),
                format!("`{}` follows this plan itself", follows.value),
            );
            let help = Message::fixed(
                "follows: には、この計画の前にあった計画の名称を書きます。",
                "write the name of the plan that was there before this one",
            );
            names.invalid(follows.span, message, help);
            before[at] = None;
        }
    }
    let resolved = plans.into_iter().zip(before).map(|(plan, follows)| Plan {
        name: plan.name,
        relation: plan.relation,
        period: plan.period,
        follows,
        note: plan.note,
        url: plan.url,
    });
    resolved.collect()
}

/// Whether the plans before a plan lead back to it.
fn comes_back(at: usize, before: &[Option<PlanId>]) -> bool {
    let mut seen = BTreeSet::new();
    let mut next = before[at];
    while let Some(PlanId(plan)) = next.filter(|plan| seen.insert(*plan)) {
        if plan == at {
            return true;
        }
        next = before[plan];
    }
    false
}
