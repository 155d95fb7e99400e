//! `hoshin diff`: which documents changed, and what is said where a comparison cannot be made.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::history::history;
use crate::project::{Output, Project};
use crate::repository::{Repository, git_in};

/// Runs the program in a folder.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    let project = Project::new();
    project.finish(project.command().current_dir(folder).args(arguments))
}

/// The comparison as data.
pub(crate) fn compared(repository: &Repository, arguments: &[&str]) -> Value {
    let arguments = [&["diff", "--format", "json"], arguments].concat();
    let output = run_in(&repository.root(), &arguments).ended_with(0);
    assert_eq!(output.stderr, "");
    serde_json::from_str(&output.stdout).unwrap()
}

/// Path, former path, status, of each document; what was left out.
pub(crate) fn documents(value: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let document = |it: &Value| {
        let former = match text(&it["formerPath"]) {
            former if former.is_empty() => former,
            former => format!(" < {former}"),
        };
        let left_out = it["leftOut"].as_array().unwrap().iter().map(|it| {
            format!(" !{} {} {}", text(&it["side"]), text(&it["what"]), text(&it["name"]))
        });
        let left_out: String = left_out.collect();
        format!("{}{former}: {}{}", text(&it["path"]), text(&it["status"]), left_out.trim_end())
    };
    value["documents"].as_array().unwrap().iter().map(document).collect()
}

pub(crate) fn page(title: &str, body: &str) -> String {
    format!("---\nkind: page\ntitle: {title}\n---\n\n{body}\n")
}

const LONG: &str =
    "職員の学びを支えるため、毎年度の計画を立て、必要な予算を確保し、その成果を公表します。";

const GONE: &str =
    "# 窓口\n\n相談は、市役所の二階で受けます。\n\n電話でも受けます。\n\n- 平日だけです。";

/// A site of which documents were changed, renamed, moved, removed, added; not yet committed.
fn edited() -> Repository {
    let repository = Repository::new();
    repository.write("content/同じ.md", &page("同じ", "同じ文。"));
    repository.write("content/変更.md", &page("変更", "古い文。"));
    repository.write("content/削除.md", &page("削除", GONE));
    repository.write("content/改名前.md", &page("改名", LONG));
    repository.write("content/題名.md", &page("題が同じ", "まったく別の文。"));
    repository.write("content/似た文.md", &page("前の題", LONG));
    repository.write("content/章/index.md", &page("部品", "本文。"));
    repository.write("content/章/一.md", "# 一\n\n一の文。\n");
    repository.commit("策定", "2025-04-01");
    repository.tag("令和7年");
    repository.write("content/変更.md", &page("変更", "新しい文。"));
    repository.rename("content/改名前.md", "content/改名後.md");
    fs::remove_file(repository.root().join("content/削除.md")).unwrap();
    fs::remove_file(repository.root().join("content/題名.md")).unwrap();
    repository.write("content/移動/題名.md", &page("題が同じ", "今度は違うことを言う。"));
    fs::remove_file(repository.root().join("content/似た文.md")).unwrap();
    repository.write("content/似た文2.md", &page("後の題", &format!("{LONG}以上です。")));
    repository.write("content/追加.md", &page("追加", "新しい。"));
    repository.write("content/章/一.md", "# 一\n\n一の新しい文。\n");
    repository
}

const EDITED: [&str; 7] = [
    "content/似た文2.md < content/似た文.md: changed",
    "content/削除.md: removed",
    "content/変更.md: changed",
    "content/改名後.md < content/改名前.md: same",
    "content/移動/題名.md < content/題名.md: changed",
    "content/章/index.md: changed",
    "content/追加.md: added",
];

