//! The two stages of a record: as written, and resolved.

use std::fmt::Debug;

use super::{GoalId, Level, PlanId, RoleId, SkillId, TrainingId};
use crate::source::Spanned;
use crate::yaml::Node;

/// How a record refers to others. One definition of `Role`, `Skill` and so on serves both stages;
/// only what a reference is differs.
pub trait Stage: Debug + Clone + PartialEq + Eq {
    /// A reference to a role.
    type Role: Debug + Clone + PartialEq;
    /// A reference to a skill.
    type Skill: Debug + Clone + PartialEq;
    /// A reference to a training.
    type Training: Debug + Clone + PartialEq;
    /// A reference to a goal.
    type Goal: Debug + Clone + PartialEq;
    /// A reference to a plan.
    type Plan: Debug + Clone + PartialEq;
    /// The level of a skill that a role needs.
    type Level: Debug + Clone + PartialEq;
}

/// As the author wrote it: references are text with a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written;

impl Stage for Written {
    type Role = Spanned<String>;
    type Skill = Spanned<String>;
    type Training = Spanned<String>;
    type Goal = Spanned<String>;
    type Plan = Spanned<String>;
    type Level = Node;
}

/// With references that lead somewhere: what did not was reported and left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Resolved;

impl Stage for Resolved {
    type Role = RoleId;
    type Skill = SkillId;
    type Training = TrainingId;
    type Goal = GoalId;
    type Plan = PlanId;
    type Level = Level;
}
