//! The data of documents: what the site offers, and what `hoshin export` writes.
//!
//! The names in brackets are the rules of 行政データにおける機械可読性に関するルール (令和8年3月31日).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hoshin::schema::Subject;
use serde_json::Value;

use crate::project::{Project, bytes_in};
use crate::schema::validator;

/// A document with whatever can go wrong in data.
const HOSTILE: &str = "---\n\
    kind: policy\n\
    title: '=HYPERLINK(\"https://example.invalid\")\\</script>\\<script>alert(1)\\</script>'\n\
    municipality: {name: 例示市, code: \"132012\"}\n\
    legend: {\"-\": 求めない, ◎: \"@必修\", \"\": 対象外}\n\
    roles:\n\
    \x20 - {id: '=1+1', name: '@甲', duty: \"一行目\\n二行目, \\\"引用\\\"\"}\n\
    skills:\n\
    \x20 - {name: '-1+2', summary: 全角の＝も、次も＝１, levels: {'=1+1': \"-\"}, methods: ['＝式', 講義、演習]}\n\
    goals:\n\
    \x20 - {name: 減らす, unit: 件, baseline: {2025: 1234.5}, targets: {2026: -10, 2027-2028: '+増やす'}}\n\
    ---\n\n\
    # 求められる人材像\n\n表：①と〜の表\n\n| 名 | 値 |\n|---|---|\n| 一 | =A1 |\n| 二 | 1,000 |\n| 三 | ^ |\n";

fn hostile() -> Project {
    let lint = ["chapter-missing", "chapter-empty"].map(|code| format!("  {code}: off\n")).concat();
    Project::new()
        .file("hoshin.yaml", &format!("base_url: https://www.example.lg.jp/dx/\nlint:\n{lint}"))
        .file("content/a/index.md", HOSTILE)
}

/// The example site, built.
pub(crate) fn example() -> Project {
    let site = Project::new().copy_of("hoshin.yaml").copy_of("content").copy_of("themes");
    site.run(["build", "-q"]).ended_with(0);
    site
}

/// A CSV file as a program reads it: by the names of its columns.
struct Table {
    path: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn all(files: &BTreeMap<String, Vec<u8>>) -> Vec<Self> {
        let is_csv = |path: &&String| Path::new(path).extension().is_some_and(|it| it == "csv");
        files.keys().filter(is_csv).map(|path| Self::read(path, &files[path])).collect()
    }

    /// Reads a file, which must be in form [L1-02, L1-15, L3-01, L3-08].
    fn read(path: &str, bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is UTF-8"));
        let text = text.strip_prefix('\u{feff}').unwrap_or_else(|| panic!("{path} has a mark"));
        assert!(text.ends_with("\r\n"), "{path}");
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{path}: CR LF");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let mut rows: Vec<Vec<String>> = reader
            .records()
            .map(|row| row.unwrap_or_else(|it| panic!("{path}: {it}")))
            .map(|row| row.iter().map(str::to_owned).collect())
            .collect();
        assert_eq!(text.lines().count(), rows.len(), "{path}: a record a line [L1-14]");
        let columns = rows.remove(0);
        Self { path: path.to_owned(), columns, rows }
    }

    fn column(&self, name: &str) -> Vec<&str> {
        let at = self.columns.iter().position(|it| it == name);
        let at = at.unwrap_or_else(|| panic!("{} has a column {name}", self.path));
        self.rows.iter().map(|row| row[at].as_str()).collect()
    }

    fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column == name)
    }
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok() && !text.contains([',', '+', 'e', 'E', 'n', 'N'])
}

