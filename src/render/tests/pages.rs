//! Whole pages: what surrounds the text, and which files a site has.

use super::{Built, built, drawn};
use crate::render::document::{document_view, page_view};
use crate::render::list::list_view;
use crate::render::pages::Pages;
use crate::site::{SitePath, resolve};

const POLICY: &str = "---
kind: policy
title: 例示市 *デジタル* 人材育成方針
municipality: {name: 例示市, code: \"132012\"}
department: デジタル推進課
adopted: 2023-03
period: {from: 2023-04}
source: {name: 公表資料, url: https://www.example.lg.jp/}
notice: これは[例](#background)です。
waivers:
  - {chapter: securing, reason: 別の方針で定める。}
---

はじめに。[^1]

# 1. 背景 {#background}

本文です。

## 細目

- 項目

[^1]: 注の文。
";

const PLAN: &str = "---
kind: plan
title: 令和8年度計画
municipality: {name: 例示市}
based_on: ../index.md
draft: true
---

計画の文。
";

const ABOUT: &str = "---\ntitle: このサイトについて\n---\n\nサイトの説明。\n\n```yaml\na: 1\n```\n";

const SETTINGS: &str = "title: 方針の一覧
base_url: https://www.example.lg.jp/dx/
publisher: {name: 例示市, department: デジタル推進課, email: dx@example.lg.jp}
outlines: {policy: own}
";

const OUTLINE: &str = "name: own
title: 小さな章立て
chapters:
  - {id: background, title: 背景, level: required}
  - {id: securing, title: 確保, level: recommended}
  - {id: roadmap, title: ロードマップ, level: recommended}
";

pub(super) fn library() -> Built {
    let files = [
        ("hoshin.yaml", SETTINGS),
        ("outlines/own.yaml", OUTLINE),
        ("content/reiji/index.md", POLICY),
        ("content/reiji/r8/index.md", PLAN),
        ("content/reiji/図.svg", "<svg/>"),
        ("content/about.md", ABOUT),
        ("content/other.md", "---\nkind: policy\ntitle: 共同の方針\n---\n\n本文\n"),
    ];
    built(&files, drawn)
}

/// A view as themes see it, without what a change of the static files changes.
pub(super) fn json(view: &impl serde::Serialize) -> String {
    let text = serde_json::to_string_pretty(view).expect("views are plain data");
    let lines = text.lines().map(|line| match line.split_once("assets/") {
        Some((before, _)) => format!("{before}assets/…\n"),
        None => format!("{line}\n"),
    });
    lines.collect::<Vec<_>>().concat()
}

#[test]
fn views_are_the_contract_with_themes() {
    let built = library();
    let pages = Pages::new(built.material());
    let of = |path: &str| {
        let mut documents = built.checked.documents();
        let (document, tables) =
            documents.find(|(document, _)| document.path == path).expect("it is there");
        (document, built.scope(document, tables))
    };
    insta::assert_snapshot!("site", json(&pages.site_view()));
    let (policy, scope) = of("reiji/index.md");
    insta::assert_snapshot!("document", json(&document_view(&pages, policy, scope, &[])));
    let (page, scope) = of("about.md");
    insta::assert_snapshot!("page", json(&page_view(&pages, page, scope)));
    insta::assert_snapshot!("index", json(&list_view(&pages, None)));
    let mut standing = pages.standing();
    let (standing, path) =
        standing.find(|(_, path)| path.as_str() == "404.html").expect("every site has it");
    insta::assert_snapshot!("standing", json(&pages.standing_head(standing, path)));
}

#[test]
fn a_site_has_its_pages_and_files() {
    let mut built = library();
    let site = built.render().expect("the built-in theme is sound");
    let paths: Vec<&str> = site.iter().map(|(path, _)| path.as_str()).collect();
    let (assets, pages): (Vec<_>, Vec<_>) =
        paths.into_iter().partition(|path| path.starts_with("assets/"));
    let expected = [
        "404.html",
        "about/index.html",
        "accessibility/index.html",
        "compare/index.html",
        "data/document.schema.json",
        "data/index.html",
        "feed.xml",
        "index.html",
        "other/data/document.json",
        "other/index.html",
        "reiji/data/document.json",
        "reiji/data/waivers.csv",
        "reiji/index.html",
        "reiji/r8/data/document.json",
        "reiji/r8/index.html",
        "reiji/図.svg",
        "robots.txt",
        "search/index.html",
        "sitemap.xml",
    ];
    assert_eq!(pages, expected);
    for name in ["style.", "icon.", "page.", "list.", "terms."] {
        assert!(assets.iter().any(|path| path[7..].starts_with(name)), "{name} {assets:?}");
    }
    // The theme's, and what there is to search: a list, an index, texts.
    assert_eq!(assets.len(), built.theme.static_files().len() + 3);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(library().render(), library().render());
}

/// The addresses in the `href` and `src` of a page.
pub(super) fn addresses(html: &str) -> Vec<String> {
    let attributes = ["href=\"", "src=\""];
    let found = attributes.iter().flat_map(|attribute| html.split(attribute).skip(1));
    found.map(|rest| rest.split('"').next().unwrap_or_default().replace("&amp;", "&")).collect()
}

#[test]
fn addresses_are_relative_and_lead_to_files() {
    let mut built = library();
    let site = built.render().expect("the built-in theme is sound");
    let is_page = |path: &SitePath| path.as_str().rsplit('.').next() == Some("html");
    for (path, bytes) in site.iter().filter(|(path, _)| is_page(path)) {
        let html = str::from_utf8(bytes).expect("text");
        let scripts = |start: &str| html.matches(start).count();
        assert!(!html.contains(" style="), "{path}");
        let data = scripts("<script type=\"application/ld+json\">");
        assert_eq!(scripts("<script"), data + scripts("<script defer src=\""), "{path}");
        for address in addresses(html) {
            if ["https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme)) {
                continue;
            }
            let (file, id) = address.split_once('#').unwrap_or((&address, ""));
            let file = file.split_once('?').map_or(file, |(file, _)| file);
            let target = if file.is_empty() {
                path.as_str().to_owned()
            } else {
                resolve(path.as_str(), file).expect("inside the site")
            };
            let target = SitePath::new(target).expect("a path");
            let bytes = site.get(&target).unwrap_or_else(|| panic!("{path}: {address}"));
            let there = String::from_utf8_lossy(bytes);
            assert!(id.is_empty() || there.contains(&format!(" id=\"{id}\"")), "{path}: {address}");
        }
    }
}

#[test]
fn drafts_are_marked_and_not_in_the_sitemap() {
    let mut built = library();
    let draft = built.page("reiji/r8/index.html");
    assert!(draft.contains("この文書は下書きであり"), "{draft}");
    assert!(draft.contains("もとになる方針</dt><dd><a href=\"../index.html\">"), "{draft}");
    let sitemap = built.page("sitemap.xml");
    assert!(
        !sitemap.contains("r8") && sitemap.contains("https://www.example.lg.jp/dx/reiji/"),
        "{sitemap}"
    );
}

#[test]
fn the_way_leads_through_the_folders() {
    let page = library().page("reiji/r8/index.html");
    let start = page.find("<ol>").expect("a breadcrumb");
    let end = page[start..].find("</nav>").expect("its end") + start;
    let expected = "<ol>\n\
        <li><a href=\"../../index.html\">方針の一覧</a></li>\n\
        <li><a href=\"../index.html\">例示市 <em>デジタル</em> 人材育成方針</a></li>\n\
        <li><span aria-current=\"page\">令和8年度計画</span></li>\n\
        </ol>\n";
    assert_eq!(&page[start..end], expected);
}

#[test]
fn the_list_leads_to_a_page_below_a_document_through_that_document() {
    let page = |title: &str| format!("---\ntitle: {title}\n---\n\n本文\n");
    let texts = [
        ("content/guide/index.md", page("手引き")),
        ("content/guide/first.md", page("はじめに")),
        ("content/guide/checks/index.md", page("点検")),
        ("content/guide/checks/x.md", page("項目")),
        ("content/loose/a.md", page("離れ")),
        ("content/reiji/index.md", POLICY.to_owned()),
        ("content/reiji/note.md", page("注記")),
    ];
    let texts: Vec<(&str, &str)> =
        texts.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let mut built = built(&texts, drawn);
    let list = built.page("index.html");
    let entries = |html: &str| {
        let entries = html.split("<p class=\"entry-title\">").skip(1);
        entries.map(|entry| addresses(entry)[0].clone()).collect::<Vec<_>>()
    };
    assert_eq!(entries(&list), ["reiji/index.html", "guide/index.html", "loose/a/index.html"]);
    let rule = built.page("guide/checks/x/index.html");
    let start = rule.find("<ol>").expect("a breadcrumb");
    let crumbs = &rule[start..rule[start..].find("</ol>").expect("its end") + start];
    assert_eq!(addresses(crumbs), ["../../../index.html", "../../index.html", "../index.html"]);
}

#[test]
fn a_long_list_can_be_narrowed_down() {
    let list = |documents: usize, kind: &str| {
        let text = |at: usize| {
            let kind = if at == 0 { kind } else { "policy" };
            format!("---\nkind: {kind}\ntitle: 方針{at}\n---\n\n本文\n")
        };
        let files: Vec<_> =
            (0..documents).map(|at| (format!("content/{at}.md"), text(at))).collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        built(&files, drawn).page("index.html")
    };
    let short = list(4, "policy");
    assert!(!short.contains("<template") && !short.contains("<script"), "{short}");
    let long = list(5, "policy");
    assert!(long.contains("name=\"municipality\"") && !long.contains("name=\"kind\""), "{long}");
    assert!(long.contains("src=\"assets/list."), "{long}");
    let mixed = list(5, "plan");
    assert!(mixed.contains("<option value=\"plan\">年度計画</option>"), "{mixed}");
    assert!(mixed.contains("data-kind=\"plan\""), "{mixed}");
}

#[test]
fn the_contents_lead_to_what_stands_after_the_chapters() {
    let text = "---\nkind: policy\ntitle: 方針\n---\n\n# 章\n\n本文[^1]\n\n[^1]: 注\n";
    let page = built(&[("content/a.md", text)], drawn).page("a/index.html");
    let start = page.find("<nav class=\"contents\"").expect("contents");
    let nav = &page[start..start + page[start..].find("</nav>").expect("its end")];
    assert_eq!(addresses(nav), ["#章", "#hs-notes", "#hs-coverage", "#hs-data"]);
}

#[test]
fn the_first_page_may_be_an_introduction_or_a_policy() {
    let page = |root: &str, path: &str| {
        let files = [("content/index.md", root), ("content/reiji/index.md", POLICY)];
        built(&files, drawn).page(path)
    };
    let list = "<a href=\"reiji/index.html\">";
    let introduced = page("---\ntitle: ようこそ\n---\n\n案内文。\n", "index.html");
    assert!(
        introduced.contains("<h1>ようこそ</h1>") && introduced.contains("案内文。"),
        "{introduced}"
    );
    assert!(introduced.contains(list), "{introduced}");
    let root = "---\nkind: policy\ntitle: 市の方針\n---\n\n本文\n";
    let policy = page(root, "index.html");
    assert!(policy.contains("<h1>市の方針</h1>") && !policy.contains(list), "{policy}");
    assert!(policy.contains("<a href=\"documents/index.html\">文書一覧</a>"), "{policy}");
    let listing = page(root, "documents/index.html");
    assert!(
        listing.contains("<a href=\"../reiji/index.html\">")
            && listing.contains("<h1>文書一覧</h1>"),
        "{listing}"
    );
}

#[test]
fn only_pages_with_code_ask_for_its_colours() {
    let mut built = library();
    assert!(built.page("about/index.html").contains("/assets/code."));
    assert!(!built.page("reiji/index.html").contains("code."));
}

#[test]
fn facts_are_text() {
    let policy = "---\nkind: policy\ntitle: <b>\"方針\"</b>\nmunicipality: {name: \"<i>市\"}\ndepartment: \"<u>課\"\nsource: {name: <s>, url: \"javascript:x\"}\n---\n\n本文\n";
    let settings = "title: <em>\npublisher: {name: \"<q>\", email: \"\\\"<x>@y\"}\n";
    let mut built = built(&[("hoshin.yaml", settings), ("content/a.md", policy)], drawn);
    for page in [built.page("a/index.html"), built.page("index.html")] {
        for tag in ["<b>", "<i>", "<u>", "<s>", "<em>", "<q>", "<x>", "javascript"] {
            assert!(!page.contains(tag), "{tag}\n{page}");
        }
    }
}
