//! Workbooks with mistakes, damaged ones, and those that are made to do harm.

use hoshin::diagnostic::{Language, Style, human};
use hoshin::{Options, compile};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::data::{found, page, project, site};

/// A workbook of one sheet with these rows.
pub(crate) fn book(rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("表").unwrap();
    for (at, row) in rows.iter().enumerate() {
        for (column, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let (line, column) = (u32::try_from(at).unwrap(), u16::try_from(column).unwrap());
            sheet.write(line, column, *text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn cells_of_workbooks_have_addresses() {
    let bytes = book(&[&["名称", "", "リーダー"], &[], &["甲", "", "△"]]);
    let files = page("skills: {file: m.xlsx}\n", &[("m.xlsx", &bytes)]);
    assert_eq!(found(&files), ["level-unknown m.xlsx:3:3 表!C3: 記号「△」は凡例にありません"]);
    let project = project(&files);
    let compiled = compile(&project, &Options::default());
    let shown = human(&compiled.diagnostics, &project, Language::Ja, Style::Plain);
    let level = shown.split("\n\n").find(|it| it.contains("level-unknown")).expect("the report");
    insta::assert_snapshot!(level, @"
    エラー[level-unknown]: 記号「△」は凡例にありません
     --> content/m.xlsx 表!C3
      |
    3 | △
      | ^
      |
      = ヘルプ: legend: に「△: 意味」の行を足すか、凡例にある記号を書いてください。
    ");
}

/// A zip archive of some parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_small_workbook_cannot_become_a_large_one() {
    let check = |bytes: &[u8], expected: &str| {
        let files = page("skills: {file: a.xlsx}\n", &[("a.xlsx", bytes)]);
        assert_eq!(found(&files), [format!("file-too-large index.md:5:16 {expected}")]);
    };
    let bomb = zipped(&[("xl/sharedStrings.xml", &vec![b' '; 65 << 20])]);
    assert!(bomb.len() < 1 << 20);
    check(&bomb, "「a.xlsx」は、開くと大きすぎます（64 MB まで）");
    // It says that it has more texts than memory can hold.
    let sst = b"<?xml version=\"1.0\"?><sst uniqueCount=\"9999999999999999\"></sst>";
    check(&zipped(&[("xl/sharedStrings.xml", sst)]), "「a.xlsx」はセルが多すぎます（10 万まで）");
    let many: Vec<String> = (0..100_001).map(|at| at.to_string()).collect();
    let many: Vec<[&str; 1]> = many.iter().map(|it| [it.as_str()]).collect();
    let many: Vec<&[&str]> = many.iter().map(|it| &it[..]).collect();
    check(&book(&many), "「a.xlsx」はセルが多すぎます（10 万まで）");
}

#[test]
fn formulas_must_have_a_value() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("表").unwrap();
    for (at, head) in ["用語", "説明"].into_iter().enumerate() {
        sheet.write(0, u16::try_from(at).unwrap(), head).unwrap();
    }
    sheet.write(1, 0, "甲").unwrap();
    sheet.write_formula(1, 1, Formula::new("=A9").set_result("#REF!")).unwrap();
    sheet.write(2, 0, "乙").unwrap();
    sheet.write_formula(2, 1, Formula::new("=A9").set_result("")).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let files = page("glossary: {file: t.xlsx}\n", &[("t.xlsx", &bytes)]);
    assert_eq!(
        found(&files),
        ["data-file-invalid t.xlsx:2:2 表!B2: 式の結果が「#REF!」になっています"]
    );
}

/// A workbook by the parts of which others are not needed, with this inside of its sheet.
fn raw_workbook(sheet: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let parts = [
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns='{relations}'><Relationship Id='r1' Type='{office}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns='{main}' xmlns:r='{office}'><sheets><sheet name='表' sheetId='1' r:id='r1'/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns='{relations}'><Relationship Id='r1' Type='{office}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns='{main}'>{sheet}</worksheet>")),
    ];
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    zipped(&parts)
}

/// A cell with a text in it.
fn cell(place: &str, text: &str) -> String {
    format!("<c r='{place}' t='inlineStr'><is><t>{text}</t></is></c>")
}

#[test]
fn a_formula_without_a_value_is_no_empty_cell() {
    let check = |value: &str, expected: &[&str]| {
        let rows = [
            [cell("A1", "用語"), cell("B1", "説明")].concat(),
            [cell("A2", "甲"), format!("<c r='B2'>{value}</c>")].concat(),
        ];
        let rows = rows.map(|row| format!("<row>{row}</row>")).concat();
        let bytes = raw_workbook(&format!("<sheetData>{rows}</sheetData>"));
        let files = page("glossary: {file: t.xlsx}\n", &[("t.xlsx", &bytes)]);
        assert_eq!(found(&files), expected, "{value}");
    };
    check("<f>1+1</f><v>2</v>", &[]);
    let expected = "data-file-invalid t.xlsx:2:2 表!B2: 式の結果がファイルに保存されていません";
    check("<f>1+1</f>", &[expected]);
    check("<f>1+1</f><v></v>", &[expected]);
    check("<f t='shared' si='99999999999' ref='B2'>1</f><v>2</v>", &[]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_damage_to_a_workbook_is_reported_or_harmless(
        at in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..6),
        raw in any::<bool>(),
    ) {
        let sheet = format!(
            "<sheetData><row r='1'>{}{}</row><row r='2'>{}{}</row></sheetData><mergeCells><mergeCell ref='A2:A3'/></mergeCells>",
            cell("A1", "用語"), cell("B1", "説明"), cell("A2", "甲"), cell("B2", "乙"),
        );
        let mut bytes = if raw { sheet.into_bytes() } else { raw_workbook(&sheet) };
        for (place, byte) in at {
            let length = bytes.len();
            bytes[place % length] = byte;
        }
        // Inside of the archive, or the archive itself.
        let bytes = if raw { raw_workbook(&String::from_utf8_lossy(&bytes)) } else { bytes };
        let files = page("glossary: {file: t.xlsx}\n", &[("t.xlsx", &bytes)]);
        found(&files);
    }
}

#[test]
fn merged_heads_and_second_heads_of_a_workbook() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("表").unwrap();
    let plain = Format::new();
    sheet.merge_range(0, 0, 1, 0, "名称", &plain).unwrap();
    sheet.merge_range(0, 1, 0, 2, "役割", &plain).unwrap();
    for (column, text) in [(1, "リーダー"), (2, "全職員")] {
        sheet.write(1, column, text).unwrap();
    }
    for (column, text) in [(0, "甲"), (1, "◎"), (2, "○")] {
        sheet.write(2, column, text).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let files = page("skills: {file: t.xlsx}\n", &[("t.xlsx", &bytes)]);
    assert_eq!(
        found(&files),
        ["data-file-invalid t.xlsx:1:1 表!A1: 見出しのセルが結合されています"]
    );
    let files = page("", &[("t.xlsx", &bytes)]);
    let mut files = files;
    let text = "\n```table\ncaption: 題\nfile: t.xlsx\n```\n";
    files.get_mut("content/index.md").unwrap().extend(text.bytes());
    assert_eq!(found(&files), [""; 0]);
    let html = String::from_utf8(site(&files)["index.html"].clone()).unwrap();
    let table = &html[html.find("<table").unwrap()..html.find("</table>").unwrap()];
    insta::assert_snapshot!(table, @r#"
    <table>
    <caption><span class="caption" id="hs-caption-1">表1　題</span></caption>
    <colgroup>
    <colgroup span="2">
    <thead>
    <tr><th id="hs-t1-c1" scope="col" rowspan="2">名称</th><th id="hs-t1-c2" scope="colgroup" colspan="2">役割</th></tr>
    <tr><th id="hs-t1-c3" scope="col" headers="hs-t1-c2">リーダー</th><th id="hs-t1-c4" scope="col" headers="hs-t1-c2">全職員</th></tr>
    </thead>
    <tbody>
    <tr><th id="hs-t1-r1" scope="row" class="row" headers="hs-t1-c1">甲</th><td headers="hs-t1-c2 hs-t1-c3 hs-t1-r1">◎</td><td headers="hs-t1-c2 hs-t1-c4 hs-t1-r1">○</td></tr>
    </tbody>
    "#);
}

#[test]
fn rows_of_workbooks_are_shown_by_their_first_cell() {
    let bytes = book(&[&["一覧"], &[], &["用語", "説明"], &["甲", "乙"]]);
    let files = page("glossary: {file: t.xlsx}\n", &[("t.xlsx", &bytes)]);
    let project = project(&files);
    let compiled = compile(&project, &Options::default());
    let shown = human(&compiled.diagnostics, &project, Language::Ja, Style::Plain);
    let report =
        shown.split("\n\n").find(|it| it.contains("data-file-invalid")).expect("the report");
    insta::assert_snapshot!(report, @"
    エラー[data-file-invalid]: 最初の行が、列の見出しではありません
     --> content/t.xlsx 表!A1
      |
    1 | 一覧
      | ^^^^
      |
     ::: content/t.xlsx 表!A3
      |
    3 | 用語
      | ---- 見出しのようです
      |
      = ヘルプ: 見出しは 3 行目のようです。それより上の行（表の題など）を取り除いてください。
    ");
}

/// A workbook whose parts say something else in one place.
fn altered(from: &str, to: &str) -> Vec<u8> {
    use std::io::Read as _;
    let bytes = book(&[&["名称", "概要"], &["甲", "乙"]]);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let there = name.contains("sheet1.xml") && !name.contains("_rels");
        assert!(!there || text.contains(from), "{from}");
        parts.push((name, if there { text.replacen(from, to, 1) } else { text }));
    }
    let parts: Vec<_> = parts.iter().map(|(name, it)| (name.as_str(), it.as_bytes())).collect();
    zipped(&parts)
}

#[test]
fn places_that_no_sheet_has_are_damage() {
    let sheet = "</sheetData>";
    for (from, to) in [
        ("r=\"A2\"", "r=\"A9999999999\""),
        ("r=\"A2\"", "r=\"AAAAAAAAAAAAAAAA1\""),
        ("<row r=\"2\"", "<row r=\"99999999999\""),
        ("<row r=\"2\"", "<row r=\"4294967295\""),
        ("ref=\"A1:B2\"", "ref=\"B9:A1\""),
        ("ref=\"A1:B2\"", "ref=\"A1:XFD99999999999\""),
        (sheet, "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"B3:A1\"/></mergeCells>"),
        (
            sheet,
            "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:ZZZZZZZZZZ9\"/></mergeCells>",
        ),
    ] {
        let files = page("skills: {file: a.xlsx}\n", &[("a.xlsx", &altered(from, to))]);
        let told = found(&files);
        assert!(told[0].starts_with("data-file-invalid"), "{to}: {told:?}");
    }
    let whole = altered(sheet, "</sheetData><autoFilter ref=\"A:B\"/>");
    assert!(found(&page("skills: {file: a.xlsx}\n", &[("a.xlsx", &whole)])).is_empty());
}
