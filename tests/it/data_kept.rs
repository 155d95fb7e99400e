//! Data files in earlier states of a site, and on disk.

use std::fs;
use std::sync::Arc;

use hoshin::source::Content;
use hoshin::{Options, compile, disk};

use crate::diff::{compared, documents};
use crate::project::Project;
use crate::repository::Repository;

const POLICY: &str = "---\nkind: policy\ntitle: 方針\nlegend: {◎: 必修, ○: 選択}\n\
    roles: [{id: lead, name: 推進リーダー}]\nskills: {file: data/map.csv}\nREVISIONS---\n\n# 目的\n\n文。\n\n```skill-map\n```\n";
const PLAN: &str = "---\nkind: plan\ntitle: 計画\nbased_on: index.md\n---\n\n# 目的\n\n文。\n\n```skill-map\n```\n";

fn cp932(text: &str) -> Vec<u8> {
    encoding_rs::SHIFT_JIS.encode(text).0.into_owned()
}

#[test]
fn a_comparison_shows_what_changed_in_a_data_file() {
    let repository = Repository::new();
    repository.write("content/city/index.md", &POLICY.replace("REVISIONS", ""));
    repository.write("content/city/plan.md", PLAN);
    repository.write("content/other.md", &crate::diff::page("別", "文。"));
    repository.write_bytes("content/city/data/map.csv", &cp932("名称,lead\n業務の見直し,○\n"));
    repository.commit("策定", "2025-04-01");
    assert_eq!(documents(&compared(&repository, &["HEAD"])), [""; 0]);
    // Another encoding says the same.
    repository.write("content/city/data/map.csv", "名称,lead\n業務の見直し,○\n");
    assert_eq!(documents(&compared(&repository, &["HEAD"])), [""; 0]);
    repository.write("content/city/data/map.csv", "名称,lead\n業務の見直し,◎\n");
    let found = compared(&repository, &["HEAD"]);
    let both = ["content/city/index.md: changed", "content/city/plan.md: changed"];
    assert_eq!(documents(&found), both);
    let text = found.to_string();
    assert!(text.contains("◎") && text.contains("○"), "{text}");
    // The same records in the front matter are no change.
    let inline = "skills: [{name: 業務の見直し, levels: {lead: ◎}}]";
    repository.commit("改定", "2026-04-01");
    let policy = POLICY.replace("REVISIONS", "").replace("skills: {file: data/map.csv}", inline);
    repository.write("content/city/index.md", &policy);
    assert_eq!(documents(&compared(&repository, &["HEAD"])), [""; 0]);
    let document = compared(&repository, &["HEAD~1", "--document", "content/city/index.md"]);
    assert_eq!(documents(&document), both[..1]);
    fs::remove_file(repository.root().join("content/city/data/map.csv")).unwrap();
    assert_eq!(documents(&compared(&repository, &["HEAD"])), [""; 0]);
}

#[test]
fn a_day_has_its_own_data_file() {
    let revisions = "revisions: [{date: 2026-04-01, tag: v2}, {date: 2025-04-01, tag: v1}]\n";
    let repository = Repository::new();
    repository.write("hoshin.yaml", "outlines: {policy: own}\n");
    repository.write("outlines/own.yaml", "title: 章立て\nchapters: [{id: aim, title: 目的}]\n");
    repository.write("content/city/index.md", &POLICY.replace("REVISIONS", revisions));
    for (tag, day, level) in [("v1", "2025-04-01", "前の水準"), ("v2", "2026-04-01", "今の水準")]
    {
        let map = format!("名称,lead\n業務の見直し,{level}\n");
        repository.write_bytes("content/city/data/map.csv", &cp932(&map));
        repository.commit("改定", day);
        repository.tag(tag);
    }
    let project = disk::load(&repository.root()).unwrap();
    let page = |as_of| {
        let past = Arc::new(repository.open());
        let compiled = compile(&project, &Options { as_of, past, ..Options::default() });
        let site = compiled.site.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics));
        let path = hoshin::site::SitePath::new("city/index.html").unwrap();
        String::from_utf8(site.get(&path).unwrap().to_vec()).unwrap()
    };
    assert!(page(None).contains("今の水準") && !page(None).contains("前の水準"));
    let before = page(Some((2025, 12, 31)));
    assert!(before.contains("前の水準") && !before.contains("今の水準"));
    // What changed is shown beside the text.
    let changes = page(None);
    assert!(changes.contains("changes/v2/index.html"));
}

#[test]
fn locks_of_office_are_left_out() {
    let site = Project::with_page().file("content/~$map.xlsx", "x").file("content/map.csv", "a\n");
    let project = disk::load(&site.path("")).unwrap();
    assert_eq!(project.attachments.keys().collect::<Vec<_>>(), ["map.csv"]);
    let bytes = || Content::Bytes(vec![b'x']);
    let files =
        [("content/~$a.xlsx".to_owned(), bytes()), ("content/~$b/c.csv".to_owned(), bytes())];
    assert!(hoshin::source::Project::from_files(files).attachments.is_empty());
}

#[test]
fn a_huge_file_is_refused() {
    let site = Project::new()
        .file("content/index.md", "---\ntitle: 題\nskills: {file: a.xlsx}\n---\n\n文\n");
    let huge = fs::File::create(site.path("content/a.xlsx")).unwrap();
    huge.set_len(200 << 20).unwrap();
    let output = site.run(["build"]).ended_with(1);
    assert!(output.stderr.contains("file-too-large"), "{output}");
    assert!(!site.path("output").exists());
}
