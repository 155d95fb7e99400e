//! 研修計画: trainings and other ways to learn.

use super::Records;
use super::names::Names;
use super::stage::{Resolved, Stage, Written};
use super::value::{AsData, Value};
use crate::calendar::FiscalYear;
use crate::markdown::{self, Prose};
use crate::source::{Place, SourceMap, Spanned};
use crate::yaml::{Choice, Field, Reader, Shape, choices, words};

/// The position of a training in `Records::trainings`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrainingId(pub(super) usize);

impl TrainingId {
    /// The position in `Records::trainings`.
    pub fn index(self) -> usize {
        self.0
    }
}

/// A training.
#[derive(Debug, Clone, PartialEq)]
pub struct Training<S: Stage = Resolved> {
    /// What references use; the name if the author gave none.
    pub id: Spanned<String>,
    /// 研修名.
    pub name: Prose,
    /// 概要.
    pub summary: Option<Prose>,
    /// Away from work, at work, or by oneself.
    pub kind: Option<Spanned<TrainingKind>>,
    /// 研修手法.
    pub methods: Vec<Prose>,
    /// 得られるスキル.
    pub skills: Vec<S::Skill>,
    /// 対象.
    pub audience: Vec<Audience<S>>,
    /// 必須・選択.
    pub requirement: Option<Requirement>,
    /// 回数, as written.
    pub times: Option<Prose>,
    /// 時間, as written.
    pub hours: Option<Prose>,
    /// 担当部門.
    pub owner: Option<Prose>,
    /// 目的・目標.
    pub purpose: Option<Prose>,
    /// Whether it is planned or was held.
    pub status: Option<Status>,
    /// The fiscal year in which it is planned or was held.
    pub year: Option<FiscalYear>,
}

/// Whom a training is for.
#[derive(Debug, Clone, PartialEq)]
pub enum Audience<S: Stage = Resolved> {
    /// The holders of a role.
    Role(S::Role),
    /// Others, in words.
    Text(Prose),
}

/// Where one learns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TrainingKind {
    /// 職場を離れた研修
    OffJt,
    /// 職場での実践
    Ojt,
    /// 自己学習
    SelfStudy,
}

/// Whether one must take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Requirement {
    /// 必須
    Mandatory,
    /// 選択
    Elective,
}

/// Plan or record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// 計画
    Plan,
    /// 実績
    Record,
}

impl TrainingKind {
    /// The words with what they mean.
    const TABLE: [(Choice, Self); 3] = [
        (("off-jt", "職場を離れて受ける研修", "training away from the workplace"), Self::OffJt),
        (("ojt", "職場での実践", "practice at the workplace"), Self::Ojt),
        (("self", "自己学習", "learning by oneself"), Self::SelfStudy),
    ];

    /// What authors write.
    pub const CHOICES: &[(&str, Self)] = &choices(&Self::TABLE);

    /// The same with what they mean.
    const WORDS: &[Choice] = &words(&Self::TABLE);
}

impl Requirement {
    /// The words with what they mean.
    const TABLE: [(Choice, Self); 2] = [
        (("mandatory", "必須", "everyone whom it is for must take part"), Self::Mandatory),
        (("elective", "選択", "one may choose it"), Self::Elective),
    ];

    /// What authors write.
    pub const CHOICES: &[(&str, Self)] = &choices(&Self::TABLE);

    /// The same with what they mean.
    const WORDS: &[Choice] = &words(&Self::TABLE);
}

impl Status {
    /// The words with what they mean.
    const TABLE: [(Choice, Self); 2] =
        [(("plan", "計画", "planned"), Self::Plan), (("record", "実績", "held"), Self::Record)];

    /// What authors write.
    pub const CHOICES: &[(&str, Self)] = &choices(&Self::TABLE);

    /// The same with what they mean.
    const WORDS: &[Choice] = &words(&Self::TABLE);
}

