//! Data in files: what is kept in a CSV file or a workbook is published as if it stood in the front matter.

use std::collections::BTreeMap;
use std::sync::Arc;

use hoshin::diagnostic::{Diagnostics, Language, Style, human, json};
use hoshin::document::{Document, Level, RoleId};
use hoshin::source::{Content, Project};
use hoshin::{Compiled, Options, compile, figure, library};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::project::{bytes_in, repository};

const HACHIOJI: &str = "content/hachioji";

/// The files of the example, as they are.
fn hachioji() -> BTreeMap<String, Vec<u8>> {
    let files = bytes_in(&repository().join(HACHIOJI)).into_iter();
    files.map(|(name, bytes)| (format!("{HACHIOJI}/{name}"), bytes)).collect()
}

pub(crate) fn project(files: &BTreeMap<String, Vec<u8>>) -> Project {
    let files = files.iter();
    Project::from_files(files.map(|(path, it)| (path.clone(), Content::Bytes(it.clone()))))
}

pub(crate) fn compiled(files: &BTreeMap<String, Vec<u8>>) -> Compiled {
    compile(&project(files), &Options::default())
}

/// Puts another text in the place of a key of the front matter and what stands below it.
fn with_key(
    files: &BTreeMap<String, Vec<u8>>,
    key: &str,
    instead: &str,
) -> BTreeMap<String, Vec<u8>> {
    let mut files = files.clone();
    let text = files.get_mut(&format!("{HACHIOJI}/index.md")).expect("the example");
    let all = String::from_utf8(text.clone()).unwrap();
    let start = all.find(&format!("\n{key}:\n")).expect("the key") + 1;
    let below = all[start..].find('\n').unwrap() + start + 1;
    let length =
        all[below..].lines().take_while(|line| line.starts_with([' ', '\t']) || line.is_empty());
    let length: usize = length.map(|line| line.len() + 1).sum();
    *text = format!("{}{instead}{}", &all[..start], &all[below + length..]).into_bytes();
    files
}

fn document(files: &BTreeMap<String, Vec<u8>>) -> Arc<Document> {
    let mut found = Diagnostics::default();
    let library = library::library(&project(files), &figure::kinds(), |_| None, &mut found);
    Arc::clone(&library.documents[0])
}

/// What a cell of the skill map says.
fn level(document: &Document, skill: usize, role: RoleId) -> String {
    match document.records.skills[skill].level(role) {
        Some(Level::Symbol(at)) => document.records.legend.entries[*at].0.value.clone(),
        Some(Level::Text(text)) => text.plain(),
        None => String::new(),
    }
}

/// The skill map of the example as rows of cells, by names as people write them.
fn skill_map(document: &Document) -> Vec<Vec<String>> {
    let records = &document.records;
    let roles: Vec<RoleId> = records.role_ids().collect();
    let mut head: Vec<String> =
        ["ID", "スキル名", "概要", "主な実施手法"].map(str::to_owned).to_vec();
    let name = |role: &RoleId| records.roles[role.index()].short.as_ref().unwrap().plain();
    head.extend(roles.iter().map(name));
    let rows = records.skills.iter().enumerate().map(|(at, skill)| {
        let methods: Vec<String> =
            skill.methods.iter().map(|it| format!("・{}", it.plain())).collect();
        let summary = skill.summary.as_ref().unwrap().plain();
        let mut row = vec![skill.id.value.clone(), skill.name.plain(), summary, methods.join("\n")];
        row.extend(roles.iter().map(|&role| level(document, at, role)));
        row
    });
    std::iter::once(head).chain(rows).collect()
}

fn csv(rows: &[Vec<String>]) -> String {
    let field = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
    let line = |row: &Vec<String>| row.iter().map(field).collect::<Vec<_>>().join(",") + "\r\n";
    rows.iter().map(line).collect()
}

fn cp932(text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = encoding_rs::SHIFT_JIS.encode(text);
    assert!(!lossy, "{text}");
    bytes.into_owned()
}

pub(crate) fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

pub(crate) fn site(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let compiled = compiled(files);
    let told = human(&compiled.diagnostics, &project(files), Language::Ja, Style::Plain);
    let site = compiled.site.unwrap_or_else(|| panic!("{told}"));
    // All but the data files themselves, which are attachments.
    let files = site.iter().filter(|(path, _)| !hoshin::sheet::is_data(path.as_str()));
    files.map(|(path, bytes)| (path.as_str().to_owned(), bytes.to_vec())).collect()
}

