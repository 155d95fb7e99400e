//! What the tests of rules share: what a text's checks report, and what is left after their fixes.

use crate::diagnostic::{Diagnostic, Diagnostics, Language};
use crate::document::Document;
use crate::library::library;
use crate::source::{Content, Project};
use crate::{Options, compile};

use super::walk::{Text, texts};

/// A site of these files.
pub(super) fn site(files: &[(&str, &str)]) -> Project {
    Project::from_files(
        files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), Content::Bytes(text.as_bytes().to_vec()))),
    )
}

/// Hands the texts of a single document to a test.
pub(super) fn texts_of(text: &str, see: impl FnOnce(&Project, &[Text<'_>])) {
    let project = site(&[("content/a.md", text)]);
    let mut diagnostics = Diagnostics::default();
    let library = library(&project, &[], |_| None, &mut diagnostics);
    let document: &Document = &library.documents[0];
    see(&project, &texts(document, &[]));
}

fn found(project: &Project) -> Diagnostics {
    compile(project, &Options::default()).diagnostics
}

/// What one rule reports of some files, as `line:column written`.
pub(super) fn reports_in(code: &str, files: &[(&str, &str)]) -> Vec<String> {
    let project = site(files);
    let found = found(&project);
    let show = |diagnostic: &Diagnostic| {
        let file = project.source(diagnostic.span.source);
        let at = file.position(diagnostic.span.start);
        format!("{}:{} {}", at.line, at.column, file.slice(diagnostic.span))
    };
    found.iter().filter(|it| it.rule.code == code).map(show).collect()
}

/// What one rule reports of a file.
pub(super) fn reports(code: &str, text: &str) -> Vec<String> {
    reports_in(code, &[("content/a.md", text)])
}

/// What one rule reports of the text of a page, places counted from its first line.
pub(super) fn reports_of_body(code: &str, body: &str) -> Vec<String> {
    let lines = reports(code, &page(body)).into_iter().map(|report| {
        let (line, rest) = report.split_once(':').expect("a line");
        format!("{}:{rest}", line.parse::<usize>().expect("a number") - 4)
    });
    lines.collect()
}

/// A page of a text, which begins in its fifth line.
pub(super) fn page(body: &str) -> String {
    format!("---\ntitle: 題\n---\n\n{body}\n")
}

/// The file after every fix of one rule, and the codes of what is then found.
pub(super) fn fixed(code: &str, text: &str) -> (String, Vec<&'static str>) {
    let project = site(&[("content/a.md", text)]);
    let mut fixed = text.to_owned();
    let before = found(&project);
    let reported: Vec<_> = before.iter().filter(|it| it.rule.code == code).collect();
    for fix in reported.iter().rev().filter_map(|it| it.fix.as_ref()) {
        fixed.replace_range(fix.span.start..fix.span.end, &fix.text);
    }
    let after = found(&site(&[("content/a.md", &fixed)]));
    let codes = after.iter().map(|it| it.rule.code).collect();
    (fixed, codes)
}

/// Compiles these files of `content/`; gives each report with the text at its place.
pub(super) fn reports_with_text(files: &[(&str, &str)]) -> Vec<(Diagnostic, String)> {
    let paths: Vec<String> = files.iter().map(|(path, _)| format!("content/{path}")).collect();
    let files = paths.iter().zip(files).map(|(path, (_, text))| (path.as_str(), *text));
    let project = site(&files.collect::<Vec<_>>());
    let at = |it: &Diagnostic| project.source(it.span.source).slice(it.span).trim_end().to_owned();
    found(&project).iter().map(|it| (it.clone(), at(it))).collect()
}

/// Holds a site to what is found in it, as `code text`.
#[track_caller]
pub(super) fn check_files(files: &[(&str, &str)], expected: &[&str]) {
    let found: Vec<String> = reports_with_text(files)
        .into_iter()
        .map(|(it, text)| format!("{} {text}", it.rule.code))
        .collect();
    assert_eq!(found, expected, "{files:?}");
}

/// Holds a page with these records to what is found in it.
#[track_caller]
pub(super) fn check_records(records: &str, expected: &[&str]) {
    check_files(&[("a.md", &format!("---\ntitle: 題\n{records}---\n"))], expected);
}

/// Holds a page with this text to what is found in it.
#[track_caller]
pub(super) fn check_text(text: &str, expected: &[&str]) {
    check_files(&[("a.md", &format!("---\ntitle: 題\n---\n\n{text}"))], expected);
}

/// The first report of a page: its message and its help, in Japanese.
pub(super) fn words(text: &str) -> String {
    let reports = reports_with_text(&[("a.md", text)]);
    let (first, _) = reports.first().expect("a report");
    let help = first.help.as_ref().map_or("", |help| help.get(Language::Ja));
    format!("{} / {help}", first.message.get(Language::Ja))
}
