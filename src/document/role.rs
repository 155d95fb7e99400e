//! 人材像・役割: the roles that a policy names.

use super::names::Names;
use super::stage::{Resolved, Stage, Written};
use crate::markdown::Prose;
use crate::source::Spanned;
use crate::yaml::Reader;

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

pub(super) const KEYS: &[&str] =
    &["id", "name", "short", "group", "audience", "mission", "duty", "includes"];

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
