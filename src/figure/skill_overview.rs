//! `skill-overview`: how many skills each role needs, by their levels.

use crate::chart::{Category, Chart, Kind, Picture, Range, Series, Value};
use crate::diagnostic::Message;
use crate::document::{FigureKind, Level, RoleId, SkillId};
use crate::markdown::Prose;
use crate::table::{Cell, Content, Group, Head, Legend, Row, Table};
use crate::yaml::{Choice, Field, Shape, choices, words};

use super::Figure;
use super::choose::{by_group, named_roles, own_skills};
use super::drawing::{Drawing, Material};
use super::group::Together;
use super::options;
use super::skill_map::legend;

pub(super) static FIGURE: Figure = Figure {
    // It takes the place of no skill map, which says which skills they are.
    kind: FigureKind { name: "skill-overview", shows: &[], stands_for: None },
    options: &[CHART, options::ROLES, options::GROUP],
    draw,
};

const CHART: Field = Field::new(
    "chart",
    Shape::Choice(&words(&CHARTS)),
    "同じ数を表の下に描く図。省くと bar です。",
    "A chart of the same numbers below the table; `bar` if left out.",
);

/// Whether there is a chart.
const CHARTS: [(Choice, bool); 2] = [
    (("bar", "棒に積み上げて示す", "stacked bars"), true),
    (("none", "図を付けない", "no chart"), false),
];

/// How many skills a role needs.
struct Counted {
    role: RoleId,
    /// By the columns of the table.
    levels: Vec<usize>,
}

impl Counted {
    fn total(&self) -> usize {
        self.levels.iter().sum()
    }
}

fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    let has_chart = drawing.options.choice("chart", &choices(&CHARTS)).unwrap_or(true);
    let chosen = drawing.chosen_roles();
    let from = drawing.from;
    let skills = own_skills(&from);
    let roles = chosen.unwrap_or_else(|| named_roles(&from, &skills));
    let symbols = from.records().legend.entries.len();
    // Behind the symbols come the levels that are described.
    let count = |role: RoleId| {
        let mut levels = vec![0; symbols + 1];
        for &skill in &skills {
            match from.skill(skill).level(role) {
                Some(Level::Symbol(at)) => levels[*at] += 1,
                Some(Level::Text(_)) => levels[symbols] += 1,
                None => {}
            }
        }
        Counted { role, levels }
    };
    let groups: Vec<Together<Counted>> = by_group(&from, roles)
        .into_iter()
        .map(|group| Together {
            head: group.head,
            items: group.items.into_iter().map(count).collect(),
        })
        .collect();
    let counted = || groups.iter().flat_map(|group| &group.items);
    if counted().all(|role| role.levels[..symbols].iter().all(|&number| number == 0)) {
        nothing_to_count(drawing, &skills);
        return None;
    }
    let is_described = counted().any(|role| role.levels[symbols] > 0);
    let names = levels(&from, is_described);
    let picture = |table: &Table| picture(&from, &groups, &names, table);
    let table = table(drawing, &groups, &names);
    Some(Table { picture: has_chart.then(|| picture(&table)), ..table })
}

/// Tells how the data must be for their levels to be counted.
fn nothing_to_count(drawing: &mut Drawing<'_, '_>, skills: &[SkillId]) {
    let from = drawing.from;
    let mut levels = skills.iter().flat_map(|&skill| &from.skill(skill).levels);
    let help = if levels.any(|(_, level)| matches!(level, Level::Text(_))) {
        Message::fixed(
            "水準が文で書かれているので、数えられません。skill-map で示すか、凡例（legend:）の記号で書いてください。",
            "levels that are texts cannot be counted: show them by `skill-map`, or write symbols of the `legend:`",
        )
    } else {
        Message::fixed(
            "初めの --- の間（front matter）に「skills: [{levels: …}]」を凡例の記号で書くか、このブロックを取り除いてください。",
            "write `skills: [{levels: …}]` in the front matter with symbols of the legend, or take the block away",
        )
    };
    from.empty(from.place.0, help, drawing.options.diagnostics);
}

