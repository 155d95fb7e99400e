//! `skill-list`: the skills that each role needs, with those of the roles that it includes.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::document::{Data, FigureKind, Level, RoleId, SkillId};
use crate::markdown::Prose;
use crate::table::Table;

use super::Figure;
use super::cells;
use super::choose::{by_group, own_roles, own_skills};
use super::drawing::{Drawing, Material};
use super::group::Together;
use super::options;
use super::record_table::{Field, names, numbered};

/// The columns that authors can choose.
const COLUMNS: &[&str] = &names(FIELDS);

pub(super) static FIGURE: Figure = Figure {
    kind: FigureKind { name: "skill-list", shows: &[Data::Skills], stands_for: None },
    options: &[options::columns(COLUMNS), options::ROLES, options::GROUP, options::ROW_HEADS],
    draw,
};

/// A role with the skills that it needs.
struct Profile {
    role: RoleId,
    skills: Vec<Prose>,
}

const FIELDS: &[Field<Profile>; 4] = &[
    Field::or("name", "role", |profile, from| cells::text(Some(&from.role(profile.role).name))),
    Field::on_request("audience", |profile, from| {
        cells::text(from.role(profile.role).audience.as_ref())
    }),
    Field::new("mission", |profile, from| cells::text(from.role(profile.role).mission.as_ref())),
    Field::new("skills", |profile, _| cells::list(profile.skills.clone())),
];

fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    let chosen = drawing.chosen_roles();
    let from = drawing.from;
    let needs = Needs::new(&from);
    let every = chosen.is_some();
    let roles = by_group(&from, chosen.unwrap_or_else(|| own_roles(&from)));
    let profiles = roles.into_iter().map(|group| Together {
        head: group.head,
        items: group
            .items
            .into_iter()
            .map(|role| Profile { role, skills: needs.of(role) })
            .filter(|profile| every || !profile.skills.is_empty())
            .collect(),
    });
    let profiles: Vec<Together<Profile>> =
        profiles.filter(|group| !group.items.is_empty()).collect();
    if profiles.iter().flat_map(|group| &group.items).all(|profile| profile.skills.is_empty()) {
        drawing.without_records();
        return None;
    }
    let groups = profiles
        .iter()
        .map(|group| Together { head: group.head.clone(), items: group.items.iter().collect() });
    drawing.records(FIELDS, numbered(groups), &[])
}

/// A skill that a role needs.
struct Need<'a> {
    skill: SkillId,
    level: &'a Level,
    /// The included role that asks for it, if it is not the role itself.
    source: Option<RoleId>,
}

impl Need<'_> {
    /// Whether it asks for more than another does. Symbols stand in the legend with the strongest first;
    /// levels in words cannot be compared.
    fn is_stronger(&self, other: &Self) -> bool {
        match (self.level, other.level) {
            (Level::Symbol(own), Level::Symbol(other)) => own < other,
            _ => false,
        }
    }
}

/// The skills by the roles that need them.
struct Needs<'a> {
    from: Material<'a>,
    /// By the role's position, in the order of the skills.
    by_role: Vec<Vec<(SkillId, &'a Level)>>,
}

impl<'a> Needs<'a> {
    fn new(from: &Material<'a>) -> Self {
        let mut by_role = vec![Vec::new(); from.records().roles.len()];
        for id in own_skills(from) {
            for (role, level) in &from.skill(id).levels {
                by_role[role.index()].push((id, level));
            }
        }
        Self { from: *from, by_role }
    }

    /// The skills that a role needs: its own, then those of the roles that it includes, nearest first.
    /// Each is named once, where it comes first, with the strongest level that the roles ask for.
    fn of(&self, role: RoleId) -> Vec<Prose> {
        let mut needs: Vec<Need<'_>> = Vec::new();
        let mut named: BTreeMap<SkillId, usize> = BTreeMap::new();
        let mut seen = BTreeSet::from([role]);
        let mut next = VecDeque::from([role]);
        while let Some(source) = next.pop_front() {
            let source = (source != role).then_some(source);
            for &(skill, level) in &self.by_role[source.unwrap_or(role).index()] {
                let need = Need { skill, level, source };
                match named.get(&skill) {
                    Some(&at) if need.is_stronger(&needs[at]) => needs[at] = need,
                    Some(_) => {}
                    None => {
                        named.insert(skill, needs.len());
                        needs.push(need);
                    }
                }
            }
            let further = self.from.role(source.unwrap_or(role)).includes.iter().copied();
            next.extend(further.filter(|&role| seen.insert(role)));
        }
        needs.iter().map(|need| self.item(need)).collect()
    }

