//! 改定履歴: what was changed when.

use crate::calendar::Date;
use crate::markdown::Prose;
use crate::source::Spanned;
use crate::yaml::{Field, Reader, Shape};

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

pub(super) static FIELDS: &[Field] = &[
    Field::required(
        "date",
        Shape::Date,
        "改定した日。例: 2026-04-01、令和8年4月1日",
        "The day of the revision. Example: 2026-04-01, 令和8年4月1日",
    )
    .called(&["改定日", "改定年月日", "日付", "年月日"]),
    Field::new(
        "tag",
        Shape::Word,
        "改定したときの文書を指す git のタグ。例: hoshin-2026",
        "The git tag of the document as of that day. Example: hoshin-2026",
    )
    .called(&["版", "タグ"]),
    Field::new(
        "summary",
        Shape::Markdown,
        "何を改めたか。例: 研修の内容を見直した",
        "What was changed. Example: 研修の内容を見直した",
    )
    .called(&["改定の内容", "改定内容", "内容", "概要"]),
];

impl Revision {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        Some(Self {
            date: reader.required_date("date")?,
            tag: reader.word("tag"),
            summary: reader.prose("summary"),
        })
    }
}
