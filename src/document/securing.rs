//! 確保施策: how people with a skill are found, where training does not suffice.

use super::Records;
use super::names::Names;
use super::stage::{Resolved, Stage, Written};
use super::value::{AsData, Value};
use crate::calendar::FiscalYear;
use crate::markdown::Prose;
use crate::source::Spanned;
use crate::yaml::{Field, Reader, Shape};

/// A measure to secure people.
#[derive(Debug, Clone, PartialEq)]
pub struct Securing<S: Stage = Resolved> {
    /// Whom, or for what.
    pub name: Prose,
    /// The role that they are to hold.
    pub role: Option<S::Role>,
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
        "role",
        Shape::Word,
        "確保する人材が担う役割。役割の id か名称を書きます。例: expert",
        "The role that they are to hold, by its id or name. Example: expert",
    )
    .called(&["担う役割", "役割"]),
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

impl Securing<Written> {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        Some(Self {
            name: reader.required_prose("name")?,
            role: reader.word("role"),
            method: reader.prose("method"),
            number: reader.word("number"),
            by: reader.fiscal_year("by"),
            reason: reader.prose("reason"),
        })
    }
    pub(super) fn resolve(self, names: &mut Names<'_>) -> Securing {
        Securing {
            name: self.name,
            role: self.role.and_then(|role| names.role(&role)),
            method: self.method,
            number: self.number,
            by: self.by,
            reason: self.reason,
        }
    }
}

impl AsData for Securing {
    const FIELDS: &'static [Field] = FIELDS;

    fn values<'a>(&'a self, records: &'a Records) -> Vec<(&'static str, Value<'a>)> {
        let role = self.role.map(|role| Value::Reference(records.role_reference(role)));
        vec![
            ("name", Value::Text(&self.name)),
            ("role", role.unwrap_or(Value::Nothing)),
            ("method", Value::text(self.method.as_ref())),
            ("number", Value::word(self.number.as_ref().map(|it| it.value.as_str()))),
            ("by", Value::year(self.by)),
            ("reason", Value::text(self.reason.as_ref())),
        ]
    }
}
