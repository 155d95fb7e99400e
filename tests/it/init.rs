//! `hoshin init` and `hoshin new`: what they make is without a fault, and they overwrite nothing.

use fancy_regex::Regex;
use hoshin::diagnostic::Diagnostics;
use hoshin::source::Project as Sources;
use hoshin::yaml::{Region, load};

use crate::project::{Output, Project};

const POLICY: &str = "content/policy/index.md";
const PLAN: &str = "content/plan/index.md";

fn init(arguments: &[&str]) -> Project {
    let site = Project::new();
    site.run(["init", "."].iter().chain(arguments)).ended_with(0);
    site
}

fn text(site: &Project, path: &str) -> String {
    std::fs::read_to_string(site.path(path)).unwrap()
}

/// What is found in a site, but for the marks of what is to be filled in.
fn faults(site: &Project) -> Vec<String> {
    let output = site.run(["check", "--format", "json", "--drafts"]).ended_with(0);
    let found: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let found = found["diagnostics"].as_array().unwrap().iter();
    let others = found.filter(|found| found["code"] != "placeholder-left");
    others.map(|found| format!("{} {}", found["code"], found["message"])).collect()
}

/// Writes something in the place of each mark.
fn fill_in(site: Project, path: &str) -> Project {
    let marks = [
        ("【記入】", ""),
        ("○○", "例示"),
        ("令和○年度", "令和8年度"),
        ("○%", "50%"),
        ("○人", "3人"),
        ("○回", "2回"),
        ("○件", "5件"),
        ("○年", "3年"),
    ];
    let filled =
        marks.iter().fold(text(&site, path), |text, (mark, word)| text.replace(mark, word));
    site.file(path, &filled)
}

#[test]
fn a_new_site_is_without_a_fault_and_can_be_built() {
    for (outline, path) in [("govtech-tokyo", POLICY), ("govtech-tokyo-plan", PLAN)] {
        let site = init(&["--outline", outline]);
        assert_eq!(faults(&site), [""; 0], "{outline}");
        site.run(["build"]).ended_with(0);
        assert!(site.path(&path.replace("content", "output").replace(".md", ".html")).is_file());
        let site = fill_in(fill_in(site, path), "hoshin.yaml");
        let output = site.run(["check", "--strict"]).ended_with(0);
        assert!(output.stdout.starts_with("問題は見つかりませんでした"), "{output}");
    }
}

#[test]
fn names_that_are_given_are_filled_in() {
    let site = init(&["--municipality", "例示町", "--title", "方針: <案> #1"]);
    assert_eq!(faults(&site), [""; 0]);
    for path in [POLICY, "hoshin.yaml", "README.md"] {
        let text = text(&site, path);
        assert!(!text.contains("○○市"), "{path}\n{text}");
        assert!(text.contains("方針: "), "{path}\n{text}");
    }
    site.run(["build"]).ended_with(0);
    let page = text(&site, "output/policy/index.html");
    assert!(page.contains("<h1>方針: &lt;案&gt; #1</h1>"), "{page}");
    assert!(page.contains("例示町"), "{page}");
    for bad in [["--municipality", "例示: 市"], ["--title", " "]] {
        let output = Project::new().run(["init", "x"].iter().chain(&bad)).ended_with(2);
        assert!(output.stderr.contains("は使えません。"), "{output}");
    }
}