pub(super) static FIELDS: &[Field] = &[
    Field::new(
        "id",
        Shape::Word,
        "ほかの所からこの研修を指すときの短い名前。省くと名称を使います。例: security-basic",
        "A short name by which others call the training; the full name if left out. Example: security-basic",
    )
    .called(&["ID", "識別子"]),
    Field::required(
        "name",
        Shape::Markdown,
        "研修の名称。例: 情報セキュリティ研修（基礎）",
        "The name of the training. Example: 情報セキュリティ研修（基礎）",
    )
    .called(&["名称", "研修名", "研修", "研修の名称"]),
    Field::new(
        "summary",
        Shape::Markdown,
        "研修の内容。例: 標的型メールの見分け方を学ぶ",
        "What it is about. Example: 標的型メールの見分け方を学ぶ",
    )
    .called(&["概要", "内容", "研修内容", "研修の内容"]),
    Field::new("kind", Shape::Choice(TrainingKind::WORDS), "学ぶ場。", "Where one learns.")
        .called(&["実施形態", "種別", "学ぶ場"])
        .spelled(&[
            ("off-jt", &["職場外研修（Off-JT）", "職場外研修", "OFFJT", "職場を離れて受ける研修"]),
            ("ojt", &["職場内での実践（OJT）", "職場内での実践", "職場での実践", "職場内研修"]),
            ("self", &["自己学習", "自己啓発"]),
        ]),
    Field::new(
        "methods",
        Shape::Markdowns,
        "研修の手法。いくつでも並べられます。例: [eラーニング, 講義]",
        "How it is taught, one method or several. Example: [eラーニング, 講義]",
    )
    .called(&["研修手法", "手法", "実施手法", "実施方法", "研修方法"]),
    Field::new(
        "skills",
        Shape::Words,
        "身に付くスキル。スキルの id か名称を並べます。例: [security, bpr]",
        "The skills that it teaches, by their ids or names. Example: [security, bpr]",
    )
    .called(&["得られるスキル", "スキル", "スキル項目", "身に付くスキル", "身につくスキル"]),
    Field::new(
        "audience",
        Shape::Words,
        "対象となる人。役割の id か名称、またはほかの言葉を並べます。例: [lead, 新規採用職員]",
        "Whom it is for: ids or names of roles, or other words. Example: [lead, 新規採用職員]",
    )
    .called(&["対象", "対象者", "対象職員", "受講対象", "受講者"]),
    Field::new(
        "requirement",
        Shape::Choice(Requirement::WORDS),
        "必ず受けるものか、選んで受けるものか。",
        "Whether one must take part.",
    )
    .called(&["必須・選択", "必須/選択", "必修・選択", "必須選択の別"])
    .spelled(&[("mandatory", &["必須", "必修"]), ("elective", &["選択", "任意"])]),
    Field::new(
        "times",
        Shape::Markdown,
        "行う回数。例: 年2回",
        "How often it is held. Example: 年2回",
    )
    .called(&["回数", "実施回数", "頻度"]),
    Field::new("hours", Shape::Markdown, "かかる時間。例: 1.5", "How long it takes. Example: 1.5")
        .called(&["時間", "時間数", "所要時間"]),
    Field::new(
        "owner",
        Shape::Markdown,
        "担当する部署。例: 人事課",
        "The department in charge. Example: 人事課",
    )
    .called(&["担当部門", "担当部署", "担当課", "担当", "所管", "所管課", "実施主体"]),
    Field::new(
        "purpose",
        Shape::Markdown,
        "研修の目的や目標。例: 全庁のセキュリティ意識を高める",
        "What it is for. Example: 全庁のセキュリティ意識を高める",
    )
    .called(&["目的", "目標", "ねらい"]),
    Field::new(
        "status",
        Shape::Choice(Status::WORDS),
        "計画か、実績か。",
        "Whether it is planned or was held.",
    )
    .called(&["計画・実績", "計画/実績", "計画実績の別"])
    .spelled(&[("plan", &["計画", "予定"]), ("record", &["実績"])]),
    Field::new(
        "year",
        Shape::FiscalYear,
        "計画または実績の年度。例: 2026、令和8、R8",
        "The fiscal year in which it is planned or was held. Example: 2026, 令和8, R8",
    )
    .called(&["年度", "実施年度"]),
];

