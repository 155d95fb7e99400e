//! `trainings`: the trainings with whatever their records say, all of them or some.

use crate::document::{Audience, Data, FigureKind, Requirement, Status, Training, TrainingKind};
use crate::markdown::Prose;
use crate::table::{Content, Table};

use super::Figure;
use super::cells;
use super::drawing::{Drawing, Material};
use super::group::{Together, together};
use super::options;
use super::record_table::{Field, names, numbered};
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
    Requirement,
    Status,
}

impl By {
    /// The words with what they mean.
    const TABLE: [(Choice, Self); 5] = [
        (("kind", "学ぶ場ごと", "where one learns"), Self::Kind),
        (("owner", "担当する部署ごと", "the department in charge"), Self::Owner),
        (("role", "対象となる人ごと", "whom it is for"), Self::Role),
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
            Self::Role => "audience",
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
        Some(by) => {
            let text = |training: &Training| match by {
                By::Kind => kind(training, &from),
                By::Requirement => requirement(training, &from),
                By::Status => status(training, &from),
                By::Owner | By::Role => training.owner.clone(),
            };
            by_text(&from, trainings, text)
        }
    };
    let redundant = by.map(By::column);
    drawing.records(FIELDS, numbered(groups), redundant.as_slice())
}

fn by_text<'a>(
    from: &Material<'_>,
    trainings: Vec<&'a Training>,
    text: impl Fn(&Training) -> Option<Prose>,
) -> Vec<Together<&'a Training>> {
    let key = |training: &&Training| text(training).as_ref().map(Prose::plain);
    together(from, trainings, key, |training| text(training).unwrap_or_default())
}

/// Puts each training into the group of everyone whom it is for: roles in their order, then others.
fn by_audience<'a>(
    from: &Material<'_>,
    trainings: Vec<&'a Training>,
) -> Vec<Together<&'a Training>> {
    let for_each = |training: &'a Training| {
        let nobody = training.audience.is_empty().then_some((training, None));
        training.audience.iter().map(move |one| (training, Some(one))).chain(nobody)
    };
    let mut pairs: Vec<(&Training, Option<&Audience>)> =
        trainings.into_iter().flat_map(for_each).collect();
    pairs.sort_by_key(|(_, one)| match one {
        Some(Audience::Role(id)) => (0, id.index()),
        Some(Audience::Text(_)) => (1, 0),
        None => (2, 0),
    });
    let key = |(_, one): &(&Training, Option<&Audience>)| {
        one.map(|one| match one {
            Audience::Role(id) => (Some(*id), String::new()),
            Audience::Text(text) => (None, text.plain()),
        })
    };
    let head = |(_, one): &(&Training, Option<&Audience>)| {
        one.map(|one| audience(one, from)).unwrap_or_default()
    };
    let groups = together(from, pairs, key, head).into_iter().map(|group| Together {
        head: group.head,
        items: group.items.into_iter().map(|(training, _)| training).collect(),
    });
    groups.collect()
}

fn audience(audience: &Audience, from: &Material<'_>) -> Prose {
    match audience {
        Audience::Role(id) => from.role(*id).name.clone(),
        Audience::Text(text) => text.clone(),
    }
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
}
