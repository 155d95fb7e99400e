//! A site as of a day, and what `check` tells of days to come.

use std::path::Path;
use std::sync::Arc;

use hoshin::calendar::Day;
use hoshin::diagnostic::Language;
use hoshin::site::{Site, SitePath};
use hoshin::source::{Content, Project as Sources};
use hoshin::upcoming::upcoming;
use hoshin::{Compiled, Options, compile, disk};

use crate::project::Project;
use crate::repository::Repository;

const POLICY: &str = "---
kind: policy
title: 例示市の方針
municipality: {name: 例示市}
adopted: 2025-03
period: {from: 2025-04, until: 2029-03}
review: 2027-06
revisions:
  - {date: 2026-04-01, summary: 研修を加えた。}
  - {date: 2025-10, summary: 字句を改めた。}
---

# 目的

[計画](plan.md)、[計画の目標](plan.md#目標)、[案内](about.md)を見る。

# 改定の経緯

```revisions
caption: 改定
```
";
const PLAN: &str = "---
kind: plan
title: 例示市の計画
municipality: {name: 例示市}
adopted: 2026-03-31
period: {from: 2026-04, until: 2027-03}
based_on: policy.md
goals: [{name: 人数, targets: {2026: 10}}]
---

# 目標

本文
";
const ABOUT: &str = "---\ntitle: 案内\n---\n\n[計画](plan.md)\n";
const SETTINGS: &str = "title: 例示\nbase_url: https://www.example.lg.jp/\ncalendar: era\n\
    outlines: {policy: own, plan: own}\nlook: {footer: '[計画はこちら](plan.md)'}\n";
const OUTLINE: &str = "title: 章立て\nchapters: [{id: aim, title: 目的, level: optional}]\n";

fn files() -> [(&'static str, &'static str); 5] {
    [
        ("content/policy.md", POLICY),
        ("content/plan.md", PLAN),
        ("content/about.md", ABOUT),
        ("hoshin.yaml", SETTINGS),
        ("outlines/own.yaml", OUTLINE),
    ]
}

fn compiled(as_of: Option<Day>) -> Compiled {
    let content = |text: &str| Content::Bytes(text.as_bytes().to_vec());
    let files = files().map(|(path, text)| (path.to_owned(), content(text)));
    let compiled = compile(&Sources::from_files(files), &Options { as_of, ..Options::default() });
    assert_eq!(compiled.diagnostics.iter().count(), 0, "{:?}", compiled.diagnostics);
    compiled
}

fn site(as_of: Option<Day>) -> Site {
    compiled(as_of).site.unwrap()
}

fn file(site: &Site, path: &str) -> Option<String> {
    let bytes = site.get(&SitePath::new(path).unwrap())?;
    Some(String::from_utf8(bytes.to_vec()).unwrap())
}

fn page(as_of: Option<Day>, path: &str) -> String {
    file(&site(as_of), path).unwrap_or_else(|| panic!("{path} is not there"))
}

/// The files of a site whose names end like this.
fn files_of<'s>(site: &'s Site, extension: &str) -> Vec<(&'s str, &'s [u8])> {
    let files = site.iter().map(|(path, bytes)| (path.as_str(), bytes.as_ref()));
    files
        .filter(|(path, _)| Path::new(path).extension().is_some_and(|it| it == extension))
        .collect()
}

/// All files of a site in one.
fn all_text(site: &Site) -> String {
    let files = site
        .iter()
        .map(|(path, bytes)| [path.as_str(), &String::from_utf8_lossy(bytes)].join("\n"));
    files.collect()
}

#[test]
fn each_page_says_once_which_day_it_shows() {
    let site = site(Some((2026, 11, 21)));
    let line = "<p class=\"as-of\"><time datetime=\"2026-11-21\">令和8年11月21日</time>現在</p>";
    let mut pages = 0;
    for (path, bytes) in files_of(&site, "html") {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        assert_eq!(text.matches(line).count(), 1, "{path}");
        assert_eq!(text.matches("2026-11-21").count(), 1, "{path}");
        pages += 1;
    }
    assert!(pages >= 7, "{pages} pages");
    assert!(!all_text(&self::site(None)).contains("as-of"));
}

