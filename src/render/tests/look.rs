//! What the settings put around pages: logo, icon, texts, numbers.

use super::{Built, built, drawn};

/// A site with these settings, two pages and some images.
fn site(settings: &str) -> Built {
    let files = [
        ("hoshin.yaml", settings),
        ("content/a/b.md", "---\ntitle: 題\n---\n\n# 章\n\n本文\n"),
        (
            "content/plan.md",
            "---\nkind: plan\ntitle: 計画\n---\n\n# 目的\n\n本文\n\n## 細目\n\n本文\n",
        ),
        (
            "content/old.md",
            "---\nkind: plan\ntitle: 旧計画\n---\n\n# 目的\n\n本文\n\n## (1) 細目\n\n本文\n",
        ),
        ("content/img/logo.svg", "<svg/>"),
        ("content/img/dark.png", "png"),
    ];
    built(&files, drawn)
}

/// The part of a page between two texts.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let (_, rest) = page.split_once(from).unwrap_or_else(|| panic!("no {from}: {page}"));
    rest.split_once(to).unwrap_or_else(|| panic!("no {to}: {rest}")).0
}

/// A page without the hashes in the names of its files.
fn page(settings: &str, path: &str) -> String {
    let page = site(settings).page(path);
    let mut plain = String::new();
    for (at, part) in page.split('.').enumerate() {
        let is_hash = part.len() == 12 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_hash {
            plain.push_str(if at == 0 { "" } else { "." });
            plain.push_str(part);
        }
    }
    plain
}

#[test]
fn the_logo_stands_in_the_link_to_the_first_page() {
    let check = |look: &str, expected: &str| {
        let page = page(&format!("title: 例示市の方針\nlook: {{{look}}}\n"), "a/b/index.html");
        let link =
            between(&page, "<p class=\"site-title\"><a href=\"../../index.html\">", "</a></p>");
        assert_eq!(link, expected, "{look}");
    };
    check("", "例示市の方針");
    check(
        "logo: {file: img/logo.svg}",
        "<img class=\"logo\" src=\"../../assets/logo.svg\" alt=\"例示市の方針\">",
    );
    check(
        "logo: {file: img/logo.svg, with_title: true}",
        "<img class=\"logo\" src=\"../../assets/logo.svg\" alt=\"\"> 例示市の方針",
    );
    check(
        "logo: {file: img/logo.svg, alt: \'例示市\"><script>\', dark: img/dark.png}",
        "<picture><source srcset=\"../../assets/logo-dark.png\" media=\"(prefers-color-scheme: dark)\">\
         <img class=\"logo\" src=\"../../assets/logo.svg\" alt=\"例示市&quot;&gt;&lt;script&gt;\"></picture>",
    );
}

#[test]
fn the_icon_may_be_another_one() {
    let icon = |settings: &str| {
        between(&page(settings, "a/b/index.html"), "<link rel=\"icon\" ", ">").to_owned()
    };
    assert_eq!(icon(""), "type=\"image/svg+xml\" href=\"../../assets/icon.svg\"");
    assert_eq!(
        icon("look: {icon: img/dark.png}\n"),
        "type=\"image/png\" href=\"../../assets/icon.png\""
    );
}

#[test]
fn texts_stand_on_every_page_with_links_as_seen_from_there() {
    let settings = "look:\n  header: \'**市**の[計画](plan.md#細目)\'\n  footer: |\n    [一](a/b.md)\n\n    [市](https://www.example.lg.jp/)\n";
    let page = page(settings, "a/b/index.html");
    let header = between(&page, "<header", "</header>");
    assert!(
        header.ends_with("<div class=\"site-note\">\n<p><strong>市</strong>の<a href=\"../../plan/index.html#細目\">計画</a></p>\n</div>\n"),
        "{header}"
    );
    let footer = between(&page, "<footer class=\"site-footer\">\n", "</footer>");
    assert!(
        footer.starts_with("<div class=\"site-note\">\n<p><a href=\"index.html\">一</a></p>\n<p><a href=\"https://www.example.lg.jp/\">市</a></p>\n</div>"),
        "{footer}"
    );
}

#[test]
fn only_headings_without_any_number_are_numbered() {
    let numbered = |settings: &str, path: &str| page(settings, path).contains(" numbered\"");
    assert!(!numbered("", "plan/index.html"));
    assert!(numbered("look: {numbering: true}\n", "plan/index.html"));
    assert!(!numbered("look: {numbering: true}\n", "old/index.html"), "it has a number");
    assert!(!numbered("look: {numbering: true}\n", "a/b/index.html"), "it is a plain page");
}

#[test]
fn colours_and_sizes_are_at_the_end_of_the_style_sheet() {
    let sheet = |settings: &str| {
        let mut site = site(settings);
        let page = site.page("404.html");
        let path = between(&page, "<link rel=\"stylesheet\" href=\"", "\"").to_owned();
        (site.page(&path), path)
    };
    let (plain, path) = sheet("");
    let (own, own_path) = sheet("look: {colors: {accent: \"#0b5c3b\"}, font_size: large}\n");
    assert_ne!(path, own_path);
    let rules = own.strip_prefix(plain.as_str()).expect("rules behind the theme's own");
    let light = "@media screen{:root{--accent:#0b5c3b}html{font-size:112.5%}}\n";
    let dark = rules.strip_prefix(light).expect("the rule of light screens");
    assert!(
        dark.starts_with("@media screen and (prefers-color-scheme:dark){:root{--accent:#"),
        "{dark}"
    );
}
