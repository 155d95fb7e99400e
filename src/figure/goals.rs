//! `goals`: targets by fiscal year.

use std::collections::BTreeSet;

use crate::calendar::FiscalYear;
use crate::document::{Amount, Data, FigureKind, Goal, GoalType, Target};
use crate::markdown::Prose;
use crate::number;
use crate::table::{Cell, Content, Group, Head, Row, Table};

use super::Figure;
use super::cells;
use super::columns::{Key, part_names};
use super::drawing::{Drawing, Material};
use super::goal_cells::{common_unit, difficulty, in_brackets, name};
use super::goals_chart;
use super::group::{Together, together};
use super::heads::{ColumnHead, layout};
use super::options;
use crate::yaml::{Choice, choices, words};

/// The columns that authors can choose.
const COLUMNS: &[&str] = &part_names(&PARTS);

pub(super) static FIGURE: Figure = Figure {
    kind: FigureKind { name: "goals", shows: &[Data::Goals], stands_for: Some(Data::Goals) },
    options: &[options::columns(COLUMNS), options::group_by(&words(&BY)), goals_chart::OPTION],
    draw,
};

/// What can be shown of a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Name,
    Type,
    Role,
    Unit,
    Baseline,
    Targets,
    Difficulty,
}

const PARTS: [(Key, Part); 7] = [
    (Key::new("name"), Part::Name),
    (Key::new("type"), Part::Type),
    (Key::new("role"), Part::Role),
    (Key::new("unit"), Part::Unit),
    (Key::new("baseline"), Part::Baseline),
    (Key::new("targets"), Part::Targets),
    (Key::new("difficulty"), Part::Difficulty),
];

/// What makes the groups of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Type,
    Role,
}

const BY: [(Choice, By); 2] = [
    (("type", "目標の種類ごと", "the type of the goal"), By::Type),
    (("role", "役割ごと", "the role that it is about"), By::Role),
];

fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    let by = drawing.options.choice("group", &choices(&BY));
    let from = drawing.from;
    let goals: Vec<&Goal> = from.records().goals.iter().collect();
    if goals.is_empty() {
        drawing.without_records();
        return None;
    }
    let parts = parts(drawing, by, &goals);
    let sheet = Sheet::new(from, parts, &goals);
    let groups = match by {
        None => vec![Together::plain(goals)],
        Some(By::Type) => {
            let head = |goal: &&Goal| from.text(goal.kind.map_or("", GoalType::name));
            together(&from, goals, |goal| goal.kind, head)
        }
        Some(By::Role) => {
            let head = |goal: &&Goal| role_of(goal, &from).cloned().unwrap_or_default();
            together(&from, goals, |goal| goal.role, head)
        }
    };
    let shown: Vec<&Goal> = groups.iter().flat_map(|group| &group.items).copied().collect();
    let (width, head) = layout(sheet.heads());
    let groups = groups.into_iter().map(|group| Group {
        head: group.head.map(Into::into),
        rows: group.items.into_iter().map(|goal| sheet.row(goal)).collect(),
    });
    let groups = groups.collect();
    let table = drawing.table(width, head, groups);
    let picture = goals_chart::picture(drawing, &shown, [&sheet.baseline, &sheet.targets], &table);
    Some(Table { picture, ..table })
}

/// A part that is shown, with the author's own head.
type Shown = (Part, Option<Prose>);

