//! Whatever the numbers and the names are: everything lies in the chart, and nothing covers what is to be
//! read.

use proptest::prelude::*;

use super::text::area;
use super::*;

/// Numbers as people type them: whole, with decimals, tiny, huge, none.
const NUMBERS: &str =
    r"0|-?[1-9][0-9]{0,2}|-?[0-9]{1,3}\.[0-9]{1,2}|-?[1-9][0-9]{9,14}|0\.0{1,8}[1-9]";

/// Names: phrases, English words, one long run, signs that begin no line.
const NAMES: &str = "[デジタル推進人材の育成]{1,12}|[A-Za-z]{1,12}( [a-z]{1,9}){0,6}|[字、。（）ー]{1,60}|W{20,40}|👩\u{200d}💻{1,9}|が\u{3099}";

prop_compose! {
    fn categories(of: Kind)(
        steps in proptest::collection::vec((1..4_i32, any::<bool>(), NAMES), 1..9),
    ) -> Vec<Category> {
        let mut at = 2020;
        let category = |(step, is_start, name): (i32, bool, String)| {
            at += step;
            let short = vec![format!("令和{}", at - 2018), at.to_string()];
            let stacks = of == Kind::Stacks;
            let head = (stacks && is_start).then(|| name.clone());
            let total = stacks.then(|| "計 12".to_owned());
            Category { name, short, at, is_start: is_start && !stacks, head, total }
        };
        steps.into_iter().map(category).collect()
    }
}

prop_compose! {
    fn charts()(of in prop_oneof![Just(Kind::Bars), Just(Kind::Stacks), Just(Kind::Lines)])(
        categories in categories(of),
        names in proptest::collection::vec(NAMES, 1..if of == Kind::Lines { MOST_LINES + 1 } else { 41 }),
        numbers in proptest::collection::vec(proptest::option::weighted(0.8, NUMBERS), 400),
        of in Just(of),
    ) -> Chart {
        let value = |number: &Option<String>| {
            let value = number.as_deref().and_then(Value::of)?;
            (of != Kind::Stacks || value.amount >= 0.0).then_some(value)
        };
        let mut rows = numbers.chunks(categories.len());
        let series = |name| {
            let values = rows.next().into_iter().flatten().map(value);
            Series { name, values: values.chain(std::iter::repeat(None)).take(categories.len()).collect() }
        };
        let series: Vec<Series> = names.into_iter().map(series).collect();
        let sums = (0..categories.len()).map(|at| {
            let amount = series.iter().filter_map(|it| Some(it.values[at].as_ref()?.amount)).sum();
            Value { amount, shown: String::new() }
        });
        let sums: Vec<Value> = if of == Kind::Stacks { sums.collect() } else { Vec::new() };
        let values = series.iter().flat_map(|series| series.values.iter().flatten());
        Chart {
            range: Range::of(values.chain(&sums)),
            unit: Some("単位：人".to_owned()),
            axis: (of == Kind::Lines).then(|| "年度".to_owned()),
            hollow: (of == Kind::Lines).then(|| "白抜きの点は、基準の値です。".to_owned()),
            missing: "目標なし".to_owned(),
            ..chart(of, categories, series)
        }
    }
}

fn chart(kind: Kind, categories: Vec<Category>, series: Vec<Series>) -> Chart {
    Chart {
        kind,
        title: String::new(),
        description: String::new(),
        unit: None,
        axis: None,
        range: Range::of(series.iter().flat_map(|series| series.values.iter().flatten())),
        categories,
        series,
        missing: String::new(),
        hollow: None,
    }
}