    /// The name of a skill, its level and where it comes from: `データ利活用（全庁、一般職員から）`.
    fn item(&self, need: &Need<'_>) -> Prose {
        let from = &self.from;
        let legend = &from.records().legend;
        let level = match need.level {
            Level::Text(text) => Some(text.plain()),
            // Of a legend with one symbol, the symbol says no more than that the skill is needed.
            Level::Symbol(at) => (legend.entries.len() > 1).then(|| legend.entries[*at].1.clone()),
        };
        let source = need.source.map(|role| {
            from.phrase("from-role", &[("role", &from.role(role).short_name().plain())])
        });
        let marks: Vec<String> = [level, source].into_iter().flatten().collect();
        let name = &from.skill(need.skill).name;
        if marks.is_empty() {
            return name.clone();
        }
        let marks = marks.join(&from.word("separator"));
        from.suffixed(name, &from.phrase("in-brackets", &[("text", &marks)]))
    }
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::draw_block;

    const ROLES: &str = "roles:\n\
        - {id: a, name: 甲, includes: [b]}\n\
        - {id: b, name: 乙, includes: [c, a]}\n\
        - {id: c, name: 丙, short: ひ}\n\
        - {id: d, name: 丁}\n";

    #[test]
    fn included_skills_say_where_they_come_from() {
        let skills = "skills:\n\
            - {name: 一, levels: {a: 全庁, b: 部署}}\n\
            - {name: 二, levels: {c: 担当}}\n\
            - {name: 三, levels: {b: 部署}}\n";
        let records = format!("{ROLES}{skills}");
        let check = |options: &str, expected: &str| {
            let drawn = draw_block(&records, &format!("skill-list\n{options}"));
            assert_eq!(drawn.shown(), expected);
        };
        // 甲 and 乙 include each other: each skill is named once, its own level first.
        check(
            "",
            "[役割区分] | [必要なスキル]\n\
             甲: | 一（全庁）／三（部署、乙から）／二（担当、ひから）\n\
             乙: | 一（部署）／三（部署）／二（担当、ひから）\n\
             丙: | 二（担当）",
        );
        check("roles: [c, d]\n", "[役割区分] | [必要なスキル]\n丙: | 二（担当）\n丁: | ·");
    }

    #[test]
    fn of_two_levels_the_stronger_counts() {
        let check = |levels: &str, expected: &str| {
            let records = format!(
                "legend: {{◎: 必修, ○: 選択}}\n{ROLES}\
                 skills: [{{name: 一, levels: {levels}}}, {{name: 二, levels: {{a: ○}}}}]\n"
            );
            let drawn = draw_block(&records, "skill-list\nroles: [甲]\n");
            let expected = format!("甲: | {expected}");
            assert_eq!(drawn.shown().lines().last(), Some(expected.as_str()), "{levels}");
        };
        check("{a: ○, b: ◎}", "一（必修、乙から）／二（選択）");
        check("{a: ○, b: ○, c: ◎}", "一（必修、ひから）／二（選択）");
        check("{a: ◎, b: ○}", "一（必修）／二（選択）");
        check("{a: ○, b: ○}", "一（選択）／二（選択）");
        check("{b: ○, c: ◎}", "二（選択）／一（必修、ひから）");
    }

    #[test]
    fn no_role_includes_itself() {
        let records = "legend: {◎: 必修, ○: 選択}\nroles:\n\
            - {id: a, name: 甲, includes: [a, b]}\n- {id: b, name: 乙, includes: [a, b]}\n\
            skills: [{name: 一, levels: {a: ○, b: ◎}}]\n";
        let drawn = draw_block(records, "skill-list\n");
        assert_eq!(
            drawn.shown(),
            "[役割区分] | [必要なスキル]\n甲: | 一（必修、乙から）\n乙: | 一（必修）"
        );
    }

    #[test]
    fn the_only_symbol_of_a_legend_says_nothing_more() {
        let check = |legend: &str, expected: &str| {
            let records =
                format!("legend: {legend}\n{ROLES}skills: [{{name: 一, levels: {{c: ○}}}}]\n");
            let drawn = draw_block(&records, "skill-list\nroles: [丙]\n");
            assert_eq!(drawn.shown().lines().last(), Some(expected));
        };
        check("{○: 必要}", "丙: | 一");
        check("{◎: 必修, ○: 必要}", "丙: | 一（必要）");
    }

    #[test]
    fn roles_without_any_skill_are_an_empty_figure() {
        let drawn = draw_block(ROLES, "skill-list\n");
        assert_eq!(drawn.reports(), ["figure-empty skill-list"]);
    }
}
