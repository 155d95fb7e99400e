//! Tables as HTML.

use super::{blank_table, body, line, site_with, text_cell, text_head};
use crate::render::html::Writer;
use crate::site::SitePath;
use crate::table::{
    Cell, Column, Content, Entry, Form, Group, Head, Legend, Row, Status, Table, Target, Timed,
    TimedShape,
};

/// A table as the first one of a page.
fn written(table: &Table) -> String {
    let built = site_with("本文");
    let documents: Vec<_> = built.checked.documents().collect();
    let (document, tables) = documents[0];
    let mut writer = Writer::new(built.scope(document, tables));
    writer.table(table);
    writer.take().0
}

fn row(cells: Vec<Cell>) -> Row {
    Row { cells }
}

fn symbol(symbol: &str, meaning: &str) -> Cell {
    Cell::new(Content::Symbol { symbol: symbol.to_owned(), meaning: meaning.to_owned() })
}

fn skill_map() -> Table {
    let mut table = blank_table(3);
    table.figure = "skill-map";
    table.caption = Some(line("研修内容・スキルマップ"));
    table.legend = Some(Legend {
        entries: vec![("◎".to_owned(), "必修".to_owned())],
        empty: Some("希望に応じて".to_owned()),
    });
    table.columns[2] = Column { symbols: true, ..Column::default() };
    table.head = vec![row(vec![
        Cell { head: Some(Head::Column), ..Cell::new(Content::Empty(None)) },
        text_head(Head::Column, "概要"),
        text_head(Head::Column, "リーダー"),
    ])];
    let rows = vec![
        row(vec![text_head(Head::Row, "BPR"), text_cell("知識"), symbol("◎", "必修")]),
        row(vec![
            text_head(Head::Row, "AI"),
            Cell::new(Content::List(vec![line("一"), line("二")])),
            Cell::new(Content::Empty(Some("希望に応じて".to_owned()))),
        ]),
    ];
    table.groups = vec![Group { head: Some(line("業務改革").into()), rows }];
    table
}

#[test]
fn a_skill_map_is_heard_as_it_is_seen() {
    let expected = "<figure id=\"hs-table-1\" class=\"table stay figure-skill-map\">\n\
        <div class=\"legend\" role=\"group\" aria-labelledby=\"hs-legend-1\">\n\
        <p class=\"legend-title\" id=\"hs-legend-1\">凡例</p>\n\
        <dl>\n<div><dt>◎</dt><dd>必修</dd></div>\n<div><dt>―</dt><dd>希望に応じて</dd></div>\n</dl>\n</div>\n\
        <div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"hs-caption-1\">\n\
        <table>\n<caption><span class=\"caption\" id=\"hs-caption-1\">表1　研修内容・<wbr>スキルマップ</span></caption>\n\
        <thead>\n<tr><td></td><th scope=\"col\">概要</th><th scope=\"col\" class=\"symbol\">リーダー</th></tr>\n</thead>\n\
        <tbody>\n<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"3\">業務改革</th></tr>\n\
        <tr><th scope=\"row\" class=\"row\">BPR</th><td>知識</td>\
        <td class=\"symbol\"><span class=\"mark\" aria-hidden=\"true\">◎</span><span class=\"spoken\">必修</span></td></tr>\n\
        <tr><th scope=\"row\" class=\"row\">AI</th><td><ul><li>一</li><li>二</li></ul></td>\
        <td class=\"symbol\"><span class=\"mark\" aria-hidden=\"true\">―</span><span class=\"spoken\">希望に応じて</span></td></tr>\n\
        </tbody>\n</table>\n</div>\n</figure>\n";
    assert_eq!(written(&skill_map()), expected);
}

#[test]
fn nested_heads_are_named_cell_by_cell() {
    let mut table = blank_table(3);
    table.head = vec![
        row(vec![
            text_head(Head::Column, "区分").spanning(1, 2),
            text_head(Head::Column, "リーダー").spanning(2, 1),
        ]),
        row(vec![text_head(Head::Column, "専門"), text_head(Head::Column, "管理")]),
    ];
    let rows = vec![row(vec![text_head(Head::Row, "研修"), text_cell("1").spanning(2, 1)])];
    table.groups = vec![Group { head: Some(line("基礎").into()), rows }];
    let html = written(&table);
    let has = |part: &str| assert!(html.contains(part), "{part}\n{html}");
    has("<colgroup>\n<colgroup span=\"2\">\n<thead>");
    has("<th id=\"hs-t1-c1\" scope=\"col\" rowspan=\"2\">区分</th>");
    has("<th id=\"hs-t1-c2\" scope=\"colgroup\" colspan=\"2\">リーダー</th>");
    has("<th id=\"hs-t1-c3\" scope=\"col\" headers=\"hs-t1-c2\">専門</th>");
    has("<th scope=\"rowgroup\" id=\"hs-t1-g1\" colspan=\"3\">基礎</th>");
    has("<th id=\"hs-t1-r1\" scope=\"row\" class=\"row\" headers=\"hs-t1-g1 hs-t1-c1\">研修</th>");
    has("<td colspan=\"2\" headers=\"hs-t1-g1 hs-t1-c2 hs-t1-c3 hs-t1-c4 hs-t1-r1\">1</td>");
}