/// The texts of a chart with the room that they take.
fn texts(drawn: &Drawn) -> Vec<(&str, Area)> {
    let text = |shape: &'_ Shape| match shape {
        Shape::Text { at, anchor, text, .. } => Some((*at, *anchor, text.clone())),
        _ => None,
    };
    let areas =
        drawn.shapes.iter().filter_map(text).map(|(at, anchor, text)| area(at, anchor, &text));
    let words = drawn.shapes.iter().filter_map(|shape| match shape {
        Shape::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    words.zip(areas).collect()
}

fn bars(drawn: &Drawn) -> Vec<Area> {
    let bars = drawn.shapes.iter().filter_map(|shape| match shape {
        Shape::Bar(area, _) => Some(*area),
        _ => None,
    });
    bars.collect()
}

fn plates(drawn: &Drawn) -> Vec<Area> {
    let plates = drawn.shapes.iter().filter_map(|shape| match shape {
        Shape::Plate(area) => Some(*area),
        _ => None,
    });
    plates.collect()
}

/// Where zero is.
fn zero(drawn: &Drawn) -> Length {
    let zero = drawn.shapes.iter().find_map(|shape| match shape {
        Shape::Rule(Rule::Zero, from, _) => Some(from.x),
        _ => None,
    });
    zero.expect("every axis has a zero")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn everything_lies_in_the_chart_and_can_be_read(chart in charts()) {
        for layout in Layout::ALL {
            let drawn = chart.draw(layout);
            let whole = Area { x: 0, y: 0, width: drawn.width, height: drawn.height };
            let texts = texts(&drawn);
            for (at, (text, area)) in texts.iter().enumerate() {
                prop_assert!(whole.holds(*area), "{text} leaves the chart: {area:?} {whole:?}");
                for (other, other_area) in &texts[at + 1..] {
                    prop_assert!(!area.meets(*other_area), "{text} meets {other} {layout:?}");
                }
            }
            let (bars, plates) = (bars(&drawn), plates(&drawn));
            for bar in &bars {
                prop_assert!(whole.holds(*bar) && bar.width > 0, "{bar:?}");
            }
            for plate in &plates {
                prop_assert!(bars.iter().any(|bar| bar.holds(*plate)), "{plate:?}");
            }
            for (text, area) in &texts {
                let on_plate = plates.iter().any(|plate| plate.x <= area.x && area.right() <= plate.right() && plate.meets(*area));
                let on_bar = bars.iter().any(|bar| bar.meets(*area));
                prop_assert!(on_plate || !on_bar, "{text} on a bar: {area:?}");
            }
        }
    }

    #[test]
    fn there_is_a_mark_for_each_number_and_none_for_others(chart in charts()) {
        let values = || chart.series.iter().flat_map(|series| series.values.iter().flatten());
        let drawn = chart.draw(Layout::Broad);
        let marks = drawn.shapes.iter().filter(|shape| match chart.kind {
            Kind::Lines => matches!(shape, Shape::Mark { .. }),
            Kind::Bars | Kind::Stacks => matches!(shape, Shape::Bar(..)),
        });
        let numbers = values().filter(|value| chart.kind == Kind::Lines || value.amount != 0.0);
        // Each name of a line has a mark as well, in the legend or beside its line.
        let named = if chart.kind == Kind::Lines { chart.series.len() } else { 0 };
        prop_assert_eq!(marks.count(), numbers.count() + named);
    }

    #[test]
    fn longer_bars_are_greater_numbers(numbers in proptest::collection::vec(NUMBERS, 1..20)) {
        let values: Vec<Value> = numbers.iter().filter_map(|number| Value::of(number)).collect();
        let category = |at: usize| Category { name: at.to_string(), ..Category::default() };
        let categories: Vec<_> = (0..values.len()).map(category).collect();
        let series = Series { name: "名".to_owned(), values: values.iter().cloned().map(Some).collect() };
        for layout in Layout::ALL {
            let drawn = chart(Kind::Bars, categories.clone(), vec![series.clone()]).draw(layout);
            let zero = zero(&drawn);
            let mut bars = bars(&drawn).into_iter();
            let mut ends: Vec<(f64, Length)> = values.iter().map(|value| {
                if value.amount == 0.0 {
                    return (0.0, 0);
                }
                let bar = bars.next().expect("a bar for each number");
                let length = if value.amount > 0.0 { bar.right() - zero } else { bar.x - zero };
                (value.amount, length)
            }).collect();
            ends.sort_by(|one, other| one.0.total_cmp(&other.0));
            prop_assert!(ends.is_sorted_by_key(|(_, length)| *length), "{ends:?}");
        }
    }
}

fn values(numbers: &[&str]) -> Vec<Option<Value>> {
    numbers.iter().map(|number| Value::of(number)).collect()
}

fn years(years: &[i32]) -> Vec<Category> {
    let category = |&at: &i32| Category {
        name: at.to_string(),
        short: vec![at.to_string()],
        at,
        ..Category::default()
    };
    years.iter().map(category).collect()
}

#[test]
fn a_year_without_a_number_interrupts_the_line() {
    let check = |at: &[i32], numbers: &[&str], expected: &[usize]| {
        let series = Series { name: "名".to_owned(), values: values(numbers) };
        let drawn = chart(Kind::Lines, years(at), vec![series]).draw(Layout::Broad);
        let lines = drawn.shapes.iter().filter_map(|shape| match shape {
            Shape::Line(_, points) => Some(points.len()),
            _ => None,
        });
        assert_eq!(lines.collect::<Vec<_>>(), expected, "{at:?} {numbers:?}");
    };
    check(&[2025, 2026, 2027], &["1", "2", "3"], &[3]);
    check(&[2025, 2026, 2027, 2028, 2029], &["1", "2", "", "3", "4"], &[2, 2]);
    check(&[2025, 2027, 2028], &["1", "2", "3"], &[2]);
    check(&[2025], &["1"], &[]);
}

#[test]
fn names_stand_beside_their_lines_where_there_is_room() {
    let drawn = |names: &[&str], numbers: &[&str], layout| {
        let series =
            names.iter().map(|name| Series { name: (*name).to_owned(), values: values(numbers) });
        chart(Kind::Lines, years(&[2025, 2026]), series.collect()).draw(layout)
    };
    let leaders = |drawn: &Drawn| {
        drawn.shapes.iter().filter(|it| matches!(it, Shape::Rule(Rule::Leader, ..))).count()
    };
    assert_eq!(leaders(&drawn(&["一", "二"], &["1", "2"], Layout::Broad)), 2);
    assert_eq!(leaders(&drawn(&["一", "二"], &["1", "2"], Layout::Narrow)), 0);
    // The last year has no number.
    assert_eq!(leaders(&drawn(&["一", "二"], &["1", ""], Layout::Broad)), 0);
}

#[test]
fn series_can_be_told_apart_without_colours() {
    let fills: std::collections::BTreeSet<Fill> = (0..40).map(Fill::of).collect();
    assert_eq!(fills.len(), 40);
}

#[test]
fn numbers_that_leave_no_room_are_not_drawn() {
    assert_eq!(Value::of("1234567").map(|value| value.shown).as_deref(), Some("1,234,567"));
    assert_eq!(Value::of(&"9".repeat(16)), None);
    assert_eq!(Value::of(&"9".repeat(400)), None);
    assert_eq!(Value::of(""), None);
}
