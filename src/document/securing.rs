//! 確保施策: how people with a skill are found, where training does not suffice.

use super::training::fiscal_year;
use crate::calendar::FiscalYear;
use crate::markdown::Prose;
use crate::source::Spanned;
use crate::yaml::Reader;

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

pub(super) const KEYS: &[&str] = &["name", "method", "number", "by", "reason"];

impl Securing {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        Some(Self {
            name: reader.required_prose("name")?,
            method: reader.prose("method"),
            number: reader.word("number"),
            by: fiscal_year(reader, "by"),
            reason: reader.prose("reason"),
        })
    }
}
