//! The records of a document: roles, skills, trainings and so on.

use super::names::Names;
use super::stage::{Resolved, Stage, Written};
use super::{
    Goal, Legend, Plan, Revision, Role, RoleId, Securing, Skill, SkillId, Standard, Term, Training,
    Waiver, goal, plan, revision, role, securing, skill, standard, term, training, waiver,
};
use crate::yaml::Reader;

/// The records of a document, each list in the order of the text.
#[derive(Debug, Clone, PartialEq, Default)]
#[expect(missing_docs, reason = "each type says what it is")]
pub struct Records<S: Stage = Resolved> {
    pub legend: Legend,
    pub roles: Vec<Role<S>>,
    pub skills: Vec<Skill<S>>,
    pub standards: Vec<Standard<S>>,
    pub trainings: Vec<Training<S>>,
    pub securing: Vec<Securing>,
    pub goals: Vec<Goal<S>>,
    pub plans: Vec<Plan>,
    pub glossary: Vec<Term>,
    pub revisions: Vec<Revision>,
    pub waivers: Vec<Waiver>,
}

/// The keys of the front matter that are records.
pub(super) const KEYS: &[&str] = &[
    "legend",
    "roles",
    "skills",
    "standards",
    "trainings",
    "securing",
    "goals",
    "plans",
    "glossary",
    "revisions",
    "waivers",
];

/// The lists of records that a figure can show, by their key in the front matter; `Methods` are the
/// `methods` of the skills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the keys")]
pub enum Data {
    Roles,
    Skills,
    Methods,
    Standards,
    Trainings,
    Securing,
    Goals,
    Plans,
    Glossary,
    Revisions,
}

impl Data {
    /// All of them, in the order in which they are placed.
    pub const ALL: &[Self] = &[
        Self::Roles,
        Self::Skills,
        Self::Methods,
        Self::Standards,
        Self::Trainings,
        Self::Securing,
        Self::Goals,
        Self::Plans,
        Self::Glossary,
        Self::Revisions,
    ];

    /// The key, as front matter and outlines write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Roles => "roles",
            Self::Skills => "skills",
            Self::Methods => "methods",
            Self::Standards => "standards",
            Self::Trainings => "trainings",
            Self::Securing => "securing",
            Self::Goals => "goals",
            Self::Plans => "plans",
            Self::Glossary => "glossary",
            Self::Revisions => "revisions",
        }
    }

    /// The name under which an outline's chapter asks for it: how skills are taught belongs with the
    /// trainings.
    pub(super) fn belongs_with(self) -> &'static str {
        if self == Self::Methods { Self::Trainings.name() } else { self.name() }
    }
}

impl Records<Written> {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Self {
        Self {
            legend: Legend::read(reader),
            roles: reader.records("roles", role::KEYS, Role::read),
            skills: reader.records("skills", skill::KEYS, Skill::read),
            standards: reader.records("standards", standard::KEYS, Standard::read),
            trainings: reader.records("trainings", training::KEYS, Training::read),
            securing: reader.records("securing", securing::KEYS, Securing::read),
            goals: reader.records("goals", goal::KEYS, Goal::read),
            plans: reader.records("plans", plan::KEYS, Plan::read),
            glossary: reader.records("glossary", term::KEYS, Term::read),
            revisions: reader.records("revisions", revision::KEYS, Revision::read),
            waivers: reader.records("waivers", waiver::KEYS, Waiver::read),
        }
    }

    pub(super) fn resolve(self, names: &mut Names<'_>) -> Records {
        Records {
            legend: self.legend,
            roles: self.roles.into_iter().map(|role| role.resolve(names)).collect(),
            skills: self.skills.into_iter().map(|skill| skill.resolve(names)).collect(),
            standards: self.standards.into_iter().filter_map(|it| it.resolve(names)).collect(),
            trainings: self.trainings.into_iter().map(|it| it.resolve(names)).collect(),
            securing: self.securing,
            goals: self.goals.into_iter().map(|goal| goal.resolve(names)).collect(),
            plans: self.plans,
            glossary: self.glossary,
            revisions: self.revisions,
            waivers: self.waivers,
        }
    }
}

impl Records {
    /// The ids of all roles, in the order of the text.
    pub fn role_ids(&self) -> impl Iterator<Item = RoleId> + use<> {
        (0..self.roles.len()).map(RoleId)
    }

    /// The ids of all skills, in the order of the text.
    pub fn skill_ids(&self) -> impl Iterator<Item = SkillId> + use<> {
        (0..self.skills.len()).map(SkillId)
    }

    /// The role that a reference names: by its id, or else by its full name.
    pub fn find_role(&self, name: &str) -> Option<RoleId> {
        let by_id = self.roles.iter().position(|role| role.id.value == name);
        let found = by_id.or_else(|| self.roles.iter().position(|role| role.name.plain() == name));
        found.map(RoleId)
    }

    /// Whether the document has records of its own for a kind of figure.
    pub fn has(&self, data: Data) -> bool {
        match data {
            Data::Roles => self.roles.iter().any(|role| !role.inherited),
            Data::Skills => {
                self.skills.iter().any(|skill| !skill.inherited && !skill.levels.is_empty())
            }
            Data::Methods => {
                self.skills.iter().any(|skill| !skill.inherited && !skill.methods.is_empty())
            }
            Data::Standards => !self.standards.is_empty(),
            Data::Trainings => !self.trainings.is_empty(),
            Data::Securing => !self.securing.is_empty(),
            Data::Goals => !self.goals.is_empty(),
            Data::Plans => !self.plans.is_empty(),
            Data::Glossary => !self.glossary.is_empty(),
            Data::Revisions => !self.revisions.is_empty(),
        }
    }
}