/// What is shown of the goals. Their names always are, and where the author names neither of them, so
/// are baseline and targets. Types are shown where goals differ in them.
fn parts(drawing: &mut Drawing<'_, '_>, by: Option<By>, goals: &[&Goal]) -> Vec<Shown> {
    let types: BTreeSet<_> = goals.iter().map(|goal| goal.kind).collect();
    let usual = |part: &Part| match part {
        Part::Type => types.len() > 1 && by != Some(By::Type),
        // A goal's name tells as a rule whom it is about.
        Part::Role | Part::Unit => false,
        Part::Difficulty => goals.iter().any(|goal| goal.difficulty.is_some()),
        Part::Name | Part::Baseline | Part::Targets => true,
    };
    let mut parts: Vec<Shown> = match drawing.columns(&PARTS.map(|(key, _)| key)) {
        Some(chosen) => chosen.into_iter().map(|it| (PARTS[it.at].1, it.head)).collect(),
        None => {
            PARTS.map(|(_, part)| part).into_iter().filter(usual).map(|it| (it, None)).collect()
        }
    };
    let missing = |wanted: Part, parts: &[Shown]| parts.iter().all(|(part, _)| *part != wanted);
    if missing(Part::Name, &parts) {
        parts.insert(0, (Part::Name, None));
    }
    if missing(Part::Baseline, &parts) && missing(Part::Targets, &parts) {
        parts.extend([(Part::Baseline, None), (Part::Targets, None)]);
    }
    parts
}

fn role_of<'a>(goal: &Goal, from: &Material<'a>) -> Option<&'a Prose> {
    goal.role.map(|role| &from.role(role).name)
}

/// What the goals have in common.
struct Sheet<'a> {
    from: Material<'a>,
    parts: Vec<Shown>,
    baseline: Vec<FiscalYear>,
    targets: Vec<FiscalYear>,
    /// Where the unit of the numbers stands.
    unit: Unit,
}

enum Unit {
    /// In the head over the years: every amount is a number of this unit.
    OverYears(String),
    /// Behind the name of each goal that has numbers.
    BehindNames,
    /// In a column of its own.
    InColumn,
}

impl<'a> Sheet<'a> {
    fn new(from: Material<'a>, parts: Vec<Shown>, goals: &[&Goal]) -> Self {
        let shows = |wanted| parts.iter().any(|(part, _)| *part == wanted);
        let years = |part, of: fn(&Goal) -> &[Target]| {
            let targets = goals.iter().flat_map(|goal| of(goal)).filter(|_| shows(part));
            let years = targets.flat_map(|target| target.from.0..=target.until.0);
            years.collect::<BTreeSet<_>>().into_iter().map(FiscalYear).collect::<Vec<_>>()
        };
        let baseline = years(Part::Baseline, |goal| &goal.baseline);
        let targets = years(Part::Targets, |goal| &goal.targets);
        let unit = match common_unit(goals) {
            _ if shows(Part::Unit) => Unit::InColumn,
            Some(unit) if goals.len() > 1 => Unit::OverYears(unit),
            _ => Unit::BehindNames,
        };
        Self { from, parts, baseline, targets, unit }
    }

    fn heads(&self) -> Vec<ColumnHead> {
        let mut heads = Vec::new();
        for (part, own) in &self.parts {
            let head = || own.clone().unwrap_or_else(|| self.head(*part));
            let years = match part {
                Part::Baseline => &self.baseline,
                Part::Targets => &self.targets,
                Part::Name | Part::Type | Part::Role | Part::Unit | Part::Difficulty => {
                    heads.push(ColumnHead::leaf(head()));
                    continue;
                }
            };
            let year = |year: &FiscalYear| self.from.text(&year.show(self.from.calendar));
            let below: Vec<_> = years.iter().map(year).map(ColumnHead::leaf).collect();
            let over = match &self.unit {
                Unit::OverYears(unit) => {
                    Some(in_brackets(&head(), std::slice::from_ref(unit), &self.from))
                }
                _ => (own.is_some() || !self.baseline.is_empty()).then(head),
            };
            match over.filter(|_| !below.is_empty()) {
                Some(text) => heads.push(ColumnHead { text, below }),
                None => heads.extend(below),
            }
        }
        heads
    }

    fn head(&self, part: Part) -> Prose {
        let key = PARTS.iter().find(|(_, known)| *known == part).map_or("", |(key, _)| key.name);
        self.from.column_head(key)
    }

