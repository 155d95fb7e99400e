//! `skill-map`: which skill each role needs, and to what level.

use crate::document::{Data, FigureKind, Level, RoleId, SkillId};
use crate::markdown::Prose;
use crate::table::{Cell, Content, Group, Head, Legend, Row, Table};

use super::Figure;
use super::cells;
use super::choose::{by_category, by_group, category_of, group_of, named_roles, own_skills};
use super::columns::{Chosen, Key, part_names};
use super::drawing::{Drawing, Material};
use super::group::{Together, gather};
use super::heads::{ColumnHead, layout};
use super::options;
use crate::yaml::{Choice, choices, words};

/// The columns that authors can choose.
const COLUMNS: &[&str] = &part_names(&PARTS);

pub(super) static FIGURE: Figure = Figure {
    kind: FigureKind { name: "skill-map", shows: &[Data::Skills], stands_for: Some(Data::Skills) },
    options: &[
        options::columns(COLUMNS),
        options::rows(&words(&ROWS)),
        options::ROLES,
        options::GROUP,
    ],
    draw,
};

/// What can be shown beside the names of the skills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Number,
    Name,
    Category,
    Summary,
    Roles,
    Methods,
}

const PARTS: [(Key, Part); 6] = [
    (Key::new("number"), Part::Number),
    (Key::or("name", "skill"), Part::Name),
    (Key::new("category"), Part::Category),
    (Key::new("summary"), Part::Summary),
    (Key::new("roles"), Part::Roles),
    (Key::new("methods"), Part::Methods),
];

/// A part that is shown, with its head.
struct Shown {
    part: Part,
    head: Prose,
}

/// What stands in the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rows {
    Skills,
    Roles,
}

const ROWS: [(Choice, Rows); 2] = [
    (("skills", "スキルを行に並べる", "a row for each skill"), Rows::Skills),
    (("roles", "役割を行に並べる", "a row for each role"), Rows::Roles),
];

fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    let rows = drawing.options.choice("rows", &choices(&ROWS)).unwrap_or(Rows::Skills);
    let chosen = drawing.chosen_roles();
    let from = drawing.from;
    let skills = own_skills(&from);
    let roles = chosen.unwrap_or_else(|| named_roles(&from, &skills));
    let parts = parts(drawing, rows, &skills);
    let shows = |part| parts.iter().any(|shown| shown.part == part);
    if skills.is_empty() || (roles.is_empty() && shows(Part::Roles)) {
        drawing.without_records();
        return None;
    }
    // A column of categories takes the place of the heads over each category.
    let skills = if shows(Part::Category) {
        vec![Together::plain(skills)]
    } else {
        by_category(&from, skills)
    };
    let empty = from.records().legend.empty.clone().unwrap_or_else(|| from.word("cell.empty"));
    let map = Map { from, parts, roles, empty };
    let (width, head, groups) = match rows {
        Rows::Skills => map.upright(skills),
        Rows::Roles => map.turned(skills),
    };
    let mut cells = groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.cells);
    let symbols = cells.any(|cell| matches!(cell.content, Content::Symbol { .. }));
    let mut table = drawing.table(width, head, groups);
    table.legend = symbols.then(|| legend(&from));
    Some(table)
}

/// What is shown of the skills. Their names always are: after a number in front, else first. So are
/// the roles where they are the rows.
fn parts(drawing: &mut Drawing<'_, '_>, rows: Rows, skills: &[SkillId]) -> Vec<Shown> {
    let chosen = drawing.columns(&PARTS.map(|(key, _)| key));
    let from = &drawing.from;
    let chosen = chosen.unwrap_or_else(|| {
        let described = skills.iter().any(|&id| from.skill(id).summary.is_some());
        let usual = |part| part == Part::Roles || (part == Part::Summary && described);
        let positions = (0..PARTS.len()).filter(|&at| usual(PARTS[at].1));
        positions.map(|at| Chosen { at, head: None }).collect()
    });
    let shown = |Chosen { at, head }: Chosen| {
        let (key, part) = PARTS[at];
        let head = head.unwrap_or_else(|| match (part, rows) {
            (Part::Summary, Rows::Roles) => from.term("definition"),
            _ => from.column_head(key.name),
        });
        Shown { part, head }
    };
    let mut parts: Vec<Shown> = chosen.into_iter().map(shown).collect();
    if parts.iter().all(|shown| shown.part != Part::Name) {
        let after = usize::from(parts.first().is_some_and(|shown| shown.part == Part::Number));
        parts.insert(after, Shown { part: Part::Name, head: from.column_head("name") });
    }
    if rows == Rows::Roles && parts.iter().all(|shown| shown.part != Part::Roles) {
        parts.push(Shown { part: Part::Roles, head: from.column_head("roles") });
    }
    parts
}