#[test]
fn an_outline_of_ones_own_can_be_there_already() {
    let own = "title: 小さな章立て\nchapters:\n  - {id: why, title: ねらい, guide: なぜかを書く。}\n  - {id: learn, title: 学び, needs: [trainings]}\n";
    let site = Project::new().file("outlines/small.yaml", own);
    site.run(["init", ".", "--outline", "small"]).ended_with(0);
    assert_eq!(faults(&site), [""; 0]);
    let text = text(&site, POLICY);
    assert!(
        text.contains(
            "\n# ねらい\n\n<!--\n必須の章です。（章の id: why）\n\nなぜかを書く。\n-->\n"
        )
    );
    let site = fill_in(fill_in(site, POLICY), "hoshin.yaml");
    site.run(["check", "--strict"]).ended_with(0);

    let plan = "extends: govtech-tokyo-plan\nchapters: [{id: ojt, level: off}]\n";
    let site = Project::new().file("outlines/own.yaml", plan);
    site.run(["init", ".", "--outline", "own"]).ended_with(0);
    assert_eq!(faults(&site), [""; 0]);
    assert!(site.path(PLAN).is_file());

    let site = Project::new().file("outlines/own.yaml", "extends: nothing\n");
    let output = site.run(["init", ".", "--outline", "own"]).ended_with(1);
    assert!(output.stderr.contains("outline-unknown"), "{output}");
    assert_eq!(site.files("").len(), 1);
}