    fn row(&self, goal: &Goal) -> Row {
        let mut cells = Vec::new();
        for (part, _) in &self.parts {
            let content = match part {
                Part::Name => {
                    let with_unit = matches!(self.unit, Unit::BehindNames);
                    cells.push(Cell::head(Head::Row, name(goal, with_unit, &self.from)));
                    continue;
                }
                Part::Baseline => {
                    cells.extend(self.amounts(&goal.baseline, &self.baseline, "cell.no-baseline"));
                    continue;
                }
                Part::Targets => {
                    cells.extend(self.amounts(&goal.targets, &self.targets, "cell.no-target"));
                    continue;
                }
                Part::Type => goal.kind.map_or(Content::Empty(None), |kind| {
                    Content::Text(self.from.text(kind.name()))
                }),
                Part::Difficulty => difficulty(goal, &self.from),
                Part::Role => cells::text(role_of(goal, &self.from)),
                Part::Unit => goal.unit.as_ref().map_or(Content::Empty(None), |unit| {
                    Content::Text(self.from.text(&unit.value))
                }),
            };
            cells.push(Cell::new(content));
        }
        Row { cells }
    }

    /// A cell for each amount, over as many columns as its years, and for each year without one.
    fn amounts(&self, targets: &[Target], years: &[FiscalYear], empty: &str) -> Vec<Cell> {
        let empty = self.from.word(empty);
        let mut cells = Vec::new();
        let mut targets = targets.iter().peekable();
        let mut years = years;
        while let Some((year, rest)) = years.split_first() {
            // Of two amounts for one year, which are reported, the first counts.
            while targets.next_if(|target| target.until < *year).is_some() {}
            let Some(target) = targets.next_if(|target| target.from <= *year) else {
                cells.push(Cell::new(Content::Empty(Some(empty.clone()))));
                years = rest;
                continue;
            };
            let content = match &target.amount {
                Amount::Number(number) => Content::Number(number::thousands(number)),
                Amount::Text(text) => Content::Text(text.clone()),
            };
            let (covered, rest) =
                years.split_at(years.partition_point(|year| *year <= target.until));
            let cell = Cell::new(content).at(target.amount_place.0);
            cells.push(cell.spanning(covered.len(), 1));
            years = rest;
        }
        cells
    }
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::draw_block;
    use crate::table::Content;

    const ROLES: &str = "roles: [{id: a, name: 甲}]\n";

    fn check(goals: &str, options: &str, expected: &str) {
        let records = format!("{ROLES}goals:\n{goals}");
        let drawn = draw_block(&records, &format!("goals\n{options}"));
        assert_eq!(drawn.shown(), expected, "{options}");
    }

    #[test]
    fn a_common_unit_stands_over_the_years() {
        let goals = "\
            - {name: 一, unit: 人, targets: {2026: 1000, 2028: 0}}\n\
            - {name: 二, unit: 人, baseline: {2025: 3}, targets: {2028: -1.5}}\n";
        check(
            goals,
            "",
            "[指標] | [基準（人）] | [目標（人）] | <\n\
             ^ | [令和7年度] | [令和8年度] | [令和10年度]\n\
             一: | · | =1,000 | =0\n\
             二: | =3 | · | =-1.5",
        );
        let drawn = draw_block(&format!("goals:\n{goals}"), "goals\n");
        let cells = &drawn.table().groups[0].rows;
        assert_eq!(cells[0].cells[1].content, Content::Empty(Some("基準値なし".to_owned())));
        assert_eq!(cells[1].cells[2].content, Content::Empty(Some("目標なし".to_owned())));
        check(
            goals,
            "columns: [name, {targets: 確保数}]\n",
            "[指標] | [確保数（人）] | <\n^ | [令和8年度] | [令和10年度]\n\
             一: | =1,000 | =0\n二: | · | =-1.5",
        );
        check(
            goals,
            "columns: [unit, targets]\n",
            "[指標] | [単位] | [令和8年度] | [令和10年度]\n\
             一: | 人 | =1,000 | =0\n二: | 人 | · | =-1.5",
        );
    }