/// Complains about a table that breaks a rule.
fn check(table: &Table) {
    let path = &table.path;
    let names: BTreeSet<&String> = table.columns.iter().collect();
    assert_eq!(names.len(), table.columns.len(), "{path}: names of columns differ [L2-03]");
    let is_name = |name: &str| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(plain)
    };
    for name in &table.columns {
        assert!(is_name(name), "{path}: {name} is a name in ASCII [L1-05, L3-08]");
    }
    assert!(!table.rows.is_empty(), "{path} says something");
    for row in &table.rows {
        for cell in row {
            assert_eq!(cell, cell.trim(), "{path}: no spaces for looks [L1-06]");
            assert!(!cell.contains(['\n', '\r', '\t']), "{path}: {cell:?} is one line [L1-14]");
            let formula = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            let harmless = is_number(cell) || cell.chars().count() == 1;
            assert!(!formula || harmless, "{path}: {cell:?} is no formula");
        }
    }
    // What is repeated is written again [L2-02], the place by name and code [L3-06].
    for name in ["document", "document_title"] {
        assert!(table.column(name).iter().all(|cell| !cell.is_empty()), "{path}: {name}");
    }
    let names = table.column("municipality");
    for (code, name) in table.column("municipality_code").into_iter().zip(names) {
        let is_code = code.len() == 6 && code.bytes().all(|it| it.is_ascii_digit());
        assert!(code.is_empty() || (is_code && !name.is_empty()), "{path}: {code} {name}");
    }
    for name in ["value", "item", "level_order", "fiscal_year", "fiscal_year_until", "year", "by"] {
        if table.has(name) {
            // A blank is no value [L1-09]; a unit stands elsewhere [L2-01].
            let all = table.column(name);
            let wrong = all.iter().find(|cell| !cell.is_empty() && !is_number(cell));
            assert_eq!(wrong, None, "{path}: {name} holds numbers [L2-01]");
        }
    }
    let choices: [(&str, &[&str]); 4] = [
        ("measure", &["", "baseline", "target"]),
        ("kind", &["", "off-jt", "ojt", "self"]),
        ("requirement", &["", "mandatory", "elective"]),
        ("relation", &["", "upper", "same", "lower", "basis"]),
    ];
    for (name, words) in choices {
        if table.has(name) {
            let wrong = table.column(name).into_iter().find(|cell| !words.contains(cell));
            assert_eq!(wrong, None, "{path}: {name} is one of few words [L2-04]");
        }
    }
    if table.has("value") && table.has("fiscal_year") {
        assert!(table.has("unit"), "{path}: the unit has a column [L3-04]");
    }
}

#[test]
fn every_file_keeps_the_rules_for_machine_readable_data() {
    let files = example().files("output");
    let tables = Table::all(&files);
    for name in ["skill-map", "skills", "roles", "goals", "levels", "trainings", "glossary"] {
        let is = |table: &&Table| table.path.ends_with(&format!("/data/{name}.csv"));
        assert!(tables.iter().any(|table| is(&table)), "{name}.csv");
    }
    tables.iter().for_each(check);
    let site = hostile();
    site.run(["build", "-q"]).ended_with(0);
    let tables = Table::all(&site.files("output"));
    assert!(tables.len() >= 5);
    tables.iter().for_each(check);
}

/// Each level of the map of 八王子市, as its table shows it.
#[test]
fn a_skill_map_is_one_value_a_line() {
    let site = example();
    let files = site.files("output");
    let map = Table::read("skill-map.csv", &files["hachioji/data/skill-map.csv"]);
    assert_eq!(map.rows.len(), 16 * 5);
    let symbols = map.column("level_symbol");
    let count = |symbol: &str| symbols.iter().filter(|it| **it == symbol).count();
    assert_eq!([count("◎"), count("○"), count("")], [29, 21, 30]);
    let meanings: BTreeSet<_> = map.column("level_meaning").into_iter().collect();
    assert_eq!(meanings.len(), 3);
    let levels = Table::read("levels.csv", &files["hachioji/data/levels.csv"]);
    assert_eq!(levels.column("level_symbol"), ["◎", "○", ""]);
    assert_eq!(levels.column("level_order"), ["1", "2", ""]);
}

#[test]
fn what_a_spreadsheet_would_run_is_a_text() {
    let site = hostile();
    site.run(["build", "-q"]).ended_with(0);
    let files = site.files("output");
    let table = |name: &str| Table::read(name, &files[&format!("a/data/{name}.csv")]);
    assert_eq!(table("roles").column("id"), ["'=1+1"]);
    assert_eq!(table("roles").column("duty"), ["一行目二行目, \"引用\""]);
    assert_eq!(table("skills").column("name"), ["'-1+2"]);
    assert_eq!(table("skill-methods").column("method"), ["'＝式", "講義、演習"]);
    assert_eq!(table("skill-map").column("level_symbol"), ["-"]);
    let goals = table("goals");
    assert_eq!(goals.column("value"), ["1234.5", "-10", ""]);
    assert_eq!(goals.column("text"), ["", "", "'+増やす"]);
    assert_eq!(goals.column("fiscal_year_until"), ["2025", "2026", "2028"]);
    // A cell that spans two rows stands in both of them; characters are not replaced [L1-08].
    let own = table("table-1");
    assert_eq!(own.column("row_1"), ["一", "二", "三"]);
    assert_eq!(own.column("value"), ["", "1000", "1000"]);
    assert_eq!(own.column("text"), ["'=A1", "", ""]);
    let json: Value = serde_json::from_slice(&files["a/data/document.json"]).unwrap();
    let captions: Vec<&Value> =
        json["figures"].as_array().unwrap().iter().map(|it| &it["caption"]).collect();
    assert!(captions.contains(&&Value::from("①と〜の表")), "{captions:?}");
}

