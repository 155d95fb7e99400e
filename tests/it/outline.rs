//! The four example policies against their outline: every required chapter is missed when it goes.

use hoshin::diagnostic::{Diagnostics, Language};
use hoshin::document::{Chapter, Covered, Document, Kind, sections};
use hoshin::library::library;
use hoshin::outline::{Outlines, Requirement};
use hoshin::source::{Content, Project};
use hoshin::{Options, compile, figure};

use crate::project::{self, repository};

const POLICIES: [&str; 4] = ["hachioji", "kakamigahara", "kashiwa", "sagamihara"];

fn source(policy: &str) -> String {
    std::fs::read_to_string(repository().join(format!("content/{policy}/index.md"))).unwrap()
}

fn project(policy: &str, text: &str) -> Project {
    let path = format!("content/{policy}/index.md");
    Project::from_files([(path, Content::Bytes(text.as_bytes().to_vec()))])
}

/// The document as it stands before the checks.
fn assembled(policy: &str, text: &str) -> Document {
    let project = project(policy, text);
    let mut diagnostics = Diagnostics::default();
    let outlines = Outlines::load(&project, &mut diagnostics);
    let outline = outlines.get("govtech-tokyo");
    let kinds = figure::kinds();
    let of = |kind| outline.filter(|_| kind == Kind::Policy);
    let library = library(&project, &kinds, of, &mut diagnostics);
    Document::clone(&library.documents[0])
}

/// The errors as `code message`, in English.
fn errors(policy: &str, text: &str) -> Vec<String> {
    let compiled = compile(&project(policy, text), &Options::default());
    let errors = compiled
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == hoshin::diagnostic::Severity::Error);
    let errors: Vec<_> = errors
        .map(|error| format!("{} {}", error.rule.code, error.message.get(Language::En)))
        .collect();
    assert_eq!(compiled.site.is_none(), !errors.is_empty(), "errors stop the build, nothing else");
    errors
}

/// Writes other headings in the place of some chapters', from the last to the first.
fn with_headings(
    text: &str,
    chapters: &[&Chapter],
    heading: impl Fn(&Chapter) -> String,
) -> String {
    let mut text = text.to_owned();
    for chapter in chapters.iter().rev() {
        let span = chapter.span();
        let typed = &text[span.start..span.end];
        let hashes = typed.bytes().take_while(|&byte| byte == b'#').count();
        let line = format!("{} {}\n", "#".repeat(hashes), heading(chapter));
        text.replace_range(span.start..span.end, &line);
    }
    text
}

/// Takes a chapter away: the headings that cover it get other words and cover the rest of what they
/// covered. A heading above may then stand for the chapter, and goes as well.
fn without(policy: &str, text: &str, id: &String) -> String {
    let mut text = text.to_owned();
    loop {
        let document = assembled(policy, &text);
        let all = sections(&document.chapters);
        let covering: Vec<&Chapter> =
            all.into_iter().filter(|chapter| chapter.covers.contains(id)).collect();
        if covering.is_empty() {
            return text;
        }
        text = with_headings(&text, &covering, |chapter| {
            let others = chapter.covers.iter().filter(|covered| *covered != id);
            format!("ほかの話 {{covers={}}}", others.cloned().collect::<Vec<_>>().join(","))
        });
    }
}

#[test]
fn every_required_chapter_is_missed_and_can_be_put_back() {
    let mut taken = 0;
    for policy in POLICIES {
        let text = source(policy);
        assert_eq!(errors(policy, &text), [""; 0], "{policy}");
        let document = assembled(policy, &text);
        let required =
            document.coverage.iter().filter(|row| row.requirement == Requirement::Required);
        for row in required {
            assert!(
                matches!(row.covered, Covered::By(_)),
                "{policy}: {} is not covered",
                row.chapter
            );
            let id = &row.chapter;
            let gone = without(policy, &text, id);
            let found = errors(policy, &gone);
            let missing = format!("the chapter `{}` ({id}), required by the outline", row.title);
            let named =
                |error: &&String| error.starts_with("chapter-missing") && error.contains(&missing);
            assert_eq!(found.iter().filter(named).count(), 1, "{policy} {id}: {found:?}");
            // Put back under other words, by `covers=` and by id.
            let document = assembled(policy, &gone);
            let all = sections(&document.chapters);
            let place = all.iter().find(|chapter| chapter.id.starts_with("ほかの話")).unwrap();
            let others = place.covers.join(",");
            for attributes in [format!("covers={id},{others}"), format!("#{id} covers={others}")] {
                let back = with_headings(&gone, &[place], |_| format!("ほかの話 {{{attributes}}}"));
                let found = errors(policy, &back);
                // Links to the heading that went stay broken; nothing else is wrong.
                let fine = found.iter().all(|error| error.starts_with("anchor-broken"));
                assert!(fine, "{policy} {attributes}: {found:?}");
            }
            taken += 1;
        }
    }
    assert_eq!(taken, 20, "five required chapters in each of four policies");
}

#[test]
fn a_missing_chapter_tells_the_way_out() {
    let text = source("kakamigahara").replace("## 1.2. 位置づけ", "## 1.2. ほかの話");
    let text = text.replace("{covers=position,", "{covers=").replace(" {covers=position}", "");
    let site = project::Project::new().file("content/kakamigahara/index.md", &text);
    let output = site.run(["build"]);
    assert_eq!(output.code, Some(1), "{output}");
    for part in [
        "chapter-missing",
        "本方針の位置づけ",
        "content/kakamigahara/index.md:",
        "{covers=position}",
        "{chapter: position, reason: 理由}",
    ] {
        assert!(output.stderr.contains(part), "{part} is not said:\n{output}");
    }
    assert!(!site.path("output").exists());
    let waived =
        text.replace("\n---\n\n#", "\n  - {chapter: position, reason: 別に定める}\n---\n\n#");
    let output = site.file("content/kakamigahara/index.md", &waived).run(["build"]);
    assert_eq!(output.code, Some(0), "{output}");
}
