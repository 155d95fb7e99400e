//! `roles`: the roles with what they are for and what they do.

use crate::document::{Data, FigureKind, Role};
use crate::table::Table;

use super::Figure;
use super::cells;
use super::choose::{by_group, group_of, own_roles};
use super::drawing::Drawing;
use super::group::{Together, gather};
use super::nested::Nested;
use super::options;
use super::record_table::{Field, names, numbered};

/// The columns that authors can choose.
const COLUMNS: &[&str] = &names(FIELDS);

pub(super) static FIGURE: Figure = Figure {
    kind: FigureKind { name: "roles", shows: &[Data::Roles], stands_for: Some(Data::Roles) },
    options: &[options::columns(COLUMNS), options::ROLES, options::GROUP, options::ROW_HEADS],
    draw,
};

const FIELDS: &[Field<Role>; 9] = &[
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
    Field::on_request("securing", |role, from| {
        let is_own = |id| from.role(id).id == role.id;
        let measures = from.records().securing.iter().filter(|it| it.role.is_some_and(is_own));
        cells::list(measures.map(|it| it.method.as_ref().unwrap_or(&it.name).clone()).collect())
    }),
];

fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    let chosen = drawing.chosen_roles();
    let from = drawing.from;
    let roles = chosen.unwrap_or_else(|| own_roles(&from));
    // A column for the groups takes the place of the heads over them: roles of a group stand beside it.
    let nested = Nested { outer: "group", inner: Some("name") };
    let nested = drawing.has_column("group").then_some(nested);
    let groups = match nested {
        Some(_) => vec![Together::plain(gather(roles, |&id| group_of(&from, id)))],
        None => by_group(&from, roles),
    };
    let groups = groups.into_iter().map(|group| Together {
        head: group.head,
        items: group.items.into_iter().map(|id| from.role(id)).collect(),
    });
    let groups = numbered(groups);
    drawing.nested_records(FIELDS, groups, &[], nested)
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
    fn a_column_of_groups_heads_their_roles() {
        let check = |options: &str, expected: &str| {
            let drawn = draw_block(ROLES, &format!("roles\n{options}"));
            assert_eq!(drawn.shown(), expected, "{options}");
        };
        check(
            "columns: [group, name, mission]\n",
            "[区分] | [役割区分] | [人材像]\n職級: | 甲: | 導く\n^ | 丙: | ·\n乙: | < | 支える",
        );
        check("columns: [name, group]\n", "[役割区分] | [区分]\n甲: | 職級:\n丙: | ^\n乙: | ·");
        check(
            "columns: [group, name]\nrow_heads: 1\n",
            "[区分] | [役割区分]\n職級: | 甲\n^ | 丙\n· | 乙",
        );
    }

    #[test]
    fn how_people_for_a_role_are_found_is_shown_on_request() {
        let records = format!(
            "{ROLES}securing:\n- {{name: 専門家, role: a, method: 民間人材の活用}}\n- {{name: 公募, role: a}}\n"
        );
        let drawn = draw_block(&records, "roles\ncolumns: [name, securing]\n");
        assert_eq!(
            drawn.shown(),
            "[役割区分] | [確保の方法]\n甲: | 民間人材の活用／公募\n乙: | ·\n丙: | ·"
        );
        let drawn = draw_block(&records, "securing\n");
        assert_eq!(
            drawn.shown(),
            "[確保する人材] | [役割] | [確保の手法]\n専門家: | 甲 | 民間人材の活用\n公募: | 甲 | ·"
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