#[track_caller]
fn assert_same_site(files: &BTreeMap<String, Vec<u8>>, what: &str) {
    let (expected, found) = (site(&hachioji()), site(files));
    assert_eq!(expected.keys().collect::<Vec<_>>(), found.keys().collect::<Vec<_>>(), "{what}");
    for (path, bytes) in &expected {
        let [one, other] = [bytes, &found[path]].map(|it| String::from_utf8_lossy(it));
        let differs = one.lines().zip(other.lines()).find(|(one, other)| one != other);
        assert!(bytes == &found[path], "{what}: {path}: {differs:#?}");
    }
}

#[test]
fn a_skill_map_in_a_file_gives_the_same_pages() {
    let original = hachioji();
    let rows = skill_map(&document(&original));
    assert!(rows.len() == 17 && rows[0].len() == 9, "{rows:#?}");
    let text = csv(&rows);
    let encodings = [
        ("UTF-8", text.clone().into_bytes()),
        ("UTF-8 with BOM", format!("\u{feff}{text}").into_bytes()),
        ("CP932", cp932(&text)),
        ("UTF-16", utf16(&text.replace(',', "\t"))),
    ];
    let mut files = with_key(&original, "skills", "skills: {file: data/skill-map.csv}\n");
    for (name, bytes) in encodings {
        files.insert(format!("{HACHIOJI}/data/skill-map.csv"), bytes);
        assert_same_site(&files, name);
    }
}

/// The skill map as a workbook as people keep one: merged cells, blank rows and columns, formulas.
fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook
        .add_worksheet()
        .set_name("下書き")
        .unwrap()
        .set_hidden(true)
        .write(0, 0, "古い")
        .unwrap();
    workbook.add_worksheet().set_name("説明").unwrap();
    let sheet = workbook.add_worksheet().set_name("スキル").unwrap();
    sheet.set_active(true);
    let plain = Format::new();
    let (top, left) = (2, 1);
    for (at, row) in rows.iter().enumerate() {
        // A blank row in the middle, and a blank column.
        let line = top + u32::try_from(at).unwrap() + u32::from(at > 8);
        for (at, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let column = left + u16::try_from(at).unwrap() + u16::from(at > 3);
            if at == 2 {
                let formula = Formula::new(format!("=\"{text}\"")).set_result(text);
                sheet.write_formula(line, column, formula).unwrap();
            } else {
                sheet.write_with_format(line, column, format!(" {text}　"), &plain).unwrap();
            }
        }
    }
    // Two skills of the example have the same methods one below the other.
    let same = rows.windows(2).position(|pair| pair[0][3] == pair[1][3]).unwrap();
    let line = top + u32::try_from(same).unwrap();
    sheet.merge_range(line, left + 3, line + 1, left + 3, &rows[same][3], &plain).unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_skill_map_in_a_workbook_gives_the_same_pages() {
    let original = hachioji();
    let rows = skill_map(&document(&original));
    let mut files = with_key(&original, "skills", "skills: {file: data/map.xlsx, sheet: スキル}\n");
    files.insert(format!("{HACHIOJI}/data/map.xlsx"), workbook(&rows));
    assert_same_site(&files, "a sheet");
    let mut files = with_key(&original, "skills", "skills: {file: data/map.xlsx}\n");
    files.insert(format!("{HACHIOJI}/data/map.xlsx"), workbook(&rows));
    assert_same_site(&files, "the first sheet that holds something");
}

/// A page with these lines in its front matter, and files beside it.
pub(crate) fn page(front_matter: &str, files: &[(&str, &[u8])]) -> BTreeMap<String, Vec<u8>> {
    let page = format!(
        "---\ntitle: 題\nlegend: {{◎: 必修, ○: 選択}}\n\
         roles: [{{id: lead, name: 推進リーダー, short: リーダー}}, {{id: all, name: 全職員}}]\n{front_matter}---\n\n本文\n"
    );
    let files = files.iter().map(|(path, bytes)| (format!("content/{path}"), bytes.to_vec()));
    files.chain([("content/index.md".to_owned(), page.into_bytes())]).collect()
}