#[test]
fn a_document_is_json_of_the_published_schema() {
    let site = example();
    let files = site.files("output");
    let validator = validator(Subject::Document);
    let published: Value = serde_json::from_slice(&files["data/document.schema.json"]).unwrap();
    let published = jsonschema::draft7::new(&published).unwrap();
    let mut documents = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with("/data/document.json")) {
        let json: Value = serde_json::from_slice(bytes).unwrap();
        for validator in [&validator, &published] {
            let errors: Vec<_> = validator.iter_errors(&json).map(|it| it.to_string()).collect();
            assert!(errors.is_empty(), "{path}: {errors:?}");
        }
        assert_eq!(json["version"], 1);
        for figure in json["figures"].as_array().unwrap() {
            for name in figure["data"].as_array().unwrap() {
                let beside = path.replace("document.json", name.as_str().unwrap());
                assert!(files.contains_key(&beside), "{beside}");
            }
        }
        let mut wrong = json.clone();
        wrong["chapters"] = "none".into();
        assert!(!validator.is_valid(&wrong), "the schema takes anything");
        documents += 1;
    }
    assert_eq!(documents, 5);
}

#[test]
fn a_page_offers_its_data() {
    let site = example();
    let files = site.files("output");
    let page = String::from_utf8(files["hachioji/index.html"].clone()).unwrap();
    let (_, list) = page.split_once("<h2 id=\"hs-data\">").unwrap();
    let (list, _) = list.split_once("</ul>").unwrap();
    let links: Vec<&str> = list.split("<li><a href=\"").skip(1).collect();
    let addresses: BTreeSet<String> =
        links.iter().map(|link| format!("hachioji/{}", link.split('"').next().unwrap())).collect();
    let below = |path: &&String| path.starts_with("hachioji/data/");
    assert_eq!(addresses, files.keys().filter(below).cloned().collect());
    let map = files["hachioji/data/skill-map.csv"].len().div_ceil(1024);
    assert!(list.contains(&format!("スキルマップ（CSV、{map} KB）")), "{list}");
    assert!(list.contains("href=\"../data/index.html\""), "{list}");
    let about = String::from_utf8(files["data/index.html"].clone()).unwrap();
    for said in ["UTF-8", "BOM", "RFC 4180", "document.schema.json", "level_symbol", "off-jt"] {
        assert!(about.contains(said), "{said}");
    }
}

#[test]
fn search_engines_are_told_of_the_data() {
    let linked = |site: &Project, path: &str| -> Value {
        let page = String::from_utf8(site.files("output").remove(path).unwrap()).unwrap();
        let open = "<script type=\"application/ld+json\">";
        assert_eq!(page.matches(open).count(), 1);
        let (_, rest) = page.split_once(open).unwrap();
        serde_json::from_str(rest.split("</script>").next().unwrap()).unwrap()
    };
    let json = linked(&example(), "hachioji/index.html");
    assert_eq!(json["@context"], "https://schema.org");
    assert_eq!(json["datePublished"], "2023-03");
    assert_eq!(json["temporalCoverage"], "2023-03/2026-03");
    assert_eq!(json["spatialCoverage"]["identifier"]["value"], "132012");
    let downloads = json["hasPart"]["distribution"].as_array().unwrap();
    let map = downloads.iter().find(|it| it["name"] == "スキルマップ").unwrap();
    assert_eq!(map["encodingFormat"], "text/csv");
    assert_eq!(map["contentUrl"], "https://www.example.lg.jp/dx/hachioji/data/skill-map.csv");
    let site = hostile();
    site.run(["build", "-q"]).ended_with(0);
    let name = linked(&site, "a/index.html")["name"].as_str().unwrap().to_owned();
    assert!(name.starts_with("=HYPERLINK("), "{name}");
}

