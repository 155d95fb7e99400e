//! `roles`: the roles with what they are for and what they do.

use crate::document::{Data, FigureKind, Role};
use crate::table::Table;

use super::Figure;
use super::cells;
use super::choose::{by_group, own_roles};
use super::drawing::Drawing;
use super::group::Together;
use super::options;
use super::record_table::{Field, names, numbered};

/// The columns that authors can choose.
const COLUMNS: &[&str] = &names(FIELDS);

pub(super) static FIGURE: Figure = Figure {
    kind: FigureKind { name: "roles", shows: &[Data::Roles], stands_for: Some(Data::Roles) },
    options: &[options::columns(COLUMNS), options::ROLES, options::GROUP, options::ROW_HEADS],
    draw,
};

const FIELDS: &[Field<Role>; 8] = &[
    Field::number(),
    Field::or("name", "role", |role, _| cells::text(Some(&role.name))),
    Field::on_request("short", |role, _| cells::text(role.short.as_ref())),
    Field::on_request("group", |role, from| {
        let group = role.group.as_ref().map(|group| from.text(&group.value));
        cells::text(group.as_ref())
    }),
    Field::new("audience", |role, _| cells::text(role.audience.as_ref())),
    Field::new("mission", |role, _| cells::text(role.mission.as_ref())),
    Field::new("duty", |role, _| cells::text(role.duty.as_ref())),
    Field::new("includes", |role, from| {
        let others = role.includes.iter().map(|&id| from.role(id)).filter(|it| it.id != role.id);
        cells::list(others.map(|it| it.name.clone()).collect())
    }),
];

fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    let chosen = drawing.chosen_roles();
    let from = drawing.from;
    let roles = chosen.unwrap_or_else(|| own_roles(&from));
    let groups = by_group(&from, roles).into_iter().map(|group| Together {
        head: group.head,
        items: group.items.into_iter().map(|id| from.role(id)).collect(),
    });
    let groups = numbered(groups);
    drawing.records(FIELDS, groups, &[])
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::{draw_block, draw_files, show};

    const ROLES: &str = "roles:\n\
        - {id: a, name: 甲, short: こう, group: 職級, mission: 導く}\n\
        - {id: b, name: 乙, mission: 支える, duty: 助言, includes: [a]}\n\
        - {id: c, name: 丙, group: 職級, audience: 課長}\n";

    #[test]
    fn no_role_includes_itself() {
        let records = "roles: [{id: a, name: 甲, includes: [a, b]}, {id: b, name: 乙}]\n";
        let drawn = draw_block(records, "roles\n");
        assert_eq!(drawn.shown(), "[役割区分] | [あわせて求められる役割]\n甲: | 乙\n乙: | ·");
    }

    #[test]
    fn roles_are_shown_with_what_is_known_of_them() {
        let check = |options: &str, expected: &str| {
            let drawn = draw_block(ROLES, &format!("roles\n{options}"));
            assert_eq!(drawn.shown(), expected, "{options}");
        };
        check(
            "",
            "[役割区分] | [対象] | [人材像] | [役割] | [あわせて求められる役割]\n\
             甲: | · | 導く | · | ·\n\
             乙: | · | 支える | 助言 | 甲\n\
             丙: | 課長 | · | · | ·",
        );
        check("columns: [role, short]\n", "[役割区分] | [略称]\n甲: | こう\n乙: | ·\n丙: | ·");
        check("columns: [人材像]\nroles: [b, 甲, b]\n", "[人材像]\n支える:\n導く:");
        check(
            "columns: {number: 番号, name: ~}\n",
            "[番号] | [役割区分]\n=1 | 甲:\n=2 | 乙:\n=3 | 丙:",
        );
        check("columns: [name]\ngroup: 職級\n", "[役割区分]\n甲:\n丙:");
        check("columns: [name]\nroles: [c, b, a]\ngroup: 職級\n", "[役割区分]\n丙:\n甲:");
        check("columns: [{name: '**名**'}]\nrow_heads: 0\n", "[名]\n甲\n乙\n丙");
        check(
            "columns: [name, mission]\nrow_heads: 2\nroles: [a, c]\n",
            "[役割区分] | [人材像]\n甲: | 導く:\n丙: | ·",
        );
    }

    #[test]
    fn several_groups_get_heads() {
        let roles = format!("{ROLES}- {{name: 丁, group: 専門性}}\n");
        assert_eq!(
            draw_block(&roles, "roles\ncolumns: [name]\n").shown(),
            "[役割区分]\n├ 職級\n甲:\n丙:\n├ その他\n乙:\n├ 専門性\n丁:"
        );
    }

    #[test]
    fn a_plan_shows_its_own_roles_or_those_of_its_policy() {
        let policy = format!("---\ntitle: 方針\n{ROLES}---\n");
        let check = |own: &str, options: &str, expected: &str| {
            let plan = format!(
                "---\ntitle: 計画\nbased_on: p.md\n{own}---\n\n```roles\ncolumns: [name]\n{options}```\n"
            );
            let files = [("content/p.md", policy.as_str()), ("content/q.md", plan.as_str())];
            assert_eq!(show(draw_files(&files, "q.md").table()), expected);
        };
        check("", "", "[役割区分]\n甲:\n乙:\n丙:");
        check("roles: [{name: 丁}]\n", "", "[役割区分]\n丁:");
        check("roles: [{name: 丁}]\n", "group: 職級\n", "[役割区分]\n甲:\n丙:");
    }

    #[test]
    fn mistakes_are_reported_where_they_are() {
        let check = |options: &str, report: &str, words: &str| {
            let drawn = draw_block(ROLES, &format!("roles\n{options}"));
            assert_eq!(drawn.reports(), [report]);
            assert!(drawn.words().contains(words), "{}", drawn.words());
        };
        check("columns: [name, misson]\n", "column-unknown misson", "「mission」のことですか");
        check("columns: [名前]\n", "column-unknown 名前", "name（役割区分）");
        check("group: 職急\n", "role-group-unknown 職急", "「職級」のことですか");
        check("roles: [a, d]\n", "role-unknown d", "「d」という役割はありません");
        check("row_heads: 一\n", "field-invalid 一", "整数");
    }
}
