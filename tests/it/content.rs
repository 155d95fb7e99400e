//! Mistakes in the content: each is found at its place, all in one run.

use hoshin::source::{Content, Project};
use hoshin::{Options, compile};

/// What is found in a site, as `code line:column`.
fn found(files: &[(&str, &[u8])]) -> Vec<String> {
    let files =
        files.iter().map(|(path, bytes)| ((*path).to_owned(), Content::Bytes(bytes.to_vec())));
    let project = Project::from_files(files);
    let compiled = compile(&project, &Options::default());
    let places = compiled.diagnostics.iter().map(|diagnostic| {
        let at = project.source(diagnostic.span.source).position(diagnostic.span.start);
        format!("{} {}:{}", diagnostic.rule.code, at.line, at.column)
    });
    places.collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(found(&[("content/a.md", text.as_bytes())]), expected, "{text}");
}

#[test]
fn many_mistakes_of_one_document_are_found_in_one_run() {
    let text = "---\ntitle: 題\nadoptd: 2023-03\nadopted: 来年\nperiod: {from: 2026-04, until: 2025-03}\n\
        municipality: {name: 八王子市, code: \"132013\"}\nlegend: {◎: 必修}\n\
        roles: [{name: 一, includes: [二]}, {duty: x}]\n\
        skills: [{name: 技, levels: {一: △, 三: ◎}}]\ndraft: maybe\n---\n\
        # 見出し\n\n### 飛ばす\n\n[無い](x.md) と [無い](#y) と ![](z.png) <b>太字</b>\n";
    check(
        text,
        &[
            "field-unknown 3:1",
            "date-invalid 4:10",
            "period-reversed 5:32",
            "municipality-code-invalid 6:34",
            "role-unknown 8:30",
            "field-missing 8:35",
            "level-unknown 9:32",
            "role-unknown 9:35",
            "field-invalid 10:8",
            "heading-jump 14:1",
            "link-broken 16:6",
            "anchor-broken 16:19",
            "image-alt-missing 16:25",
            "image-missing 16:29",
            "raw-html 16:36",
            "raw-html 16:41",
        ],
    );
}

#[test]
fn files_of_other_systems_are_read() {
    check("\u{feff}---\r\ntitle: 題\r\n---\r\n# 一\r\n\r\n本文[上](#一)\r\n", &[]);
    check("\u{feff}---\r\ntitel: 題\r\ntitle: 題\r\n---\r\n", &["field-unknown 2:1"]);
    // Decomposed kana: names and references are the same however they are typed.
    check(
        "---\ntitle: か\u{3099}\nroles: [{name: か\u{3099}}]\nskills: [{name: 技, levels: {が: 詳しい}}]\n---\n# か\u{3099}\n\n[上](#が)\n",
        &[],
    );
    let sjis = b"---\ntitle: \x95\xfb\x90\x6a\n---\n";
    assert_eq!(found(&[("content/a.md", sjis)]), ["encoding-invalid 1:1"]);
    let theme: &[u8] = b"page: {x: \x95\xfb\x90\x6a}\n";
    let files =
        [("content/a.md", &b"---\ntitle: x\n---\n"[..]), ("themes/own/strings/ja/x.yaml", theme)];
    assert_eq!(found(&files), ["encoding-invalid 1:1"]);
}

#[test]
fn a_line_break_alone_says_nothing() {
    check("---\ntitle: 題\n---\n一\n\n<br>\n<br />\n\n二<br>三\n", &[]);
    check("---\ntitle: 題\n---\n一\n\n<br><hr>\n", &["raw-html 6:5"]);
}

#[test]
fn ids_are_unique_on_a_page() {
    let text = "---\ntitle: 題\nroles: [{name: 一}]\n---\n# 役割 {#main}\n\n```roles\nid: main\n```\n\n```roles\nid: own\n```\n\n[表](#own)\n";
    check(text, &["id-duplicate 8:5"]);
    // Whichever comes later is the second one.
    let text =
        "---\ntitle: 題\nroles: [{name: 一}]\n---\n\n```roles\nid: main\n```\n\n# 役割 {#main}\n";
    check(text, &["id-duplicate 10:1"]);
}

#[test]
fn ids_of_the_program_are_its_own() {
    let text = "---\ntitle: 題\nroles: [{name: 一}]\n---\n# 役割 {#hs-main}\n\n```roles\nid: hs-table-1\n```\n";
    check(text, &["id-duplicate 5:8", "id-duplicate 8:5"]);
}

#[test]
fn a_link_to_a_draft_says_that_it_is_one() {
    let files = [
        ("content/a.md", "---\ntitle: 題\n---\n[計画](b.md#一)と[方針](c.md)\n"),
        ("content/b.md", "---\ntitle: 計画\ndraft: true\n---\n# 一\n"),
    ];
    let content = |text: &str| Content::Bytes(text.as_bytes().to_vec());
    let project = Project::from_files(files.map(|(path, text)| (path.to_owned(), content(text))));
    let found = |drafts: bool| {
        let compiled = compile(&project, &Options { drafts, ..Options::default() });
        let ja = hoshin::diagnostic::Language::Ja;
        let texts = compiled.diagnostics.iter().map(|it| it.message.get(ja).to_owned());
        texts.collect::<Vec<_>>()
    };
    let missing = "「c.md」というファイルはありません";
    let draft = "「b.md#一」は下書きなので、公開するサイトにありません";
    assert_eq!(found(false), [draft, missing]);
    assert_eq!(found(true), [missing]);
}

