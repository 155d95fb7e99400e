//! Revisions in the site: each has a page beside the one before, and the document leads there.

use std::sync::Arc;

use hoshin::{Compiled, Options, compile, disk};

use crate::repository::Repository;

const SETTINGS: &str = "title: 例示\nbase_url: https://www.example.lg.jp/dx/\n\
    outlines: {policy: small}\nlint: {caption-missing: off}\n";
const OUTLINE: &str = "title: 章立て\nchapters: [{id: a, title: 目的, level: optional}]\n";

/// A policy with revisions of these tags, newest first: date, tag.
fn policy(revisions: &[(&str, &str)], body: &str) -> String {
    let revision = |(date, tag): &(&str, &str)| {
        format!("  - {{date: {date}, tag: {tag}, summary: \"**{tag}**の改定\"}}\n")
    };
    let revisions = revisions.iter().map(revision).collect::<Vec<_>>().concat();
    format!("---\nkind: policy\ntitle: 方針\nadopted: 2020\nrevisions:\n{revisions}---\n\n{body}")
}

/// A repository in which a policy was revised twice.
fn revised() -> Repository {
    let repository = Repository::new();
    repository.write("hoshin.yaml", SETTINGS);
    repository.write("outlines/small.yaml", OUTLINE);
    let path = "content/reiji/index.md";
    let steps = [
        ("2024-04-01", "v1", "# 目的\n\n職員の研修を年1回行う。\n\n# 体制\n\n人事課が担う。\n"),
        ("2025-04-01", "版2", "# 目的\n\n職員の研修を年2回行う。\n\n# 体制\n\n人事課が担う。\n"),
        (
            "2026-04-01",
            "v/3",
            "# 目的\n\n職員の研修を年2回行う。\n\n# 推進体制 {#体制}\n\n人事課が担う。\n",
        ),
    ];
    for at in 0..steps.len() {
        let revisions: Vec<_> = steps[..=at].iter().rev().map(|it| (it.0, it.1)).collect();
        repository.write(path, &policy(&revisions, steps[at].2));
        repository.commit(steps[at].1, steps[at].0);
        repository.tag(steps[at].1);
    }
    repository
}

fn options(repository: &Repository) -> Options {
    Options { past: Arc::new(repository.open()), ..Options::default() }
}

fn built(repository: &Repository, options: &Options) -> Compiled {
    compile(&disk::load(&repository.root()).unwrap(), options)
}

fn page(compiled: &Compiled, path: &str) -> Option<String> {
    let site = compiled.site.as_ref().expect("no error");
    let bytes = site.get(&hoshin::site::SitePath::new(path).unwrap())?;
    Some(String::from_utf8(bytes.to_vec()).unwrap())
}

fn codes(compiled: &Compiled) -> Vec<String> {
    compiled.diagnostics.iter().map(|it| it.rule.code.to_owned()).collect()
}

fn has(page: &str, text: &str) {
    assert!(page.contains(text), "no {text} in {page}");
}

#[test]
fn each_revision_has_a_page_beside_the_one_before() {
    let repository = revised();
    let compiled = built(&repository, &options(&repository));
    assert_eq!(codes(&compiled), [""; 0]);
    let second = page(&compiled, "reiji/changes/版2/index.html").unwrap();
    has(&second, "<title>令和7年（2025年）4月1日改定　新旧対照表");
    has(&second, "職員の研修を<ins><span class=\"heard\">（追加ここから）</span>年2回");
    has(&second, "職員の研修を<del><span class=\"heard\">（削除ここから）</span>年1回");
    has(&second, "<strong>版2</strong>の改定");
    has(&second, "<a href=\"../v-3/index.html\">");
    let third = page(&compiled, "reiji/changes/v-3/index.html").unwrap();
    has(&third, "章の名称の変更");
    has(&third, "<a href=\"../../index.html#体制\">");
    assert_eq!(page(&compiled, "reiji/changes/v1/index.html"), None, "there is nothing before it");
    // The document leads to them, from its history and from its chapters.
    let document = page(&compiled, "reiji/index.html").unwrap();
    has(&document, "<a href=\"changes/v-3/index.html\">令和8年（2026年）4月1日の新旧対照表</a>");
    let chapters: Vec<&str> =
        document.lines().filter(|line| line.starts_with("<p class=\"revised\">")).collect();
    let [purpose, organisation] = chapters[..] else { panic!("{chapters:?}") };
    has(purpose, "changes/版2/index.html#");
    has(organisation, "changes/v-3/index.html#");
    // So do the feed and the list of pages.
    has(&page(&compiled, "feed.xml").unwrap(), "changes/v-3/\"/>");
    has(&page(&compiled, "sitemap.xml").unwrap(), "reiji/changes/v-3/");
    // The same input gives the same bytes.
    let again = built(&repository, &options(&repository));
    assert!(compiled.site.unwrap().iter().eq(again.site.unwrap().iter()));
}

#[test]
fn settings_say_how_the_sides_stand() {
    let repository = revised();
    let own = "comparison: {order: old-first, new: 改正案, old: 現行, remarks: false}\n";
    repository.write("hoshin.yaml", &format!("{SETTINGS}{own}"));
    let compiled = built(&repository, &options(&repository));
    let second = page(&compiled, "reiji/changes/版2/index.html").unwrap();
    has(&second, ">現行</th><th");
    has(&second, ">改正案</th></tr>");
    assert!(!second.contains("備考"));
}