/// The names of the levels in the order of the legend.
fn levels(from: &Material<'_>, is_described: bool) -> Vec<String> {
    let entries = from.records().legend.entries.iter();
    let names = entries.map(|(symbol, meaning)| format!("{} {meaning}", symbol.value));
    names.chain(is_described.then(|| from.word("column.described"))).collect()
}

fn table(drawing: &mut Drawing<'_, '_>, groups: &[Together<Counted>], levels: &[String]) -> Table {
    let from = drawing.from;
    let legend = legend(&from);
    let column = |text| Cell::head(Head::Column, text);
    let symbol = |(symbol, meaning): &(String, String)| {
        let content = Content::Symbol { symbol: symbol.clone(), meaning: meaning.clone() };
        Cell { head: Some(Head::Column), ..Cell::new(content) }
    };
    let mut heads = vec![column(from.column_head("role"))];
    heads.extend(legend.entries.iter().map(symbol));
    heads.extend(levels[legend.entries.len()..].iter().map(|level| column(from.text(level))));
    heads.push(column(from.column_head("total")));
    let number = |number: usize| Cell::new(Content::Number(number.to_string()));
    let row = |counted: &Counted| {
        let name = Cell::head(Head::Row, from.role(counted.role).name.clone());
        let numbers = counted.levels[..levels.len()].iter().copied().chain([counted.total()]);
        Row { cells: std::iter::once(name).chain(numbers.map(number)).collect() }
    };
    let groups = groups.iter().map(|group| Group {
        head: group.head.clone().map(Into::into),
        rows: group.items.iter().map(row).collect(),
    });
    let head = vec![Row { cells: heads }];
    let table = drawing.table(levels.len() + 2, head, groups.collect());
    // An empty cell is a number here.
    Table { legend: Some(Legend { empty: None, ..legend }), ..table }
}

