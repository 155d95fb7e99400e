//! `chart:` of `goals`: the numbers of the table as bars or lines, a chart for each unit.

use crate::calendar::FiscalYear;
use crate::chart::{Category, Chart, Kind, MOST_LINES, Picture, Range, Series, Value};
use crate::diagnostic::Message;
use crate::document::{Amount, Goal, Target};
use crate::table::Table;
use crate::yaml::{Choice, Field, Shape, choices, words};

use super::drawing::{Drawing, Material};

pub(super) const OPTION: Field = Field::new(
    "chart",
    Shape::Choice(&words(&KINDS)),
    "同じ数を表の下に描く図。省くと、図はありません。",
    "A chart of the same numbers below the table; none if left out.",
);

const KINDS: [(Choice, Kind); 2] = [
    (("bar", "棒で比べる", "bars, to compare"), Kind::Bars),
    (("line", "線で年度ごとの動きを示す", "lines, to follow the years"), Kind::Lines),
];

/// A column of the table: a year, and whether it is where one starts from.
#[derive(Clone, Copy)]
struct Column {
    year: FiscalYear,
    is_start: bool,
}

/// Goals of one unit, with their numbers by the columns of the table.
struct Panel<'a> {
    unit: Option<&'a str>,
    series: Vec<Series>,
}

/// What is in the table and not in its charts.
#[derive(Default)]
struct LeftOut {
    texts: Vec<String>,
    long: Vec<String>,
}

/// The charts that the author has asked for. The years are those of the table, of the baseline and of the
/// targets.
pub(super) fn picture(
    drawing: &mut Drawing<'_, '_>,
    goals: &[&Goal],
    years: [&[FiscalYear]; 2],
    table: &Table,
) -> Option<Picture> {
    let kind = drawing.options.choice("chart", &choices(&KINDS))?;
    let column = |is_start| move |&year: &FiscalYear| Column { year, is_start };
    let start = years[0].iter().map(column(true));
    let columns: Vec<Column> = start.chain(years[1].iter().map(column(false))).collect();
    let mut left_out = LeftOut::default();
    let panels = panels(goals, &columns, &mut left_out);
    let numbers = |series: &Series| series.values.iter().flatten().count();
    let series = || panels.iter().flat_map(|panel| &panel.series);
    // Bars of several goals say something of a single year; a line needs two of them.
    let bars = kind == Kind::Bars && series().map(numbers).sum::<usize>() >= 2;
    if !bars && series().all(|series| numbers(series) < 2) {
        let help = Message::fixed(
            "図にするには、数が二つ以上（線では一つの目標に二つ以上）要ります。目標に数を書き足すか、「chart:」の行を取り除いてください。",
            "a chart needs two numbers, and a line two of one goal: add them, or take the line `chart:` away",
        );
        let span = drawing.options.place("chart").unwrap_or(drawing.from.place.0);
        drawing.from.empty(span, help, drawing.options.diagnostics);
        return None;
    }
    let from = drawing.from;
    let charts = panels.into_iter().flat_map(|panel| {
        let sheet = Sheet { from, kind, columns: &columns, table };
        sheet.charts(panel)
    });
    Some(Picture { charts: charts.collect(), note: left_out.note(&from) })
}

/// The goals by their units, those without a number left out.
fn panels<'a>(goals: &[&'a Goal], columns: &[Column], left_out: &mut LeftOut) -> Vec<Panel<'a>> {
    let mut panels: Vec<Panel<'a>> = Vec::new();
    for goal in goals {
        let values: Vec<Option<Value>> = columns
            .iter()
            .map(|column| {
                let targets = if column.is_start { &goal.baseline } else { &goal.targets };
                left_out.value(goal, amount(targets, column.year)?)
            })
            .collect();
        if values.iter().all(Option::is_none) {
            continue;
        }
        let unit = goal.unit.as_ref().map(|unit| unit.value.as_str());
        let series = Series { name: goal.name.plain(), values };
        match panels.iter_mut().find(|panel| panel.unit == unit) {
            Some(panel) => panel.series.push(series),
            None => panels.push(Panel { unit, series: vec![series] }),
        }
    }
    panels
}

/// What is to be reached in a year. Of two amounts for one year, which are reported, the first counts.
fn amount(targets: &[Target], year: FiscalYear) -> Option<&Amount> {
    let target = targets.iter().find(|target| (target.from..=target.until).contains(&year))?;
    Some(&target.amount)
}

impl LeftOut {
    /// The number of an amount, if it can be drawn.
    fn value(&mut self, goal: &Goal, amount: &Amount) -> Option<Value> {
        let (value, names) = match amount {
            Amount::Number(number) => (Value::of(number), &mut self.long),
            Amount::Text(_) => (None, &mut self.texts),
        };
        if value.is_none() && !names.contains(&goal.name.plain()) {
            names.push(goal.name.plain());
        }
        value
    }

    fn note(&self, from: &Material<'_>) -> Option<String> {
        let notes = [("texts", &self.texts), ("long", &self.long)];
        let notes = notes.into_iter().filter(|(_, names)| !names.is_empty()).map(|(key, names)| {
            from.phrase(&format!("chart.{key}"), &[("names", &from.chart_names(names))])
        });
        notes.reduce(|one, two| from.phrase("chart.then", &[("one", &one), ("two", &two)]))
    }
}