#[test]
fn documents_are_found_whatever_became_of_them() {
    let repository = edited();
    // The working files, then what was committed of them.
    let found = compared(&repository, &["令和7年"]);
    assert_eq!(documents(&found), EDITED);
    assert_eq!(found["old"]["name"], "令和7年");
    assert_eq!(found["old"]["day"], "2025-04-01");
    assert_eq!(found["old"]["id"].as_str(), Some(repository.id("令和7年").as_str()));
    for key in ["name", "id", "day"] {
        assert_eq!(found["new"][key], Value::Null);
    }
    repository.commit("改定", "2026-04-01");
    for names in [&["令和7年", "HEAD"][..], &["令和7年..main"], &["2025-12-31", "2026-04-02"]]
    {
        assert_eq!(documents(&compared(&repository, names)), EDITED, "{names:?}");
    }
    assert_eq!(documents(&compared(&repository, &["HEAD"])), [""; 0]);
    // The other way round.
    assert!(
        documents(&compared(&repository, &["HEAD", "令和7年"]))
            .contains(&"content/改名前.md < content/改名後.md: same".to_owned())
    );
}

#[test]
fn one_document_can_be_asked_for() {
    let repository = edited();
    for (document, count) in [
        ("content/変更.md", 1),
        ("変更.md", 1),
        ("content/章", 1),
        ("章/", 1),
        ("content/改名前.md", 1),
        ("content/同じ.md", 0),
    ] {
        let found = compared(&repository, &["令和7年", "--document", document]);
        assert_eq!(documents(&found).len(), count, "{document}");
    }
    let here = repository.root().join("content/章");
    let arguments = ["diff", "令和7年", "--document", "index.md", "--format", "json"];
    let found = run_in(&here, &arguments).ended_with(0).stdout;
    assert_eq!(documents(&serde_json::from_str(&found).unwrap()), EDITED[5..6]);
}

#[test]
fn a_plan_changes_with_its_policy() {
    let policy = |role: &str| {
        format!(
            "---\nkind: policy\ntitle: 方針\nroles:\n  - {{id: r, name: {role}}}\n---\n\n# 役割\n\n文。\n"
        )
    };
    let repository = Repository::new();
    repository.write("content/kita/index.md", &policy("推進員"));
    let plan =
        "---\nkind: plan\ntitle: 計画\nbased_on: kita/index.md\n---\n\n# 役割\n\n```roles\n```\n";
    repository.write("content/keikaku.md", plan);
    repository.write("content/betsu.md", &plan.replace("kita/index.md", "minami.md"));
    repository.commit("策定", "2025-04-01");
    repository.write("content/kita/index.md", &policy("推進リーダー"));
    let expected = ["content/keikaku.md: changed", "content/kita/index.md: changed"];
    assert_eq!(documents(&compared(&repository, &["HEAD"])), expected);
    let only = compared(&repository, &["HEAD", "--document", "content/keikaku.md"]);
    assert_eq!(documents(&only), expected[..1]);
}

#[test]
fn what_cannot_be_read_is_said() {
    let repository = Repository::new();
    repository.write("content/a.md", "---\ntitle: [\n---\n\n# 一\n\n前の文。\n");
    repository.write_bytes("content/b.md", b"\x00\xff\xfe garbage");
    repository.write("content/c.md", &page("三", "文。"));
    repository.write("content/d.md", &page("四", "文。"));
    repository.commit("策定", "2025-04-01");
    repository.write("content/d.md", "---\ntitle: [\n---\n\n文。\n");
    repository.write("content/a.md", &page("一", "# 一\n\n今の文。"));
    repository.write("content/b.md", &page("二", "文。"));
    let cp932 = encoding_rs::SHIFT_JIS.encode(&page("三", "日本語の文。")).0.into_owned();
    repository.write_bytes("content/c.md", &cp932);
    let expected = [
        "content/a.md: changed !old front-matter",
        "content/b.md: changed !old document",
        "content/c.md: changed !new document",
        "content/d.md: same !new front-matter",
    ];
    assert_eq!(documents(&compared(&repository, &["HEAD"])), expected);
    for format in ["terminal", "markdown", "html"] {
        let output = run_in(&repository.root(), &["diff", "HEAD", "--format", format]);
        let text = output.ended_with(0).stdout;
        assert!(text.contains("文書の全体（読み取れません）"), "{text}");
        assert!(!text.contains("></h2>"), "{text}");
    }
}

