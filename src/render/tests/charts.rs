//! Charts as SVG: what comes out for numbers of every kind.

use super::{blank_table, built, site_with, text_cell, text_head};
use crate::chart::{Category, Chart, Kind, Picture, Range, Series, Value};
use crate::document::Document;
use crate::render::html::Writer;
use crate::table::{Group, Head, Row, Table};

fn series(name: &str, numbers: &[&str]) -> Series {
    Series { name: name.to_owned(), values: numbers.iter().map(|it| Value::of(it)).collect() }
}

fn years() -> Vec<Category> {
    let year = |at: i32| Category {
        name: format!("令和{}年度（{at}年度）", at - 2018),
        short: vec![format!("令和{}", at - 2018), at.to_string()],
        at,
        is_start: at == 2025,
        ..Category::default()
    };
    [2025, 2026, 2027, 2029].map(year).to_vec()
}

fn chart(kind: Kind, categories: Vec<Category>, series: Vec<Series>) -> Chart {
    Chart {
        kind,
        title: "題 <1>".to_owned(),
        description: "説明".to_owned(),
        unit: Some("単位：人".to_owned()),
        axis: (kind == Kind::Lines).then(|| "年度".to_owned()),
        range: Range::of(series.iter().flat_map(|series| series.values.iter().flatten())),
        categories,
        series,
        missing: "目標なし".to_owned(),
        hollow: None,
    }
}

/// The charts of a table as HTML.
fn written(picture: Picture) -> String {
    let built = site_with("本文");
    let documents: Vec<_> = built.checked.documents().collect();
    let (document, tables) = documents[0];
    let mut writer = Writer::new(built.scope(document, tables));
    let rows = vec![Row { cells: vec![text_cell("値")] }];
    writer.table(&Table {
        head: vec![Row { cells: vec![text_head(Head::Column, "列")] }],
        groups: vec![Group { head: None, rows }],
        picture: Some(picture),
        ..blank_table(1)
    });
    assert!(writer.needs.figures);
    let html = writer.take().0;
    let (_, charts) = html.split_once("</table>\n</div>\n").expect("behind the table");
    charts.strip_suffix("</figure>\n").expect("in the figure").to_owned()
}

#[test]
fn only_pages_with_charts_bring_their_styles() {
    let page = |picture: Option<Picture>| {
        let draw = |_: &Document| {
            vec![Table {
                groups: vec![Group {
                    head: None,
                    rows: vec![Row { cells: vec![text_cell("値")] }],
                }],
                picture: picture.clone(),
                ..blank_table(1)
            }]
        };
        let text = "---\ntitle: 題\n---\n\n| 列 |\n|---|\n| 値 |\n";
        built(&[("content/a.md", text)], draw).page("a/index.html")
    };
    let goals = vec![series("人数", &["1", "2", "3", "4"])];
    let charts = vec![chart(Kind::Bars, years(), goals)];
    let (with, without) = (page(Some(Picture { charts, note: None })), page(None));
    let (start, rest) =
        with.split_once("<link rel=\"stylesheet\" href=\"../assets/figures.").expect("styles");
    let rest = rest.split_once('\n').expect("more lines").1;
    let (before, chart) = rest.split_once("<div class=\"chart\">\n").expect("a chart");
    let after = chart.split_once("</div>\n").expect("its end").1;
    assert_eq!([start, before, after].concat(), without);
}

#[test]
fn bars() {
    let goals = vec![
        series("推進リーダーの人数", &["0", "10", "", "1234.5"]),
        series("A & B", &["", "-20", "5", ""]),
    ];
    let charts = vec![chart(Kind::Bars, years(), goals)];
    insta::assert_snapshot!(written(Picture { charts, note: Some("注 <1>".to_owned()) }));
}

#[test]
fn stacks() {
    let role = |(name, head, total): (&str, Option<&str>, &str)| Category {
        name: name.to_owned(),
        head: head.map(str::to_owned),
        total: Some(total.to_owned()),
        ..Category::default()
    };
    let roles = [
        ("推進リーダー", Some("職級"), "計 12"),
        ("管理職", None, "計 2"),
        ("専門職", Some("専門性"), "計 0"),
    ];
    let levels = vec![series("◎ 必修", &["8", "2", "0"]), series("○ 選択", &["4", "0", "0"])];
    let mut chart = chart(Kind::Stacks, roles.map(role).to_vec(), levels);
    chart.range = Range::of(&[Value::of("12").expect("short")]);
    insta::assert_snapshot!(written(Picture { charts: vec![chart], note: None }));
}

#[test]
fn lines() {
    let goals = vec![
        series("推進リーダーの人数", &["0", "10", "20", "40"]),
        series("研修を終えた職員", &["30", "", "20.5", ""]),
    ];
    // The names of the second one have room beside their lines.
    let whole = vec![goals[0].clone(), series("専門家", &["5", "10", "15", "15"])];
    let charts = vec![chart(Kind::Lines, years(), goals), chart(Kind::Lines, years(), whole)];
    insta::assert_snapshot!(written(Picture { charts, note: None }));
}