fn picture(
    from: &Material<'_>,
    groups: &[Together<Counted>],
    levels: &[String],
    table: &Table,
) -> Picture {
    let value = |number: usize| Value::of(&number.to_string());
    let all = || groups.iter().flat_map(|group| &group.items);
    let total_head = from.word("column.total");
    let name = |role: RoleId| from.role(role).name.plain();
    let mut categories = Vec::new();
    for group in groups {
        for (at, counted) in group.items.iter().enumerate() {
            let head = group.head.as_ref().filter(|_| at == 0);
            categories.push(Category {
                name: name(counted.role),
                head: head.map(Prose::plain),
                total: Some(format!("{total_head} {}", counted.total())),
                ..Category::default()
            });
        }
    }
    let of_level = |(at, level): (usize, &String)| {
        let values: Vec<_> = all().map(|counted| value(counted.levels[at])).collect();
        let is_used = all().any(|counted| counted.levels[at] > 0);
        is_used.then(|| Series { name: level.clone(), values })
    };
    let sums: Vec<Value> = all().filter_map(|counted| value(counted.total())).collect();
    let said = |counted: &Counted| {
        let parts = counted.levels.iter().zip(levels).filter(|(number, _)| **number > 0);
        let parts: Vec<_> = parts.map(|(number, level)| format!("{level} {number}")).collect();
        from.phrase(
            "chart.sum",
            &[
                ("name", &name(counted.role)),
                ("total", &format!("{total_head} {}", counted.total())),
                ("parts", &parts.join(&from.word("separator"))),
            ],
        )
    };
    let [low, high] = [all().map(Counted::total).min(), all().map(Counted::total).max()]
        .map(|number| number.unwrap_or_default().to_string());
    let range = from.phrase("chart.range", &[("low", &low), ("high", &high)]);
    let chart = Chart {
        kind: Kind::Stacks,
        title: from.chart_title("stack", table.caption.as_ref(), None),
        description: from.chart_description(range, all().map(said).collect()),
        unit: None,
        axis: None,
        range: Range::of(&sums),
        categories,
        series: levels.iter().enumerate().filter_map(of_level).collect(),
        missing: String::new(),
        hollow: None,
    };
    Picture { charts: vec![chart], note: None }
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::{draw_block, draw_file};

    const RECORDS: &str = "\
        legend: {◎: 必修, ○: 選択, △: 任意}\n\
        roles:\n\
        - {id: a, name: 甲, short: こう, group: 職級}\n\
        - {id: b, name: 乙, group: 専門性}\n\
        - {id: c, name: 丙, group: 職級}\n\
        - {id: d, name: 丁}\n\
        skills:\n\
        - {name: 一, levels: {a: ◎, b: ○}}\n\
        - {name: 二, levels: {a: ◎, c: ○}}\n\
        - {name: 三, levels: {a: ○}}\n";

    #[test]
    fn levels_are_counted_in_the_order_of_the_legend() {
        let check = |records: &str, options: &str, expected: &str| {
            let drawn = draw_block(records, &format!("skill-overview\n{options}"));
            assert_eq!(drawn.shown(), expected, "{options}");
        };
        check(
            RECORDS,
            "",
            "[役割区分] | [◎] | [○] | [△] | [計]\n\
             ├ 職級\n甲: | =2 | =1 | =0 | =3\n丙: | =0 | =1 | =0 | =1\n\
             ├ 専門性\n乙: | =0 | =1 | =0 | =1",
        );
        check(
            RECORDS,
            "roles: [d, a]\nchart: none\n",
            "[役割区分] | [◎] | [○] | [△] | [計]\n\
             丁: | =0 | =0 | =0 | =0\n甲: | =2 | =1 | =0 | =3",
        );
        let mixed = format!("{RECORDS}- {{name: 四, levels: {{b: 全庁で使う}}}}\n");
        check(
            &mixed,
            "group: 専門性\n",
            "[役割区分] | [◎] | [○] | [△] | [文で示すもの] | [計]\n\
             乙: | =0 | =1 | =0 | =1 | =2",
        );
    }

    #[test]
    fn the_chart_has_the_numbers_of_the_table() {
        let drawn = draw_block(RECORDS, "skill-overview\n");
        let picture = drawn.table().picture.as_ref().expect("a chart is usual");
        let chart = &picture.charts[0];
        assert_eq!(chart.title, "積み上げ棒グラフ：役割ごとのスキルの数");
        assert_eq!(
            chart.description,
            "値は1から3までです。甲は計 3（◎ 必修 2、○ 選択 1）。丙は計 1（○ 選択 1）。\
             乙は計 1（○ 選択 1）。"
        );
        let heads: Vec<_> = chart.categories.iter().map(|it| it.head.as_deref()).collect();
        assert_eq!(heads, [Some("職級"), None, Some("専門性")]);
        let series: Vec<&str> = chart.series.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(series, ["◎ 必修", "○ 選択"]);
        assert_eq!(draw_block(RECORDS, "skill-overview\nchart: none\n").table().picture, None);
    }

    #[test]
    fn levels_must_be_symbols() {
        let check = |records: &str, expected: &str, help: &str| {
            let drawn = draw_block(records, "skill-overview\n");
            assert_eq!(drawn.reports(), [expected]);
            assert!(drawn.words().contains(help), "{}", drawn.words());
        };
        let told = "figure-empty skill-overview";
        let roles = "roles: [{id: a, name: 甲}]\n";
        check(
            &format!("{roles}skills: [{{name: 一, levels: {{a: 全庁で使う}}}}]\n"),
            told,
            "文で書かれている",
        );
        check(&format!("{roles}skills: [{{name: 一}}]\n"), told, "「skills: [{levels: …}]」");
        check("", told, "「skills: [{levels: …}]」");
    }

    #[test]
    fn the_skill_map_is_shown_all_the_same() {
        let drawn = draw_file(&format!(
            "---\ntitle: 題\n{RECORDS}---\n\n```skill-overview\n```\n\n```roles\n```\n"
        ));
        let figures: Vec<_> = drawn.tables.iter().map(|table| table.figure).collect();
        assert_eq!(figures, ["skill-overview", "roles", "skill-map"]);
    }
}
