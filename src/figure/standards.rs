//! `standards`: the steps of development by role, as a list or with a column for each step or role.

use std::collections::BTreeSet;

use crate::document::{Data, FigureKind, RoleId, Standard, TrainingId};
use crate::markdown::Prose;
use crate::table::{Cell, Group, Head, Row, Table};
use crate::yaml::{Choice, choices, words};

use super::Figure;
use super::cells;
use super::drawing::{Drawing, Material};
use super::group::{Together, together};
use super::heads::{ColumnHead, layout};
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
    options: &[
        options::columns(COLUMNS),
        options::rows(&words(&ROWS)),
        options::ROLES,
        options::GROUP,
        options::ROW_HEADS,
    ],
    draw,
};

/// What stands in the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rows {
    Standards,
    Roles,
    Steps,
}

const ROWS: [(Choice, Rows); 3] = [
    (
        ("standards", "役割ごとに、段階を一つずつ行に並べる", "a row for each step of a role"),
        Rows::Standards,
    ),
    (
        ("roles", "役割を行に、段階を列に並べる", "a row for each role, a column for each step"),
        Rows::Roles,
    ),
    (
        ("steps", "段階を行に、役割を列に並べる", "a row for each step, a column for each role"),
        Rows::Steps,
    ),
];

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
    match drawing.options.choice("rows", &choices(&ROWS)).unwrap_or(Rows::Standards) {
        Rows::Standards => {}
        rows if !standards.is_empty() => {
            return Some(matrix(drawing, standards, chosen, rows));
        }
        Rows::Roles | Rows::Steps => {
            drawing.without_records();
            return None;
        }
    }
    // A column for the role takes the place of the heads over each role's steps.
    let groups = if drawing.has_column("role") {
        vec![Together::plain(standards)]
    } else {
        let head = |standard: &&Standard| from.role(standard.role).name.clone();
        together(&from, standards, |standard| Some(standard.role), head)
    };
    drawing.records(FIELDS, numbered(groups), &[])
}

/// Roles and steps as rows and columns. Roles stand in the order of the author's choice, or else in
/// their own, steps in that of the text.
struct Matrix<'a> {
    from: Material<'a>,
    /// What is shown of a standard, with its head.
    details: Vec<(&'static str, Prose)>,
    roles: Vec<RoleId>,
    steps: Vec<Together<&'a Standard>>,
}

/// Draws the roles as rows and the steps as columns, or the other way round.
fn matrix<'a>(
    drawing: &mut Drawing<'a, '_>,
    standards: Vec<&'a Standard>,
    chosen: Option<Vec<RoleId>>,
    rows: Rows,
) -> Table {
    let keys = FIELDS.each_ref().map(Field::key);
    let columns = drawing.columns(&keys);
    let heads_rows = drawing.options.count("row_heads") != Some(0);
    let from = drawing.from;
    let own_head = |name: &str| {
        let columns = columns.iter().flatten();
        let mut heads =
            columns.filter(|it| keys[it.at].name == name).filter_map(|it| it.head.clone());
        heads.next().unwrap_or_else(|| from.column_head(name))
    };
    let names = columns.as_ref().map_or_else(
        || keys.iter().map(|key| key.name).collect(),
        |columns| columns.iter().map(|it| keys[it.at].name).collect::<Vec<_>>(),
    );
    let details = names.into_iter().filter(|name| !["role", "step"].contains(name));
    let own: BTreeSet<RoleId> = standards.iter().map(|it| it.role).collect();
    let roles = chosen.unwrap_or_else(|| own.iter().copied().collect());
    let matrix = Matrix {
        from,
        details: details.map(|name| (name, own_head(name))).collect(),
        roles: roles.into_iter().filter(|role| own.contains(role)).collect(),
        steps: together(&from, standards, |it| Some(it.step.plain()), |it| it.step.clone()),
    };
    let corner = own_head(if rows == Rows::Steps { "step" } else { "role" });
    let (heads, mut rows) = if rows == Rows::Steps {
        (matrix.role_names(), matrix.rows_of_steps())
    } else {
        (matrix.step_names(), matrix.rows_of_roles())
    };
    if !heads_rows {
        rows.iter_mut().filter_map(|row| row.cells.first_mut()).for_each(|cell| cell.head = None);
    }
    let heads = std::iter::once(corner).chain(heads).map(ColumnHead::leaf).collect();
    let (width, head) = layout(heads);
    drawing.table(width, head, vec![Group { head: None, rows }])
}

