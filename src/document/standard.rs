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
    /// 研修: the trainings that the step asks for.
    pub trainings: Vec<S::Training>,
}

pub(super) const KEYS: &[&str] = &["role", "step", "criterion", "evidence", "trainings"];

impl Standard<Written> {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        let (role, step) = (reader.required_word("role"), reader.required_prose("step"));
        Some(Self {
            role: role?,
            step: step?,
            criterion: reader.prose("criterion"),
            evidence: reader.prose("evidence"),
            trainings: reader.words("trainings"),
        })
    }

    pub(super) fn resolve(self, names: &mut Names<'_>) -> Option<Standard> {
        // All references are looked up, so that every mistake of the entry is reported.
        let role = names.role(&self.role);
        let trainings = self.trainings.iter().filter_map(|it| names.training(it)).collect();
        Some(Standard {
            role: role?,
            step: self.step,
            criterion: self.criterion,
            evidence: self.evidence,
            trainings,
        })
    }
}
