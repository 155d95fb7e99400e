//! 確保施策: how people with a skill are found, where training does not suffice.

use crate::calendar::FiscalYear;
use crate::markdown::Prose;
use crate::source::Spanned;
use crate::yaml::{Field, Reader, Shape};

/// A measure to secure people.
#[derive(Debug, Clone, PartialEq)]
pub struct Securing {
    /// Whom, or for what.
    pub name: Prose,
    /// 手法: commission, appointment, secondment …
    pub method: Option<Prose>,
    /// How many people, as written.
    pub number: Option<Spanned<String>>,
    /// By which fiscal year.
    pub by: Option<FiscalYear>,
    /// Why.
    pub reason: Option<Prose>,
}

pub(super) static FIELDS: &[Field] = &[
    Field::required(
        "name",
        Shape::Markdown,
        "確保したい人材、または施策の名称。例: 業務改革の専門人材",
        "The people to be secured, or the name of the measure. Example: 業務改革の専門人材",
    )
    .called(&["名称", "確保する人材", "人材", "人材像", "施策", "施策名"]),
    Field::new(
        "method",
        Shape::Markdown,
        "確保の方法。例: 会計年度任用職員としての任用",
        "How they are secured. Example: 会計年度任用職員としての任用",
    )
    .called(&["確保の手法", "確保手法", "手法", "確保の方法", "確保方法", "任用形態"]),
    Field::new("number", Shape::Word, "確保する人数。例: 1", "How many people. Example: 1")
        .called(&["人数", "確保する人数", "確保人数", "確保目標数"]),
    Field::new(
        "by",
        Shape::FiscalYear,
        "いつまでに確保するか。年度を書きます。例: 2027、令和9、R9",
        "By which fiscal year. Example: 2027, 令和9, R9",
    )
    .called(&["期限", "確保の期限", "確保時期"]),
    Field::new(
        "reason",
        Shape::Markdown,
        "確保が必要な理由。例: 庁内に経験のある職員がいないため",
        "Why they are needed. Example: 庁内に経験のある職員がいないため",
    )
    .called(&["理由", "確保の理由", "必要な理由"]),
];

impl Securing {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        Some(Self {
            name: reader.required_prose("name")?,
            method: reader.prose("method"),
            number: reader.word("number"),
            by: reader.fiscal_year("by"),
            reason: reader.prose("reason"),
        })
    }
}
