//! Data files that cannot be read, or hold mistakes: each is reported where it is, and nothing is written.

use crate::data::{compiled, found, page, utf16};
use crate::data_workbooks::book;

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
    check("skills", "名称,lead\n,◎\n", &["field-missing 2:1 「名称」（name）のセルが空です"]);
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
fn a_record_without_its_hyphen_is_no_file() {
    let said = |lines: &str| found(&page(lines, &[])).join(" ");
    assert!(said("skills:\n  name: 甲\n").contains("「- 」で始まる行の並び"));
    assert!(said("skills: {fil: a.csv}\n").contains("field-unknown"));
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

#[test]
fn one_lost_file_hides_no_mistake_of_another() {
    let skills = "名称,リーダ\n甲,△\n";
    let lines = "skills: {file: s.csv}\ntrainings: {file: none.csv}\n\
        standards: [{role: lead, step: 1, trainings: [研修]}]\n";
    let told = found(&page(lines, &[("s.csv", skills.as_bytes())]));
    let codes: Vec<&str> = told.iter().filter_map(|it| it.split(' ').next()).collect();
    assert_eq!(codes, ["data-file-missing", "column-unknown"]);
    let told = found(&page(
        "skills: {file: s.csv}\ntrainings: {file: none.csv}\n",
        &[("s.csv", skills.replace("リーダ", "lead").as_bytes())],
    ));
    let codes: Vec<&str> = told.iter().filter_map(|it| it.split(' ').next()).collect();
    assert_eq!(codes, ["data-file-missing", "level-unknown"]);
}

#[test]
fn a_table_whose_file_is_lost_is_reported() {
    for (name, code) in [
        ("none.csv", "data-file-missing"),
        ("../../hoshin.yaml", "path-outside-site"),
        ("empty.csv", "data-file-invalid"),
    ] {
        let block = format!("---\ntitle: 題\n---\n\n```table\ncaption: 表\nfile: {name}\n```\n");
        let files = [("a.md", block.as_bytes()), ("empty.csv", b"")];
        let files = files.map(|(path, bytes)| (format!("content/{path}"), bytes.to_vec())).into();
        let told = found(&files);
        assert!(told.iter().any(|it| it.starts_with(code)), "{name}: {told:?}");
    }
}

#[test]
fn rows_of_a_table_file_are_as_long_as_its_heads() {
    let page = "---\ntitle: 題\n---\n\n```table\ncaption: 表\nfile: t.csv\n```\n";
    let table = "a,b,c\nx\ny,1,2\nz,1,2,3\n";
    let files = [("a.md", page), ("t.csv", table)];
    let files = files.map(|(path, text)| (format!("content/{path}"), text.as_bytes().to_vec()));
    let told = found(&files.into());
    let lengths: Vec<_> = told.iter().filter(|it| it.starts_with("row-length")).collect();
    assert_eq!(lengths.len(), 2, "{told:?}");
}

#[test]
fn a_number_may_have_the_unit_of_its_goal() {
    let goals = "名称,単位,2026,2027\n受講率,％,60%,80％\n人数,人,20人,約20人\n";
    let files = page("goals: {file: g.csv}\n", &[("g.csv", goals.as_bytes())]);
    let site = compiled(&files);
    let html = site.site.expect("no errors");
    let path = hoshin::site::SitePath::new("index.html").unwrap();
    let html = String::from_utf8(html.get(&path).unwrap().to_vec()).unwrap();
    for number in [">60<", ">80<", ">20<", ">約20人<"] {
        assert!(html.contains(number), "{number}");
    }
}