/// The symbols of the document.
pub(super) fn legend(from: &Material<'_>) -> Legend {
    let legend = &from.records().legend;
    let entries =
        legend.entries.iter().map(|(symbol, meaning)| (symbol.value.clone(), meaning.clone()));
    Legend { entries: entries.collect(), empty: legend.empty.clone() }
}

/// The parts of a table: its width, its head, its body.
type Laid = (usize, Vec<Row>, Vec<Group>);

struct Map<'a> {
    from: Material<'a>,
    parts: Vec<Shown>,
    roles: Vec<RoleId>,
    /// What an empty cell means.
    empty: String,
}

impl Map<'_> {
    /// A row for each skill, a column for each role.
    fn upright(mut self, skills: Vec<Together<SkillId>>) -> Laid {
        // Roles of a group stand under one head, so they must stand together.
        self.roles = gather(self.roles, |&id| group_of(&self.from, id));
        let mut heads = Vec::new();
        for shown in &self.parts {
            if shown.part == Part::Roles {
                heads.extend(self.role_heads());
            } else {
                heads.push(ColumnHead::leaf(shown.head.clone()));
            }
        }
        let (width, head) = layout(heads);
        let groups = skills.into_iter().map(|group| Group {
            head: group.head.map(Into::into),
            rows: group.items.into_iter().map(|skill| self.skill_row(skill)).collect(),
        });
        (width, head, groups.collect())
    }

    fn role_heads(&self) -> Vec<ColumnHead> {
        let heads = self.roles.chunk_by(|&a, &b| {
            let group = group_of(&self.from, a);
            group.is_some() && group == group_of(&self.from, b)
        });
        let leaf = |id: &RoleId| ColumnHead::leaf(self.from.role(*id).short_name().clone());
        let heads = heads.flat_map(|roles| {
            let below: Vec<_> = roles.iter().map(leaf).collect();
            match group_of(&self.from, roles[0]) {
                Some(group) => vec![ColumnHead { text: self.from.text(group), below }],
                None => below,
            }
        });
        heads.collect()
    }

    fn skill_row(&self, skill: SkillId) -> Row {
        let mut cells = Vec::new();
        for shown in &self.parts {
            match shown.part {
                Part::Name => {
                    let name = self.from.skill(skill).name.clone();
                    cells.push(Cell::head(Head::Row, name));
                }
                Part::Roles => {
                    let levels = self.roles.iter().map(|&role| self.level(skill, role));
                    cells.extend(levels.map(Cell::new));
                }
                part => cells.push(Cell::new(self.attribute(part, skill))),
            }
        }
        Row { cells }
    }

    /// A row for each role, a column for each skill. What else is shown of the skills are rows as
    /// well: a definition is no head, or a screen reader would say it with every cell of its column.
    fn turned(self, skills: Vec<Together<SkillId>>) -> Laid {
        let mut heads = vec![ColumnHead::leaf(self.from.column_head("role"))];
        for group in &skills {
            let leaf = |&id: &SkillId| ColumnHead::leaf(self.from.skill(id).name.clone());
            let below = group.items.iter().map(leaf);
            match self.category_head(group) {
                Some(text) => heads.push(ColumnHead { text, below: below.collect() }),
                None => heads.extend(below),
            }
        }
        let (width, head) = layout(heads);
        let skills: Vec<SkillId> = skills.into_iter().flat_map(|group| group.items).collect();
        let mut groups: Vec<Group> = Vec::new();
        for shown in self.parts.iter().filter(|shown| shown.part != Part::Name) {
            if shown.part == Part::Roles {
                groups.extend(self.role_groups(&skills));
                continue;
            }
            let content = skills.iter().map(|&skill| self.attribute(shown.part, skill));
            let row = row(shown.head.clone(), content);
            match groups.last_mut() {
                Some(group) if group.head.is_none() => group.rows.push(row),
                _ => groups.push(Group { head: None, rows: vec![row] }),
            }
        }
        (width, head, groups)
    }

    /// Skills without a category need no head over theirs: they are told apart by its absence.
    fn category_head(&self, group: &Together<SkillId>) -> Option<Prose> {
        let first = *group.items.first()?;
        category_of(&self.from, first).and(group.head.clone())
    }

    fn role_groups(&self, skills: &[SkillId]) -> Vec<Group> {
        let role_row = |role: RoleId| {
            let levels = skills.iter().map(|&skill| self.level(skill, role));
            row(self.from.role(role).name.clone(), levels)
        };
        let groups = by_group(&self.from, self.roles.clone()).into_iter().map(|group| Group {
            head: group.head.map(Into::into),
            rows: group.items.into_iter().map(role_row).collect(),
        });
        groups.collect()
    }

    fn attribute(&self, part: Part, id: SkillId) -> Content {
        let skill = self.from.skill(id);
        match part {
            Part::Number => Content::Number((id.index() + 1).to_string()),
            Part::Name => cells::text(Some(&skill.name)),
            Part::Category => {
                let category = skill.category.as_ref();
                cells::text(category.map(|category| self.from.text(&category.value)).as_ref())
            }
            Part::Summary => cells::text(skill.summary.as_ref()),
            Part::Methods => cells::list(skill.methods.clone()),
            Part::Roles => Content::Empty(None),
        }
    }

    fn level(&self, skill: SkillId, role: RoleId) -> Content {
        let legend = &self.from.records().legend;
        match self.from.skill(skill).level(role) {
            Some(Level::Symbol(at)) => {
                let (symbol, meaning) = &legend.entries[*at];
                Content::Symbol { symbol: symbol.value.clone(), meaning: meaning.clone() }
            }
            Some(Level::Text(text)) => Content::Text(text.clone()),
            None => Content::Empty(Some(self.empty.clone())),
        }
    }
}

