//! `standards`: the steps of development by role.

use crate::document::{Data, FigureKind, Standard, TrainingId};
use crate::table::Table;

use super::Figure;
use super::cells;
use super::drawing::Drawing;
use super::group::{Together, together};
use super::options;
use super::record_table::{Field, names, numbered};

/// The columns that authors can choose.
const COLUMNS: &[&str] = &names(FIELDS);

pub(super) static FIGURE: Figure = Figure {
    kind: FigureKind {
        name: "standards",
        shows: &[Data::Standards],
        stands_for: Some(Data::Standards),
    },
    options: &[options::columns(COLUMNS), options::ROLES, options::GROUP, options::ROW_HEADS],
    draw,
};

const FIELDS: &[Field<Standard>; 5] = &[
    Field::on_request("role", |standard, from| cells::text(Some(&from.role(standard.role).name))),
    Field::new("step", |standard, _| cells::text(Some(&standard.step))),
    Field::new("criterion", |standard, _| cells::text(standard.criterion.as_ref())),
    Field::new("trainings", |standard, from| {
        let name = |id: &TrainingId| from.training(*id).name.clone();
        cells::list(standard.trainings.iter().map(name).collect())
    }),
    Field::new("evidence", |standard, _| cells::text(standard.evidence.as_ref())),
];

fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    let chosen = drawing.chosen_roles();
    let from = drawing.from;
    let shown =
        |standard: &&Standard| chosen.as_ref().is_none_or(|roles| roles.contains(&standard.role));
    let standards: Vec<&Standard> = from.records().standards.iter().filter(shown).collect();
    // A column for the role takes the place of the heads over each role's steps.
    let groups = if drawing.has_column("role") {
        vec![Together::plain(standards)]
    } else {
        let head = |standard: &&Standard| from.role(standard.role).name.clone();
        together(&from, standards, |standard| Some(standard.role), head)
    };
    drawing.records(FIELDS, numbered(groups), &[])
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::draw_block;

    #[test]
    fn steps_stand_below_their_roles() {
        let records = "roles: [{id: a, name: 甲}, {id: b, name: 乙}]\n\
            standards:\n\
            - {role: b, step: 1, criterion: 受講}\n\
            - {role: a, step: 1, criterion: 受講, evidence: 履歴}\n\
            - {role: b, step: 2, criterion: 実践}\n";
        let check = |options: &str, expected: &str| {
            let drawn = draw_block(records, &format!("standards\n{options}"));
            assert_eq!(drawn.shown(), expected, "{options}");
        };
        check(
            "",
            "[段階] | [基準] | [確認の方法]\n\
             ├ 乙\n1: | 受講 | ·\n2: | 実践 | ·\n├ 甲\n1: | 受講 | 履歴",
        );
        check(
            "columns: [role, step]\nrow_heads: 2\n",
            "[役割区分] | [段階]\n乙: | 1:\n甲: | 1:\n乙: | 2:",
        );
        let records = format!(
            "{records}- {{role: a, step: 2, trainings: [基礎研修, t]}}\ntrainings: [{{name: 基礎研修}}, {{id: t, name: 実践研修}}]\n"
        );
        let drawn = draw_block(&records, "standards\nroles: [a]\n");
        assert_eq!(
            drawn.shown(),
            "[段階] | [基準] | [研修] | [確認の方法]\n\
             ├ 甲\n1: | 受講 | · | 履歴\n2: | · | 基礎研修／実践研修 | ·"
        );
        check("columns: [{役割区分: 役}, step]\nroles: [a]\n", "[役] | [段階]\n甲: | 1");
    }
}
