//! 関連計画・位置づけ: the plans that a document stands beside.

use super::facts::{PERIOD_KEYS, Period};
use crate::markdown::Prose;
use crate::source::Spanned;
use crate::yaml::Reader;

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
    /// What authors write.
    pub const CHOICES: &[(&str, Self)] = &[
        ("upper", Self::Upper),
        ("same", Self::Same),
        ("lower", Self::Lower),
        ("basis", Self::Basis),
    ];
}

pub(super) const KEYS: &[&str] = &["name", "relation", "period", "note", "url"];

impl Plan {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        Some(Self {
            name: reader.required_prose("name")?,
            relation: reader.choice("relation", Relation::CHOICES),
            period: reader.record("period", PERIOD_KEYS, Period::read),
            note: reader.prose("note"),
            url: reader.word("url"),
        })
    }
}