    #[test]
    fn other_units_stand_behind_the_names() {
        check(
            "- {name: 一, unit: 人, targets: {2026: 1}}\n- {name: 二, unit: 回, targets: {2026: 2}}\n",
            "",
            "[指標] | [令和8年度]\n一（人）: | =1\n二（回）: | =2",
        );
        // A text is no number of people.
        check(
            "- {name: 一, unit: 人, targets: {2026: 1}}\n- {name: 二, unit: 人, targets: {2026: 増やす}}\n",
            "",
            "[指標] | [令和8年度]\n一（人）: | =1\n二: | 増やす",
        );
        check(
            "- {name: 一, unit: 人, targets: {2026: 1}}\n",
            "",
            "[指標] | [令和8年度]\n一（人）: | =1",
        );
    }

    #[test]
    fn texts_span_their_years() {
        let goals = "\
            - {name: 一, targets: {2026-2028: 広げる, 2029: 全庁}}\n\
            - {name: 二, targets: {2027: 5}}\n";
        check(
            goals,
            "",
            "[指標] | [令和8年度] | [令和9年度] | [令和10年度] | [令和11年度]\n\
             一: | 広げる | < | < | 全庁\n\
             二: | · | =5 | · | ·",
        );
        let drawn = draw_block(&format!("goals:\n{goals}"), "goals\n");
        assert!(!drawn.table().columns[2].numeric);
    }

    #[test]
    fn sums_over_the_years_and_how_hard_it_is_are_said() {
        check(
            "- {name: 任命者数, unit: 人, cumulative: true, difficulty: 中～高, difficulty_reason: 調整が要る, targets: {2026: 1}}\n\
             - {name: 回数の累計, unit: 回, cumulative: true, difficulty: 低, targets: {2026: 2}}\n\
             - {name: 件数, targets: {2026: 3}}\n",
            "",
            "[指標] | [令和8年度] | [難易度]\n\
             任命者数（人、累計）: | =1 | ★★～★★★（中～高） 調整が要る\n\
             回数の累計（回）: | =2 | ★（低）\n\
             件数: | =3 | ·",
        );
        check(
            "- {name: 任命者数, cumulative: true, difficulty: 高, targets: {2026: 1}}\n",
            "columns: [name, targets]\n",
            "[指標] | [令和8年度]\n任命者数（累計）: | =1",
        );
    }

    #[test]
    fn goals_form_groups_by_type_or_role() {
        let goals = "\
            - {name: 一, type: プロセス, targets: {2026: 1}}\n\
            - {name: 二, type: 成果物, role: a, targets: {2026: 2}}\n";
        check(
            goals,
            "",
            "[指標] | [目標類型] | [令和8年度]\n一: | プロセス | =1\n二: | 成果物 | =2",
        );
        check(
            goals,
            "group: type\n",
            "[指標] | [令和8年度]\n├ プロセス\n一: | =1\n├ 成果物\n二: | =2",
        );
        check(
            goals,
            "group: role\ncolumns: [name, role]\n",
            "[指標] | [役割] | [令和8年度]\n一: | · | =1\n├ 甲\n二: | 甲 | =2",
        );
    }

    #[test]
    fn mistakes_are_reported_where_they_are() {
        let check = |records: &str, options: &str, expected: &str| {
            let drawn = draw_block(records, &format!("goals\n{options}"));
            assert_eq!(drawn.reports(), [expected]);
        };
        check("", "", "figure-empty goals");
        check("goals: [{name: 一}]\n", "columns: [year]\n", "column-unknown year");
        check("goals: [{name: 一}]\n", "group: unit\n", "field-invalid unit");
        // Of two targets for one year, the records' reader tells.
        check(
            "goals: [{name: 一, targets: {2026-2028: 甲, 2027: 乙}}]\n",
            "",
            "field-invalid 2027",
        );
    }
}
