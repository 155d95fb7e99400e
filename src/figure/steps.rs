//! `steps`: steps that follow one another, perhaps under a condition, perhaps round and round.

use crate::diagnostic::Message;
use crate::document::FigureKind;
use crate::markdown::{Prose, normalise};
use crate::source::Spanned;
use crate::table::{Cell, Content, Form, Group, Head, Row, Status, Table};
use crate::yaml::{Choice, Field, Reader, Shape, choices, words};

use super::Figure;
use super::cells;
use super::drawing::Drawing;
use super::heads::{ColumnHead, layout};

pub(super) static FIGURE: Figure = Figure {
    kind: FigureKind { name: "steps", shows: &[], stands_for: None },
    options: &[
        Field::new(
            "form",
            Shape::Choice(&words(&COURSES)),
            "進み方。省くと flow です。",
            "How the steps follow one another; `flow` if left out.",
        ),
        Field::required(
            "steps",
            Shape::Records(STEP),
            "段階を、進む順に並べたもの。例: - {name: 要件定義, actor: 情報政策課}",
            "The steps in their order. Example: - {name: 要件定義, actor: 情報政策課}",
        ),
        Field::new(
            "current",
            Shape::Word,
            "今いる段階。段階の名前か、順の番号を書きます。例: 推進体制の整備、3",
            "The step that things are at, by its name or number. Example: 推進体制の整備, 3",
        ),
        Field::new(
            "end",
            Shape::Markdown,
            "すべての段階の後のこと。例: 年度計画に反映する",
            "What comes of the steps in the end. Example: 年度計画に反映する",
        ),
    ],
    draw,
};

/// What is written of a step.
static STEP: &[Field] = &[
    Field::required(
        "name",
        Shape::Markdown,
        "段階の名前。例: 要件定義",
        "The name of the step. Example: 要件定義",
    ),
    Field::new(
        "text",
        Shape::Markdown,
        "段階で行うこと。長い文は「text: |」の次の行から、字下げして書きます。",
        "What is done at this step. Write a longer text below `text: |`, indented.",
    ),
    Field::new(
        "actor",
        Shape::Markdown,
        "行う人や部署。例: 人事課",
        "Who does it. Example: 人事課",
    ),
    Field::new(
        "when",
        Shape::Markdown,
        "この段階へ進む条件。同じ条件の続く段階は、ひとまとまりになります。例: 任用を選んだ場合のみ",
        "The condition of this step; steps in a row with the same one form a part. Example: 任用を選んだ場合のみ",
    ),
];

/// How the steps follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Course {
    Flow,
    Cycle,
}

const COURSES: [(Choice, Course); 2] = [
    (("flow", "順に進んで終わる", "from the first step to the last"), Course::Flow),
    (
        ("cycle", "最後まで進むと、最初に戻る", "from the last step back to the first"),
        Course::Cycle,
    ),
];

/// A step as written.
struct Step {
    name: Prose,
    text: Option<Prose>,
    actor: Option<Prose>,
    when: Option<Prose>,
}

impl Step {
    fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        Some(Self {
            name: reader.required_prose("name")?,
            text: reader.prose("text"),
            actor: reader.prose("actor"),
            when: reader.prose("when"),
        })
    }

    fn condition(&self) -> Option<String> {
        self.when.as_ref().map(Prose::plain)
    }
}

/// A column that any of the steps fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Name,
    Text,
    Actor,
    State,
}

fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    let course = drawing.options.choice("form", &choices(&COURSES)).unwrap_or(Course::Flow);
    let end = drawing.options.prose("end");
    let current = drawing.options.word("current");
    let written = drawing.options.place("steps");
    let faults = drawing.options.diagnostics.iter().count();
    let steps = drawing.options.records("steps", Step::read);
    if steps.is_empty() {
        if written.is_none() {
            drawing.options.missing("steps");
        } else if drawing.options.diagnostics.iter().count() == faults {
            let help = Message::fixed(
                "steps: に段階を「- name: 段階の名前」のように書いてください。",
                "write the steps in `steps:`, each as `- name: …`",
            );
            drawing.from.empty(drawing.from.place.0, help, drawing.options.diagnostics);
        }
        return None;
    }
    let current = current.and_then(|current| position(drawing, &steps, &current));
    let parts = parts(&steps, current);
    let from = &drawing.from;
    let heads = parts.iter().map(|part| ColumnHead::leaf(from.column_head(part.key())));
    let (width, head) = layout(heads.collect());
    let mut groups: Vec<Group> = Vec::new();
    let mut number = 0;
    for part in steps.chunk_by(|a, b| a.condition() == b.condition()) {
        let row = |step: &Step| {
            number += 1;
            let cells =
                parts.iter().map(|part| cell(*part, step, current == Some(number), drawing));
            Row { cells: cells.collect() }
        };
        let rows = part.iter().map(row).collect();
        groups.push(Group { head: part[0].when.clone().map(Into::into), rows });
    }
    let back = (course == Course::Cycle).then(|| {
        let name = steps[0].name.plain();
        from.text(&from.phrase("back", &[("number", "1"), ("name", &name)]))
    });
    let after: Vec<Row> = back.into_iter().chain(end).map(|text| wide(text, width)).collect();
    let form = Form::Steps { cycle: course == Course::Cycle, after: after.len() };
    if !after.is_empty() {
        groups.push(Group { head: None, rows: after });
    }
    Some(Table { form, ..drawing.table(width, head, groups) })
}

/// The number of the step that a name or a number means.
fn position(
    drawing: &mut Drawing<'_, '_>,
    steps: &[Step],
    current: &Spanned<String>,
) -> Option<usize> {
    let written = normalise(&current.value);
    let named = steps.iter().position(|step| normalise(&step.name.plain()) == written);
    let numbered = || written.parse().ok().filter(|number| (1..=steps.len()).contains(number));
    let found = named.map(|at| at + 1).or_else(numbered);
    if found.is_none() {
        let all: Vec<String> = steps.iter().map(|step| step.name.plain()).collect();
        let expected = Message::new(
            format!("段階の名前（{}）か、1から{}までの番号", all.join("、"), steps.len()),
            format!(
                "the name of a step (`{}`) or a number from 1 to {}",
                all.join("`, `"),
                steps.len()
            ),
        );
        drawing.options.invalid(current.span, "current", &expected);
    }
    found
}

fn parts(steps: &[Step], current: Option<usize>) -> Vec<Part> {
    let shown = |part: &Part| match part {
        Part::Name | Part::Text => true,
        Part::Actor => steps.iter().any(|step| step.actor.is_some()),
        Part::State => current.is_some(),
    };
    [Part::Name, Part::Text, Part::Actor, Part::State].into_iter().filter(shown).collect()
}

impl Part {
    fn key(self) -> &'static str {
        match self {
            Self::Name => "step",
            Self::Actor => "actor",
            Self::Text => "text",
            Self::State => "state",
        }
    }
}

fn cell(part: Part, step: &Step, is_current: bool, drawing: &Drawing<'_, '_>) -> Cell {
    match part {
        Part::Name => Cell::head(Head::Row, step.name.clone()),
        Part::Actor => Cell::new(cells::text(step.actor.as_ref())),
        Part::Text => Cell::new(cells::text(step.text.as_ref())),
        Part::State if is_current => {
            let status = Status { name: "current", word: drawing.from.word("current") };
            Cell::new(Content::Entries { status: Some(status), entries: Vec::new() })
        }
        Part::State => Cell::new(Content::Empty(None)),
    }
}

