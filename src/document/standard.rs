//! スキル基準(育成段階): what is asked of a role at each step.

use super::names::Names;
use super::stage::{Resolved, Stage, Written};
use crate::markdown::Prose;
use crate::yaml::{Field, Reader, Shape};

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

pub(super) static FIELDS: &[Field] = &[
    Field::required(
        "role",
        Shape::Word,
        "段階を定める役割。役割の id か名称を書きます。例: lead",
        "The role whose step it is, by its id or name. Example: lead",
    )
    .called(&["役割", "役割名", "役割区分", "人材像", "人材区分"]),
    Field::required(
        "step",
        Shape::Markdown,
        "段階の番号か名前。例: 1",
        "The number or name of the step. Example: 1",
    )
    .called(&["段階", "ステップ", "レベル", "育成段階"]),
    Field::new(
        "criterion",
        Shape::Markdown,
        "その段階で満たす基準。例: 基礎研修を受け終えている",
        "What must be met at this step. Example: 基礎研修を受け終えている",
    )
    .called(&["基準", "スキル基準", "満たす基準"]),
    Field::new(
        "evidence",
        Shape::Markdown,
        "基準を満たしたことを確かめるもの。例: 受講の記録",
        "What shows that it is met. Example: 受講の記録",
    )
    .called(&["確認の方法", "確認方法", "確かめ方"]),
    Field::new(
        "trainings",
        Shape::Words,
        "その段階で受ける研修。研修の id か名称を並べます。例: [security-basic]",
        "The trainings that the step asks for, by their ids or names. Example: [security-basic]",
    )
    .called(&["研修", "研修名", "受ける研修", "推奨研修"]),
];

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