#[test]
fn line_ends_of_windows_change_nothing() {
    let repository = Repository::new();
    let text = page("一", "一つ目の行。\n二つ目の行。");
    repository.write("content/a.md", &text);
    repository.commit("策定", "2025-04-01");
    repository.write("content/a.md", &text.replace('\n', "\r\n"));
    assert_eq!(documents(&compared(&repository, &["HEAD"])), [""; 0]);
}

#[test]
fn drafts_and_settings_take_part() {
    let repository = Repository::new();
    let draft = |text: &str| format!("---\nkind: page\ntitle: 草案\ndraft: true\n---\n\n{text}\n");
    repository.write("content/a.md", &draft("前の文。"));
    repository.write("hoshin.yaml", "comparison: {new: 案, old: 現行}\n");
    repository.commit("草案", "2025-04-01");
    repository.write("content/a.md", &draft("後の文。"));
    repository.write("hoshin.yaml", "comparison: {new: 改正案, old: 現行, order: old-first}\n");
    let text = run_in(&repository.root(), &["diff", "HEAD", "--format", "markdown"]);
    assert!(text.ended_with(0).stdout.contains("| 現行 | 改正案 | 備考 |"));
    repository.commit("案", "2025-05-01");
    repository.write("hoshin.yaml", "comparison: {new: 次}\n");
    // Of two revisions, the settings of the newer one count.
    let text = run_in(&repository.root(), &["diff", "HEAD~1", "HEAD", "--format", "markdown"]);
    assert!(text.ended_with(0).stdout.contains("| 現行 | 改正案 | 備考 |"));
}