/// A row of one text.
fn wide(text: Prose, width: usize) -> Row {
    Row { cells: vec![Cell::head(Head::Row, text).spanning(width, 1)] }
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::draw_block;
    use crate::table::Form;

    fn check(options: &str, expected: &str) {
        let drawn = draw_block("", &format!("steps\ncaption: 題\n{options}"));
        assert_eq!(drawn.shown(), expected, "{options}");
    }

    const HIRING: &str = "steps:\n\
        - {name: 計画, text: 要る人を決める, actor: 情報政策課}\n\
        - {name: 手法の選択}\n\
        - {name: 人物要件, when: 任用の場合のみ, actor: 人事課}\n\
        - {name: 選考, when: 任用の場合のみ}\n";

    #[test]
    fn steps_stand_in_their_order_with_their_conditions() {
        check(
            HIRING,
            "[段階] | [内容] | [担当]\n\
             計画: | 要る人を決める | 情報政策課\n\
             手法の選択: | · | ·\n\
             ├ 任用の場合のみ\n\
             人物要件: | · | 人事課\n\
             選考: | · | ·",
        );
        check(
            "steps: [{name: 一, when: 甲}, {name: 二}, {name: 三, when: 甲}]\n",
            "[段階] | [内容]\n├ 甲\n一: | ·\n├\n二: | ·\n├ 甲\n三: | ·",
        );
    }

    #[test]
    fn what_comes_after_the_steps_is_said() {
        check(
            "steps: [{name: 目標}, {name: 実践}]\nform: cycle\nend: 次の年度へ\n",
            "[段階] | [内容]\n目標: | ·\n実践: | ·\n├\n1「目標」に戻る: | <\n次の年度へ: | <",
        );
        check(
            "steps: [{name: 目標, actor: 本人}]\nend: '**計画**に反映'\n",
            "[段階] | [内容] | [担当]\n目標: | · | 本人\n├\n計画に反映: | < | <",
        );
        let form =
            |options: &str| draw_block("", &format!("steps\ncaption: 題\n{options}")).table().form;
        assert_eq!(form("steps: [{name: 一}]\n"), Form::Steps { cycle: false, after: 0 });
        assert_eq!(
            form("steps: [{name: 一}]\nform: cycle\nend: 二\n"),
            Form::Steps { cycle: true, after: 2 }
        );
    }

    #[test]
    fn the_current_step_is_said_in_words() {
        let shown = "[段階] | [内容] | [状況]\n認識の共有: | · | ·\n方針の決定: | · | 現在の段階";
        for current in ["方針の決定", "2", "２", "' 方針の決定 '"] {
            check(
                &format!(
                    "steps: [{{name: 認識の共有}}, {{name: 方針の決定}}]\ncurrent: {current}\n"
                ),
                shown,
            );
        }
    }

    #[test]
    fn mistakes_are_reported_where_they_are() {
        let check = |options: &str, expected: &str| {
            let drawn = draw_block("", &format!("steps\ncaption: 題\n{options}"));
            assert_eq!(drawn.reports(), [expected], "{options}");
        };
        check("", "field-missing ");
        check("steps: []\n", "figure-empty steps");
        check("steps: [一]\n", "field-invalid 一");
        check("steps: [{text: 一}]\n", "field-missing ");
        check("steps: [{name: 一, whne: 二}]\n", "field-unknown whne");
        check("steps: [{name: 一}]\ncurrent: 2\n", "field-invalid 2");
        check("steps: [{name: 一}]\ncurrent: 二\n", "field-invalid 二");
        check("steps: [{name: 一}]\nform: circle\n", "field-invalid circle");
        check("steps: [{name: 一}]\ncolumns: [name]\n", "figure-option-unknown columns");
        let drawn = draw_block("", "steps\nsteps: [{name: 一}]\n");
        assert_eq!(drawn.reports(), ["caption-missing steps"]);
        let drawn =
            draw_block("", "steps\ncaption: 題\nsteps: [{name: 一}, {name: 二}]\ncurrent: 三\n");
        assert!(
            drawn.words().contains("段階の名前（一、二）か、1から2までの番号"),
            "{}",
            drawn.words()
        );
    }
}