#[test]
fn a_tag_that_is_missing_is_told_and_the_others_are_compared() {
    let repository = revised();
    repository.git(&["tag", "--delete", "v/3"]);
    let compiled = built(&repository, &options(&repository));
    assert_eq!(codes(&compiled), ["revision-absent"]);
    assert!(page(&compiled, "reiji/changes/版2/index.html").is_some());
    assert_eq!(page(&compiled, "reiji/changes/v-3/index.html"), None);
    // Outside git it is said once, and the site is built.
    let compiled = built(&repository, &Options::default());
    assert_eq!(codes(&compiled), ["revision-absent"]);
    assert_eq!(page(&compiled, "reiji/changes/版2/index.html"), None);
    assert!(!page(&compiled, "reiji/index.html").unwrap().contains("changes/"));
}

#[test]
fn nothing_is_invented_where_the_history_is_cut_short() {
    let repository = revised();
    let clone = repository.beside("shallow");
    let from = format!("file://{}", repository.root().display());
    repository.git(&["clone", "--quiet", "--depth", "1", &from, clone.to_str().unwrap()]);
    let past = hoshin::git::Repository::open(&clone).unwrap().unwrap();
    let options = Options { past: Arc::new(past), ..Options::default() };
    let compiled = compile(&disk::load(&clone).unwrap(), &options);
    assert!(
        codes(&compiled).iter().all(|code| code == "revision-absent"),
        "{:?}",
        codes(&compiled)
    );
    let help = compiled.diagnostics.iter().next().unwrap().help.as_ref().unwrap();
    has(help.get(hoshin::diagnostic::Language::Ja), "git fetch --unshallow --tags");
    assert_eq!(page(&compiled, "reiji/changes/版2/index.html"), None);
}

#[test]
fn what_an_old_text_says_wrongly_is_left_out_and_told() {
    let repository = Repository::new();
    repository.write("hoshin.yaml", SETTINGS);
    repository.write("outlines/small.yaml", OUTLINE);
    let path = "content/a.md";
    repository.write(path, "---\nkind: policy\ntitle: [\n---\n\n# 目的\n\n年1回。\n");
    repository.commit("壊れたもの", "2024-04-01");
    repository.tag("v1");
    repository.write_bytes(path, &[0xff, 0x00, 0x93, 0xfa]);
    repository.commit("文章でないもの", "2024-05-01");
    repository.tag("v0");
    let revisions =
        [("2026-04-01", "v3"), ("2025-04-01", "v2"), ("2024-05-01", "v0"), ("2024-04-01", "v1")];
    repository.write(path, &policy(&revisions, "# 目的\n\n年2回。\n"));
    repository.commit("直したもの", "2025-04-01");
    repository.tag("v2");
    repository.tag("v3");
    let compiled = built(&repository, &options(&repository));
    assert_eq!(codes(&compiled), [""; 0]);
    let unreadable = page(&compiled, "a/changes/v2/index.html").unwrap();
    has(&unreadable, "改正前の文書の全体（読み取れません）");
    // Two names of one state: nothing is said to have changed between them.
    assert_eq!(page(&compiled, "a/changes/v3/index.html"), None);
    // Of broken front matter the text is compared all the same.
    let revisions = [("2025-04-01", "v2"), ("2024-04-01", "v1")];
    repository.write(path, &policy(&revisions, "# 目的\n\n年2回。\n"));
    let compiled = built(&repository, &options(&repository));
    let broken = page(&compiled, "a/changes/v2/index.html").unwrap();
    has(&broken, "改正前の初めの --- の間");
    has(&broken, "年2回");
    assert!(!broken.contains("基本情報"), "{broken}");
}

#[test]
fn a_document_is_followed_where_it_was_renamed() {
    let repository = revised();
    repository.rename("content/reiji/index.md", "content/新しい場所/index.md");
    repository.commit("引っ越し", "2026-05-01");
    let compiled = built(&repository, &options(&repository));
    assert_eq!(codes(&compiled), [""; 0]);
    has(&page(&compiled, "新しい場所/changes/版2/index.html").unwrap(), "年2回");
}

#[test]
fn what_authors_wrote_stays_in_its_place() {
    let repository = revised();
    let own = "---\ntitle: 自分のページ\n---\n\n本文\n";
    repository.write("content/reiji/changes/版2.md", own);
    let compiled = built(&repository, &options(&repository));
    assert_eq!(codes(&compiled), [""; 0]);
    has(&page(&compiled, "reiji/changes/版2/index.html").unwrap(), "自分のページ");
}

#[test]
fn a_site_as_of_a_day_has_the_text_of_that_day() {
    let repository = revised();
    let on = |day| built(&repository, &Options { as_of: Some(day), ..options(&repository) });
    let first = on((2024, 6, 1));
    let document = page(&first, "reiji/index.html").unwrap();
    has(&document, "年1回");
    assert!(!document.contains("推進体制"), "{document}");
    assert_eq!(page(&first, "reiji/changes/版2/index.html"), None);
    let second = on((2025, 6, 1));
    has(&page(&second, "reiji/index.html").unwrap(), "年2回");
    has(&page(&second, "reiji/changes/版2/index.html").unwrap(), "年1回");
    // Where the text of that day is not kept, that is said.
    let kept = options(&repository).past;
    assert!(kept.state("v1").is_ok());
    repository.git(&["tag", "--delete", "v1"]);
    let first = on((2024, 6, 1));
    let document = page(&first, "reiji/index.html").unwrap();
    has(&document, "いまの本文を示しています");
    has(&document, "年2回");
}