impl Matrix<'_> {
    fn role_names(&self) -> Vec<Prose> {
        self.roles.iter().map(|&role| self.from.role(role).name.clone()).collect()
    }

    fn step_names(&self) -> Vec<Prose> {
        self.steps.iter().map(|step| step.head.clone().unwrap_or_default()).collect()
    }

    fn rows_of_roles(&self) -> Vec<Row> {
        let cells = |&role| self.steps.iter().map(move |step| self.cell(role, step)).collect();
        rows(self.role_names(), self.roles.iter().map(cells))
    }

    fn rows_of_steps(&self) -> Vec<Row> {
        let cells = |step| self.roles.iter().map(|&role| self.cell(role, step)).collect();
        rows(self.step_names(), self.steps.iter().map(cells))
    }

    /// What is asked of a role at a step.
    fn cell(&self, role: RoleId, step: &Together<&Standard>) -> Cell {
        let own = step.items.iter().filter(|it| it.role == role);
        let texts = own.flat_map(|standard| {
            let details = self.details.iter();
            details.flat_map(|(name, head)| detail(standard, name, head, &self.from))
        });
        Cell::new(cells::list(texts.collect()))
    }
}

/// Rows with their heads.
fn rows(heads: Vec<Prose>, cells: impl Iterator<Item = Vec<Cell>>) -> Vec<Row> {
    let row = |(head, cells): (Prose, Vec<Cell>)| Row {
        cells: std::iter::once(Cell::head(Head::Row, head)).chain(cells).collect(),
    };
    heads.into_iter().zip(cells).map(row).collect()
}

/// What a standard says in one of its fields. All but the criterion is told by the field's head.
fn detail(standard: &Standard, name: &str, head: &Prose, from: &Material<'_>) -> Vec<Prose> {
    let with_head = |text: String| {
        let head = head.plain();
        from.text(&from.phrase("with-head", &[("head", &head), ("text", &text)]))
    };
    match name {
        "criterion" => standard.criterion.iter().cloned().collect(),
        "evidence" => standard.evidence.iter().map(|text| with_head(text.plain())).collect(),
        _ if standard.trainings.is_empty() => Vec::new(),
        _ => {
            let names = standard.trainings.iter().map(|id| from.training(*id).name.plain());
            let names: Vec<String> = names.collect();
            vec![with_head(names.join(&from.word("separator")))]
        }
    }
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
    #[test]
    fn roles_and_steps_may_be_rows_and_columns() {
        let records = "roles: [{id: a, name: 甲}, {id: b, name: 乙}, {id: c, name: 丙}]\n\
            trainings: [{name: 基礎研修}, {name: 応用研修}]\n\
            standards:\n\
            - {role: b, step: Step1, criterion: 受講, trainings: [基礎研修, 応用研修]}\n\
            - {role: a, step: Step1, criterion: 受講, evidence: 履歴}\n\
            - {role: b, step: Step2, criterion: 実践}\n";
        let check = |options: &str, expected: &str| {
            let drawn = draw_block(records, &format!("standards\n{options}"));
            assert_eq!(drawn.shown(), expected, "{options}");
        };
        check(
            "rows: roles\n",
            "[役割区分] | [Step1] | [Step2]\n\
             甲: | 受講／確認の方法：履歴 | ·\n\
             乙: | 受講／研修：基礎研修、応用研修 | 実践",
        );
        check(
            "rows: steps\nroles: [b, a]\ncolumns: [{step: 要件}, criterion, {evidence: 証跡}]\n",
            "[要件] | [乙] | [甲]\nStep1: | 受講 | 受講／証跡：履歴\nStep2: | 実践 | ·",
        );
        check(
            "rows: roles\nrow_heads: 0\nroles: [a]\ncolumns: criterion\n",
            "[役割区分] | [Step1]\n甲 | 受講",
        );
        let drawn = draw_block(records, "standards\nrows: steps\nroles: [c]\n");
        assert_eq!(drawn.reports(), ["figure-empty standards"]);
    }
}
