//! The documentation pages of the rules: each bad example breaks that rule and no other, each good
//! one breaks none.

use std::collections::BTreeSet;

use encoding_rs::SHIFT_JIS;
use hoshin::diagnostic::{Language, explained_codes, explanation};
use hoshin::source::{Content, Project};
use hoshin::{Options, compile};

/// A file of an example: its path, and what is to be there.
type File = (String, Content);

/// The files below a heading of a page: every fenced block whose info names a path.
fn example(page: &str, heading: &str) -> Vec<File> {
    let mut files = Vec::new();
    let mut inside = false;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks < 3 {
            if let Some(text) = line.strip_prefix("# ") {
                inside = text.trim() == heading;
            }
            continue;
        }
        let fence = "`".repeat(ticks);
        let text: Vec<&str> = lines.by_ref().take_while(|line| line.trim_end() != fence).collect();
        let mut info = line[ticks..].split_whitespace().skip(1);
        if let (true, Some(path)) = (inside, info.next()) {
            let text = text.iter().flat_map(|line| [line, "\n"]).collect::<String>();
            files.push((path.to_owned(), content(text, info.next())));
        }
    }
    files
}

/// What Markdown cannot hold is said by a word behind the path.
fn content(mut text: String, how: Option<&str>) -> Content {
    match how {
        None => Content::Bytes(text.into_bytes()),
        Some("cp932") => Content::Bytes(SHIFT_JIS.encode(&text).0.into_owned()),
        Some("link-outside") => Content::OutsideSite,
        Some(how) => {
            let size = how.strip_prefix("size=").and_then(|size| size.parse().ok());
            let size: usize = size.unwrap_or_else(|| panic!("what is `{how}`?"));
            text.push_str(&"x\n".repeat(size.saturating_sub(text.len()) / 2 + 1));
            Content::Bytes(text.into_bytes())
        }
    }
}

/// The codes of what is found in a site, and where.
fn found(files: Vec<File>) -> (BTreeSet<&'static str>, Vec<String>) {
    let project = Project::from_files(files);
    let compiled = compile(&project, &Options::default());
    let line = |diagnostic: &hoshin::diagnostic::Diagnostic| {
        let file = project.source(diagnostic.span.source);
        let at = file.position(diagnostic.span.start);
        let message = diagnostic.message.get(Language::Ja);
        format!("{} {}:{}:{} {message}", diagnostic.rule.code, file.path(), at.line, at.column)
    };
    let codes = compiled.diagnostics.iter().map(|diagnostic| diagnostic.rule.code).collect();
    (codes, compiled.diagnostics.iter().map(line).collect())
}

#[test]
fn the_bad_example_of_a_page_breaks_its_rule_only_and_the_good_one_none() {
    let mut complaints = Vec::new();
    for code in explained_codes() {
        let page = explanation(code, Language::Ja).unwrap();
        let (bad, good) = (example(&page, "よくない例"), example(&page, "よい例"));
        if bad.is_empty() || good.is_empty() {
            complaints.push(format!("{code}: an example has no file"));
            continue;
        }
        let (codes, lines) = found(bad);
        if codes != BTreeSet::from([code]) {
            complaints.push(format!("{code}: the bad example yields {lines:#?}"));
        }
        let (codes, lines) = found(good);
        if !codes.is_empty() {
            complaints.push(format!("{code}: the good example yields {lines:#?}"));
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}
