//! 改定履歴: what was changed when.

use crate::calendar::Date;
use crate::markdown::Prose;
use crate::source::Spanned;
use crate::yaml::Reader;

/// A revision of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// When.
    pub date: Spanned<Date>,
    /// The git revision that holds the document as of then.
    pub tag: Option<Spanned<String>>,
    /// What was changed.
    pub summary: Option<Prose>,
}

pub(super) const KEYS: &[&str] = &["date", "tag", "summary"];

impl Revision {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        reader.required_word("date")?;
        Some(Self {
            date: reader.date("date")?,
            tag: reader.word("tag"),
            summary: reader.prose("summary"),
        })
    }
}
