//! 改定履歴: what was changed when.

use super::Records;
use super::value::{AsData, Value};
use crate::calendar::Date;
use crate::markdown::Prose;
use crate::source::Spanned;
use crate::yaml::{Choice, Field, Reader, Shape, choices, words};

/// A revision of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// When.
    pub date: Spanned<Date>,
    /// The git revision that holds the document as of then.
    pub tag: Option<Spanned<String>>,
    /// The edition, as people call it: 第2版.
    pub version: Option<Prose>,
    /// 策定・改定の区分.
    pub kind: Option<RevisionKind>,
    /// 決定者・根拠: who decided, or on what ground.
    pub basis: Option<Prose>,
    /// What was changed.
    pub summary: Option<Prose>,
}

/// How much of a document was made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RevisionKind {
    /// 策定
    Adopted,
    /// 一部改定
    Partial,
    /// 全部改定
    Whole,
}

impl RevisionKind {
    /// The words with what they mean.
    const TABLE: [(Choice, Self); 3] = [
        (("adopted", "策定", "the document was adopted"), Self::Adopted),
        (("partial", "一部改定", "parts of it were changed"), Self::Partial),
        (("whole", "全部改定", "it was written anew"), Self::Whole),
    ];

    /// What authors write.
    pub const CHOICES: &[(&str, Self)] = &choices(&Self::TABLE);

    /// The same with what they mean.
    const WORDS: &[Choice] = &words(&Self::TABLE);
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
    .called(&["タグ"]),
    Field::new(
        "version",
        Shape::Markdown,
        "版の呼び名。例: 第2版",
        "What the edition is called. Example: 第2版",
    )
    .called(&["版", "版の名称"]),
    Field::new(
        "kind",
        Shape::Choice(RevisionKind::WORDS),
        "策定か、改定か。",
        "Whether the document was adopted or changed.",
    )
    .called(&["区分", "策定・改定の区分"])
    .spelled(&[
        ("adopted", &["策定"]),
        ("partial", &["一部改定", "改定"]),
        ("whole", &["全部改定"]),
    ]),
    Field::new(
        "basis",
        Shape::Markdown,
        "だれが決めたか、または決めた根拠。例: DX推進本部会議",
        "Who decided it, or on what ground. Example: DX推進本部会議",
    )
    .called(&["決定者・根拠", "決定者", "根拠"]),
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
            version: reader.prose("version"),
            kind: reader.choice("kind", RevisionKind::CHOICES),
            basis: reader.prose("basis"),
            summary: reader.prose("summary"),
        })
    }
}

impl AsData for Revision {
    const FIELDS: &'static [Field] = FIELDS;

    fn values<'a>(&'a self, _: &'a Records) -> Vec<(&'static str, Value<'a>)> {
        vec![
            ("date", Value::Date(self.date.value)),
            ("tag", Value::word(self.tag.as_ref().map(|it| it.value.as_str()))),
            ("version", Value::text(self.version.as_ref())),
            ("kind", Value::choice(RevisionKind::CHOICES, self.kind.as_ref())),
            ("basis", Value::text(self.basis.as_ref())),
            ("summary", Value::text(self.summary.as_ref())),
        ]
    }
}