#[test]
fn nothing_is_overwritten() {
    let site = init(&[]);
    let before = site.files("");
    let output = site.run(["init", "."]).ended_with(2);
    assert!(output.stderr.contains("すでにあるファイルには書きません"), "{output}");
    assert_eq!(site.files(""), before);

    let site = Project::new().file("site/README.md", "前からある");
    let output = site.run(["init", "site", "--lang", "en"]).ended_with(2);
    insta::assert_snapshot!(output.stderr, @"
    error: files that exist are not overwritten: site/README.md
    help: nothing was made: choose another name, or move the existing files elsewhere
    ");
    assert_eq!(site.files("").len(), 1);
}

#[test]
fn what_was_made_is_told_with_the_next_step() {
    let output = Project::new().run(["init", "方針"]).ended_with(0);
    insta::assert_snapshot!(output.stdout, @"
    新しいサイトを 方針 に作りました。

      content/policy/index.md       原稿（17章）。ここから書き始めます
      hoshin.yaml                   サイトの設定
      README.md                     使い方
      .gitignore                    git とエディターの設定
      .github/workflows/site.yml    GitHub で点検と公開をする設定
      .editorconfig                 git とエディターの設定
      .vscode/extensions.json       Visual Studio Code の設定
      .vscode/settings.json         Visual Studio Code の設定
      .vscode/tasks.json            Visual Studio Code の設定
      .vscode/settings.schema.json  Visual Studio Code の設定
      .vscode/outline.schema.json   Visual Studio Code の設定

    次にすること:
      cd 方針
      hoshin check    原稿の、書き換える所と直す所を見る
      hoshin build    ウェブサイトを output/ に書き出す
    ");
    let output = Project::new().run(["init", ".", "--lang", "en"]).ended_with(0);
    insta::assert_snapshot!(output.stdout, @"
    made a new site here

      content/policy/index.md       the document, with 17 chapters: begin here
      hoshin.yaml                   the site's settings
      README.md                     how to use it (in Japanese)
      .gitignore                    settings of git and editors
      .github/workflows/site.yml    checks and publishes the site on GitHub
      .editorconfig                 settings of git and editors
      .vscode/extensions.json       settings of Visual Studio Code
      .vscode/settings.json         settings of Visual Studio Code
      .vscode/tasks.json            settings of Visual Studio Code
      .vscode/settings.schema.json  settings of Visual Studio Code
      .vscode/outline.schema.json   settings of Visual Studio Code

    next:
      hoshin check    shows what is to be filled in, and what is wrong
      hoshin build    writes the web site to output/
    ");
    let output = Project::new().run(["init", "x", "--outline", "govtech-tokio"]).ended_with(2);
    insta::assert_snapshot!(output.stderr, @"
    エラー: 「govtech-tokio」という章立てはありません
    ヘルプ: 「govtech-tokyo」のことですか。
    ");
}

#[test]
fn the_files_beside_the_document_are_sound() {
    let site = init(&[]);
    for path in [".github/workflows/site.yml", "hoshin.yaml"] {
        let (project, source) = Sources::of_text(&text(&site, path));
        let mut diagnostics = Diagnostics::default();
        assert!(load(&Region::whole(project.source(source), source), &mut diagnostics).is_some());
        assert_eq!(diagnostics.iter().count(), 0, "{path}");
    }
    let readme = text(&site, "README.md");
    let workflow = text(&site, ".github/workflows/site.yml");
    let commands = readme.split(['`', '\n']).chain(workflow.split("run: ").skip(1));
    let commands = commands.filter_map(|part| part.trim().lines().next()?.strip_prefix("hoshin "));
    let commands: Vec<&str> = commands.collect();
    assert!(commands.len() >= 8, "{commands:?}");
    for command in commands {
        let words: Vec<&str> = command.split_whitespace().collect();
        let help = site.run([words[0], "--help"]).ended_with(0);
        for option in words.iter().filter(|word| word.starts_with('-')) {
            assert!(help.stdout.contains(option), "hoshin {command}");
        }
    }
}

/// The patterns of the task that checks the site, by severity.
fn patterns(site: &Project) -> Vec<(String, [Regex; 2])> {
    let tasks = text(site, ".vscode/tasks.json");
    let json: String = tasks.lines().filter(|line| !line.trim().starts_with("//")).collect();
    let tasks: serde_json::Value = serde_json::from_str(&json).unwrap();
    let matchers = tasks["tasks"][0]["problemMatcher"].as_array().unwrap().iter();
    let regex =
        |pattern: &serde_json::Value| Regex::new(pattern["regexp"].as_str().unwrap()).unwrap();
    let patterns = matchers.map(|matcher| {
        let pattern = &matcher["pattern"];
        let both = [regex(&pattern[0]), regex(&pattern[1])];
        (matcher["severity"].as_str().unwrap().to_owned(), both)
    });
    patterns.collect()
}

#[test]
fn the_editor_finds_the_problems_in_what_the_task_prints() {
    let site = init(&[]).page("about", "題");
    let bad = "---\ntitle: 題\nroles: [{name: 甲, includes: [乙]}]\n---\n# 章\n\n### 節\n\n本文\n";
    let site = site.file("content/bad.md", bad);
    let output = site.run(["check", "--lang", "ja", "--color", "never"]).ended_with(1);
    let lines: Vec<&str> = output.stdout.lines().collect();
    let mut found = Vec::new();
    for (severity, [first, second]) in patterns(&site) {
        for pair in lines.windows(2) {
            let head = first.captures(pair[0]).unwrap();
            let place = second.captures(pair[1]).unwrap();
            if let (Some(head), Some(place)) = (head, place)
                && &place[1] == "content/bad.md"
            {
                found.push(format!("{severity} {} {}:{}", &head[1], &place[2], &place[3]));
            }
        }
    }
    assert_eq!(found, ["error role-unknown 3:30", "warning heading-jump 7:1"], "{output}");
}

#[test]
fn a_plan_takes_over_from_the_only_policy() {
    let site = init(&["--municipality", "例示町"]);
    site.run(["new", "plan", "--kind", "plan"]).ended_with(0);
    let plan = text(&site, PLAN);
    for part in [
        "based_on: ../policy/index.md",
        "municipality: {name: 例示町}",
        "skills: [security]",
        "skills: [bpr]",
        "audience: [promoter]",
    ] {
        assert!(plan.contains(part), "{part}\n{plan}");
    }
    assert!(!plan.contains("\nglossary:"), "the policy explains its words\n{plan}");
    assert_eq!(faults(&site), [""; 0]);
    let site = fill_in(fill_in(site, POLICY), PLAN);
    site.run(["check", "--strict"]).ended_with(0);
    site.run(["build"]).ended_with(0);

    let output = site.run(["new", "kita"]).ended_with(0);
    assert!(output.stdout.starts_with("content/kita/index.md を作りました。"), "{output}");
    let output = site.run(["new", "plans/r8.md", "--kind=plan"]).ended_with(0);
    assert!(output.stderr.contains("方針が2件ある"), "{output}");
    assert!(text(&site, "content/plans/r8.md").contains("\n# based_on: "));
    assert_eq!(faults(&site), [""; 0]);
}

#[test]
fn a_document_is_made_where_it_was_called() {
    let check = |path: &str, kind: &str, expected: &str| {
        let site = Project::with_page();
        let output = site.run(["new", path, "--kind", kind]).ended_with(0);
        assert!(output.stdout.starts_with(expected), "{output}");
        assert_eq!(site.files("content").len(), 2, "{path}");
        assert_eq!(faults(&site), [""; 0], "{path}");
        assert!(text(&site, expected).contains(&format!("\nkind: {kind}")), "{path}");
    };
    check("kita", "policy", "content/kita/index.md");
    check("kita/index.md", "plan", "content/kita/index.md");
    check("content/kita.md", "page", "content/kita.md");
    check("北市/方針.md", "policy", "content/北市/方針.md");

    let site = Project::with_page();
    let inside = site.path("content");
    let output = site.finish(site.command().current_dir(inside).args(["new", "a.md"]));
    assert!(output.ended_with(0).stdout.starts_with("a.md を作りました"));
    assert!(site.path("content/a.md").is_file());
    let whole = site.path("content/b");
    site.finish(site.command().arg("new").arg(whole)).ended_with(0);
    assert!(site.path("content/b/index.md").is_file());
}

fn refused(site: &Project, path: &str) -> Output {
    let before = site.files("");
    let output = site.run(["new", path]).ended_with(2);
    assert_eq!(site.files(""), before, "{path}");
    assert_eq!(output.stdout, "", "{output}");
    output
}

#[test]
fn a_document_is_not_made_where_it_cannot_be() {
    let site = Project::with_page().file("content/x/index.md", "---\ntitle: 題\n---\n");
    let check = |path: &str, expected: &str| {
        let output = refused(&site, path);
        assert!(output.stderr.contains(expected), "{output}");
    };
    check("about.md", "すでにあるファイルには書きません: ");
    check("about", "content/about.md");
    check("x.md", "content/x/index.md");
    check("X", "content/x/index.md");
    check("../x", "content/ の外です");
    check("/tmp/x.md", "content/ の外です");
    check("_x", "ページになりません");
    check("assets/x.md", "hoshin がファイルを書きます");
    check("a?b", "「?」は使えません");
    check("con", "Windows");
    check("x.html", ".md で終わります");
    check("about.md/x", "about.md はフォルダーではありません");
    insta::assert_snapshot!(refused(&site, "../x").stderr, @"
    エラー: ../x に原稿は作れません。content/ の外です
    ヘルプ: content/ の中の場所を、kita や kita.md のように書きます。
    ");
    let output = Project::new().run(["new", "x"]).ended_with(2);
    assert!(output.stderr.contains("SITE に hoshin のサイトがありません"), "{output}");
}

#[cfg(unix)]
#[test]
fn a_document_is_not_made_behind_a_link() {
    let site = Project::with_page();
    let elsewhere = Project::new();
    std::os::unix::fs::symlink(elsewhere.path(""), site.path("content/link")).unwrap();
    let output = site.run(["new", "link/x.md"]).ended_with(2);
    assert!(output.stderr.contains("フォルダーではありません"), "{output}");
    assert!(elsewhere.files("").is_empty());
}

#[test]
fn what_new_made_is_told() {
    let site = Project::with_page();
    let output = site.run(["new", "kita"]).ended_with(0);
    insta::assert_snapshot!(output.stdout, @"content/kita/index.md を作りました。【記入】の所を書き換え、「hoshin check」で点検してください。");
    let output = site.run(["new", "minami.md", "--kind", "page", "--lang", "en"]).ended_with(0);
    insta::assert_snapshot!(output.stdout, @"made content/minami.md; fill in what is marked by 【記入】 and run `hoshin check`");
}

#[test]
fn the_code_of_a_municipality_is_filled_in() {
    let folder = Project::new();
    drop(folder.run(["init", "site", "--municipality", "八王子市"]).ended_with(0));
    let text = std::fs::read_to_string(folder.path("site/content/policy/index.md")).unwrap();
    assert!(text.contains("municipality: {name: 八王子市, code: \"132012\"}"), "{text}");
}
