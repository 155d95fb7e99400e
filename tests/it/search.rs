//! Search as a site has it: the page, the scripts, what the settings change. What is found in a browser is
//! the business of `tests/browser/checks/search.mjs`.

use hoshin::site::{Site, SitePath};
use hoshin::source::{Content, Project};
use hoshin::{Options, compile};
use serde_json::Value;

const TEXT: &str = "---\ntitle: 例示市の方針\nmunicipality: {name: 例示市}\n---\n\n# 背景\n\n\
    ｜人財《じんざい》を育てます。[^1]\n\n表：研修の一覧\n\n| 研修 | 時期 |\n|---|---|\n| 窓口の研修 | 六月 |\n\n[^1]: 注の文です。\n";

const DRAFT: &str =
    "---\ntitle: 秘密の下書き\ndraft: true\n---\n\n# 未公開\n\n決まっていないこと。\n";

fn compiled(files: &[(&str, &str)], drafts: bool) -> Site {
    let bytes = |text: &str| Content::Bytes(text.as_bytes().to_vec());
    let project =
        Project::from_files(files.iter().map(|(path, text)| ((*path).to_owned(), bytes(text))));
    let compiled = compile(&project, &Options { drafts, ..Options::default() });
    let found: Vec<_> = compiled.diagnostics.iter().map(|it| it.rule.code).collect();
    compiled.site.unwrap_or_else(|| panic!("{found:?}"))
}

fn text(site: &Site, path: &str) -> Option<String> {
    let bytes = site.get(&SitePath::new(path).unwrap())?;
    Some(String::from_utf8(bytes.to_vec()).unwrap())
}

/// The scripts with data, by path.
fn scripts(site: &Site) -> Vec<(String, String)> {
    let scripts = site.iter().filter(|(path, _)| path.as_str().starts_with("assets/search/"));
    scripts
        .map(|(path, bytes)| (path.to_string(), String::from_utf8(bytes.to_vec()).unwrap()))
        .collect()
}

/// What a script hands over.
fn value(script: &str) -> Value {
    let inner = script.strip_prefix("hoshinSearch(").and_then(|it| it.strip_suffix(");\n"));
    serde_json::from_str(inner.expect("a call with one value")).unwrap()
}

/// The list of documents, which the page names.
fn list(site: &Site) -> Value {
    let page = text(site, "search/index.html").unwrap();
    let address = page.split("data-index=\"../").nth(1).unwrap().split('"').next().unwrap();
    value(&text(site, address).unwrap())
}

/// The sections of the only document: id, heading, text.
fn sections(site: &Site) -> Vec<[String; 3]> {
    let list = list(site);
    let name = list["packs"][0][1].as_str().unwrap();
    let pack = value(&text(site, &format!("assets/search/{name}.js")).unwrap());
    serde_json::from_value(pack[0].clone()).unwrap()
}

#[test]
fn texts_are_searched_as_readers_read_them() {
    let site = compiled(&[("content/reiji/index.md", TEXT)], false);
    let own = |id: &str, heading: &str, text: &str| [id, heading, text].map(str::to_owned);
    let expected = [
        own("", "例示市の方針", "例示市\n"),
        own(
            "背景",
            "背景",
            "人財を育てます。\n研修の一覧\n研修\n時期\n窓口の研修\n六月\n人財（じんざい）\n",
        ),
        own("hs-notes", "注", "注の文です。\n"),
    ];
    assert_eq!(sections(&site), expected);
    let entry = &list(&site)["documents"][0];
    assert_eq!(
        *entry,
        serde_json::json!(["../reiji/index.html", "例示市の方針", "例示市", "page"])
    );
}