#[test]
fn a_bare_repository_is_compared_by_two_names() {
    let repository = Repository::with_site();
    repository.write("content/about.md", &page("一", "二"));
    repository.commit("二つ目", "2026-04-01");
    let bare = repository.beside("bare.git");
    let arguments = ["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()];
    git_in(&repository.root(), "2026-04-01", &arguments, b"");
    let site = bare.to_str().unwrap();
    let output = run_in(&repository.beside("."), &["diff", "--site", site, "v1", "main"]);
    assert!(output.ended_with(0).stdout.contains("content/about.md"));
    let output = run_in(&repository.beside("."), &["diff", "--site", site, "v1"]).ended_with(2);
    insta::assert_snapshot!(output, @"
    status: Some(2)
    --- stdout
    --- stderr
    エラー: 作業中のファイルのないリポジトリでは、新しいほうの版が要ります
    ヘルプ: hoshin diff v1 main のように、二つの版を指定してください。
    ");
}

#[test]
fn what_keeps_it_from_its_work_is_said() {
    let repository = Repository::with_site();
    repository.write("content/about.md", &page("一", "二"));
    repository.commit("二つ目", "2026-04-01");
    let fails = |arguments: &[&str]| {
        let arguments = [&["diff"], arguments].concat();
        let ja = run_in(&repository.root(), &arguments).ended_with(2);
        let en = run_in(&repository.root(), &[&arguments[..], &["--lang", "en"]].concat());
        assert_eq!((ja.stdout.as_str(), en.code), ("", Some(2)));
        format!("{}{}", ja.stderr, en.stderr)
    };
    insta::assert_snapshot!(fails(&["v2"]), @"
    エラー: 「v2」という版は git にありません
    ヘルプ: 近い名前: v1
    error: git has no revision `v2`
    help: similar names: v1
    ");
    insta::assert_snapshot!(fails(&["v1", "v3"]), @"
    エラー: 「v3」という版は git にありません
    ヘルプ: 近い名前: v1
    error: git has no revision `v3`
    help: similar names: v1
    ");
    insta::assert_snapshot!(fails(&["2020-01-01"]), @"
    エラー: 2020-01-01 の時点の版はありません
    ヘルプ: 一番古い版は 2025-04-01 のものです。
    error: there is no revision as old as 2020-01-01
    help: the oldest one is of 2025-04-01
    ");
    insta::assert_snapshot!(fails(&["..v1"]), @"
    エラー: 「..v1」は版の組として読めません
    ヘルプ: v1..v2 か、v1 v2 のように書きます。
    error: `..v1` is no pair of revisions
    help: write v1..v2, or v1 v2
    ");
    insta::assert_snapshot!(fails(&["v1", "--document", "abuot.md"]), @"
    エラー: どちらの版にも「abuot.md」という文書はありません
    ヘルプ: 「content/about.md」のことですか。
    error: neither revision holds a document `abuot.md`
    help: did you mean `content/about.md`?
    ");
    insta::assert_snapshot!(fails(&["v1", "--document", "nowhere/at/all"]), @"
    エラー: どちらの版にも「nowhere/at/all」という文書はありません
    ヘルプ: 文書: content/about.md
    error: neither revision holds a document `nowhere/at/all`
    help: the documents are content/about.md
    ");
    insta::assert_snapshot!(fails(&[]), @"
    エラー: <OLD> が必要です
    ヘルプ: 「hoshin --help」で使い方を確かめてください。
    error: the following required arguments were not provided:
      <OLD>

    Usage: hoshin diff --lang <ja|en> <OLD> [NEW]

    For more information, try '--help'.
    ");
    let ambiguous = fails(&[""]);
    assert!(ambiguous.contains("git にありません"), "{ambiguous}");
}

#[test]
fn without_a_history_it_says_so() {
    let project = Project::with_page();
    let output = project.run(["diff", "v1"]).ended_with(2);
    insta::assert_snapshot!(output, @"
    status: Some(2)
    --- stdout
    --- stderr
    エラー: サイトのフォルダーは git で管理されていません
    ヘルプ: 改定の比較には git の履歴が要ります。git で管理しているフォルダーで使ってください。
    ");
    let output = Project::new().run(["diff", "v1"]).ended_with(2);
    insta::assert_snapshot!(output, @"
    status: Some(2)
    --- stdout
    --- stderr
    エラー: SITE に hoshin のサイトがありません
    ヘルプ: hoshin.yaml または content/ のあるフォルダーで実行するか、--site で指定してください。
    ");
    let repository = Repository::with_site();
    repository.commit("二つ目", "2026-04-01");
    let shallow = repository.beside("shallow");
    let from = format!("file://{}", repository.root().display());
    let arguments =
        ["clone", "--quiet", "--depth=1", "--no-tags", &from, shallow.to_str().unwrap()];
    git_in(&repository.root(), "2026-04-01", &arguments, b"");
    insta::assert_snapshot!(run_in(&shallow, &["diff", "v1"]).ended_with(2), @"
    status: Some(2)
    --- stdout
    --- stderr
    エラー: 「v1」という版は git にありません
    ヘルプ: このフォルダーには履歴の一部しかありません。`git fetch --unshallow --tags` で残りを取り寄せてください。
    ");
}

#[test]
fn an_ambiguous_id_names_what_it_can_mean() {
    let repository = Repository::new();
    // Of 1,500 commits several begin alike, by the birthday paradox.
    repository.git_with(&["fast-import", "--quiet"], &history(1500, 1));
    repository.git(&["reset", "--quiet", "--hard"]);
    let ids = repository.git(&["rev-list", "main"]);
    let mut ids: Vec<&str> = ids.lines().collect();
    ids.sort_unstable();
    let pair = ids.windows(2).find(|pair| pair[0][..4] == pair[1][..4]).unwrap();
    let output = run_in(&repository.root(), &["diff", &pair[0][..4]]).ended_with(2);
    assert!(output.stderr.contains("にあたる版がいくつもあります"), "{output}");
    assert!(output.stderr.contains("どれか一つを指定してください"), "{output}");
}
