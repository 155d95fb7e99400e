//! What is true of a document as a whole: title, municipality, dates, source.

use super::Records;
use super::municipality::MUNICIPALITY_FIELDS;
use super::value::{AsData, Value};
use super::{CONTACT_FIELDS, Contact, LICENSE_FIELDS, License, Municipality};
use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, Message, Rule};
use crate::markdown::Prose;
use crate::source::{Span, Spanned};
use crate::yaml::{Choice, Field, Reader, Shape, choices, words};

/// The rules of this module.
pub(super) const RULES: &[&Rule] = &[&PERIOD_REVERSED];

static PERIOD_REVERSED: Rule = Rule::adjustable_error(
    "period-reversed",
    "期間の終わりが始まりより前",
    "a period that ends before it begins",
);
/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Kind {
    /// 基本方針
    Policy,
    /// 年度計画
    Plan,
    /// A plain page.
    #[default]
    Page,
}

impl Kind {
    /// The words with what they mean.
    const TABLE: [(Choice, Self); 3] = [
        (("policy", "基本方針", "a policy"), Self::Policy),
        (("plan", "年度計画", "an annual plan"), Self::Plan),
        (("page", "ふつうのページ", "a plain page"), Self::Page),
    ];

    /// What authors write.
    pub const CHOICES: &[(&str, Self)] = &choices(&Self::TABLE);

    /// The same with what they mean.
    const WORDS: &[Choice] = &words(&Self::TABLE);

    /// The key of the theme's word for it.
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Policy => "page.kind.policy",
            Self::Plan => "page.kind.plan",
            Self::Page => "page.kind.page",
        }
    }

    /// The word in front matter and settings.
    pub fn name(self) -> &'static str {
        Self::CHOICES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// The facts of a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// Policy, plan or page.
    pub kind: Kind,
    /// The title, which is the page's one `h1`.
    pub title: Prose,
    /// 自治体.
    pub municipality: Option<Municipality>,
    /// 所管部署.
    pub department: Option<Prose>,
    /// 問い合わせ先.
    pub contact: Option<Contact>,
    /// 策定.
    pub adopted: Option<Spanned<Date>>,
    /// 対象期間.
    pub period: Option<Period>,
    /// 次の見直し.
    pub review: Option<Spanned<Date>>,
    /// Where the document was first published.
    pub source: Option<Source>,
    /// Under which licence its text may be used, if not under the site's.
    pub license: Option<License>,
    /// What readers must know first, such as that a text is not official.
    pub notice: Option<Prose>,
    /// A plan's policy: the path of its source, relative to this document's.
    pub based_on: Option<Spanned<String>>,
    /// Drafts are built on request only.
    pub draft: bool,
    /// How many columns of the document's pipe tables hold row heads.
    pub row_heads: usize,
}

/// A time with a beginning or an end, or both.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// The beginning.
    pub from: Option<Spanned<Date>>,
    /// The end; none if it is open.
    pub until: Option<Spanned<Date>>,
}

/// Where a document comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its name.
    pub name: Prose,
    /// Its address.
    pub url: Option<Spanned<String>>,
}

/// The fields of the front matter that are facts.
pub(super) static FIELDS: &[Field] = &[
    Field::new(
        "kind",
        Shape::Choice(Kind::WORDS),
        "文書の種類。省くと page です。",
        "The kind of the document; page if left out.",
    ),
    Field::required(
        "title",
        Shape::Markdown,
        "文書の題名。ページの一番上に出ます。例: 例示市デジタル人材育成方針",
        "The title of the document. It heads the page. Example: 例示市デジタル人材育成方針",
    ),
    Field::new(
        "municipality",
        Shape::Record(MUNICIPALITY_FIELDS),
        "文書を定めた自治体。例: {name: 例示市}",
        "The municipality that adopted the document. Example: {name: 例示市}",
    ),
    Field::new(
        "department",
        Shape::Markdown,
        "文書を受け持つ部署。例: デジタル推進課",
        "The department in charge. Example: デジタル推進課",
    ),
    Field::new(
        "contact",
        Shape::Record(CONTACT_FIELDS),
        "この文書についての問い合わせ先。例: {phone: 042-123-4567}",
        "Whom readers can ask about the document. Example: {phone: 042-123-4567}",
    ),
    Field::new(
        "adopted",
        Shape::Date,
        "策定した日。年だけ、年と月だけでも書けます。例: 2026-03、令和8年3月31日、R8.3.31",
        "When it was adopted, as precise as known. Example: 2026-03, 令和8年3月31日, R8.3.31",
    ),
    Field::new(
        "period",
        Shape::Record(PERIOD_FIELDS),
        "文書が対象とする期間。例: {from: 2026-04, until: 2030-03}",
        "The time that the document covers. Example: {from: 2026-04, until: 2030-03}",
    ),
    Field::new(
        "review",
        Shape::Date,
        "次に見直す予定の日。年だけ、年と月だけでも書けます。例: 2028-03、令和10年3月",
        "When it is to be reviewed next, as precise as known. Example: 2028-03, 令和10年3月",
    ),
    Field::new(
        "source",
        Shape::Record(SOURCE_FIELDS),
        "もとになった公表資料。例: {name: 例示市「デジタル人材育成方針」}",
        "Where the document was first published. Example: {name: 例示市「デジタル人材育成方針」}",
    ),
    Field::new(
        "license",
        Shape::Record(LICENSE_FIELDS),
        "この文書の利用条件。サイトのものと違うときに書きます。例: {name: CC BY 4.0}",
        "The licence of the document where it is another than the site's. Example: {name: CC BY 4.0}",
    ),
    Field::new(
        "notice",
        Shape::Markdown,
        "本文の前に示すお知らせ。読む人に先に知らせたいことを書きます。例: この文書は案です",
        "What readers must know first, shown above the text. Example: この文書は案です",
    ),
    Field::new(
        "based_on",
        Shape::Word,
        "年度計画のもとになる方針のファイル。この文書から見た位置を書くと、方針の役割とスキルを計画でも使えます。例: ../reiji/index.md",
        "The file of the policy that a plan is based on, as seen from the plan, which then can refer to its roles and skills. Example: ../reiji/index.md",
    ),
    Field::new(
        "draft",
        Shape::Boolean,
        "下書きかどうか。true と書くと、build に --drafts を付けたときだけ書き出します。省くと false です。",
        "Whether it is a draft, which is built by `build --drafts` only; false if left out.",
    ),
    Field::new(
        "row_heads",
        Shape::Count,
        "本文の表で行の見出しになる列の数。左から数えます。省くと1、見出しがなければ0です。",
        "How many columns of the tables in the text hold row heads, from the left; 1 if left out.",
    ),
];

