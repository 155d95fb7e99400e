//! Records as data: what is read from front matter, the other way round.
//!
//! Each record says its values key by key ([`AsData`]), in the order of its declared fields. Everything
//! that programs get, whatever its form, is made of these values; so a key cannot be read and then be
//! missing in the data.

use super::{GoalId, Period, Records, Role, RoleId, Skill, SkillId, Target, TrainingId};
use crate::calendar::{Date, FiscalYear};
use crate::markdown::Prose;
use crate::yaml::Field;

/// A record as data.
pub trait AsData {
    /// The fields of the record.
    const FIELDS: &'static [Field];

    /// The values of the record, one for each field and in the order of the fields; [`Value::Nothing`] where
    /// the record has none. `records` are those that the record belongs to.
    fn values<'a>(&'a self, records: &'a Records) -> Vec<(&'static str, Value<'a>)>;
}

/// A value of a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// The author has written nothing.
    Nothing,
    /// A text in Markdown.
    Text(&'a Prose),
    /// A word: an id, an address, a unit.
    Word(&'a str),
    /// One of a few words, as authors write it.
    Choice(&'static str),
    /// A whole number.
    Count(usize),
    /// `true` or `false`.
    Boolean(bool),
    /// A date as precise as it was written.
    Date(Date),
    /// A fiscal year.
    Year(FiscalYear),
    /// Another record.
    Reference(Reference<'a>),
    /// Several values.
    List(Vec<Value<'a>>),
    /// A mapping with keys of its own.
    Record(Vec<(&'static str, Value<'a>)>),
    /// What each role needs of a skill, in the order of the roles.
    Levels(Vec<(Reference<'a>, Needed<'a>)>),
    /// Numbers and texts by fiscal year.
    Amounts(&'a [Target]),
}

/// A record that another one refers to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reference<'a> {
    /// What references use.
    pub id: &'a str,
    /// Its full name.
    pub name: &'a Prose,
}

/// The level of a skill.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Needed<'a> {
    /// A symbol of the legend, by its position there.
    Symbol(usize),
    /// A text.
    Text(&'a Prose),
}

impl<'a> Value<'a> {
    /// A text that may be missing.
    pub(super) fn text(text: Option<&'a Prose>) -> Self {
        text.map_or(Self::Nothing, Self::Text)
    }

    /// A word that may be missing.
    pub(super) fn word(word: Option<&'a str>) -> Self {
        word.map_or(Self::Nothing, Self::Word)
    }

    /// Texts, of which there may be none.
    pub(super) fn texts(texts: &'a [Prose]) -> Self {
        Self::list(texts.iter().map(Self::Text))
    }

    /// Several values, of which there may be none.
    pub(super) fn list(values: impl Iterator<Item = Self>) -> Self {
        let values: Vec<_> = values.collect();
        if values.is_empty() { Self::Nothing } else { Self::List(values) }
    }

    /// A mapping that may be missing, or say nothing.
    pub(super) fn record(values: Option<Vec<(&'static str, Self)>>) -> Self {
        match values {
            Some(values) if values.iter().any(|(_, value)| *value != Self::Nothing) => {
                Self::Record(values)
            }
            _ => Self::Nothing,
        }
    }

    /// One of a few words that may be missing.
    pub(super) fn choice<T: PartialEq>(choices: &[(&'static str, T)], of: Option<&T>) -> Self {
        let found = of.and_then(|of| choices.iter().find(|(_, value)| value == of));
        found.map_or(Self::Nothing, |(name, _)| Self::Choice(name))
    }

    /// A fiscal year that may be missing.
    pub(super) fn year(year: Option<FiscalYear>) -> Self {
        year.map_or(Self::Nothing, Self::Year)
    }

    /// A date that may be missing.
    pub(super) fn date(date: Option<Date>) -> Self {
        date.map_or(Self::Nothing, Self::Date)
    }

    /// A time that may be missing.
    pub(super) fn period(period: Option<&Period>) -> Self {
        Self::record(period.map(|period| {
            let [from, until] = [&period.from, &period.until]
                .map(|date| Self::date(date.as_ref().map(|date| date.value)));
            vec![("from", from), ("until", until)]
        }))
    }

    /// Amounts by fiscal year, of which there may be none.
    pub(super) fn amounts(targets: &'a [Target]) -> Self {
        if targets.is_empty() { Self::Nothing } else { Self::Amounts(targets) }
    }
}

impl Records {
    /// A role, as others refer to it.
    pub(super) fn role_reference(&self, id: RoleId) -> Reference<'_> {
        let role: &Role = &self.roles[id.index()];
        Reference { id: &role.id.value, name: &role.name }
    }

    /// A skill, as others refer to it.
    pub(super) fn skill_reference(&self, id: SkillId) -> Reference<'_> {
        let skill: &Skill = &self.skills[id.index()];
        Reference { id: &skill.id.value, name: &skill.name }
    }

    /// A training, as others refer to it.
    pub(super) fn training_reference(&self, id: TrainingId) -> Reference<'_> {
        let training = &self.trainings[id.index()];
        Reference { id: &training.id.value, name: &training.name }
    }

    /// A goal, as others refer to it.
    pub(super) fn goal_reference(&self, id: GoalId) -> Reference<'_> {
        let goal = &self.goals[id.index()];
        Reference { id: &goal.id.value, name: &goal.name }
    }

    /// The records of each list as data, by the key of the list. What a plan takes over from its policy is the
    /// policy's.
    pub fn lists(&self) -> Vec<List<'_>> {
        fn list<'a, R: AsData + 'a>(
            key: &'static str,
            records: &'a Records,
            of: impl Iterator<Item = &'a R>,
        ) -> List<'a> {
            let rows = of.map(|record| record.values(records)).collect();
            List { key, fields: R::FIELDS, rows }
        }
        vec![
            list("roles", self, self.roles.iter().filter(|role| !role.inherited)),
            list("skills", self, self.skills.iter().filter(|skill| !skill.inherited)),
            list("standards", self, self.standards.iter()),
            list("trainings", self, self.trainings.iter()),
            list("securing", self, self.securing.iter()),
            list("goals", self, self.goals.iter()),
            list("plans", self, self.plans.iter()),
            list("glossary", self, self.glossary.iter()),
            list("revisions", self, self.revisions.iter()),
            list("waivers", self, self.waivers.iter()),
        ]
    }
}

/// The records of one kind.
#[derive(Debug)]
pub struct List<'a> {
    /// The key in front matter.
    pub key: &'static str,
    /// The fields of each record.
    pub fields: &'static [Field],
    /// The values of each record, in the order of the fields.
    pub rows: Vec<Vec<(&'static str, Value<'a>)>>,
}