#[test]
fn every_page_leads_to_the_search() {
    let site = compiled(&[("content/reiji/index.md", TEXT), ("content/about.md", DRAFT)], true);
    let forms = ["index.html", "404.html", "reiji/index.html", "about/index.html"].map(|path| {
        let page = text(&site, path).unwrap();
        let mut forms = page.split("<form action=\"").skip(1).map(|it| it.split('"').next());
        let first = forms.next().flatten().map(str::to_owned);
        assert_eq!(forms.next(), None, "{path}");
        first
    });
    let expected = ["search/index.html", "search/index.html", "../search/index.html"];
    assert_eq!(forms[..3], expected.map(|it| Some(it.to_owned())));
    let page = text(&site, "search/index.html").unwrap();
    assert!(!page.contains("class=\"find\""), "{page}");
    // Without its script the page leads to every chapter.
    assert!(page.contains("<a href=\"../reiji/index.html#背景\">背景</a>"), "{page}");
}

#[test]
fn drafts_are_searched_only_where_they_are_built() {
    let files = [("content/a.md", TEXT), ("content/b.md", DRAFT)];
    let says = |drafts: bool| {
        let site = compiled(&files, drafts);
        let page = text(&site, "search/index.html").unwrap();
        let all: String = scripts(&site).into_iter().map(|(_, script)| script).collect();
        ["秘密", "未公開", "決まって"].map(|word| all.contains(word) || page.contains(word))
    };
    assert_eq!(says(false), [false; 3]);
    assert_eq!(says(true), [true; 3]);
}

#[test]
fn an_own_page_takes_the_place_of_the_search() {
    let own = ("content/search/index.md", "---\ntitle: さがす\n---\n\n市のサイトで探せます。\n");
    let off = ("hoshin.yaml", "search: {enabled: false}\n");
    for change in [own, off] {
        let site = compiled(&[("content/a.md", TEXT), change], false);
        assert_eq!(scripts(&site), []);
        let page = text(&site, "a/index.html").unwrap();
        assert!(!page.contains("<form"), "{page}");
        assert_eq!(text(&site, "search/index.html").is_some(), change == own);
    }
}

#[test]
fn own_spellings_are_searched_alike() {
    let groups = |settings: &str| {
        let site = compiled(&[("content/a.md", TEXT), ("hoshin.yaml", settings)], false);
        let groups: Vec<Vec<String>> =
            serde_json::from_value(list(&site)["variants"].clone()).unwrap();
        groups
    };
    let own = vec!["りすきりんぐ".to_owned(), "学び直し".to_owned()];
    assert!(!groups("").contains(&own));
    assert!(groups("search: {variants: [[リスキリング, 学び直し]]}\n").contains(&own));
}

#[test]
fn hostile_texts_are_inert_in_the_scripts() {
    let hostile = "---\ntitle: \"\\\\</script>\\\\<script>alert('1') \\u2028 \\u202e題\"\n\
        municipality: {name: \"<b>\\\"'市\"}\n---\n\n# `<!--` \u{2028}見出し\n\n`</script>` \\\\u003c \u{202e}文\n";
    let site = compiled(&[("content/a.md", hostile)], false);
    for (path, script) in scripts(&site) {
        let bad = ['<', '\u{2028}', '\u{2029}', '\u{202e}'];
        assert!(!script.contains(bad) && script.lines().count() == 1, "{path}: {script}");
        value(&script);
    }
    let page = text(&site, "search/index.html").unwrap();
    assert_eq!(page.matches("<script").count(), 1, "{page}");
    assert!(sections(&site)[1][2].contains("</script>"));
}

#[test]
fn what_did_not_change_keeps_its_name() {
    let long = |word: &str| {
        let text = format!("{word}の仕事が、少しずつ変わりつつあります。\n\n").repeat(900);
        format!("---\ntitle: {word}\n---\n\n{text}")
    };
    let (a, b) = (long("窓口"), long("工事"));
    let names = |last: &str| -> Vec<String> {
        let files = [("content/a.md", a.as_str()), ("content/b.md", last)];
        scripts(&compiled(&files, false)).into_iter().map(|(path, _)| path).collect()
    };
    assert_eq!(names(&b), names(&b));
    let (before, after) = (names(&b), names(&long("道路")));
    let kept = before.iter().filter(|name| after.contains(name)).count();
    assert_eq!((kept, before.len()), (1, 4), "the text of the first document alone is the same");
}