#[test]
fn an_export_is_what_the_site_offers() {
    let site = example();
    let built = site.files("output");
    site.run(["export"]).ended_with(0);
    site.run(["export", "--format", "json", "--output", "data-json"]).ended_with(0);
    let exported = site.files("export/csv");
    let data =
        |end: &'static str| move |path: &&String| path.contains("data/") && path.ends_with(end);
    let names = |files: &BTreeMap<String, Vec<u8>>, end| -> BTreeSet<String> {
        files.keys().filter(data(end)).cloned().collect()
    };
    let mut offered = names(&exported, ".csv");
    offered.retain(|path| !path.starts_with("data/"));
    assert_eq!(offered, names(&built, ".csv"));
    assert!(!names(&exported, ".csv").is_empty());
    for path in offered {
        assert_eq!(exported[&path], built[&path], "{path}");
    }
    // What several documents say of one matter stands together, too.
    let [all, one, other] =
        ["data/goals.csv", "hachioji/data/goals.csv", "sagamihara/data/goals.csv"]
            .map(|path| Table::read(path, &exported[path]));
    assert!(all.rows.len() >= one.rows.len() + other.rows.len());
    assert_eq!(all.columns, one.columns);
    check(&all);
    let json = site.files("data-json");
    assert_eq!(json["hachioji/data/document.json"], built["hachioji/data/document.json"]);
    assert_eq!(json["data/document.schema.json"], built["data/document.schema.json"]);
}

#[test]
fn workbooks_are_the_same_every_time() {
    let site = hostile();
    let write = |folder: &str| {
        site.run(["export", "--format", "xlsx", "--output", folder]).ended_with(0);
        site.files(folder).remove("a/data/document.xlsx").unwrap()
    };
    let workbook = write("one");
    assert!(workbook.starts_with(b"PK"));
    assert_eq!(workbook, write("two"));
}

#[test]
fn nothing_is_exported_from_a_site_with_errors() {
    let site = hostile().file("content/b.md", "---\nkind: policy\ntitle: 題\nroles: 甲\n---\n");
    let output = site.run(["export"]).ended_with(1);
    assert!(output.stderr.contains("データを書き出しませんでした"), "{}", output.stderr);
    assert!(!site.path("export").exists());
}

#[test]
fn data_never_replace_a_site() {
    let site = hostile();
    site.run(["build", "-q"]).ended_with(0);
    let built = bytes_in(&site.path("output"));
    let output = site.run(["export", "--output", "output"]).ended_with(2);
    assert!(output.stderr.contains("サイトがある"), "{}", output.stderr);
    assert_eq!(bytes_in(&site.path("output")), built);
    let output = site.run(["export", "--output", "content"]).ended_with(2);
    assert!(output.stdout.is_empty());
}

#[test]
fn a_schedule_is_a_line_for_each_bar() {
    let page = "---\nkind: policy\ntitle: 題\n---\n\n# 章\n\n```schedule\nid: plan\ntracks:\n\
        - name: 研修\n  bars: [{from: 2026, until: 2028, text: 基礎}]\n  milestones: [{at: 2027, text: 見直し}]\n\
        \x20 values: {2028: [甲, 乙]}\n  remark: 備考の文\n```\n";
    let site = Project::new()
        .file("hoshin.yaml", "lint: {chapter-missing: off, chapter-empty: off}\n")
        .file("content/a/index.md", page);
    site.run(["export"]).ended_with(0);
    let files = site.files("export/csv");
    let plan = Table::read("plan.csv", &files["a/data/plan.csv"]);
    let mut kinds = plan.column("entry_kind");
    kinds.sort_unstable();
    assert_eq!(kinds, ["bar", "milestone", "remark", "value", "value"]);
    let at = plan.column("entry_kind").iter().position(|it| *it == "bar").unwrap();
    let cell = |name: &str| plan.column(name)[at];
    assert!(cell("from").contains("2026") && cell("until").contains("2028"), "{}", cell("from"));
    assert_eq!([cell("track"), cell("text")], ["研修", "基礎"]);
}