impl Training<Written> {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        let word = reader.required_word("name")?;
        // Whether a word names a role is known only when all roles are: until then it is a reference.
        let audience = reader.words("audience").into_iter().map(Audience::Role).collect();
        Some(Self {
            id: reader.word("id").unwrap_or(word),
            name: reader.prose("name")?,
            summary: reader.prose("summary"),
            kind: kind(reader),
            methods: reader.proses("methods"),
            skills: reader.words("skills"),
            audience,
            requirement: reader.choice("requirement", Requirement::CHOICES),
            times: reader.prose("times"),
            hours: reader.prose("hours"),
            owner: reader.prose("owner"),
            purpose: reader.prose("purpose"),
            status: reader.choice("status", Status::CHOICES),
            year: reader.fiscal_year("year"),
        })
    }

    pub(super) fn resolve(self, names: &mut Names<'_>) -> Training {
        let audience = self.audience.into_iter().map(|audience| match audience {
            Audience::Role(name) => names
                .find_role(&name.value)
                .map_or_else(|| Audience::Text(prose_of_word(&name)), Audience::Role),
            Audience::Text(text) => Audience::Text(text),
        });
        Training {
            audience: audience.collect(),
            skills: self.skills.iter().filter_map(|skill| names.skill(skill)).collect(),
            id: self.id,
            name: self.name,
            summary: self.summary,
            kind: self.kind,
            methods: self.methods,
            requirement: self.requirement,
            times: self.times,
            hours: self.hours,
            owner: self.owner,
            purpose: self.purpose,
            status: self.status,
            year: self.year,
        }
    }
}

fn prose_of_word(word: &Spanned<String>) -> Prose {
    markdown::parse_line(&word.value, &SourceMap::Whole(Place(word.span)))
}

fn kind(reader: &mut Reader<'_, '_>) -> Option<Spanned<TrainingKind>> {
    let kind = reader.choice("kind", TrainingKind::CHOICES)?;
    reader.place("kind").map(|span| Spanned::new(kind, span))
}

impl AsData for Training {
    const FIELDS: &'static [Field] = FIELDS;

    fn values<'a>(&'a self, records: &'a Records) -> Vec<(&'static str, Value<'a>)> {
        let skills = self.skills.iter();
        let whom = |audience: &'a Audience| match audience {
            Audience::Role(role) => Value::Reference(records.role_reference(*role)),
            Audience::Text(text) => Value::Text(text),
        };
        let kind = self.kind.as_ref().map(|kind| &kind.value);
        vec![
            ("id", Value::Word(&self.id.value)),
            ("name", Value::Text(&self.name)),
            ("summary", Value::text(self.summary.as_ref())),
            ("kind", Value::choice(TrainingKind::CHOICES, kind)),
            ("methods", Value::texts(&self.methods)),
            (
                "skills",
                Value::list(skills.map(|&it| Value::Reference(records.skill_reference(it)))),
            ),
            ("audience", Value::list(self.audience.iter().map(whom))),
            ("requirement", Value::choice(Requirement::CHOICES, self.requirement.as_ref())),
            ("times", Value::text(self.times.as_ref())),
            ("hours", Value::text(self.hours.as_ref())),
            ("owner", Value::text(self.owner.as_ref())),
            ("purpose", Value::text(self.purpose.as_ref())),
            ("status", Value::choice(Status::CHOICES, self.status.as_ref())),
            ("year", Value::year(self.year)),
        ]
    }
}
