//! `compare/index.html`: when a site has it, what it holds for authors' own names, and how large it gets.

use std::fs;

use hoshin::source::{Content, Project as Sources};
use hoshin::{Options, compile};

use crate::project::{Project, repository};

#[path = "../../benches/generator.rs"]
mod generator;

const PAGE: &str = "output/compare/index.html";

#[test]
fn a_site_of_two_policies_compares_them() {
    let policy = |title: &str| format!("---\nkind: policy\ntitle: {title}\n---\n\n本文です。\n");
    let project = Project::new()
        .file("hoshin.yaml", "lint: {chapter-missing: off}\n")
        .file("content/a.md", &policy("甲市の方針"));
    project.run(["build"]).ended_with(0);
    assert!(!project.path(PAGE).exists());
    let project = project.file("content/b.md", &policy("乙市の方針"));
    project.run(["build"]).ended_with(0);
    let page = fs::read_to_string(project.path(PAGE)).unwrap();
    assert!(page.contains(">甲市の方針</a>") && page.contains(">乙市の方針</a>"), "{page}");
}

/// `GovTech東京` supports 62 municipalities.
#[test]
fn sixty_two_documents_fit_on_a_page() {
    let files = generator::site(62).into_iter();
    let files = files.map(|(path, text)| (path, Content::Bytes(text.into_bytes())));
    let site = compile(&Sources::from_files(files), &Options::default()).site.expect("no errors");
    let path = hoshin::site::SitePath::new("compare/index.html").unwrap();
    let page = site.get(&path).expect("it is there");
    assert!(page.len() < 500_000, "{} bytes", page.len());
    let page = str::from_utf8(page).unwrap();
    assert_eq!(page.matches("<option value=\"city-").count(), 2 * 62);
}

#[test]
fn the_example_site_says_of_each_document_what_it_covers() {
    let mut files = Vec::new();
    for page in [
        "hachioji/index",
        "sagamihara/index",
        "kashiwa/index",
        "kakamigahara/index",
        "govtech-tokyo-plan/index",
        "govtech-tokyo-plan/workshop",
    ] {
        let path = format!("content/{page}.md");
        files.push((path.clone(), Content::Bytes(fs::read(repository().join(path)).unwrap())));
    }
    let settings = fs::read(repository().join("hoshin.yaml")).unwrap();
    files.push(("hoshin.yaml".to_owned(), Content::Bytes(settings)));
    let site = compile(&Sources::from_files(files), &Options::default()).site.expect("no errors");
    let file = |path: &str| {
        let path = hoshin::site::SitePath::new(path).unwrap();
        String::from_utf8(site.get(&path).expect("it is there").to_vec()).unwrap()
    };
    let page = file("compare/index.html");
    let has = |part: &str| assert!(page.contains(part), "{part}");
    has("<a href=\"../sagamihara/index.html#推進体制について\">第5章 推進体制について</a>");
    has("<span class=\"status waived\">省略</span> 原典には、推進体制を定めた章がない");
    has("<th scope=\"row\" data-key=\"デジタル推進リーダー人材\" class=\"row\">");
    has("<option value=\"hachioji\" data-page=\"../hachioji/index.html\" data-short=\"八王子市\">");
    assert!(file("hachioji/index.html").contains("href=\"../compare/index.html?a=hachioji\""));
}