/// What is found in a site that has errors: of each the code, the place and the message.
#[track_caller]
pub(crate) fn found(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let project = project(files);
    let compiled = compile(&project, &Options::default());
    let text = json(&compiled.diagnostics, &project, 1, &[], Language::Ja);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let errors =
        value["diagnostics"].as_array().unwrap().iter().filter(|it| it["severity"] == "error");
    let line = |it: &serde_json::Value| {
        let text = |it: &serde_json::Value| it.as_str().unwrap().to_owned();
        let (start, file) = (&it["start"], text(&it["file"]));
        let at = format!(
            "{}:{}:{}",
            file.trim_start_matches("content/"),
            start["line"],
            start["column"]
        );
        format!("{} {at} {}", text(&it["code"]), text(&it["message"]))
    };
    let found: Vec<String> = errors.map(line).collect();
    assert_eq!(compiled.site.is_some(), found.is_empty(), "no partial output");
    found
}

#[test]
fn goals_have_a_column_for_each_year() {
    let check = |csv: &str, expected: &str| {
        let files = page("goals: {file: g.csv}\n", &[("g.csv", csv.as_bytes())]);
        assert_eq!(found(&files), [""; 0]);
        let document = document(&files);
        let goal = &document.records.goals[0];
        let shown = |it: &hoshin::document::Target| {
            format!(
                "{}-{}: {:?}",
                it.from.0,
                it.until.0,
                matches!(it.amount, hoshin::document::Amount::Number(_))
            )
        };
        let all: Vec<String> = goal.baseline.iter().chain(&goal.targets).map(shown).collect();
        assert_eq!(all.join(", "), expected, "{csv}");
    };
    check(
        "指標,単位,基準 2025,R8,令和9年度,2028\n任命者数,人,０,１，０,20,増やす\n"
            .replace("１，０", "\"1,000\"")
            .as_str(),
        "2025-2025: true, 2026-2026: true, 2027-2027: true, 2028-2028: false",
    );
}

#[test]
fn merged_years_are_one_target() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (at, head) in ["名称", "2026", "2027", "2028"].into_iter().enumerate() {
        sheet.write(0, u16::try_from(at).unwrap(), head).unwrap();
    }
    sheet.write(1, 0, "一般行政職員").unwrap();
    sheet.merge_range(1, 1, 1, 3, "全員が研修を受ける", &Format::new()).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let files = page("goals: {file: g.xlsx}\n", &[("g.xlsx", &bytes)]);
    assert_eq!(found(&files), [""; 0]);
    let targets = &document(&files).records.goals[0].targets;
    assert_eq!(
        targets.iter().map(|it| (it.from.0, it.until.0)).collect::<Vec<_>>(),
        [(2026, 2028)]
    );
}

#[test]
fn numbers_and_dates_of_a_workbook_are_as_people_write_them() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    for (at, head) in ["改定日", "内容"].into_iter().enumerate() {
        sheet.write(0, u16::try_from(at).unwrap(), head).unwrap();
    }
    let day = ExcelDateTime::from_ymd(2026, 4, 1).unwrap();
    sheet.write_datetime_with_format(1, 0, &day, &date).unwrap();
    sheet.write(1, 1, 12.0).unwrap();
    sheet.write(2, 0, "令和７年４月").unwrap();
    sheet.write_with_format(2, 1, 0.85, &Format::new().set_num_format("0%")).unwrap();
    sheet.write(3, 0, 2024).unwrap();
    sheet.write(3, 1, true).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let files = page("revisions: {file: r.xlsx}\n", &[("r.xlsx", &bytes)]);
    assert_eq!(found(&files), [""; 0]);
    let document = document(&files);
    let shown: Vec<String> = document
        .records
        .revisions
        .iter()
        .map(|it| {
            let date = it.date.value;
            let summary = it.summary.as_ref().unwrap().plain();
            format!("{}-{:?}-{:?} {summary}", date.year, date.month, date.day)
        })
        .collect();
    assert_eq!(shown, ["2026-Some(4)-Some(1) 12", "2025-Some(4)-None 85%", "2024-None-None true"]);
}

