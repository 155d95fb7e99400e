//! The records of a document: roles, skills, trainings and so on.

use super::names::Names;
use super::stage::{Resolved, Stage, Written};
use super::{
    Goal, Legend, Plan, Revision, Role, RoleId, Securing, Skill, SkillId, Standard, Term, Training,
    Waiver, goal, plan, revision, role, securing, skill, standard, term, training, waiver,
};
use crate::yaml::{Field, Reader, Shape};

/// The records of a document, each list in the order of the text.
#[derive(Debug, Clone, PartialEq, Default)]
#[expect(missing_docs, reason = "each type says what it is")]
pub struct Records<S: Stage = Resolved> {
    pub legend: Legend,
    pub roles: Vec<Role<S>>,
    pub skills: Vec<Skill<S>>,
    pub standards: Vec<Standard<S>>,
    pub trainings: Vec<Training<S>>,
    pub securing: Vec<Securing<S>>,
    pub goals: Vec<Goal<S>>,
    pub plans: Vec<Plan<S>>,
    pub glossary: Vec<Term>,
    pub revisions: Vec<Revision>,
    pub waivers: Vec<Waiver>,
}

/// The fields of the front matter that are records.
pub(super) static FIELDS: &[Field] = &[
    Field::new(
        "legend",
        Shape::Symbols,
        "スキルマップの記号とその意味。強いものから並べます。空のセルの意味は \"\" に書きます。例: {◎: 必修, ○: 選択, \"\": 対象外}",
        "The symbols of the skill map and what they mean, strongest first; \"\" is an empty cell. Example: {◎: 必修, ○: 選択, \"\": 対象外}",
    ),
    Field::new(
        "roles",
        Shape::Records(role::FIELDS),
        "人材像・役割の一覧。例: - {id: lead, name: デジタル推進リーダー}",
        "The roles. Example: - {id: lead, name: デジタル推進リーダー}",
    ),
    Field::new(
        "skills",
        Shape::Records(skill::FIELDS),
        "スキルの一覧。一つがスキルマップの一行になります。例: - {name: 業務の見直し, levels: {lead: ◎}}",
        "The skills, each a row of the skill map. Example: - {name: 業務の見直し, levels: {lead: ◎}}",
    ),
    Field::new(
        "standards",
        Shape::Records(standard::FIELDS),
        "スキル基準（育成段階）の一覧。役割ごとの段階と、その基準です。例: - {role: lead, step: 1, criterion: 基礎研修を受け終えている}",
        "The steps of development, by role. Example: - {role: lead, step: 1, criterion: 基礎研修を受け終えている}",
    ),
    Field::new(
        "trainings",
        Shape::Records(training::FIELDS),
        "研修などの一覧。例: - {name: 情報セキュリティ研修, kind: off-jt, times: 年2回}",
        "The trainings. Example: - {name: 情報セキュリティ研修, kind: off-jt, times: 年2回}",
    ),
    Field::new(
        "securing",
        Shape::Records(securing::FIELDS),
        "人材を確保する施策の一覧。例: - {name: 業務改革の専門人材, number: 1, by: 2027}",
        "The measures to secure people. Example: - {name: 業務改革の専門人材, number: 1, by: 2027}",
    ),
    Field::new(
        "goals",
        Shape::Records(goal::FIELDS),
        "定量・定性目標の一覧。例: - {name: 推進リーダーの人数, unit: 人, targets: {2026: 10}}",
        "The goals. Example: - {name: 推進リーダーの人数, unit: 人, targets: {2026: 10}}",
    ),
    Field::new(
        "plans",
        Shape::Records(plan::FIELDS),
        "関わりのある計画や根拠の一覧。例: - {name: 例示市総合計画, relation: upper}",
        "The plans and laws that it stands beside. Example: - {name: 例示市総合計画, relation: upper}",
    ),
    Field::new(
        "glossary",
        Shape::Records(term::FIELDS),
        "用語集。例: - {term: BPR, reading: ビーピーアール, definition: 仕事の流れを見直すこと}",
        "The glossary. Example: - {term: BPR, reading: ビーピーアール, definition: 仕事の流れを見直すこと}",
    ),
    Field::new(
        "revisions",
        Shape::Records(revision::FIELDS),
        "改定の履歴。新しいものから並べます。例: - {date: 2026-04-01, summary: 研修の内容を見直した}",
        "The revisions, newest first. Example: - {date: 2026-04-01, summary: 研修の内容を見直した}",
    ),
    Field::new(
        "waivers",
        Shape::Records(waiver::FIELDS),
        "わけがあって置かない章の一覧。理由はページに公表されます。例: - {chapter: securing, reason: 別の計画で定めるため}",
        "Chapters of the outline that are left out on purpose; the reasons are published. Example: - {chapter: securing, reason: 別の計画で定めるため}",
    ),
];

/// What names the file that a list of records is kept in.
pub static FILE_FIELDS: &[Field] = &[
    Field::required(
        "file",
        Shape::Words,
        "表のファイル（.csv か .xlsx）。この文書から見た位置を書きます。例: data/skill-map.csv",
        "The file with the table (.csv or .xlsx), as seen from this document. Example: data/skill-map.csv",
    ),
    Field::new(
        "sheet",
        Shape::Word,
        "Excel ブックのシートの名前。省くと初めのシートです。例: スキル",
        "The name of the sheet of a workbook; the first one if left out. Example: スキル",
    ),
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
            roles: reader.records("roles", Role::read),
            skills: reader.records("skills", Skill::read),
            standards: reader.records("standards", Standard::read),
            trainings: reader.records("trainings", Training::read),
            securing: reader.records("securing", Securing::read),
            goals: reader.records("goals", Goal::read),
            plans: reader.records("plans", Plan::read),
            glossary: reader.records("glossary", Term::read),
            revisions: reader.records("revisions", Revision::read),
            waivers: reader.records("waivers", Waiver::read),
        }
    }

    pub(super) fn resolve(self, names: &mut Names<'_>) -> Records {
        Records {
            legend: self.legend,
            roles: self.roles.into_iter().map(|role| role.resolve(names)).collect(),
            skills: self.skills.into_iter().map(|skill| skill.resolve(names)).collect(),
            standards: self.standards.into_iter().filter_map(|it| it.resolve(names)).collect(),
            trainings: self.trainings.into_iter().map(|it| it.resolve(names)).collect(),
            securing: self.securing.into_iter().map(|it| it.resolve(names)).collect(),
            goals: self.goals.into_iter().map(|goal| goal.resolve(names)).collect(),
            plans: plan::resolve(self.plans, names),
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::markdown::normalise;

    #[test]
    fn every_column_of_a_table_of_records_has_a_head_of_its_own() {
        let tables = FIELDS.iter().filter(|field| !["legend", "waivers"].contains(&field.key));
        for table in tables {
            let Shape::Records(fields) = table.shape else { panic!("{}", table.key) };
            let mut known = BTreeMap::new();
            for field in fields {
                assert!(!field.called.is_empty(), "`{}` of {} has no head", field.key, table.key);
                for name in field.called {
                    let before = known.insert(normalise(name).to_lowercase(), field.key);
                    assert_eq!(before, None, "「{name}」 of {}", table.key);
                }
            }
            for field in fields {
                let other = known.get(field.key).filter(|key| **key != field.key);
                assert_eq!(other, None, "`{}` of {} is the head of another", field.key, table.key);
            }
        }
    }
}