pub(crate) static PERIOD_FIELDS: &[Field] = &[
    Field::new(
        "from",
        Shape::Date,
        "期間の始まり。例: 2026-04、令和8年4月1日、R8.4.1",
        "When it begins. Example: 2026-04, 令和8年4月1日, R8.4.1",
    ),
    Field::new(
        "until",
        Shape::Date,
        "期間の終わり。決まっていなければ省きます。例: 2030-03、令和12年3月",
        "When it ends; left out if that is open. Example: 2030-03, 令和12年3月",
    ),
];

static SOURCE_FIELDS: &[Field] = &[
    Field::required(
        "name",
        Shape::Markdown,
        "資料の名称。例: 例示市「デジタル人材育成方針」",
        "The name of the source. Example: 例示市「デジタル人材育成方針」",
    ),
    Field::new(
        "url",
        Shape::Word,
        "資料のあるアドレス。例: https://www.example.lg.jp/dx.html",
        "The address of the source. Example: https://www.example.lg.jp/dx.html",
    ),
];

impl Facts {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Self {
        Self {
            kind: reader.choice("kind", Kind::CHOICES).unwrap_or_default(),
            title: reader.required_prose("title").unwrap_or_default(),
            municipality: reader.record("municipality", Municipality::read),
            department: reader.prose("department"),
            contact: reader.record("contact", Contact::read),
            adopted: reader.date("adopted"),
            period: reader.record("period", Period::read),
            review: reader.date("review"),
            source: reader.record("source", Source::read),
            license: reader.record("license", License::read),
            notice: reader.prose("notice"),
            based_on: reader.word("based_on"),
            draft: reader.boolean("draft").unwrap_or(false),
            row_heads: reader.count("row_heads").unwrap_or(1),
        }
    }
}

impl Period {
    pub(crate) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        let (from, until) = (reader.date("from"), reader.date("until"));
        if let (Some(from), Some(until)) = (&from, &until)
            && until.value.last_day() < from.value.first_day()
        {
            reader.diagnostics.push(period_reversed(from.span, until.span));
        }
        (from.is_some() || until.is_some()).then_some(Self { from, until })
    }

    /// The key of the theme's words for such a period, with `{from}` and `{until}` in them.
    pub fn words_key(&self) -> &'static str {
        match (&self.from, &self.until) {
            (Some(_), Some(_)) => "page.period.both",
            (Some(_), None) => "page.period.from",
            (None, _) => "page.period.until",
        }
    }
}

/// Reports a period that ends before it begins.
pub(crate) fn period_reversed(from: Span, until: Span) -> Diagnostic {
    let message = Message::fixed(
        "期間の終わりが始まりより前になっています",
        "the period ends before it begins",
    );
    let begins = Message::fixed("始まり", "it begins here");
    let help = Message::fixed("from と until を確かめてください。", "check `from` and `until`");
    Diagnostic::new(&PERIOD_REVERSED, until, message).related(from, begins).help(help)
}

impl Source {
    fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        Some(Self { name: reader.required_prose("name")?, url: reader.word("url") })
    }
}

impl AsData for Facts {
    const FIELDS: &'static [Field] = FIELDS;

    fn values<'a>(&'a self, _: &'a Records) -> Vec<(&'static str, Value<'a>)> {
        let date = |date: &Option<Spanned<Date>>| Value::date(date.as_ref().map(|it| it.value));
        vec![
            ("kind", Value::Choice(self.kind.name())),
            ("title", Value::Text(&self.title)),
            ("municipality", Value::record(self.municipality.as_ref().map(Municipality::values))),
            ("department", Value::text(self.department.as_ref())),
            ("contact", Value::record(self.contact.as_ref().map(Contact::values))),
            ("adopted", date(&self.adopted)),
            ("period", Value::period(self.period.as_ref())),
            ("review", date(&self.review)),
            ("source", Value::record(self.source.as_ref().map(Source::values))),
            ("license", Value::record(self.license.as_ref().map(License::values))),
            ("notice", Value::text(self.notice.as_ref())),
            ("based_on", Value::word(self.based_on.as_ref().map(|it| it.value.as_str()))),
            ("draft", Value::Boolean(self.draft)),
            ("row_heads", Value::Count(self.row_heads)),
        ]
    }
}

impl Source {
    fn values(&self) -> Vec<(&'static str, Value<'_>)> {
        let url = self.url.as_ref().map(|url| url.value.as_str());
        vec![("name", Value::Text(&self.name)), ("url", Value::word(url))]
    }
}

impl Facts {
    /// The place to point at for what concerns the whole document.
    pub fn title_span(&self) -> Option<Span> {
        self.title.blocks.first().map(|block| block.span)
    }
}
