//! `training-methods`: by which methods each skill is taught.

use crate::document::{Data, FigureKind, Skill, SkillId};
use crate::table::Table;

use super::Figure;
use super::cells;
use super::choose::{by_category, own_skills};
use super::drawing::Drawing;
use super::group::Together;
use super::options;
use super::record_table::{Entry, Field, names};

/// The columns that authors can choose.
const COLUMNS: &[&str] = &names(FIELDS);

pub(super) static FIGURE: Figure = Figure {
    kind: FigureKind {
        name: "training-methods",
        shows: &[Data::Methods],
        stands_for: Some(Data::Methods),
    },
    options: &[options::columns(COLUMNS), options::ROW_HEADS],
    draw,
};

const FIELDS: &[Field<Skill>; 4] = &[
    Field::number(),
    Field::or("name", "skill", |skill, _| cells::text(Some(&skill.name))),
    Field::on_request("summary", |skill, _| cells::text(skill.summary.as_ref())),
    Field::new("methods", |skill, _| cells::list(skill.methods.clone())),
];

fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    let from = drawing.from;
    let mut skills = own_skills(&from);
    skills.retain(|&id| !from.skill(id).methods.is_empty());
    // A skill has the number that it has in the skill map.
    let entry = |id: SkillId| Entry { number: id.index() + 1, record: from.skill(id) };
    let groups = by_category(&from, skills).into_iter().map(|group| Together {
        head: group.head,
        items: group.items.into_iter().map(entry).collect(),
    });
    let groups = groups.collect();
    drawing.records(FIELDS, groups, &[])
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::draw_block;

    #[test]
    fn methods_are_listed_by_skill() {
        let skills = "skills:\n\
            - {name: 甲, category: 基礎, methods: [講義, 演習]}\n\
            - {name: 乙, category: 応用}\n\
            - {name: 丙, category: 応用, methods: [動画]}\n";
        let check = |options: &str, expected: &str| {
            let drawn = draw_block(skills, &format!("training-methods\n{options}"));
            assert_eq!(drawn.shown(), expected);
        };
        check("", "[スキル] | [研修手法]\n├ 基礎\n甲: | 講義／演習\n├ 応用\n丙: | 動画");
        check(
            "columns: [number, skill, {methods: 主な実施手法}]\n",
            "[No.] | [スキル] | [主な実施手法]\n├ 基礎\n=1 | 甲: | 講義／演習\n├ 応用\n=3 | 丙: | 動画",
        );
        let drawn = draw_block("skills: [{name: 甲}]\n", "training-methods\n");
        assert_eq!(drawn.reports(), ["figure-empty training-methods"]);
        assert!(drawn.words().contains("skills: [{methods: …}]"));
    }
}
