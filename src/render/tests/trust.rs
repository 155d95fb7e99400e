//! Whom readers can ask, under which licence a text stands, what programs are told of a page.

use super::{built, drawn};

const SETTINGS: &str = "title: 方針の一覧
base_url: https://www.example.lg.jp/dx/
share_image: images/share.png
license: {name: CC BY 4.0, text: 写真は除きます。}
publisher:
  name: 例示市
  department: 広報課
  address: 例示市中央1-1
  email: pr@example.lg.jp
  phone: 042-123-4567（内線 89）
  url: https://www.example.lg.jp/form?a=1&b=2
";

const POLICY: &str = "---
kind: policy
title: 方針
department: デジタル推進課
contact: {department: 育成係, phone: ０４２－１２３－９９９９, email: dx@example.lg.jp}
license: {name: PDL1.0}
adopted: 2023-03-31
revisions:
  - {date: 2025-04, summary: 見直し}
  - {date: 2024-04-01}
---

本文です。
";

fn page(settings: &str, path: &str) -> String {
    let plain = "---\ntitle: 案内\nadopted: 2024-01-01\n---\n\n案内の文です。\n";
    let files = [
        ("hoshin.yaml", settings),
        ("content/policy.md", POLICY),
        ("content/plain.md", plain),
        ("content/images/share.png", "png"),
    ];
    built(&files, drawn).page(path)
}

/// The lines of a page that begin in a way, up to the end of its head.
fn meta(html: &str, begin: &str) -> Vec<String> {
    let head = html.split("</head>").next().unwrap_or_default();
    head.lines().filter(|line| line.starts_with(begin)).map(str::to_owned).collect()
}

#[test]
fn readers_see_whom_to_ask() {
    let policy = page(SETTINGS, "policy/index.html");
    let facts = "<dt>問い合わせ先</dt><dd>育成係<br>\n電話 <a href=\"tel:0421239999\">０４２－１２３－９９９９</a><br>\n\
        メール <a href=\"mailto:dx@example.lg.jp\">dx@example.lg.jp</a></dd>";
    assert!(policy.contains(facts), "{policy}");
    let footer = "<dd>電話 <a href=\"tel:0421234567\">042-123-4567（内線 89）</a></dd>\
        <dd>メール <a href=\"mailto:pr@example.lg.jp\">pr@example.lg.jp</a></dd>\
        <dd><a href=\"https://www.example.lg.jp/form?a=1&amp;b=2\">問い合わせフォーム</a></dd>";
    for path in ["policy/index.html", "plain/index.html", "index.html", "404.html"] {
        let html = page(SETTINGS, path);
        assert!(html.contains(footer) && html.contains("<dd>例示市中央1-1</dd>"), "{path}\n{html}");
    }
    let silent = page("title: 方針\n", "plain/index.html");
    assert!(!silent.contains("問い合わせ先") && !silent.contains("所在地"), "{silent}");
}

#[test]
fn dates_are_shown_and_told_as_precisely_as_they_are_known() {
    let policy = page(SETTINGS, "policy/index.html");
    let shown = "<dt>策定</dt><dd><time datetime=\"2023-03-31\">令和5年（2023年）3月31日</time></dd></div>\n\
        <div class=\"fact-revised\"><dt>最終改定</dt><dd><time datetime=\"2025-04\">令和7年（2025年）4月</time></dd>";
    assert!(policy.contains(shown), "{policy}");
    assert_eq!(
        meta(&policy, "<meta property=\"article:"),
        ["<meta property=\"article:published_time\" content=\"2023-03-31\">"]
    );
    assert_eq!(meta(&page(SETTINGS, "plain/index.html"), "<meta property=\"article:"), [""; 0]);
}

#[test]
fn the_adoption_is_no_revision() {
    let revised = |adopted: &str, date: &str| {
        let policy = format!(
            "---\nkind: policy\ntitle: 題\nadopted: {adopted}\nrevisions: [{{date: {date}}}]\n---\n\n本文\n"
        );
        built(&[("content/a.md", policy.as_str())], drawn).page("a/index.html").contains("最終改定")
    };
    assert!(
        revised("2025-04-01", "2025-04-02") && revised("2025", "2026-01") && revised("", "2025")
    );
    assert!(!revised("2025-04-01", "2025-04-01") && !revised("2025-04", "2025-04-01"));
}

