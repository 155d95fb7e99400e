//! `hoshin check` as people call it: what is printed, how it ends, what it changes on the disk.

use crate::project::Project;

/// A site with a mistake that can be mended, one that cannot, and a page without any.
fn site() -> Project {
    let skills = "---\ntitle: スキル\nlegend: {◎: 必修, ○: 選択}\nroles: [{id: lead, name: 推進リーダー}]\n\
        skills: [{name: 業務の見直し, levels: {lead: 〇}, methods: [研修]}, {name: 情報の活用, levels: {lead: ◎}, methods: [研修]}]\n---\n\n本文です。\n";
    let broken = "---\ntitle: 計画\n---\n\n[無い](nai.md)\n";
    Project::with_page().file("content/skills.md", skills).file("content/sub/plan.md", broken)
}

#[test]
fn problems_are_the_result() {
    insta::assert_snapshot!(site().run(["check"]).ended_with(1), @"
    status: Some(1)
    --- stdout
    警告[level-lookalike]: 「〇」（U+3007）は凡例の「○」（U+25CB）に似た別の文字です
     --> content/skills.md:5:40
      |
    5 | skills: [{name: 業務の見直し, levels: {lead: 〇}, methods: [研修]}, {nam...
      |                                              ^^
      |
    ヘルプ: 「○」に置き換えてください。読み上げでは別の文字として扱われます。
      |
    5 - ... levels: {lead: 〇}, methods: [研修]
    5 + ... levels: {lead: ○}, methods: [研修]
      |

    エラー[link-broken]: 「nai.md」というファイルはありません
     --> content/sub/plan.md:5:6
      |
    5 | [無い](nai.md)
      |        ^^^^^^
      |
      = ヘルプ: この文書から見たファイルの位置（例: ../hachioji/index.md）か、https:// で始まるアドレスを書きます。

    エラー 1件、警告 1件
    --- stderr
    このうち 1件は「hoshin check --fix」で直せます。
    説明を読むには「hoshin check --explain link-broken」のようにします。
    ");
    insta::assert_snapshot!(site().run(["check", "--lang", "en", "-q"]).ended_with(1), @"
    status: Some(1)
    --- stdout
    warning[level-lookalike]: `〇` (U+3007) only looks like `○` (U+25CB) of the legend
     --> content/skills.md:5:40
      |
    5 | skills: [{name: 業務の見直し, levels: {lead: 〇}, methods: [研修]}, {nam...
      |                                              ^^
      |
    help: write `○`: screen readers tell the two apart
      |
    5 - ... levels: {lead: 〇}, methods: [研修]
    5 + ... levels: {lead: ○}, methods: [研修]
      |

    error[link-broken]: there is no file `nai.md`
     --> content/sub/plan.md:5:6
      |
    5 | [無い](nai.md)
      |        ^^^^^^
      |
      = help: write the path of a file as seen from this one (../hachioji/index.md), or an address that begins with https://

    1 error, 1 warning
    --- stderr
    ");
}

#[test]
fn nothing_is_said_to_be_nothing() {
    insta::assert_snapshot!(Project::with_page().run(["check"]).ended_with(0), @"
    status: Some(0)
    --- stdout
    問題は見つかりませんでした（文書 1件）。
    --- stderr
    ");
    insta::assert_snapshot!(Project::with_page().run(["check", "--lang=en"]).ended_with(0), @"
    status: Some(0)
    --- stdout
    no problems found (1 document)
    --- stderr
    ");
    assert_eq!(Project::with_page().run(["check", "-q"]).ended_with(0).stdout, "");
}

#[test]
fn paths_limit_what_is_reported_and_not_what_is_read() {
    let site = site();
    let codes = |arguments: &[&str], status: i32| {
        let output = site.run(["check", "--format", "json"].iter().chain(arguments));
        let value: serde_json::Value =
            serde_json::from_str(&output.ended_with(status).stdout).unwrap();
        let codes = value["diagnostics"].as_array().unwrap().iter();
        let codes: Vec<_> = codes.map(|it| it["code"].as_str().unwrap().to_owned()).collect();
        assert_eq!(value["summary"]["files"], 3);
        codes.join(" ")
    };
    assert_eq!(codes(&[], 1), "level-lookalike link-broken");
    assert_eq!(codes(&["content/skills.md"], 0), "level-lookalike");
    assert_eq!(codes(&["content/skills.md", "--strict"], 1), "level-lookalike");
    assert_eq!(codes(&["content/sub"], 1), "link-broken");
    assert_eq!(codes(&["content/about.md"], 0), "");
    assert_eq!(codes(&["./content/sub/../sub/plan.md", "content/about.md"], 1), "link-broken");
    assert_eq!(codes(&["."], 1), "level-lookalike link-broken");
    let elsewhere = Project::new();
    let folder = site.path("");
    let arguments = ["check", "--site", folder.to_str().unwrap(), "content/sub/plan.md"];
    assert!(elsewhere.run(arguments).ended_with(1).stdout.contains("link-broken"));
    let output = site.run(["check", "content/about.md"]).ended_with(0);
    assert_eq!(output.stdout, "指定した所に問題は見つかりませんでした。\n");
    assert_eq!(output.stderr, "ほかのファイルに 2件の問題があります。\n");
    for path in ["content/none.md", "output", "..", "/"] {
        let output = site.run(["check", path]).ended_with(2);
        assert!(output.stderr.contains("このサイトの原稿ではありません"), "{output}");
    }
}

#[test]
fn levels_are_set_by_the_site() {
    let check = |settings: &str, expected: i32| {
        drop(site().file("hoshin.yaml", settings).run(["check", "-q"]).ended_with(expected));
    };
    check("lint: {link-broken: warning}\n", 0);
    check("lint: {link-broken: off, level-lookalike: error}\n", 1);
    check("lint: {link-broken: off, level-lookalike: off}\n", 0);
    let output = site().file("hoshin.yaml", "lint: {link-brokn: off}\n").run(["check"]);
    assert!(output.stdout.contains("「link-broken」のことですか"), "{output}");
    assert!(output.stdout.contains("hoshin.yaml:1:8"), "{output}");
}

#[test]
fn fixes_are_written_and_nothing_else_changes() {
    let site = site();
    let before = site.files("content");
    insta::assert_snapshot!(site.run(["check", "--fix", "-v", "--lang=en"]).ended_with(1), @"
    status: Some(1)
    --- stdout
    error[link-broken]: there is no file `nai.md`
     --> content/sub/plan.md:5:6
      |
    5 | [無い](nai.md)
      |        ^^^^^^
      |
      = help: write the path of a file as seen from this one (../hachioji/index.md), or an address that begins with https://

    1 error, 0 warnings
    --- stderr
    ~ content/skills.md (1)
    mended 1 place in 1 file
    `hoshin check --explain link-broken` tells more about a problem
    ");
    let after = site.files("content");
    for (path, bytes) in &before {
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert_eq!(after[path], text.replace('〇', "○").into_bytes(), "{path}");
    }
    assert_eq!(after.len(), before.len());
    drop(site.run(["check", "--fix"]).ended_with(1));
    assert_eq!(site.files("content"), after);
}

#[test]
fn fixes_keep_to_the_paths() {
    let site = site();
    let before = site.files("content");
    drop(site.run(["check", "--fix", "content/sub"]).ended_with(1));
    assert_eq!(site.files("content"), before);
    drop(site.run(["check", "--fix", "content/skills.md"]).ended_with(0));
    assert_ne!(site.files("content"), before);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_is_left_alone() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let site = site();
    let before = site.files("content");
    set_permissions(site.path("content/skills.md"), Permissions::from_mode(0o444)).unwrap();
    let output = site.run(["check", "--fix"]).ended_with(2);
    assert!(output.stderr.contains("content/skills.md を書けません"), "{output}");
    // What is wrong is told all the same, as it stands on the disk.
    assert!(output.stdout.contains("level-lookalike"), "{output}");
    assert!(output.stdout.contains("エラー 1件、警告 1件"), "{output}");
    assert_eq!(site.files("content"), before);
}

#[cfg(unix)]
#[test]
fn two_names_of_one_file_are_mended_once() {
    let site = site();
    std::os::unix::fs::symlink("skills.md", site.path("content/same.md")).unwrap();
    drop(site.run(["check", "--fix"]).ended_with(1));
    let text = std::fs::read_to_string(site.path("content/skills.md")).unwrap();
    assert!(text.contains("{lead: ○}") && !text.contains('〇'), "{text}");
    assert!(site.path("content/same.md").is_symlink());
}

#[test]
fn annotations_name_files_from_where_one_stands() {
    let site = Project::new()
        .file("docs/content/a.md", "---\ntitle: 題\n---\n\n[無い](nai.md)\n")
        .file("README.md", "");
    let output = site.run(["check", "--site", "docs", "--format", "github"]).ended_with(1);
    assert!(output.stdout.starts_with("::error file=docs/content/a.md,line=5,"), "{output}");
    let output = site.run(["check", "--site", "docs", "--format", "sarif"]).ended_with(1);
    let log: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "docs/content/a.md");
}

#[test]
fn codes_are_explained_without_a_site() {
    let folder = Project::new();
    let page = folder.run(["check", "--explain", "role-unknown"]).ended_with(0);
    assert!(page.stdout.starts_with("# role-unknown"), "{page}");
    assert!(page.stdout.contains("# よくない例"), "{page}");
    let page = folder.run(["check", "--explain", "role-unknown", "--lang", "en"]).ended_with(0);
    assert!(page.stdout.contains("# Bad example") && page.stdout.contains("```"), "{page}");
    insta::assert_snapshot!(folder.run(["check", "--explain", "role-unknwon"]).ended_with(2), @"
    status: Some(2)
    --- stdout
    --- stderr
    エラー: 「role-unknwon」という種類の問題はありません
    ヘルプ: 「role-unknown」のことですか。
    ");
    insta::assert_snapshot!(folder.run(["check", "--explain", "?", "--lang=en"]).ended_with(2), @"
    status: Some(2)
    --- stdout
    --- stderr
    error: there is no code `?`
    help: name the word in brackets of a message, such as role-unknown
    ");
    insta::assert_snapshot!(folder.run(["check", "--explain", "role-unknown", "--fix"]).ended_with(2), @"
    status: Some(2)
    --- stdout
    --- stderr
    エラー: --explain <CODE> と --fix は一緒に使えません
    ヘルプ: 「hoshin --help」で使い方を確かめてください。
    ");
}

#[test]
fn drafts_are_not_forgotten() {
    let draft = "---\ntitle: 下書き\ndraft: true\n---\n\n[無い](nai.md)\n";
    let site = Project::with_page().file("content/draft.md", draft);
    let output = site.run(["check"]).ended_with(0);
    assert!(output.stderr.contains("下書き 1件は"), "{output}");
    let output = site.run(["check", "--drafts"]).ended_with(1);
    assert!(output.stdout.contains("link-broken") && !output.stderr.contains("下書き"), "{output}");
}
