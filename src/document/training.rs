//! 研修計画: trainings and other ways to learn.

use super::names::Names;
use super::stage::{Resolved, Stage, Written};
use crate::calendar::FiscalYear;
use crate::diagnostic::Message;
use crate::markdown::{self, Prose};
use crate::source::{Place, SourceMap, Spanned};
use crate::yaml::Reader;

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
    /// What authors write.
    pub const CHOICES: &[(&str, Self)] =
        &[("off-jt", Self::OffJt), ("ojt", Self::Ojt), ("self", Self::SelfStudy)];
}

impl Requirement {
    /// What authors write.
    pub const CHOICES: &[(&str, Self)] =
        &[("mandatory", Self::Mandatory), ("elective", Self::Elective)];
}

impl Status {
    /// What authors write.
    pub const CHOICES: &[(&str, Self)] = &[("plan", Self::Plan), ("record", Self::Record)];
}

pub(super) const KEYS: &[&str] = &[
    "id",
    "name",
    "summary",
    "kind",
    "methods",
    "skills",
    "audience",
    "requirement",
    "times",
    "hours",
    "owner",
    "purpose",
    "status",
    "year",
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
            year: fiscal_year(reader, "year"),
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
    reader.node("kind").map(|node| Spanned::new(kind, node.span.0))
}

/// Reads a fiscal year: 2026, 令和8, R8.
pub(super) fn fiscal_year(reader: &mut Reader<'_, '_>, key: &str) -> Option<FiscalYear> {
    let word = reader.word(key)?;
    let year = FiscalYear::parse(&word.value);
    if year.is_none() {
        let expected =
            Message::fixed("年度（2026、令和8、R8 など）", "a fiscal year (2026, 令和8, R8)");
        reader.invalid(word.span, key, &expected);
    }
    year
}