#[test]
fn a_document_may_stand_under_a_licence_of_its_own() {
    let link = |html: &str| meta(html, "<link rel=\"license\"");
    let site = "https://creativecommons.org/licenses/by/4.0/deed.ja";
    let own = "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0";
    for (path, url, text) in [
        ("policy/index.html", own, false),
        ("plain/index.html", site, true),
        ("index.html", site, true),
    ] {
        let html = page(SETTINGS, path);
        assert_eq!(link(&html), [format!("<link rel=\"license\" href=\"{url}\">")], "{path}");
        assert!(html.contains(&format!("<a rel=\"license\" href=\"{url}\">")), "{path}");
        assert_eq!(html.contains("写真は除きます。"), text, "{path}");
    }
    let none = page("title: 方針\n", "plain/index.html");
    assert!(link(&none).is_empty() && !none.contains("利用条件"), "{none}");
    let named = page("license: {name: 市のきまり}\n", "plain/index.html");
    assert!(link(&named).is_empty() && named.contains("<dd>市のきまり</dd>"), "{named}");
}

#[test]
fn services_are_told_what_a_link_leads_to() {
    let open_graph = |html: &str| {
        let lines = meta(html, "<meta property=\"og:");
        lines
            .iter()
            .map(|it| it.replace("<meta property=\"og:", "").replace("\">", ""))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        open_graph(&page(SETTINGS, "policy/index.html")),
        [
            "type\" content=\"article",
            "title\" content=\"方針",
            "site_name\" content=\"方針の一覧",
            "url\" content=\"https://www.example.lg.jp/dx/policy/",
            "description\" content=\"本文です。",
            "locale\" content=\"ja_JP",
            "image\" content=\"https://www.example.lg.jp/dx/images/share.png",
        ]
    );
    assert_eq!(open_graph(&page(SETTINGS, "plain/index.html"))[0], "type\" content=\"website");
    assert_eq!(open_graph(&page(SETTINGS, "404.html")), [""; 0]);
    assert_eq!(open_graph(&page("title: 方針\n", "policy/index.html")), [""; 0]);
}

#[test]
fn robots_and_readers_of_feeds_are_led_by_absolute_addresses() {
    let robots = page(SETTINGS, "robots.txt");
    let expected = "User-agent: *\nAllow: /\n\nSitemap: https://www.example.lg.jp/dx/sitemap.xml\n";
    assert_eq!(robots, expected);
    let feed = "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"更新情報（Atom）\" href=\"../feed.xml\">";
    let policy = page(SETTINGS, "policy/index.html");
    assert_eq!(meta(&policy, "<link rel=\"alternate\""), [feed]);
    assert!(policy.contains("<a href=\"../feed.xml\">更新情報（Atom）</a>"), "{policy}");
    let offline = page("title: 方針\n", "policy/index.html");
    assert!(!offline.contains("feed.xml"), "{offline}");
    let own = [("content/a.md", POLICY), ("content/robots.txt", "x"), ("content/feed.xml", "<y/>")];
    let mut own = built(&own, drawn);
    assert_eq!((own.page("robots.txt").as_str(), own.page("feed.xml").as_str()), ("x", "<y/>"));
    assert!(own.page("a/index.html").contains("<a href=\"../feed.xml\">"));
}

#[test]
fn hostile_settings_stay_text() {
    let settings = "publisher: {name: 市, phone: \"042-123-4567<script>\", address: \"<b>x\"}\n\
        license: {name: \"\\\"><script>\", text: <i>}\n\
        accessibility: {scope: [<script>], contact: {department: <u>, phone: 119}}\n";
    for path in ["plain/index.html", "accessibility/index.html"] {
        let html = page(settings, path);
        for tag in ["<script>", "<b>", "<i>", "<u>"] {
            assert!(!html.contains(tag), "{tag}\n{html}");
        }
    }
}
