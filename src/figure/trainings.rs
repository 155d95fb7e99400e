//! `trainings`: the trainings with whatever their records say, all of them or some.

use crate::document::{Data, FigureKind, Requirement, Status, Training, TrainingKind};
use crate::markdown::Prose;
use crate::table::{Content, Table};

use super::Figure;
use super::cells;
use super::drawing::{Drawing, Material};
use super::group::{Together, gather, together};
use super::nested::Nested;
use super::options;
use super::record_table::{Field, names, numbered};
use super::training_groups::{audience, by_audience, by_skill};
use crate::yaml::{Choice, choices, words};

/// The columns that authors can choose.
const COLUMNS: &[&str] = &names(FIELDS);

pub(super) static FIGURE: Figure = Figure {
    kind: FigureKind {
        name: "trainings",
        shows: &[Data::Trainings],
        stands_for: Some(Data::Trainings),
    },
    options: &[
        options::columns(COLUMNS),
        options::group_by(By::WORDS),
        options::FILTER,
        options::ROW_HEADS,
    ],
    draw,
};

const FIELDS: &[Field<Training>; 14] = &[
    Field::number(),
    Field::new("name", |training, _| cells::text(Some(&training.name))),
    Field::new("summary", |training, _| cells::text(training.summary.as_ref())),
    Field::new("purpose", |training, _| cells::text(training.purpose.as_ref())),
    Field::new("kind", |training, from| cells::text(kind(training, from).as_ref())),
    Field::new("methods", |training, _| cells::list(training.methods.clone())),
    Field::new("skills", |training, from| {
        cells::list(training.skills.iter().map(|&id| from.skill(id).name.clone()).collect())
    }),
    Field::new("audience", |training, from| {
        cells::list(training.audience.iter().map(|one| audience(one, from)).collect())
    }),
    Field::new("requirement", |training, from| cells::text(requirement(training, from).as_ref())),
    Field::new("times", |training, _| cells::text(training.times.as_ref())),
    Field::new("hours", |training, _| cells::text(training.hours.as_ref())),
    Field::new("owner", |training, _| cells::text(training.owner.as_ref())),
    Field::new("status", |training, from| cells::text(status(training, from).as_ref())),
    Field::new("year", |training, from| match training.year {
        None => Content::Empty(None),
        Some(year) => Content::Text(from.text(&year.show(from.calendar))),
    }),
];

/// What makes the groups of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Kind,
    Owner,
    Role,
    /// Rows of a group stand by the skills that they teach.
    RoleSkill,
    Skill,
    Requirement,
    Status,
}

impl By {
    /// The words with what they mean.
    const TABLE: [(Choice, Self); 7] = [
        (("kind", "学ぶ場ごと", "where one learns"), Self::Kind),
        (("owner", "担当する部署ごと", "the department in charge"), Self::Owner),
        (("role", "対象となる人ごと", "whom it is for"), Self::Role),
        (
            (
                "role-skill",
                "対象となる人ごと、その中でスキルごと",
                "whom it is for, then the skill that it teaches",
            ),
            Self::RoleSkill,
        ),
        (("skill", "得られるスキルごと", "the skill that it teaches"), Self::Skill),
        (("requirement", "必須と選択ごと", "whether one must take part"), Self::Requirement),
        (("status", "計画と実績ごと", "whether it is planned or was held"), Self::Status),
    ];

    /// What authors write.
    const CHOICES: &[(&str, Self)] = &choices(&Self::TABLE);

    /// The same with what they mean.
    const WORDS: &[Choice] = &words(&Self::TABLE);

    /// The column that says the same as the head of each group.
    fn column(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Owner => "owner",
            Self::Role | Self::RoleSkill => "audience",
            Self::Skill => "skills",
            Self::Requirement => "requirement",
            Self::Status => "status",
        }
    }
}

fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    let trainings = drawing.filtered()?;
    let by = drawing.options.choice("group", By::CHOICES);
    let from = drawing.from;
    let groups = match by {
        None => vec![Together::plain(trainings)],
        Some(By::Role) => by_audience(&from, trainings),
        Some(By::RoleSkill) => {
            let mut groups = by_audience(&from, trainings);
            for group in &mut groups {
                let items = std::mem::take(&mut group.items);
                group.items = gather(items, |it| Some(it.skills.clone()));
            }
            groups
        }
        Some(By::Skill) => by_skill(&from, trainings),
        Some(by) => {
            let text = |training: &Training| match by {
                By::Kind => kind(training, &from),
                By::Requirement => requirement(training, &from),
                By::Status => status(training, &from),
                _ => training.owner.clone(),
            };
            by_text(&from, trainings, text)
        }
    };
    let occasion = occasion(&from, &groups).filter(|_| drawing.options.place("columns").is_none());
    let mut redundant: Vec<&str> = by.map(By::column).into_iter().collect();
    redundant.extend(occasion.iter().flat_map(|_| ["status", "year"]));
    let nested = (by == Some(By::RoleSkill)).then_some(Nested { outer: "skills", inner: None });
    let own_caption = drawing.options.place("caption").is_some();
    let mut table = drawing.nested_records(FIELDS, numbered(groups), &redundant, nested)?;
    if let Some(occasion) = occasion {
        let text = if own_caption { first_head(&mut table) } else { table.caption.as_mut() };
        if let Some(text) = text {
            *text = from.suffixed(text, &from.phrase("in-brackets", &[("text", &occasion)]));
        }
    }
    Some(table)
}

/// What is true of all trainings of a table: `令和6年度の実績`.
fn occasion(from: &Material<'_>, groups: &[Together<&Training>]) -> Option<String> {
    let mut all = groups.iter().flat_map(|group| &group.items);
    let first = all.next()?;
    let (held, year) = (status(first, from)?, first.year?);
    let same = |it: &&Training| it.status == first.status && it.year == first.year;
    let (year, status) = (year.show(from.calendar), held.plain());
    all.all(same).then(|| from.phrase("occasion", &[("year", &year), ("status", &status)]))
}

/// The head of the first column.
fn first_head(table: &mut Table) -> Option<&mut Prose> {
    match &mut table.head.first_mut()?.cells.first_mut()?.content {
        Content::Text(text) => Some(text),
        _ => None,
    }
}

fn by_text<'a>(
    from: &Material<'_>,
    trainings: Vec<&'a Training>,
    text: impl Fn(&Training) -> Option<Prose>,
) -> Vec<Together<&'a Training>> {
    let key = |training: &&Training| text(training).as_ref().map(Prose::plain);
    together(from, trainings, key, |training| text(training).unwrap_or_default())
}

fn kind(training: &Training, from: &Material<'_>) -> Option<Prose> {
    training.kind.map(|kind| from.choice("kind", TrainingKind::CHOICES, &kind.value))
}

fn requirement(training: &Training, from: &Material<'_>) -> Option<Prose> {
    training.requirement.map(|it| from.choice("requirement", Requirement::CHOICES, &it))
}