#[test]
fn cells_say_when_they_are_empty() {
    let mut table = blank_table(3);
    table.columns[2].numeric = true;
    let empty = || Cell::new(Content::Text(crate::markdown::Prose::default()));
    let cells =
        vec![text_head(Head::Row, "計"), empty(), Cell::new(Content::Number("1,200".to_owned()))];
    table.groups = vec![Group { head: None, rows: vec![row(cells)] }];
    let html = written(&table);
    assert!(html.contains("<td><span class=\"mark\" aria-hidden=\"true\">―</span><span class=\"spoken\">空欄</span></td>"), "{html}");
    assert!(html.contains("<td class=\"number\">1,200</td>"), "{html}");
    assert!(html.contains(">表1</span></caption>\n<tbody>"), "{html}");
}

#[test]
fn long_cells_get_room_and_heads_break_at_brackets() {
    let mut table = blank_table(1);
    table.head = vec![row(vec![text_head(Head::Column, "令和8年度（2026年度）")])];
    let cells =
        ["短い", &"長".repeat(25), &"長".repeat(100)].map(|text| row(vec![text_cell(text)]));
    table.groups = vec![Group { head: None, rows: cells.into() }];
    let html = written(&table);
    assert!(html.contains("令和8年度<wbr>（2026年度）"), "{html}");
    assert!(html.contains("<td>短い</td>"), "{html}");
    assert!(
        html.contains("<td class=\"long\">長") && html.contains("<td class=\"longest\">長"),
        "{html}"
    );
}

#[test]
fn cells_may_lead_to_pages_and_say_how_things_stand() {
    let to = |text: &str, id: Option<&str>| {
        let page = SitePath::new("b/index.html").expect("a path");
        Entry { text: line(text), target: Some(Target { page, id: id.map(str::to_owned) }) }
    };
    let status = |name, word: &str| Some(Status { name, word: word.to_owned() });
    let cell = |status, entries| Cell::new(Content::Entries { status, entries });
    let head = Cell { key: Some("一\"".to_owned()), ..text_head(Head::Row, "一") };
    let mut table = blank_table(5);
    let cells = vec![
        head,
        cell(status("covered", "あり"), vec![to("[*見出し*](x.md)", Some("見出し"))]),
        cell(None, vec![to("甲", None), line("乙").into()]),
        cell(status("missing", "な<し"), Vec::new()),
        cell(None, Vec::new()),
    ];
    table.groups = vec![Group { head: Some(to("別の頁", None)), rows: vec![row(cells)] }];
    let html = written(&table);
    let has = |part: &str| assert!(html.contains(part), "{part}\n{html}");
    has("<th scope=\"rowgroup\" colspan=\"5\"><a href=\"../b/index.html\">別の頁</a></th>");
    has("<th scope=\"row\" data-key=\"一&quot;\" class=\"row\">一</th>");
    has(
        "<td><span class=\"status covered\">あり</span> <a href=\"../b/index.html#見出し\"><em>見出し</em></a></td>",
    );
    has("<td><ul><li><a href=\"../b/index.html\">甲</a></li><li>乙</li></ul></td>");
    has("<td><span class=\"status missing\">な&lt;し</span></td>");
    has(
        "<td><span class=\"mark\" aria-hidden=\"true\">―</span><span class=\"spoken\">空欄</span></td>",
    );
}

#[test]
fn terms_are_a_list_of_definitions() {
    let mut table = blank_table(2);
    table.form = Form::Definitions;
    table.caption = Some(line("用語"));
    let term = |term: &str, text: &str| row(vec![text_head(Head::Row, term), text_cell(text)]);
    table.groups = vec![Group {
        head: None,
        rows: vec![term("BPR", "見直し"), term("BPR", "再び"), term("R&D", "研究<開発")],
    }];
    let expected = "<figure id=\"hs-list-1\" class=\"definitions figure-table\">\n<figcaption>用語</figcaption>\n<dl>\n\
        <dt id=\"hs-term-BPR\">BPR</dt><dd>見直し</dd>\n\
        <dt id=\"hs-term-BPR-2\">BPR</dt><dd>再び</dd>\n\
        <dt id=\"hs-term-RD\">R&amp;D</dt><dd>研究&lt;開発</dd>\n</dl>\n</figure>\n";
    assert_eq!(written(&table), expected);
}