#[test]
fn several_names_in_one_are_told_how_to_be_kept_apart() {
    let text =
        "---\ntitle: 題\nroles: [{name: 一, includes: [二、三]}, {name: 二}, {name: 三}]\n---\n";
    let files = [("content/a.md".to_owned(), Content::Bytes(text.as_bytes().to_vec()))];
    let compiled = compile(&Project::from_files(files), &Options::default());
    let diagnostic = compiled.diagnostics.iter().next().unwrap();
    let help = diagnostic.help.as_ref().unwrap().get(hoshin::diagnostic::Language::Ja);
    assert_eq!(diagnostic.rule.code, "role-unknown");
    assert!(help.contains("（二, 三）"), "{help}");
}

#[test]
fn levels_and_legends_say_one_thing() {
    let skills = |levels: &str| {
        format!(
            "---\ntitle: 題\nlegend: {{◎: 必修, ○: 選択}}\nroles: [{{id: a, name: 一}}]\nskills: [{{name: 技, levels: {levels}}}, {{name: 業, levels: {{a: ◎}}}}, {{name: 術, levels: {{a: ○}}}}]\n---\n# 一\n"
        )
    };
    check(&skills("{a: ◎}"), &[]);
    check(&skills("{a: 〇}"), &["level-lookalike 5:32"]);
    check(&skills("{a: [◎]}"), &["level-invalid 5:32"]);
    check(&skills("{a: ◎, 一: ○}"), &["level-invalid 5:35"]);
    check(
        "---\ntitle: 題\nlegend: {◎: \"\", ○: 選択, ○: 二度}\n---\n",
        &["field-invalid 3:10", "field-duplicate 3:24"],
    );
}

#[test]
fn parts_have_notes_and_links_of_their_own() {
    let files: [(&str, &[u8]); 2] = [
        (
            "content/d/index.md",
            "---\ntitle: 題\n---\n# 一\n\n本文[^1]と[部](20.md#二)\n\n[^1]: 一の注\n".as_bytes(),
        ),
        ("content/d/20.md", "# 二\n\n本文[^1]\n\n[^1]: 二の注\n".as_bytes()),
    ];
    assert_eq!(found(&files), [""; 0]);
    let files = files.map(|(path, bytes)| (path.to_owned(), Content::Bytes(bytes.to_vec())));
    let site = compile(&Project::from_files(files), &Options::default()).site.unwrap();
    let page = hoshin::site::SitePath::new("d/index.html").unwrap();
    let html = String::from_utf8(site.get(&page).unwrap().to_vec()).unwrap();
    assert!(html.contains("一の注") && html.contains("二の注"));
}

/// A policy with every required chapter; recommended ones are not asked for.
fn policy(front_matter: &str, change: impl Fn(String) -> String) -> Vec<String> {
    let text = format!(
        "---\nkind: policy\ntitle: 題\nlegend: {{◎: 必修}}\nplans: [{{name: 計画}}]\n\
         roles: [{{id: a, name: 一}}, {{id: b, name: 二}}]\n\
         skills: [{{name: 技, levels: {{a: ◎, b: ◎}}, methods: [研修]}}]\n{front_matter}---\n\
         # 策定の背景・目的\n\n本文\n\n# 位置づけ\n\n本文\n\n# 人材区分\n\n本文\n\n# スキルマップ\n\n本文\n\n# 育成施策\n\n本文\n"
    );
    let text = change(text);
    found(&[
        ("content/a.md", text.as_bytes()),
        ("hoshin.yaml", b"lint: {chapter-recommended: off}\n"),
    ])
}

#[test]
fn chapters_must_be_there_and_say_something() {
    let same = |text: String| text;
    assert_eq!(policy("", same), [""; 0]);
    let without = |part: &'static str| move |text: String| text.replacen(part, "", 1);
    assert_eq!(policy("", without("# 位置づけ\n")), ["chapter-missing 3:8"]);
    assert_eq!(policy("", without("plans: [{name: 計画}]\n")), ["chapter-data-missing 12:1"]);
    let waiver = "waivers: [{chapter: position, reason: 別に定める}]\n";
    assert_eq!(policy(waiver, without("# 位置づけ\n")), [""; 0]);
    assert_eq!(policy(waiver, same), ["waiver-unused 8:21"]);
    let empty = |text: String| text.replace("# 策定の背景・目的\n\n本文\n", "# 策定の背景・目的\n");
    assert_eq!(policy("", empty), ["chapter-empty 9:1"]);
    let one_role = |text: String| text.replace(", {id: b, name: 二}", "").replace(", b: ◎", "");
    assert_eq!(policy("", one_role), ["chapter-data-missing 17:1"]);
    let missing_reason = "waivers: [{chapter: position}]\n";
    assert_eq!(policy(missing_reason, same), ["field-missing 8:11"]);
}

#[test]
fn links_of_a_policy_work_on_the_page_of_its_plan() {
    let policy = "---\ntitle: 方針\nroles: [{name: 一, duty: \"[表](map.csv)\"}]\n---\n";
    let plan = "---\ntitle: 計画\nbased_on: p/index.md\n---\n# 一\n\n```roles\n```\n";
    let files: [(&str, &[u8]); 3] = [
        ("content/p/index.md", policy.as_bytes()),
        ("content/p/map.csv", b"a"),
        ("content/plan.md", plan.as_bytes()),
    ];
    assert_eq!(found(&files), [""; 0]);
}
