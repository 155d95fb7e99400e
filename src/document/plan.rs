//! 関連計画・位置づけ: the plans that a document stands beside.

use super::Records;
use super::facts::{PERIOD_FIELDS, Period};
use super::value::{AsData, Value};
use crate::markdown::Prose;
use crate::source::Spanned;
use crate::yaml::{Choice, Field, Reader, Shape, choices, words};

/// Another plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Its name.
    pub name: Prose,
    /// How it stands to the document.
    pub relation: Option<Relation>,
    /// The time that it covers.
    pub period: Option<Period>,
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

impl Plan {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        Some(Self {
            name: reader.required_prose("name")?,
            relation: reader.choice("relation", Relation::CHOICES),
            period: reader.record("period", Period::read),
            note: reader.prose("note"),
            url: reader.word("url"),
        })
    }
}

impl AsData for Plan {
    const FIELDS: &'static [Field] = FIELDS;

    fn values<'a>(&'a self, _: &'a Records) -> Vec<(&'static str, Value<'a>)> {
        vec![
            ("name", Value::Text(&self.name)),
            ("relation", Value::choice(Relation::CHOICES, self.relation.as_ref())),
            ("period", Value::period(self.period.as_ref())),
            ("note", Value::text(self.note.as_ref())),
            ("url", Value::word(self.url.as_ref().map(|it| it.value.as_str()))),
        ]
    }
}