#[test]
fn tables_are_numbered_and_keep_the_authors_ids() {
    let mut table = blank_table(1);
    table.id = Some("a\"b".to_owned());
    table.notes = line("[注](../b/index.md)");
    table.groups =
        vec![Group { head: None, rows: vec![row(vec![text_cell("[別](../b/index.md)")])] }];
    let html = written(&table);
    assert!(html.starts_with("<figure id=\"a&quot;b\" class=\"table figure-table\">"), "{html}");
    assert_eq!(html.matches("href=\"../b/index.html\"").count(), 2, "{html}");
    let html = body(
        "表：一つ目\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- 項目\n\n  | c | d |\n  |--:|---|\n  | 3 | 4 |\n",
    );
    assert!(html.contains("表1　一つ目") && html.contains(">表2</span>"), "{html}");
}

#[test]
fn a_schedule_says_in_words_when_things_are() {
    let timed = |shape, text: &str, when: &str, exact, after: Option<&str>| {
        let (texts, when, after) = (vec![line(text)], when.to_owned(), after.map(str::to_owned));
        Cell::new(Content::Timed(Timed { shape, texts, when, exact, before: None, after }))
    };
    let blank = || Cell::new(Content::Empty(Some("予定なし".to_owned())));
    let mut table = Table { form: Form::Schedule, figure: "schedule", ..blank_table(3) };
    let heads = ["取組", "令和8年度", "令和9年度"];
    table.head = vec![row(heads.iter().map(|head| text_head(Head::Column, head)).collect())];
    let rows = vec![
        row(vec![
            text_head(Head::Row, "研修").spanning(1, 3),
            timed(TimedShape::Milestone, "策定", "令和8年度", false, None),
            blank(),
        ]),
        row(vec![
            timed(TimedShape::Bar, "基礎", "令和8年度から令和9年度まで", false, None)
                .spanning(2, 1),
        ]),
        row(vec![
            blank(),
            timed(TimedShape::Bar, "応用", "令和9年10月から", true, Some("以降も続く")),
        ]),
    ];
    table.groups = vec![Group { head: None, rows }];
    let html = written(&table);
    for part in [
        "<figure id=\"hs-table-1\" class=\"table stay schedule figure-schedule\">",
        "<th id=\"hs-t1-r1\" scope=\"row\" class=\"row\" rowspan=\"3\" headers=\"hs-t1-c1\">",
        "<td class=\"milestone\" headers=\"hs-t1-c2 hs-t1-r1\"><div><span class=\"mark\" aria-hidden=\"true\">◆</span>\
         <span class=\"spoken\">節目</span>策定 <span class=\"when told\">令和8年度</span></div></td>",
        "<td class=\"bar\" colspan=\"2\" headers=\"hs-t1-c2 hs-t1-c3 hs-t1-r1\"><div>基礎 \
         <span class=\"when told\">令和8年度から令和9年度まで</span></div></td>",
        "<td class=\"bar goes-on\" headers=\"hs-t1-c3 hs-t1-r1\"><div>応用 <span class=\"when\">令和9年10月から</span> \
         <span class=\"after\">以降も続く</span> </div></td>",
        "<td class=\"blank\" headers=\"hs-t1-c3 hs-t1-r1\">",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

#[test]
fn plans_are_lists_around_the_document() {
    let built = site_with("本文");
    let documents: Vec<_> = built.checked.documents().collect();
    let (document, tables) = documents[0];
    let mut writer = Writer::new(built.scope(document, tables));
    let status = |name, word: &str| Some(Status { name, word: word.to_owned() });
    let group = |name, word: &str, of: &str| {
        let entries = vec![Entry::from(line(of))];
        let name = Cell::new(Content::Entries { status: status(name, word), entries });
        let rest = [text_cell("令和8年度から"), Cell::new(Content::Empty(None))];
        let rows = vec![row(std::iter::once(name).chain(rest).collect())];
        Group { head: Some(line(word).into()), rows }
    };
    let groups = vec![group("upper", "上位の計画", "総合計画"), group("this", "この方針", "題")];
    writer.table(&Table {
        form: Form::Around,
        caption: Some(line("位置づけ")),
        groups,
        ..blank_table(3)
    });
    assert!(writer.needs.figures);
    let html = writer.take().0;
    let expected = "<figcaption>位置づけ</figcaption>\n<ul class=\"sides\">\n\
        <li class=\"side upper\"><p class=\"side-head\">上位の計画</p>\n<ul>\n\
        <li><p class=\"name\">総合計画</p><div>令和8年度から</div></li>\n</ul></li>\n\
        <li class=\"side this\"><p class=\"side-head\">この方針</p>\n<ul>\n\
        <li><p class=\"name\">題</p><div>令和8年度から</div></li>\n</ul></li>\n</ul>\n</figure>";
    assert!(html.contains(expected), "{html}");
}