#[test]
fn a_document_that_is_not_in_force_says_so() {
    let notice = |day: Day, path: &str| {
        let page = page(Some(day), path);
        let notice = page.split_once(
            "<div class=\"notice validity\" role=\"note\" aria-labelledby=\"hs-validity\">",
        );
        notice.map(|(_, rest)| rest.split_once("</div>").unwrap().0.trim().to_owned())
    };
    let (policy, plan) = ("policy/index.html", "plan/index.html");
    insta::assert_snapshot!(notice((2025, 3, 1), policy).unwrap(), @r#"
    <p class="notice-label" id="hs-validity">期間と見直し</p>
    <p>この文書の対象期間は<time datetime="2025-04">令和7年4月</time>からです。まだ始まっていません。<br>
    この文書は、この日より後に改定されています。この日の本文は残っていないため、いまの本文を示しています。</p>
    "#);
    assert!(notice((2025, 4, 1), policy).unwrap().contains("いまの本文を示しています"));
    assert_eq!(notice((2027, 6, 30), policy), None);
    insta::assert_snapshot!(notice((2027, 7, 1), policy).unwrap(), @r#"
    <p class="notice-label" id="hs-validity">期間と見直し</p>
    <p>この文書は<time datetime="2027-06">令和9年6月</time>に見直す予定でした。すでにその時期を過ぎています。</p>
    "#);
    insta::assert_snapshot!(notice((2029, 4, 1), policy).unwrap(), @r#"
    <p class="notice-label" id="hs-validity">期間と見直し</p>
    <p>この文書の対象期間は<time datetime="2029-03">令和11年3月</time>までです。すでに期間を過ぎています。</p>
    "#);
    assert_eq!(notice((2027, 3, 31), plan), None);
    assert!(notice((2027, 4, 1), plan).unwrap().contains("すでに期間を過ぎています"));
    assert!(!page(None, policy).contains("hs-validity"));
}

#[test]
fn lists_mark_what_is_not_in_force() {
    let site = site(Some((2027, 4, 1)));
    let marks = |path: &str, mark: &str| file(&site, path).unwrap().matches(mark).count();
    assert_eq!(marks("index.html", "<strong class=\"draft-mark\">期間終了</strong>"), 1);
    assert_eq!(marks("search/index.html", "<strong class=\"draft-mark\">期間終了</strong>"), 1);
    assert!(marks("compare/index.html", "例示市の計画（期間終了）") > 0);
    assert_eq!(marks("compare/index.html", "例示市の方針（"), 0);
    let scripts: Vec<_> = files_of(&site, "js")
        .into_iter()
        .map(|(_, bytes)| String::from_utf8_lossy(bytes))
        .collect();
    assert!(scripts.iter().any(|text| text.contains("\"例示市の計画（期間終了）\"")));
    assert!(!all_text(&self::site(None)).contains("期間終了"));
}

#[test]
fn what_was_not_adopted_yet_is_not_there() {
    let compiled = compiled(Some((2026, 3, 30)));
    assert_eq!((compiled.documents, compiled.not_adopted), (2, 1));
    let site = compiled.site.unwrap();
    assert_eq!(file(&site, "plan/index.html"), None);
    let text = all_text(&site);
    assert!(!text.contains("plan/index.html") && !text.contains("例示市の計画"));
    // A link to it is its text.
    let policy = file(&site, "policy/index.html").unwrap();
    assert!(
        policy
            .contains("<p>計画、計画の目標、<a href=\"../about/index.html\">案内</a>を見る。</p>")
    );
    assert!(policy.contains("<p>計画はこちら</p>"), "{policy}");
    // There is nothing to compare one document with.
    assert_eq!(file(&site, "compare/index.html"), None);
    // From the day of the adoption on it is there, and marked as not begun.
    assert!(page(Some((2026, 3, 31)), "plan/index.html").contains("まだ始まっていません"));
    // A plan is there even if its policy is not.
    let before = self::compiled(Some((2025, 2, 28)));
    assert_eq!((before.documents, before.not_adopted), (1, 2));
}

#[test]
fn later_revisions_are_not_there() {
    let policy = |day: Day| page(Some(day), "policy/index.html");
    let (old, new) = ("字句を改めた。", "研修を加えた。");
    let both = policy((2026, 4, 1));
    assert!(both.contains(old) && both.contains(new));
    assert!(both.contains("<dt>最終改定</dt><dd><time datetime=\"2026-04-01\">"));
    let first = policy((2026, 3, 31));
    assert!(first.contains(old) && !first.contains(new));
    assert!(first.contains("<dt>最終改定</dt><dd><time datetime=\"2025-10\">"));
    let none = policy((2025, 9, 30));
    assert!(!none.contains(old) && !none.contains(new) && !none.contains("最終改定"));
    assert!(none.contains("<p>この日までに改定はありません。</p>"));
    assert!(!none.contains("<table"));
    let feed = |day: Day| page(Some(day), "feed.xml");
    assert!(feed((2026, 3, 30)).contains("<updated>2025-10-01T00:00:00+09:00</updated>"));
    assert!(feed((2026, 4, 1)).contains("<updated>2026-04-01T00:00:00+09:00</updated>"));
    assert!(!all_text(&site(Some((2025, 9, 30)))).contains(new));
}

#[test]
fn the_review_is_a_fact() {
    let page = page(None, "policy/index.html");
    let fact = "<dt>見直しの予定</dt><dd><time datetime=\"2027-06\">令和9年6月</time></dd>";
    assert!(page.contains(fact));
    assert!(self::page(None, "compare/index.html").contains("見直しの予定"));
}

#[test]
fn dates_are_the_same_whatever_day_is_shown() {
    let told = |as_of: Option<Day>| {
        let told = upcoming(&compiled(as_of).dates, (2026, 3, 1));
        told.iter().map(|it| it.message.get(Language::En).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(told(None).len(), 2);
    assert_eq!(told(None), told(Some((2025, 1, 1))));
}

fn project() -> Project {
    files().into_iter().fold(Project::new(), |project, (path, text)| project.file(path, text))
}

#[test]
fn the_program_takes_any_form_of_a_day() {
    let site = project();
    for day in ["2026-03-30", "令和8年3月30日", "R8.3.30"] {
        let output = site.run(["build", "--as-of", day]).ended_with(0);
        let expected = "その日にまだ策定されていない文書 1件は載せませんでした。\n";
        assert_eq!(output.stderr, expected, "{day}");
        assert!(!site.path("output/plan/index.html").exists());
    }
    assert_eq!(site.run(["build", "-q", "--as-of=R8.3.30"]).ended_with(0).stderr, "");
    let english = site.run(["build", "--lang=en", "--as-of=2026-03-30"]).ended_with(0);
    assert_eq!(english.stderr, "left out 1 document not adopted by that day\n");
    for command in ["build", "check", "serve"] {
        for day in ["2026-04", "令和8年", "明日", "2026-02-30"] {
            let output = site.run([command, "--as-of", day]).ended_with(2);
            let expected = format!("--as-of <DATE> に「{day}」は使えません。2026-04-01、");
            assert!(output.stderr.contains(&expected), "{output}");
            let output = site.run([command, "--lang=en", "--as-of", day]).ended_with(2);
            assert!(output.stderr.contains("it must be a day: 2026-04-01"), "{output}");
        }
    }
}

#[test]
fn a_build_without_a_day_has_the_same_bytes_as_if_there_were_no_dates_to_watch() {
    let site = project();
    drop(site.run(["build"]).ended_with(0));
    let first = site.files("output");
    drop(site.run(["build", "--as-of", "2029-04-01"]).ended_with(0));
    assert_ne!(site.files("output"), first);
    drop(site.run(["build"]).ended_with(0));
    assert_eq!(site.files("output"), first);
    let pure = self::site(None);
    for (path, bytes) in pure.iter() {
        assert_eq!(first[path.as_str()], bytes.to_vec(), "{path}");
    }
}

#[test]
fn check_tells_what_will_change_soon_and_what_is_past() {
    let site = project();
    let check = |arguments: &[&str]| site.run(["check"].iter().chain(arguments)).ended_with(0);
    insta::assert_snapshot!(check(&["--as-of", "2027-01-15"]), @"
    status: Some(0)
    --- stdout
    問題は見つかりませんでした（文書 3件）。
    --- stderr
    これから90日の間に、次の期日が来ます。
      2027-03-31  「例示市の計画」の令和8年度（2026年度）の目標1件が、年度の終わりを迎えます（content/plan.md）
      2027-03-31  「例示市の計画」の対象期間が終わります（content/plan.md）
    ");
    insta::assert_snapshot!(check(&["--as-of", "2027-04-02", "--lang=en"]), @"
    status: Some(0)
    --- stdout
    no problems found (3 documents)
    --- stderr
    within 90 days:
      2027-06-30  `例示市の方針`: it is to be reviewed by then (content/policy.md)
    past:
      2027-03-31  `例示市の計画`: its period is over (content/plan.md)
    ");
    insta::assert_snapshot!(check(&["--as-of", "2027-07-01", "content/policy.md"]), @"
    status: Some(0)
    --- stdout
    指定した所に問題は見つかりませんでした。
    --- stderr
    次の期日は過ぎています。
      2027-06-30  「例示市の方針」の見直しの予定の時期を過ぎています（content/policy.md）
    ");
    assert_eq!(check(&["--as-of", "2027-07-01", "content/about.md"]).stderr, "");
    assert_eq!(check(&["--as-of", "2027-07-01", "-q"]).stderr, "");
    assert_eq!(check(&["--as-of", "2027-07-01", "--strict", "--format", "github"]).stderr, "");
    assert_eq!(check(&["--as-of", "2025-06-01"]).stderr, "");
}

#[test]
fn check_counts_from_today() {
    let text = "---\ntitle: 古い計画\nperiod: {until: 2001-03}\n---\n\n本文\n";
    let site = Project::new().file("content/old.md", text);
    let output = site.run(["check"]).ended_with(0);
    let expected = "次の期日は過ぎています。\n  2001-03-31  「古い計画」の対象期間が終わっています（content/old.md）\n";
    assert_eq!(output.stderr, expected);
    assert_eq!(site.run(["check", "--as-of=2000-01-01"]).ended_with(0).stderr, "");
}

#[test]
fn a_long_list_is_cut() {
    let old =
        |at: u32| format!("---\ntitle: 計画{at}\nperiod: {{until: 20{at:02}-03}}\n---\n\n本文\n");
    let add = |site: Project, at| site.file(&format!("content/p{at:02}.md"), &old(at));
    let site = (1..=14).fold(Project::new(), add);
    let output = site.run(["check", "--as-of", "2013-03-31"]).ended_with(0);
    let lines: Vec<_> = output.stderr.lines().collect();
    assert_eq!(lines.len(), 13, "{output}");
    assert_eq!(lines[0], "これから90日の間に、次の期日が来ます。");
    assert_eq!(lines[1], "  2013-03-31  「計画13」の対象期間が終わります（content/p13.md）");
    assert_eq!(lines[2], "次の期日は過ぎています。");
    assert_eq!(lines[3], "  2012-03-31  「計画12」の対象期間が終わっています（content/p12.md）");
    assert_eq!(lines[12], "  ほか 3件（「--format json」で、すべてが分かります）");
}

#[test]
fn programs_are_told_all_by_day_and_file() {
    let site = project();
    let arguments = ["check", "--as-of", "2027-03-31", "--format", "json"];
    let output = site.run(arguments).ended_with(0);
    let value: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let expected = serde_json::json!([
        {"date": "2027-03-31", "file": "content/plan.md", "kind": "goals", "message": "「例示市の計画」の令和8年度（2026年度）の目標1件が、年度の終わりを迎えます"},
        {"date": "2027-03-31", "file": "content/plan.md", "kind": "period-ends", "message": "「例示市の計画」の対象期間が終わります"},
    ]);
    assert_eq!(value["upcoming"], expected);
    assert_eq!(value["diagnostics"], serde_json::json!([]));
    let arguments = ["check", "--as-of", "2027-03-31", "--format", "json", "content/policy.md"];
    let output = site.run(arguments).ended_with(0);
    let value: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(value["upcoming"], serde_json::json!([]));
}

#[test]
fn a_day_changes_nothing_of_what_is_found() {
    let broken = "---\ntitle: 計画\nkind: plan\nadopted: 2030-04\n---\n\n[無い](nai.md)\n";
    let site = project().file("content/broken.md", broken);
    for day in ["2026-01-01", "2031-01-01"] {
        let output = site.run(["build", "--as-of", day]).ended_with(1);
        assert!(output.stderr.contains("link-broken"), "{output}");
        drop(site.run(["check", "--as-of", day]).ended_with(1));
    }
}

#[test]
fn pages_of_later_revisions_are_not_there() {
    let policy = |text: &str, revisions: &str| {
        format!(
            "---\ntitle: 方針\nkind: policy\nrevisions: [{revisions}]\n---\n\n# 目的\n\n{text}\n"
        )
    };
    let revisions =
        "{date: 2027-04-01, tag: v3}, {date: 2026-04-01, tag: v2}, {date: 2025-04-01, tag: v1}";
    let repository = Repository::new();
    repository.write("hoshin.yaml", "outlines: {policy: own}\n");
    repository.write("outlines/own.yaml", OUTLINE);
    let states =
        [("一つ目。", "2025-04-01"), ("二つ目。", "2026-04-01"), ("三つ目。", "2027-04-01")];
    for (at, (text, day)) in (1..).zip(states) {
        repository.write("content/city/index.md", &policy(text, revisions));
        repository.commit("改定", day);
        repository.tag(&format!("v{at}"));
    }
    let project = disk::load(&repository.root()).unwrap();
    let pages = |as_of: Option<Day>| {
        let past = Arc::new(repository.open());
        let compiled = compile(&project, &Options { as_of, past, ..Options::default() });
        assert_eq!(compiled.diagnostics.iter().count(), 0, "{:?}", compiled.diagnostics);
        let site = compiled.site.unwrap();
        let links = file(&site, "city/index.html").unwrap();
        let tags = ["v2", "v3"].into_iter().filter(|tag| {
            let path = format!("city/changes/{tag}/index.html");
            let is_there = file(&site, &path).is_some();
            assert_eq!(links.contains(&format!("changes/{tag}/index.html")), is_there, "{tag}");
            is_there
        });
        tags.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(pages(None), "v2 v3");
    assert_eq!(pages(Some((2027, 4, 1))), "v2 v3");
    assert_eq!(pages(Some((2027, 3, 31))), "v2");
    assert_eq!(pages(Some((2026, 3, 31))), "");
    assert_eq!(pages(Some((2025, 3, 31))), "");
}
