//! スキル基準(育成段階): what is asked of a role at each step.

use super::names::Names;
use super::stage::{Resolved, Stage, Written};
use crate::markdown::Prose;
use crate::yaml::Reader;

/// A step of a role's development.
#[derive(Debug, Clone, PartialEq)]
pub struct Standard<S: Stage = Resolved> {
    /// Whose step it is.
    pub role: S::Role,
    /// The number or name of the step.
    pub step: Prose,
    /// 基準: what must be met.
    pub criterion: Option<Prose>,
    /// 証跡: what shows it.
    pub evidence: Option<Prose>,
}

pub(super) const KEYS: &[&str] = &["role", "step", "criterion", "evidence"];

impl Standard<Written> {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        let (role, step) = (reader.required_word("role"), reader.required_prose("step"));
        Some(Self {
            role: role?,
            step: step?,
            criterion: reader.prose("criterion"),
            evidence: reader.prose("evidence"),
        })
    }

    pub(super) fn resolve(self, names: &mut Names<'_>) -> Option<Standard> {
        Some(Standard {
            role: names.role(&self.role)?,
            step: self.step,
            criterion: self.criterion,
            evidence: self.evidence,
        })
    }
}