/// What the charts of a table have in common.
struct Sheet<'a> {
    from: Material<'a>,
    kind: Kind,
    columns: &'a [Column],
    table: &'a Table,
}

impl Sheet<'_> {
    /// The charts of one unit: one, or several of lines where they could not be told apart in one.
    fn charts(&self, panel: Panel<'_>) -> Vec<Chart> {
        let Panel { unit, mut series } = panel;
        let used: Vec<bool> = (0..self.columns.len())
            .map(|at| series.iter().any(|series| series.values[at].is_some()))
            .collect();
        for series in &mut series {
            let mut used = used.iter();
            series.values.retain(|_| used.next() == Some(&true));
        }
        let columns = self.columns.iter().zip(&used).filter(|(_, used)| **used);
        let columns: Vec<Column> = columns.map(|(column, _)| *column).collect();
        let range = Range::of(series.iter().flat_map(|series| series.values.iter().flatten()));
        let title = self.title(unit);
        let count = match self.kind {
            Kind::Lines => series.len().div_ceil(MOST_LINES),
            Kind::Bars | Kind::Stacks => 1,
        };
        let each = series.len().div_ceil(count);
        let chart = |(at, series): (usize, &[Series])| Chart {
            kind: self.kind,
            title: self.part(&title, at + 1, count),
            description: self.description(&columns, series, unit),
            unit: unit.map(|unit| self.from.phrase("chart.unit", &[("unit", unit)])),
            axis: (self.kind == Kind::Lines).then(|| self.from.word("chart.year")),
            range,
            categories: columns.iter().map(|&column| self.category(column)).collect(),
            series: series.to_vec(),
            missing: self.from.word("cell.no-target"),
            hollow: self.hollow(&columns, series),
        };
        series.chunks(each).enumerate().map(chart).collect()
    }

    fn title(&self, unit: Option<&str>) -> String {
        let key = if self.kind == Kind::Lines { "line" } else { "bar" };
        self.from.chart_title(key, self.table.caption.as_ref(), unit)
    }

    fn part(&self, title: &str, number: usize, count: usize) -> String {
        if count == 1 {
            return title.to_owned();
        }
        let [number, count] = [number, count].map(|number| number.to_string());
        self.from.phrase("chart.part", &[("title", title), ("number", &number), ("count", &count)])
    }

    fn category(&self, column: Column) -> Category {
        Category {
            name: self.year(column),
            short: column.year.names(self.from.calendar),
            at: column.year.0,
            is_start: column.is_start,
            ..Category::default()
        }
    }

    /// A year as the table has it, with what tells a baseline from a target.
    fn year(&self, column: Column) -> String {
        let year = column.year.show(self.from.calendar);
        if column.is_start { self.from.phrase("chart.start", &[("year", &year)]) } else { year }
    }

    /// What hollow points mean, if a line has one.
    fn hollow(&self, columns: &[Column], series: &[Series]) -> Option<String> {
        let starts = |series: &Series| {
            let mut places = columns.iter().zip(&series.values);
            places.any(|(column, value)| column.is_start && value.is_some())
        };
        let has = self.kind == Kind::Lines && series.iter().any(starts);
        has.then(|| self.from.word("chart.hollow"))
    }

    /// From where to where the numbers go, all together and of each goal.
    fn description(&self, columns: &[Column], series: &[Series], unit: Option<&str>) -> String {
        let from = &self.from;
        let said = |value: &Value| format!("{}{}", value.shown, unit.unwrap_or_default());
        let all = || series.iter().flat_map(|series| series.values.iter().flatten());
        let by_amount = |one: &&Value, other: &&Value| one.amount.total_cmp(&other.amount);
        let low = all().min_by(by_amount).map(said).unwrap_or_default();
        let high = all().max_by(by_amount).map(said).unwrap_or_default();
        let range = from.phrase("chart.range", &[("low", &low), ("high", &high)]);
        let sentence = |series: &Series| {
            let places = columns.iter().zip(&series.values);
            let mut known = places.filter_map(|(column, value)| Some((*column, value.as_ref()?)));
            let (column, first) = known.next()?;
            let (from_year, first) = (self.year(column), said(first));
            let name = ("name", series.name.as_str());
            Some(match known.next_back() {
                None => {
                    from.phrase("chart.single", &[name, ("from", &from_year), ("first", &first)])
                }
                Some((column, last)) => from.phrase(
                    "chart.change",
                    &[
                        name,
                        ("from", &from_year),
                        ("first", &first),
                        ("until", &self.year(column)),
                        ("last", &said(last)),
                    ],
                ),
            })
        };
        from.chart_description(range, series.iter().filter_map(sentence).collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::chart::{Chart, Picture};
    use crate::figure::testing::draw_block;

    fn picture(goals: &str, options: &str) -> Picture {
        let drawn = draw_block(&format!("goals:\n{goals}"), &format!("goals\n{options}"));
        drawn.table().picture.clone().expect("a chart was asked for")
    }

    /// A chart as text: its unit, its categories, a line for each series.
    fn show(chart: &Chart) -> String {
        let names: Vec<&str> = chart.categories.iter().map(|it| it.name.as_str()).collect();
        let mut lines =
            vec![format!("{}: {}", chart.unit.as_deref().unwrap_or("-"), names.join(" "))];
        for series in &chart.series {
            let shown = |value: &Option<_>| match value {
                Some(crate::chart::Value { shown, .. }) => shown.clone(),
                None => "·".to_owned(),
            };
            let values: Vec<String> = series.values.iter().map(shown).collect();
            lines.push(format!("{} {}", series.name, values.join(" ")));
        }
        lines.join("\n")
    }

    const GOALS: &str = "\
        - {name: 一, unit: 人, baseline: {2025: 3}, targets: {2026: 1000, 2028: 0}}\n\
        - {name: 二, unit: 回, targets: {2026: 1.5, 2027: 増やす}}\n\
        - {name: 三, unit: 人, targets: {2028: -2}}\n\
        - {name: 四, targets: {2026-2028: 広げる}}\n";

    #[test]
    fn units_do_not_share_an_axis() {
        let picture = picture(GOALS, "chart: bar\n");
        let charts: Vec<String> = picture.charts.iter().map(show).collect();
        assert_eq!(
            charts,
            [
                "単位：人: 令和7年度（基準） 令和8年度 令和10年度\n一 3 1,000 0\n三 · · -2",
                "単位：回: 令和8年度\n二 1.5",
            ]
        );
        assert_eq!(
            picture.note.as_deref(),
            Some("文で書かれた値は、図にはなく、表にあります：二、四")
        );
    }

    #[test]
    fn a_chart_says_what_is_to_be_seen_in_it() {
        let picture = picture(GOALS, "chart: line\ncaption: 題\n");
        let [one, two] = picture.charts.as_slice() else { panic!("two units") };
        assert_eq!(one.title, "折れ線グラフ：題（単位：人）");
        assert_eq!(
            one.description,
            "値は-2人から1,000人までです。一は、令和7年度（基準）の3人から令和10年度の0人へ。\
             三は、令和10年度に-2人。"
        );
        assert_eq!(one.hollow.as_deref(), Some("白抜きの点は、基準の値です。"));
        assert_eq!(
            (two.hollow.as_deref(), two.categories[0].short.concat().as_str()),
            (None, "令和8")
        );
    }

    #[test]
    fn a_chart_shows_what_its_table_shows() {
        let one = "- {name: 一, unit: 人, baseline: {2025: 3}, targets: {2026: 1, 2027: 2}}\n";
        let picture = picture(one, "chart: bar\ncolumns: [targets]\n");
        assert_eq!(show(&picture.charts[0]), "単位：人: 令和8年度 令和9年度\n一 1 2");
    }

    #[test]
    fn lines_of_many_goals_are_drawn_in_several_charts_of_one_scale() {
        let goal = |at: usize| format!("- {{name: 目標{at}, targets: {{2026: 1, 2027: {at}}}}}\n");
        let goals: String = (1..=13).map(goal).collect();
        let lines = picture(&goals, "chart: line\n");
        let counts: Vec<usize> = lines.charts.iter().map(|chart| chart.series.len()).collect();
        assert_eq!(counts, [5, 5, 3]);
        assert!(lines.charts.iter().all(|chart| chart.range == lines.charts[0].range));
        assert_eq!(lines.charts[1].title, "折れ線グラフ：目標（2／3）");
        let bars = picture(&goals, "chart: bar\n");
        assert_eq!(bars.charts.len(), 1);
        assert!(bars.charts[0].description.ends_with("ほかの7件は、表にあります。"));
    }

    #[test]
    fn numbers_of_many_digits_are_left_to_the_table() {
        let long = "9".repeat(30);
        let goals = format!("- {{name: 一, targets: {{2026: 1, 2027: 2, 2028: {long}}}}}\n");
        let picture = picture(&goals, "chart: bar\n");
        assert_eq!(picture.note.as_deref(), Some("桁の多い値は、図にはなく、表にあります：一"));
    }

    #[test]
    fn a_chart_needs_two_numbers() {
        let check = |goals: &str, options: &str, expected: &[&str]| {
            let drawn = draw_block(&format!("goals: [{goals}]\n"), &format!("goals\n{options}"));
            assert_eq!(drawn.reports(), expected);
        };
        check(
            "{name: 一, targets: {2026: 1, 2027: 増やす}}",
            "chart: bar\n",
            &["figure-empty bar"],
        );
        check(
            "{name: 一, targets: {2026: 1}}, {name: 二, targets: {2026: 1}}",
            "chart: line\n",
            &["figure-empty line"],
        );
        check("{name: 一, baseline: {2025: 0}, targets: {2026: 1}}", "chart: line\n", &[]);
        check("{name: 一, targets: {2026: 1}}", "", &[]);
        check("{name: 一, targets: {2026: 1, 2027: 2}}", "chart: pie\n", &["field-invalid pie"]);
    }
}
