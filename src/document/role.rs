//! 人材像・役割: the roles that a policy names.

use super::names::Names;
use super::stage::{Resolved, Stage, Written};
use crate::markdown::Prose;
use crate::source::Spanned;
use crate::yaml::{Field, Reader, Shape};

/// The position of a role in `Records::roles`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleId(pub(super) usize);

impl RoleId {
    /// The position in `Records::roles`.
    pub fn index(self) -> usize {
        self.0
    }
}

/// A role or a kind of staff (人材像), such as デジタル推進リーダー.
#[derive(Debug, Clone, PartialEq)]
pub struct Role<S: Stage = Resolved> {
    /// What references use; the name if the author gave none.
    pub id: Spanned<String>,
    /// The full name.
    pub name: Prose,
    /// The name for narrow table heads.
    pub short: Option<Prose>,
    /// Roles of one group share a spanning head; groups also keep two axes apart.
    pub group: Option<Spanned<String>>,
    /// 対象: who holds the role.
    pub audience: Option<Prose>,
    /// What the role is for, in a phrase.
    pub mission: Option<Prose>,
    /// 役割: what the role does.
    pub duty: Option<Prose>,
    /// 積み上げ: roles whose skills the holders are expected to have as well.
    pub includes: Vec<S::Role>,
    /// Whether the role comes from the policy that a plan is based on.
    pub inherited: bool,
}

pub(super) static FIELDS: &[Field] = &[
    Field::new(
        "id",
        Shape::Word,
        "ほかの所からこの役割を指すときの短い名前。省くと名称を使います。例: lead",
        "A short name by which others call the role; the full name if left out. Example: lead",
    )
    .called(&["ID", "識別子"]),
    Field::required(
        "name",
        Shape::Markdown,
        "役割の名称。例: デジタル推進リーダー",
        "The name of the role. Example: デジタル推進リーダー",
    )
    .called(&["名称", "役割名", "役割区分", "人材区分", "人財区分"]),
    Field::new(
        "short",
        Shape::Markdown,
        "幅の狭い見出しに使う短い名称。例: リーダー",
        "A shorter name for narrow heads of tables. Example: リーダー",
    )
    .called(&["略称", "短い名称"]),
    Field::new(
        "group",
        Shape::Word,
        "役割の区分。同じ区分の役割は、表で一つの見出しの下に並びます。例: 専門人材",
        "The group of the role; roles of one group stand under one head. Example: 専門人材",
    )
    .called(&["区分", "グループ", "役割の区分"]),
    Field::new(
        "audience",
        Shape::Markdown,
        "役割を担う職員。例: 各課の係長級の職員",
        "Who holds the role. Example: 各課の係長級の職員",
    )
    .called(&["対象", "対象者", "対象職員", "対象の職層"]),
    Field::new(
        "mission",
        Shape::Markdown,
        "役割の使命。一言で書きます。例: 職場の変革を引っぱる",
        "What the role is for, in a phrase. Example: 職場の変革を引っぱる",
    )
    .called(&["人材像", "人財像", "使命", "ミッション"]),
    Field::new(
        "duty",
        Shape::Markdown,
        "役割として行うこと。長い文は「duty: |」の次の行から、字下げして書きます。",
        "What the role does. Write a longer text below `duty: |`, indented.",
    )
    .called(&["役割", "役割の内容", "果たすべき役割", "担う役割"]),
    Field::new(
        "includes",
        Shape::Words,
        "合わせて求める役割（積み上げ）。役割の id か名称を並べると、そのスキルも求められます。例: [use]",
        "Roles whose skills are expected as well, by their ids or names. Example: [use]",
    )
    .called(&["あわせて求められる役割", "合わせて求める役割", "積み上げ", "含む役割"]),
];

impl Role<Written> {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        let word = reader.required_word("name")?;
        Some(Self {
            id: reader.word("id").unwrap_or(word),
            name: reader.prose("name")?,
            short: reader.prose("short"),
            group: reader.word("group"),
            audience: reader.prose("audience"),
            mission: reader.prose("mission"),
            duty: reader.prose("duty"),
            includes: reader.words("includes"),
            inherited: false,
        })
    }

    pub(super) fn resolve(self, names: &mut Names<'_>) -> Role {
        Role {
            id: self.id,
            name: self.name,
            short: self.short,
            group: self.group,
            audience: self.audience,
            mission: self.mission,
            duty: self.duty,
            includes: self.includes.iter().filter_map(|role| names.role(role)).collect(),
            inherited: self.inherited,
        }
    }
}

impl Role {
    /// The short name, or the full one.
    pub fn short_name(&self) -> &Prose {
        self.short.as_ref().unwrap_or(&self.name)
    }
}