/// A row with a head and these cells.
fn row(head: Prose, contents: impl Iterator<Item = Content>) -> Row {
    let head = Cell::head(Head::Row, head);
    Row { cells: std::iter::once(head).chain(contents.map(Cell::new)).collect() }
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::draw_block;

    const RECORDS: &str = "\
        legend: {◎: 必修, ○: 選択}\n\
        roles:\n\
        - {id: a, name: 甲, short: こう, group: 職級}\n\
        - {id: b, name: 乙}\n\
        - {id: c, name: 丙, group: 職級}\n\
        - {id: d, name: 丁}\n\
        skills:\n\
        - {name: 一, category: 基礎, summary: 概要, levels: {a: ◎, b: ○}}\n\
        - {name: 二, category: 応用, levels: {c: 全庁}, methods: [講義]}\n\
        - {name: 三, category: 基礎}\n";

    fn check(options: &str, expected: &str) {
        let drawn = draw_block(RECORDS, &format!("skill-map\n{options}"));
        assert_eq!(drawn.shown(), expected, "{options}");
    }

    #[test]
    fn skills_stand_in_rows_and_roles_in_columns() {
        check(
            "",
            "[スキル] | [概要] | [職級] | < | [乙]\n\
             ^ | ^ | [こう] | [丙] | ^\n\
             ├ 基礎\n\
             一: | 概要 | ◎ | · | ○\n\
             三: | · | · | · | ·\n\
             ├ 応用\n\
             二: | · | · | 全庁 | ·",
        );
        check(
            "columns: [number, category, roles, methods]\nroles: [d, b]\n",
            "[No.] | [スキル] | [区分] | [丁] | [乙] | [研修手法]\n\
             =1 | 一: | 基礎 | · | ○ | ·\n\
             =2 | 二: | 応用 | · | · | 講義\n\
             =3 | 三: | 基礎 | · | · | ·",
        );
        check(
            "columns: [roles, {skill: 能力}]\nroles: [b]\n",
            "[乙] | [能力]\n├ 基礎\n○ | 一:\n· | 三:\n├ 応用\n· | 二:",
        );
    }

    #[test]
    fn a_turned_map_has_definitions_in_a_row_of_the_body() {
        check(
            "rows: roles\n",
            "[役割] | [基礎] | < | [応用]\n\
             ^ | [一] | [三] | [二]\n\
             スキル内容: | 概要 | · | ·\n\
             ├\n\
             甲: | ◎ | · | ·\n\
             乙: | ○ | · | ·\n\
             丙: | · | · | 全庁",
        );
        check(
            "rows: roles\ncolumns: [number, category, {summary: 定義}]\nroles: [a]\n",
            "[役割] | [一] | [二] | [三]\n\
             No.: | =1 | =2 | =3\n\
             区分: | 基礎 | 応用 | 基礎\n\
             定義: | 概要 | · | ·\n\
             ├\n\
             甲: | ◎ | · | ·",
        );
    }

    #[test]
    fn a_map_knows_its_symbols() {
        let drawn = draw_block(RECORDS, "skill-map\n");
        let table = drawn.table();
        let symbols: Vec<bool> = table.columns.iter().map(|column| column.symbols).collect();
        assert_eq!(symbols, [false, false, true, false, true]);
        let legend = table.legend.as_ref().expect("a cell has a symbol");
        assert_eq!((legend.entries.len(), legend.empty.as_deref()), (2, None));
        let drawn = draw_block(RECORDS, "skill-map\nroles: [丙]\n");
        assert_eq!(drawn.table().legend, None);
    }

    #[test]
    fn a_map_needs_levels() {
        let check = |records: &str, block: &str, expected: &str| {
            assert_eq!(draw_block(records, block).reports(), [expected]);
        };
        check("skills: [{name: 一}]\n", "skill-map\n", "figure-empty skill-map");
        check("roles: [{name: 甲}]\n", "skill-map\n", "figure-empty skill-map");
        check(RECORDS, "skill-map\nrows: role\n", "field-invalid role");
        check(RECORDS, "skill-map\ncolumns: [levels]\n", "column-unknown levels");
    }
}
