//! `hoshin outline`: the outlines and their chapters, inside a site and outside.

use crate::project::Project;

const SMALL: &str = "title: 小さな章立て\ndescription: 例示市の章立てです。\nchapters:\n  - {id: why, title: ねらい, aliases: [目的], guide: なぜ今なのかを書きます。, example: 例示市は学びます。}\n  - {id: roles, title: 人材像, level: recommended, needs: [roles, \"goals?\"]}\n";

#[test]
fn outlines_are_listed() {
    let site = Project::with_page().file("outlines/small.yaml", SMALL);
    insta::assert_snapshot!(site.run(["outline"]).ended_with(0).stdout, @"
    govtech-tokyo       区市町村 デジタル人材確保・育成方針 章立て（組み込み）
    govtech-tokyo-plan  区市町村 デジタル人材確保・育成 年度計画 章立て（組み込み）
    small               小さな章立て（outlines/small.yaml）
    ");
    insta::assert_snapshot!(site.run(["outline", "--lang=en"]).ended_with(0).stdout, @"
    govtech-tokyo       区市町村 デジタル人材確保・育成方針 章立て (built in)
    govtech-tokyo-plan  区市町村 デジタル人材確保・育成 年度計画 章立て (built in)
    small               小さな章立て (outlines/small.yaml)
    ");
    let outside = Project::new();
    assert_eq!(outside.run(["outline"]).ended_with(0).stdout.lines().count(), 2);
}

#[test]
fn an_outline_is_shown() {
    let site = Project::with_page().file("outlines/small.yaml", SMALL);
    insta::assert_snapshot!(site.run(["outline", "small"]).ended_with(0).stdout, @"
    small: 小さな章立て

    例示市の章立てです。

    1. ねらい（why） 必須
       なぜ今なのかを書きます。

    2. 人材像（roles） 推奨、示すデータ: roles、goals（推奨）
    ");
    insta::assert_snapshot!(site.run(["outline", "small", "-v", "--lang=en"]).ended_with(0).stdout, @"
    small: 小さな章立て

    例示市の章立てです。

    1. ねらい (why), required
       なぜ今なのかを書きます。
       Example:
          例示市は学びます。
       Headings that count as it: 目的

    2. 人材像 (roles), recommended, shows roles, goals (recommended)
    ");
    let built_in = Project::new().run(["outline", "govtech-tokyo"]).ended_with(0).stdout;
    assert!(built_in.contains("導いた章立てです"), "{built_in}");
    assert!(built_in.contains("\n17. 用語集（glossary） 推奨"), "{built_in}");
}

#[test]
fn an_outline_is_data_for_programs() {
    let site = Project::with_page().file("outlines/small.yaml", SMALL);
    let json = |arguments: &[&str]| -> serde_json::Value {
        let output = site.run(["outline", "--format", "json"].iter().chain(arguments));
        serde_json::from_str(&output.ended_with(0).stdout).unwrap()
    };
    let list = json(&[]);
    assert_eq!(list["outlines"][0]["name"], "govtech-tokyo");
    assert_eq!(list["outlines"][0]["file"], serde_json::Value::Null);
    assert_eq!(list["outlines"][2]["file"], "outlines/small.yaml");
    let small = json(&["small"]);
    assert_eq!(small["chapters"][1]["level"], "recommended");
    assert_eq!(small["chapters"][1]["needs"][1]["name"], "goals");
    assert_eq!(small["chapters"][1]["needs"][1]["recommended"], true);
    assert_eq!(small["chapters"][0]["aliases"][0], "目的");
}

#[test]
fn an_outline_that_is_not_there_has_near_ones() {
    let output = Project::new().run(["outline", "govtech-tokio"]).ended_with(2);
    insta::assert_snapshot!(output.stderr, @"
    エラー: 「govtech-tokio」という章立てはありません
    ヘルプ: 「govtech-tokyo」のことですか。
    ");
    let output = Project::new().run(["outline", "x", "--lang=en"]).ended_with(2);
    insta::assert_snapshot!(output.stderr, @"
    error: there is no outline `x`
    help: the outlines are govtech-tokyo, govtech-tokyo-plan
    ");
}

#[test]
fn what_is_wrong_with_an_outline_is_told() {
    let site = Project::with_page().file(
        "outlines/own.yaml",
        "extends: govtech-tokyo\nchapters:\n  - {id: gaols, level: off}\n  - {id: own, title: 数値目標, needs: [rolls]}\n",
    );
    let output = site.run(["outline", "own"]).ended_with(1);
    insta::assert_snapshot!(output.stderr, @"
    エラー[field-invalid]: 「gaols」という章は、引き継いだ章立てにありません
     --> outlines/own.yaml:3:10
      |
    3 |   - {id: gaols, level: off}
      |          ^^^^^
      |
      = ヘルプ: 「goals」のことですか。

    エラー[field-invalid]: 見出し「数値目標」は、章「goals」の見出しでもあります
     --> outlines/own.yaml:4:22
      |
    4 |   - {id: own, title: 数値目標, needs: [rolls]}
      |                      ^^^^^^^^
      |
      = ヘルプ: 言葉を変えるか、章 goals の aliases: を、この言葉のないものに書き直してください。

    エラー[field-invalid]: 「rolls」というデータや図表はありません
     --> outlines/own.yaml:4:36
      |
    4 |   - {id: own, title: 数値目標, needs: [rolls]}
      |                                        ^^^^^
      |
      = ヘルプ: 「roles」のことですか。

    エラー 3件、警告 0件
    ");
    assert!(output.stdout.contains("数値目標（own）"), "{output}");
    let check = site.run(["check"]).ended_with(1);
    assert!(check.stdout.contains(output.stderr.lines().next().unwrap()), "{check}");
}

#[test]
fn text_of_a_file_cannot_command_the_terminal() {
    let site = Project::with_page().file(
        "outlines/own.yaml",
        "title: \"a\\e[31mb\"\nchapters: [{id: a, title: \"c\\e[0md\"}]\n",
    );
    for arguments in [["outline", "--color=always"], ["outline", "own"]] {
        let output = site.run(arguments).ended_with(0);
        assert!(!output.stdout.contains('\u{1b}'), "{output}");
    }
}
