//! スキル要件: the skills that roles need, and to what level.

use std::collections::BTreeMap;

use super::Records;
use super::names::Names;
use super::role::RoleId;
use super::stage::{Resolved, Stage, Written};
use super::value::{AsData, Needed, Value};
use crate::diagnostic::Message;
use crate::markdown::Prose;
use crate::source::Spanned;
use crate::yaml::{Field, NodeKind, Reader, Shape};

/// The position of a skill in `Records::skills`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SkillId(pub(super) usize);

impl SkillId {
    /// The position in `Records::skills`.
    pub fn index(self) -> usize {
        self.0
    }
}

/// A skill, which is a row of the skill map.
#[derive(Debug, Clone, PartialEq)]
pub struct Skill<S: Stage = Resolved> {
    /// What references use; the name if the author gave none.
    pub id: Spanned<String>,
    /// The full name.
    pub name: Prose,
    /// 区分: skills of one category form a group of rows.
    pub category: Option<Spanned<String>>,
    /// 概要: what the skill is.
    pub summary: Option<Prose>,
    /// The level that each role needs, in the order of the text. A role that is not there needs none.
    pub levels: Vec<(S::Role, S::Level)>,
    /// 研修手法: how the skill is taught.
    pub methods: Vec<Prose>,
    /// Whether the skill comes from the policy that a plan is based on.
    pub inherited: bool,
}

/// The level of a skill that a role needs.
#[derive(Debug, Clone, PartialEq)]
pub enum Level {
    /// A symbol, by its position in the document's legend.
    Symbol(usize),
    /// A description.
    Text(Prose),
}

pub(super) static FIELDS: &[Field] = &[
    Field::new(
        "id",
        Shape::Word,
        "ほかの所からこのスキルを指すときの短い名前。省くと名称を使います。例: bpr",
        "A short name by which others call the skill; the full name if left out. Example: bpr",
    )
    .called(&["ID", "識別子"]),
    Field::required(
        "name",
        Shape::Markdown,
        "スキルの名称。例: 業務の見直し",
        "The name of the skill. Example: 業務の見直し",
    )
    .called(&["名称", "スキル", "スキル名", "スキル項目", "スキル要件"]),
    Field::new(
        "category",
        Shape::Word,
        "スキルの区分。同じ区分のスキルは、表でひとまとまりになります。例: 業務改革",
        "The category of the skill; skills of one category form a group of rows. Example: 業務改革",
    )
    .called(&["区分", "スキル区分", "分類", "カテゴリ", "カテゴリー"]),
    Field::new(
        "summary",
        Shape::Markdown,
        "スキルの内容。例: 仕事の流れを図に表し、改善の案をまとめられる",
        "What the skill is. Example: 仕事の流れを図に表し、改善の案をまとめられる",
    )
    .called(&["概要", "内容", "スキル内容", "スキルの内容", "説明", "定義"]),
    Field::new(
        "levels",
        Shape::Levels,
        "役割ごとに求める水準。役割の id か名称に、凡例の記号か文を付けます。例: {lead: ◎, use: ○}",
        "The level that each role needs: a symbol of the legend or a text for the id or name of each role. Example: {lead: ◎, use: ○}",
    )
    .called(&["水準", "レベル", "習得水準"]),
    Field::new(
        "methods",
        Shape::Markdowns,
        "身に付ける方法。いくつでも並べられます。例: [eラーニング, ワークショップ]",
        "How it is taught, one method or several. Example: [eラーニング, ワークショップ]",
    )
    .called(&["研修手法", "手法", "実施手法", "主な実施手法", "実施方法", "研修方法"]),
];

impl Skill<Written> {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        let word = reader.required_word("name")?;
        let mut levels = Vec::new();
        match reader.node("levels").map(|node| (&node.kind, node.span.0)) {
            None => {}
            Some((NodeKind::Mapping(entries), _)) => {
                for (role, level) in entries {
                    levels.extend(role.word().map(|role| (role, level.clone())));
                }
            }
            Some((_, span)) => {
                let expected = Message::fixed("「役割: 水準」の組", "pairs of `role: level`");
                reader.invalid(span, "levels", &expected);
            }
        }
        Some(Self {
            id: reader.word("id").unwrap_or(word),
            name: reader.prose("name")?,
            category: reader.word("category"),
            summary: reader.prose("summary"),
            levels,
            methods: reader.proses("methods"),
            inherited: false,
        })
    }

    pub(super) fn resolve(self, names: &mut Names<'_>) -> Skill {
        let mut levels: BTreeMap<RoleId, Level> = BTreeMap::new();
        for (written, level) in &self.levels {
            let Some(role) = names.role_of_level(written) else { continue };
            let level = names.level(level);
            if let Some(level) = level
                && levels.insert(role, level).is_some()
            {
                names.level_repeated(written);
            }
        }
        Skill {
            id: self.id,
            name: self.name,
            category: self.category,
            summary: self.summary,
            levels: levels.into_iter().collect(),
            methods: self.methods,
            inherited: self.inherited,
        }
    }
}

impl Skill {
    /// The level that a role needs.
    pub fn level(&self, role: RoleId) -> Option<&Level> {
        self.levels.iter().find(|(id, _)| *id == role).map(|(_, level)| level)
    }
}

impl AsData for Skill {
    const FIELDS: &'static [Field] = FIELDS;

    fn values<'a>(&'a self, records: &'a Records) -> Vec<(&'static str, Value<'a>)> {
        let needed = |(role, level): &'a (RoleId, Level)| {
            let level = match level {
                Level::Symbol(at) => Needed::Symbol(*at),
                Level::Text(text) => Needed::Text(text),
            };
            (records.role_reference(*role), level)
        };
        let levels: Vec<_> = self.levels.iter().map(needed).collect();
        vec![
            ("id", Value::Word(&self.id.value)),
            ("name", Value::Text(&self.name)),
            ("category", Value::word(self.category.as_ref().map(|it| it.value.as_str()))),
            ("summary", Value::text(self.summary.as_ref())),
            ("levels", if levels.is_empty() { Value::Nothing } else { Value::Levels(levels) }),
            ("methods", Value::texts(&self.methods)),
        ]
    }
}