/// Records in the front matter and the same in a file.
#[test]
fn records_in_a_file_are_those_of_the_front_matter() {
    let check = |key: &str, yaml: &str, csv: &str| {
        let more = "skills: [{id: bpr, name: 業務の見直し}, {name: 調達}]\n";
        let more = if key == "trainings" { more } else { "" };
        let inline = page(&format!("{more}{key}: {yaml}\n"), &[]);
        let in_file =
            page(&format!("{more}{key}: {{file: t.csv}}\n"), &[("t.csv", csv.as_bytes())]);
        assert_eq!((found(&inline), found(&in_file)), (vec![], vec![]), "{key}");
        assert_eq!(document(&inline).records, document(&in_file).records, "{key}");
    };
    check(
        "skills",
        "[{id: a, name: 甲, category: 一, summary: '**強**調', levels: {lead: ◎, all: 文}, methods: [講義、演習, 実習（国、都）]}, {name: 乙}]",
        "研修手法,ＩＤ,名称,区分,概要,推進リーダー,all\n\"・講義、演習\n・実習（国、都）\",a,甲,一,**強**調,◎,文\n,,乙,,,,\n",
    );
    check(
        "trainings",
        "[{name: 研修, kind: off-jt, methods: [講義, 演習], skills: [bpr, 調達], audience: [lead, 新規採用職員], requirement: mandatory, times: 年2回, hours: 1.5, owner: 人事課, purpose: 学ぶ, status: plan, year: 2026}]",
        "研修名,実施形態,研修手法,得られるスキル,対象,必須・選択,回数,時間,担当部門,目的,計画・実績,年度\n研修,Off-JT,\"講義\n演習\",bpr、調達,\"lead,新規採用職員\",必須,年2回,1.5,人事課,学ぶ,計画,令和８年度\n",
    );
    check(
        "standards",
        "[{role: lead, step: 1, criterion: 基礎を終えた, evidence: 記録}]",
        "役割,段階,基準,確認の方法\nlead,1,基礎を終えた,記録\n",
    );
    check(
        "securing",
        "[{name: 専門家, method: 任用, number: 1, by: 2027, reason: いない}]",
        "確保する人材,確保の手法,人数,期限,理由\n専門家,任用,1,R9,いない\n",
    );
    check(
        "goals",
        "[{name: 人数, type: 参加率, role: lead, unit: 人, baseline: {2025: 0}, targets: {2026: 10, 2027: 増やす}}]",
        "指標,目標類型,役割,単位,基準（令和7年度）,目標 2026,2027\n人数,参加率,lead,人,０,10,増やす\n",
    );
    check(
        "plans",
        "[{name: 総合計画, relation: upper, period: {from: 2026-04, until: 2031-03}, note: 目標, url: 'https://www.example.lg.jp/'}, {name: 法, relation: basis, period: {from: 2021-09}}]",
        "計画等の名称,位置づけ,期間,内容,URL\n総合計画,上位,2026-04～2031-03,目標,https://www.example.lg.jp/\n法,根拠,2021-09～,,\n",
    );
    check(
        "glossary",
        "[{term: BPR, reading: ビーピーアール, definition: 見直し}]",
        "用語,読みがな,意味\nBPR,ビーピーアール,見直し\n",
    );
    check(
        "revisions",
        "[{date: 2026-04-01, summary: 改めた}]",
        "改定日,改定の内容\n令和8年4月1日,改めた\n",
    );
}

#[test]
fn roles_may_come_from_a_file_that_names_the_columns_of_another() {
    let roles = "名称,ID,略称,区分,対象,人材像,役割,あわせて求められる役割\n\
        推進リーダー,lead,リーダー,専門,係長,引っぱる,\"- 一\n- 二\",職員\n職員,,,,,,,\n";
    let text = "---\ntitle: 題\nlegend: {◎: 必修, ○: 選択}\nroles: {file: r.csv}\nskills: {file: s.csv}\n---\n\n本文\n";
    let skills = "スキル,リーダー,職員\n甲,◎,○\n";
    let files = [("index.md", text), ("r.csv", roles), ("s.csv", skills)];
    let files =
        files.map(|(path, text)| (format!("content/{path}"), text.as_bytes().to_vec())).into();
    assert_eq!(found(&files), [""; 0]);
    let inline = "---\ntitle: 題\nlegend: {◎: 必修, ○: 選択}\nroles:\n  - id: lead\n    name: 推進リーダー\n    short: リーダー\n    \
        group: 専門\n    audience: 係長\n    mission: 引っぱる\n    duty: |\n      - 一\n      - 二\n    includes: [職員]\n  - name: 職員\n\
        skills: [{name: 甲, levels: {lead: ◎, 職員: ○}}]\n---\n\n本文\n";
    let inline = [("content/index.md".to_owned(), inline.as_bytes().to_vec())].into();
    assert_eq!(document(&inline).records, document(&files).records);
}
