//! Data files that cannot be read, or hold mistakes: each is reported where it is, and nothing is written.

use hoshin::diagnostic::{Language, Style, human};
use hoshin::{Options, compile};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::data::{compiled, found, page, project, site, utf16};

/// A workbook of one sheet with these rows.
fn book(rows: &[&[&str]]) -> Vec<u8> {
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

/// Holds what is found in a CSV file of one kind of records to this.
#[track_caller]
fn check(key: &str, csv: &str, expected: &[&str]) {
    let files = page(&format!("{key}: {{file: t.csv}}\n"), &[("t.csv", csv.as_bytes())]);
    let told: Vec<String> = found(&files).iter().map(|it| it.replace("t.csv:", "")).collect();
    assert_eq!(told, expected, "{csv}");
}

#[test]
fn mistakes_in_the_rows_are_reported_at_their_cells() {
    check("skills", "名称,リーダー\n甲,△\n", &["level-unknown 2:3 記号「△」は凡例にありません"]);
    check(
        "skills",
        "名称,リーダ\n甲,◎\n乙,○\n",
        &["column-unknown 1:4 「リーダ」という列は使えません。この名前の役割もありません"],
    );
    check(
        "skills",
        "名称,lead,all,推進リーダー\n甲,◎,,○\n",
        &["field-duplicate 1:13 「推進リーダー」の役割の列が二つあります"],
    );
    check(
        "skills",
        "名称,lead,スキル名\n甲,◎,乙\n",
        &["field-duplicate 1:9 「スキル名」の列が二つあります"],
    );
    check("skills", "名称,水準\n甲,◎\n", &["column-unknown 1:4 「水準」という列は使えません"]);
    check("skills", "概要,lead\n甲,◎\n", &["field-missing 1:1 「名称」（name）の列がありません"]);
    check("skills", "名称,lead\n,◎\n", &["field-missing 2:1 キー「name」がありません"]);
    check(
        "skills",
        "名称,lead\n甲,◎,○\n乙\n丙,○\n",
        &[
            "row-length 2:1 見出しは2列ですが、この行は3列です",
            "row-length 3:1 見出しは2列ですが、この行は1列です",
        ],
    );
    check(
        "skills",
        "名称,lead\n甲,◎\n名称,lead\n乙,○\n",
        &["data-file-invalid 3:1 見出しの行が二つあります"],
    );
    check(
        "skills",
        "スキルの一覧,,\n名称,概要,lead\n甲,乙,◎\n",
        &["data-file-invalid 1:1 最初の行が、列の見出しではありません"],
    );
    check("skills", "名称,\n甲,メモ\n", &["column-unknown 2:3 このセルの列には見出しがありません"]);
}

#[test]
fn mistakes_in_the_values_are_reported_at_their_cells() {
    check(
        "trainings",
        "研修名,必須・選択,年度\n甲,必修,Ｒ８\n乙,なし,来年\n",
        &[
            "field-invalid 3:3 「requirement」に「なし」は使えません",
            "field-invalid 3:6 「year」には年度（2026、令和8、R8 など）を書きます",
        ],
    );
    check("goals", "指標,目標値\n甲,10\n", &["column-unknown 1:4 「目標値」という列は使えません"]);
    check(
        "glossary",
        "用語,\"説明\n甲,乙\n",
        &["data-file-invalid 1:4 引用符「\"」が閉じていないか、閉じたあとに文字が続いています"],
    );
    check(
        "glossary",
        "用語,説明\n甲,\u{e000}\n",
        &["encoding-invalid 2:3 「t.csv」が文字化けしているか、外字が入っています（U+E000）"],
    );
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

#[test]
fn files_that_cannot_be_read_are_reported_where_they_are_named() {
    let check = |name: &str, bytes: &[u8], expected: &str| {
        let files = page(&format!("skills: {{file: {name}}}\n"), &[(name, bytes)]);
        let told = found(&files);
        let place = "index.md:5:16 ";
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].replace(place, "").starts_with(expected), "{told:?}");
    };
    check("a.csv", b"", "data-file-invalid 「a.csv」には何も書かれていません");
    check("a.csv", b"\r\n , \r\n", "data-file-invalid 「a.csv」には何も書かれていません");
    check("a.csv", b"a,\xff\xff", "encoding-invalid 「a.csv」の文字コードが分かりません");
    let euc = encoding_rs::EUC_JP.encode("名称,概要\n業務の見直し,流れを組み直す").0;
    check("a.csv", &euc, "encoding-invalid 「a.csv」の文字コードは EUC-JP のようで、読めません");
    let workbook = book(&[&["名称"], &["甲"]]);
    check("a.csv", &workbook, "data-file-invalid 「a.csv」の中身は CSV ではなく Excel ブックです");
    check("a.csv", &vec![b'a'; 17 << 20], "file-too-large 「a.csv」は大きすぎます（16 MB まで）");
    check(
        "a.csv",
        "a\n".repeat(100_001).as_bytes(),
        "file-too-large 「a.csv」はセルが多すぎます（10 万まで）",
    );
    check(
        "a.xlsx",
        "名称\n甲\n".as_bytes(),
        "data-file-invalid 「a.xlsx」の中身は Excel ブックではありません",
    );
    check("a.xlsx", &workbook[..workbook.len() / 2], "data-file-invalid 「a.xlsx」は壊れているか");
    check("a.xlsx", &[], "data-file-invalid 「a.xlsx」には何も書かれていません");
    check("a.xlsx", &book(&[]), "data-file-invalid 「a.xlsx」には何も書かれていません");
    let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    let encrypted = [ole.clone(), utf16("EncryptedPackage")[2..].to_vec()].concat();
    check(
        "a.xlsx",
        &encrypted,
        "data-file-invalid 「a.xlsx」はパスワードで保護されているので読めません",
    );
    check("a.xlsx", &ole, "data-file-invalid 「a.xlsx」は古い形式（.xls）のブックです");
    for name in ["a.xls", "a.ods", "a.xlsm"] {
        check(
            name,
            &ole,
            &format!("data-file-invalid 「{name}」はデータのファイルとして読めない種類です"),
        );
    }
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
fn files_are_found_as_seen_from_the_document() {
    let check = |file: &str, expected: &[&str]| {
        let csv = "用語,説明\n甲,乙\n".as_bytes();
        let files = page(&format!("glossary: {{file: {file}}}\n"), &[("data/terms.csv", csv)]);
        let told: Vec<String> =
            found(&files).iter().map(|it| it.replace("index.md:5:18 ", "")).collect();
        assert_eq!(told, expected, "{file}");
    };
    check("data/terms.csv", &[]);
    check("./data/../data/terms.csv", &[]);
    check("data/term.csv", &["data-file-missing データのファイル「data/term.csv」がありません"]);
    check(
        "../terms.csv",
        &["path-outside-site 「../terms.csv」はサイトの content/ の外を指しています"],
    );
    check(
        "/etc/passwd",
        &["path-outside-site 「/etc/passwd」はサイトの content/ の外を指しています"],
    );
    check(
        "C:/terms.csv",
        &["path-outside-site 「C:/terms.csv」はサイトの content/ の外を指しています"],
    );
    check("[]", &["field-missing キー「file」がありません"]);
    check(
        "data/terms.csv, sheet: 用語",
        &["data-file-invalid index.md:5:41 「data/terms.csv」はシートのないファイルです"],
    );
}

#[test]
fn sheets_are_chosen_by_name() {
    let check = |sheet: &str, expected: &[&str]| {
        let bytes = book(&[&["用語", "説明"], &["甲", "乙"]]);
        let files =
            page(&format!("glossary: {{file: t.xlsx, sheet: {sheet}}}\n"), &[("t.xlsx", &bytes)]);
        assert_eq!(found(&files), expected);
    };
    check("表", &[]);
    check("図", &["data-file-invalid index.md:5:33 「t.xlsx」に「図」というシートはありません"]);
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
fn a_plan_names_the_roles_of_its_policy_in_heads() {
    let policy = "---\ntitle: 方針\nlegend: {◎: 必修}\nroles: [{id: lead, name: 推進リーダー, short: リーダー}]\n---\n\n本文\n";
    let plan = |head: &str| {
        let csv = format!("名称,{head}\n甲,◎\n");
        let text = "---\ntitle: 計画\nbased_on: policy.md\nskills: {file: s.csv}\n---\n\n本文\n";
        let files = [("policy.md", policy), ("plan.md", text), ("s.csv", &csv)];
        let files = files.map(|(path, text)| (format!("content/{path}"), text.as_bytes().to_vec()));
        found(&files.into())
    };
    assert_eq!(plan("リーダー"), [""; 0]);
    assert_eq!(
        plan("リーダ"),
        ["column-unknown s.csv:1:4 「リーダ」という列は使えません。この名前の役割もありません"]
    );
}

#[test]
fn fixes_change_no_data_file() {
    let files = page("skills: {file: t.csv}\n", &[("t.csv", "名称,lead\n甲,〇\n".as_bytes())]);
    let compiled = compiled(&files);
    let found: Vec<_> =
        compiled.diagnostics.iter().filter(|it| it.rule.code == "level-lookalike").collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].fix, None);
}