fn status(training: &Training, from: &Material<'_>) -> Option<Prose> {
    training.status.map(|status| from.choice("status", Status::CHOICES, &status))
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::draw_block;
    use crate::markdown::Prose;

    const RECORDS: &str = "\
        roles: [{id: a, name: 甲}, {id: b, name: 乙}]\n\
        skills: [{id: s, name: 技}]\n\
        trainings:\n\
        - {name: 一, kind: ojt, audience: [全員, b], year: R8, owner: '**人事**課'}\n\
        - {name: 二, kind: off-jt, audience: [b, a], methods: [講義, 動画], skills: [s], owner: 人事課}\n\
        - {name: 三, requirement: mandatory, status: record, hours: 1.5}\n";

    fn check(options: &str, expected: &str) {
        let drawn = draw_block(RECORDS, &format!("trainings\n{options}"));
        assert_eq!(drawn.shown(), expected, "{options}");
    }

    #[test]
    fn trainings_are_shown_with_what_is_known_of_them() {
        check(
            "",
            "[研修名] | [実施形態] | [研修手法] | [得られるスキル] | [対象] | [必須・選択] | [時間] | \
             [担当部門] | [計画・実績] | [年度]\n\
             一: | 職場内での実践（OJT） | · | · | 全員／乙 | · | · | 人事課 | · | 令和8年度\n\
             二: | 職場外研修（Off-JT） | 講義／動画 | 技 | 乙／甲 | · | · | 人事課 | · | ·\n\
             三: | · | · | · | · | 必須 | 1.5 | · | 実績 | ·",
        );
        check(
            "columns: [number, 対象, {name: 研修}]\n",
            "[No.] | [対象] | [研修]\n=1 | 全員／乙: | 一\n=2 | 乙／甲: | 二\n=3 | · | 三",
        );
    }

    #[test]
    fn trainings_form_groups() {
        let check = |by: &str, expected: &str| {
            check(&format!("columns: [name]\ngroup: {by}\n"), &format!("[研修名]\n{expected}"));
        };
        check("kind", "├ 職場内での実践（OJT）\n一:\n├ 職場外研修（Off-JT）\n二:\n├ その他\n三:");
        check("owner", "├ 人事課\n一:\n二:\n├ その他\n三:");
        check("role", "├ 甲\n二:\n├ 乙\n一:\n二:\n├ 全員\n一:\n├ その他\n三:");
        check("requirement", "一:\n二:\n├ 必須\n三:");
        check("status", "一:\n二:\n├ 実績\n三:");
    }

    #[test]
    fn what_the_groups_say_is_no_column_unless_asked_for() {
        let heads = |options: &str| {
            let drawn = draw_block(RECORDS, &format!("trainings\n{options}"));
            drawn.shown().lines().next().map(str::to_owned).unwrap_or_default()
        };
        assert!(!heads("group: role\n").contains("[対象]"));
        assert!(!heads("group: owner\n").contains("[担当部門]"));
        assert!(heads("group: owner\ncolumns: [name, owner]\n").contains("[担当部門]"));
    }

    #[test]
    fn a_group_is_one_of_a_few() {
        let drawn = draw_block(RECORDS, "trainings\ngroup: rolle\n");
        assert_eq!(drawn.reports(), ["field-invalid rolle"]);
        assert!(drawn.words().contains("「role」のことですか"));
    }
    #[test]
    fn roles_say_whose_trainings_come_on_top() {
        let records = "\
            roles: [{id: a, name: 甲, includes: [b]}, {id: b, name: 乙, includes: [c, a]}, {id: c, name: 丙}, {id: d, name: 丁, includes: [e]}, {id: e, name: 戊}]\n\
            trainings:\n- {name: 一, audience: [a, d]}\n- {name: 二, audience: [c]}\n- {name: 三, audience: [b]}\n";
        let drawn = draw_block(records, "trainings\ncolumns: [name]\ngroup: role\n");
        assert_eq!(
            drawn.shown(),
            "[研修名]\n├ 甲（乙、丙の研修に加えて）\n一:\n├ 乙（丙、甲の研修に加えて）\n三:\n├ 丙\n二:\n├ 丁\n一:"
        );
    }

    #[test]
    fn trainings_stand_by_their_skills() {
        let records = "\
            roles: [{id: a, name: 甲}, {id: b, name: 乙}]\n\
            skills: [{id: s, name: 技}, {id: t, name: 術}]\n\
            trainings:\n\
            - {name: 一, audience: [a], skills: [t], requirement: mandatory}\n\
            - {name: 二, audience: [a, b], skills: [t, s], requirement: elective}\n\
            - {name: 三, audience: [a], skills: [t], requirement: elective}\n\
            - {name: 四, audience: [a]}\n";
        let check = |options: &str, expected: &str| {
            let drawn = draw_block(records, &format!("trainings\n{options}"));
            assert_eq!(drawn.shown(), expected, "{options}");
        };
        check(
            "group: role-skill\ncolumns: [{skills: スキル項目}, {requirement: 区分}, name]\n",
            "[スキル項目] | [区分] | [研修名]\n\
             ├ 甲\n術: | 必須 | 一\n^ | 選択 | 三\n術／技: | 選択 | 二\n· | · | 四\n\
             ├ 乙\n術／技: | 選択 | 二",
        );
        check(
            "group: role-skill\n",
            "[得られるスキル] | [研修名] | [必須・選択]\n\
             ├ 甲\n術: | 一: | 必須\n^ | 三: | 選択\n術／技: | 二: | 選択\n· | 四: | ·\n\
             ├ 乙\n術／技: | 二: | 選択",
        );
        check(
            "group: skill\ncolumns: [name]\n",
            "[研修名]\n├ 技\n二:\n├ 術\n一:\n二:\n三:\n├ その他\n四:",
        );
    }

    #[test]
    fn what_is_true_of_all_is_said_once() {
        let check = |second: &str, options: &str, caption: &str, head: &str| {
            let records = format!(
                "trainings:\n- {{name: 一, status: record, year: R6}}\n- {{name: 二, {second}}}\n"
            );
            let drawn = draw_block(&records, &format!("trainings\n{options}"));
            let table = drawn.table();
            assert_eq!(table.caption.as_ref().map(Prose::plain).as_deref(), Some(caption));
            assert_eq!(drawn.shown().lines().next(), Some(head));
        };
        let same = "status: record, year: 2024";
        check(same, "", "研修の一覧（令和6年度の実績）", "[研修名]");
        check(same, "caption: 題\n", "題", "[研修名（令和6年度の実績）]");
        check(same, "columns: [name, year]\n", "研修の一覧", "[研修名] | [年度]");
        check("status: plan, year: 2024", "", "研修の一覧", "[研修名] | [計画・実績] | [年度]");
        check("status: record", "", "研修の一覧", "[研修名] | [計画・実績] | [年度]");
    }
}
